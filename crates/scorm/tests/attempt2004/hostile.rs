//! What was kept, changed by someone: whatever can be read is taken up without a panic, what doesn't fit is left.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use scorm::attempt2004::{Attempt, Snapshot, Start};
use scorm::plan::Plan;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::any_plan::plan;
use crate::any_steps::{Step, request, steps};
use crate::{open, play, start, take, tree};

/// A change somewhere in a document: at a place that matters, or at any.
#[derive(Clone, Debug)]
struct Blow {
    named: Option<&'static str>,
    at: Index,
    how: Index,
    number: Value,
    other: usize,
}

/// Objects of what is kept, by their path: of a snapshot, and of a start.
const OBJECTS: [&str; 8] = [
    "",
    "/saved",
    "/saved/sequencing",
    "/saved/sequencing/activities/0",
    "/saved/sequencing/activities/1",
    "/saved/sequencing/activities/2",
    "/delivered",
    "/root",
];

fn blows() -> impl Strategy<Value = Vec<Blow>> {
    let strange = vec![
        json!(u32::MAX),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(-1),
        json!(0.5),
        json!(1e308),
    ];
    let number = prop_oneof![4 => (0_u64..13).prop_map(Value::from), 1 => select(strange)];
    let named = prop::option::of(select(&OBJECTS[..]));
    let blow = (named, any::<Index>(), any::<Index>(), number, 0_usize..13);
    let blow = blow.prop_map(|(named, at, how, number, other)| Blow {
        named,
        at,
        how,
        number,
        other,
    });
    prop::collection::vec(blow, 1..8)
}

/// The document after the blows, but for those that make it unreadable.
fn struck<T: Serialize + DeserializeOwned>(kept: &T, blows: &[Blow]) -> T {
    let mut document = serde_json::to_value(kept).unwrap();
    for blow in blows {
        let mut after = document.clone();
        match blow.named.and_then(|path| after.pointer_mut(path)) {
            Some(object) => change(object, blow),
            None => strike(&mut after, blow, &mut blow.at.index(count(&document))),
        }
        if serde_json::from_value::<T>(after.clone()).is_ok() {
            document = after;
        }
    }
    serde_json::from_value(document).unwrap()
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(all) => all.iter().map(count).sum(),
        Value::Object(all) => all.values().map(count).sum(),
        _ => 0_usize,
    }
}

/// Finds the value, counting down, and changes it.
fn strike(value: &mut Value, blow: &Blow, left: &mut usize) {
    let Some(fewer) = left.checked_sub(1) else {
        return change(value, blow);
    };
    *left = fewer;
    let inside: Vec<&mut Value> = match value {
        Value::Array(all) => all.iter_mut().collect(),
        Value::Object(all) => all.values_mut().collect(),
        _ => Vec::new(),
    };
    for one in inside {
        let size = count(one);
        if *left < size {
            return strike(one, blow, left);
        }
        *left -= size;
    }
}

fn change(value: &mut Value, blow: &Blow) {
    let how = |of: usize| blow.how.index(of);
    match value {
        Value::Null | Value::Number(_) => *value = blow.number.clone(),
        Value::Bool(yes) => *yes = !*yes,
        Value::String(text) => {
            let texts = [
                "a1",
                "a2",
                "o0",
                "s0",
                "",
                "zut",
                "suspend",
                "{target=a1}jump",
                "9e99",
            ];
            texts[how(texts.len())].clone_into(text);
        }
        Value::Array(all) => match how(5) {
            0 => all.clear(),
            1 => all.push(blow.number.clone()),
            2 => all.reverse(),
            3 => all.extend(all.clone()),
            _ => drop(all.pop()),
        },
        Value::Object(all) => {
            let likely = added(all, blow);
            if let Some((key, one)) = likely.get(how(likely.len() + 1)) {
                all.insert((*key).to_owned(), one.clone());
            } else if let Some(key) = all.keys().nth(blow.other).cloned() {
                all.remove(&key);
            }
        }
    }
}

/// What an object may leave out, and a hand may add: told by what it holds.
fn added(object: &Map<String, Value>, blow: &Blow) -> Vec<(&'static str, Value)> {
    let (number, other) = (&blow.number, blow.other);
    let values = json!({ "exit": "suspend", "objectives": [{ "id": "o0" }, { "id": "o0" }] });
    let running = json!({ "start": {}, "snapshot": { "phase": "running", "values": values } });
    let kept = json!({ "attempt": other, "time": { "months": number }, "values": values });
    let has = |key: &str| object.contains_key(key);
    if has("activities") {
        vec![("current", number.clone()), ("suspended", number.clone())]
    } else if has("sequence") {
        let open = json!({ "place": number, "number": other, "running": running });
        vec![
            ("delivered", open),
            ("delivered", json!({ "place": other, "number": number })),
            ("asked", json!({ "request": "continue" })),
        ]
    } else if has("time") {
        vec![("kept", json!({ number.to_string(): kept }))]
    } else if has("identifier") {
        let random = json!({ "selection": "onEachNewAttempt", "select_count": other, "reorder": true });
        vec![
            ("identifier", json!("a1")),
            (
                "sequencing",
                json!({ "randomization": random, "mode": { "flow": true, "forward_only": true } }),
            ),
        ]
    } else {
        vec![
            ("children", json!([number, other])),
            ("children", json!([1, 2, 1, 2])),
            ("children", json!([])),
            ("active", json!(true)),
            ("suspended", json!(true)),
            ("attempts", number.clone()),
            ("measure", number.clone()),
        ]
    }
}

/// Goes on from there, looks at everything, and leaves it.
fn go_on(attempt: Attempt, steps: &[Step]) -> Result<(), TestCaseError> {
    let tree = attempt.tree().clone();
    let mut api = scorm::attempt2004::Api2004::new(attempt);
    for step in steps {
        take(&mut api, step, i64::MAX);
        let attempt = api.attempt();
        prop_assert!(attempt.sequencer().state().fits(&tree));
        attempt.offer();
        attempt.footprint();
    }
    let snapshot = api.attempt().snapshot();
    serde_json::to_string(&snapshot).unwrap();
    let (_, saved, shared) = api.attempt().clone().closed();
    open(
        &tree,
        Start {
            saved: Some(saved),
            shared,
            ..start(2)
        },
    );
    Ok(())
}

proptest! {
    #[test]
    fn any_snapshot_is_taken_up(plan in plan(), before in steps(0..6), blows in blows(), after in steps(0..6), asked in request()) {
        let tree = tree(&plan);
        let (attempt, _) = play(&tree, start(1), &before);
        let attempt = Attempt::restore(tree, start(1), struck::<Snapshot>(&attempt.snapshot(), &blows));
        attempt.refusal(&asked);
        go_on(attempt, &after)?;
    }

    #[test]
    fn any_start_is_begun_with(plan in plan(), before in steps(0..6), blows in blows(), after in steps(0..6)) {
        let tree = tree(&plan);
        let (_, saved, shared) = play(&tree, start(1), &before).0.closed();
        let next = Start { saved: Some(saved), shared, ..start(1) };
        go_on(open(&tree, struck(&next, &blows)).attempt().clone(), &after)?;
    }

    #[test]
    fn any_plan_of_any_hand_is_played(plan in plan(), blows in blows(), steps in steps(0..8)) {
        let plan: Plan = struck(&*plan, &blows);
        go_on(open(&tree(&plan), start(1)).attempt().clone(), &steps)?;
    }

    #[test]
    fn any_state_of_another_tree_is_left(one in plan(), other in plan(), steps in steps(0..6), after in steps(0..6)) {
        let attempt = play(&tree(&one), start(1), &steps).0;
        let snapshot = attempt.snapshot();
        let (_, saved, shared) = attempt.closed();
        let other = tree(&other);
        let next = Start { saved: Some(saved), shared, ..start(1) };
        go_on(open(&other, next).attempt().clone(), &after)?;
        go_on(Attempt::restore(other, start(1), snapshot), &after)?;
    }
}
