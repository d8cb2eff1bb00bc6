//! How the steps of a course open: a course says whether its order binds, a step may wait for others. Steps are known by
//! their place in the course, from 0.

#[cfg(test)]
mod cases;
mod problems;

use serde::{Deserialize, Serialize};

pub use problems::{Problem, problems};

use crate::success::{Reached, Required};

/// Whether the order of a course binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progression {
    /// Every step is open; only those with conditions wait.
    #[default]
    Free,
    /// The order is advised: nothing waits but for conditions.
    Guided,
    /// A step waits for every step before it that counts.
    Constrained,
}

impl Progression {
    /// All of them, the freest first.
    pub const ALL: [Self; 3] = [Self::Free, Self::Guided, Self::Constrained];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Guided => "guided",
            Self::Constrained => "constrained",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What a step wants of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    /// That it is done.
    Done,
    /// That it is done with this percentage or more (1 to 100).
    AtLeast(u8),
    /// That it is done with less than this percentage (1 to 100).
    Below(u8),
}

impl Wants {
    /// Whether what a learner came to is enough.
    pub fn met(self, reached: Reached) -> bool {
        let percent = reached.percent.filter(|percent| percent.is_finite());
        reached.done_at.is_some()
            && match self {
                Self::Done => true,
                Self::AtLeast(least) => percent.is_some_and(|percent| percent >= f64::from(least)),
                Self::Below(most) => percent.is_some_and(|percent| percent < f64::from(most)),
            }
    }

    /// Whether both can be true of one learner at once.
    fn goes_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::AtLeast(least), Self::Below(most)) | (Self::Below(most), Self::AtLeast(least)) => {
                least < most
            }
            _ => true,
        }
    }
}

/// A condition: a step, and what is wanted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The step's place.
    pub on: usize,
    /// What is wanted of it.
    pub wants: Wants,
}

/// What opening a step takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opens {
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// One of them is enough.
    pub any: bool,
}

/// A step, as far as opening goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it must come to for the course to be passed: what counts for nothing holds nobody.
    pub required: Required,
    /// What opening it takes.
    pub opens: Opens,
}

/// Where a learner stands with a step, as far as opening goes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stood {
    /// They have opened it before: it stays open.
    pub begun: bool,
    /// What it came to.
    pub reached: Reached,
}

/// Whether a step is open to a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is.
    Open,
    /// Not before all of these are met.
    All(Vec<Condition>),
    /// Not before one of these is met.
    Any(Vec<Condition>),
}

impl Opening {
    /// Whether the step may be opened.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}

/// Which steps are open to a learner who stands there: one opening for each step.
pub fn openings(progression: Progression, steps: &[Step], stood: &[Stood]) -> Vec<Opening> {
    let at = |place: usize| stood.get(place).copied().unwrap_or_default();
    let met = |condition: &Condition| condition.wants.met(at(condition.on).reached);
    let mut first_undone = None;
    let mut all = Vec::with_capacity(steps.len());
    for (place, step) in steps.iter().enumerate() {
        all.push(opening(progression, step, at(place).begun, first_undone, met));
        let counts = step.required != Required::Nothing;
        if first_undone.is_none() && counts && at(place).reached.done_at.is_none() {
            first_undone = Some(place);
        }
    }
    all
}

fn opening(
    progression: Progression,
    step: &Step,
    begun: bool,
    first_undone: Option<usize>,
    met: impl Fn(&Condition) -> bool,
) -> Opening {
    let Opens { conditions, any } = &step.opens;
    let missing: Vec<Condition> = conditions.iter().copied().filter(|one| !met(one)).collect();
    let enough = missing.is_empty() || (*any && missing.len() < conditions.len());
    let before = first_undone.map(|on| Condition {
        on,
        wants: Wants::Done,
    });
    match (progression, before) {
        _ if begun => Opening::Open,
        // What the order wants comes first: a choice between conditions only matters after it.
        (Progression::Constrained, Some(before)) if *any && !enough => Opening::All(vec![before]),
        (Progression::Constrained, Some(before)) => {
            let rest = if enough { Vec::new() } else { missing };
            let rest = rest.into_iter().filter(|one| *one != before);
            Opening::All(std::iter::once(before).chain(rest).collect())
        }
        _ if !enough && *any => Opening::Any(missing),
        _ if !enough => Opening::All(missing),
        _ => Opening::Open,
    }
}
