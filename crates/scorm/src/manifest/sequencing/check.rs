//! What is allowed but can't be what an author meant.

use std::collections::{BTreeMap, BTreeSet};

use super::Remark;
use crate::plan::{Activity, MapInfo, Objective, Sequencing, Term};

/// Looks through a tree; each remark goes to `say` with the title of its activity.
pub(in crate::manifest) fn check(activity: &Activity, say: &mut impl FnMut(&str, Remark)) {
    let mut remarks = unknown_objectives(&activity.sequencing);
    remarks.extend(maps(&activity.sequencing));
    if activity.children.is_empty() {
        remarks.extend(leaf(&activity.sequencing));
    } else {
        remarks.extend(cluster(activity));
    }
    remarks
        .into_iter()
        .for_each(|remark| say(&activity.title, remark));
    activity.children.iter().for_each(|child| check(child, say));
}

/// SN 3.4.3: a rule refers to an objective of its own activity.
fn unknown_objectives(sequencing: &Sequencing) -> Vec<Remark> {
    let known: BTreeSet<&str> = objectives(sequencing)
        .filter_map(|one| one.id.as_deref())
        .collect();
    let pre = sequencing.pre.iter().flat_map(|rule| &rule.conditions);
    let exit = sequencing.exit.iter().flat_map(|rule| &rule.conditions);
    let post = sequencing.post.iter().flat_map(|rule| &rule.conditions);
    let cited: BTreeSet<&str> = pre.chain(exit).chain(post).filter_map(cited).collect();
    let unknown = cited.difference(&known);
    unknown
        .map(|objective| Remark::ObjectiveUnknown {
            objective: (*objective).to_owned(),
        })
        .collect()
}

fn cited(term: &Term) -> Option<&str> {
    term.objective.as_deref()
}

fn objectives(sequencing: &Sequencing) -> impl Iterator<Item = &Objective> {
    std::iter::once(&sequencing.primary).chain(&sequencing.objectives)
}

/// What one map may say of one kind of information.
type Says = fn(&MapInfo) -> bool;

const READS: [Says; 2] = [|map| map.read_satisfied, |map| map.read_measure];

const WRITES: [Says; 7] = [
    |map| map.write_satisfied,
    |map| map.write_measure,
    |map| map.write_raw,
    |map| map.write_min,
    |map| map.write_max,
    |map| map.write_completion,
    |map| map.write_progress,
];

/// SN 3.10.3: an objective reads from one shared objective, and one objective of an activity writes to it.
fn maps(sequencing: &Sequencing) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut written: BTreeMap<&str, [usize; WRITES.len()]> = BTreeMap::new();
    for objective in objectives(sequencing) {
        let reads = READS
            .iter()
            .map(|reads| objective.maps.iter().filter(|map| reads(map)).count());
        if reads.max().unwrap_or(0) > 1 {
            remarks.push(Remark::MapsReadTwice {
                objective: objective.id.clone().unwrap_or_default(),
            });
        }
        for map in &objective.maps {
            let counts = written.entry(&map.target).or_default();
            for (count, writes) in counts.iter_mut().zip(WRITES) {
                *count += usize::from(writes(map));
            }
        }
    }
    let twice = written
        .into_iter()
        .filter(|(_, counts)| counts.iter().any(|count| *count > 1));
    remarks.extend(twice.map(|(target, _)| Remark::MapsWriteTwice {
        target: target.to_owned(),
    }));
    remarks
}

/// SN TB.2.1 evaluates exit rules from the root to the parent of the activity that ends, RB.1.5 rolls up to clusters.
fn leaf(sequencing: &Sequencing) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if !sequencing.exit.is_empty() {
        remarks.push(Remark::ExitRuleOnLeaf);
    }
    if !sequencing.rollup.rules.is_empty() {
        remarks.push(Remark::RollupRuleOnLeaf);
    }
    remarks
}

fn cluster(activity: &Activity) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let sequencing = &activity.sequencing;
    if !sequencing.mode.flow && !sequencing.mode.choice {
        remarks.push(Remark::NothingReachable);
    }
    let mut weights = activity
        .children
        .iter()
        .map(|child| child.sequencing.rollup.measure_weight);
    if sequencing.primary.satisfied_by_measure && weights.all(|weight| weight <= 0.0) {
        remarks.push(Remark::WeightsAllZero);
    }
    remarks
}
