//! What the list of sessions is narrowed to, as its address says it.

use std::collections::HashMap;

use training::sessions::{Filter, Phase};

/// Where a session stands, as an address and a list of choices say it.
pub(super) const PHASES: [(&str, &str, Phase); 3] = [
    ("ouvertes", "Ouvertes", Phase::Open),
    ("a-venir", "À venir", Phase::Coming),
    ("terminees", "Terminées", Phase::Over),
];

/// The words of the address; what means nothing narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    pub(super) region: String,
    pub(super) course: String,
    pub(super) phase: String,
}

impl Narrowed {
    pub(super) fn read(query: &HashMap<String, String>) -> Self {
        let word = |name: &str| query.get(name).cloned().unwrap_or_default();
        let mut read = Self {
            region: word("region"),
            course: word("parcours"),
            phase: word("etat"),
        };
        let filter = read.filter();
        let known = [
            (&mut read.region, filter.region.is_some()),
            (&mut read.course, filter.course.is_some()),
            (&mut read.phase, filter.phase.is_some()),
        ];
        for (word, _) in known.into_iter().filter(|(_, known)| !known) {
            word.clear();
        }
        read
    }

    pub(super) fn filter(&self) -> Filter {
        let phase = PHASES.iter().find(|(code, ..)| *code == self.phase);
        Filter {
            region: self.region.parse().ok(),
            course: self.course.parse().ok(),
            phase: phase.map(|(.., phase)| *phase),
        }
    }

    /// Whether anything is left out.
    pub(super) fn any(&self) -> bool {
        *self != Self::default()
    }

    /// The address of another page of the same list.
    pub(super) fn page(&self, number: u32) -> String {
        let mut address = format!("/sessions?page={number}");
        for (name, word) in [
            ("region", &self.region),
            ("parcours", &self.course),
            ("etat", &self.phase),
        ] {
            if !word.is_empty() {
                address.push_str(&format!("&{name}={word}"));
            }
        }
        address
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let id = "00000000-0000-0000-0000-000000000007";
        let cases: &[(&[(&str, &str)], &str)] = &[
            (&[], "/sessions?page=2"),
            (&[("etat", "ouvertes")], "/sessions?page=2&etat=ouvertes"),
            (
                &[("region", id), ("parcours", id), ("etat", "terminees")],
                "/sessions?page=2&region=00000000-0000-0000-0000-000000000007&parcours=00000000-0000-0000-0000-000000000007&etat=terminees",
            ),
            (
                &[("region", "x"), ("parcours", "' OR 1"), ("etat", "&page=9")],
                "/sessions?page=2",
            ),
        ];
        for (query, expected) in cases {
            let query = query
                .iter()
                .map(|(name, word)| ((*name).to_owned(), (*word).to_owned()))
                .collect();
            let read = Narrowed::read(&query);
            assert_eq!(read.page(2), *expected);
            assert_eq!(read.any(), read.filter() != Filter::default());
        }
    }
}
