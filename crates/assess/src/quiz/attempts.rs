//! Tries of a quiz: who may start one, when it ends, what counts. The instant always is the server's.

use jiff::{SignedDuration, Timestamp};

use super::settings::{Kept, Purpose, Settings};
use super::total::Total;

/// How late an answer may still come in: what was sent on the last second travels.
pub const GRACE: SignedDuration = SignedDuration::from_secs(10);

/// More time for a learner, on the time of each try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extra {
    /// None.
    #[default]
    None,
    /// A third more, as exams give it.
    Third,
    /// So many percent more.
    Percent(u16),
    /// So many minutes more.
    Minutes(u16),
}

/// A try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it was started.
    pub started: Timestamp,
    /// When it was handed in, or closed.
    pub ended: Option<Timestamp>,
    /// What it comes to so far.
    pub total: Total,
}

/// Why a try can't be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It opens at this instant.
    NotYet(Timestamp),
    /// It closed at this instant.
    Closed(Timestamp),
    /// A try is under way: its place. It is opened again instead.
    Underway(usize),
    /// Every try was used.
    NoTryLeft,
}

/// Where a try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It takes answers; until this instant, where there is one.
    Underway(Option<Timestamp>),
    /// Its time is over and nobody closed it yet: it ended at this instant.
    Over(Timestamp),
    /// It was handed in, or closed, at this instant.
    Ended(Timestamp),
}

/// What a learner's tries come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade {
    /// What counts.
    pub total: Total,
    /// Whether it passes; nothing where nothing is to be passed, or while a person has to grade and it could change.
    pub passed: Option<bool>,
}

/// Whether another try may be started.
pub fn may_start(
    settings: &Settings,
    attempts: &[Attempt],
    extra: Extra,
    now: Timestamp,
) -> Result<(), Barred> {
    if let Some(opens) = settings.opens.filter(|opens| now < *opens) {
        return Err(Barred::NotYet(opens));
    }
    if let Some(closes) = settings.closes.filter(|closes| now >= *closes) {
        return Err(Barred::Closed(closes));
    }
    let underway = |one: &Attempt| matches!(state(one, settings, extra, now), State::Underway(_));
    if let Some(place) = attempts.iter().position(underway) {
        return Err(Barred::Underway(place));
    }
    match tries_left(settings, attempts) {
        Some(0) => Err(Barred::NoTryLeft),
        _ => Ok(()),
    }
}

/// How many tries are left; none when they aren't counted.
pub fn tries_left(settings: &Settings, attempts: &[Attempt]) -> Option<u32> {
    let used = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
    settings.tries.map(|tries| tries.saturating_sub(used))
}

/// When a try ends by itself: its time with what the learner has more, and never after the quiz closes.
pub fn deadline(started: Timestamp, settings: &Settings, extra: Extra) -> Option<Timestamp> {
    let timed = settings.minutes.and_then(|minutes| {
        let seconds = i64::from(minutes) * 60;
        let more = match extra {
            Extra::None => 0,
            Extra::Third => (seconds + 2) / 3,
            Extra::Percent(percent) => (seconds * i64::from(percent) + 99) / 100,
            Extra::Minutes(minutes) => i64::from(minutes) * 60,
        };
        started
            .checked_add(SignedDuration::from_secs(seconds + more))
            .ok()
    });
    [timed, settings.closes].into_iter().flatten().min()
}

/// Where a try stands at an instant.
pub fn state(attempt: &Attempt, settings: &Settings, extra: Extra, now: Timestamp) -> State {
    if let Some(ended) = attempt.ended {
        return State::Ended(ended);
    }
    match deadline(attempt.started, settings, extra) {
        Some(end) if now >= end => State::Over(end),
        end => State::Underway(end),
    }
}

/// Whether an answer that comes in at an instant is taken.
pub fn takes_answers(attempt: &Attempt, settings: &Settings, extra: Extra, now: Timestamp) -> bool {
    match state(attempt, settings, extra, now) {
        State::Underway(_) => now >= attempt.started,
        State::Over(end) => now.duration_since(end) < GRACE,
        State::Ended(_) => false,
    }
}

/// What the tries that are over come to; nothing while none is.
pub fn grade(attempts: &[Attempt], settings: &Settings) -> Option<Grade> {
    let over: Vec<Total> = attempts
        .iter()
        .filter(|one| one.ended.is_some())
        .map(|one| one.total)
        .collect();
    let total = match settings.kept {
        Kept::Best => over.iter().copied().max_by(|one, other| one.compare(*other))?,
        Kept::Last => *over.last()?,
        Kept::Mean => mean(&over)?,
    };
    Some(Grade {
        total,
        passed: passed(total, &over, settings),
    })
}

fn passed(total: Total, over: &[Total], settings: &Settings) -> Option<bool> {
    let least = settings.pass.filter(|_| settings.purpose == Purpose::Graded)?;
    let passes = total.reaches(least);
    // The best can only rise: what passes already, passes. Anything else waits for whoever grades.
    let waits = match settings.kept {
        Kept::Best => !passes && over.iter().any(|one| one.to_grade > 0),
        Kept::Last | Kept::Mean => !passes && total.to_grade > 0,
    };
    (!waits).then_some(passes)
}

/// The mean of tries as parts of their wholes: exact, but where no whole is common to them within 64 bits.
fn mean(over: &[Total]) -> Option<Total> {
    const PARTS: i64 = 1_000_000;
    let first = over.first()?;
    let count = i64::try_from(over.len()).ok()?;
    let to_grade = over.iter().map(|one| one.to_grade).sum();
    if over.iter().all(|one| one.whole == first.whole) {
        let earned = over.iter().map(|one| one.earned).sum();
        return Some(Total {
            earned,
            whole: first.whole * count,
            to_grade,
        });
    }
    if let Some((earned, whole)) = over_common(over) {
        return Some(Total {
            earned,
            whole,
            to_grade,
        });
    }
    let part = |one: &Total| i128::from(one.earned) * i128::from(PARTS) / i128::from(one.whole.max(1));
    let earned = i64::try_from(over.iter().map(part).sum::<i128>()).ok()?;
    Some(Total {
        earned,
        whole: PARTS * count,
        to_grade,
    })
}

/// What tries earned together, and their wholes, each brought to the least common multiple of these.
fn over_common(over: &[Total]) -> Option<(i64, i64)> {
    let whole = |one: &Total| i128::from(one.whole.max(1));
    let mut common = 1i128;
    for one in over {
        common = (common / divisor(common, whole(one))).checked_mul(whole(one))?;
    }
    let mut earned = 0i128;
    for one in over {
        earned = i128::from(one.earned)
            .checked_mul(common / whole(one))
            .and_then(|part| earned.checked_add(part))?;
    }
    let whole = common.checked_mul(i128::try_from(over.len()).ok()?)?;
    Some((i64::try_from(earned).ok()?, i64::try_from(whole).ok()?))
}

/// The greatest common divisor.
fn divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    type Counts = Option<(u32, Option<bool>)>;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).unwrap()
    }

    fn attempt(started: i64, ended: Option<i64>, earned: i64) -> Attempt {
        Attempt {
            started: at(started),
            ended: ended.map(at),
            total: Total {
                earned,
                whole: 10,
                to_grade: 0,
            },
        }
    }

    fn settings() -> Settings {
        Settings {
            tries: Some(2),
            minutes: Some(30),
            opens: Some(at(10)),
            closes: Some(at(100)),
            pass: Some(70),
            ..Settings::default()
        }
    }

    #[test]
    fn who_may_start() {
        let done = attempt(10, Some(20), 5);
        let cases: [(&[Attempt], i64, Result<(), Barred>); 9] = [
            (&[], 9, Err(Barred::NotYet(at(10)))),
            (&[], 10, Ok(())),
            (&[], 99, Ok(())),
            (&[], 100, Err(Barred::Closed(at(100)))),
            (&[done], 30, Ok(())),
            (&[done, done], 30, Err(Barred::NoTryLeft)),
            (&[done, attempt(25, None, 0)], 30, Err(Barred::Underway(1))),
            (&[attempt(25, None, 0)], 54, Err(Barred::Underway(0))),
            (&[attempt(25, None, 0)], 55, Ok(())),
        ];
        for (attempts, now, expected) in cases {
            assert_eq!(
                may_start(&settings(), attempts, Extra::None, at(now)),
                expected,
                "{attempts:?} {now}"
            );
        }
    }

    #[test]
    fn when_a_try_ends() {
        let open = Settings {
            closes: None,
            ..settings()
        };
        let free = Settings {
            minutes: None,
            ..settings()
        };
        let cases = [
            (settings(), 10, Extra::None, Some(40)),
            (settings(), 10, Extra::Third, Some(50)),
            (settings(), 10, Extra::Percent(50), Some(55)),
            (settings(), 10, Extra::Minutes(5), Some(45)),
            (settings(), 90, Extra::Third, Some(100)),
            (open.clone(), 90, Extra::Third, Some(130)),
            (free.clone(), 10, Extra::Third, Some(100)),
            (Settings { closes: None, ..free }, 10, Extra::Third, None),
        ];
        for (settings, started, extra, expected) in cases {
            assert_eq!(
                deadline(at(started), &settings, extra),
                expected.map(at),
                "{started} {extra:?}"
            );
        }
        let one = attempt(10, None, 0);
        let late = |seconds| at(40).checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let cases = [
            (at(9), false),
            (at(10), true),
            (at(39), true),
            (late(0), true),
            (late(9), true),
            (late(10), false),
        ];
        for (now, taken) in cases {
            assert_eq!(takes_answers(&one, &open, Extra::None, now), taken, "{now}");
        }
        assert!(!takes_answers(
            &attempt(10, Some(20), 0),
            &open,
            Extra::None,
            at(21)
        ));
        assert_eq!(state(&one, &open, Extra::None, at(41)), State::Over(at(40)));
    }

    #[test]
    fn what_counts() {
        let tries = [
            attempt(10, Some(11), 8),
            attempt(12, Some(13), 6),
            attempt(14, None, 10),
        ];
        let waiting = |earned| Attempt {
            total: Total {
                earned,
                whole: 10,
                to_grade: 1,
            },
            ..attempt(1, Some(2), 0)
        };
        let kept = |kept| Settings { kept, ..settings() };
        let positioning = Settings {
            purpose: Purpose::Positioning,
            ..settings()
        };
        let cases: [(&[Attempt], Settings, Counts); 10] = [
            (&[], kept(Kept::Best), None),
            (&tries[2..], kept(Kept::Last), None),
            (&tries, kept(Kept::Best), Some((8000, Some(true)))),
            (&tries, kept(Kept::Last), Some((6000, Some(false)))),
            (&tries, kept(Kept::Mean), Some((7000, Some(true)))),
            (&tries, positioning, Some((8000, None))),
            (
                &tries,
                Settings {
                    pass: None,
                    ..settings()
                },
                Some((8000, None)),
            ),
            (&[waiting(5)], kept(Kept::Best), Some((5000, None))),
            (&[waiting(7)], kept(Kept::Last), Some((7000, Some(true)))),
            (
                &[tries[0], waiting(0)],
                kept(Kept::Best),
                Some((8000, Some(true))),
            ),
        ];
        for (attempts, settings, expected) in cases {
            let seen = grade(attempts, &settings);
            let seen = seen.map(|one| (one.total.percent_hundredths().unwrap(), one.passed));
            assert_eq!(seen, expected, "{attempts:?} {settings:?}");
        }
        let uneven = [
            attempt(1, Some(2), 10),
            Attempt {
                total: Total {
                    earned: 0,
                    whole: 20,
                    to_grade: 0,
                },
                ..attempt(1, Some(2), 0)
            },
        ];
        assert_eq!(
            grade(&uneven, &kept(Kept::Mean))
                .unwrap()
                .total
                .percent_hundredths(),
            Some(5000)
        );
        let of = |earned, whole| Attempt {
            total: Total {
                earned,
                whole,
                to_grade: 0,
            },
            ..attempt(1, Some(2), 0)
        };
        let half = Settings {
            pass: Some(50),
            ..kept(Kept::Mean)
        };
        // A third and two thirds are a half; the last two have no whole in common that is kept exactly.
        let cases = [
            ([of(1000, 3000), of(4000, 6000)], Some(true)),
            ([of(999, 3000), of(4000, 6000)], Some(false)),
            (
                [of(i64::MAX / 2, i64::MAX), of(i64::MAX / 2, i64::MAX - 1)],
                Some(false),
            ),
        ];
        for (tries, passed) in cases {
            let seen = grade(&tries, &half).unwrap();
            assert_eq!((seen.passed, seen.total.whole > 0), (passed, true), "{tries:?}");
        }
    }

    proptest! {
        #[test]
        fn more_time_never_ends_a_try_sooner(started in 0i64..100, percent: u16, minutes: u16) {
            let plain = deadline(at(started), &settings(), Extra::None);
            for extra in [Extra::Third, Extra::Percent(percent), Extra::Minutes(minutes)] {
                prop_assert!(deadline(at(started), &settings(), extra) >= plain);
                prop_assert!(deadline(at(started), &settings(), extra) <= Some(at(100)));
            }
        }

        #[test]
        fn the_best_is_never_below_the_mean(earned in prop::collection::vec(0i64..=10, 1..6)) {
            let tries: Vec<Attempt> = earned.iter().map(|one| attempt(10, Some(11), *one)).collect();
            let of = |kept| grade(&tries, &Settings { kept, ..settings() }).unwrap().total.percent_hundredths();
            prop_assert!(of(Kept::Best) >= of(Kept::Mean));
        }
    }
}
