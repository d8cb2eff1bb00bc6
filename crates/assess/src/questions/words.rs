//! Words typed beside words expected: spaces and typography never count, capitals and accents where the author says so.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether capitals count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// « paris » is « Paris ».
    #[default]
    Ignored,
    /// « paris » isn't « Paris ».
    Counts,
}

/// Whether accents count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accents {
    /// « elephant » is « éléphant », « coeur » is « cœur ».
    #[default]
    Ignored,
    /// « elephant » isn't « éléphant ».
    Count,
}

/// Whether what was typed is what is expected, where « * » stands for anything and « \* » for itself.
pub(super) fn fit(typed: &str, expected: &str, case: Case, accents: Accents) -> bool {
    let typed = folded(typed, case, accents);
    let pieces = pattern(expected)
        .iter()
        .map(|piece| piece.as_ref().map(|words| folded_in(words, case, accents)))
        .collect::<Vec<_>>();
    globbed(&typed, &trimmed(pieces))
}

/// The words between the stars; none for a star.
fn pattern(expected: &str) -> Vec<Option<String>> {
    let mut pieces: Vec<Option<String>> = Vec::new();
    let mut signs = expected.chars().peekable();
    while let Some(sign) = signs.next() {
        let literal = match sign {
            '*' => None,
            '\\' if matches!(signs.peek(), Some('*' | '\\')) => signs.next(),
            other => Some(other),
        };
        match (literal, pieces.last_mut()) {
            (Some(sign), Some(Some(words))) => words.push(sign),
            (Some(sign), _) => pieces.push(Some(sign.to_string())),
            (None, Some(None)) => {}
            (None, _) => pieces.push(None),
        }
    }
    pieces
}

/// Whether anything fits: stars alone.
pub(super) fn pattern_is_blank(expected: &str) -> bool {
    let pieces = pattern(expected);
    let blank = |piece: &Option<String>| piece.as_ref().is_none_or(|words| words.trim().is_empty());
    pieces.contains(&None) && pieces.iter().all(blank)
}

/// Without the spaces around the whole.
fn trimmed(mut pieces: Vec<Option<String>>) -> Vec<Option<String>> {
    if let Some(Some(first)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Some(last)) = pieces.last_mut() {
        *last = last.trim_end().to_owned();
    }
    pieces
}

/// Each piece is sought after the one before: the first in place is the best for those that follow.
fn globbed(typed: &str, pieces: &[Option<String>]) -> bool {
    let (mut rest, mut anywhere) = (typed, false);
    for (at, piece) in pieces.iter().enumerate() {
        let Some(words) = piece else {
            anywhere = true;
            continue;
        };
        let last = at + 1 == pieces.len();
        let found = match (anywhere, last) {
            (false, _) => rest.strip_prefix(words.as_str()),
            (true, true) => return rest.ends_with(words.as_str()),
            (true, false) => rest
                .find(words.as_str())
                .map(|start| &rest[start + words.len()..]),
        };
        let Some(found) = found else { return false };
        (rest, anywhere) = (found, false);
    }
    anywhere || rest.is_empty()
}

fn folded(text: &str, case: Case, accents: Accents) -> String {
    folded_in(text, case, accents).trim().to_owned()
}

fn folded_in(text: &str, case: Case, accents: Accents) -> String {
    let cased = match case {
        Case::Ignored => text.to_lowercase(),
        Case::Counts => text.to_owned(),
    };
    let plain: String = match accents {
        Accents::Ignored => cased.nfkd().filter(|sign| !is_combining_mark(*sign)).collect(),
        Accents::Count => cased.nfkc().collect(),
    };
    let mut folded = String::with_capacity(plain.len());
    for sign in plain.chars() {
        match sign {
            space if space.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => folded.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            // These have no decomposition.
            'œ' if accents == Accents::Ignored => folded.push_str("oe"),
            'æ' if accents == Accents::Ignored => folded.push_str("ae"),
            'Œ' if accents == Accents::Ignored => folded.push_str("OE"),
            'Æ' if accents == Accents::Ignored => folded.push_str("AE"),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn spaces_and_typography_never_count() {
        use Accents::{Count, Ignored as Plain};
        use Case::{Counts, Ignored};
        let cases = [
            ("paris", "Paris", Ignored, Plain, true),
            ("paris", "Paris", Counts, Plain, false),
            ("  Paris \u{a0}", "Paris", Counts, Count, true),
            ("elephant", "Éléphant", Ignored, Plain, true),
            ("elephant", "éléphant", Ignored, Count, false),
            ("e\u{301}le\u{301}phant", "éléphant", Ignored, Count, true),
            ("coeur", "cœur", Ignored, Plain, true),
            ("coeur", "cœur", Ignored, Count, false),
            ("OEUVRE", "Œuvre", Ignored, Plain, true),
            ("l'atelier", "l’atelier", Counts, Count, true),
            ("porte–à–porte", "porte-à-porte", Counts, Count, true),
            ("mot   à mot", "mot à mot", Counts, Count, true),
            ("motàmot", "mot à mot", Ignored, Plain, false),
            ("", "", Ignored, Plain, true),
            ("x", "", Ignored, Plain, false),
            ("le grand four", "*four*", Ignored, Plain, true),
            ("le grand four", "le*four", Ignored, Plain, true),
            ("le grand four", "le * four", Ignored, Plain, true),
            ("le four", "le * four", Ignored, Plain, false),
            ("fours", "*four", Ignored, Plain, false),
            ("anything", "*", Ignored, Plain, true),
            ("", "*", Ignored, Plain, true),
            ("aba", "ab*ba", Ignored, Plain, false),
            ("2*3", "2\\*3", Ignored, Plain, true),
            ("2x3", "2\\*3", Ignored, Plain, false),
            ("a\\b", "a\\\\b", Ignored, Plain, true),
            ("a\\b", "a\\b", Ignored, Plain, true),
        ];
        for (typed, expected, case, accents, fits) in cases {
            assert_eq!(
                fit(typed, expected, case, accents),
                fits,
                "{typed} / {expected} {case:?} {accents:?}"
            );
        }
    }
}
