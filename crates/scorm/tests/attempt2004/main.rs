//! An attempt on a SCORM 2004 package, whatever its plan and whatever is done: no panic, an end to everything, one state for
//! one log, and nobody locked out.
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

#[path = "../shared/any_plan.rs"]
mod any_plan;
#[path = "../shared/any_steps.rs"]
mod any_steps;
mod closing;
mod hostile;
mod large;
mod law;
mod log;
mod reach;

use std::sync::Arc;

use scorm::attempt2004::{Api2004, Attempt, Start};
use scorm::log::{Act, Operation};
use scorm::plan::Plan;
use scorm::sequencing::Tree;
use serde::{Serialize, de::DeserializeOwned};

use any_steps::Step;

fn start(seed: u32) -> Start {
    Start {
        learner_id: "1".to_owned(),
        learner_name: "Monique".to_owned(),
        seed,
        ..Start::default()
    }
}

fn tree(plan: &Plan) -> Arc<Tree> {
    Arc::new(Tree::new(plan))
}

/// A launch, asked to open as the platform does.
fn open(tree: &Arc<Tree>, start: Start) -> Api2004 {
    let attempt = Attempt::new(Arc::clone(tree), start);
    let opening = attempt.opening();
    let mut api = Api2004::new(attempt);
    if let Some(request) = opening {
        api.platform(Act::Navigate(request), 0);
    }
    api
}

/// Does something.
fn take(api: &mut Api2004, step: &Step, at: i64) {
    match step {
        Step::Act(act) => api.platform(act.clone(), at),
        Step::Call(function, first, second) => drop(api.call(*function, first, second, at)),
    }
}

/// A launch in which all is done, and its log.
fn play(tree: &Arc<Tree>, start: Start, steps: &[Step]) -> (Attempt, Vec<Operation>) {
    let mut api = open(tree, start);
    for (at, step) in (1..).zip(steps) {
        take(&mut api, step, at * 7 % 50);
    }
    let operations = api.take_operations();
    (api.attempt().clone(), operations)
}

/// Through JSON.
fn kept<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}
