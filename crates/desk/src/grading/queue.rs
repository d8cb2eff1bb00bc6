//! `/corrections`: what waits, and many drafts published at once.

use std::collections::HashMap;
use std::sync::Arc;

use learning::gradings::{self, GradeSubmission, Waiting};
use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Query, Response, State, View, Within};
use platform::{PersonId, Result, Site};

use super::views;

/// The state of the list that was published.
pub(super) const PUBLISHED: &str = "publiees";

/// What the queue of someone shows.
pub(super) struct Queue {
    /// Every line, whatever the filter.
    pub(super) all: Vec<Waiting>,
    /// Those of the session asked for.
    pub(super) session: Option<String>,
    /// The names that may be read.
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
}

impl Queue {
    /// The lines that are asked for.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Waiting> {
        let session = self.session.as_deref();
        self.all
            .iter()
            .filter(move |line| session.is_none_or(|session| line.session.to_string() == session))
    }

    /// The lines before and after one, and its place from 1 among how many.
    pub(super) fn around(&self, id: &str) -> (Option<&Waiting>, Option<&Waiting>, Option<usize>, usize) {
        let lines: Vec<&Waiting> = self.lines().collect();
        let at = lines.iter().position(|line| line.id.to_string() == id);
        let before = at.and_then(|at| lines.get(at.checked_sub(1)?).copied());
        let after = at.and_then(|at| lines.get(at + 1).copied());
        (before, after, at.map(|at| at + 1), lines.len())
    }
}

/// The queue of someone; the names of works that are corrected without them aren't read.
pub(super) async fn load(site: &Site, person: PersonId, session: &str) -> Result<Queue> {
    let all = gradings::list(&mut site.db().read().await?, person).await?;
    let named: Vec<PersonId> = all
        .iter()
        .filter(|line| !line.anonymous)
        .map(|line| line.person)
        .collect();
    Ok(Queue {
        cards: Directory::of(site)?.cards(site, &named).await?,
        session: (!session.is_empty()).then(|| session.to_owned()),
        all,
    })
}

type Asked = Query<HashMap<String, String>>;

pub(super) async fn queue(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    view: View,
    Query(asked): Asked,
) -> Result<Response> {
    let text = |name: &str| asked.get(name).map_or("", String::as_str);
    if text("etat") == PUBLISHED {
        let lines = gradings::published(&mut site.db().read().await?, within.actor()).await?;
        let people: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
        let cards = Directory::of(&site)?.cards(&site, &people).await?;
        return Ok(view.page(&views::list::published(&lines, &cards)?));
    }
    let queue = load(&site, within.actor(), text("session")).await?;
    Ok(view.page(&views::list::queue(&view.frame, &queue)?))
}

/// Publishes the drafts that are ticked, each as it was read; each in its own transaction.
pub(super) async fn publish(
    State(site): State<Site>,
    within: Within<GradeSubmission>,
    form: Form,
) -> Result<Response> {
    let queue = gradings::list(&mut site.db().read().await?, within.actor()).await?;
    let by = Some(within.actor());
    let (mut published, mut left) = (0_u64, 0_u64);
    for ticked in form.values("production") {
        let line = queue.iter().find(|line| {
            line.draft
                .is_some_and(|draft| ticked == format!("{} {draft}", line.id))
        });
        match line {
            Some(line) if publish_one(&site, line, by).await? => published += 1,
            _ => left += 1,
        }
    }
    let to = match form.text("session") {
        "" => "/corrections".to_owned(),
        _ => match queue
            .iter()
            .find(|line| line.session.to_string() == form.text("session"))
        {
            Some(line) => format!("/corrections?session={}", line.session),
            None => "/corrections".to_owned(),
        },
    };
    Ok(Done::at(to)
        .saying(views::list::told(published, left))
        .into_response())
}

async fn publish_one(site: &Site, line: &Waiting, by: Option<PersonId>) -> Result<bool> {
    let ready = gradings::prepare(site, (line.id, by)).await?;
    let draft = ready
        .grading
        .as_ref()
        .filter(|grading| Some(grading.revision) == line.draft && grading.published_at.is_none());
    let Some(draft) = draft else {
        return Ok(false);
    };
    if !ready.complete(&draft.said, draft.decision, &mut FormErrors::default()) {
        return Ok(false);
    }
    let mut tx = site.db().begin().await?;
    let published = gradings::publish(&mut tx, site, &ready, by, (&draft.said, draft.decision)).await?;
    if published {
        tx.commit().await?;
    }
    Ok(published)
}
