//! What a calendar holds of a course that one follows, of a session that one accompanies, of one's absences.

use std::collections::HashMap;

use catalogue::courses::{Edition, Step, StepId, modality};
use documents::Span;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use learning::planning::Planned;
use learning::progress::StepState;
use learning::surveys::Late;
use platform::Result;
use platform::html::{Modality, fr};
use proof::attendance::{Half, half_days};
use training::availability::{Absence, TutorAway};
use training::enrolment::{Enrolment, EnrolmentId, Followed};
use training::sessions::{Date as Dated, TrainingSession, days, local};

use crate::words::due;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Begins,
    /// Of a learner's access.
    Ends,
    /// Of a session.
    Over,
    Meeting,
    /// On site: people sign it.
    Half(Half),
    Due,
    Planned,
    PlannedDone,
    SurveyOpens,
    SurveyCloses,
    Away,
    /// A tutor's, for who manages a session that they accompany.
    TutorAway,
}

impl Kind {
    /// In a word or two.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Begins => "Début de session",
            Self::Ends => "Fin de l’accès",
            Self::Over => "Fin de session",
            Self::Meeting => "Rendez-vous",
            Self::Half(Half::Morning) => "Demi-journée, le matin",
            Self::Half(Half::Afternoon) => "Demi-journée, l’après-midi",
            Self::Half(Half::Evening) => "Demi-journée, le soir",
            Self::Due => "À faire avant la fin du jour",
            Self::Planned => "Prévu par vous",
            Self::PlannedDone => "Prévu par vous, et fait",
            Self::SurveyOpens => "L’enquête s’ouvre",
            Self::SurveyCloses => "Dernier jour pour répondre à l’enquête",
            Self::Away => "Votre absence",
            Self::TutorAway => "Absence d’un tuteur",
        }
    }
}

/// Something of a calendar.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// What names it among all.
    pub(super) uid: String,
    pub(super) title: String,
    /// The course and whose hours these are: « Créer sa page, CMA Bretagne ».
    pub(super) of: String,
    pub(super) place: String,
    /// Where it is read.
    pub(super) href: String,
    /// In the session's region's zone.
    pub(super) day: Date,
    /// The last one, of what lasts several.
    pub(super) last: Date,
    pub(super) hours: Option<(DateTime, DateTime)>,
    pub(super) span: Span,
    /// The enrolment and the step of what one may move.
    pub(super) moves: Option<(EnrolmentId, StepId)>,
}

impl Entry {
    /// Whether a day has some of it.
    pub(super) fn is_on(&self, day: Date) -> bool {
        self.day <= day && day <= self.last
    }

    /// Whether a stretch of days has some of it.
    pub(super) fn is_in(&self, (first, last): (Date, Date)) -> bool {
        self.day <= last && first <= self.last
    }
}

/// What the entries of a session have in common.
struct Of<'a> {
    session: &'a TrainingSession,
    /// Whose calendar: an enrolment's or a session's identifier.
    id: String,
    href: String,
}

impl Of<'_> {
    fn day(&self, kind: Kind, what: &str, title: &str, day: Date) -> Entry {
        Entry {
            kind,
            uid: format!("{}-{what}", self.id),
            title: title.to_owned(),
            of: format!("{}, {}", self.session.title, self.session.region_name),
            place: String::new(),
            href: self.href.clone(),
            day,
            last: day,
            hours: None,
            span: Span::Day(day),
            moves: None,
        }
    }

    fn between(&self, kind: Kind, what: &str, title: &str, at: (Timestamp, Timestamp)) -> Result<Entry> {
        let hours = (local(self.session, at.0)?, local(self.session, at.1)?);
        Ok(Entry {
            hours: Some(hours),
            span: Span::Between(at.0, at.1),
            ..self.day(kind, what, title, hours.0.date())
        })
    }

    /// The period of the session, and its dates by half-days.
    fn common(&self, dates: &[Dated], (kind, ends): (Kind, Timestamp)) -> Result<Vec<Entry>> {
        let (first, last) = days(self.session.starts_at, ends, &self.session.zone)?;
        let title = self.session.title.as_str();
        let mut all = vec![
            self.day(Kind::Begins, "debut", title, first),
            self.day(kind, "fin", title, last),
        ];
        for half in half_days(dates, &self.session.zone)? {
            let kind = match modality(&half.modality) {
                Some(Modality::OnSite) => Kind::Half(half.key.half),
                _ => Kind::Meeting,
            };
            let what = format!("date-{}", half.key);
            let entry = self.between(kind, &what, &half.title, (half.starts_at, half.ends_at))?;
            all.push(Entry {
                place: half.place,
                ..entry
            });
        }
        Ok(all)
    }
}

/// A course that a learner follows, as their calendar reads it.
pub(super) struct Course<'a> {
    pub(super) followed: &'a Followed,
    pub(super) edition: &'a Edition,
    pub(super) states: &'a HashMap<StepId, StepState>,
    pub(super) dates: &'a [Dated],
    pub(super) plans: &'a [Planned],
}

/// What the calendar of a learner holds of a course.
pub(super) fn of_course(course: &Course<'_>) -> Result<Vec<Entry>> {
    let Followed { enrolment, session } = course.followed;
    let home = format!("/mes-parcours/{}", enrolment.id);
    let of = Of {
        session,
        id: enrolment.id.to_string(),
        href: home.clone(),
    };
    // What comes after one's own access is the others'.
    let dates = course
        .dates
        .iter()
        .filter(|date| date.starts_at < enrolment.ends_at);
    let dates: Vec<Dated> = dates.cloned().collect();
    let mut all = of.common(&dates, (Kind::Ends, enrolment.ends_at))?;
    for step in course.edition.path.iter().flat_map(|part| &part.steps) {
        let state = course.states.get(&step.id);
        let done = state.is_some_and(|state| state.is_done());
        let href = match step.opens_here() {
            true => format!("{home}/etapes/{}", step.id),
            false => home.clone(),
        };
        let there = |entry: Entry| Entry {
            href: href.clone(),
            ..entry
        };
        if !done {
            let due = due(session, enrolment, step)?;
            let what = format!("echeance-{}", step.id);
            all.extend(due.map(|day| there(of.day(Kind::Due, &what, &step.title, day))));
            all.extend(survey(&of, enrolment, step)?.into_iter().map(there));
        }
        let planned = course
            .plans
            .iter()
            .find(|one| one.enrolment == enrolment.id && one.plan.step == step.id);
        let Some(planned) = planned else {
            continue;
        };
        let kind = if done { Kind::PlannedDone } else { Kind::Planned };
        let entry = of.between(
            kind,
            &format!("prevu-{}", step.id),
            &step.title,
            planned.stretch(),
        )?;
        let may = !done && enrolment.paused.is_none();
        all.push(Entry {
            moves: may.then_some((enrolment.id, step.id)),
            ..there(entry)
        });
    }
    Ok(all)
}

/// When a late survey opens, and the last whole day that it is open.
fn survey(of: &Of<'_>, enrolment: &Enrolment, step: &Step) -> Result<Vec<Entry>> {
    let window = step.window.filter(|_| step.waived.is_none());
    let Some(open) = window.map(|window| window.of(enrolment.ends_at)) else {
        return Ok(Vec::new());
    };
    open_for(of, (step.id, &step.title), open)
}

fn open_for(
    of: &Of<'_>,
    (step, title): (StepId, &str),
    (opens, closes): (Timestamp, Timestamp),
) -> Result<Vec<Entry>> {
    let (first, last) = days(opens, closes, &of.session.zone)?;
    let entry = |(kind, what, day)| of.day(kind, &format!("enquete-{what}-{step}"), title, day);
    let both = [
        (Kind::SurveyOpens, "ouvre", first),
        (Kind::SurveyCloses, "ferme", last),
    ];
    Ok(both.map(entry).to_vec())
}

/// When the late survey of a session opens to those whose access ends with it, for who accompanies or manages it.
pub(super) fn of_survey(session: &TrainingSession, late: &Late) -> Result<Vec<Entry>> {
    let of = Of {
        session,
        id: session.id.to_string(),
        href: format!("/sessions/{}", session.id),
    };
    open_for(&of, (late.step, &late.title), (late.opens, late.closes))
}

/// When a tutor of sessions that somebody manages is away.
pub(super) fn of_tutor(away: &TutorAway, name: &str) -> Entry {
    Entry {
        kind: Kind::TutorAway,
        uid: format!("absence-tuteur-{}-{}", away.absence.id, away.session),
        title: name.to_owned(),
        // Why stays on the page of the session's tutors: a calendar is read elsewhere by its address alone.
        of: format!("Session {}", away.reference),
        href: format!("/sessions/{}/tuteurs", away.session),
        ..of_absence(&away.absence)
    }
}

/// What the calendar of who accompanies or manages a session holds of it.
pub(super) fn of_session(session: &TrainingSession, dates: &[Dated]) -> Result<Vec<Entry>> {
    let of = Of {
        session,
        id: session.id.to_string(),
        href: format!("/sessions/{}", session.id),
    };
    of.common(dates, (Kind::Over, session.ends_at))
}

/// When a tutor said that they are away.
pub(super) fn of_absence(absence: &Absence) -> Entry {
    Entry {
        kind: Kind::Away,
        uid: format!("absence-{}", absence.id),
        title: fr::capitalise(&fr::days(absence.first, absence.last)),
        of: absence.reason.clone().unwrap_or_default(),
        place: String::new(),
        href: "/mes-disponibilites".to_owned(),
        day: absence.first,
        last: absence.last,
        hours: None,
        span: Span::Days(absence.first, absence.last),
        moves: None,
    }
}

/// In the order in which they come; what lasts the day comes first.
pub(super) fn in_order(mut all: Vec<Entry>) -> Vec<Entry> {
    all.sort_by(|one, other| {
        let key = |entry: &Entry| (entry.day, entry.hours.map(|(start, _)| start));
        key(one).cmp(&key(other)).then_with(|| one.uid.cmp(&other.uid))
    });
    all
}
