//! When a survey is open to a learner, and whether one waits for them.

use std::collections::HashMap;

use catalogue::courses::{Access, Section, Step, StepId};
use catalogue::library::ItemKind;
use jiff::{SignedDuration, Timestamp};
use training::enrolment::Enrolment;
use training::sessions::{Phase, phase};

use crate::progress::StepState;

/// When a late survey is open to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// From this instant on.
    From(Timestamp),
    /// Now, up to this one.
    Until(Timestamp),
    /// Since this one, no longer.
    Since(Timestamp),
    /// Nobody knows: the access is suspended.
    Unknown,
}

/// Where a late survey stands; none for what isn't one.
pub fn opening(step: &Step, enrolment: &Enrolment, now: Timestamp) -> Option<Opening> {
    let window = step.window.filter(|_| step.kind == Some(ItemKind::LateSurvey))?;
    let (opens, closes) = window.of(enrolment.ends_at);
    Some(match enrolment.paused {
        Some(_) => Opening::Unknown,
        None if now < opens => Opening::From(opens),
        None if now < closes => Opening::Until(closes),
        None => Opening::Since(closes),
    })
}

/// A hot survey is proposed in the last days, whatever is left to do.
const LAST_DAYS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The instants at which what is said of surveys changes.
pub fn instants(path: &[Section], enrolment: &Enrolment) -> Vec<Timestamp> {
    let steps = path.iter().flat_map(|part| &part.steps);
    let windows = steps.filter_map(|step| step.window);
    windows
        .flat_map(|window| {
            let (opens, closes) = window.of(enrolment.ends_at);
            [opens, closes]
        })
        .collect()
}

/// The survey that waits for a learner: a late one that is open, or a hot one once what comes before it is done.
pub fn waiting<'a>(
    path: &'a [Section],
    accesses: &[(StepId, Access)],
    states: &HashMap<StepId, StepState>,
    (starts, enrolment): (Timestamp, &Enrolment),
    now: Timestamp,
) -> Option<&'a Step> {
    let done = |step: &Step| (states.get(&step.id)).is_some_and(|state| state.is_done());
    let follows = enrolment.paused.is_none() && phase(starts, enrolment.ends_at, now) == Phase::Open;
    let last_days = enrolment.ends_at.duration_since(now) <= LAST_DAYS;
    let mut before = true;
    for step in path.iter().flat_map(|part| &part.steps) {
        let open = match step.kind {
            _ if step.waived.is_some() || done(step) => false,
            Some(ItemKind::LateSurvey) => {
                matches!(opening(step, enrolment, now), Some(Opening::Until(_)))
            }
            Some(ItemKind::Survey) => {
                let access = accesses.iter().find(|(id, _)| *id == step.id);
                let reached = access.is_some_and(|(_, access)| access.why().is_none());
                follows && reached && (before || last_days)
            }
            _ => false,
        };
        if open {
            return Some(step);
        }
        before &= done(step) || !step.counts();
    }
    None
}

#[cfg(test)]
mod cases {
    use assess::success::Required;
    use catalogue::surveys::Window;
    use platform::PersonId;
    use platform::html::Modality;
    use platform::ids::Uuid;
    use training::enrolment::{EnrolmentId, Pause};
    use training::sessions::SessionId;

    use super::*;
    use crate::progress::Status;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    fn enrolment(paused: bool) -> Enrolment {
        let id = Uuid::from_u128(1);
        Enrolment {
            id: EnrolmentId(id),
            session: SessionId(id),
            person: PersonId(id),
            ends_at: day(30),
            adapted: false,
            paused: paused.then_some(Pause {
                since: day(1),
                left: SignedDuration::from_hours(24),
                by: None,
            }),
        }
    }

    fn path() -> [Section; 1] {
        let step = |number, kind, window| Step {
            kind: Some(kind),
            window,
            required: match kind {
                ItemKind::Page => Required::Done,
                _ => Required::Nothing,
            },
            ..Step::plain(StepId(Uuid::from_u128(number)), "A", Modality::SelfPaced, 5)
        };
        [Section {
            title: "Tout".to_owned(),
            summary: None,
            steps: vec![
                step(1, ItemKind::Page, None),
                step(2, ItemKind::Survey, None),
                step(3, ItemKind::LateSurvey, Some(Window::default())),
            ],
        }]
    }

    fn found(done: &[u128], paused: bool, now: i64) -> Option<u128> {
        let path = path();
        let states: HashMap<StepId, StepState> = done
            .iter()
            .map(|number| {
                let state = StepState {
                    status: Status::Done,
                    percent: None,
                    seconds: 0,
                    done_at: Some(day(0)),
                    minutes: None,
                    hidden: false,
                };
                (StepId(Uuid::from_u128(*number)), state)
            })
            .collect();
        let open = |number| (StepId(Uuid::from_u128(number)), Access::Open);
        let accesses = [open(1), open(2), open(3)];
        waiting(&path, &accesses, &states, (day(0), &enrolment(paused)), day(now))
            .map(|step| step.id.0.as_u128())
    }

    #[test]
    fn a_survey_waits_when_its_time_has_come() {
        for (done, paused, now, expected) in [
            (&[][..], false, 5, None),
            (&[1], false, 5, Some(2)),
            (&[], false, 23, Some(2)),
            (&[1], true, 5, None),
            (&[1, 2], false, 5, None),
            (&[1], false, 31, None),
            (&[1], false, 89, None),
            (&[1], false, 90, Some(3)),
            (&[1], false, 119, Some(3)),
            (&[1], false, 120, None),
            (&[1, 3], false, 100, None),
            (&[1], true, 100, None),
        ] {
            assert_eq!(found(done, paused, now), expected, "{done:?} {paused} {now}");
        }
    }

    #[test]
    fn a_late_survey_opens_then_closes() {
        let path = path();
        let late = &path[0].steps[2];
        for (paused, now, expected) in [
            (false, 40, Opening::From(day(90))),
            (false, 90, Opening::Until(day(120))),
            (false, 120, Opening::Since(day(120))),
            (true, 100, Opening::Unknown),
        ] {
            assert_eq!(opening(late, &enrolment(paused), day(now)), Some(expected));
        }
        assert_eq!(opening(&path[0].steps[1], &enrolment(false), day(1)), None);
        assert_eq!(instants(&path, &enrolment(false)), [day(90), day(120)]);
    }
}
