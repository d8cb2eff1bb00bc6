//! French sentences: the spaces that the language wants, and names shown safely.

/// The narrow no-break space of French punctuation.
const NARROW: char = '\u{202f}';

/// Fills the `{}` of a sentence with names, in order. Plain spaces around the sentence's punctuation become narrow
/// no-break ones; the names are left as they are, except what must not be shown.
pub(crate) fn fill(sentence: &str, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut filled = String::with_capacity(sentence.len() + 64);
    for (place, piece) in sentence.split("{}").enumerate() {
        if place > 0 {
            filled.push_str(&shown(names.next().copied().unwrap_or_default()));
        }
        filled.push_str(&narrow(piece));
    }
    filled
}

/// « 20 000 ».
pub(crate) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(NARROW);
        }
        grouped.push(digit);
    }
    grouped
}

fn narrow(piece: &str) -> String {
    let characters: Vec<char> = piece.chars().collect();
    let at = |index: usize| characters.get(index).copied();
    let space = |(index, c): (usize, &char)| {
        let before = index.checked_sub(1).and_then(at);
        let after = at(index + 1);
        let opens = before == Some('«');
        let closes = matches!(after, Some(':' | ';' | '!' | '?' | '%' | '»'));
        if *c == ' ' && (opens || closes) {
            NARROW
        } else {
            *c
        }
    };
    characters.iter().enumerate().map(space).collect()
}

/// A name as a sentence may show it: no control or direction characters, 120 characters at most.
fn shown(name: &str) -> String {
    let mut characters = name.chars();
    let mut shown: String = characters
        .by_ref()
        .take(120)
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, and those that change the direction or the look of a text unseen.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{fill, number};

    #[test]
    fn thousands_stand_apart() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1000, "1\u{202f}000"),
            (20_000, "20\u{202f}000"),
            (1_234_567, "1\u{202f}234\u{202f}567"),
        ];
        for (given, written) in cases {
            assert_eq!(number(given), written);
        }
    }

    #[test]
    fn spaces_are_narrow_and_names_untouched() {
        assert_eq!(
            fill("Un lien, « {} » : refusé !", &["a : b\u{0}"]),
            "Un lien, «\u{202f}a : b\u{fffd}\u{202f}»\u{202f}: refusé\u{202f}!"
        );
    }
}
