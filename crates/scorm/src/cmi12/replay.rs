use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::session::{Session, Snapshot};
use super::start::Start;
use crate::log::{Answer, Operation};

/// A log played again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replayed {
    /// What the launch comes to.
    pub outcome: Outcome,
    /// The state, to take up later with [`replay_from`].
    pub snapshot: Snapshot,
    /// Sequence number and answer of each operation, in the order of the numbers.
    pub answers: Vec<(u64, Answer)>,
}

/// Plays a launch's log from its beginning.
///
/// Operations may come in any order and several times: they are put in the order of their numbers, the first of two
/// with the same number counts, and a missing number stops the play there.
pub fn replay(start: Start, operations: &[Operation]) -> Replayed {
    play(Session::new(start), operations)
}

/// Plays the tail of a launch's log from a snapshot; `start` is the one the launch began with.
pub fn replay_from(start: Start, snapshot: Snapshot, operations: &[Operation]) -> Replayed {
    play(Session::restore(start, snapshot), operations)
}

fn play(mut session: Session, operations: &[Operation]) -> Replayed {
    let mut ordered: Vec<&Operation> = operations.iter().collect();
    ordered.sort_by_key(|operation| operation.sequence);
    let answers = ordered
        .into_iter()
        .map(|operation| (operation.sequence, session.apply(operation)))
        .collect();
    Replayed {
        outcome: session.outcome(),
        snapshot: session.state,
        answers,
    }
}
