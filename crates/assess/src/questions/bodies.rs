//! What each type of question is made of.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Accents, Case, Decimal, Marking, Parts, Share};

/// Answers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The answers, in the author's order.
    pub choices: Vec<Choice>,
    /// Whether each learner sees them in another order.
    #[serde(default)]
    pub order: Order,
}

impl Choices {
    /// What choosing every answer earns, each mistake taking its part.
    pub(super) fn all_chosen(&self, mistake: Share) -> Share {
        let all = self.choices.iter();
        all.map(|choice| self.earned(choice, mistake)).sum()
    }

    /// What one of several answers earns or takes where it is chosen.
    pub(super) fn earned(&self, choice: &Choice, mistake: Share) -> Share {
        let right = self.choices.iter().filter(|one| one.share > Share::NONE).count();
        match choice.share {
            Share::NONE => mistake.weighed(1, u32::try_from(right).unwrap_or(u32::MAX)),
            share => share,
        }
    }

    /// Whether choosing every answer earns all the points although some aren't right.
    pub(crate) fn all_wins(&self, marking: Marking) -> bool {
        let some_wrong = self.choices.iter().any(|one| one.share <= Share::NONE);
        marking.parts == Parts::Each && some_wrong && self.all_chosen(marking.mistake) >= Share::ALL
    }
}

/// Whether each learner sees things in another order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// In another order each time.
    #[default]
    Shuffled,
    /// As the author wrote them.
    Kept,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its words, in prose.
    pub text: String,
    /// What choosing it earns, from −1 to 1.
    pub share: Share,
    /// Said to whoever chose it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

/// A statement, true or false.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueFalse {
    /// Whether it is true.
    pub answer: bool,
    /// Said to whoever answered « true ».
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback_true: String,
    /// Said to whoever answered « false ».
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback_false: String,
}

/// A few words to type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortText {
    /// What is known of answers: the first that fits is taken.
    pub accepted: Vec<Words>,
    /// Whether capitals count.
    #[serde(default)]
    pub case: Case,
    /// Whether accents count.
    #[serde(default)]
    pub accents: Accents,
}

/// Words that may be typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words, plain. « * » stands for anything, « \* » for itself.
    pub text: String,
    /// What they earn, from −1 to 1.
    pub share: Share,
    /// Said to whoever typed them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

/// A number to find.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numeric {
    /// What is known of answers: the first that fits is taken.
    pub accepted: Vec<Number>,
    /// Said when no number fits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback_otherwise: String,
    /// Units a learner may write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
    /// Whether one must be written.
    #[serde(default)]
    pub unit_rule: UnitRule,
}

/// A number that is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The number.
    pub value: Decimal,
    /// How far from it is still right, itself included.
    pub tolerance: Decimal,
    /// What it earns, from −1 to 1.
    pub share: Share,
    /// Said to whoever found it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

impl Number {
    /// What is right from `low` to `high`; nothing when it can't be kept exactly.
    pub fn between(low: Decimal, high: Decimal, share: Share, feedback: String) -> Option<Self> {
        let value = low.plus(high)?.half()?;
        let tolerance = high.plus(low.negated())?.half()?;
        (!tolerance.is_negative()).then_some(Self {
            value,
            tolerance,
            share,
            feedback,
        })
    }

    /// The least and the most that are right; nothing when they can't be kept exactly.
    pub fn bounds(&self) -> Option<(Decimal, Decimal)> {
        Some((
            self.value.plus(self.tolerance.negated())?,
            self.value.plus(self.tolerance)?,
        ))
    }
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// As it is written: « cm ».
    pub name: String,
    /// What one of it is in the unit of the accepted numbers: 0.01 for « cm » beside « m ».
    pub worth: Decimal,
}

/// Whether a unit must be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRule {
    /// A number alone is in the unit of the accepted numbers.
    #[default]
    Optional,
    /// A number alone is wrong.
    Required,
}

/// Things to put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// Each thing and what goes with it. Two things may go with the same.
    pub pairs: Vec<Pair>,
    /// Things that go with none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// Whether each learner sees the things in another order; what goes with them always is shuffled.
    #[serde(default)]
    pub order: Order,
}

impl Matching {
    /// What may be chosen, each once: an answer names its place here. In the author's order, so never shown as it is: see `Shown`.
    pub fn options(&self) -> Vec<&str> {
        let all = self.pairs.iter().map(|pair| &pair.with).chain(&self.decoys);
        let mut seen = HashSet::new();
        all.map(String::as_str).filter(|one| seen.insert(*one)).collect()
    }
}

/// A thing and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The thing, in prose.
    pub thing: String,
    /// What goes with it, plain.
    pub with: String,
}

/// Things to put in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordering {
    /// The things in their right order, in prose. They always are shown in another.
    pub items: Vec<String>,
}

/// A text with gaps: « [[1]] » in the question's text is the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cloze {
    /// The gaps, in the order of their numbers.
    pub gaps: Vec<Gap>,
}

impl Cloze {
    /// What the gaps weigh together.
    pub fn weights(&self) -> u32 {
        let weights = self.gaps.iter().map(|gap| gap.weight);
        weights.fold(0, u32::saturating_add)
    }
}

/// A gap of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// What it weighs beside the others, from 1.
    pub weight: u32,
    /// What fills it.
    #[serde(flatten)]
    pub filling: Filling,
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Filling {
    /// One of a list.
    Single(Choices),
    /// A few words typed.
    ShortText(ShortText),
    /// A number.
    Numeric(Numeric),
}

/// The mark of a gap in a text, from its place.
pub fn gap_mark(place: usize) -> String {
    format!("[[{}]]", place + 1)
}

/// A place to find on an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotspot {
    /// The image, as whoever keeps it names it.
    pub image: String,
    /// What it shows, for whoever doesn't see it.
    pub described: String,
    /// Its width, in pixels: areas are within.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// Its areas: the first that holds the point is taken. They are offered by name to whoever points at nothing.
    pub areas: Vec<Area>,
}

/// An area of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its name, plain.
    pub name: String,
    /// Where it is.
    pub shape: Shape,
    /// What it earns, from −1 to 1.
    pub share: Share,
    /// Said to whoever chose it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback: String,
}

/// Where an area is, in pixels of its image from the top left corner. What is on the edge is within.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Left, top, right, bottom.
    Rectangle(u32, u32, u32, u32),
    /// The centre's place, then the radius.
    Circle(u32, u32, u32),
    /// The corners, in order; the last joins the first.
    Polygon(Vec<(u32, u32)>),
}

impl Shape {
    /// Whether a point is within.
    pub fn holds(&self, x: u32, y: u32) -> bool {
        match self {
            Self::Rectangle(left, top, right, bottom) => {
                (left..=right).contains(&&x) && (top..=bottom).contains(&&y)
            }
            Self::Circle(across, down, radius) => {
                let square = |one: u32, other: u32| u128::from(one.abs_diff(other)).pow(2);
                square(x, *across) + square(y, *down) <= u128::from(*radius).pow(2)
            }
            Self::Polygon(corners) => within(corners, (i128::from(x), i128::from(y))),
        }
    }
}

/// Whether a point is in a polygon or on its edge, by counting the edges to its right; in whole numbers.
fn within(corners: &[(u32, u32)], (x, y): (i128, i128)) -> bool {
    let mut inside = false;
    let nexts = corners.iter().cycle().skip(1);
    for (from, to) in corners.iter().zip(nexts) {
        let ((ax, ay), (bx, by)) = (
            (i128::from(from.0), i128::from(from.1)),
            (i128::from(to.0), i128::from(to.1)),
        );
        let side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let beside = (ax.min(bx)..=ax.max(bx)).contains(&x) && (ay.min(by)..=ay.max(by)).contains(&y);
        if side == 0 && beside {
            return true;
        }
        if (ay > y) != (by > y) && (side > 0) == (by > ay) {
            inside = !inside;
        }
    }
    inside
}

/// Free words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeText {
    /// For whoever grades: what is expected, in prose.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// What the learner finds in the field and completes, plain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start: String,
}
