//! The log: played again, cut anywhere, sent twice, it comes to one state.

use proptest::prelude::*;
use scorm::attempt2004::Attempt;
use scorm::log::{Act, Answer, Operation};

use crate::any_plan::plan;
use crate::any_steps::{Step, steps};
use crate::{kept, play, start, tree};

proptest! {
    #[test]
    fn any_log_comes_to_the_same_state(plan in plan(), seed: u32, steps in steps(0..12), cut: prop::sample::Index) {
        let tree = tree(&plan);
        let (played, log) = play(&tree, start(seed), &steps);
        prop_assert_eq!(&kept(&log), &log);

        let mut replayed = Attempt::new(tree.clone(), start(seed));
        for operation in &log {
            prop_assert_eq!(replayed.apply(operation), Answer::Accepted);
        }
        prop_assert_eq!(&replayed, &played);
        prop_assert_eq!(&kept(&played.snapshot()), &played.snapshot());

        let (head, tail) = log.split_at(cut.index(log.len() + 1));
        let mut attempt = Attempt::new(tree.clone(), start(seed));
        for operation in head {
            attempt.apply(operation);
        }
        let mut resumed = Attempt::restore(tree, kept(&start(seed)), kept(&attempt.snapshot()));
        prop_assert_eq!(&resumed, &attempt);
        for operation in tail {
            prop_assert_eq!(resumed.apply(operation), Answer::Accepted);
        }
        prop_assert_eq!(resumed.snapshot(), played.snapshot());
        prop_assert_eq!(resumed.offer(), played.offer());
        prop_assert_eq!(resumed.closed(), played.closed());
    }

    #[test]
    fn any_operation_out_of_turn_changes_nothing(plan in plan(), steps in steps(0..12), ahead in 2_u64..9, at: i64) {
        let tree = tree(&plan);
        let (played, log) = play(&tree, start(1), &steps);
        let mut again = played.clone();
        for operation in &log {
            prop_assert_eq!(again.apply(operation), Answer::Duplicate);
        }
        let sequence = played.sequence() + ahead;
        let early = Operation { sequence, at, act: Act::Unload };
        prop_assert_eq!(again.apply(&early), Answer::OutOfOrder { expected: played.sequence() + 1 });
        prop_assert_eq!(again, played);
    }

    #[test]
    fn any_log_is_answered_and_a_refusal_only_takes_its_turn(plan in plan(), steps in steps(0..12), at: i64) {
        let mut attempt = Attempt::new(tree(&plan), start(1));
        for step in steps {
            let Some(act) = act(step) else { continue };
            let before = attempt.snapshot();
            let operation = Operation { sequence: before.sequence + 1, at, act };
            let answer = attempt.apply(&operation);
            let mut after = attempt.snapshot();
            prop_assert_eq!(after.sequence, operation.sequence);
            if let Answer::Refused { code } = answer {
                prop_assert!(code >= 101, "{}", code);
                after.sequence = before.sequence;
                prop_assert_eq!(after, before);
            } else {
                prop_assert_eq!(answer, Answer::Accepted);
            }
        }
    }
}

/// As an operation says it, when it does.
fn act(step: Step) -> Option<Act> {
    use scorm::attempt2004::Called;
    Some(match step {
        Step::Act(act) => act,
        Step::Call(Called::Initialize, ..) => Act::Initialize,
        Step::Call(Called::Terminate, ..) => Act::Finish,
        Step::Call(Called::Commit, ..) => Act::Commit,
        Step::Call(Called::SetValue, element, value) => Act::Set { element, value },
        Step::Call(..) => return None,
    })
}
