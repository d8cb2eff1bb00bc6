//! Anything that a learner, the platform and content may do in a package, in any order, known or not: what is asked for
//! names the activities, and what is said the objectives, of `any_plan`.

use proptest::prelude::*;
use proptest::sample::select;
use scorm::attempt2004::Called;
use scorm::log::Act;
use scorm::navigation::NavigationRequest;

/// Something done, once.
#[derive(Clone, Debug)]
pub enum Step {
    /// By the learner or the platform.
    Act(Act),
    /// By content.
    Call(Called, String, String),
}

/// A visit or so for each of `count`: nothing is possible before `Initialize`, and little happens before content is gone.
pub fn steps(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    let some = prop_oneof![3 => visit(), 2 => step().prop_map(|step| vec![step])];
    prop::collection::vec(some, count).prop_map(|several| several.into_iter().flatten().collect())
}

/// Content opens, says a few things, ends or not, and goes.
fn visit() -> impl Strategy<Value = Vec<Step>> {
    let said = prop::collection::vec(set(), 0..4);
    let ends = any::<bool>().prop_map(|ends| ends.then(|| call(Called::Terminate, "", "")));
    let asked = prop::option::weighted(
        0.8,
        request().prop_map(|request| Step::Act(Act::Navigate(request))),
    );
    (said, ends, asked).prop_map(|(said, ends, asked)| {
        let mut visit = vec![call(Called::Initialize, "", "")];
        visit.extend(said);
        visit.extend(ends);
        visit.extend(asked);
        visit.push(Step::Act(Act::Unload));
        visit
    })
}

fn step() -> impl Strategy<Value = Step> {
    let argument = || prop_oneof![9 => Just(String::new()), 1 => Just("x".to_owned())];
    let ends = select(vec![Called::Initialize, Called::Terminate, Called::Commit]);
    let errors = select(vec![
        Called::GetLastError,
        Called::GetErrorString,
        Called::GetDiagnostic,
    ]);
    let code = select(vec!["", "0", "301", "351", "406", "zut"]);
    prop_oneof![
        4 => request().prop_map(|request| Step::Act(Act::Navigate(request))),
        2 => Just(Step::Act(Act::Unload)),
        2 => (ends, argument()).prop_map(|(function, argument)| Step::Call(function, argument, String::new())),
        3 => set(),
        3 => element().prop_map(|element| Step::Call(Called::GetValue, element, String::new())),
        1 => (errors, code).prop_map(|(function, code)| call(function, code, "")),
    ]
}

fn call(function: Called, first: &str, second: &str) -> Step {
    Step::Call(function, first.to_owned(), second.to_owned())
}

/// Any request, for an activity that is there or not.
pub fn request() -> impl Strategy<Value = NavigationRequest> {
    let plain = select(vec![
        NavigationRequest::Start,
        NavigationRequest::ResumeAll,
        NavigationRequest::Previous,
        NavigationRequest::Exit,
        NavigationRequest::ExitAll,
        NavigationRequest::Abandon,
        NavigationRequest::AbandonAll,
        NavigationRequest::SuspendAll,
    ]);
    prop_oneof![
        4 => Just(NavigationRequest::Continue),
        4 => target().prop_map(NavigationRequest::Choice),
        2 => target().prop_map(NavigationRequest::Jump),
        5 => plain,
    ]
}

fn target() -> impl Strategy<Value = String> {
    prop_oneof![15 => (0_usize..12).prop_map(|place| format!("a{place}")), 1 => ".{0,6}"]
}

/// What content says: mostly what its element takes.
fn set() -> impl Strategy<Value = Step> {
    let said = prop_oneof![select(&SAID[..]), select(&SAID[..5])];
    let right = said.prop_flat_map(|(element, values)| (indexed(element), select(values)));
    let right = right.prop_map(|(element, value)| (element, value.to_owned()));
    let asked = target().prop_flat_map(|target| {
        let value = select(vec![
            format!("{{target={target}}}choice"),
            format!("{{target={target}}}jump"),
        ]);
        (Just("adl.nav.request".to_owned()), value)
    });
    prop_oneof![12 => right, 2 => asked, 2 => (element(), ".{0,12}"), 1 => (element(), "-?[0-9]{0,3}(\\.[0-9]{1,18})?")]
        .prop_map(|(element, value)| call(Called::SetValue, &element, &value))
}

fn element() -> impl Strategy<Value = String> {
    let said = SAID.iter().map(|(element, _)| *element);
    let known: Vec<&str> = said.chain(READ.iter().copied()).collect();
    prop_oneof![8 => select(known).prop_flat_map(indexed), 1 => "(cmi|adl)(\\.[a-z_]{0,8}|\\.[0-9]{1,22}){0,4}"]
}

/// A name whose `N` is an index.
fn indexed(name: &'static str) -> impl Strategy<Value = String> {
    (0_usize..3).prop_map(move |place| name.replace('N', &place.to_string()))
}

/// What content reads alone.
const READ: [&str; 9] = [
    "cmi.entry",
    "cmi.total_time",
    "cmi.objectives._count",
    "cmi.completion_threshold",
    "adl.data.N.id",
    "adl.nav.request_valid.continue",
    "adl.nav.request_valid.previous",
    "adl.nav.request_valid.choice.{target=aN}",
    "adl.nav.request_valid.jump.{target=aN}",
];

/// What content writes; what counts most for others comes first.
const SAID: [(&str, &[&str]); 20] = [
    (
        "cmi.completion_status",
        &["completed", "incomplete", "not attempted", "unknown"],
    ),
    ("cmi.success_status", &["passed", "failed", "unknown"]),
    (
        "cmi.score.scaled",
        &["1", "0.5", "-1", "0.3333333", "0.123456789", "2"],
    ),
    ("cmi.progress_measure", &["0", "0.7", "1"]),
    (
        "cmi.exit",
        &["suspend", "suspend", "normal", "logout", "time-out", ""],
    ),
    ("cmi.score.raw", &["12", "-3.5", "100000000000000000000000000.1"]),
    ("cmi.score.max", &["20"]),
    ("cmi.session_time", &["PT10S", "P1M", "P9999999999Y"]),
    ("cmi.location", &["p2", ""]),
    ("cmi.suspend_data", &["écran 3"]),
    ("cmi.learner_preference.language", &["fr"]),
    ("cmi.objectives.N.id", &["o0", "o1", "x"]),
    (
        "cmi.objectives.N.success_status",
        &["passed", "failed", "unknown"],
    ),
    ("cmi.objectives.N.score.scaled", &["0.25", "1"]),
    ("cmi.objectives.N.completion_status", &["completed", "incomplete"]),
    ("cmi.objectives.N.progress_measure", &["0.5"]),
    ("cmi.interactions.N.id", &["i"]),
    ("cmi.interactions.N.type", &["choice"]),
    ("adl.data.N.store", &["kept", ""]),
    (
        "adl.nav.request",
        &[
            "continue",
            "previous",
            "exit",
            "exitAll",
            "abandon",
            "abandonAll",
            "suspendAll",
            "_none_",
        ],
    ),
];
