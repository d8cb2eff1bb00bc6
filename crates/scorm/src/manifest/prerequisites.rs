//! Prerequisites that would lock a learner out are found when a package is taken in, and dropped: an author's mistake, told
//! to the author.

use std::collections::BTreeSet;

use super::Organization;
use super::item::Item;
use super::warning::Warning;
use crate::cmi12::{Condition, LessonStatus, Prerequisite, Reached};

/// Passes over the plan until nothing more opens. Each opens all that it can in the order of the plan, so that only items
/// that wait for later ones, a thousand in a row, would be given up too early: they would open freely.
const MOST_PASSES: usize = 1_000;

/// An item, as its prerequisites see it.
struct Line<'a> {
    item: &'a Item,
    script: Option<Prerequisite>,
    within: Option<usize>,
    is_open: bool,
}

/// Drops the prerequisites that can't be read, and those that can't ever hold: an item that waits for itself, or for
/// another that waits for it. What they name must be in the plan.
pub(super) fn check(organization: &mut Organization, say: &mut dyn FnMut(Warning)) {
    let mut dropped = BTreeSet::new();
    let mut lines = Vec::new();
    flatten(&organization.items, None, &mut lines);
    read(&mut lines, &mut dropped, say);
    if lines.iter().any(|line| line.script.is_some()) {
        let mut reached = start(&lines);
        name(&lines, &reached, say);
        open(&mut lines, &mut reached, &mut dropped, say);
    }
    drop_from(&mut organization.items, &dropped, &mut 0);
}

fn flatten<'a>(items: &'a [Item], within: Option<usize>, lines: &mut Vec<Line<'a>>) {
    for item in items {
        let at = lines.len();
        lines.push(Line {
            item,
            script: None,
            within,
            is_open: false,
        });
        flatten(&item.children, Some(at), lines);
    }
}

fn read(lines: &mut [Line<'_>], dropped: &mut BTreeSet<usize>, say: &mut dyn FnMut(Warning)) {
    for (at, line) in lines.iter_mut().enumerate() {
        let Some(script) = &line.item.prerequisites else {
            continue;
        };
        match Prerequisite::parse(script) {
            Ok(script) => line.script = Some(script),
            Err(why) => {
                dropped.insert(at);
                say(Warning::PrerequisitesUnreadable {
                    item: line.item.title.clone(),
                    script: script.clone(),
                    why,
                });
            }
        }
    }
}

/// The identifiers around a line.
fn around<'a>(lines: &'a [Line<'a>], at: usize) -> impl Iterator<Item = &'a str> + Clone {
    let above = |at: usize| lines.get(at).and_then(|line| line.within);
    std::iter::successors(above(at), move |at| above(*at))
        .filter_map(|at| lines.get(at))
        .map(|line| line.item.identifier.as_str())
}

/// Nothing is attempted.
fn start(lines: &[Line<'_>]) -> Reached {
    let mut reached = Reached::default();
    for line in lines {
        reached.block(&line.item.identifier);
    }
    for (at, line) in lines.iter().enumerate() {
        if line.item.launch.is_some() {
            reached.part(
                &line.item.identifier,
                LessonStatus::NotAttempted,
                around(lines, at),
            );
        }
    }
    reached
}

/// Tells which conditions name nothing.
fn name(lines: &[Line<'_>], reached: &Reached, say: &mut dyn FnMut(Warning)) {
    for line in lines {
        let named: BTreeSet<&str> = line.script.iter().flat_map(Prerequisite::items).collect();
        for unknown in named.into_iter().filter(|name| reached.is_done(name).is_none()) {
            say(Warning::PrerequisiteUnknown {
                item: line.item.title.clone(),
                named: unknown.to_owned(),
            });
        }
    }
}

/// Whether a condition may be met one day, as far as what opened can be completed: what is open takes any status, what
/// isn't stays not attempted.
fn may_be_met(condition: &Condition, reached: &Reached) -> Option<bool> {
    let opened = reached.is_done(&condition.item)?;
    let untouched = condition.status == Some(LessonStatus::NotAttempted);
    Some(opened || condition.wanted == untouched)
}

/// Opens what can be, pass after pass; when nothing more can, the first that is stuck loses its script.
fn open(
    lines: &mut [Line<'_>],
    reached: &mut Reached,
    dropped: &mut BTreeSet<usize>,
    say: &mut dyn FnMut(Warning),
) {
    for _ in 0..MOST_PASSES {
        if pass(lines, reached) {
            continue;
        }
        let Some(at) = stuck(lines) else { return };
        give_up(lines, at, dropped, say);
    }
    for at in 0..lines.len() {
        if lines.get(at).is_some_and(|line| !line.is_open) {
            give_up(lines, at, dropped, say);
        }
    }
}

fn pass(lines: &mut [Line<'_>], reached: &mut Reached) -> bool {
    let mut opened = false;
    for at in 0..lines.len() {
        if !may_open(lines, at, reached) {
            continue;
        }
        opened = true;
        if let Some(line) = lines.get_mut(at) {
            line.is_open = true;
        }
        if let Some(line) = lines.get(at).filter(|line| line.item.launch.is_some()) {
            reached.complete(&line.item.identifier, around(lines, at));
        }
    }
    opened
}

fn may_open(lines: &[Line<'_>], at: usize, reached: &Reached) -> bool {
    let Some(line) = lines.get(at).filter(|line| !line.is_open) else {
        return false;
    };
    let script = line.script.as_ref();
    is_entered(lines, line)
        && script.is_none_or(|script| script.left(|condition| may_be_met(condition, reached)).is_none())
}

/// Whether the block around a line is open.
fn is_entered(lines: &[Line<'_>], line: &Line<'_>) -> bool {
    line.within
        .and_then(|at| lines.get(at))
        .is_none_or(|block| block.is_open)
}

fn stuck(lines: &[Line<'_>]) -> Option<usize> {
    lines
        .iter()
        .position(|line| !line.is_open && is_entered(lines, line))
}

fn give_up(lines: &mut [Line<'_>], at: usize, dropped: &mut BTreeSet<usize>, say: &mut dyn FnMut(Warning)) {
    if let Some(line) = lines.get_mut(at)
        && line.script.take().is_some()
    {
        dropped.insert(at);
        say(Warning::PrerequisitesNever {
            item: line.item.title.clone(),
        });
    }
}

/// Takes the scripts of these lines away; `at` counts the lines.
fn drop_from(items: &mut [Item], dropped: &BTreeSet<usize>, at: &mut usize) {
    for item in items {
        if dropped.contains(at) {
            item.prerequisites = None;
        }
        *at += 1;
        drop_from(&mut item.children, dropped, at);
    }
}
