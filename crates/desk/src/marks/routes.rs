//! `/sessions/{session}/suivi`, `/inscriptions/{inscription}/etapes/{etape}/…`.

use std::sync::Arc;

use catalogue::courses::{Step, StepId};
use catalogue::library::ItemKind;
use jiff::Timestamp;
use jiff::civil::Date;
use learning::adaptation::{self, AdaptCourse};
use learning::gradings;
use learning::history::ReadLaunches;
use learning::progress::{self, Mark, MarkSteps, StepState, Why};
use learning::quizzes::{GiveMoreTime, GradeAnswers};
use learning::watching;
use people::directory::{Directory, Identity};
use platform::html::{FormErrors, Notice};
use platform::http::{Allowed, Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};
use training::enrolment::{self, Enrolment};
use training::sessions::{self, SeeSession, TrainingSession, local};

use super::rules::{self, Typed};
use super::views::{self, May};
use crate::words::today;

/// Two tutors at once.
const CHANGED: &str = "Quelqu’un a validé ou changé cette étape pendant que vous remplissiez cette page. Ce qui est enregistré est écrit ci-dessous, et votre saisie est gardée\u{202f}: enregistrez-la si elle reste juste.";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSession, _>("/sessions/{session}/suivi", follow)
        .get::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/validation", mark_page)
        .post::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/validation", mark)
        .post::<MarkSteps, _>("/inscriptions/{inscription}/etapes/{etape}/annulation", unmark)
}

async fn follow(State(site): State<Site>, proof: Proof<SeeSession>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    let paths = adaptation::of_session(&mut tx, &site, (session.id, session.course), &enrolled).await?;
    let states = progress::of_session(&mut tx, session.id).await?;
    let shares = watching::shares(&mut tx, session.id).await?;
    // Every enrolment of a session stands in the same scopes: one answers for all.
    let may = match enrolled.first() {
        Some(line) => {
            let allowed = Allowed::over(&mut tx, proof.actor(), line.enrolment.id.0).await?;
            May {
                mark: allowed.may::<MarkSteps>(),
                adapt: allowed.may::<AdaptCourse>(),
                read: allowed.may::<ReadLaunches>(),
                time: allowed.may::<GiveMoreTime>(),
                grade: Allowed::over(&mut tx, proof.actor(), session.id.0)
                    .await?
                    .may::<GradeAnswers>(),
            }
        }
        None => May::default(),
    };
    let now = site.clock().now();
    drop(tx);
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    let table = views::Follow {
        session: &session,
        enrolled: &enrolled,
        people: &sorted,
        paths: &paths,
        states: &states,
        shares: &shares,
        may,
    };
    Ok(view.page(&views::follow(&table, now)?))
}

/// One step of one learner, to mark.
pub(super) struct Marking {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) step: Step,
    pub(super) state: Option<StepState>,
    /// What the form is made over (its field « vu »).
    pub(super) seen: String,
    pub(super) card: Arc<Identity>,
    /// The day of the class or of the half-day, when the step has one.
    pub(super) dated: Option<Date>,
}

impl Marking {
    /// A class or a half-day that hasn't taken place yet.
    pub(super) fn to_come(&self, now: Timestamp) -> Result<Option<Date>> {
        let today = today(&self.session, now)?;
        Ok(self.dated.filter(|day| *day > today))
    }

    /// From the first day of the session to today, as the clocks of its region show them.
    fn days(&self, now: Timestamp) -> Result<(Date, Date)> {
        let first = local(&self.session, self.session.starts_at)?.date();
        Ok((first, today(&self.session, now)?.max(first)))
    }

    /// What the form begins with.
    fn typed(&self, now: Timestamp) -> Result<Typed> {
        let said = self.state.and_then(|state| state.done_at);
        let said = said.map(|at| local(&self.session, at)).transpose()?;
        let (first, last) = self.days(now)?;
        let day = said.map(|at| at.date()).or(self.dated).unwrap_or(last);
        let percent = self.state.and_then(|state| state.percent);
        Ok(Typed {
            percent: percent.map_or_else(String::new, |percent| format!("{percent:.0}")),
            day: day.clamp(first, last).to_string(),
            ..Typed::default()
        })
    }
}

/// A step that ends by itself is nobody's to mark.
async fn load(site: &Site, proof: &Proof<MarkSteps>, step: &str) -> Result<Marking> {
    let step: StepId = step.parse()?;
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    let mut states = progress::of_enrolment(&mut tx, enrolment.id).await?;
    let edition = adaptation::edition(&mut tx, site, &session, &enrolment, &states).await?;
    let state = states.remove(&step);
    let marked = progress::marked_percent(&mut tx, enrolment.id, step).await?;
    let dates = sessions::dates(&mut tx, session.id).await?;
    drop(tx);
    let dated = dates.iter().find(|date| date.step == step);
    let dated = dated.map(|date| local(&session, date.starts_at)).transpose()?;
    let mut steps = edition.path.iter().flat_map(|part| &part.steps);
    let step = steps
        .find(|found| found.id == step && found.marked_by_tutor())
        .cloned();
    Ok(Marking {
        card: Directory::of(site)?.card(site, enrolment.person).await?,
        enrolment,
        session,
        step: step.ok_or(Error::NotFound)?,
        seen: rules::said(state.as_ref(), marked),
        state,
        dated: dated.map(|at| at.date()),
    })
}

type Places = Path<(String, String)>;

const READ_TWICE: &str = "Dans cette session, un second tuteur relit les travaux rendus avant que leur note compte\u{202f}: corrigez ce travail depuis «\u{202f}Corrections\u{202f}».";

async fn mark_page(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Places,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    let now = site.clock().now();
    if let Some(day) = marking.to_come(now)? {
        return Ok(view.page(&views::to_come(&marking, day)));
    }
    let typed = marking.typed(now)?;
    Ok(view.page(&views::mark(
        &view.frame,
        &marking,
        &typed,
        &FormErrors::default(),
    )))
}

async fn mark(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    let typed = Typed {
        percent: form.text("pourcentage").to_owned(),
        day: form.text("date").to_owned(),
        why: form.text("motif").to_owned(),
        back: String::new(),
    };
    let now = site.clock().now();
    if marking.to_come(now)?.is_some() {
        return Err(Error::Refused(
            "Ce rendez-vous n’a pas encore eu lieu\u{202f}: il se valide à partir de son jour.".into(),
        ));
    }
    let mut errors = FormErrors::default();
    let scored = rules::scored(marking.step.modality, marking.step.required);
    let read = rules::read(&typed, scored, marking.days(now)?, &mut errors);
    let Some((percent, day)) = read else {
        // Whoever mends what they typed is told all the same if somebody marks the step meanwhile.
        let seen = form.text("vu").to_owned();
        let marking = Marking { seen, ..marking };
        return Ok(view.invalid(&views::mark(&view.frame, &marking, &typed, &errors)));
    };
    let why = Why::of(&site, marking.enrolment.person, &typed.why).await?;
    let mut tx = site.db().begin().await?;
    progress::lock(&mut tx, marking.enrolment.id).await?;
    let state = progress::of_enrolment(&mut tx, marking.enrolment.id)
        .await?
        .remove(&marking.step.id);
    let marked = progress::marked_percent(&mut tx, marking.enrolment.id, marking.step.id).await?;
    let (sent, seen) = (form.text("vu"), rules::said(state.as_ref(), marked));
    if !sent.is_empty() && sent != seen {
        drop(tx);
        let marking = Marking {
            state,
            seen,
            ..marking
        };
        let page = views::mark(&view.frame, &marking, &typed, &errors);
        return Ok(view.invalid(&page.notice(Notice::warn(CHANGED))));
    }
    if marking.step.kind == Some(ItemKind::Assignment)
        && gradings::wanted(&mut tx, marking.session.id).await?
    {
        return Err(Error::Refused(READ_TWICE.into()));
    }
    let said = Mark {
        done_at: done_at(&marking.session, state.as_ref(), day, now)?,
        percent,
    };
    progress::mark(&mut tx, &site, &proof, marking.step.id, said, why.as_ref()).await?;
    tx.commit().await?;
    let saying = format!(
        "Étape validée pour {}\u{202f}: «\u{202f}{}\u{202f}».",
        marking.card.full_name(),
        marking.step.title
    );
    Ok(Done::at(format!("/sessions/{}/suivi", marking.session.id))
        .saying(saying)
        .into_response())
}

/// The day that was said already is the same instant; today is now; another day is its first instant in the region of the session.
fn done_at(
    session: &TrainingSession,
    state: Option<&StepState>,
    day: Date,
    now: Timestamp,
) -> Result<Timestamp> {
    if let Some(at) = state
        .filter(|state| state.is_done())
        .and_then(|state| state.done_at)
        && local(session, at)?.date() == day
    {
        return Ok(at);
    }
    if day == today(session, now)? {
        return Ok(now);
    }
    Ok(sessions::period(day, 1, &session.zone)?.0)
}

async fn unmark(
    State(site): State<Site>,
    proof: Proof<MarkSteps>,
    view: View,
    Path((_, step)): Places,
    form: Form,
) -> Result<Response> {
    let marking = load(&site, &proof, &step).await?;
    if marking.state.is_some_and(|state| state.is_done()) {
        let back = form.text("motif");
        if !rules::is_short(back) {
            let mut errors = FormErrors::default();
            errors.add(views::BACK_ID, views::BACK, rules::TOO_LONG);
            let typed = Typed {
                back: back.to_owned(),
                ..marking.typed(site.clock().now())?
            };
            return Ok(view.invalid(&views::mark(&view.frame, &marking, &typed, &errors)));
        }
        let why = Why::of(&site, marking.enrolment.person, back).await?;
        let mut tx = site.db().begin().await?;
        progress::unmark(&mut tx, &site, &proof, marking.step.id, why.as_ref()).await?;
        tx.commit().await?;
    }
    let saying = format!(
        "L’étape «\u{202f}{}\u{202f}» est de nouveau à faire pour {}.",
        marking.step.title,
        marking.card.full_name()
    );
    Ok(Done::at(format!("/sessions/{}/suivi", marking.session.id))
        .saying(saying)
        .into_response())
}
