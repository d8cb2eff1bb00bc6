//! The engine compiled for the browser answers, and leaves, what the native one does: any calls, any values.

#![expect(clippy::unwrap_used, reason = "a test that can't go on stops")]

#[path = "../../scorm/tests/shared/any_plan.rs"]
mod any_plan;
#[path = "../../scorm/tests/shared/any_steps.rs"]
mod any_steps;

use std::cell::RefCell;
use std::path::PathBuf;

use proptest::prelude::*;
use scorm::attempt2004::Start;
use scorm_browser::Engine;
use serde_json::{Value, json};
use wasmi::{Instance, Linker, Memory, Module, Store};

use any_steps::Step;

/// The engine that browsers are served.
struct Browser {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
}

impl Browser {
    fn new() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/engine/scorm.wasm");
        let bytes =
            std::fs::read(&path).unwrap_or_else(|_| panic!("{} is missing: run `make web`", path.display()));
        let engine = wasmi::Engine::default();
        let module = Module::new(&engine, &bytes[..]).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine)
            .instantiate_and_start(&mut store, &module)
            .unwrap();
        let memory = instance.get_memory(&store, "memory").unwrap();
        Self {
            store,
            instance,
            memory,
        }
    }

    fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let room = self
            .instance
            .get_typed_func::<i32, i32>(&self.store, "room")
            .unwrap();
        let at = room
            .call(&mut self.store, i32::try_from(request.len()).unwrap())
            .unwrap();
        self.memory
            .write(&mut self.store, usize::try_from(at).unwrap(), request)
            .unwrap();
        let call = |browser: &mut Self, name: &str| {
            let function = browser
                .instance
                .get_typed_func::<(), i32>(&browser.store, name)
                .unwrap();
            usize::try_from(function.call(&mut browser.store, ()).unwrap()).unwrap()
        };
        let bytes = call(self, "ask");
        let at = call(self, "answer");
        let mut answer = vec![0; bytes];
        self.memory.read(&self.store, at, &mut answer).unwrap();
        answer
    }
}

fn start() -> Value {
    serde_json::to_value(scorm::cmi12::Start::default()).unwrap()
}

/// Elements of the model and names that aren't, with an index or two.
fn element() -> impl Strategy<Value = String> {
    let known = [
        "cmi.core.lesson_status",
        "cmi.core.lesson_location",
        "cmi.core.score.raw",
        "cmi.core.score.max",
        "cmi.core.exit",
        "cmi.core.session_time",
        "cmi.core.entry",
        "cmi.core._children",
        "cmi.suspend_data",
        "cmi.comments",
        "cmi.objectives._count",
        "cmi.objectives.#.id",
        "cmi.objectives.#.score.raw",
        "cmi.interactions.#.id",
        "cmi.interactions.#.type",
        "cmi.interactions.#.objectives.#.id",
        "cmi.interactions.#.correct_responses.#.pattern",
        "cmi.student_preference.audio",
        "cmi.nowhere",
        "",
    ];
    (prop::sample::select(known.to_vec()), 0_usize..3)
        .prop_map(|(name, at)| name.replace('#', &at.to_string()))
}

fn value() -> impl Strategy<Value = String> {
    let words = [
        "completed",
        "passed",
        "80",
        "-3",
        "100.5",
        "0001:02:03.4",
        "suspend",
        "choice",
        "a",
        "true",
    ];
    prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

fn call() -> impl Strategy<Value = (&'static str, Vec<String>)> {
    prop_oneof![
        1 => Just(("LMSInitialize", vec![String::new()])),
        1 => Just(("LMSFinish", vec![String::new()])),
        1 => value().prop_map(|given| ("LMSCommit", vec![given])),
        6 => (element(), value()).prop_map(|(name, given)| ("LMSSetValue", vec![name, given])),
        4 => element().prop_map(|name| ("LMSGetValue", vec![name])),
        1 => Just(("LMSGetLastError", vec![])),
        1 => value().prop_map(|given| ("LMSGetErrorString", vec![given])),
        1 => value().prop_map(|given| ("LMSGetDiagnostic", vec![given])),
    ]
}

/// What the shell asks for a step in a package of SCORM 2004.
fn asked(step: &Step, at: i64) -> Value {
    match step {
        Step::Act(act) => json!({ "act": { "at": at, "what": act } }),
        Step::Call(function, first, second) => {
            json!({ "call": { "name": format!("{function:?}"), "at": at, "arguments": [first, second] } })
        }
    }
}

thread_local! {
    /// Compiling the module takes longer than what is asked of it: one serves all cases, each of which begins anew.
    static BROWSER: RefCell<Browser> = RefCell::new(Browser::new());
}

/// What the native engine and the compiled one answer.
fn both(native: &mut Engine, request: &[u8]) -> (String, String) {
    let (here, there) = (
        native.ask(request),
        BROWSER.with_borrow_mut(|browser| browser.ask(request)),
    );
    (
        String::from_utf8(here).unwrap(),
        String::from_utf8(there).unwrap(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_calls_come_to_the_same(calls in prop::collection::vec(call(), 1..60), garbage in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut native = Engine::default();
        let begin = json!({ "launch": start() });
        let first = ("LMSInitialize", vec![String::new()]);
        let calls = std::iter::once(first).chain(calls).zip(1..).map(|((name, arguments), place)| {
            json!({ "call": { "name": name, "at": 1_795_000_000_000_i64 + 250 * place, "arguments": arguments } })
        });
        for request in std::iter::once(begin).chain(calls) {
            let (here, there) = both(&mut native, &serde_json::to_vec(&request).unwrap());
            prop_assert_eq!(here, there);
        }
        let (here, there) = both(&mut native, &garbage);
        prop_assert_eq!(here, there);
    }

    #[test]
    fn any_steps_in_a_package_come_to_the_same(
        plan in prop_oneof![any_plan::plan(), any_plan::open_plan()],
        seed: u32,
        steps in any_steps::steps(0..6),
    ) {
        let mut native = Engine::default();
        let start = Start { seed, learner_id: "1".to_owned(), ..Start::default() };
        let open = json!({ "open": { "plan": &*plan, "start": start, "at": 1_795_000_000_000_i64 } });
        let steps = steps.iter().zip(1..).map(|(step, place)| asked(step, 1_795_000_000_000_i64 + 250 * place));
        for request in std::iter::once(open).chain(steps) {
            let (here, there) = both(&mut native, &serde_json::to_vec(&request).unwrap());
            prop_assert!(!here.contains("\"fault\":"), "{}", here);
            prop_assert_eq!(here, there);
        }
    }
}

#[test]
fn a_call_is_answered_and_leaves_its_operation() {
    let mut browser = Browser::new();
    let mut say = |request: Value| -> Value {
        serde_json::from_slice(&browser.ask(&serde_json::to_vec(&request).unwrap())).unwrap()
    };
    let early = say(json!({ "call": { "name": "LMSInitialize", "at": 1, "arguments": [""] } }));
    assert_eq!(early["fault"], "no launch");
    say(json!({ "launch": start() }));
    say(json!({ "call": { "name": "LMSInitialize", "at": 1, "arguments": [""] } }));
    let set = say(
        json!({ "call": { "name": "LMSSetValue", "at": 5, "arguments": ["cmi.suspend_data", "écran 3"] } }),
    );
    assert_eq!(
        set,
        json!({ "value": "true", "operations": [{ "sequence": 2, "at": 5, "act": "set", "element": "cmi.suspend_data", "value": "écran 3" }] })
    );
    let got = say(json!({ "call": { "name": "LMSGetValue", "at": 6, "arguments": ["cmi.suspend_data"] } }));
    assert_eq!(got, json!({ "value": "écran 3", "operations": [] }));
}
