//! Reading how activities are sequenced: `<sequencing>` and what stands beside it. CAM 5, SN 3.
//!
//! What can't be understood is left to its default or ignored, with a [`Remark`] for authors: a rule is followed whole or
//! not at all.

mod check;
mod controls;
mod definition;
mod extensions;
mod objectives;
mod remark;
mod rollup;
mod rules;
mod values;

pub use remark::Remark;

pub(super) use check::check;
pub(super) use definition::{Collection, Definition, collect};
pub(super) use extensions::data;
pub(super) use values::boolean;

use super::element::Element;
use crate::plan::Sequencing;

/// How an activity is sequenced, from what defines it and from its `<item>` or `<organization>`.
pub(super) fn read(definition: &Definition<'_>, element: &Element, remarks: &mut Vec<Remark>) -> Sequencing {
    let mode = controls::mode(
        definition.part("controlMode"),
        definition.part("constrainedChoiceConsiderations"),
        remarks,
    );
    let rules = definition.part("sequencingRules");
    let rules = rules
        .map(|element| rules::read(element, remarks))
        .unwrap_or_default();
    let limits = definition.part("limitConditions");
    let limits = limits
        .map(|element| controls::limits(element, remarks))
        .unwrap_or_default();
    let rollup = rollup::read(
        definition.part("rollupRules"),
        definition.part("rollupConsiderations"),
        remarks,
    );
    let objectives = objectives::read(definition.objectives(), definition.adl_objectives(), remarks);
    let random = definition.part("randomizationControls");
    let random = random
        .map(|element| controls::randomization(element, remarks))
        .unwrap_or_default();
    let delivery = definition.part("deliveryControls");
    let delivery = delivery
        .map(|element| controls::delivery(element, remarks))
        .unwrap_or_default();
    Sequencing {
        mode,
        pre: rules.pre,
        exit: rules.exit,
        post: rules.post,
        limits,
        rollup,
        primary: objectives.primary,
        objectives: objectives.others,
        randomization: random,
        delivery,
        completion: extensions::completion(element, remarks),
        hidden: extensions::hidden(element, remarks),
    }
}
