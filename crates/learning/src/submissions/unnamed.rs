//! A work as it is corrected without the name.

use std::collections::HashMap;

use catalogue::assignments::Format;

use super::Submission;

impl Submission {
    /// The same for who corrects without the name: the names of files say what they are, and nothing of whose.
    #[must_use]
    pub fn unnamed(mut self) -> Self {
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for piece in &mut self.pieces {
            let word = match piece.format {
                Format::Audio => "Voix",
                Format::Video => "Vidéo",
                Format::Text | Format::File => "Fichier",
            };
            let count = counts.entry(word).or_default();
            *count += 1;
            piece.about.name = neutral(word, *count, &piece.about.name);
        }
        self
    }
}

/// « Fichier 1.pdf »: the ending is all that stays of a name.
fn neutral(word: &str, number: usize, name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) => format!("{word} {number}.{}", ending.to_lowercase()),
        None => format!("{word} {number}"),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn nothing_of_a_name_stays_but_its_ending() {
        for (word, name, expected) in [
            ("Fichier", "Maria Rossi, CV.PDF", "Fichier 1.pdf"),
            ("Voix", "maria.rossi.webm", "Voix 1.webm"),
            ("Fichier", "maria", "Fichier 1"),
        ] {
            assert_eq!(neutral(word, 1, name), expected, "{name}");
        }
    }
}
