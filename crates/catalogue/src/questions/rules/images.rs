//! Images in the words of a question: their names, and the marks that stand for them.

/// The name of one more image of a question: its ending is that of the file.
pub fn next_image(text: &str, before: &[String], file: &str) -> String {
    let ending = match file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()) {
        Some(ending) if ending == "png" => "png",
        _ => "jpg",
    };
    let taken = |stem: &str| text.contains(stem) || before.iter().any(|name| name.starts_with(stem));
    let free = (1..=999)
        .map(|number| format!("image-{number}."))
        .find(|stem| !taken(stem));
    format!("{}{ending}", free.unwrap_or_else(|| "image-1000.".to_owned()))
}

/// A text with the mark of an image at its end, on its own line. What it shows is said in one line, without marks.
pub fn illustrated(text: &str, said: &str, name: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = words.join(" ").replace('[', "(").replace(']', ")");
    match text.trim_end() {
        "" => format!("![{said}]({name})"),
        text => format!("{text}\n\n![{said}]({name})"),
    }
}

#[cfg(test)]
mod cases {
    use assess::questions::{Body, FreeText, Question};

    use super::*;

    #[test]
    fn images_get_names_that_nothing_has() {
        let before = ["image-2.png".to_owned(), "four.png".to_owned()];
        for (text, file, expected) in [
            ("", "IMG 0001.JPG", "image-1.jpg"),
            ("![a](image-1.jpg)", "four.png", "image-3.png"),
            ("![a](image-1.jpg) ![b](image-3.png)", "x.jpeg", "image-4.jpg"),
            ("", "sans", "image-1.jpg"),
        ] {
            assert_eq!(next_image(text, &before, file), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        for (text, said, expected) in [
            (
                "Lequel\u{202f}?\n",
                "Un four",
                "Lequel\u{202f}?\n\n![Un four](image-1.png)",
            ),
            ("", " Un\nfour\t[à bois] ", "![Un four (à bois)](image-1.png)"),
            (
                "Où\u{202f}?",
                "Un ](faux.png) four",
                "Où\u{202f}?\n\n![Un )(faux.png) four](image-1.png)",
            ),
        ] {
            let marked = illustrated(text, said, "image-1.png");
            assert_eq!(marked, expected);
            let question = Question::new("T", &marked, Body::FreeText(FreeText::default()));
            assert_eq!(question.images(), ["image-1.png"], "{marked}");
        }
    }
}
