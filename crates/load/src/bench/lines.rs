//! Figures beside their bars.

use std::time::Duration;

use platform::db::Engine;

use super::figures::{median, millis};
use super::quiz::Wave;
use super::told::Told;
use crate::summary::Line;

/// The share of the ceiling that pages must reach.
pub(super) const PAGES: f64 = 0.5;
/// The share of the ceiling that commits must reach.
pub(super) const COMMITS: f64 = 0.6;

const P99_MS: f64 = 50.0;
const START_MS: f64 = 300.0;
const IDLE_MIB: f64 = 80.0;
const LOADED_MIB: f64 = 400.0;
const GROWTH: f64 = 1.2;
const REPLAY_MS: f64 = 50.0;
const PUBLISH_MS: f64 = 1000.0;
const EDIT_MS: f64 = 100.0;
const DOCUMENTS_S: f64 = 300.0;
const DOCUMENTS_MIB: f64 = 512.0;
const LIST_MS: f64 = 3000.0;
const QUIZ_P95_MS: f64 = 300.0;
const QUIZ_LAST_MS: f64 = 5000.0;
const QUIZ_ANSWERS: f64 = 2000.0;
const TOLD_MS: f64 = 5000.0;
const WAITING_MIB: f64 = 60.0;

/// The platform beside its ceiling.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// Answers a second of the bare handler, run by run.
    pub(super) ceilings: Vec<f64>,
    /// Answers a second of the platform, run by run.
    pub(super) rates: Vec<f64>,
    /// The generator's share of the processors during the platform's runs.
    pub(super) generator: Vec<f64>,
    /// Latency at four fifths of the platform's rate.
    pub(super) p99: Duration,
    /// Wrong answers in all runs.
    pub(super) errors: usize,
}

/// An engine in an identifier.
pub fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

pub(super) fn beside(id: &str, engine: &str, found: &Beside, least: f64) -> [Line; 2] {
    let (rate, ceiling) = (median(&found.rates), median(&found.ceilings));
    let share = rate / ceiling.max(1.0);
    let wrong = match found.errors {
        0 => String::new(),
        errors => format!(", {errors} wrong answers"),
    };
    let measured = format!(
        "{:.0} % ({rate:.0}/s of {ceiling:.0}/s, generator {:.0} %{wrong})",
        share * 100.0,
        median(&found.generator) * 100.0
    );
    let p99 = millis(found.p99);
    [
        Line {
            id: format!("{id}-{engine}"),
            measured,
            bar: format!("≥ {:.0} % of the ceiling", least * 100.0),
            ok: share >= least && found.errors == 0,
        },
        Line {
            id: format!("{id}-p99-{engine}"),
            measured: format!("{p99:.1} ms at 80 % load"),
            bar: format!("≤ {P99_MS} ms"),
            ok: p99 <= P99_MS && found.errors == 0,
        },
    ]
}

pub(super) fn start(engine: &str, starts: &[f64]) -> Line {
    at_most(
        format!("start-ms-{engine}"),
        median(starts),
        START_MS,
        "ms to the first answer",
    )
}

pub(super) fn idle(engine: &str, mib: f64) -> Line {
    at_most(format!("memory-idle-mib-{engine}"), mib, IDLE_MIB, "MiB")
}

pub(super) fn loaded(engine: &str, mib: f64) -> Line {
    at_most(
        format!("memory-loaded-mib-{engine}"),
        mib,
        LOADED_MIB,
        "MiB after the load",
    )
}

/// How many times slower pages are on the whole than on a tenth.
pub fn growth(engine: Engine, tenth: f64, whole: f64) -> Line {
    let id = format!("page-growth-{}", name(engine));
    at_most(
        id,
        tenth / whole.max(1.0),
        GROWTH,
        "× from a tenth of the data to the whole",
    )
}

/// How long a version takes to be in force in so many sessions.
pub(super) fn publish(engine: &str, (took, sessions): (Duration, i64)) -> Line {
    let id = format!("publish-ms-{engine}");
    at_most(
        id,
        millis(took),
        PUBLISH_MS,
        &format!("ms to be in force in {sessions} sessions"),
    )
}

/// What an author waits for at most nineteen times in twenty, before a course of sixty steps.
pub(super) fn edit(engine: &str, p95: Duration) -> Line {
    let id = format!("editor-ms-{engine}");
    at_most(
        id,
        millis(p95),
        EDIT_MS,
        "ms for 95 % of what an author does on 60 steps",
    )
}

/// How long a log takes to be played again, in milliseconds.
pub(super) fn replay(id: &str, value: f64) -> Line {
    at_most(id.to_owned(), value, REPLAY_MS, "ms for 5000 operations")
}

/// So many documents handed out, then taken away as files, brought to ten thousand; and the most memory held meanwhile.
/// Data so small that nobody has earned one measure nothing.
pub(super) fn documents(engine: &str, (many, took): (usize, Duration), mib: f64) -> Vec<Line> {
    if many == 0 {
        return Vec::new();
    }
    let each = took.as_secs_f64() / many as f64;
    let told = format!("s for 10000 documents ({many} in {:.1} s)", took.as_secs_f64());
    vec![
        at_most(
            format!("documents-s-{engine}"),
            each * 10_000.0,
            DOCUMENTS_S,
            &told,
        ),
        at_most(
            format!("documents-mib-{engine}"),
            mib,
            DOCUMENTS_MIB,
            "MiB at most",
        ),
    ]
}

/// A list of people read and shown, then enrolled, then their cards put up to date by a newer list.
pub(super) fn list(
    engine: &str,
    people: usize,
    (read, enrolled, updated): (Duration, Duration, Duration),
) -> [Line; 3] {
    let line = |id: &str, took: Duration, what: &str| {
        let unit = format!("ms for {people} people {what}");
        at_most(format!("{id}-{engine}"), millis(took), LIST_MS, &unit)
    };
    [
        line("list-read-ms", read, "read and shown"),
        line("list-enrolled-ms", enrolled, "enrolled"),
        line("list-updated-ms", updated, "put up to date"),
    ]
}

/// A quiz that so many start within ten seconds, then at one instant.
pub(super) fn starts(engine: &str, many: usize, (spread, crowd): (&Wave, &Wave)) -> [Line; 2] {
    let line = |id: &str, took: Duration, bar: f64, wave: &Wave, what: &str| {
        let unit = format!("ms, {many} learners {what}, {} wrong answers", wave.errors);
        let line = at_most(format!("{id}-{engine}"), millis(took), bar, &unit);
        Line {
            ok: line.ok && wave.errors == 0,
            ..line
        }
    };
    [
        line(
            "quiz-start-p95-ms",
            spread.p95(),
            QUIZ_P95_MS,
            spread,
            "within 10 s",
        ),
        line("quiz-start-last-ms", crowd.last(), QUIZ_LAST_MS, crowd, "at once"),
    ]
}

/// Answers kept a second.
pub(super) fn answers(engine: &str, rate: f64, errors: usize) -> Line {
    Line {
        id: format!("quiz-answers-{engine}"),
        measured: format!("{rate:.0} answers kept a second, {errors} wrong answers"),
        bar: format!("≥ {QUIZ_ANSWERS} a second"),
        ok: rate >= QUIZ_ANSWERS && errors == 0,
    }
}

/// A message to so many, and pages that wait for the next.
pub(super) fn told(engine: &str, told: &Told) -> [Line; 2] {
    let people = format!("ms until {} people have it under the bell", told.people);
    let waiting = format!("MiB for {} pages that wait", told.waiting);
    [
        at_most(format!("told-ms-{engine}"), millis(told.took), TOLD_MS, &people),
        at_most(format!("waiting-mib-{engine}"), told.mib, WAITING_MIB, &waiting),
    ]
}

fn at_most(id: String, value: f64, bar: f64, unit: &str) -> Line {
    Line {
        id,
        measured: format!("{value:.1} {unit}"),
        bar: format!("≤ {bar} {}", unit.split([' ', ',']).next().unwrap_or_default()),
        ok: value <= bar,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_bar_is_met_at_its_value_and_never_with_wrong_answers() {
        let found = |rate: f64, errors| Beside {
            ceilings: vec![1000.0],
            rates: vec![rate],
            generator: vec![0.25],
            p99: Duration::from_millis(50),
            errors,
        };
        let kept = |found: &Beside| beside("page-home", "sqlite", found, PAGES).map(|line| line.ok);
        assert_eq!(kept(&found(500.0, 0)), [true, true]);
        assert_eq!(kept(&found(499.0, 0)), [false, true]);
        assert_eq!(kept(&found(900.0, 1)), [false, false]);
        assert!(start("sqlite", &[300.0]).ok && !start("sqlite", &[301.0]).ok);
        assert!(growth(Engine::Sqlite, 120.0, 100.0).ok && !growth(Engine::Sqlite, 121.0, 100.0).ok);
    }
}
