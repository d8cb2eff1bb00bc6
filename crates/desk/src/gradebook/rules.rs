//! Which steps come to a percentage, and the order of a table of marks.

use std::cmp::Ordering;

use assess::success::Required;
use catalogue::courses::Step;
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
}
