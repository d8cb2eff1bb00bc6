//! What the form of a document may hold.

use catalogue::courses::Readers;
use catalogue::library::rules::check_title;
use catalogue::library::web_address;
use platform::html::FormErrors;

/// The most documents that a session adds to those of its course.
pub(super) const MOST: usize = 100;
/// The most characters of a text.
const LONGEST_TEXT: usize = 5000;

pub(super) const FILE: &str = "Fichier";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) address: String,
    pub(super) readers: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) address: Option<String>,
    pub(super) readers: Readers,
}

/// Reads what was typed; says what to mend. `file`: there is one, sent now or before.
pub(super) fn read(typed: &Typed, file: bool, errors: &mut FormErrors) -> Option<Said> {
    let before = errors.len();
    check_title(&typed.title, "titre", "Titre", errors);
    let text = typed.text.trim();
    if text.chars().count() > LONGEST_TEXT {
        errors.add(
            "texte",
            "Texte",
            "Le texte dépasse 5\u{202f}000 caractères\u{202f}: raccourcissez-le, ou joignez un fichier.",
        );
    }
    let typed_address = typed.address.trim();
    let address = (!typed_address.is_empty()).then(|| web_address(typed_address));
    if address == Some(None) {
        errors.add(
            "adresse",
            "Adresse",
            "Copiez l’adresse depuis la barre du navigateur\u{202f}: elle commence par https://.",
        );
    }
    if text.is_empty() && typed_address.is_empty() && !file {
        errors.add(
            "document",
            FILE,
            "Choisissez un fichier, ou écrivez un texte, ou donnez une adresse\u{202f}: il en faut au moins un.",
        );
    }
    let readers = Readers::parse(&typed.readers);
    if readers.is_none() {
        errors.add("lecteurs", "Qui le lit", "Dites qui lit ce document.");
    }
    (errors.len() == before).then_some(())?;
    Some(Said {
        title: typed.title.trim().to_owned(),
        text: text.to_owned(),
        address: address.flatten(),
        readers: readers?,
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_mended() {
        let long = "a".repeat(LONGEST_TEXT + 1);
        let cases: [([&str; 4], bool, &str); 9] = [
            (["Plan d’accès", "", "", "learners"], true, ""),
            (["Plan d’accès", "Salle 12.", "", "learners"], false, ""),
            (["Plan d’accès", "", "exemple.fr/plan", "tutors"], false, ""),
            (["Plan d’accès", " ", " ", "learners"], false, "document"),
            ([" ", "Salle 12.", "", "learners"], false, "titre"),
            (
                ["A", "Salle 12.", "javascript:alert(1)", "learners"],
                false,
                "adresse",
            ),
            (["A", &long, "", "learners"], true, "texte"),
            (["A", "Salle 12.", "", "tous"], false, "lecteurs"),
            (["", "", "", ""], false, "titre,document,lecteurs"),
        ];
        for ([title, text, address, readers], file, wrong) in cases {
            let typed = Typed {
                title: title.to_owned(),
                text: text.to_owned(),
                address: address.to_owned(),
                readers: readers.to_owned(),
            };
            let mut errors = FormErrors::default();
            let said = read(&typed, file, &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
            assert_eq!(said.is_some(), wrong.is_empty(), "{typed:?}");
        }
    }
}
