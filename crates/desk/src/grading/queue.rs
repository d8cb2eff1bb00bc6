//! `/corrections`: what waits, what a second tutor is asked to read, what is published; many drafts published at once.

use std::collections::HashMap;
use std::sync::Arc;

use learning::gradings::{self, Asked, GradeSubmission, Group, State as Stands, Waiting, Whose};
use people::directory::{Directory, Identity};
use platform::html::{FormErrors, Pages};
use platform::http::{Done, Form, IntoResponse as _, Query, Response, State, View, Within};
use platform::{Error, PersonId, Result, Site};

use super::views;

/// The states of a list, as its address says them.
pub(super) const PUBLISHED: &str = "publiees";
pub(super) const TO_READ: &str = "relire";

/// What an address or a form says of the list that is looked at.
pub(super) fn asked<'a>(text: impl Fn(&str) -> &'a str) -> Asked {
    Asked {
        state: match text("etat") {
            PUBLISHED => Stands::Published,
            TO_READ => Stands::ToRead,
            _ => Stands::Waiting,
        },
        session: text("session").parse().ok(),
        step: None,
        whose: Whose::parse(text("a")),
    }
}

/// The end of an address that keeps the list that is looked at.
pub(super) fn query(asked: &Asked) -> String {
    let mut said = Vec::new();
    match asked.state {
        Stands::Waiting => {}
        Stands::ToRead => said.push(format!("etat={TO_READ}")),
        Stands::Published => said.push(format!("etat={PUBLISHED}")),
    }
    said.extend(asked.session.map(|session| format!("session={session}")));
    said.extend((asked.whose != Whose::All).then(|| format!("a={}", asked.whose.code())));
    match said.is_empty() {
        true => String::new(),
        false => format!("?{}", said.join("&")),
    }
}

/// A page of the queue of someone.
pub(super) struct Queue {
    pub(super) asked: Asked,
    pub(super) pages: Pages,
    pub(super) lines: Vec<Waiting>,
    /// The steps and sessions of all that waits.
    pub(super) groups: Vec<Group>,
    /// How many corrections wait to be read by who asks.
    pub(super) to_read: u64,
    /// The names that may be read.
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
    /// Who asks.
    pub(super) me: PersonId,
}

/// A page of the queue of someone; the names of works that are corrected without them aren't read.
async fn load(site: &Site, me: PersonId, asked: Asked, page: u32) -> Result<Queue> {
    let mut tx = site.db().read().await?;
    let (lines, pages) = gradings::list(&mut tx, site, me, &asked, page).await?;
    let groups = gradings::groups(&mut tx, site, me).await?;
    let to_read = gradings::to_read(&mut tx, site, me).await?;
    drop(tx);
    let learners = lines
        .iter()
        .filter(|line| views::is_named(line, asked.state))
        .map(|line| line.person);
    let tutors = lines
        .iter()
        .flat_map(|line| [line.claimed, line.corrector])
        .flatten();
    let named: Vec<PersonId> = learners.chain(tutors).collect();
    Ok(Queue {
        cards: Directory::of(site)?.cards(site, &named).await?,
        asked,
        pages,
        lines,
        groups,
        to_read,
        me,
    })
}

pub(super) async fn queue(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let text = |name: &str| query.get(name).map_or("", String::as_str);
    let page = text("page").parse().unwrap_or(1);
    let queue = load(&site, within.actor(), asked(text), page).await?;
    Ok(view.page(&views::list::page(&view.frame, &queue)?))
}

const CHANGED: &str = "quelqu’un l’a changée ou publiée depuis. Ouvrez-la pour la relire.";
const TWICE: &str = "un second tuteur la relit avant. Ouvrez-la pour demander sa relecture.";
const FAILED: &str = "elle n’a pas pu être publiée. Réessayez dans un moment.";

/// Publishes the drafts that are ticked, each as it was read, each in its own transaction: what one lacks keeps no other back.
pub(super) async fn publish(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    view: View,
    form: Form,
) -> Result<Response> {
    let me = within.actor();
    let (mut published, mut left) = (0_u64, Vec::new());
    for ticked in form.values("production") {
        match publish_one(&site, me, ticked).await {
            Ok(Published::Done) => published += 1,
            Ok(Published::Left(who, why)) => left.push((who, why)),
            Err(error) => {
                tracing::error!(%error, "a correction among many wasn't published");
                left.push((None, FAILED.to_owned()));
            }
        }
    }
    let asked = asked(|name| form.text(name));
    if left.is_empty() {
        return Ok(Done::at(format!("/corrections{}", query(&asked)))
            .saying(views::list::told(published))
            .into_response());
    }
    let page = form.text("page").parse().unwrap_or(1);
    let queue = load(&site, me, asked, page).await?;
    let people: Vec<PersonId> = left
        .iter()
        .filter_map(|(line, _)| Some(line.as_ref()?.person))
        .collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    let left: Vec<(Option<String>, String)> = left
        .into_iter()
        .map(|(line, why)| (line.map(|line| views::who(&line, &cards)), why))
        .collect();
    let page = views::list::page(&view.frame, &queue)?;
    Ok(view.invalid(&page.notice(views::list::left(published, &left))))
}

/// What became of a draft that was ticked.
enum Published {
    Done,
    /// Which it was, when it is still theirs to publish, and why it stays.
    Left(Option<Box<Waiting>>, String),
}

async fn publish_one(site: &Site, me: PersonId, ticked: &str) -> Result<Published> {
    let (id, revision) = ticked.split_once(' ').unwrap_or((ticked, ""));
    let line = match id.parse() {
        Ok(id) => gradings::one(&mut site.db().read().await?, site, me, id).await?,
        Err(_) => None,
    };
    let Some(line) = line else {
        return Ok(Published::Left(None, CHANGED.to_owned()));
    };
    let ready = match gradings::prepare(site, (line.id, Some(me))).await {
        Err(Error::NotFound) => return Ok(Published::Left(Some(Box::new(line)), FAILED.to_owned())),
        ready => ready?,
    };
    let draft = ready
        .grading
        .as_ref()
        .filter(|grading| grading.revision.to_string() == revision && grading.published_at.is_none());
    let Some(draft) = draft else {
        return Ok(Published::Left(Some(Box::new(line)), CHANGED.to_owned()));
    };
    if ready.twice {
        return Ok(Published::Left(Some(Box::new(line)), TWICE.to_owned()));
    }
    let mut errors = FormErrors::default();
    if !ready.complete(&draft.said, draft.decision, &mut errors) {
        let why: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        return Ok(Published::Left(Some(Box::new(line)), why.join(" ")));
    }
    let mut tx = site.db().begin().await?;
    if !gradings::publish(&mut tx, site, &ready, Some(me), (&draft.said, draft.decision)).await? {
        return Ok(Published::Left(Some(Box::new(line)), CHANGED.to_owned()));
    }
    tx.commit().await?;
    Ok(Published::Done)
}
