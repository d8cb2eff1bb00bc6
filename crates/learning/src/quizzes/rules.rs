//! What a quiz is for one learner: its dates in their session, what it comes to for the step, how questions stand.

use assess::questions::{Points, Question, Score};
use assess::quiz::attempts::{self, Attempt, Extra, Grade};
use assess::quiz::settings::Settings;
use assess::quiz::total::Total;
use catalogue::courses::Completion;
use catalogue::quizzes::{Asked, Rules};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use platform::{Error, Result};
use training::enrolment::Enrolment;
use training::sessions::{TrainingSession, due};

use crate::progress::{Observed, Status};

/// The settings of a quiz, with its dates in a learner's session: it never outlives their access. While that is suspended,
/// nobody knows when it ends.
pub(super) fn settings(rules: &Rules, session: &TrainingSession, enrolment: &Enrolment) -> Result<Settings> {
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    let day = |day: u32| due(session.starts_at, Timestamp::MAX, &session.zone, day);
    let starts = |date: jiff::civil::Date| {
        let start = date.to_zoned_datetime(zone.clone());
        start
            .map(|at| at.timestamp())
            .map_err(|error| Error::internal("a day of a session", error))
    };
    let opens = rules.opens_day.map(|at| day(at).and_then(starts)).transpose()?;
    let closes = rules
        .closes_day
        .map(|at| day(at + 1).and_then(starts))
        .transpose()?;
    let access = Some(enrolment.settles_at()).filter(|at| *at < Timestamp::MAX);
    Ok(Settings {
        opens: opens.filter(|opens| *opens > session.starts_at),
        closes: [closes, access].into_iter().flatten().min(),
        ..rules.settings.clone()
    })
}

/// What tries come to for the step that opens the quiz. What waits for a person counts for nothing yet.
pub(super) fn observed(completion: Completion, attempts: &[Attempt], settings: &Settings) -> Observed {
    let settled: Vec<Attempt> = attempts
        .iter()
        .filter(|one| one.ended.is_some() && one.total.to_grade == 0)
        .copied()
        .collect();
    let grade = attempts::grade(&settled, settings);
    let done = grade.is_some_and(|grade| match completion {
        // Nothing to pass: the end is enough.
        Completion::Passed => grade.passed.unwrap_or(true),
        Completion::Score(least) => grade.total.reaches(least),
        Completion::Tutor => false,
        Completion::Over | Completion::Done | Completion::Seen | Completion::Watched(_) => true,
    });
    Observed {
        status: if done { Status::Done } else { Status::Started },
        percent: grade.and_then(|grade| percent(grade.total)),
        seconds: 0,
    }
}

/// As the step keeps it.
fn percent(total: Total) -> Option<f64> {
    total
        .percent_hundredths()
        .map(|hundredths| f64::from(hundredths) / 100.0)
}

/// What the tries that are over come to, when there is one.
pub(super) fn grade(attempts: &[Attempt], settings: &Settings) -> Option<Grade> {
    attempts::grade(attempts, settings)
}

/// What a question of a try weighs.
pub(super) fn weight(asked: &Asked, question: &Question) -> Points {
    asked.points.unwrap_or(question.points)
}

/// What a try comes to.
pub(super) fn total<'a>(parts: impl IntoIterator<Item = (Points, &'a Score)>) -> Total {
    Total::of(parts)
}

/// When an answer was given, as the page says it: never before the try, never later than now.
pub(super) fn given(said: Option<i64>, started: Timestamp, now: Timestamp) -> i64 {
    let (started, now) = (started.as_millisecond(), now.as_millisecond());
    said.unwrap_or(now).clamp(started, now.max(started))
}

/// More time, as it is kept: a word and an amount.
pub(super) const fn extra_code(extra: Extra) -> Option<(&'static str, u16)> {
    match extra {
        Extra::None => None,
        Extra::Third => Some(("third", 0)),
        Extra::Percent(percent) => Some(("percent", percent)),
        Extra::Minutes(minutes) => Some(("minutes", minutes)),
    }
}

/// Reads it back.
pub(super) fn extra(kind: &str, amount: i64) -> Extra {
    let amount = u16::try_from(amount).unwrap_or_default();
    match kind {
        "third" => Extra::Third,
        "percent" => Extra::Percent(amount),
        "minutes" => Extra::Minutes(amount),
        _ => Extra::None,
    }
}

/// What the names of a question's fields begin with, where all are in one form.
pub(super) fn prefix(place: u32) -> String {
    format!("q{place}-")
}

/// How a question of a try stands in the list of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is answered.
    ToDo,
    /// Something is.
    Answered,
    /// Answered for good.
    Locked,
}

#[cfg(test)]
mod cases {
    use assess::quiz::settings::Kept;
    use catalogue::courses::CourseId;
    use platform::PersonId;
    use platform::ids::Uuid;
    use training::enrolment::{EnrolmentId, Pause};
    use training::sessions::SessionId;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn session() -> TrainingSession {
        TrainingSession {
            id: SessionId(Uuid::nil()),
            course: CourseId(Uuid::nil()),
            title: String::new(),
            region: platform::ids::RegionId(Uuid::nil()),
            region_name: String::new(),
            zone: "Europe/Paris".to_owned(),
            reference: String::new(),
            starts_at: at("2026-11-01T23:00:00Z"),
            ends_at: at("2026-12-01T23:00:00Z"),
            revision: 1,
            course_revision: 1,
        }
    }

    fn enrolment(ends: &str) -> Enrolment {
        Enrolment {
            id: EnrolmentId(Uuid::nil()),
            session: SessionId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            ends_at: at(ends),
            adapted: false,
            paused: None,
        }
    }

    #[test]
    fn days_are_those_of_the_session() {
        let usual = enrolment("2026-12-01T23:00:00Z");
        let paused = Enrolment {
            paused: Some(Pause {
                since: at("2026-11-05T00:00:00Z"),
                left: jiff::SignedDuration::ZERO,
                by: None,
            }),
            ..usual
        };
        let cases = [
            (None, None, usual, None, Some("2026-12-01T23:00:00Z")),
            (Some(1), None, usual, None, Some("2026-12-01T23:00:00Z")),
            (
                Some(3),
                Some(3),
                usual,
                Some("2026-11-03T23:00:00Z"),
                Some("2026-11-04T23:00:00Z"),
            ),
            // The access ends before: with it, the quiz.
            (None, Some(60), usual, None, Some("2026-12-01T23:00:00Z")),
            // More time for the learner, not for the quiz.
            (
                None,
                Some(31),
                enrolment("2026-12-24T23:00:00Z"),
                None,
                Some("2026-12-02T23:00:00Z"),
            ),
            (
                None,
                None,
                enrolment("2026-12-24T23:00:00Z"),
                None,
                Some("2026-12-24T23:00:00Z"),
            ),
            (None, None, paused, None, None),
        ];
        for (opens_day, closes_day, enrolment, opens, closes) in cases {
            let rules = Rules {
                opens_day,
                closes_day,
                ..Rules::default()
            };
            let settled = settings(&rules, &session(), &enrolment).unwrap();
            let expected = (opens.map(at), closes.map(at));
            assert_eq!(
                (settled.opens, settled.closes),
                expected,
                "{opens_day:?} {closes_day:?}"
            );
        }
    }

    #[test]
    fn what_tries_come_to() {
        use Completion::{Over, Passed, Score, Tutor};
        let one = |earned, to_grade, ended| Attempt {
            started: at("2026-11-02T08:00:00Z"),
            ended,
            total: Total {
                earned,
                whole: 1000,
                to_grade,
            },
        };
        let end = Some(at("2026-11-02T09:00:00Z"));
        let (low, high) = (one(400, 0, end), one(800, 0, end));
        let (waiting, underway) = (one(400, 1, end), one(0, 0, None));
        let cases: [(Completion, &[Attempt], Status, Option<f64>); 14] = [
            (Over, &[], Status::Started, None),
            (Over, &[underway], Status::Started, None),
            (Over, &[waiting], Status::Started, None),
            (Over, &[low], Status::Done, Some(40.0)),
            (Over, &[low, waiting], Status::Done, Some(40.0)),
            (Over, &[low, underway], Status::Done, Some(40.0)),
            (Passed, &[low], Status::Started, Some(40.0)),
            (Passed, &[low, high], Status::Done, Some(80.0)),
            (Passed, &[high, low], Status::Done, Some(80.0)),
            (Score(80), &[high], Status::Done, Some(80.0)),
            (Score(81), &[high], Status::Started, Some(80.0)),
            (Tutor, &[high], Status::Started, Some(80.0)),
            (Passed, &[waiting], Status::Started, None),
            (Passed, &[high, waiting], Status::Done, Some(80.0)),
        ];
        let settings = Settings {
            pass: Some(70),
            ..Settings::default()
        };
        for (completion, attempts, status, percent) in cases {
            let seen = observed(completion, attempts, &settings);
            assert_eq!(
                (seen.status, seen.percent),
                (status, percent),
                "{completion:?} {attempts:?}"
            );
        }
        let last = Settings {
            kept: Kept::Last,
            ..settings
        };
        assert_eq!(observed(Passed, &[high, low], &last).status, Status::Started);
        let free = Settings { pass: None, ..last };
        assert_eq!(
            observed(Passed, &[low], &free).status,
            Status::Done,
            "nothing is to be passed"
        );
    }

    #[test]
    fn what_a_page_says_of_time_stays_inside_the_try() {
        let (started, now) = (at("2026-11-02T08:00:00Z"), at("2026-11-02T09:00:00Z"));
        let (first, last) = (started.as_millisecond(), now.as_millisecond());
        for (said, expected) in [
            (None, last),
            (Some(first + 5), first + 5),
            (Some(first - 5), first),
            (Some(last + 5), last),
            (Some(i64::MAX), last),
            (Some(i64::MIN), first),
        ] {
            assert_eq!(given(said, started, now), expected, "{said:?}");
        }
    }

    #[test]
    fn more_time_is_kept_and_read_back() {
        for one in [Extra::Third, Extra::Percent(50), Extra::Minutes(15)] {
            let (kind, amount) = extra_code(one).unwrap();
            assert_eq!(extra(kind, amount.into()), one);
        }
        assert_eq!(extra_code(Extra::None), None);
        assert_eq!(extra("autre", 4), Extra::None);
    }
}
