//! What stands beside `<sequencing>` in an item: the completion threshold, shared data, hidden controls.

use std::collections::BTreeSet;

use super::Remark;
use super::values::{boolean, decimal, number, or_say, token};
use crate::manifest::element::Element;
use crate::plan::{CompletionThreshold, DataMap, Hidden};

/// `adlcp:completionThreshold`. CAM 3.4, SN 3.14.
///
/// The 4th edition says it in attributes. Before, its text was the measure from which an activity is completed, and to
/// write it was to ask for that.
pub(super) fn completion(item: &Element, remarks: &mut Vec<Remark>) -> CompletionThreshold {
    const MEASURE: &str = "minProgressMeasure";
    let usual = CompletionThreshold::default();
    let Some(element) = item.known("completionThreshold").next() else {
        return usual;
    };
    let text = element.text();
    if !text.is_empty() && element.value("completedByMeasure").is_none() && element.value(MEASURE).is_none() {
        let measure = number(&text, "completionThreshold", 0.0..=1.0, remarks);
        return measure.map_or(usual, |measure| CompletionThreshold {
            completed_by_measure: true,
            min_progress_measure: measure,
            ..usual
        });
    }
    CompletionThreshold {
        completed_by_measure: boolean(element, "completedByMeasure", false, remarks),
        min_progress_measure: decimal(element, MEASURE, 0.0..=1.0, 1.0, remarks),
        progress_weight: decimal(element, "progressWeight", 0.0..=1.0, 1.0, remarks),
    }
}

/// `adlcp:data`. CAM 3.4.
pub(in crate::manifest) fn data(item: &Element, remarks: &mut Vec<Remark>) -> Vec<DataMap> {
    let mut targets = BTreeSet::new();
    let mut maps = Vec::new();
    for element in item.known("data").flat_map(|list| list.known("map")) {
        let Some(target) = element.uri("targetID") else {
            remarks.push(Remark::MapWithoutTarget);
            continue;
        };
        if !targets.insert(target.clone()) {
            remarks.push(Remark::DataTwice { target });
            continue;
        }
        maps.push(DataMap {
            target,
            read: boolean(element, "readSharedData", true, remarks),
            write: boolean(element, "writeSharedData", true, remarks),
        });
    }
    maps
}

/// `adlnav:hideLMSUI`, each once. SN 5.6.5, CAM 5.2.
pub(super) fn hidden(item: &Element, remarks: &mut Vec<Remark>) -> Vec<Hidden> {
    let mut hidden = Vec::new();
    let interfaces = item
        .known("presentation")
        .flat_map(|one| one.known("navigationInterface"));
    for element in interfaces.flat_map(|one| one.known("hideLMSUI")) {
        let text = element.text();
        if let Some(control) = or_say(token(&text), "hideLMSUI", &text, remarks)
            && !hidden.contains(&control)
        {
            hidden.push(control);
        }
    }
    hidden
}
