//! The log: whatever is called, playing again what was accepted gives the same state, cut anywhere.

use proptest::prelude::*;
use scorm::cmi12::{Api12, Credit, LessonMode, Snapshot, Start, replay, replay_from};
use scorm::log::{Act, Answer, Operation};

#[derive(Clone, Debug)]
enum Call {
    Initialize(String),
    Get(String),
    Set(String, String),
    Commit(String),
    Finish(String),
}

fn element() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "cmi.core.lesson_location",
        "cmi.core.lesson_status",
        "cmi.core.score.raw",
        "cmi.core.exit",
        "cmi.core.session_time",
        "cmi.core.student_id",
        "cmi.core._children",
        "cmi.suspend_data",
        "cmi.comments",
        "cmi.objectives.N.id",
        "cmi.objectives.N.status",
        "cmi.objectives.N.score.raw",
        "cmi.objectives._count",
        "cmi.interactions.N.id",
        "cmi.interactions.N.type",
        "cmi.interactions.N.student_response",
        "cmi.interactions.N.correct_responses.N.pattern",
        "cmi.interactions.N.objectives.N.id",
        "cmi.interactions.N.result",
        "cmi.student_preference.audio",
    ]);
    prop_oneof![
        9 => (known, 0_usize..4).prop_map(|(name, n)| name.replace('N', &n.to_string())),
        1 => ".{0,20}",
        1 => "cmi(\\.[a-z_]{0,6}|\\.[0-9]{1,22}){0,5}",
    ]
}

fn value() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "completed",
        "incomplete",
        "passed",
        "not attempted",
        "suspend",
        "time-out",
        "0",
        "85.5",
        "100",
        "-1",
        "00:10:00",
        "0001:02:03.4",
        "choice",
        "numeric",
        "a,b",
        "id-1",
        "correct",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => ".{0,40}"]
}

fn call() -> impl Strategy<Value = Call> {
    let argument = || prop_oneof![9 => Just(String::new()), 1 => Just("x".to_owned())];
    prop_oneof![
        1 => argument().prop_map(Call::Initialize),
        3 => element().prop_map(Call::Get),
        20 => (element(), value()).prop_map(|(element, value)| Call::Set(element, value)),
        2 => argument().prop_map(Call::Commit),
        1 => argument().prop_map(Call::Finish),
    ]
}

fn start() -> impl Strategy<Value = Start> {
    let credit = prop_oneof![3 => Just(Credit::Credit), 1 => Just(Credit::NoCredit)];
    let mode = prop_oneof![3 => Just(LessonMode::Normal), 1 => Just(LessonMode::Browse), 1 => Just(LessonMode::Review)];
    (credit, mode, prop::option::of(0.0..=100.0)).prop_map(|(credit, lesson_mode, mastery_score)| Start {
        credit,
        lesson_mode,
        mastery_score,
        ..Start::default()
    })
}

fn play(start: &Start, calls: &[Call]) -> (Snapshot, Vec<Operation>) {
    let mut now = 0;
    let mut api = Api12::new(start.clone(), move || {
        now += 7;
        now
    });
    api.lms_initialize("");
    for call in calls {
        match call {
            Call::Initialize(argument) => drop(api.lms_initialize(argument)),
            Call::Get(element) => drop(api.lms_get_value(element)),
            Call::Set(element, value) => drop(api.lms_set_value(element, value)),
            Call::Commit(argument) => drop(api.lms_commit(argument)),
            Call::Finish(argument) => drop(api.lms_finish(argument)),
        }
        assert!(api.lms_get_diagnostic("").len() <= 255);
    }
    let operations = api.take_operations();
    (api.snapshot().clone(), operations)
}

proptest! {
    #[test]
    fn any_log_comes_to_the_same_state(start in start(), calls in prop::collection::vec(call(), 0..60), cut in 0.0..=1.0_f64) {
        let (snapshot, operations) = play(&start, &calls);
        let whole = replay(start.clone(), &operations);
        prop_assert_eq!(&whole.snapshot, &snapshot);
        prop_assert!(whole.answers.iter().all(|(_, answer)| *answer == Answer::Accepted));

        let at = (operations.len() as f64 * cut) as usize;
        let (head, tail) = operations.split_at(at.min(operations.len()));
        let kept = serde_json::to_string(&replay(start.clone(), head).snapshot).unwrap();
        let kept: Snapshot = serde_json::from_str(&kept).unwrap();
        let resumed = replay_from(start.clone(), kept, tail);
        prop_assert_eq!(&resumed.snapshot, &whole.snapshot);
        prop_assert_eq!(&resumed.outcome, &whole.outcome);

        let mut shuffled = operations.clone();
        shuffled.reverse();
        shuffled.extend(operations.iter().cloned());
        let shuffled = replay(start, &shuffled);
        prop_assert_eq!(&shuffled.snapshot, &whole.snapshot);

        let text = serde_json::to_string(&operations).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Operation>>(&text).unwrap(), operations);
    }

    #[test]
    fn any_log_is_answered(start in start(), log in prop::collection::vec((0_u64..12, any::<i64>(), element(), value()), 0..40)) {
        let operations: Vec<Operation> = log
            .into_iter()
            .map(|(sequence, at, element, value)| {
                let act = match sequence { 1 => Act::Initialize, 9 => Act::Finish, _ => Act::Set { element, value } };
                Operation { sequence, at, act }
            })
            .collect();
        let replayed = replay(start, &operations);
        prop_assert_eq!(replayed.answers.len(), operations.len());
    }
}

fn operation(sequence: u64, act: Act) -> Operation {
    Operation { sequence, at: 0, act }
}

fn set(element: &str, value: &str) -> Act {
    Act::Set {
        element: element.into(),
        value: value.into(),
    }
}

#[test]
fn answers_of_a_disturbed_log() {
    let log = [
        operation(1, Act::Initialize),
        operation(3, set("cmi.core.score.raw", "500")),
        operation(2, set("cmi.comments", "un")),
        operation(2, set("cmi.comments", "deux")),
        operation(4, Act::Finish),
        operation(5, set("cmi.comments", "trop tard")),
        operation(4, Act::Finish),
    ];
    let replayed = replay(Start::default(), &log);
    let refused = Answer::Refused { code: 405 };
    assert_eq!(
        replayed.answers,
        [
            (1, Answer::Accepted),
            (2, Answer::Accepted),
            (2, Answer::Duplicate),
            (3, refused),
            (4, Answer::Accepted),
            (4, Answer::Duplicate),
            (5, Answer::AfterFinish),
        ]
    );
    assert_eq!(replayed.outcome.values.comments, "un");

    let gap = replay(
        Start::default(),
        &[operation(1, Act::Initialize), operation(3, Act::Finish)],
    );
    assert_eq!(
        gap.answers,
        [(1, Answer::Accepted), (3, Answer::OutOfOrder { expected: 2 })]
    );
    assert_eq!(gap.snapshot.sequence, 1);
}
