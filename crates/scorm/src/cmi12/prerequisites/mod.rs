//! `adlcp:prerequisites`: what a learner must have reached before an item opens, as a script of AICC. CAM 2.3.2.5.1 of
//! SCORM 1.2, whose operators are those of AICC's CMI001.
//!
//! [`Prerequisite::parse`] reads a script, [`Reached`] knows where the learner stands with each item, and
//! [`Prerequisite::left`] says what is still missing. A mistake of an author never locks a learner out: a condition on an
//! item that the plan doesn't have is left aside, as if it had not been written.

mod reached;
mod read;

pub use reached::Reached;
pub use read::{SCRIPT_ACCEPTED, Unreadable};

use super::values::LessonStatus;

/// What must be reached, without its negations: they have been carried down to the conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prerequisite {
    /// One item.
    Condition(Condition),
    /// So many of these, or more: all of them for `&`, one for `|`.
    Among {
        /// How many.
        least: usize,
        /// Of which.
        of: Vec<Prerequisite>,
    },
}

/// Where an item must stand, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The item's identifier.
    pub item: String,
    /// The status; completed or passed, either, when none is written.
    pub status: Option<LessonStatus>,
    /// Whether it must have that status, or must not (`~`, `<>`).
    pub wanted: bool,
}

/// What a part of a script comes to: met, or what is left of it.
type Weighed = Result<(), Prerequisite>;

impl Prerequisite {
    /// Whether an item that has this prerequisite is open.
    pub fn holds(&self, reached: &Reached) -> bool {
        self.left(|condition| reached.meets(condition)).is_none()
    }

    /// What is left to reach; none when the item is open. `met` tells whether a condition is met, or nothing when the
    /// plan has no such item: then the condition is left aside, and so is a script that has no other.
    pub fn left(&self, met: impl Fn(&Condition) -> Option<bool>) -> Option<Self> {
        self.weigh(&met)?.err()
    }

    fn weigh(&self, met: &impl Fn(&Condition) -> Option<bool>) -> Option<Weighed> {
        match self {
            Self::Condition(condition) => {
                met(condition).map(|met| if met { Ok(()) } else { Err(self.clone()) })
            }
            Self::Among { least, of } => {
                let known: Vec<Weighed> = of.iter().filter_map(|one| one.weigh(met)).collect();
                let (all, missing) = (known.len(), known.into_iter().filter_map(Weighed::err));
                let missing: Vec<Self> = missing.collect();
                if all == 0 {
                    return None;
                }
                // Of four where one is unknown, three may be all that can be reached.
                let still = least.min(&all).saturating_sub(all - missing.len());
                Some(if still == 0 {
                    Ok(())
                } else {
                    Err(Self::among(still, missing))
                })
            }
        }
    }

    /// So many of these, without groups that say nothing: one alone, all among all, any among any.
    fn among(least: usize, mut of: Vec<Self>) -> Self {
        if least == 1
            && of.len() == 1
            && let Some(one) = of.pop()
        {
            return one;
        }
        let (all, any) = (least == of.len(), least == 1);
        let mut flat = Vec::with_capacity(of.len());
        for one in of {
            match one {
                Self::Among { least: 1, of } if any => flat.extend(of),
                Self::Among { least, of } if all && least == of.len() => flat.extend(of),
                one => flat.push(one),
            }
        }
        Self::Among {
            least: if all { flat.len() } else { least },
            of: flat,
        }
    }

    /// The contrary: of five, fewer than two means that four aren't.
    fn not(self) -> Self {
        match self {
            Self::Condition(condition) => Self::Condition(Condition {
                wanted: !condition.wanted,
                ..condition
            }),
            Self::Among { least, of } => Self::Among {
                least: (of.len() + 1 - least.min(of.len())).min(of.len()),
                of: of.into_iter().map(Self::not).collect(),
            },
        }
    }

    /// The items that it names, as often as it does.
    pub fn items(&self) -> Vec<&str> {
        match self {
            Self::Condition(condition) => vec![&condition.item],
            Self::Among { of, .. } => of.iter().flat_map(Self::items).collect(),
        }
    }
}
