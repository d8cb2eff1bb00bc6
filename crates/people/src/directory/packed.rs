//! An identity as the directory keeps tens of thousands of them: one piece of memory, a third of what its words take apart.

use super::rules::Identity;

/// How many words an identity has.
const WORDS: usize = 7;
/// The length of a word that isn't there.
const ABSENT: u16 = u16::MAX;

/// The lengths of the words, two bytes each, then the words one after the other.
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    /// None when a word is longer than a length can say: such a card isn't kept.
    pub(super) fn of(card: &Identity) -> Option<Self> {
        let words: [Option<&str>; WORDS] = [
            Some(&card.given_name),
            Some(&card.family_name),
            Some(&card.email),
            Some(&card.login),
            card.phone.as_deref(),
            card.company.as_deref(),
            card.trade.as_deref(),
        ];
        let mut packed =
            Vec::with_capacity(WORDS * 2 + words.iter().flatten().map(|word| word.len()).sum::<usize>());
        for word in words {
            let length = match word {
                Some(word) => u16::try_from(word.len())
                    .ok()
                    .filter(|length| *length != ABSENT)?,
                None => ABSENT,
            };
            packed.extend(length.to_le_bytes());
        }
        for word in words.into_iter().flatten() {
            packed.extend(word.as_bytes());
        }
        Some(Self(packed.into_boxed_slice()))
    }

    /// The identity, with words of its own.
    pub(super) fn open(&self) -> Identity {
        let (lengths, mut rest) = self.0.split_at(WORDS * 2);
        let mut words = lengths
            .chunks_exact(2)
            .map(|pair| match u16::from_le_bytes([pair[0], pair[1]]) {
                ABSENT => None,
                length => {
                    let (word, after) = rest.split_at(length.into());
                    rest = after;
                    Some(String::from_utf8_lossy(word).into_owned())
                }
            });
        let mut next = || words.next().flatten();
        Identity {
            given_name: next().unwrap_or_default(),
            family_name: next().unwrap_or_default(),
            email: next().unwrap_or_default(),
            login: next().unwrap_or_default(),
            phone: next(),
            company: next(),
            trade: next(),
        }
    }
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_too_long_is_not_kept() {
        let card = |length| Identity {
            company: Some("é".repeat(length)),
            ..Identity::default()
        };
        assert!(Packed::of(&card(32_767)).is_some_and(|packed| packed.open() == card(32_767)));
        assert!(Packed::of(&card(32_768)).is_none());
    }

    proptest! {
        #[test]
        fn what_is_packed_is_opened_as_it_was(
            given_name: String, family_name: String, email: String, login: String,
            phone: Option<String>, company: Option<String>, trade: Option<String>,
        ) {
            let card = Identity { given_name, family_name, email, login, phone, company, trade };
            prop_assert_eq!(Packed::of(&card).map(|packed| packed.open()), Some(card));
        }
    }
}
