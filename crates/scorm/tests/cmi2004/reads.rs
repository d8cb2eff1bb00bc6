//! What is read, of a first launch, and what is refused.

use crate::{get, running, start};

#[test]
fn reads_of_a_first_launch() {
    let session = running(start());
    for (element, value) in [
        ("cmi._version", "1.0"),
        (
            "cmi.comments_from_learner._children",
            "comment,location,timestamp",
        ),
        ("cmi.comments_from_learner._count", "0"),
        ("cmi.comments_from_lms._children", "comment,location,timestamp"),
        ("cmi.comments_from_lms._count", "1"),
        ("cmi.comments_from_lms.0.comment", "{lang=fr}Bienvenue"),
        ("cmi.comments_from_lms.0.timestamp", "2024-01-02"),
        ("cmi.completion_status", "unknown"),
        ("cmi.credit", "credit"),
        ("cmi.entry", "ab-initio"),
        (
            "cmi.interactions._children",
            "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
        ),
        ("cmi.interactions._count", "0"),
        ("cmi.launch_data", "theme=1"),
        ("cmi.learner_id", "a1b2"),
        ("cmi.learner_name", "Martin, Monique"),
        (
            "cmi.learner_preference._children",
            "audio_level,language,delivery_speed,audio_captioning",
        ),
        ("cmi.learner_preference.audio_level", "1"),
        ("cmi.learner_preference.language", ""),
        ("cmi.learner_preference.delivery_speed", "1"),
        ("cmi.learner_preference.audio_captioning", "0"),
        ("cmi.max_time_allowed", "P1M2DT3H"),
        ("cmi.mode", "normal"),
        (
            "cmi.objectives._children",
            "id,score,success_status,completion_status,progress_measure,description",
        ),
        ("cmi.objectives._count", "0"),
        ("cmi.score._children", "scaled,raw,min,max"),
        ("cmi.success_status", "unknown"),
        ("cmi.time_limit_action", "exit,message"),
        ("cmi.total_time", "PT0H0M0S"),
        ("adl.nav.request", "_none_"),
        ("adl.nav.request_valid.continue", "true"),
        ("adl.nav.request_valid.previous", "unknown"),
        ("adl.nav.request_valid.choice.{target=next}", "true"),
        ("adl.nav.request_valid.choice.{target=a.next}", "true"),
        ("adl.nav.request_valid.choice.{target=nowhere}", "false"),
        ("adl.nav.request_valid.jump.{target=next}", "false"),
        ("adl.data._children", "id,store"),
        ("adl.data._count", "3"),
        ("adl.data.0.id", "both"),
        ("adl.data.2.id", "write"),
        ("adl.data.0.store", "kept"),
    ] {
        assert_eq!(get(&session, element).as_deref(), Ok(value), "{element}");
    }
}

#[test]
fn errors_of_reads() {
    let session = running(start());
    for (element, code) in [
        ("", 301),
        ("cmi", 401),
        ("adl", 401),
        ("foo", 401),
        ("cmi.", 401),
        ("cmi..location", 401),
        ("CMI.location", 401),
        ("cmi.score", 401),
        ("cmi.core.lesson_status", 401),
        ("cmi.location.more", 401),
        ("cmi.objectives", 401),
        ("cmi.objectives.0", 401),
        ("cmi.objectives.-1.id", 401),
        ("cmi.objectives.n.id", 401),
        ("cmi.objectives.0.status", 401),
        ("cmi.objectives.0.id", 301),
        ("cmi.objectives.00.id", 301),
        ("cmi.objectives.99999999999999999999999.id", 301),
        ("cmi.objectives.0.success_status", 301),
        ("cmi.objectives.0.score._children", 301),
        ("cmi.comments_from_lms.1.comment", 301),
        ("cmi.comments_from_lms.0.location", 403),
        ("cmi.comments_from_learner.0.comment", 301),
        ("cmi.interactions.0.id", 301),
        ("cmi.interactions.0.objectives._count", 301),
        ("cmi.interactions.0.objectives.0.id", 301),
        ("cmi.interactions.0.correct_responses._count", 301),
        ("cmi.location._children", 301),
        ("cmi.interactions.0.objectives._children", 301),
        ("cmi.score._count", 301),
        ("cmi.learner_preference._count", 301),
        ("cmi.score._version", 301),
        ("adl._version", 301),
        ("cmi.core._children", 401),
        ("foo._children", 401),
        ("_children", 401),
        ("cmi.completion_threshold", 403),
        ("cmi.scaled_passing_score", 403),
        ("cmi.location", 403),
        ("cmi.suspend_data", 403),
        ("cmi.progress_measure", 403),
        ("cmi.score.scaled", 403),
        ("cmi.score.raw", 403),
        ("cmi.score.min", 403),
        ("cmi.score.max", 403),
        ("cmi.exit", 405),
        ("cmi.session_time", 405),
        ("adl.nav.request_valid", 401),
        ("adl.nav.request_valid.exit", 401),
        ("adl.nav.request_valid.choice", 301),
        ("adl.nav.request_valid.jump", 301),
        ("adl.nav.request_valid.choice.{target=}", 301),
        ("adl.nav.request_valid.choice.{target=next", 301),
        ("adl.nav.request_valid.choice.next", 401),
        ("adl.nav.request_valid.continue.{target=next}", 401),
        ("adl.data", 401),
        ("adl.data.3.id", 301),
        ("adl.data.3.store", 301),
        ("adl.data.1.store", 403),
        ("adl.data.2.store", 405),
    ] {
        assert_eq!(get(&session, element), Err(code), "{element}");
    }
}

#[test]
fn what_the_manifest_does_not_say_is_not_initialized_or_has_a_default() {
    let session = running(scorm::cmi2004::Start::default());
    for (element, expected) in [
        ("cmi.launch_data", Err(403)),
        ("cmi.max_time_allowed", Err(403)),
        ("cmi.time_limit_action", Ok("continue,no message".to_owned())),
        ("adl.data._count", Ok("0".to_owned())),
        ("cmi.comments_from_lms._count", Ok("0".to_owned())),
    ] {
        assert_eq!(get(&session, element), expected, "{element}");
    }
}
