//! Whatever the element, the phase and the length: a call ends, what is taken is bounded, what is refused changes nothing.
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use proptest::prelude::*;
use proptest::sample::select;
use scorm::cmi2004::{InteractionType, LONG_ACCEPTED, Phase, STORE_ACCEPTED, Session, Snapshot};

use crate::{navigation, running, start};

/// Every element that content may name, `N` being an index.
const ELEMENTS: [&str; 52] = [
    "cmi._version",
    "cmi.comments_from_learner._children",
    "cmi.comments_from_learner._count",
    "cmi.comments_from_learner.N.comment",
    "cmi.comments_from_learner.N.location",
    "cmi.comments_from_learner.N.timestamp",
    "cmi.comments_from_lms.N.comment",
    "cmi.completion_status",
    "cmi.completion_threshold",
    "cmi.credit",
    "cmi.entry",
    "cmi.exit",
    "cmi.interactions.N.id",
    "cmi.interactions.N.type",
    "cmi.interactions.N.objectives._count",
    "cmi.interactions.N.objectives.N.id",
    "cmi.interactions.N.timestamp",
    "cmi.interactions.N.correct_responses._count",
    "cmi.interactions.N.correct_responses.N.pattern",
    "cmi.interactions.N.weighting",
    "cmi.interactions.N.learner_response",
    "cmi.interactions.N.result",
    "cmi.interactions.N.latency",
    "cmi.interactions.N.description",
    "cmi.launch_data",
    "cmi.learner_preference.audio_level",
    "cmi.learner_preference.language",
    "cmi.learner_preference.delivery_speed",
    "cmi.learner_preference.audio_captioning",
    "cmi.location",
    "cmi.max_time_allowed",
    "cmi.objectives.N.id",
    "cmi.objectives.N.score.scaled",
    "cmi.objectives.N.score.raw",
    "cmi.objectives.N.success_status",
    "cmi.objectives.N.completion_status",
    "cmi.objectives.N.progress_measure",
    "cmi.objectives.N.description",
    "cmi.progress_measure",
    "cmi.score.scaled",
    "cmi.score.raw",
    "cmi.score.min",
    "cmi.session_time",
    "cmi.success_status",
    "cmi.suspend_data",
    "cmi.total_time",
    "adl.nav.request",
    "adl.nav.request_valid.continue",
    "adl.nav.request_valid.choice.{target=N}",
    "adl.data.N.id",
    "adl.data.N.store",
    "adl.data.N.zut",
];

/// What values are made of: digits, units, separators, delimiters, letters of one to four bytes.
const PIECES: [&str; 36] = [
    "0",
    "9",
    "-",
    ".",
    "0.",
    "1e9",
    "P",
    "P1Y",
    "PT",
    "1S",
    "2004-01-01T00:00:00.0",
    "[,]",
    "[.]",
    "[:]",
    "a[,]",
    "a[.]b[,]",
    "1[:]2",
    "[",
    "]",
    "{lang=fr}",
    "{lang=",
    "{case_matters=true}",
    "{order_matters=false}",
    "{target=",
    "}choice",
    "}",
    "a",
    "urn:a:",
    "%20",
    "%",
    "#",
    " ",
    "\0",
    "é",
    "e\u{301}",
    "\u{1f600}",
];

/// A few pieces, each repeated: up to millions of digits.
fn value() -> impl Strategy<Value = String> {
    let times = prop_oneof![12 => 0..3_usize, 3 => 0..5_000_usize, 1 => 0..3_000_000_usize];
    let piece = (select(&PIECES[..]), times);
    prop::collection::vec(piece, 1..5).prop_map(|pieces| {
        let repeated =
            |(piece, bytes): (&str, usize)| piece.repeat(if bytes < 3 { bytes } else { bytes / piece.len() });
        pieces.into_iter().map(repeated).collect()
    })
}

fn element() -> impl Strategy<Value = String> {
    let index = || select(vec!["0", "1", "9", "10", "11", "00", "99999999999999999999999"]);
    let named = (select(&ELEMENTS[..]), index(), index())
        .prop_map(|(name, outer, inner)| name.replacen('N', outer, 1).replacen('N', inner, 1));
    let long = (value(), value()).prop_map(|(one, other)| format!("cmi.{one}.{other}"));
    prop_oneof![15 => named, 1 => long]
}

const TYPES: [InteractionType; 10] = [
    InteractionType::TrueFalse,
    InteractionType::Choice,
    InteractionType::FillIn,
    InteractionType::LongFillIn,
    InteractionType::Likert,
    InteractionType::Matching,
    InteractionType::Performance,
    InteractionType::Sequencing,
    InteractionType::Numeric,
    InteractionType::Other,
];

/// A launch with an objective, and an interaction of each type.
fn furnished() -> Session {
    let mut session = running(start());
    session.set("cmi.objectives.0.id", "o").unwrap();
    for (place, kind) in TYPES.into_iter().enumerate() {
        session.set(&format!("cmi.interactions.{place}.id"), "i").unwrap();
        session
            .set(&format!("cmi.interactions.{place}.type"), kind.as_str())
            .unwrap();
    }
    session
}

/// The most bytes that an element takes.
fn most(element: &str) -> usize {
    let stored = ["suspend_data", "store", "learner_response", "pattern"]
        .iter()
        .any(|one| element.ends_with(one));
    let numbered = [
        "scaled",
        "raw",
        "min",
        "measure",
        "weighting",
        "level",
        "speed",
        "result",
    ]
    .iter()
    .any(|one| element.ends_with(one));
    match (stored, numbered) {
        (true, _) => STORE_ACCEPTED,
        (_, true) => 64,
        _ => 4 * LONG_ACCEPTED + 64,
    }
}

proptest! {
    #[test]
    fn any_length_is_bounded(element in element(), value in value()) {
        let mut session = furnished();
        let before = session.snapshot().clone();
        match session.set(&element, &value) {
            Ok(()) => prop_assert!(value.len() <= most(&element) || element.ends_with("time"), "{}: {}", element, value.len()),
            Err(fault) => {
                prop_assert!(session.snapshot() == &before, "{}", element);
                prop_assert!([351, 401, 404, 406, 407, 408].contains(&fault.code.code()), "{} {:?}", element, fault);
            }
        }
        let again = Session::restore(session.start().clone(), session.snapshot().clone());
        prop_assert_eq!(again.weight(), session.weight());
        if let Err(fault) = session.get(&element, &navigation) {
            prop_assert!([301, 401, 403, 405].contains(&fault.code.code()), "{} {:?}", element, fault);
        }
        prop_assert!(session.session_time().is_none_or(|time| time.to_string().len() <= 64));
    }

    #[test]
    fn any_call_out_of_its_phase_is_refused(element in element(), value in value(), over: bool) {
        let mut session = Session::new(start());
        if over {
            session.initialize().unwrap();
            session.terminate().unwrap();
        }
        let (before, read): (Snapshot, _) = (session.snapshot().clone(), session.get(&element, &navigation));
        let codes = [session.set(&element, &value).unwrap_err(), read.unwrap_err(), session.commit().unwrap_err(), session.terminate().unwrap_err()];
        let expected = if over { [133, 123, 143, 113] } else { [132, 122, 142, 112] };
        prop_assert_eq!(codes.map(|fault| fault.code.code()), expected);
        prop_assert_eq!(session.phase(), if over { Phase::Terminated } else { Phase::NotInitialized });
        prop_assert!(session.snapshot() == &before);
    }
}
