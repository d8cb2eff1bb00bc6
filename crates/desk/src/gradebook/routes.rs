//! `/sessions/{session}/notes`.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Step, StepId};
use learning::adaptation;
use learning::gradings::{self, Last};
use learning::progress::{self, MarkSteps, StepState, whole};
use people::directory::{Directory, Identity};
use platform::http::{Allowed, Proof, Query, Response, Routes, State, View, send_csv};
use platform::{PersonId, Result, Site};
use training::enrolment::{self, EnrolmentId};
use training::intake::tables;
use training::sessions::{self, SeeSession, TrainingSession, local};

use super::rules::{best_first, is_scored};
use super::views;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSession, _>("/sessions/{session}/notes", page)
        .get::<SeeSession, _>("/sessions/{session}/notes/liste", list)
        .and(super::history::routes())
}

/// A learner of a session, and where they stand.
pub(super) struct Line {
    pub(super) enrolment: EnrolmentId,
    pub(super) card: Arc<Identity>,
    states: HashMap<StepId, StepState>,
}

impl Line {
    /// Where they stand with a step.
    pub(super) fn state(&self, step: StepId) -> Option<&StepState> {
        self.states.get(&step)
    }

    /// What they came to, 0 to 100.
    pub(super) fn percent(&self, step: StepId) -> Option<f64> {
        self.state(step)?.percent
    }
}

/// The marks of a session.
pub(super) struct Book {
    pub(super) session: TrainingSession,
    /// The steps that come to a percentage.
    pub(super) steps: Vec<Step>,
    /// By name.
    pub(super) lines: Vec<Line>,
    /// Who reads may mark, and read how marks came to be.
    pub(super) may_mark: bool,
    /// Nothing for who may not.
    last: HashMap<(EnrolmentId, StepId), Last>,
}

impl Book {
    /// When a mark changed last, and by whom.
    pub(super) fn last(&self, line: &Line, step: StepId) -> Option<Last> {
        self.last.get(&(line.enrolment, step)).copied()
    }
}

async fn load(site: &Site, proof: &Proof<SeeSession>) -> Result<Book> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, site, session.id).await?;
    let paths = adaptation::of_session(&mut tx, site, (session.id, session.course), &enrolled).await?;
    let mut states = progress::of_session(&mut tx, session.id).await?;
    // Every enrolment of a session stands in the same scopes: one answers for all.
    let may_mark = match enrolled.first() {
        Some(line) => Allowed::over(&mut tx, proof.actor(), line.enrolment.id.0)
            .await?
            .may::<MarkSteps>(),
        None => false,
    };
    let last = match may_mark {
        true => gradings::last_changes(&mut tx, session.id).await?,
        false => HashMap::new(),
    };
    drop(tx);
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(site)?.sorted(site, &people).await?;
    let lines = sorted.into_iter().filter_map(|(person, card)| {
        let line = enrolled.iter().find(|line| line.enrolment.person == person)?;
        let enrolment = line.enrolment.id;
        Some(Line {
            enrolment,
            card,
            states: states.remove(&enrolment).unwrap_or_default(),
        })
    });
    Ok(Book {
        may_mark,
        last,
        lines: lines.collect(),
        steps: paths
            .course()
            .iter()
            .flat_map(|part| &part.steps)
            .filter(|step| is_scored(step))
            .cloned()
            .collect(),
        session,
    })
}

async fn page(
    State(site): State<Site>,
    proof: Proof<SeeSession>,
    view: View,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mut book = load(&site, &proof).await?;
    let by = asked.get("tri").map_or("", String::as_str);
    let by = book
        .steps
        .iter()
        .find(|step| step.id.to_string() == by)
        .map(|step| step.id);
    if let Some(step) = by {
        book.lines
            .sort_by(|one, other| best_first(one.percent(step), other.percent(step)));
    }
    Ok(view.page(&views::page(&book, by)))
}

/// The same, for a spreadsheet.
async fn list(State(site): State<Site>, proof: Proof<SeeSession>) -> Result<Response> {
    let book = load(&site, &proof).await?;
    let by: Vec<PersonId> = book.last.values().filter_map(|(_, by)| *by).collect();
    let cards = Directory::of(&site)?.cards(&site, &by).await?;
    let mut titles = vec!["Nom".to_owned(), "Prénom".to_owned()];
    for step in &book.steps {
        titles.push(step.title.clone());
        titles.extend(
            book.may_mark
                .then(|| format!("{}, dernier changement", step.title)),
        );
    }
    let mut lines = Vec::with_capacity(book.lines.len());
    for line in &book.lines {
        let mut cells = vec![line.card.family_name.clone(), line.card.given_name.clone()];
        for step in &book.steps {
            let percent = line.percent(step.id);
            cells.push(percent.map_or_else(String::new, |percent| whole(percent).to_string()));
            if book.may_mark {
                cells.push(changed(&book, line, step, &cards)?);
            }
        }
        lines.push(cells);
    }
    let name = format!("Notes {}.csv", book.session.reference);
    Ok(send_csv(
        tables::write(titles.iter().map(String::as_str), lines)?,
        &name,
    ))
}

/// « 2026-11-10 14:05, Fabienne Caradec »; nothing of what never changed.
fn changed(
    book: &Book,
    line: &Line,
    step: &Step,
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<String> {
    let Some((at, by)) = book.last(line, step.id) else {
        return Ok(String::new());
    };
    let at = local(&book.session, at)?;
    let by = by.and_then(|by| cards.get(&by));
    let by = by.map_or_else(String::new, |card| format!(", {}", card.full_name()));
    Ok(format!("{} {:02}:{:02}{by}", at.date(), at.hour(), at.minute()))
}
