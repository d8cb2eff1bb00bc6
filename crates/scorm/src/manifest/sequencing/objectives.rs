use std::collections::BTreeMap;

use super::Remark;
use super::values::{boolean, number};
use crate::manifest::element::Element;
use crate::plan::{MapInfo, Objective};

/// The objectives of an activity. SN 3.10.
pub(super) struct Objectives {
    pub primary: Objective,
    pub others: Vec<Objective>,
}

/// `imsss:objectives`, completed by `adlseq:objectives`.
pub(super) fn read(
    objectives: Option<&Element>,
    adl: Option<&Element>,
    remarks: &mut Vec<Remark>,
) -> Objectives {
    let mut gathered = Gathered::default();
    if let Some(list) = objectives {
        for (place, element) in list.known("primaryObjective").enumerate() {
            if place == 0 {
                gathered.primary(element, remarks);
            } else {
                remarks.push(Remark::PrimaryTwice);
            }
        }
        for element in list.known("objective") {
            gathered.other(element, remarks);
        }
    }
    for element in adl.into_iter().flat_map(|list| list.known("objective")) {
        gathered.complete(element, remarks);
    }
    Objectives {
        primary: gathered.primary.finish(),
        others: gathered.others.into_iter().map(Draft::finish).collect(),
    }
}

/// Where an objective stands, by its identifier: the primary one, or one of the others.
enum Place {
    Primary,
    Other(usize),
}

#[derive(Default)]
struct Gathered {
    primary: Draft,
    others: Vec<Draft>,
    places: BTreeMap<String, Place>,
}

impl Gathered {
    fn primary(&mut self, element: &Element, remarks: &mut Vec<Remark>) {
        let id = element.uri("objectiveID");
        if let Some(id) = &id {
            self.places.insert(id.clone(), Place::Primary);
        }
        self.primary = Draft::read(id, element, remarks);
    }

    fn other(&mut self, element: &Element, remarks: &mut Vec<Remark>) {
        let Some(id) = element.uri("objectiveID") else {
            return remarks.push(Remark::ObjectiveWithoutIdentifier);
        };
        if self.places.contains_key(&id) {
            return remarks.push(Remark::ObjectiveTwice { objective: id });
        }
        self.places.insert(id.clone(), Place::Other(self.others.len()));
        self.others.push(Draft::read(Some(id), element, remarks));
    }

    /// Adds the maps of an `adlseq:objective`. One that `imsss:objectives` doesn't define should not be: it is taken as an
    /// objective of the activity all the same, for content expects to find what it maps.
    fn complete(&mut self, element: &Element, remarks: &mut Vec<Remark>) {
        let Some(id) = element.uri("objectiveID") else {
            return remarks.push(Remark::ObjectiveWithoutIdentifier);
        };
        if !self.places.contains_key(&id) {
            remarks.push(Remark::ObjectiveAdded {
                objective: id.clone(),
            });
            self.places.insert(id.clone(), Place::Other(self.others.len()));
            self.others.push(Draft {
                objective: Objective {
                    id: Some(id.clone()),
                    ..Objective::default()
                },
                ..Draft::default()
            });
        }
        let draft = match self.places.get(&id) {
            Some(Place::Other(place)) => self.others.get_mut(*place),
            _ => Some(&mut self.primary),
        };
        if let Some(draft) = draft {
            draft.complete(element, remarks);
        }
    }
}

/// An objective, and the place of its maps by their target.
#[derive(Default)]
struct Draft {
    objective: Objective,
    targets: BTreeMap<String, usize>,
}

impl Draft {
    fn read(id: Option<String>, element: &Element, remarks: &mut Vec<Remark>) -> Self {
        let measure = element.known("minNormalizedMeasure").next().map(Element::text);
        let measure = measure.and_then(|text| number(&text, "minNormalizedMeasure", -1.0..=1.0, remarks));
        let mut draft = Self {
            objective: Objective {
                id,
                satisfied_by_measure: boolean(element, "satisfiedByMeasure", false, remarks),
                min_normalized_measure: measure.unwrap_or(1.0),
                maps: Vec::new(),
            },
            targets: BTreeMap::new(),
        };
        for map in element.known("mapInfo") {
            draft.map(map, remarks);
        }
        draft
    }

    /// `imsss:mapInfo`. SN 3.10.3. Two maps to one target are one that does what either does.
    fn map(&mut self, element: &Element, remarks: &mut Vec<Remark>) {
        let Some(target) = element.uri("targetObjectiveID") else {
            return remarks.push(Remark::MapWithoutTarget);
        };
        let read = MapInfo {
            read_satisfied: boolean(element, "readSatisfiedStatus", true, remarks),
            read_measure: boolean(element, "readNormalizedMeasure", true, remarks),
            write_satisfied: boolean(element, "writeSatisfiedStatus", false, remarks),
            write_measure: boolean(element, "writeNormalizedMeasure", false, remarks),
            ..MapInfo::to(target)
        };
        let known = self.targets.get(&read.target).copied();
        match known.and_then(|place| self.objective.maps.get_mut(place)) {
            Some(first) => {
                first.read_satisfied |= read.read_satisfied;
                first.read_measure |= read.read_measure;
                first.write_satisfied |= read.write_satisfied;
                first.write_measure |= read.write_measure;
            }
            None => self.push(read),
        }
    }

    /// `adlseq:mapInfo`. SN 3.10.3. It adds to the `imsss:mapInfo` of its target what that one can't say.
    ///
    /// Without one, nobody asked for the satisfaction and the measure: the defaults by which a map reads them are those of
    /// an `imsss:mapInfo` that was written. So the activity reads raw scores or completion from there, and keeps its own
    /// satisfaction.
    fn complete(&mut self, element: &Element, remarks: &mut Vec<Remark>) {
        for element in element.known("mapInfo") {
            let Some(target) = element.uri("targetObjectiveID") else {
                remarks.push(Remark::MapWithoutTarget);
                continue;
            };
            if !self.targets.contains_key(&target) {
                self.push(MapInfo {
                    read_satisfied: false,
                    read_measure: false,
                    ..MapInfo::to(target.clone())
                });
            }
            let place = self.targets.get(&target).copied();
            if let Some(map) = place.and_then(|place| self.objective.maps.get_mut(place)) {
                extend(map, element, remarks);
            }
        }
    }

    fn push(&mut self, map: MapInfo) {
        self.targets.insert(map.target.clone(), self.objective.maps.len());
        self.objective.maps.push(map);
    }

    fn finish(self) -> Objective {
        self.objective
    }
}

fn extend(map: &mut MapInfo, element: &Element, remarks: &mut Vec<Remark>) {
    map.read_raw = boolean(element, "readRawScore", true, remarks);
    map.read_min = boolean(element, "readMinScore", true, remarks);
    map.read_max = boolean(element, "readMaxScore", true, remarks);
    map.read_completion = boolean(element, "readCompletionStatus", true, remarks);
    map.read_progress = boolean(element, "readProgressMeasure", true, remarks);
    map.write_raw = boolean(element, "writeRawScore", false, remarks);
    map.write_min = boolean(element, "writeMinScore", false, remarks);
    map.write_max = boolean(element, "writeMaxScore", false, remarks);
    map.write_completion = boolean(element, "writeCompletionStatus", false, remarks);
    map.write_progress = boolean(element, "writeProgressMeasure", false, remarks);
}
