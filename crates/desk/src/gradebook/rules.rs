//! Which steps come to a percentage, and the order of a table of marks.

use std::cmp::Ordering;

use assess::success::Required;
use catalogue::courses::Step;
use jiff::Timestamp;
use jiff::civil::Date;
use learning::gradings::{Corrected, Decision};
use learning::progress::{Change, Origin, Reason, Standing};
use platform::PersonId;
use platform::html::Modality;

/// Whether a step may come to a percentage.
pub(super) fn is_scored(step: &Step) -> bool {
    matches!(step.required, Required::Above(_))
        || step
            .kind
            .is_some_and(|kind| kind.scored() && kind != catalogue::library::ItemKind::Meeting)
        || matches!(step.modality, Modality::CaseStudy | Modality::Quiz)
}

/// The best first, those without a mark last.
pub(super) fn best_first(one: Option<f64>, other: Option<f64>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// What a change of a mark came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The correction of a try of a work.
    Correction(u32, Decision),
    /// Anything else.
    Other(Origin),
}

impl From {
    /// Of which try.
    pub(super) const fn number(self) -> Option<u32> {
        match self {
            Self::Correction(number, _) => Some(number),
            Self::Other(_) => None,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Correction(_, decision) => decision.words(),
            Self::Other(origin) => origin.words(),
        }
    }

    /// Whoever nobody can name.
    pub(super) const fn nobody(self) -> &'static str {
        match self {
            Self::Other(Origin::Content | Origin::Quiz) => "La plateforme",
            _ => "Un tuteur",
        }
    }
}

/// A mark that became another.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) at: Timestamp,
    pub(super) by: Option<PersonId>,
    pub(super) from: From,
    pub(super) before: Standing,
    pub(super) after: Standing,
    pub(super) why: Reason,
}

/// All that became of a mark, the first first. Work that is to be done again leaves none; the step stays done when handing in is
/// what ends it.
pub(super) fn passages(given: Vec<Corrected>, changes: Vec<Change>, ends_alone: bool) -> Vec<Passage> {
    let given = given.into_iter().map(|one| {
        let again = one.decision != Decision::Done;
        let done = !again || ends_alone;
        Passage {
            at: one.at,
            by: one.by,
            from: From::Correction(one.number, one.decision),
            before: Standing::default(),
            after: Standing {
                done,
                done_at: None,
                percent: one.percent.filter(|_| !again),
            },
            why: one.why,
        }
    });
    let changes = changes.into_iter().map(|one| Passage {
        at: one.at,
        by: one.by,
        from: From::Other(one.origin),
        before: one.before,
        after: one.after,
        why: one.why,
    });
    let mut all: Vec<Passage> = given.chain(changes).collect();
    all.sort_by_key(|one| (one.at, one.from.number()));
    let mut before = Standing::default();
    for one in &mut all {
        // What a correction took the place of is what was there; other changes say it themselves.
        if one.from.number().is_some() {
            one.before = before;
        }
        before = one.after;
    }
    all
}

/// The days to tell of a change made on a day, of those on which the step was done before and after it: when they differ, or
/// when a first one isn't the day on which it was said.
pub(super) fn told_days(
    made: Date,
    (before, after): (Option<Date>, Option<Date>),
) -> (Option<Date>, Option<Date>) {
    match (before, after) {
        (Some(one), Some(other)) if one != other => (before, after),
        (None, Some(day)) if day != made => (None, after),
        _ => (None, None),
    }
}

#[cfg(test)]
mod cases {
    use catalogue::courses::StepId;
    use catalogue::library::ItemKind;
    use platform::ids::Uuid;

    use super::*;

    #[test]
    fn what_comes_to_a_percentage() {
        let step = |modality, kind, required| Step {
            kind,
            required,
            ..Step::plain(StepId(Uuid::nil()), "Un", modality, 10)
        };
        for (step, expected) in [
            (
                step(Modality::SelfPaced, Some(ItemKind::Scorm), Required::Done),
                true,
            ),
            (
                step(Modality::SelfPaced, Some(ItemKind::Page), Required::Done),
                false,
            ),
            (step(Modality::CaseStudy, None, Required::Done), true),
            (
                step(Modality::OnSite, Some(ItemKind::Meeting), Required::Done),
                false,
            ),
            (
                step(Modality::OnSite, Some(ItemKind::Meeting), Required::Above(70)),
                true,
            ),
            (step(Modality::Live, None, Required::Done), false),
        ] {
            assert_eq!(is_scored(&step), expected, "{:?} {:?}", step.modality, step.kind);
        }
    }

    #[test]
    fn the_best_stand_first() {
        let mut marks = vec![None, Some(40.0), Some(90.0), None, Some(85.5)];
        marks.sort_by(|one, other| best_first(*one, *other));
        assert_eq!(marks, [Some(90.0), Some(85.5), Some(40.0), None, None]);
    }

    #[test]
    fn each_mark_takes_the_place_of_the_one_before() {
        let given = |number, second, percent, decision| Corrected {
            number,
            at: Timestamp::from_second(second).unwrap(),
            by: None,
            percent,
            decision,
            why: Reason::Unsaid,
        };
        let given = vec![
            given(2, 30, Some(70.0), Decision::Done),
            given(1, 10, Some(40.0), Decision::Redo),
            given(2, 40, Some(75.0), Decision::Done),
            given(2, 60, None, Decision::Done),
        ];
        let stood = |percent| Standing {
            done: true,
            done_at: None,
            percent: Some(percent),
        };
        let by_hand = Change {
            at: Timestamp::from_second(50).unwrap(),
            by: None,
            origin: Origin::Tutor,
            before: stood(75.0),
            after: stood(80.0),
            why: Reason::Said("Une erreur de saisie.".to_owned()),
        };
        let done = |ends_alone| -> Vec<bool> {
            let all = passages(given.clone(), Vec::new(), ends_alone);
            all.iter().map(|one| one.after.done).collect()
        };
        assert_eq!(done(false), [false, true, true, true]);
        assert_eq!(done(true), [true; 4]);
        let told: Vec<_> = passages(given.clone(), vec![by_hand], false)
            .into_iter()
            .map(|one| (one.from.number(), one.before.percent, one.after.percent))
            .collect();
        assert_eq!(
            told,
            [
                (Some(1), None, None),
                (Some(2), None, Some(70.0)),
                (Some(2), Some(70.0), Some(75.0)),
                (None, Some(75.0), Some(80.0)),
                (Some(2), Some(80.0), None)
            ]
        );
        assert!(passages(Vec::new(), Vec::new(), false).is_empty());
    }

    #[test]
    fn a_day_is_told_where_it_says_something() {
        let day = |day| Some(jiff::civil::date(2026, 11, day));
        let made = jiff::civil::date(2026, 11, 12);
        for (before, after, expected) in [
            (None, None, (None, None)),
            (None, day(12), (None, None)),
            (None, day(10), (None, day(10))),
            (day(10), day(10), (None, None)),
            (day(10), day(12), (day(10), day(12))),
            (day(10), None, (None, None)),
        ] {
            assert_eq!(told_days(made, (before, after)), expected, "{before:?} {after:?}");
        }
    }
}
