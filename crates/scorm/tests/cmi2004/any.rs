//! Whatever is called: no panic, a refusal changes nothing, what is taken reads back, snapshots are JSON and back.

use proptest::prelude::*;
use scorm::cmi2004::{ErrorCode, Session, Snapshot, Start};

use crate::{navigation, start};

fn element() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "cmi.comments_from_learner.N.comment",
        "cmi.comments_from_learner.N.timestamp",
        "cmi.completion_status",
        "cmi.success_status",
        "cmi.exit",
        "cmi.session_time",
        "cmi.location",
        "cmi.suspend_data",
        "cmi.progress_measure",
        "cmi.score.scaled",
        "cmi.score.raw",
        "cmi.learner_preference.language",
        "cmi.learner_preference.audio_level",
        "cmi.objectives.N.id",
        "cmi.objectives.N.success_status",
        "cmi.objectives.N.completion_status",
        "cmi.objectives.N.score.scaled",
        "cmi.objectives._count",
        "cmi.interactions.N.id",
        "cmi.interactions.N.id",
        "cmi.interactions.N.type",
        "cmi.interactions.N.type",
        "cmi.interactions.N.learner_response",
        "cmi.interactions.N.correct_responses.N.pattern",
        "cmi.interactions.N.objectives.N.id",
        "cmi.interactions.N.result",
        "cmi.interactions.N.latency",
        "adl.nav.request",
        "adl.nav.request_valid.choice.{target=N}",
        "adl.data.N.store",
        "adl.data.N.id",
    ]);
    prop_oneof![
        12 => (known, 0_usize..3, 0_usize..3)
            .prop_map(|(name, outer, inner)| name.replacen('N', &outer.to_string(), 1).replacen('N', &inner.to_string(), 1)),
        1 => ".{0,20}",
        1 => "(cmi|adl)(\\.[a-z_]{0,8}|\\.[0-9]{1,22}|\\.\\{target=.{0,4}\\}?){0,5}",
    ]
}

fn value() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "completed",
        "passed",
        "unknown",
        "suspend",
        "0",
        "0.5",
        "-1",
        "100",
        "PT1H",
        "2004-01-01",
        "choice",
        "fill-in",
        "performance",
        "numeric",
        "sequencing",
        "true",
        "a",
        "b",
        "a[,]b",
        "b[,]a",
        "a[.]b",
        "1[:]2",
        "{lang=fr}a",
        "{case_matters=true}a",
        "{order_matters=true}a[.]b",
        "correct",
        "continue",
        "{target=a}jump",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,40}", 1 => "[\\[\\]\\{\\}=,.:a-z0-9é%#-]{0,30}"]
}

fn begin() -> impl Strategy<Value = Start> {
    (prop::option::of(0.0..=1.0), prop::option::of(-1.0..=1.0)).prop_map(
        |(completion_threshold, scaled_passing_score)| Start {
            completion_threshold,
            scaled_passing_score,
            ..start()
        },
    )
}

/// Whether what content writes there is what it reads: not what is evaluated, write-only, or emptied.
fn reads_back(element: &str, value: &str) -> bool {
    let evaluated = [
        "cmi.completion_status",
        "cmi.success_status",
        "cmi.exit",
        "cmi.session_time",
    ]
    .contains(&element);
    let hidden = element == "adl.data.2.store" || element.starts_with("adl.data.") && value.is_empty();
    !evaluated && !hidden
}

proptest! {
    #[test]
    fn any_calls(start in begin(), calls in prop::collection::vec((element(), value()), 0..80), cut in 0_usize..80) {
        let mut session = Session::new(start.clone());
        session.initialize().unwrap();
        for (place, (element, value)) in calls.iter().enumerate() {
            let before = session.snapshot().clone();
            match session.set(element, value) {
                Ok(()) if reads_back(element, value) => {
                    let read = session.get(element, &navigation);
                    prop_assert_eq!(read.as_ref(), Ok(value), "{}", element);
                }
                Ok(()) => {}
                Err(fault) => {
                    prop_assert_eq!(session.snapshot(), &before, "{} = {}", element, value);
                    prop_assert!(!fault.why.is_empty() && fault.why.len() <= 255);
                    prop_assert_ne!(fault.code, ErrorCode::NoError);
                }
            }
            if let Err(fault) = session.get(element, &navigation) {
                prop_assert!([301, 401, 403, 405].contains(&fault.code.code()), "{}", element);
            }
            if place == cut {
                let json = serde_json::to_string(session.snapshot()).unwrap();
                let snapshot: Snapshot = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(&snapshot, session.snapshot());
                let again = Session::restore(start.clone(), snapshot);
                prop_assert_eq!(again.weight(), session.weight());
                prop_assert_eq!(&again, &session);
                session = again;
            }
        }
        session.terminate().unwrap();
        prop_assert_eq!(session.values().progress_measure.is_some(), session.progress_measure().is_some());
        prop_assert_eq!(session.values().score.scaled.is_some(), session.scaled().is_some());
        prop_assert_eq!(session.values().session_time.is_some(), session.session_time().is_some());
    }
}
