//! Finds what a careful reader would mark in a page of ours.

/// The typographic faults of the text of a page (tags are skipped): straight apostrophes, three dots,
/// ordinary spaces where French wants narrow ones. For the tests of views.
#[must_use]
pub fn check(html: &str) -> Vec<String> {
    let text = text_of(html);
    let letters: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    let mut mark = |at: usize, fault: &str| {
        let around: String = letters.iter().skip(at.saturating_sub(20)).take(40).collect();
        faults.push(format!("{fault}: …{around}…"));
    };
    for (at, window) in letters.windows(3).enumerate() {
        match *window {
            [before, '\'', after] if before.is_alphabetic() && after.is_alphabetic() => {
                mark(at, "straight apostrophe")
            }
            ['.', '.', '.'] => mark(at, "three dots for an ellipsis"),
            [before, ' ' | '\u{a0}', ';' | ':' | '!' | '?' | '»' | '%'] if before != ' ' => {
                mark(at, "ordinary space before a sign");
            }
            [before, ';' | '!' | '?' | '»', _] if before.is_alphanumeric() => {
                mark(at, "no space before a sign")
            }
            [before, ':', ' '] if before.is_alphanumeric() => mark(at, "no space before a colon"),
            ['«', after, _] if after != super::NARROW => mark(at, "no narrow space inside quotation marks"),
            [digit, ' ', unit @ ('h' | 'm')]
                if digit.is_ascii_digit() && is_unit(&letters[at + 2..], unit) =>
            {
                mark(at, "ordinary space before a unit");
            }
            _ => {}
        }
    }
    faults
}

fn is_unit(rest: &[char], unit: char) -> bool {
    let word: String = rest.iter().take_while(|letter| letter.is_alphabetic()).collect();
    (unit == 'h' && word == "h") || word == "min"
}

fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut inside_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => inside_tag = true,
            '>' if inside_tag => {
                inside_tag = false;
                text.push('\n');
            }
            _ if !inside_tag => text.push(letter),
            _ => {}
        }
    }
    text.push('\n');
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn good_text_passes() {
        for text in [
            "<a href='x'>L’étape</a> «\u{202f}finale\u{202f}»\u{202f}: 62\u{202f}%, 9\u{202f}h\u{202f}30…",
            "12 hommes, 3 modules",
            "&amp; &lt;",
        ] {
            assert!(check(text).is_empty(), "{:?}", check(text));
        }
    }

    #[test]
    fn each_fault_is_found() {
        for text in [
            "l'étape",
            "attendez...",
            "Quoi ?",
            "Quoi?",
            "«non»",
            "62 %",
            "Durée: 3",
            "à 9 h",
            "25 min",
            "fin !",
        ] {
            assert!(!check(text).is_empty(), "{text}");
        }
    }
}
