//! What a learner answers. Nothing of it is trusted: `Answer::fits` says whether it may be an answer to the question.

use serde::{Deserialize, Serialize};

use super::{Body, Filling};

/// The longest short answer, in characters.
pub const LONGEST_ANSWER: usize = 500;
/// The longest free answer, in characters.
pub const LONGEST_FREE_ANSWER: usize = 50_000;

/// An answer. Places count from 0, in the author's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "given", rename_all = "snake_case")]
pub enum Answer {
    /// The place of the answer chosen.
    Single(usize),
    /// The places of the answers chosen.
    Multiple(Vec<usize>),
    /// True or false.
    TrueFalse(bool),
    /// Words as typed.
    ShortText(String),
    /// A number as typed.
    Numeric(String),
    /// For each thing, the place among the options of what goes with it.
    Matching(Vec<Option<usize>>),
    /// The places of the items, in the learner's order.
    Ordering(Vec<usize>),
    /// What fills each gap.
    Cloze(Vec<Option<GapAnswer>>),
    /// A place on the image.
    Hotspot(Spot),
    /// Free words.
    FreeText(String),
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum GapAnswer {
    /// The place of the answer chosen.
    Chosen(usize),
    /// As typed: words or a number.
    Typed(String),
}

/// A place on an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// A point, in pixels of the image.
    Point(u32, u32),
    /// An area, chosen by its name: its place.
    Area(usize),
}

/// Why an answer can't be one to the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It answers another type of question.
    Type,
    /// It names an answer, an option, an item, an area or a point that isn't there, or one twice.
    Place,
    /// It is too long.
    Long,
}

impl Answer {
    /// Whether it may be an answer to this.
    pub fn fits(&self, body: &Body) -> Result<(), Misfit> {
        match (self, body) {
            (Self::Single(place), Body::Single(one)) => within(*place, one.choices.len()),
            (Self::Multiple(places), Body::Multiple(one)) => each_once(places, one.choices.len()),
            (Self::TrueFalse(_), Body::TrueFalse(_)) => Ok(()),
            (Self::ShortText(typed), Body::ShortText(_)) | (Self::Numeric(typed), Body::Numeric(_)) => {
                short(typed, LONGEST_ANSWER)
            }
            (Self::FreeText(typed), Body::FreeText(_)) => short(typed, LONGEST_FREE_ANSWER),
            (Self::Matching(with), Body::Matching(one)) => {
                let options = one.options().len();
                whole(with.len() == one.pairs.len())?;
                with.iter()
                    .flatten()
                    .try_for_each(|place| within(*place, options))
            }
            (Self::Ordering(places), Body::Ordering(one)) => {
                whole(places.len() == one.items.len())?;
                each_once(places, one.items.len())
            }
            (Self::Cloze(gaps), Body::Cloze(one)) => {
                whole(gaps.len() == one.gaps.len())?;
                let pairs = gaps.iter().zip(&one.gaps);
                pairs
                    .filter_map(|(given, gap)| Some((given.as_ref()?, &gap.filling)))
                    .try_for_each(|(given, filling)| fills(given, filling))
            }
            (Self::Hotspot(Spot::Area(place)), Body::Hotspot(one)) => within(*place, one.areas.len()),
            (Self::Hotspot(Spot::Point(x, y)), Body::Hotspot(one)) => {
                whole(*x <= one.width && *y <= one.height)
            }
            _ => Err(Misfit::Type),
        }
    }

    /// Whether nothing is answered.
    pub fn is_blank(&self) -> bool {
        let blank = |typed: &str| typed.trim().is_empty();
        match self {
            Self::ShortText(typed) | Self::Numeric(typed) | Self::FreeText(typed) => blank(typed),
            Self::Multiple(places) => places.is_empty(),
            Self::Matching(with) => with.iter().all(Option::is_none),
            Self::Cloze(gaps) => gaps.iter().flatten().all(GapAnswer::is_blank),
            Self::Single(_) | Self::TrueFalse(_) | Self::Ordering(_) | Self::Hotspot(_) => false,
        }
    }
}

impl GapAnswer {
    /// Whether nothing fills it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Typed(typed) if typed.trim().is_empty())
    }
}

fn fills(given: &GapAnswer, filling: &Filling) -> Result<(), Misfit> {
    match (given, filling) {
        (GapAnswer::Chosen(place), Filling::Single(one)) => within(*place, one.choices.len()),
        (GapAnswer::Typed(typed), Filling::ShortText(_) | Filling::Numeric(_)) => {
            short(typed, LONGEST_ANSWER)
        }
        _ => Err(Misfit::Type),
    }
}

fn short(typed: &str, longest: usize) -> Result<(), Misfit> {
    match typed.chars().nth(longest) {
        Some(_) => Err(Misfit::Long),
        None => Ok(()),
    }
}

fn within(place: usize, count: usize) -> Result<(), Misfit> {
    whole(place < count)
}

fn each_once(places: &[usize], count: usize) -> Result<(), Misfit> {
    whole(places.len() <= count)?;
    let mut seen = vec![false; count];
    for place in places {
        within(*place, count)?;
        whole(!std::mem::replace(&mut seen[*place], true))?;
    }
    Ok(())
}

fn whole(right: bool) -> Result<(), Misfit> {
    if right { Ok(()) } else { Err(Misfit::Place) }
}
