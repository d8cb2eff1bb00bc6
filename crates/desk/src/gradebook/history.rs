//! `/inscriptions/{inscription}/etapes/{etape}/notes`: how a mark came to be what it is: who, when, from what to what, why.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Step, StepId};
use jiff::Timestamp;
use jiff::civil::Date;
use learning::adaptation;
use learning::gradings;
use learning::progress::{self, MarkSteps, Standing, StepState, whole};
use people::directory::{Directory, Identity};
use platform::http::{Path, Proof, Response, Routes, State, View, file_name, send_csv};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};
use training::enrolment::{self, Enrolment};
use training::intake::tables;
use training::sessions::{self, TrainingSession, local};

use super::rules::{Passage, passages, told_days};
use super::views;

const AT: &str = "/inscriptions/{inscription}/etapes/{etape}/notes";

/// The routes of a history.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<MarkSteps, _>(AT, page)
        .get::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/notes/liste", list)
}

/// How a mark came to be.
pub(super) struct History {
    pub(super) session: TrainingSession,
    pub(super) enrolment: Enrolment,
    pub(super) step: Step,
    pub(super) card: Arc<Identity>,
    /// Where they stand now.
    pub(super) state: Option<StepState>,
    /// Each time that it was given or changed, the first first.
    pub(super) passages: Vec<Passage>,
    /// Who gave it.
    pub(super) tutors: HashMap<PersonId, Arc<Identity>>,
}

impl History {
    /// The days to tell of a change, before and after it, as the clocks of the session show them.
    pub(super) fn days(&self, passage: &Passage) -> Result<(Option<Date>, Option<Date>)> {
        let day = |at: Timestamp| Ok::<_, Error>(local(&self.session, at)?.date());
        let of = |standing: Standing| standing.done_at.map(day).transpose();
        Ok(told_days(
            day(passage.at)?,
            (of(passage.before)?, of(passage.after)?),
        ))
    }

    /// The name of who gave a mark.
    pub(super) fn tutor(&self, passage: &Passage) -> String {
        match passage.by {
            None => passage.from.nobody().to_owned(),
            // Whose card is erased.
            Some(by) => self
                .tutors
                .get(&by)
                .map_or_else(|| "Un tuteur".to_owned(), |card| card.full_name()),
        }
    }
}

const ELSEWHERE: &str =
    "Cette étape n’est pas dans le parcours de cet apprenant\u{202f}: revenez aux notes de la session.";

async fn load(site: &Site, proof: &Proof<MarkSteps>, step: &str) -> Result<History> {
    let elsewhere = || Error::Refused(ELSEWHERE.into());
    let id: StepId = step.parse().map_err(|_| elsewhere())?;
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    let mut states = progress::of_enrolment(&mut tx, enrolment.id).await?;
    let edition = adaptation::edition(&mut tx, site, &session, &enrolment, &states).await?;
    let mut steps = edition.path.iter().flat_map(|part| &part.steps);
    let step = steps.find(|step| step.id == id).cloned().ok_or_else(elsewhere)?;
    let given = gradings::given(&mut tx, site, enrolment.person, (enrolment.id, id)).await?;
    let key = site.keys().find(enrolment.person.0, Class::Evidence).await?;
    let changes = progress::changes(&mut tx, key.as_deref(), (enrolment.id, id)).await?;
    drop(tx);
    let passages = passages(given, changes, !step.marked_by_tutor());
    let people: Vec<PersonId> = passages.iter().filter_map(|passage| passage.by).collect();
    let directory = Directory::of(site)?;
    Ok(History {
        tutors: directory.cards(site, &people).await?,
        card: directory.card(site, enrolment.person).await?,
        state: states.remove(&id),
        session,
        enrolment,
        step,
        passages,
    })
}

async fn page(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Path<(String, String)>,
) -> Result<Response> {
    let history = load(&site, &proof, &step).await?;
    Ok(view.page(&views::history(&history)?))
}

/// The same, for a spreadsheet.
async fn list(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    Path((_, step)): Path<(String, String)>,
) -> Result<Response> {
    let history = load(&site, &proof, &step).await?;
    let percent = |mark: Option<f64>| mark.map_or_else(String::new, |mark| whole(mark).to_string());
    let mut lines = Vec::with_capacity(history.passages.len());
    for passage in &history.passages {
        let at = local(&history.session, passage.at)?;
        lines.push(vec![
            at.date().to_string(),
            format!("{:02}:{:02}", at.hour(), at.minute()),
            history.tutor(passage),
            passage
                .from
                .number()
                .map_or_else(String::new, |number| number.to_string()),
            percent(passage.before.percent),
            percent(passage.after.percent),
            passage.from.words().to_owned(),
            passage.why.words().to_owned(),
            if passage.after.done {
                "terminée"
            } else {
                "à faire"
            }
            .to_owned(),
            match passage.after.done_at {
                Some(at) => local(&history.session, at)?.date().to_string(),
                None => String::new(),
            },
        ]);
    }
    let titles = [
        "Date",
        "Heure",
        "Par",
        "Essai",
        "Note avant",
        "Note après",
        "Origine",
        "Pourquoi",
        "Étape",
        "Fait le",
    ];
    let name = format!(
        "Historique {}, {}.csv",
        history.card.full_name(),
        history.step.title
    );
    Ok(send_csv(tables::write(titles, lines)?, &file_name(&name)))
}
