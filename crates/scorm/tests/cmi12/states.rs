//! The states of the API, and what a launch comes to.

use scorm::cmi12::{Credit, Entry, ErrorCode, LessonMode, LessonStatus, Start};

use crate::{api, running, start};

#[test]
fn states_of_the_api() {
    let mut api = api(start());
    for _ in 0..2 {
        assert_eq!(
            (
                api.lms_get_value("cmi.core.entry").as_str(),
                api.lms_get_last_error()
            ),
            ("", "301")
        );
        assert_eq!(
            (api.lms_set_value("cmi.comments", "x"), api.lms_get_last_error()),
            ("false", "301")
        );
        assert_eq!((api.lms_commit(""), api.lms_get_last_error()), ("false", "301"));
        assert_eq!((api.lms_finish(""), api.lms_get_last_error()), ("false", "301"));
    }
    assert_eq!(
        (api.lms_initialize("x"), api.lms_get_last_error()),
        ("false", "201")
    );
    assert_eq!((api.lms_initialize(""), api.lms_get_last_error()), ("true", "0"));
    assert_eq!(
        (api.lms_initialize(""), api.lms_get_last_error()),
        ("false", "101")
    );
    assert_eq!((api.lms_commit("x"), api.lms_get_last_error()), ("false", "201"));
    assert_eq!((api.lms_commit(""), api.lms_get_last_error()), ("true", "0"));
    assert_eq!((api.lms_finish("x"), api.lms_get_last_error()), ("false", "201"));
    assert_eq!((api.lms_finish(""), api.lms_get_last_error()), ("true", "0"));
    assert_eq!((api.lms_finish(""), api.lms_get_last_error()), ("false", "301"));
    assert_eq!(
        (api.lms_initialize(""), api.lms_get_last_error()),
        ("false", "101")
    );
    let taken: Vec<u64> = api
        .take_operations()
        .iter()
        .map(|operation| operation.sequence)
        .collect();
    assert_eq!(taken, [1, 2, 3]);
    assert!(api.take_operations().is_empty());
}

#[test]
fn every_code_has_its_string() {
    let api = api(start());
    for error in ErrorCode::ALL {
        assert_eq!(api.lms_get_error_string(error.code()), error.string());
        assert!(!api.lms_get_diagnostic(error.code()).is_empty());
    }
    assert_eq!(api.lms_get_error_string("999"), "");
    assert_eq!(api.lms_get_error_string("403"), "Element is read only.");
}

#[test]
fn status_at_the_end() {
    use LessonStatus::{Browsed, Completed, Failed, Incomplete, NotAttempted, Passed};
    type Case<'a> = (
        Credit,
        LessonMode,
        Option<f64>,
        &'a [(&'a str, &'a str)],
        LessonStatus,
    );
    let (status, raw, exit) = ("cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.exit");
    let cases: &[Case<'_>] = &[
        (Credit::Credit, LessonMode::Normal, None, &[], Completed),
        (
            Credit::Credit,
            LessonMode::Normal,
            None,
            &[(exit, "suspend")],
            Incomplete,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            None,
            &[(status, "incomplete")],
            Incomplete,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            None,
            &[(status, "failed"), (raw, "90")],
            Failed,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            Some(80.0),
            &[(status, "completed"), (raw, "80")],
            Passed,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            Some(80.0),
            &[(status, "passed"), (raw, "79.9")],
            Failed,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            Some(80.0),
            &[(status, "completed")],
            Completed,
        ),
        (
            Credit::Credit,
            LessonMode::Normal,
            Some(80.0),
            &[(raw, "95")],
            Passed,
        ),
        (
            Credit::NoCredit,
            LessonMode::Normal,
            Some(80.0),
            &[(status, "passed"), (raw, "95")],
            NotAttempted,
        ),
        (
            Credit::Credit,
            LessonMode::Browse,
            None,
            &[(status, "completed")],
            Browsed,
        ),
        (
            Credit::NoCredit,
            LessonMode::Review,
            Some(80.0),
            &[(raw, "10")],
            NotAttempted,
        ),
    ];
    for (credit, lesson_mode, mastery_score, writes, expected) in cases {
        let start = Start {
            credit: *credit,
            lesson_mode: *lesson_mode,
            mastery_score: *mastery_score,
            ..start()
        };
        let mut api = running(start);
        for (element, value) in *writes {
            assert_eq!(api.lms_set_value(element, value), "true");
        }
        assert_eq!(api.lms_finish(""), "true");
        assert_eq!(
            api.outcome().lesson_status,
            *expected,
            "{credit:?} {lesson_mode:?} {mastery_score:?} {writes:?}"
        );
    }
}

#[test]
fn entry_follows_exit_and_times_add_up() {
    for (exit, entry) in [
        (Some("suspend"), Entry::Resume),
        (Some("time-out"), Entry::Other),
        (Some("logout"), Entry::Other),
        (Some(""), Entry::Other),
        (None, Entry::Other),
    ] {
        let mut first = running(start());
        first.lms_set_value("cmi.core.session_time", "00:10:00");
        first.lms_set_value("cmi.core.session_time", "00:20:00.25");
        first.lms_set_value("cmi.suspend_data", "here");
        if let Some(exit) = exit {
            assert_eq!(first.lms_set_value("cmi.core.exit", exit), "true");
        }
        assert_eq!(first.lms_get_value("cmi.core.total_time"), "0000:00:00");
        first.lms_finish("");
        let outcome = first.outcome();
        assert_eq!(outcome.next_entry, entry, "{exit:?}");
        assert_eq!(outcome.measured, if exit.is_some() { 5_000 } else { 4_000 });

        let mut second = running(start().again(&outcome));
        assert_eq!(second.lms_get_value("cmi.core.entry"), entry.as_str());
        assert_eq!(second.lms_get_value("cmi.core.total_time"), "0000:20:00.25");
        assert_eq!(second.lms_get_value("cmi.suspend_data"), "here");
        second.lms_set_value("cmi.core.session_time", "00:00:30");
        second.lms_finish("");
        assert_eq!(second.outcome().total_time.to_string(), "0000:20:30.25");
    }
}

#[test]
fn a_launch_cut_before_its_end_is_taken_up() {
    let mut api = running(start());
    api.lms_set_value("cmi.core.session_time", "00:05:00");
    api.lms_set_value("cmi.core.lesson_location", "p4");
    let outcome = api.outcome();
    assert_eq!(outcome.next_entry, Entry::Resume);
    let mut next = running(start().again(&outcome));
    assert_eq!(next.lms_get_value("cmi.core.lesson_location"), "p4");
    assert_eq!(next.lms_get_value("cmi.core.total_time"), "0000:05:00");
}
