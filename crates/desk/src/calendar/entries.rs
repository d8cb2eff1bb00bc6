//! What a calendar holds, gathered from one's courses and from the sessions that one accompanies.

use documents::Span;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use learning::planning::Plan;
use learning::progress::Status;
use platform::{PersonId, Result, Site};
use training::enrolment::Followed;
use training::sessions::{self, Around, TrainingSession, days, local};

use crate::own::Own;
use crate::words::due;

/// How many sessions of a period someone's calendar looks at.
const SESSIONS: u32 = 200;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Begins,
    /// Of a learner's access.
    Ends,
    /// Of a session.
    Over,
    Meeting,
    Due,
    Planned,
    PlannedDone,
}

impl Kind {
    /// In a word or two.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Begins => "Début de session",
            Self::Ends => "Fin de l’accès",
            Self::Over => "Fin de session",
            Self::Meeting => "Rendez-vous",
            Self::Due => "À faire avant la fin du jour",
            Self::Planned => "Prévu par vous",
            Self::PlannedDone => "Prévu par vous, et fait",
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
    pub(super) hours: Option<(DateTime, DateTime)>,
    pub(super) span: Span,
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
            hours: None,
            span: Span::Day(day),
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

    /// The period of the session and its dates.
    fn common(&self, around: &Around, (kind, ends): (Kind, Timestamp)) -> Result<Vec<Entry>> {
        let (first, last) = days(self.session.starts_at, ends, &self.session.zone)?;
        let title = self.session.title.as_str();
        let mut all = vec![
            self.day(Kind::Begins, "debut", title, first),
            self.day(kind, "fin", title, last),
        ];
        for date in &around.dates {
            let what = format!("date-{}", date.id);
            let entry = self.between(Kind::Meeting, &what, &date.title, (date.starts_at, date.ends_at))?;
            all.push(Entry {
                place: date.place.clone(),
                ..entry
            });
        }
        Ok(all)
    }
}

/// What the calendar of a learner holds of a course.
pub(super) fn of_course(own: &Own, plans: &[Plan]) -> Result<Vec<Entry>> {
    let Followed { enrolment, session } = &own.followed;
    let href = format!("/mes-parcours/{}", enrolment.id);
    let of = Of {
        session,
        id: enrolment.id.to_string(),
        href: href.clone(),
    };
    let mut all = of.common(&own.around, (Kind::Ends, enrolment.ends_at))?;
    for step in own.edition.path.iter().flat_map(|part| &part.steps) {
        let done = own
            .states
            .get(&step.id)
            .is_some_and(|state| state.status == Status::Done);
        let href = match step.opens_here() {
            true => format!("{href}/etapes/{}", step.id),
            false => href.clone(),
        };
        let day = due(session, enrolment, step)?.filter(|_| !done);
        all.extend(day.map(|day| Entry {
            href: href.clone(),
            ..of.day(Kind::Due, &format!("echeance-{}", step.id), &step.title, day)
        }));
        let Some(plan) = plans.iter().find(|plan| plan.step == step.id) else {
            continue;
        };
        let kind = if done { Kind::PlannedDone } else { Kind::Planned };
        let ends = plan.at + jiff::SignedDuration::from_mins(i64::from(step.minutes));
        let entry = of.between(kind, &format!("prevu-{}", step.id), &step.title, (plan.at, ends))?;
        all.push(Entry { href, ..entry });
    }
    Ok(all)
}

/// What the calendar of who accompanies or manages sessions holds, of those that run in a period.
pub(super) async fn of_staff(
    site: &Site,
    person: PersonId,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Entry>> {
    let mut tx = site.db().read().await?;
    let mut all = Vec::new();
    for summary in sessions::running(&mut tx, person, (from, until), SESSIONS).await? {
        let session = &summary.session;
        let around = sessions::around(&mut tx, site, session).await?;
        let of = Of {
            session,
            id: session.id.to_string(),
            href: format!("/sessions/{}", session.id),
        };
        all.extend(of.common(&around, (Kind::Over, session.ends_at))?);
    }
    Ok(all)
}

/// In the order in which they come; what lasts the day comes first.
pub(super) fn in_order(mut all: Vec<Entry>) -> Vec<Entry> {
    all.sort_by(|one, other| {
        let key = |entry: &Entry| (entry.day, entry.hours.map(|(start, _)| start));
        key(one).cmp(&key(other)).then_with(|| one.uid.cmp(&other.uid))
    });
    all
}
