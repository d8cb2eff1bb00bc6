//! How long a launch's log takes to be played again, without a store: the longest that a learner waits when their launch is
//! in nobody's memory.

use std::sync::Arc;

use platform::{Error, Result};
use scorm::attempt2004::{self, Attempt};
use scorm::cmi12::{self, Session};
use scorm::log::{Act, Operation};
use scorm::navigation::NavigationRequest;
use scorm::plan::{Activity, Content, Mode, Plan, Sequencing};
use scorm::sequencing::Tree;

use super::figures::median;
use super::lines;
use crate::stopwatch::Stopwatch;
use crate::summary::Line;

/// How many operations the log has.
const LONG: usize = 5_000;
const ROUNDS: usize = 9;

/// Both engines' logs, played again.
///
/// # Errors
/// A fault of ours, when a log can't be read back.
pub fn lines() -> Result<Vec<Line>> {
    let tree = Arc::new(Tree::new(&plan()));
    let part = measure(
        &log(&["cmi.core.lesson_location", "cmi.suspend_data"], &[]),
        |log| {
            let mut session = Session::new(cmi12::Start::default());
            for operation in log {
                session.apply(operation);
            }
            session.snapshot().sequence
        },
    )?;
    let start = [Act::Navigate(NavigationRequest::Start)];
    let package = measure(&log(&["cmi.location", "cmi.suspend_data"], &start), |log| {
        let mut attempt = Attempt::new(tree.clone(), attempt2004::Start::default());
        for operation in log {
            attempt.apply(operation);
        }
        attempt.sequence()
    })?;
    Ok(vec![
        lines::replay("scorm-replay-12", part),
        lines::replay("scorm-replay-2004", package),
    ])
}

/// Twenty activities, one after the other.
fn plan() -> Plan {
    let leaf = |number: usize| Activity {
        identifier: format!("a{number}"),
        content: Some(Content::default()),
        ..Activity::default()
    };
    Plan {
        root: Activity {
            identifier: "root".to_owned(),
            sequencing: Sequencing {
                mode: Mode {
                    flow: true,
                    ..Mode::default()
                },
                ..Sequencing::default()
            },
            children: (0..20).map(leaf).collect(),
            ..Activity::default()
        },
        objectives_global_to_system: true,
        shared_data_global_to_system: true,
    }
}

fn log(elements: &[&str], first: &[Act]) -> Vec<Operation> {
    let sets = elements
        .iter()
        .cycle()
        .zip(0_u64..)
        .map(|(element, number)| Act::Set {
            element: (*element).to_owned(),
            value: format!("page={number}"),
        });
    let acts = first.iter().cloned().chain([Act::Initialize]).chain(sets);
    (1..)
        .zip(acts.take(LONG))
        .map(|(sequence, act)| Operation {
            sequence,
            at: 1_000,
            act,
        })
        .collect()
}

/// The middle of several rounds, in milliseconds: read from JSON, as the store's lines are, then played.
fn measure(log: &[Operation], play: impl Fn(&[Operation]) -> u64) -> Result<f64> {
    let unreadable = |error| Error::internal("a log", error);
    let json = serde_json::to_vec(log).map_err(unreadable)?;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let watch = Stopwatch::start();
        let read: Vec<Operation> = serde_json::from_slice(&json).map_err(unreadable)?;
        let reached = play(&read);
        let spent = watch.millis();
        if usize::try_from(reached).ok() != Some(LONG) {
            return Err(Error::fault("a log that wasn't played to its end"));
        }
        rounds.push(spent);
    }
    Ok(median(&rounds))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn both_logs_are_played_to_their_end() {
        let lines = lines().unwrap();
        assert_eq!(lines.len(), 2);
        assert!(
            lines.iter().all(|line| line.measured.contains("5000")),
            "{lines:?}"
        );
    }
}
