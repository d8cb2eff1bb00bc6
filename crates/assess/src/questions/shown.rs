//! The orders in which a learner sees the parts of a question. A page names what it shows by the place where it is shown: the
//! author's place often is the right answer, and never reaches the page.

use super::bodies::Order;
use super::{Body, Filling};
use crate::quiz::shuffle::{Chance, Seed, Stream};

/// For each place shown, the author's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    answers: Vec<usize>,
    options: Vec<usize>,
    gaps: Vec<Vec<usize>>,
}

impl Shown {
    /// What a learner sees of the question at this place of their attempt: always the same.
    pub fn of(body: &Body, seed: Seed, place: u32) -> Self {
        let mut answers = Chance::new(seed, Stream::Answers(place));
        let mut options = Chance::new(seed, Stream::Options(place));
        let mut shown = Self::default();
        match body {
            Body::Single(one) | Body::Multiple(one) => {
                shown.answers = ordered(&mut answers, one.order, one.choices.len());
            }
            Body::Matching(one) => {
                shown.answers = ordered(&mut answers, one.order, one.pairs.len());
                shown.options = options.order(one.options().len());
            }
            Body::Ordering(one) => shown.answers = answers.other_order(one.items.len()),
            Body::Cloze(one) => {
                shown.gaps = one
                    .gaps
                    .iter()
                    .map(|gap| match &gap.filling {
                        Filling::Single(one) => ordered(&mut options, one.order, one.choices.len()),
                        Filling::ShortText(_) | Filling::Numeric(_) => Vec::new(),
                    })
                    .collect();
            }
            Body::Hotspot(one) => shown.answers = answers.order(one.areas.len()),
            Body::TrueFalse(_) | Body::ShortText(_) | Body::Numeric(_) | Body::FreeText(_) => {}
        }
        shown
    }

    /// The answers, things, items or names of areas, in the order shown.
    pub fn answers(&self) -> &[usize] {
        &self.answers
    }

    /// What may go with the things, in the order shown: places among `Matching::options`.
    pub fn options(&self) -> &[usize] {
        &self.options
    }

    /// The list of a gap, in the order shown; empty where the gap is typed.
    pub fn gap(&self, place: usize) -> &[usize] {
        self.gaps.get(place).map_or(&[], Vec::as_slice)
    }
}

fn ordered(chance: &mut Chance, order: Order, count: usize) -> Vec<usize> {
    match order {
        Order::Shuffled => chance.order(count),
        Order::Kept => (0..count).collect(),
    }
}
