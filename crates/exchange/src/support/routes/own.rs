//! What somebody asks, and follows.

use std::collections::HashMap;

use platform::html::FormErrors;
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Query, Response, State, Upload, View, Within,
};
use platform::{Error, PersonId, Result, Site};

use super::super::asking::{self, Added, Asked, Helped};
use super::super::opened::{self, Opened};
use super::super::rules::joined::{self, Joined};
use super::super::rules::standing::Act;
use super::super::rules::{self, Category};
use super::super::store::entries::Kind;
use super::super::store::writing::{self, Done as Fact};
use super::super::store::{self, Ticket, TicketId};
use super::super::views::own as views;
use super::super::{AskSupport, sealing};

/// Requests that one's list shows.
const MOST: u32 = 100;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Typed {
    pub(in super::super) category: String,
    pub(in super::super) subject: String,
    pub(in super::super) text: String,
    pub(in super::super) page: String,
    pub(in super::super) join: bool,
    /// What would be joined.
    pub(in super::super) joined: Joined,
}

impl Typed {
    pub(in super::super) fn read(form: &Form, joined: Joined) -> Self {
        Self {
            category: form.text("type").to_owned(),
            subject: form.text("sujet").to_owned(),
            text: form.text("message").replace("\r\n", "\n"),
            page: joined.page.clone().unwrap_or_default(),
            join: form.text("joindre") == "oui",
            joined,
        }
    }

    /// The category, once everything is right; the errors say what isn't.
    pub(in super::super) fn check(&self, errors: &mut FormErrors) -> Option<Category> {
        let category = Category::parse(&self.category);
        if category.is_none() {
            errors.add("type", "De quoi s’agit-il\u{202f}?", "à choisir");
        }
        if let Some(why) = rules::wrong_line(&self.subject) {
            errors.add("sujet", "En quelques mots", why);
        }
        if let Some(why) = rules::wrong_words(&self.text) {
            errors.add("message", "Ce qui se passe", why);
        }
        category.filter(|_| errors.is_empty())
    }
}

/// What would be joined: the page that somebody came from, and the browser as it names itself.
fn around(site: &Site, page: &str, asked: &HeaderMap) -> Joined {
    let agent = asked.get("user-agent").and_then(|agent| agent.to_str().ok());
    Joined {
        page: joined::path(page, &site.config().public_url),
        browser: joined::browser(agent.unwrap_or_default()),
    }
}

pub(super) async fn list(
    State(site): State<Site>,
    within: Within<AskSupport>,
    view: View,
) -> Result<Response> {
    let mine = store::mine(&mut site.db().read().await?, within.actor(), MOST).await?;
    let lines = opened::lines(&site, mine).await?;
    Ok(view.page(&views::list(&lines)))
}

pub(super) async fn form(
    State(site): State<Site>,
    _within: Within<AskSupport>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
    asked: HeaderMap,
) -> Result<Response> {
    let referer = asked.get("referer").and_then(|page| page.to_str().ok());
    let page = query.get("page").map(String::as_str).or(referer);
    let joined = around(&site, page.unwrap_or_default(), &asked);
    let typed = Typed {
        page: joined.page.clone().unwrap_or_default(),
        joined,
        ..Typed::default()
    };
    Ok(view.page(&views::form(&view.frame, &typed, &FormErrors::default())))
}

pub(super) async fn ask(
    State(site): State<Site>,
    within: Within<AskSupport>,
    view: View,
    asked: HeaderMap,
    mut upload: Upload,
) -> Result<Response> {
    let me = within.actor();
    let joined = around(&site, upload.form.text("page"), &asked);
    let typed = Typed::read(&upload.form, joined);
    let mut errors = FormErrors::default();
    let category = typed.check(&mut errors);
    let files = asking::check(&mut upload, &mut errors).await?;
    let Some(category) = category.filter(|_| errors.is_empty()) else {
        return Ok(view.invalid(&views::form(&view.frame, &typed, &errors)));
    };
    let asked = Asked {
        helped: Helped::Person(me),
        by: me,
        category,
        subject: &typed.subject,
        text: &typed.text,
        joined: typed.join.then(|| typed.joined.clone()),
        files,
        then: None,
    };
    let (id, _) = asking::open(&site, asked).await?;
    Ok(Done::at(format!("/aide/demandes/{id}"))
        .saying("Votre demande est bien arrivée.")
        .into_response())
}

/// A request of this person's own.
async fn own(site: &Site, me: PersonId, id: &str) -> Result<Ticket> {
    let id: TicketId = id.parse()?;
    store::own(&mut site.db().read().await?, me, id).await
}

pub(super) async fn page(
    State(site): State<Site>,
    within: Within<AskSupport>,
    mut view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let me = within.actor();
    let ticket = own(&site, me, &id).await?;
    let id = ticket.id;
    let opened = Opened::load(&site, ticket, false).await?;
    super::seen(&site, &mut view, me, id).await?;
    Ok(view.page(&views::page(&view.frame, &opened, "", &FormErrors::default())))
}

pub(super) async fn write(
    State(site): State<Site>,
    within: Within<AskSupport>,
    view: View,
    Path(id): Path<String>,
    mut upload: Upload,
) -> Result<Response> {
    let me = within.actor();
    let ticket = own(&site, me, &id).await?;
    if !ticket.standing.takes_words(site.clock().now()) {
        return Err(Error::Refused(
            "Cette demande est close. Ouvrez-en une autre\u{202f}: vous pouvez y rappeler son numéro.".into(),
        ));
    }
    let text = upload.form.text("message").replace("\r\n", "\n");
    let mut errors = FormErrors::default();
    if let Some(why) = rules::wrong_words(&text) {
        errors.add("message", "Votre message", why);
    }
    let files = asking::check(&mut upload, &mut errors).await?;
    if !errors.is_empty() {
        let opened = Opened::load(&site, ticket, false).await?;
        return Ok(view.invalid(&views::page(&view.frame, &opened, &text, &errors)));
    }
    let added = Added {
        by: me,
        kind: Kind::Message,
        act: Act::Write,
        verb: "support.written",
        text: &text,
        files,
        person_told: None,
        agents_told: Some("a écrit dans sa demande d’aide."),
    };
    asking::add(&site, &ticket, added).await?;
    Ok(Done::at(format!("/aide/demandes/{}", ticket.id))
        .saying("Message envoyé.")
        .into_response())
}

pub(super) async fn give_up(
    State(site): State<Site>,
    within: Within<AskSupport>,
    Path(id): Path<String>,
) -> Result<Response> {
    let ticket = own(&site, within.actor(), &id).await?;
    let done = Fact {
        verb: "support.closed",
        by: Some(within.actor()),
    };
    asking::act(&site, &ticket, (Act::GiveUp, None), done, Vec::new()).await?;
    Ok(Done::at(format!("/aide/demandes/{}", ticket.id))
        .saying("Votre demande est close.")
        .into_response())
}

pub(super) async fn rate(
    State(site): State<Site>,
    within: Within<AskSupport>,
    view: View,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let ticket = own(&site, within.actor(), &id).await?;
    if ticket.standing.resolved.is_none() {
        return Err(Error::Refused(
            "Votre avis se donne quand la demande est résolue.".into(),
        ));
    }
    let words = form.text("mot").replace("\r\n", "\n");
    let mut errors = FormErrors::default();
    let rating = rules::rating(form.text("avis"));
    if rating.is_none() {
        errors.add("avis", "Cette aide vous a-t-elle été utile\u{202f}?", "à choisir");
    }
    if words.chars().count() > rules::WORDS {
        errors.add("mot", "Un mot de plus", "5\u{202f}000 caractères au plus");
    }
    let Some(rating) = rating.filter(|_| errors.is_empty()) else {
        let opened = Opened::load(&site, ticket, false).await?;
        return Ok(view.invalid(&views::page(&view.frame, &opened, "", &errors)));
    };
    let key = sealing::key(&site, &ticket).await?.ok_or(Error::NotFound)?;
    let mut tx = site.db().begin().await?;
    let new = writing::rate(&mut tx, &site, &key, &ticket, (rating, &words)).await?;
    tx.commit().await?;
    let saying = match new {
        true => "Merci de votre avis.",
        false => "Vous aviez déjà donné votre avis.",
    };
    Ok(Done::at(format!("/aide/demandes/{}", ticket.id))
        .saying(saying)
        .into_response())
}

pub(super) async fn piece(
    State(site): State<Site>,
    within: Within<AskSupport>,
    Path((id, piece)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let ticket = own(&site, within.actor(), &id).await?;
    let opened = Opened::load(&site, ticket, false).await?;
    super::send(&site, site.db().read().await?, &opened.entries, &piece, &asked).await
}

/// Where somebody asks, from the page that they came from: what that page is will be joined only if they say so.
pub fn ask_from(site: &Site, asked: &HeaderMap) -> String {
    let referer = asked.get("referer").and_then(|page| page.to_str().ok());
    let page = joined::path(referer.unwrap_or_default(), &site.config().public_url);
    match page {
        Some(page) => format!("/aide/demandes/nouvelle?page={page}"),
        None => "/aide/demandes/nouvelle".to_owned(),
    }
}
