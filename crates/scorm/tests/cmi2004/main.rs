//! The run-time of SCORM 2004 through the calls that content makes: elements, types, error codes, states.

mod any;
mod interactions;
mod long;
mod reads;
mod states;
mod writes;

use scorm::cmi2004::{Comment, DataSlot, Session, Start, TimeLimitAction, Timespan};
use scorm::navigation::{Validity, ValidityQuery};

fn start() -> Start {
    let slot = |id: &str, read, write, store: Option<&str>| DataSlot {
        id: id.to_owned(),
        read,
        write,
        store: store.map(str::to_owned),
    };
    Start {
        learner_id: "a1b2".to_owned(),
        learner_name: "Martin, Monique".to_owned(),
        launch_data: Some("theme=1".to_owned()),
        completion_threshold: None,
        max_time_allowed: Timespan::parse("P1M2DT3H"),
        time_limit_action: TimeLimitAction::ExitMessage,
        data: vec![
            slot("both", true, true, Some("kept")),
            slot("read", true, false, None),
            slot("write", false, true, Some("hidden")),
        ],
        comments_from_lms: vec![Comment {
            comment: Some("{lang=fr}Bienvenue".to_owned()),
            location: None,
            timestamp: Some("2024-01-02".to_owned()),
        }],
        ..Start::default()
    }
}

fn running(start: Start) -> Session {
    let mut session = Session::new(start);
    assert_eq!(session.initialize(), Ok(()));
    session
}

/// « next » is an activity that may be chosen; one may go on, and nobody knows about going back.
fn navigation(query: ValidityQuery<'_>) -> Validity {
    match query {
        ValidityQuery::Continue | ValidityQuery::Choice("a.next" | "next") => Validity::True,
        ValidityQuery::Previous => Validity::Unknown,
        ValidityQuery::Choice(_) | ValidityQuery::Jump(_) => Validity::False,
    }
}

/// The code of `SetValue`: zero when it succeeds.
fn set(session: &mut Session, element: &str, value: &str) -> u16 {
    session
        .set(element, value)
        .map_or_else(|fault| fault.code.code(), |()| 0)
}

/// What `GetValue` gives, or its code.
fn get(session: &Session, element: &str) -> Result<String, u16> {
    session
        .get(element, &navigation)
        .map_err(|fault| fault.code.code())
}

/// Writes in order, and checks the code of each.
fn check(session: &mut Session, cases: &[(&str, &str, u16)]) {
    for (element, value, code) in cases {
        let before = session.snapshot().clone();
        assert_eq!(set(session, element, value), *code, "{element} = {value}");
        if *code != 0 {
            assert_eq!(*session.snapshot(), before, "{element} = {value}");
        }
    }
}
