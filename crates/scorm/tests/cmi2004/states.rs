//! The states of the API, what a launch begins with, and what the platform reads of it.

use scorm::cmi2004::{
    CompletionStatus, Credit, DataSlot, Entry, ErrorCode, Exit, Fault, Mode, Phase, Session, Snapshot, Start,
    SuccessStatus, Timespan,
};
use scorm::navigation::NavigationRequest;
use scorm::plan::DataMap;

use crate::{check, get, navigation, running, set, start};

#[test]
fn each_call_has_its_state() {
    let code = |answer: Result<(), Fault>| answer.map_or_else(|fault| fault.code.code(), |()| 0);
    let mut session = Session::new(start());
    assert_eq!(get(&session, "cmi.entry"), Err(122));
    assert_eq!(get(&session, ""), Err(122));
    assert_eq!(set(&mut session, "cmi.location", "x"), 132);
    assert_eq!(code(session.commit()), 142);
    assert_eq!(code(session.terminate()), 112);
    assert_eq!(session.phase(), Phase::NotInitialized);

    assert_eq!(code(session.initialize()), 0);
    assert_eq!(code(session.initialize()), 103);
    assert_eq!(code(session.commit()), 0);
    assert_eq!(session.phase(), Phase::Running);

    assert_eq!(code(session.terminate()), 0);
    assert_eq!(session.phase(), Phase::Terminated);
    assert_eq!(get(&session, "cmi.entry"), Err(123));
    assert_eq!(set(&mut session, "cmi.location", "x"), 133);
    assert_eq!(code(session.commit()), 143);
    assert_eq!(code(session.terminate()), 113);
    assert_eq!(code(session.initialize()), 104);
}

#[test]
fn every_code_has_its_string() {
    for error in ErrorCode::ALL {
        let string = error.error_string();
        assert!(!string.is_empty() && string.len() <= 255);
        assert_eq!(ErrorCode::from_code(&error.code().to_string()), Some(error));
    }
    for code in ["", "001", "1444", "00", "x", " 0"] {
        assert_eq!(ErrorCode::from_code(code), None, "{code}");
    }
}

#[test]
fn statuses_follow_thresholds() {
    use CompletionStatus::{Completed, Incomplete, NotAttempted};
    type Case<'a> = (
        Option<f64>,
        &'a [(&'a str, &'a str)],
        CompletionStatus,
        SuccessStatus,
    );
    let (completion, success) = ("cmi.completion_status", "cmi.success_status");
    let (progress, scaled) = ("cmi.progress_measure", "cmi.score.scaled");
    let cases: &[Case<'_>] = &[
        (None, &[], CompletionStatus::Unknown, SuccessStatus::Unknown),
        (
            None,
            &[(completion, "not attempted"), (success, "failed")],
            NotAttempted,
            SuccessStatus::Failed,
        ),
        (
            None,
            &[
                (completion, "completed"),
                (success, "passed"),
                (progress, "0.1"),
                (scaled, "-1"),
            ],
            Completed,
            SuccessStatus::Passed,
        ),
        (
            None,
            &[(progress, "1"), (scaled, "1")],
            CompletionStatus::Unknown,
            SuccessStatus::Unknown,
        ),
        (
            Some(0.6),
            &[(completion, "completed"), (success, "passed")],
            CompletionStatus::Unknown,
            SuccessStatus::Unknown,
        ),
        (
            Some(0.6),
            &[(progress, "0.6"), (scaled, "0.60")],
            Completed,
            SuccessStatus::Passed,
        ),
        (
            Some(0.6),
            &[
                (progress, "0.5"),
                (scaled, "0.5"),
                (completion, "completed"),
                (success, "passed"),
            ],
            Incomplete,
            SuccessStatus::Failed,
        ),
        (
            Some(0.6),
            &[(progress, "0"), (scaled, "-1")],
            Incomplete,
            SuccessStatus::Failed,
        ),
    ];
    for (threshold, writes, completion_status, success_status) in cases {
        let mut session = running(Start {
            completion_threshold: *threshold,
            scaled_passing_score: *threshold,
            ..start()
        });
        for (element, value) in *writes {
            assert_eq!(set(&mut session, element, value), 0);
        }
        assert_eq!(
            session.completion_status(),
            *completion_status,
            "{threshold:?} {writes:?}"
        );
        assert_eq!(
            session.success_status(),
            *success_status,
            "{threshold:?} {writes:?}"
        );
        assert_eq!(
            get(&session, completion).as_deref(),
            Ok(completion_status.as_str())
        );
        assert_eq!(get(&session, success).as_deref(), Ok(success_status.as_str()));
    }
}

#[test]
fn numbers_of_the_manifest_have_one_decimal_at_least() {
    for (number, written) in [
        (1.0, "1.0"),
        (0.0, "0.0"),
        (-0.5, "-0.5"),
        (0.8, "0.8"),
        (0.0001, "0.0001"),
    ] {
        let session = running(Start {
            scaled_passing_score: Some(number),
            completion_threshold: Some(number),
            ..start()
        });
        assert_eq!(get(&session, "cmi.scaled_passing_score").as_deref(), Ok(written));
        assert_eq!(get(&session, "cmi.completion_threshold").as_deref(), Ok(written));
    }
}

#[test]
fn credit_is_for_the_normal_mode() {
    for (credit, mode, counts) in [
        (Credit::Credit, Mode::Normal, "credit"),
        (Credit::NoCredit, Mode::Normal, "no-credit"),
        (Credit::Credit, Mode::Browse, "no-credit"),
        (Credit::Credit, Mode::Review, "no-credit"),
    ] {
        let session = running(Start {
            credit,
            mode,
            ..start()
        });
        assert_eq!(get(&session, "cmi.credit").as_deref(), Ok(counts));
        assert_eq!(get(&session, "cmi.mode").as_deref(), Ok(mode.as_str()));
    }
}

#[test]
fn what_sequencing_needs() {
    let mut session = running(start());
    assert_eq!(
        (
            session.exit(),
            session.navigation_request(),
            session.session_time()
        ),
        (Exit::Undetermined, None, None)
    );
    check(
        &mut session,
        &[
            ("cmi.exit", "suspend", 0),
            ("cmi.score.scaled", "0.50", 0),
            ("cmi.score.raw", "12", 0),
            ("cmi.progress_measure", "0.25", 0),
            ("cmi.session_time", "PT90S", 0),
            ("adl.nav.request", "{target=next}choice", 0),
            ("cmi.objectives.0.id", "o", 0),
            ("cmi.objectives.0.score.scaled", "-1", 0),
            ("cmi.objectives.0.progress_measure", "1", 0),
            ("adl.data.0.store", "mine", 0),
            ("adl.data.2.store", "yours", 0),
        ],
    );
    session.terminate().unwrap();
    assert_eq!(session.exit(), Exit::Suspend);
    assert_eq!(session.scaled(), Some(0.5));
    assert_eq!(session.values().score.raw(), Some(12.0));
    assert_eq!(session.values().score.max(), None);
    assert_eq!(session.progress_measure(), Some(0.25));
    assert_eq!(session.session_time().map(Timespan::centiseconds), Some(9_000));
    assert_eq!(
        session.navigation_request(),
        Some(NavigationRequest::Choice("next".to_owned()))
    );
    assert_eq!(session.objectives()[0].score.scaled(), Some(-1.0));
    assert_eq!(session.objectives()[0].progress_measure(), Some(1.0));
    let stores: Vec<_> = session
        .stores()
        .map(|(slot, store)| (slot.id.as_str(), store))
        .collect();
    assert_eq!(
        stores,
        [("both", Some("mine")), ("read", None), ("write", Some("yours"))]
    );
}

#[test]
fn a_suspended_attempt_is_taken_up_again() {
    let mut first = running(start());
    check(
        &mut first,
        &[
            ("cmi.suspend_data", "here", 0),
            ("cmi.session_time", "PT1H59M20S", 0),
            ("cmi.exit", "suspend", 0),
            ("adl.nav.request", "suspendAll", 0),
            ("adl.data.0.store", "mine", 0),
        ],
    );
    first.terminate().unwrap();
    let data = vec![DataSlot::new(
        &DataMap {
            target: "both".to_owned(),
            read: true,
            write: false,
        },
        Some("changed by another".to_owned()),
    )];
    let mut second = running(Start {
        entry: Entry::Resume,
        total_time: first.total_time(),
        values: first.values().clone(),
        data,
        ..start()
    });
    for (element, value) in [
        ("cmi.entry", "resume"),
        ("cmi.suspend_data", "here"),
        ("cmi.total_time", "PT1H59M20S"),
        ("adl.nav.request", "_none_"),
        ("adl.data._count", "1"),
        ("adl.data.0.store", "changed by another"),
    ] {
        assert_eq!(get(&second, element).as_deref(), Ok(value), "{element}");
    }
    assert_eq!((second.exit(), second.session_time()), (Exit::Undetermined, None));
    check(
        &mut second,
        &[("cmi.session_time", "PT1M", 0), ("adl.data.0.store", "x", 404)],
    );
    assert_eq!(get(&second, "cmi.total_time").as_deref(), Ok("PT1H59M20S"));
    assert_eq!(second.total_time().to_string(), "PT2H20S");
}

#[test]
fn a_launch_goes_on_from_its_snapshot() {
    let mut session = running(start());
    check(
        &mut session,
        &[
            ("cmi.location", "3", 0),
            ("adl.data.0.store", "mine", 0),
            ("cmi.exit", "logout", 0),
        ],
    );
    let json = serde_json::to_string(session.snapshot()).unwrap();
    let snapshot: Snapshot = serde_json::from_str(&json).unwrap();
    let mut again = Session::restore(start(), snapshot);
    assert_eq!(again, session);
    assert_eq!(again.weight(), session.weight());
    assert_eq!(again.exit(), Exit::Logout);
    assert_eq!(again.get("adl.data.0.store", &navigation).as_deref(), Ok("mine"));
    again.terminate().unwrap();
}

#[test]
fn a_start_is_json_and_back() {
    let json = serde_json::to_string(&start()).unwrap();
    assert_eq!(serde_json::from_str::<Start>(&json).unwrap(), start());
    assert_eq!(serde_json::from_str::<Start>("{}").unwrap(), Start::default());
}
