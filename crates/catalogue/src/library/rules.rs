//! What the library's forms may hold.

use platform::html::FormErrors;
use platform::html::Modality;

use crate::courses::modality;

/// The most minutes that a step may be said to take.
pub const MOST_MINUTES: u32 = 6000;
/// The most characters of a title.
pub const LONGEST_TITLE: usize = 150;

/// What was typed of an item, or of a step: a title, a duration, a modality.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The title.
    pub title: String,
    /// The minutes, as typed.
    pub minutes: String,
    /// The modality's code.
    pub modality: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The title.
    pub title: String,
    /// Whole minutes.
    pub minutes: u32,
    /// How it is learnt.
    pub modality: Modality,
}

/// Checks a title.
pub fn check_title(title: &str, field: &str, label: &str, errors: &mut FormErrors) {
    if title.trim().is_empty() {
        errors.add(
            field,
            label,
            "Donnez un titre\u{202f}: c’est lui que l’on lira partout.",
        );
    } else if title.chars().count() > LONGEST_TITLE {
        errors.add(
            field,
            label,
            format!("Le titre dépasse {LONGEST_TITLE} caractères\u{202f}: raccourcissez-le."),
        );
    }
}

/// Reads what was typed; says what to mend.
pub fn facts(typed: &Typed, errors: &mut FormErrors) -> Option<Facts> {
    let before = errors.len();
    check_title(&typed.title, "titre", "Titre", errors);
    let minutes = typed.minutes.trim().parse::<u32>().ok();
    let minutes = minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
    if minutes.is_none() {
        errors.add(
            "minutes",
            "Durée estimée",
            "Donnez un nombre entier de minutes, de 1 à 6000\u{202f}: 45, par exemple.",
        );
    }
    let modality = modality(&typed.modality);
    if modality.is_none() {
        errors.add("modalite", "Modalité", "Choisissez une modalité dans la liste.");
    }
    if errors.len() > before {
        return None;
    }
    Some(Facts {
        title: typed.title.trim().to_owned(),
        minutes: minutes?,
        modality: modality?,
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_mended() {
        let long = "x".repeat(LONGEST_TITLE + 1);
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("Créer sa page", "45", "self_paced", &[]),
            (" Créer sa page ", " 6000 ", "quiz", &[]),
            ("", "45", "live", &["titre"]),
            (&long, "45", "live", &["titre"]),
            ("A", "0", "live", &["minutes"]),
            ("A", "6001", "live", &["minutes"]),
            ("A", "1,5", "live", &["minutes"]),
            ("A", "-3", "live", &["minutes"]),
            ("", "", "autre", &["titre", "minutes", "modalite"]),
        ];
        for (title, minutes, modality, wrong) in cases {
            let typed = Typed {
                title: (*title).to_owned(),
                minutes: (*minutes).to_owned(),
                modality: (*modality).to_owned(),
            };
            let mut errors = FormErrors::default();
            let read = facts(&typed, &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(&fields, wrong, "{typed:?}");
            assert_eq!(read.is_some(), wrong.is_empty(), "{typed:?}");
        }
    }
}
