//! The run-time through the calls that content makes: elements, error codes, rules of `LMSFinish`.

mod elements;
mod prerequisites;
mod states;

use scorm::cmi12::{Api12, Start, Timespan};

fn api(start: Start) -> Api12<impl FnMut() -> i64> {
    let mut now = 0;
    Api12::new(start, move || {
        now += 1_000;
        now
    })
}

fn running(start: Start) -> Api12<impl FnMut() -> i64> {
    let mut api = api(start);
    assert_eq!(api.lms_initialize(""), "true");
    api
}

fn start() -> Start {
    Start {
        student_id: "a1b2".into(),
        student_name: "Martin, Monique".into(),
        launch_data: "theme=1".into(),
        comments_from_lms: "Bienvenue".into(),
        mastery_score: Some(80.0),
        max_time_allowed: Timespan::parse("01:00:00"),
        time_limit_action: "exit,message".into(),
        ..Start::default()
    }
}
