//! What is issued, when, and the code that it bears.

use assess::success::Verdict;
use jiff::Timestamp;

use crate::templates::Document;

/// The documents of the end of a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// « Attestation de fin de formation ».
    EndOfTraining,
    /// « Certificat de réalisation ».
    Completion,
    /// « Attestation d’assiduité », where half-days were signed.
    Diligence,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EndOfTraining, Self::Completion, Self::Diligence];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndOfTraining => "end_of_training",
            Self::Completion => "completion",
            Self::Diligence => "diligence",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its title.
    pub fn label(self) -> &'static str {
        Document::from(self).label()
    }

    /// The name of its file.
    pub(super) fn file(self) -> String {
        format!("{}.pdf", Document::from(self).slug())
    }
}

/// Why nothing can be handed out yet. A training ends when its conditions are met, or with the access.
pub(super) fn too_early(verdict: Verdict, ends: Timestamp, now: Timestamp) -> Option<&'static str> {
    let ended = now >= ends || matches!(verdict, Verdict::Passed(_));
    (!ended).then_some("formation en cours")
}

/// Why a « certificat de réalisation » has nothing to say.
pub(super) fn nothing_done(minutes_done: u32) -> Option<&'static str> {
    (minutes_done == 0).then_some("aucune étape faite")
}

/// Why a certificate was withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// A newer one says more.
    Replaced,
    /// The name, the company.
    Identity,
    /// The dates, the duration, the results.
    Content,
    /// It should not have been issued.
    Mistake,
}

impl Reason {
    /// What a manager may answer.
    pub(super) const CHOICES: [Self; 3] = [Self::Identity, Self::Content, Self::Mistake];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Identity => "identity",
            Self::Content => "content",
            Self::Mistake => "mistake",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        [Self::Replaced, Self::Identity, Self::Content, Self::Mistake]
            .into_iter()
            .find(|reason| reason.code() == code)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Replaced => "un document plus récent le remplace",
            Self::Identity => "le nom ou l’entreprise est faux",
            Self::Content => "les dates, la durée ou les résultats sont faux",
            Self::Mistake => "il a été remis par erreur",
        }
    }
}

/// Why a certificate ended, in words, from what is stored.
pub(crate) fn reason_words(code: &str) -> Option<&'static str> {
    Reason::parse(code).map(Reason::label)
}

/// Crockford's base 32: neither I, L, O nor U, which are misread or spell words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: eighty bits, so that nobody finds one by trying.
pub(super) const CODE: usize = 16;

/// « K7QF-2M9X-40TB-ZC81 ».
pub(super) fn code(bytes: &[u8; CODE]) -> String {
    let letters = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    let letters: Vec<char> = letters.collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// What was typed, as a code: case, spaces and hyphens don't count, letters that look alike are the same.
pub(crate) fn read_code(typed: &str) -> Option<String> {
    let mut letters = Vec::with_capacity(CODE);
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        };
        let known = u8::try_from(letter).ok().filter(|byte| ALPHABET.contains(byte));
        letters.push(known?);
        if letters.len() > CODE {
            return None;
        }
    }
    let letters: [u8; CODE] = letters.try_into().ok()?;
    let groups = letters
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned());
    Some(groups.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_training_ends_with_its_conditions_or_its_access() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let cases = [
            (Verdict::Underway, 99, false),
            (Verdict::Unruled, 99, false),
            (Verdict::Passed(at(50)), 99, true),
            (Verdict::Missed, 100, true),
            (Verdict::Unruled, 100, true),
        ];
        for (verdict, now, ended) in cases {
            assert_eq!(
                too_early(verdict, at(100), at(now)).is_none(),
                ended,
                "{verdict:?}"
            );
        }
        assert!(nothing_done(0).is_some() && nothing_done(1).is_none());
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let bytes: [u8; CODE] = std::array::from_fn(|at| u8::try_from(at * 15).unwrap());
        let made = code(&bytes);
        assert_eq!(made.len(), 19);
        assert_eq!(read_code(&made).as_deref(), Some(made.as_str()));
        let cases = [
            ("k7qf2m9x40tbzc81", Some("K7QF-2M9X-40TB-ZC81")),
            (" K7QF 2M9X\u{a0}40TB-ZC81 ", Some("K7QF-2M9X-40TB-ZC81")),
            ("K7QF-2M9X-4oTB-ZC8l", Some("K7QF-2M9X-40TB-ZC81")),
            ("K7QF-2M9X-40TB-ZC8", None),
            ("K7QF-2M9X-40TB-ZC811", None),
            ("K7QF-2M9X-40TB-ZC8U", None),
            ("K7QF-2M9X-40TB-ZC8é", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_code(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.code()), Some(kind));
        }
        for reason in Reason::CHOICES.into_iter().chain([Reason::Replaced]) {
            assert_eq!(Reason::parse(reason.code()), Some(reason));
        }
        assert_eq!(Kind::parse("autre"), None);
        assert_eq!(Reason::parse("autre"), None);
    }
}
