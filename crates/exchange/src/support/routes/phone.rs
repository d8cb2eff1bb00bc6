//! `/assistance/telephone`: an agent writes down what a caller says, for somebody of their scope or for somebody unknown.

use std::collections::HashMap;

use people::directory::Directory;
use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Query, Response, State, View, Within};
use platform::{PersonId, Result, Site};

use super::super::AnswerTickets;
use super::super::asking::{self, Asked, Helped};
use super::super::rules::joined::Joined;
use super::super::rules::standing::State as Stand;
use super::super::rules::{self, named};
use super::super::store;
use super::super::views::phone as views;
use super::Typed;

/// People that a search names.
const FOUND: usize = 20;

/// What was typed of a call.
#[derive(Default)]
pub(in super::super) struct Called {
    pub(in super::super) searched: String,
    /// The people found, by name, with what tells them apart.
    pub(in super::super) found: Vec<(PersonId, String, String)>,
    /// More than those were found.
    pub(in super::super) more: bool,
    /// A person's identifier, or `inconnu`.
    pub(in super::super) who: String,
    /// The name of who isn't known.
    pub(in super::super) name: String,
    pub(in super::super) then: String,
    pub(in super::super) typed: Typed,
}

impl Called {
    /// Looks for people of the agent's scope by a part of their name.
    async fn look(&mut self, site: &Site, agent: PersonId) -> Result<()> {
        if self.searched.trim().chars().count() < 2 {
            return Ok(());
        }
        let scope = store::callers(&mut site.db().read().await?, agent).await?;
        let cards = Directory::of(site)?.cards(site, &scope).await?;
        let found = cards
            .into_iter()
            .map(|(person, card)| (person, card.full_name(), card.login.clone()));
        self.found = found.filter(|(_, name, _)| named(name, &self.searched)).collect();
        self.found
            .sort_by_cached_key(|(person, name, _)| (fr::folded(name), *person));
        self.more = self.found.len() > FOUND;
        self.found.truncate(FOUND);
        Ok(())
    }
}

pub(super) async fn page(
    State(site): State<Site>,
    within: Within<AnswerTickets>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mut called = Called {
        searched: query.get("q").cloned().unwrap_or_default(),
        ..Called::default()
    };
    called.look(&site, within.actor()).await?;
    Ok(view.page(&views::page(&view.frame, &called, &FormErrors::default())))
}

pub(super) async fn open(
    State(site): State<Site>,
    within: Within<AnswerTickets>,
    view: View,
    form: Form,
) -> Result<Response> {
    let me = within.actor();
    let mut called = Called {
        searched: form.text("q").to_owned(),
        who: form.text("personne").to_owned(),
        name: form.text("nom").to_owned(),
        then: form.text("suite").to_owned(),
        typed: Typed::read(&form, Joined::default()),
        ..Called::default()
    };
    let mut errors = FormErrors::default();
    let category = called.typed.check(&mut errors);
    let then = [Stand::Progress, Stand::Resolved]
        .into_iter()
        .find(|state| state.code() == called.then);
    if then.is_none() {
        errors.add("suite", "À la fin de l’appel", "à choisir");
    }
    let helped = helped(&site, me, &called, &mut errors).await?;
    let (Some(category), Some(then), Some(helped), true) = (category, then, helped, errors.is_empty()) else {
        called.look(&site, me).await?;
        return Ok(view.invalid(&views::page(&view.frame, &called, &errors)));
    };
    let asked = Asked {
        helped,
        by: me,
        category,
        subject: &called.typed.subject,
        text: &called.typed.text,
        joined: None,
        files: Vec::new(),
        then: Some(then),
    };
    let (id, answers) = asking::open(&site, asked).await?;
    Ok(match answers {
        true => Done::at(format!("/assistance/{id}")).saying("L’appel est noté."),
        false => Done::at("/assistance").saying("L’appel est noté, et transmis à CMA France, qui le suivra."),
    }
    .into_response())
}

/// Who calls: somebody whom this agent may name, or a name.
async fn helped(
    site: &Site,
    me: PersonId,
    called: &Called,
    errors: &mut FormErrors,
) -> Result<Option<Helped>> {
    if called.who == "inconnu" {
        if let Some(why) = rules::wrong_line(&called.name) {
            errors.add("nom", "Nom de la personne", why);
            return Ok(None);
        }
        let regions = store::desks::managed(&mut site.db().read().await?, me).await?;
        // Whoever answers for several regions answers an unknown caller for none of them.
        let region = match regions.as_slice() {
            [(region, _)] => Some(*region),
            _ => None,
        };
        return Ok(Some(Helped::Caller(called.name.clone(), region)));
    }
    match called.who.parse::<PersonId>() {
        Ok(person) if store::may_name(&mut site.db().read().await?, me, person).await? => {
            Ok(Some(Helped::Person(person)))
        }
        _ => {
            errors.add("personne", "Qui appelle\u{202f}?", "à choisir");
            Ok(None)
        }
    }
}
