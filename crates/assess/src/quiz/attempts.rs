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
mod cases;
