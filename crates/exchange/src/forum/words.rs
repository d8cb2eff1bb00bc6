//! What is done with words: shown with their links, in brief, without the names of people.

use std::collections::HashSet;

use platform::html::fr;

/// « Karim B. »: enough to answer somebody of another session.
pub(super) fn brief(given: &str, family: &str) -> String {
    match family.chars().next() {
        Some(initial) => format!("{given} {initial}."),
        None => given.to_owned(),
    }
}

/// The shortest part of a name that is taken out: « Le » of « Le Goff » is a word of every text.
const SHORTEST: usize = 3;
/// So many figures in a row are a telephone number.
const TELEPHONE: usize = 9;

/// A text without these names, nor addresses of mail, nor telephone numbers: each leaves « … ».
pub(super) fn unnamed(text: &str, names: &[String]) -> String {
    let parts: HashSet<String> = names
        .iter()
        .flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|part| part.chars().count() >= SHORTEST)
        .map(fr::folded)
        .collect();
    let named = |word: &str| word.starts_with(char::is_uppercase) && parts.contains(&fr::folded(word));
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if word.contains('@') {
            kept.push('…');
        } else {
            let mut rest = word;
            while !rest.is_empty() {
                let end = rest.find(|letter: char| !letter.is_alphanumeric());
                let (one, after) = rest.split_at(end.unwrap_or(rest.len()));
                kept.push_str(if named(one) { "…" } else { one });
                let next = after.find(char::is_alphanumeric).unwrap_or(after.len());
                kept.push_str(&after[..next]);
                rest = &after[next..];
            }
        }
        kept.push_str(&piece[word.len()..]);
    }
    without_telephones(&kept)
}

fn without_telephones(text: &str) -> String {
    let figure = |letter: char| letter.is_ascii_digit();
    let within =
        |letter: char| figure(letter) || matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '+');
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter| figure(letter) || letter == '+') {
        kept.push_str(&rest[..start]);
        let run = &rest[start..];
        let run = &run[..run.find(|letter| !within(letter)).unwrap_or(run.len())];
        let run = run.trim_end_matches(|letter| !figure(letter));
        let run = if run.is_empty() { "+" } else { run };
        if run.chars().filter(|letter| figure(*letter)).count() >= TELEPHONE {
            kept.push('…');
        } else {
            kept.push_str(run);
        }
        rest = &rest[start + run.len()..];
    }
    kept + rest
}

/// A text whose bare addresses are links: « https://… » alone between spaces becomes « <https://…> ».
pub(super) fn linked(text: &str) -> String {
    let link = |word: &str| {
        let body = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let begins = body.starts_with("https://") || body.starts_with("http://");
        match begins && !body.contains(['<', '>', '(', '[', ']', '`']) {
            true => format!("<{body}>{}", &word[body.len()..]),
            false => word.to_owned(),
        }
    };
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            link(word) + &piece[word.len()..]
        })
        .collect()
}

/// The beginning of a message, on one line.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_becomes_public_names_nobody() {
        let names = ["Karim Benali".to_owned(), "Monique Le Goff".to_owned()];
        let cases = [
            ("Merci Karim, et le reste.", "Merci …, et le reste."),
            ("MONIQUE LE GOFF", "… LE …"),
            ("Écrivez à k.benali@exemple.fr vite", "Écrivez à … vite"),
            ("Appelez le 06 12 34 56 78.", "Appelez le …."),
            ("Ou +33612345678", "Ou …"),
            ("Comptez 2 à 3 jours, 12 + 4", "Comptez 2 à 3 jours, 12 + 4"),
            ("Bonjour\n\nKarim", "Bonjour\n\n…"),
            ("L’avis d’Karim-Benali", "L’avis d’…-…"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(unnamed(text, &names), expected);
        }
        assert_eq!(
            (brief("Karim", "Benali"), brief("Karim", "")),
            ("Karim B.".to_owned(), "Karim".to_owned())
        );
    }

    #[test]
    fn bare_addresses_become_links() {
        let cases = [
            ("Voir https://exemple.fr/a.", "Voir <https://exemple.fr/a>."),
            ("[ici](https://exemple.fr)", "[ici](https://exemple.fr)"),
            ("<https://exemple.fr>", "<https://exemple.fr>"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("un\n\nhttp://exemple.fr\n", "un\n\n<http://exemple.fr>\n"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(linked(text), expected);
        }
    }

    #[test]
    fn an_excerpt_is_one_line() {
        assert_eq!(excerpt("a\n\nb  c", 10), "a b c");
        assert_eq!(excerpt("été comme hiver", 3), "été…");
    }
}
