//! What is said in attributes: modes, limits, random draws, delivery.

use super::Remark;
use super::values::{boolean, choice, count, or_say};
use crate::cmi2004::Timespan;
use crate::manifest::element::Element;
use crate::plan::{Delivery, LimitConditions, Mode, Randomization};

/// `controlMode` and `adlseq:constrainedChoiceConsiderations`. SN 3.2 and 3.3.
pub(super) fn mode(
    control: Option<&Element>,
    constrained: Option<&Element>,
    remarks: &mut Vec<Remark>,
) -> Mode {
    let mut mode = Mode::default();
    if let Some(element) = control {
        let mut read = |name, usual| boolean(element, name, usual, remarks);
        mode.choice = read("choice", mode.choice);
        mode.choice_exit = read("choiceExit", mode.choice_exit);
        mode.flow = read("flow", mode.flow);
        mode.forward_only = read("forwardOnly", mode.forward_only);
        mode.use_current_attempt_objective_info = read(
            "useCurrentAttemptObjectiveInfo",
            mode.use_current_attempt_objective_info,
        );
        mode.use_current_attempt_progress_info = read(
            "useCurrentAttemptProgressInfo",
            mode.use_current_attempt_progress_info,
        );
    }
    if let Some(element) = constrained {
        mode.prevent_activation = boolean(element, "preventActivation", false, remarks);
        mode.constrain_choice = boolean(element, "constrainChoice", false, remarks);
    }
    mode
}

/// `limitConditions`. SN 3.5. SCORM evaluates no other limit than these two.
pub(super) fn limits(element: &Element, remarks: &mut Vec<Remark>) -> LimitConditions {
    const DURATION: &str = "attemptAbsoluteDurationLimit";
    let written = element.value(DURATION);
    let duration = written.and_then(|value| or_say(Timespan::parse(value), DURATION, value, remarks));
    LimitConditions {
        attempts: count(element, "attemptLimit", remarks),
        attempt_absolute_duration: duration.map(Timespan::centiseconds),
        max_time_allowed: written.filter(|_| duration.is_some()).map(str::to_owned),
    }
}

/// `randomizationControls`. SN 3.11 and 3.12.
pub(super) fn randomization(element: &Element, remarks: &mut Vec<Remark>) -> Randomization {
    let usual = Randomization::default();
    Randomization {
        selection: choice(element, "selectionTiming", usual.selection, remarks),
        select_count: count(element, "selectCount", remarks),
        randomization: choice(element, "randomizationTiming", usual.randomization, remarks),
        reorder: boolean(element, "reorderChildren", usual.reorder, remarks),
    }
}

/// `deliveryControls`. SN 3.13.
pub(super) fn delivery(element: &Element, remarks: &mut Vec<Remark>) -> Delivery {
    let usual = Delivery::default();
    Delivery {
        tracked: boolean(element, "tracked", usual.tracked, remarks),
        completion_set_by_content: boolean(
            element,
            "completionSetByContent",
            usual.completion_set_by_content,
            remarks,
        ),
        objective_set_by_content: boolean(
            element,
            "objectiveSetByContent",
            usual.objective_set_by_content,
            remarks,
        ),
    }
}
