//! What a learner may see of a question they were asked, and when. What isn't said here never reaches the page.

use jiff::Timestamp;

use super::attempts::{Attempt, Extra, State, state, tries_left};
use super::settings::{Settings, When};

/// What a learner may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether each answer is right, what it earned, and what is said of it.
    pub feedback: bool,
    /// Which answers are right.
    pub answers: bool,
    /// What the whole try comes to.
    pub total: bool,
}

/// Where a question of a try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It may still be changed.
    Open,
    /// It is answered for good.
    Locked,
}

/// What may be seen of a question of one of the tries, at an instant. A place that no try has shows nothing.
pub fn seen(
    settings: &Settings,
    attempts: &[Attempt],
    place: usize,
    asked: Asked,
    (extra, now): (Extra, Timestamp),
) -> Seen {
    let Some(attempt) = attempts.get(place) else {
        return Seen {
            feedback: false,
            answers: false,
            total: false,
        };
    };
    let over = |one: &Attempt| !matches!(state(one, settings, extra, now), State::Underway(_));
    let closed = settings.closes.is_some_and(|closes| now >= closes);
    // While another try is under way, its questions may be the same.
    let all_over = attempts.iter().all(over);
    let last = closed || (all_over && tries_left(settings, attempts) == Some(0));
    let reached = |when: When| match when {
        When::Never => false,
        When::AfterQuestion => asked == Asked::Locked || over(attempt),
        When::AfterTry => over(attempt),
        When::AfterLastTry => over(attempt) && last,
        When::AfterClose => over(attempt) && closed,
    };
    let answers = reached(settings.answers) && (settings.answers == When::AfterQuestion || all_over);
    Seen {
        feedback: reached(settings.feedback),
        answers,
        total: over(attempt) && settings.feedback != When::Never,
    }
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::super::total::Total;
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn attempt(ended: Option<i64>) -> Attempt {
        Attempt {
            started: at(1),
            ended: ended.map(at),
            total: Total::default(),
        }
    }

    #[test]
    fn nothing_is_seen_before_it_may() {
        use Asked::{Locked, Open};
        use When::{AfterClose, AfterLastTry, AfterQuestion, AfterTry, Never};
        let (running, done) = (attempt(None), attempt(Some(5)));
        // The right answers, and the feedback with them.
        let cases: [(When, &[Attempt], Asked, i64, bool); 16] = [
            (Never, &[done, done], Locked, 500, false),
            (AfterQuestion, &[running], Open, 6, false),
            (AfterQuestion, &[running], Locked, 6, true),
            (AfterTry, &[running], Locked, 6, false),
            (AfterTry, &[done], Locked, 6, true),
            (AfterTry, &[done, running], Locked, 6, false),
            (AfterTry, &[running], Locked, 100, true),
            (AfterLastTry, &[done], Locked, 6, false),
            (AfterLastTry, &[done, running], Locked, 6, false),
            (AfterLastTry, &[done, done], Locked, 6, true),
            (AfterLastTry, &[done], Locked, 100, true),
            (AfterClose, &[done, done], Locked, 99, false),
            (AfterClose, &[done], Locked, 100, true),
            (AfterClose, &[running], Open, 100, true),
            (AfterClose, &[], Open, 100, false),
            (AfterQuestion, &[], Locked, 6, false),
        ];
        for (when, attempts, asked, now, expected) in cases {
            let settings = Settings {
                tries: Some(2),
                closes: Some(at(100)),
                answers: when,
                feedback: Never,
                ..Settings::default()
            };
            let shown = seen(&settings, attempts, 0, asked, (Extra::None, at(now)));
            assert_eq!(
                (shown.answers, shown.feedback, shown.total),
                (expected, false, false),
                "{when:?} {now}"
            );
        }
        let settings = Settings {
            feedback: AfterTry,
            answers: Never,
            ..Settings::default()
        };
        let shown = |attempts: &[Attempt]| seen(&settings, attempts, 0, Locked, (Extra::None, at(6)));
        assert_eq!(
            shown(&[running]),
            Seen {
                feedback: false,
                answers: false,
                total: false
            }
        );
        assert_eq!(
            shown(&[done]),
            Seen {
                feedback: true,
                answers: false,
                total: true
            }
        );
    }

    proptest! {
        #[test]
        fn what_was_seen_is_seen_later(first in 2i64..200, more in 0i64..200, ended in prop::option::of(2i64..99)) {
            for when in [When::AfterQuestion, When::AfterTry, When::AfterLastTry, When::AfterClose] {
                let settings = Settings { tries: Some(1), closes: Some(at(100)), answers: when, feedback: when, ..Settings::default() };
                let at_instant = |now| seen(&settings, &[attempt(ended)], 0, Asked::Locked, (Extra::None, at(now)));
                let (before, after) = (at_instant(first), at_instant(first + more));
                prop_assert!(before.answers <= after.answers && before.feedback <= after.feedback);
            }
        }
    }
}
