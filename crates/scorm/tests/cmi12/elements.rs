//! Element by element: what is read, what is written, what is refused and why.

use scorm::cmi12::SUSPEND_DATA_ACCEPTED;

use crate::{running, start};

#[test]
fn reads_of_a_first_launch() {
    let mut api = running(start());
    for (element, value) in [
        ("cmi._version", "3.4"),
        ("cmi.core.student_id", "a1b2"),
        ("cmi.core.student_name", "Martin, Monique"),
        ("cmi.core.lesson_location", ""),
        ("cmi.core.credit", "credit"),
        ("cmi.core.lesson_status", "not attempted"),
        ("cmi.core.entry", "ab-initio"),
        ("cmi.core.score._children", "raw,min,max"),
        ("cmi.core.score.raw", ""),
        ("cmi.core.total_time", "0000:00:00"),
        ("cmi.core.lesson_mode", "normal"),
        ("cmi.suspend_data", ""),
        ("cmi.launch_data", "theme=1"),
        ("cmi.comments", ""),
        ("cmi.comments_from_lms", "Bienvenue"),
        ("cmi.objectives._children", "id,score,status"),
        ("cmi.objectives._count", "0"),
        (
            "cmi.student_data._children",
            "mastery_score,max_time_allowed,time_limit_action",
        ),
        ("cmi.student_data.mastery_score", "80"),
        ("cmi.student_data.max_time_allowed", "0001:00:00"),
        ("cmi.student_data.time_limit_action", "exit,message"),
        ("cmi.student_preference._children", "audio,language,speed,text"),
        ("cmi.interactions._count", "0"),
    ] {
        assert_eq!(api.lms_get_value(element), value, "{element}");
        assert_eq!(api.lms_get_last_error(), "0", "{element}");
    }
    assert!(
        api.lms_get_value("cmi.core._children")
            .ends_with("exit,session_time")
    );
}

#[test]
fn errors_of_reads() {
    let mut api = running(start());
    for (element, code) in [
        ("", "201"),
        ("cmi", "201"),
        ("cmi.core", "201"),
        ("cmi.core.bogus", "201"),
        ("cmi.core.student_id.more", "201"),
        ("cmi.bogus", "401"),
        ("cmi.bogus.x", "401"),
        ("adl.nav.request", "401"),
        ("cmi.completion_status", "401"),
        ("cmi.core.student_id._children", "202"),
        ("cmi.core._count", "203"),
        ("cmi.core.lesson_status._count", "203"),
        ("cmi.core.exit", "404"),
        ("cmi.core.session_time", "404"),
        ("cmi.interactions.0.id", "404"),
        ("cmi.interactions.0.student_response", "404"),
        ("cmi.objectives.0.id", "201"),
        ("cmi.objectives.-1.id", "201"),
        ("cmi.objectives.00.id", "201"),
        ("cmi.objectives.x.id", "201"),
        ("cmi.objectives.99999999999999999999.id", "201"),
        ("cmi.interactions.0.objectives._count", "201"),
        ("CMI.core.student_id", "401"),
    ] {
        assert_eq!(api.lms_get_value(element), "", "{element}");
        assert_eq!(api.lms_get_last_error(), code, "{element}");
        assert!(!api.lms_get_diagnostic("").is_empty(), "{element}");
    }
}

#[test]
fn writes_by_element() {
    let long = "x".repeat(5_000);
    let mut api = running(start());
    for (element, value, code) in [
        ("cmi.core.student_id", "x", "403"),
        ("cmi.core.total_time", "00:00:01", "403"),
        ("cmi.launch_data", "x", "403"),
        ("cmi.student_data.mastery_score", "1", "403"),
        ("cmi.comments_from_lms", "x", "403"),
        ("cmi.core._children", "x", "402"),
        ("cmi.objectives._count", "1", "402"),
        ("cmi._version", "4", "402"),
        ("cmi.bogus.x", "1", "401"),
        ("cmi.core.bogus", "1", "201"),
        ("cmi.core.lesson_location", "page 3 é", "0"),
        ("cmi.core.lesson_location", &long, "405"),
        ("cmi.core.lesson_status", "completed", "0"),
        ("cmi.core.lesson_status", "Completed", "405"),
        ("cmi.core.lesson_status", "not attempted", "405"),
        ("cmi.core.lesson_status", "", "405"),
        ("cmi.core.score.raw", "85.5", "0"),
        ("cmi.core.score.raw", "", "0"),
        ("cmi.core.score.raw", "100.01", "405"),
        ("cmi.core.score.raw", "-1", "405"),
        ("cmi.core.score.raw", "1e1", "405"),
        ("cmi.core.score.raw", "NaN", "405"),
        ("cmi.core.score.min", "0", "0"),
        ("cmi.core.score.max", "100", "0"),
        ("cmi.core.exit", "suspend", "0"),
        ("cmi.core.exit", "normal", "405"),
        ("cmi.core.session_time", "00:10:00.5", "0"),
        ("cmi.core.session_time", "10 minutes", "405"),
        ("cmi.comments", "bien", "0"),
        ("cmi.student_preference.audio", "-1", "0"),
        ("cmi.student_preference.audio", "101", "405"),
        ("cmi.student_preference.speed", "-100", "0"),
        ("cmi.student_preference.speed", "1.5", "405"),
        ("cmi.student_preference.text", "1", "0"),
        ("cmi.student_preference.text", "2", "405"),
        ("cmi.student_preference.language", "français", "0"),
        ("cmi.objectives.1.id", "b", "201"),
        ("cmi.objectives.0.id", "a b", "405"),
        ("cmi.objectives.0.id", "", "405"),
        ("cmi.objectives.0.id", "obj-1", "0"),
        ("cmi.objectives.0.status", "not attempted", "0"),
        ("cmi.objectives.0.score.raw", "50", "0"),
        ("cmi.objectives.1.status", "passed", "0"),
        ("cmi.interactions.0.id", "q1", "0"),
        ("cmi.interactions.0.type", "choice", "0"),
        ("cmi.interactions.0.type", "essay", "405"),
        ("cmi.interactions.0.student_response", "a,b", "0"),
        ("cmi.interactions.0.student_response", "abc", "405"),
        ("cmi.interactions.0.correct_responses.1.pattern", "a", "201"),
        ("cmi.interactions.0.correct_responses.0.pattern", "{a,c}", "0"),
        ("cmi.interactions.0.objectives.0.id", "obj-1", "0"),
        ("cmi.interactions.0.result", "wrong", "0"),
        ("cmi.interactions.0.result", "0.5", "0"),
        ("cmi.interactions.0.result", "false", "405"),
        ("cmi.interactions.0.time", "23:59:59.99", "0"),
        ("cmi.interactions.0.time", "24:00:00", "405"),
        ("cmi.interactions.0.time", "٠٠:00:00", "405"),
        ("cmi.interactions.0.weighting", "-2.5", "0"),
        ("cmi.interactions.0.latency", "00:00:05", "0"),
        ("cmi.interactions.2.id", "q3", "201"),
    ] {
        let answer = if code == "0" { "true" } else { "false" };
        assert_eq!(api.lms_set_value(element, value), answer, "{element} = {value}");
        assert_eq!(api.lms_get_last_error(), code, "{element} = {value}");
    }
    for (element, value) in [
        ("cmi.objectives._count", "2"),
        ("cmi.objectives.0.id", "obj-1"),
        ("cmi.objectives.1.status", "passed"),
        ("cmi.objectives.1.id", ""),
        ("cmi.interactions._count", "1"),
        ("cmi.interactions.0.correct_responses._count", "1"),
        ("cmi.interactions.0.objectives._count", "1"),
        ("cmi.core.lesson_location", "page 3 é"),
    ] {
        assert_eq!(api.lms_get_value(element), value, "{element}");
    }
}

#[test]
fn suspend_data_is_refused_whole_beyond_what_is_accepted() {
    let mut api = running(start());
    assert_eq!(api.lms_set_value("cmi.suspend_data", "kept"), "true");
    assert_eq!(
        api.lms_set_value("cmi.suspend_data", &"x".repeat(SUSPEND_DATA_ACCEPTED + 1)),
        "false"
    );
    assert_eq!(api.lms_get_last_error(), "405");
    assert_eq!(
        api.lms_set_value("cmi.suspend_data", &"x".repeat(10 << 20)),
        "false"
    );
    assert_eq!(api.lms_get_value("cmi.suspend_data"), "kept");
    assert_eq!(
        api.lms_set_value("cmi.suspend_data", &"x".repeat(SUSPEND_DATA_ACCEPTED)),
        "true"
    );
    assert_eq!(api.lms_get_value("cmi.suspend_data").len(), SUSPEND_DATA_ACCEPTED);
}

#[test]
fn an_attempt_holds_a_bounded_total() {
    let mut api = running(start());
    let text = "x".repeat(4_000);
    let refused = (0..10_000)
        .find(|n| api.lms_set_value(&format!("cmi.interactions.{n}.student_response"), &text) == "false");
    assert!(
        refused.is_some_and(|n| (2_000..2_200).contains(&n)),
        "{refused:?}"
    );
    assert_eq!(api.lms_get_last_error(), "101");
}
