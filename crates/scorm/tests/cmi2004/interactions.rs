//! `cmi.interactions`: the order of writes, and the responses of each type.

use scorm::cmi2004::{NESTED_ACCEPTED, RESPONSE_ACCEPTED, SHORT_ACCEPTED, Session};

use crate::{check, get, running, set, start};

/// A session with one interaction of a type.
fn asking(kind: &str) -> Session {
    let mut session = running(start());
    check(
        &mut session,
        &[
            ("cmi.interactions.0.id", "q", 0),
            ("cmi.interactions.0.type", kind, 0),
        ],
    );
    session
}

#[test]
fn identifier_then_type_then_responses() {
    let mut session = running(start());
    check(
        &mut session,
        &[
            ("cmi.interactions.0.type", "choice", 408),
            ("cmi.interactions.0.objectives.0.id", "o", 408),
            ("cmi.interactions.0.timestamp", "2024", 408),
            ("cmi.interactions.0.correct_responses.0.pattern", "a", 408),
            ("cmi.interactions.0.weighting", "1", 408),
            ("cmi.interactions.0.learner_response", "a", 408),
            ("cmi.interactions.0.result", "correct", 408),
            ("cmi.interactions.0.latency", "PT1S", 408),
            ("cmi.interactions.0.description", "x", 408),
            ("cmi.interactions.1.id", "q", 351),
            ("cmi.interactions.00.id", "q", 351),
            ("cmi.interactions.1.description", "x", 351),
            ("cmi.interactions.0.id", "", 406),
            ("cmi.interactions.0.id", "q", 0),
            ("cmi.interactions.0.correct_responses.0.pattern", "a", 408),
            ("cmi.interactions.0.learner_response", "a", 408),
            ("cmi.interactions.0.type", "essay", 406),
            ("cmi.interactions.0.type", "", 406),
            ("cmi.interactions.0.type", "choice", 0),
            ("cmi.interactions.0.correct_responses.1.pattern", "a", 351),
            ("cmi.interactions.0.correct_responses.0.pattern", "a", 0),
            ("cmi.interactions.0.learner_response", "a", 0),
            ("cmi.interactions.1.id", "q", 0),
            ("cmi.interactions.1.id", "q2", 0),
        ],
    );
}

#[test]
fn other_elements() {
    let mut session = asking("other");
    check(
        &mut session,
        &[
            ("cmi.interactions.0.objectives.1.id", "o", 351),
            ("cmi.interactions.0.objectives.0.id", "a b", 406),
            ("cmi.interactions.0.objectives.0.id", "o", 0),
            ("cmi.interactions.0.objectives.0.id", "p", 0),
            ("cmi.interactions.0.objectives.1.id", "p", 351),
            ("cmi.interactions.0.objectives.1.id", "o", 0),
            ("cmi.interactions.0.objectives._count", "3", 404),
            ("cmi.interactions.0.timestamp", "2024-05-06T07:08:09.5+02:00", 0),
            ("cmi.interactions.0.timestamp", "07:08:09", 406),
            ("cmi.interactions.0.weighting", "-2.5", 0),
            ("cmi.interactions.0.weighting", "heavy", 406),
            ("cmi.interactions.0.result", "incorrect", 0),
            ("cmi.interactions.0.result", "unanticipated", 0),
            ("cmi.interactions.0.result", "neutral", 0),
            ("cmi.interactions.0.result", "wrong", 406),
            ("cmi.interactions.0.result", "", 406),
            ("cmi.interactions.0.result", "-3.5", 0),
            ("cmi.interactions.0.latency", "PT1.5S", 0),
            ("cmi.interactions.0.latency", "1.5", 406),
            ("cmi.interactions.0.description", "{lang=fr}Où ?", 0),
        ],
    );
    for (element, expected) in [
        ("cmi.interactions._count", Ok("1")),
        ("cmi.interactions.0.objectives._count", Ok("2")),
        ("cmi.interactions.0.objectives.1.id", Ok("o")),
        ("cmi.interactions.0.objectives.2.id", Err(301)),
        ("cmi.interactions.0.correct_responses._count", Ok("0")),
        ("cmi.interactions.0.correct_responses.0.pattern", Err(301)),
        ("cmi.interactions.0.learner_response", Err(403)),
        ("cmi.interactions.0.result", Ok("-3.5")),
        ("cmi.interactions.0.latency", Ok("PT1.5S")),
    ] {
        assert_eq!(
            get(&session, element).as_deref(),
            expected.as_ref().map(|value| *value),
            "{element}"
        );
    }
}

#[test]
fn responses_by_type() {
    for (kind, value, code) in [
        ("true-false", "true", 0),
        ("true-false", "t", 406),
        ("true-false", "", 406),
        ("choice", "", 0),
        ("choice", "a", 0),
        ("choice", "a[,]b[,]urn:x:c", 0),
        ("choice", "a[,]b[,]a", 406),
        ("choice", "a[,]", 406),
        ("choice", "[,]a", 406),
        ("choice", "a b", 406),
        ("fill-in", "", 0),
        ("fill-in", "a[,]{lang=fr}b c[,]", 0),
        ("fill-in", "{case_matters=maybe}a", 0),
        ("fill-in", "a[,]{lang=frl}b", 406),
        ("long-fill-in", "{lang=fr-CA}Il était une fois[,]…", 0),
        ("long-fill-in", "{lang=exg}x", 406),
        ("likert", "agree", 0),
        ("likert", "", 406),
        ("likert", "a[.]b", 406),
        ("matching", "", 0),
        ("matching", "1[.]a[,]2[.]b[,]1[.]a", 0),
        ("matching", "1", 406),
        ("matching", "1[.]", 406),
        ("matching", "[.]a", 406),
        ("matching", "1[.]a[.]b", 406),
        ("matching", "1[.]a[,]", 406),
        ("performance", "go[.]anything at all[,][.]free[,]stop[.]", 0),
        ("performance", "go[.]1[:]2", 0),
        ("performance", "", 406),
        ("performance", "[.]", 406),
        ("performance", "go", 406),
        ("performance", "a b[.]x", 406),
        ("performance", "go[.]a[.]b", 406),
        ("performance", "go[.]2[:]1", 406),
        ("performance", "go[.]x[:]1", 406),
        ("sequencing", "a[,]b[,]a", 0),
        ("sequencing", "", 406),
        ("sequencing", "a[,][,]b", 406),
        ("numeric", "-0.5", 0),
        ("numeric", "1[:]2", 406),
        ("numeric", "", 406),
        ("other", "", 0),
        ("other", "{}{[]} anything", 0),
    ] {
        let mut session = asking(kind);
        assert_eq!(
            set(&mut session, "cmi.interactions.0.learner_response", value),
            code,
            "{kind} {value}"
        );
    }
}

#[test]
fn patterns_by_type() {
    for (kind, value, code) in [
        ("true-false", "false", 0),
        ("true-false", "", 406),
        ("choice", "", 0),
        ("choice", "a[,]b", 0),
        ("choice", "a[,]a", 406),
        ("fill-in", "", 0),
        (
            "fill-in",
            "{case_matters=true}{order_matters=false}a[,]{lang=fr}b",
            0,
        ),
        ("fill-in", "{order_matters=false}{case_matters=true}a", 0),
        ("fill-in", "{order_matters=maybe}a", 406),
        ("fill-in", "{case_matters=}a", 406),
        ("fill-in", "{lang=fr}{case_matters=maybe}a", 0),
        ("fill-in", "{lang=frl}{case_matters=true}a", 406),
        ("fill-in", "{case_matters=true}{case_matters=maybe}a", 0),
        ("fill-in", "{case_matters=true", 0),
        ("long-fill-in", "{lang=fr}{case_matters=false}a[,]b", 0),
        ("long-fill-in", "{case_matters=false}{lang=sp}a", 406),
        ("long-fill-in", "{case_matters=no}a", 406),
        ("long-fill-in", "{order_matters=no}a", 0),
        ("likert", "agree", 0),
        ("likert", "a b", 406),
        ("matching", "1[.]a[,]2[.]b", 0),
        ("matching", "", 406),
        ("performance", "{order_matters=false}go[.]1[:]2[,]stop[.]", 0),
        ("performance", "go[.][:]2", 0),
        ("performance", "go[.]1[:]", 0),
        ("performance", "{order_matters=}go[.]x", 406),
        ("performance", "{case_matters=true}go[.]x", 406),
        ("performance", "go[.]1[:]2[:]3", 406),
        ("sequencing", "a[,]b", 0),
        ("sequencing", "[,]", 406),
        ("numeric", "3[:]10", 0),
        ("numeric", "10[:]10", 0),
        ("numeric", "[:]", 0),
        ("numeric", "-5[:]", 0),
        ("numeric", "10", 406),
        ("numeric", "10[:]3", 406),
        ("numeric", "a[:]b", 406),
        ("numeric", "1[:]2[:]3", 406),
        ("other", "anything", 0),
    ] {
        let mut session = asking(kind);
        let pattern = "cmi.interactions.0.correct_responses.0.pattern";
        assert_eq!(set(&mut session, pattern, value), code, "{kind} {value}");
        let count = if code == 0 { "1" } else { "0" };
        assert_eq!(
            get(&session, "cmi.interactions.0.correct_responses._count").as_deref(),
            Ok(count)
        );
    }
}

#[test]
fn several_patterns_where_there_may_be_several() {
    for (kind, first, second, code) in [
        ("true-false", "true", "false", 351),
        ("true-false", "true", "not even true", 351),
        ("likert", "a", "b", 351),
        ("numeric", "1[:]2", "3[:]4", 351),
        ("other", "a", "b", 351),
        ("choice", "a[,]b", "c", 0),
        ("choice", "a[,]b", "b[,]a", 351),
        ("sequencing", "a[,]b", "b[,]a", 0),
        ("sequencing", "a[,]b", "a[,]b", 351),
        ("fill-in", "a", "a", 0),
        ("long-fill-in", "a", "a", 0),
        ("matching", "1[.]a", "1[.]a", 0),
        ("performance", "1[.]a", "1[.]a", 0),
    ] {
        let mut session = asking(kind);
        check(
            &mut session,
            &[
                ("cmi.interactions.0.correct_responses.0.pattern", first, 0),
                ("cmi.interactions.0.correct_responses.0.pattern", first, 0),
                ("cmi.interactions.0.correct_responses.1.pattern", second, code),
            ],
        );
    }
    let mut session = asking("matching");
    for n in 0..=NESTED_ACCEPTED {
        let code = set(
            &mut session,
            &format!("cmi.interactions.0.correct_responses.{n}.pattern"),
            "1[.]a",
        );
        assert_eq!(code, if n < NESTED_ACCEPTED { 0 } else { 351 }, "{n}");
    }
}

#[test]
fn another_type_takes_the_responses_away() {
    let mut session = asking("choice");
    let weight = session.weight();
    check(
        &mut session,
        &[
            ("cmi.interactions.0.correct_responses.0.pattern", "a", 0),
            ("cmi.interactions.0.correct_responses.1.pattern", "b", 0),
            ("cmi.interactions.0.learner_response", "a", 0),
            ("cmi.interactions.0.type", "choice", 0),
        ],
    );
    assert_eq!(
        get(&session, "cmi.interactions.0.learner_response").as_deref(),
        Ok("a")
    );
    check(&mut session, &[("cmi.interactions.0.type", "likert", 0)]);
    assert_eq!(get(&session, "cmi.interactions.0.learner_response"), Err(403));
    assert_eq!(
        get(&session, "cmi.interactions.0.correct_responses._count").as_deref(),
        Ok("0")
    );
    assert_eq!(session.weight(), weight, "both words have six letters");
}

#[test]
fn responses_beyond_what_is_accepted_are_refused_whole() {
    let id = "a".repeat(SHORT_ACCEPTED);
    let steps = vec![format!("{id}[.]x"); RESPONSE_ACCEPTED / (SHORT_ACCEPTED + 7)].join("[,]");
    for (kind, value, code) in [
        ("likert", id.clone(), 0),
        ("likert", format!("{id}a"), 351),
        ("performance", steps.clone(), 0),
        ("performance", format!("{steps}[,]{id}[.]x"), 351),
    ] {
        let mut session = asking(kind);
        assert_eq!(
            set(&mut session, "cmi.interactions.0.learner_response", &value),
            code,
            "{kind} {}",
            value.len()
        );
    }
}
