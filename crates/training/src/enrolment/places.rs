//! How many people a session takes, and how many places are left. The suspended keep theirs, the withdrawn free it.

use platform::html::fr;

pub use super::store::places::of;
pub(crate) use super::store::places::{read, waiting};

/// Said to who enrols someone in a session that is full.
pub const FULL: &str = "La session est complète\u{202f}: toutes les places sont prises. Augmentez le nombre de places depuis la page de la session, ou choisissez une autre session.";

/// The places of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many there are; none: no limit.
    pub capacity: Option<u32>,
    /// How many are taken.
    pub taken: u32,
}

impl Places {
    /// How many are left; none: no limit.
    pub fn left(self) -> Option<u32> {
        self.capacity.map(|capacity| capacity.saturating_sub(self.taken))
    }

    /// Whether nobody else can join.
    pub fn is_full(self) -> bool {
        self.left() == Some(0)
    }

    /// Whether more have joined than there are places.
    pub fn is_over(self) -> bool {
        self.capacity.is_some_and(|capacity| self.taken > capacity)
    }

    /// « 11 places sur 12 », when there is a limit.
    pub fn words(self) -> Option<String> {
        let capacity = fr::number(u64::from(self.capacity?));
        let taken = fr::count(u64::from(self.taken), "place", "places");
        Some(format!("{taken} sur {capacity}"))
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_session_is_full_when_no_place_is_left() {
        let cases = [
            (None, 0, (None, false, false, None)),
            (None, 5_000, (None, false, false, None)),
            (Some(12), 0, (Some(12), false, false, Some("0 place sur 12"))),
            (Some(12), 1, (Some(11), false, false, Some("1 place sur 12"))),
            (Some(12), 11, (Some(1), false, false, Some("11 places sur 12"))),
            (Some(12), 12, (Some(0), true, false, Some("12 places sur 12"))),
            (Some(12), 13, (Some(0), true, true, Some("13 places sur 12"))),
        ];
        for (capacity, taken, (left, full, over, words)) in cases {
            let places = Places { capacity, taken };
            assert_eq!(
                (
                    places.left(),
                    places.is_full(),
                    places.is_over(),
                    places.words().as_deref()
                ),
                (left, full, over, words),
                "{places:?}"
            );
        }
    }
}
