//! Notes that stand at a place of what was handed in: a page of a PDF, a point of an image.

use platform::html::FormErrors;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};

/// The most notes of a correction.
const MOST: usize = 100;
/// The most characters of one.
const LONGEST: usize = 1000;
/// The last page that may be named.
const LAST_PAGE: u32 = 9999;

/// A note at a place of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Which file of the work.
    pub piece: Uuid,
    /// Which page, from 1; 1 for an image.
    pub page: u32,
    /// The point, when there is one: from the left and from the top, in hundredths of the page.
    pub point: Option<(u8, u8)>,
    /// What it says.
    pub words: String,
}

/// What was typed of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedNote {
    /// Which file.
    pub piece: String,
    /// « 2 ».
    pub page: String,
    /// « 40 ».
    pub left: String,
    /// « 25 ».
    pub top: String,
    /// What it says; a note that says nothing is taken out.
    pub words: String,
}

impl TypedNote {
    /// As a form begins over what was saved.
    pub fn of(note: &Note) -> Self {
        let point = |pick: fn((u8, u8)) -> u8| note.point.map_or_else(String::new, |at| pick(at).to_string());
        Self {
            piece: note.piece.to_string(),
            page: note.page.to_string(),
            left: point(|at| at.0),
            top: point(|at| at.1),
            words: note.words.clone(),
        }
    }

    fn read(&self, pieces: &[Uuid]) -> Result<Note, &'static str> {
        let piece = self.piece.trim().parse().ok();
        let piece = piece.filter(|piece| pieces.contains(piece)).ok_or(ELSEWHERE)?;
        let page = match self.page.trim() {
            "" => 1,
            typed => typed
                .parse()
                .ok()
                .filter(|page| (1..=LAST_PAGE).contains(page))
                .ok_or(NO_PAGE)?,
        };
        let point = match (self.left.trim(), self.top.trim()) {
            ("", "") => None,
            (left, top) => Some((hundredths(left)?, hundredths(top)?)),
        };
        let words = self.words.replace("\r\n", "\n").trim().to_owned();
        if words.chars().count() > LONGEST {
            return Err(TOO_LONG);
        }
        Ok(Note {
            piece,
            page,
            point,
            words,
        })
    }
}

const ELSEWHERE: &str = "Ce fichier n’est plus dans le travail\u{202f}: effacez cette annotation.";
const NO_PAGE: &str = "Donnez un numéro de page, à partir de 1.";
const NO_POINT: &str = "Donnez la place en pour cent, de 0 à 100, depuis la gauche et depuis le haut\u{202f}; ou laissez les deux vides.";
const TOO_LONG: &str =
    "Une annotation a 1\u{202f}000 caractères au plus\u{202f}: dites le reste dans le commentaire.";
const TOO_MANY: &str = "Cent annotations au plus\u{202f}: dites le reste dans le commentaire.";

fn hundredths(typed: &str) -> Result<u8, &'static str> {
    typed.parse().ok().filter(|at| *at <= 100).ok_or(NO_POINT)
}

/// Reads what was typed of notes, those of each file together, by page; `pieces`: the files that they may stand on.
pub(super) fn read(typed: &[TypedNote], pieces: &[Uuid], errors: &mut FormErrors) -> Vec<Note> {
    let mut notes = Vec::new();
    for (at, one) in typed
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.words.trim().is_empty())
    {
        match one.read(pieces) {
            Ok(note) => notes.push(note),
            Err(sentence) => errors.add(format!("note-{at}"), "Annotation", sentence),
        }
    }
    if notes.len() > MOST {
        errors.add("note-0", "Annotation", TOO_MANY);
    }
    notes.sort_by_key(|note| (pieces.iter().position(|piece| *piece == note.piece), note.page));
    notes
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn notes_stand_where_they_say_or_are_mended() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let note = |piece: Uuid, page: &str, left: &str, top: &str, words: &str| TypedNote {
            piece: piece.to_string(),
            page: page.to_owned(),
            left: left.to_owned(),
            top: top.to_owned(),
            words: words.to_owned(),
        };
        for (typed, wrong) in [
            (note(one, "1", "", "", "Ici"), ""),
            (note(one, "", "0", "100", "Ici"), ""),
            (note(one, "0", "x", "", ""), ""),
            (note(Uuid::from_u128(3), "1", "", "", "Ici"), ELSEWHERE),
            (note(one, "0", "", "", "Ici"), NO_PAGE),
            (note(one, "deux", "", "", "Ici"), NO_PAGE),
            (note(one, "1", "10", "", "Ici"), NO_POINT),
            (note(one, "1", "101", "5", "Ici"), NO_POINT),
            (note(one, "1", "-1", "5", "Ici"), NO_POINT),
            (note(one, "1", "", "", &"x".repeat(LONGEST + 1)), TOO_LONG),
        ] {
            let mut errors = FormErrors::default();
            read(std::slice::from_ref(&typed), &[one, two], &mut errors);
            let told: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            assert_eq!(told.join(""), wrong, "{typed:?}");
        }
        let typed = [
            note(two, "1", "", "", "c"),
            note(one, "3", "", "", "b"),
            note(one, "1", "50", "5", "a"),
            note(one, "1", "", "", " "),
        ];
        let notes = read(&typed, &[one, two], &mut FormErrors::default());
        let words: Vec<&str> = notes.iter().map(|note| note.words.as_str()).collect();
        assert_eq!((words, notes[0].point), (vec!["a", "b", "c"], Some((50, 5))));
        assert_eq!(TypedNote::of(&notes[0]), note(one, "1", "50", "5", "a"));
        let many = vec![note(one, "1", "", "", "x"); MOST + 1];
        let mut errors = FormErrors::default();
        read(&many, &[one], &mut errors);
        assert_eq!(errors.len(), 1);
    }
}
