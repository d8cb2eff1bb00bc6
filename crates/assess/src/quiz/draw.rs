//! Questions drawn from a bank by their tags, each at most once.

use super::shuffle::Chance;

/// Questions to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// How many.
    pub count: usize,
    /// They have every one of these tags.
    pub tags: Vec<String>,
}

/// A draw that the bank can't fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// Its place among the draws.
    pub draw: usize,
    /// How many questions were left for it.
    pub found: usize,
}

/// Draws questions: their places in the bank, draw by draw. Whatever chance gives, draws that can be filled together are.
pub fn draw(bank: &[Vec<String>], draws: &[Draw], chance: &mut Chance) -> Result<Vec<Vec<usize>>, Short> {
    let mut taken: Vec<Option<usize>> = vec![None; bank.len()];
    for (at, one) in draws.iter().enumerate() {
        let order = chance.order(bank.len());
        for found in 0..one.count {
            let mut seen = vec![false; draws.len()];
            if !place(at, &order, (bank, draws), &mut taken, &mut seen) {
                return Err(Short { draw: at, found });
            }
        }
    }
    let mut drawn = vec![Vec::new(); draws.len()];
    for question in chance.order(bank.len()) {
        if let Some(draw) = taken[question] {
            drawn[draw].push(question);
        }
    }
    Ok(drawn)
}

/// Finds one question more for a draw, moving others to another question where that frees one.
fn place(
    draw: usize,
    order: &[usize],
    (bank, draws): (&[Vec<String>], &[Draw]),
    taken: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    seen[draw] = true;
    let fits = |question: usize| draws[draw].tags.iter().all(|tag| bank[question].contains(tag));
    let free = order
        .iter()
        .copied()
        .find(|one| taken[*one].is_none() && fits(*one));
    if let Some(question) = free {
        taken[question] = Some(draw);
        return true;
    }
    for question in order.iter().copied().filter(|one| fits(*one)) {
        let Some(holder) = taken[question].filter(|holder| !seen[*holder]) else {
            continue;
        };
        if place(holder, order, (bank, draws), taken, seen) {
            taken[question] = Some(draw);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;
    use crate::quiz::shuffle::{Seed, Stream};

    fn bank(tags: &[&str]) -> Vec<Vec<String>> {
        tags.iter()
            .map(|tags| tags.split_whitespace().map(str::to_owned).collect())
            .collect()
    }

    fn wanted(count: usize, tags: &str) -> Draw {
        Draw {
            count,
            tags: tags.split_whitespace().map(str::to_owned).collect(),
        }
    }

    #[test]
    fn draws_that_can_be_filled_are() {
        let bank = bank(&["a", "a b", "a b", "b", ""]);
        let cases = [
            (vec![wanted(2, "a"), wanted(2, "b")], None),
            (vec![wanted(3, "a"), wanted(1, "b")], None),
            (vec![wanted(1, "a"), wanted(3, "b"), wanted(1, "")], None),
            (vec![wanted(5, "")], None),
            (vec![wanted(0, "unknown")], None),
            (vec![wanted(6, "")], Some(Short { draw: 0, found: 5 })),
            (
                vec![wanted(3, "a"), wanted(2, "b")],
                Some(Short { draw: 1, found: 1 }),
            ),
            (vec![wanted(3, "a b")], Some(Short { draw: 0, found: 2 })),
        ];
        for (draws, expected) in cases {
            for seed in 0..40 {
                let seen = draw(&bank, &draws, &mut Chance::new(Seed([seed; 16]), Stream::Draw));
                assert_eq!(seen.as_ref().err().copied(), expected, "{draws:?} {seed}");
            }
        }
    }

    proptest! {
        #[test]
        fn each_is_drawn_once_and_has_the_tags(
            tags in prop::collection::vec("(a )?(b )?(c )?", 0..12),
            counts in prop::collection::vec((0usize..4, "(a )?(b )?"), 0..4),
            seed: [u8; 16],
        ) {
            let bank = bank(&tags.iter().map(String::as_str).collect::<Vec<_>>());
            let draws: Vec<Draw> = counts.iter().map(|(count, tags)| wanted(*count, tags)).collect();
            if let Ok(drawn) = draw(&bank, &draws, &mut Chance::new(Seed(seed), Stream::Draw)) {
                let mut all: Vec<usize> = drawn.concat();
                all.sort_unstable();
                let count = all.len();
                all.dedup();
                prop_assert_eq!(count, all.len());
                for (draw, questions) in draws.iter().zip(&drawn) {
                    prop_assert_eq!(draw.count, questions.len());
                    prop_assert!(questions.iter().all(|one| draw.tags.iter().all(|tag| bank[*one].contains(tag))));
                }
            }
        }
    }
}
