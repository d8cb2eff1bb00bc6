//! Which questions a try asks: those of the slots, in force now, and those that chance draws.

use assess::questions::Points;
use assess::quiz::draw::{Draw, draw};
use assess::quiz::shuffle::{Chance, Seed, Stream};
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};

use super::composition::{Slot, What};

/// A question that a slot may ask: the version in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The question.
    pub question: Uuid,
    /// Its version in force.
    pub version: Uuid,
    /// Whose bank it is of.
    pub course: Option<Uuid>,
    /// What it is about.
    pub tags: Vec<String>,
}

/// A question of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The version asked.
    pub version: Uuid,
    /// What it weighs, where that isn't what it says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
}

/// A slot that the bank can't fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfilled {
    /// Its place.
    pub slot: usize,
    /// How many questions are there for it.
    pub found: usize,
}

/// Picks the questions of a try. What a slot names itself is never drawn by another.
pub fn pick(slots: &[Slot], candidates: &[Candidate], seed: Seed) -> Result<Vec<Asked>, Unfilled> {
    let fixed: Vec<Uuid> = slots
        .iter()
        .filter_map(|slot| slot.what.question().map(|id| id.0))
        .collect();
    let free: Vec<&Candidate> = candidates
        .iter()
        .filter(|one| !fixed.contains(&one.question))
        .collect();
    let mut drawn = drawn(slots, &free, seed)?.into_iter();
    let mut asked = Vec::new();
    for (place, slot) in slots.iter().enumerate() {
        let one = |candidate: &Candidate| Asked {
            version: candidate.version,
            points: slot.points,
        };
        match &slot.what {
            What::Question(id) => {
                let found = candidates.iter().find(|one| one.question == *id);
                asked.push(one(found.ok_or(Unfilled {
                    slot: place,
                    found: 0,
                })?));
            }
            What::Draw { .. } => {
                let places = drawn.next().unwrap_or_default();
                asked.extend(
                    places
                        .into_iter()
                        .filter_map(|at| free.get(at))
                        .map(|found| one(found)),
                );
            }
        }
    }
    Ok(asked)
}

/// The places of what each draw gets. A bank is one more tag: chance knows tags alone.
fn drawn(slots: &[Slot], free: &[&Candidate], seed: Seed) -> Result<Vec<Vec<usize>>, Unfilled> {
    let of_bank = |course: Option<Uuid>| course.map_or_else(|| "\n".to_owned(), |id| format!("\n{id}"));
    let bank: Vec<Vec<String>> = free
        .iter()
        .map(|one| one.tags.iter().cloned().chain([of_bank(one.course)]).collect())
        .collect();
    let mut places = Vec::new();
    let mut draws = Vec::new();
    for (place, slot) in slots.iter().enumerate() {
        if let What::Draw { count, tags, course } = &slot.what {
            places.push(place);
            draws.push(Draw {
                count: usize::try_from(*count).unwrap_or(usize::MAX),
                tags: tags.iter().cloned().chain([of_bank(*course)]).collect(),
            });
        }
    }
    draw(&bank, &draws, &mut Chance::new(seed, Stream::Draw)).map_err(|short| Unfilled {
        slot: places.get(short.draw).copied().unwrap_or_default(),
        found: short.found,
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    fn candidate(number: u128, tags: &str) -> Candidate {
        Candidate {
            question: Uuid::from_u128(number),
            version: Uuid::from_u128(100 + number),
            course: (number >= 50).then(|| Uuid::from_u128(9)),
            tags: tags.split_whitespace().map(str::to_owned).collect(),
        }
    }

    fn fixed(number: u128) -> Slot {
        Slot {
            what: What::Question(Uuid::from_u128(number)),
            points: None,
        }
    }

    fn draws(count: u32, tags: &str, course: Option<u128>) -> Slot {
        Slot {
            what: What::Draw {
                count,
                tags: tags.split_whitespace().map(str::to_owned).collect(),
                course: course.map(Uuid::from_u128),
            },
            points: Some(Points::whole(3)),
        }
    }

    #[test]
    fn slots_are_filled_or_named() {
        let bank = [
            candidate(1, "prix"),
            candidate(2, "prix"),
            candidate(3, "photo"),
            candidate(50, "prix"),
        ];
        let cases: [(&[Slot], Result<usize, Unfilled>); 9] = [
            (&[], Ok(0)),
            (&[fixed(3), fixed(1)], Ok(2)),
            (&[fixed(8)], Err(Unfilled { slot: 0, found: 0 })),
            (&[draws(2, "prix", None)], Ok(2)),
            // The one that is asked by name is drawn by nobody.
            (
                &[fixed(1), draws(2, "prix", None)],
                Err(Unfilled { slot: 1, found: 1 }),
            ),
            (
                &[fixed(3), draws(3, "prix", None)],
                Err(Unfilled { slot: 1, found: 2 }),
            ),
            (&[draws(1, "prix", Some(9))], Ok(1)),
            (&[draws(1, "photo", Some(9))], Err(Unfilled { slot: 0, found: 0 })),
            (&[draws(1, "", None), draws(2, "prix", None)], Ok(3)),
        ];
        for (slots, expected) in cases {
            for seed in 0..20 {
                let picked = pick(slots, &bank, Seed([seed; 16]));
                assert_eq!(
                    picked.as_ref().map(Vec::len).map_err(|one| *one),
                    expected,
                    "{slots:?}"
                );
                let mut versions: Vec<Uuid> = picked.iter().flatten().map(|one| one.version).collect();
                versions.sort_unstable();
                versions.dedup();
                assert_eq!(
                    versions.len(),
                    picked.map_or(0, |all| all.len()),
                    "each is asked once"
                );
            }
        }
        let asked = pick(&[fixed(1), draws(1, "photo", None)], &bank, Seed([7; 16])).unwrap();
        let weighed: Vec<_> = asked
            .iter()
            .map(|one| (one.version.as_u128(), one.points))
            .collect();
        assert_eq!(weighed, [(101, None), (103, Some(Points::whole(3)))]);
    }
}
