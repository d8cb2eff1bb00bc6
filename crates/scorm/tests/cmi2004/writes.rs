//! Element by element: what is written, what is refused and why.

use scorm::cmi2004::{
    ENTRIES_ACCEPTED, LONG_ACCEPTED, Objective, SHORT_ACCEPTED, STORE_ACCEPTED, Start, Values,
};

use crate::{check, get, running, set, start};

#[test]
fn names_and_accesses() {
    check(
        &mut running(start()),
        &[
            ("", "x", 351),
            ("cmi", "x", 401),
            ("cmi.objectives", "x", 401),
            ("cmi.core.exit", "x", 401),
            ("cmi._version", "1.0", 404),
            ("cmi.objectives._children", "x", 404),
            ("cmi.objectives._count", "1", 404),
            ("cmi.location._children", "x", 351),
            ("cmi.score._count", "x", 351),
            ("cmi.completion_threshold", "0.5", 404),
            ("cmi.credit", "credit", 404),
            ("cmi.entry", "", 404),
            ("cmi.launch_data", "x", 404),
            ("cmi.learner_id", "x", 404),
            ("cmi.learner_name", "x", 404),
            ("cmi.max_time_allowed", "PT1H", 404),
            ("cmi.mode", "normal", 404),
            ("cmi.scaled_passing_score", "1", 404),
            ("cmi.time_limit_action", "exit,message", 404),
            ("cmi.total_time", "PT1H", 404),
            ("cmi.comments_from_lms.0.comment", "x", 404),
            ("cmi.comments_from_lms.9.comment", "x", 404),
            ("adl.nav.request_valid.continue", "true", 404),
            ("adl.nav.request_valid.choice.{target=next}", "true", 404),
            ("adl.data._count", "1", 404),
            ("adl.data.0.id", "x", 404),
        ],
    );
}

#[test]
fn values_of_one_element() {
    check(
        &mut running(start()),
        &[
            ("cmi.completion_status", "completed", 0),
            ("cmi.completion_status", "not attempted", 0),
            ("cmi.completion_status", "passed", 406),
            ("cmi.completion_status", "Completed", 406),
            ("cmi.completion_status", "", 406),
            ("cmi.success_status", "passed", 0),
            ("cmi.success_status", "completed", 406),
            ("cmi.exit", "time-out", 0),
            ("cmi.exit", "normal", 0),
            ("cmi.exit", "", 0),
            ("cmi.exit", "quit", 406),
            ("cmi.location", "", 0),
            ("cmi.location", "page 3 é", 0),
            ("cmi.suspend_data", "{}", 0),
            ("cmi.progress_measure", "0", 0),
            ("cmi.progress_measure", "-0.0", 0),
            ("cmi.progress_measure", "1.0", 0),
            ("cmi.progress_measure", "1.0000001", 407),
            ("cmi.progress_measure", "-0.1", 407),
            ("cmi.progress_measure", "", 406),
            ("cmi.score.scaled", "-1", 0),
            ("cmi.score.scaled", "1.00009999", 407),
            ("cmi.score.scaled", "-2", 407),
            ("cmi.score.scaled", "half", 406),
            ("cmi.score.raw", "-1234.5", 0),
            ("cmi.score.raw", ".5", 0),
            ("cmi.score.raw", "5.", 0),
            ("cmi.score.raw", "7.000099999887765544", 0),
            ("cmi.score.raw", "34,000.00", 406),
            ("cmi.score.raw", "1e2", 406),
            ("cmi.score.raw", "NaN", 406),
            ("cmi.score.raw", ".", 406),
            ("cmi.score.raw", "1.2.3", 406),
            ("cmi.score.raw", "--1", 406),
            ("cmi.score.raw", " 1", 406),
            ("cmi.score.raw", "٣", 406),
            ("cmi.score.min", "0", 0),
            ("cmi.score.max", "100", 0),
            ("cmi.session_time", "PT1H5M", 0),
            ("cmi.session_time", "00:10:00", 406),
            ("cmi.session_time", "", 406),
            ("cmi.learner_preference.audio_level", "0.0", 0),
            ("cmi.learner_preference.audio_level", "150", 0),
            ("cmi.learner_preference.audio_level", "-0.1", 407),
            ("cmi.learner_preference.delivery_speed", "2.5", 0),
            ("cmi.learner_preference.delivery_speed", "-1", 407),
            ("cmi.learner_preference.delivery_speed", "fast", 406),
            ("cmi.learner_preference.audio_captioning", "-1", 0),
            ("cmi.learner_preference.audio_captioning", "2", 406),
            ("cmi.learner_preference.audio_captioning", "1.0", 406),
            ("cmi.learner_preference.language", "fr-CA", 0),
            ("cmi.learner_preference.language", "", 0),
            ("cmi.learner_preference.language", "français", 406),
            ("adl.nav.request", "continue", 0),
            ("adl.nav.request", "{target=a.b}choice", 0),
            ("adl.nav.request", "{target=a}jump", 0),
            ("adl.nav.request", "_none_", 0),
            ("adl.nav.request", "choice", 406),
            ("adl.nav.request", "start", 406),
            ("adl.nav.request", "", 406),
            ("adl.data.0.store", "new", 0),
            ("adl.data.1.store", "x", 404),
            ("adl.data.2.store", "new", 0),
            ("adl.data.3.store", "x", 351),
        ],
    );
}

#[test]
fn what_is_written_reads_back_to_the_letter() {
    let mut session = running(start());
    for (element, value) in [
        ("cmi.score.scaled", "0.0"),
        ("cmi.score.raw", "007.50"),
        ("cmi.progress_measure", "1"),
        ("cmi.learner_preference.language", "FR-ca"),
        ("cmi.location", "\u{57}\u{6B22} « é » {lang=xx}"),
        ("cmi.suspend_data", "&#32;\\u0020\n"),
        ("adl.nav.request", "{target=a}choice"),
        ("adl.data.0.store", "<x/>"),
        ("cmi.comments_from_learner.0.comment", "{lang=en-US}ok"),
        ("cmi.comments_from_learner.0.timestamp", "2004-04-01T09:45:58.5Z"),
    ] {
        assert_eq!(set(&mut session, element, value), 0, "{element}");
        assert_eq!(get(&session, element).as_deref(), Ok(value), "{element}");
    }
}

#[test]
fn a_store_that_is_emptied_is_as_one_never_filled() {
    let mut session = running(start());
    check(&mut session, &[("adl.data.0.store", "", 0)]);
    assert_eq!(get(&session, "adl.data.0.store"), Err(403));
    assert_eq!(session.stores().next().unwrap().1, None);
}

#[test]
fn comments_are_made_in_order() {
    let mut session = running(start());
    check(
        &mut session,
        &[
            ("cmi.comments_from_learner.1.comment", "x", 351),
            ("cmi.comments_from_learner.01.comment", "x", 351),
            ("cmi.comments_from_learner.0.comment", "{lang=}x", 406),
            ("cmi.comments_from_learner.0.comment", "{lang=xx}x", 406),
            ("cmi.comments_from_learner.0.location", "page 1", 0),
            ("cmi.comments_from_learner.0.comment", "{lang=fr", 0),
            ("cmi.comments_from_learner.0.comment", "{language=xx}x", 0),
            ("cmi.comments_from_learner.1.timestamp", "yesterday", 406),
            ("cmi.comments_from_learner.1.timestamp", "2024", 0),
            ("cmi.comments_from_learner.1.size", "3", 401),
        ],
    );
    assert_eq!(
        get(&session, "cmi.comments_from_learner._count").as_deref(),
        Ok("2")
    );
    assert_eq!(get(&session, "cmi.comments_from_learner.1.comment"), Err(403));
}

#[test]
fn objectives_have_an_identifier_that_stays() {
    let mut session = running(Start {
        values: Values {
            objectives: vec![Objective {
                id: "ob j".to_owned(),
                ..Objective::default()
            }],
            ..Values::default()
        },
        ..start()
    });
    check(
        &mut session,
        &[
            ("cmi.objectives.0.id", "other", 351),
            ("cmi.objectives.0.score.scaled", "0.5", 0),
            ("cmi.objectives.0.success_status", "passed", 0),
            ("cmi.objectives.0.completion_status", "incomplete", 0),
            ("cmi.objectives.0.progress_measure", "0.25", 0),
            ("cmi.objectives.0.progress_measure", "2", 407),
            ("cmi.objectives.0.description", "{lang=fr}Savoir", 0),
            ("cmi.objectives.0.description", "{lang=sp}Savoir", 406),
            ("cmi.objectives.1.score.raw", "1", 408),
            ("cmi.objectives.2.score.raw", "1", 351),
            ("cmi.objectives.2.id", "b", 351),
            ("cmi.objectives.1.id", "", 406),
            ("cmi.objectives.1.id", "a b", 406),
            ("cmi.objectives.1.id", "urn:", 406),
            ("cmi.objectives.1.id", "b", 0),
            ("cmi.objectives.1.id", "b", 0),
            ("cmi.objectives.1.id", "c", 351),
            ("cmi.objectives.2.id", "b", 351),
            ("cmi.objectives.1.score.raw", "seven", 406),
        ],
    );
    for (element, expected) in [
        ("cmi.objectives._count", Ok("2")),
        ("cmi.objectives.0.id", Ok("ob j")),
        ("cmi.objectives.1.success_status", Ok("unknown")),
        ("cmi.objectives.1.completion_status", Ok("unknown")),
        ("cmi.objectives.1.progress_measure", Err(403)),
        ("cmi.objectives.1.description", Err(403)),
        ("cmi.objectives.1.score.scaled", Err(403)),
        ("cmi.objectives.1.score._children", Ok("scaled,raw,min,max")),
        ("cmi.objectives.2.id", Err(301)),
    ] {
        assert_eq!(
            get(&session, element).as_deref(),
            expected.as_ref().map(|value| *value),
            "{element}"
        );
    }
}

#[test]
fn texts_beyond_what_is_accepted_are_refused_whole() {
    let of = |characters: usize| "é".repeat(characters);
    let (short, long) = (of(SHORT_ACCEPTED), of(LONG_ACCEPTED));
    let store = "x".repeat(STORE_ACCEPTED);
    for (element, most) in [
        ("cmi.comments_from_learner.0.location", &short),
        ("cmi.comments_from_learner.0.comment", &long),
        ("cmi.suspend_data", &store),
        ("adl.data.0.store", &store),
    ] {
        let mut session = running(start());
        assert_eq!(set(&mut session, element, most), 0, "{element}");
        assert_eq!(set(&mut session, element, &format!("{most}x")), 351, "{element}");
        assert_eq!(get(&session, element).as_deref(), Ok(most.as_str()), "{element}");
    }
}

#[test]
fn arrays_are_bounded() {
    let mut session = running(start());
    for n in 0..ENTRIES_ACCEPTED {
        assert_eq!(
            set(&mut session, &format!("cmi.objectives.{n}.id"), &format!("o{n}")),
            0
        );
    }
    let next = format!("cmi.objectives.{ENTRIES_ACCEPTED}.id");
    assert_eq!(set(&mut session, &next, "more"), 351);
    assert_eq!(set(&mut session, "cmi.objectives.0.description", "still"), 0);
}

#[test]
fn an_attempt_holds_a_bounded_total() {
    let text = "x".repeat(60_000);
    let mut session = running(start());
    let refused = (0..1_000).find(|n| {
        set(
            &mut session,
            &format!("cmi.comments_from_learner.{n}.comment"),
            &text,
        ) != 0
    });
    assert_eq!(refused, Some(8 * 1_048_576 / 60_000));
    assert_eq!(
        set(&mut session, "cmi.comments_from_learner.0.comment", "short"),
        0
    );
    let next = format!("cmi.comments_from_learner.{}.comment", refused.unwrap());
    assert_eq!(set(&mut session, &next, &text), 0);
}
