//! Which steps come to a percentage, and the order of a table of marks.

use std::cmp::Ordering;

use assess::success::Required;
use catalogue::courses::Step;
use jiff::Timestamp;
use learning::gradings::Decision;
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

/// A correction as it was published.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// Of which try.
    pub(super) number: u32,
    pub(super) at: Timestamp,
    pub(super) by: Option<PersonId>,
    pub(super) percent: Option<f64>,
    pub(super) decision: Decision,
    /// What was said of it.
    pub(super) why: String,
}

/// A mark that became another.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) given: Given,
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
}

/// What each correction made of the mark that stood before it. Work that is to be done again leaves none.
pub(super) fn passages(mut given: Vec<Given>) -> Vec<Passage> {
    given.sort_by_key(|one| (one.at, one.number));
    let mut before = None;
    given
        .into_iter()
        .map(|one| {
            let after = one.percent.filter(|_| one.decision == Decision::Done);
            let passage = Passage {
                given: one,
                before,
                after,
            };
            before = after;
            passage
        })
        .collect()
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
        let given = |number, second, percent, decision| Given {
            number,
            at: Timestamp::from_second(second).unwrap(),
            by: None,
            percent,
            decision,
            why: String::new(),
        };
        let told: Vec<_> = passages(vec![
            given(2, 30, Some(70.0), Decision::Done),
            given(1, 10, Some(40.0), Decision::Redo),
            given(2, 40, Some(75.0), Decision::Done),
            given(2, 50, None, Decision::Done),
        ])
        .into_iter()
        .map(|one| (one.given.number, one.before, one.after))
        .collect();
        assert_eq!(
            told,
            [
                (1, None, None),
                (2, None, Some(70.0)),
                (2, Some(70.0), Some(75.0)),
                (2, Some(75.0), None)
            ]
        );
        assert!(passages(Vec::new()).is_empty());
    }
}
