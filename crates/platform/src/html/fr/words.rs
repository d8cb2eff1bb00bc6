//! Numbers and small words.

use super::{NARROW, folded};

const WORDS: [&str; 13] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
];

/// A number with its thousands apart: « 60 000 ».
#[must_use]
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(NARROW);
        }
        out.push(digit);
    }
    out
}

/// « 62 % ».
#[must_use]
pub fn percent(value: u32) -> String {
    format!("{value}{NARROW}%")
}

/// How many bytes something has: « 1,2 Mo », « 340 ko », rounded up.
#[must_use]
pub fn size(bytes: u64) -> String {
    let kilo = bytes.div_ceil(1000);
    if kilo < 1000 {
        return format!("{kilo}\u{a0}ko");
    }
    let tenths = bytes.div_ceil(100_000);
    if tenths.is_multiple_of(10) || tenths >= 1000 {
        format!("{}\u{a0}Mo", number(tenths / 10))
    } else {
        format!("{},{}\u{a0}Mo", tenths / 10, tenths % 10)
    }
}

/// A number and its noun: « 1 apprenant », « 12 apprenants »; zero is singular, as in French.
#[must_use]
pub fn count(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value > 1 { many } else { one })
}

/// A number in words up to twelve, in figures beyond: « deux », « 13 ».
#[must_use]
pub fn in_words(value: u64) -> String {
    usize::try_from(value)
        .ok()
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| number(value), |word| (*word).to_owned())
}

/// The same before a feminine noun: « une ».
#[must_use]
pub fn in_words_feminine(value: u64) -> String {
    if value == 1 {
        "une".to_owned()
    } else {
        in_words(value)
    }
}

/// The text between French quotation marks.
#[must_use]
pub fn quote(text: &str) -> String {
    format!("«{NARROW}{text}{NARROW}»")
}

/// « a, b et c », « a, b ou c ».
pub fn series(list: &[String], last: &str) -> String {
    match list {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}

/// « de Monique », « d’Abdoulaye »: before an h, which may be mute or not, the whole word.
#[must_use]
pub fn of(name: &str) -> String {
    let vowel = folded(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    match vowel {
        true => format!("d’{name}"),
        false => format!("de {name}"),
    }
}

/// The same text with a capital first: « Étape ».
#[must_use]
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Inside a sentence: « une réponse dans une discussion ».
#[must_use]
pub fn uncapitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The initials of a person, for an avatar: « ML ». A missing name is left out.
#[must_use]
pub fn initials(first: &str, last: &str) -> String {
    [first, last]
        .iter()
        .filter_map(|name| name.chars().find(|letter| letter.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_easily() {
        for (bytes, said) in [
            (0, "0\u{a0}ko"),
            (12_300, "13\u{a0}ko"),
            (1_200_000, "1,2\u{a0}Mo"),
            (3_000_000, "3\u{a0}Mo"),
            (512_000_000, "512\u{a0}Mo"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }

    #[test]
    fn numbers_and_nouns() {
        for (value, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1\u{202f}000"),
            (6_000_000, "6\u{202f}000\u{202f}000"),
        ] {
            assert_eq!(number(value), expected);
        }
        for (value, expected) in [(0, "0 apprenant"), (1, "1 apprenant"), (2, "2 apprenants")] {
            assert_eq!(count(value, "apprenant", "apprenants"), expected);
        }
        for (value, expected) in [(0, "zéro"), (1, "un"), (12, "douze"), (13, "13")] {
            assert_eq!(in_words(value), expected);
        }
        assert_eq!(in_words_feminine(1), "une");
        assert_eq!(in_words_feminine(2), "deux");
        assert_eq!(percent(62), "62\u{202f}%");
    }

    #[test]
    fn names_are_elided() {
        for (name, expected) in [
            ("Monique", "de Monique"),
            ("Abdoulaye Diallo", "d’Abdoulaye Diallo"),
            ("Élodie", "d’Élodie"),
            ("Hugo", "de Hugo"),
            ("Yann", "de Yann"),
            ("", "de "),
        ] {
            assert_eq!(of(name), expected);
        }
    }

    #[test]
    fn words() {
        let list = ["a", "b", "c"].map(str::to_owned);
        let said = [0, 1, 2, 3].map(|many| series(&list[..many], "ou"));
        assert_eq!(said, ["", "a", "a ou b", "a, b ou c"]);
        assert_eq!(quote("Première parole"), "«\u{202f}Première parole\u{202f}»");
        assert_eq!(capitalise("étape"), "Étape");
        assert_eq!(capitalise(""), "");
        for (first, last, expected) in [
            ("Monique", "Le Bihan", "ML"),
            ("élodie", "d’Arc", "ÉD"),
            ("", "Kerjean", "K"),
            ("", "", ""),
        ] {
            assert_eq!(initials(first, last), expected);
        }
    }
}
