//! Values as they can be printed: one line, characters that a typeface has, words that a line can hold.
//!
//! A PDF/UA file may not show a glyph that no typeface has (ISO 14289-1 §7.21.8), so such a character is replaced by «\u{fffd}» here,
//! where it is known, instead of failing there.

use crate::press::fonts;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest run without a space that is left whole: an e-mail address, a long compound.
const WHOLE: usize = 32;
/// Allows a line to break where it stands; it has no width.
const BREAK: char = '\u{200b}';
/// Shown for a character that no typeface has.
const UNKNOWN: char = '\u{fffd}';

/// One line of text: white space becomes single spaces (no-break ones stay), what is invisible goes, what has no glyph is
/// « \u{fffd} », and what is longer than a line's patience may be cut.
pub(crate) fn line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for char in text.nfc().filter_map(printable) {
        if char != ' ' || !(clean.is_empty() || clean.ends_with(' ')) {
            clean.push(char);
        }
    }
    breakable(clean.trim_end_matches(' '))
}

/// Part of a line: a space at either end stays one.
pub(crate) fn run(text: &str) -> String {
    let inner = line(text);
    let open = if text.starts_with(' ') { " " } else { "" };
    let shut = if text.ends_with(' ') && !inner.is_empty() {
        " "
    } else {
        ""
    };
    format!("{open}{inner}{shut}")
}

/// Allows runs of more than 32 characters to be cut. A run ends where a line may break anyway, so that names and
/// addresses are copied from the page as they are: at a space, or after a hyphen or a slash between letters.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    let mut last = [' ', ' '];
    for char in text.chars() {
        let after_joint = last[0].is_alphanumeric() && matches!(last[1], '-' | '/') && char.is_alphabetic();
        run = match char {
            ' ' => 0,
            _ if after_joint => 1,
            _ => run + 1,
        };
        // A mark stays with its letter.
        if run > WHOLE && !is_combining_mark(char) {
            out.push(BREAK);
            run = 1;
        }
        out.push(char);
        last = [last[1], char];
    }
    out
}

/// The lines that say something.
pub(crate) fn lines(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| line(text))
        .filter(|text| !text.is_empty())
        .collect()
}

/// The character, a space, a replacement, or nothing.
fn printable(char: char) -> Option<char> {
    match char {
        '\u{a0}' | '\u{202f}' => Some(char),
        _ if char.is_whitespace() => Some(' '),
        _ if char.is_control() || invisible(char) => None,
        _ if fonts::have(char) => Some(char),
        _ => Some(UNKNOWN),
    }
}

/// What changes the order or the joining of characters without being seen (Unicode, `Default_Ignorable_Code_Point` and the
/// controls of direction): nobody should sign a line that reads otherwise than it is stored.
fn invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_printed_of_what_is_given() {
        let cases = [
            ("Monique Martin", "Monique Martin"),
            ("  Monique \t\r\n Martin ", "Monique Martin"),
            ("#panic() *x* $y$ <a> @b", "#panic() *x* $y$ <a> @b"),
            ("Cafe\u{301} Œuvre", "Café Œuvre"),
            ("4\u{202f}h\u{202f}30", "4\u{202f}h\u{202f}30"),
            ("Ka\u{202e}rim\u{0}\u{200d}\u{ad}", "Karim"),
            ("Łukasz Őry Ştefan Мария Ελένη", "Łukasz Őry Ştefan Мария Ελένη"),
            ("René 李 🎂", "René \u{fffd} \u{fffd}"),
            ("\u{e000}\u{ffff}", "\u{fffd}\u{fffd}"),
            ("", ""),
        ];
        for (given, printed) in cases {
            assert_eq!(line(given), printed, "{given:?}");
        }
    }

    #[test]
    fn a_long_word_can_be_cut_and_an_ordinary_one_cannot() {
        let long = line(&"a".repeat(100));
        assert_eq!(long.chars().filter(|char| *char == BREAK).count(), 3);
        assert!(long.split(BREAK).all(|run| run.chars().count() <= WHOLE));
        for whole in [
            "anticonstitutionnellement, aujourd’hui",
            "https://formation.bourgogne-franche-comte.example/verification/K7QF-2M9X-R4TB",
            "Provence-Alpes-Côte-d’Azur-Bourgogne-Franche-Comté",
        ] {
            assert_eq!(line(whole), whole);
        }
        assert!(line(&"1-".repeat(40)).contains(BREAK));
    }

    proptest! {
        #[test]
        fn every_line_is_one_line_that_the_typefaces_have(text in any::<String>()) {
            let line = line(&text);
            let single = !line.contains(['\n', '\r', '\t']) && !line.contains("  ") && line.trim_matches(' ') == line;
            prop_assert!(single);
            let known = line.chars().all(|char| fonts::have(char) || matches!(char, '\u{a0}' | '\u{202f}' | BREAK));
            prop_assert!(known);
        }
    }
}
