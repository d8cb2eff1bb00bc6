//! What the library's forms may hold.

use platform::html::FormErrors;
use platform::html::Modality;
use platform::html::fr;

use super::kinds::ItemKind;
use super::reading::{Reading, address};
use super::store::{Item, Sheet};
use crate::assignments;
use crate::courses::modality;
use crate::surveys::Survey;

/// The most minutes that a step may be said to take.
pub const MOST_MINUTES: u32 = 6000;
/// The most characters of a title.
pub const LONGEST_TITLE: usize = 150;

/// What was typed of an item, or of a step: a title, a duration, a modality.
#[derive(Clone, Debug, Default, Hash)]
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
            "Donnez un nombre entier, de 1 à 6\u{202f}000.",
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

/// The most characters of a text.
pub const LONGEST_TEXT: usize = 5000;

/// The same, of a page.
const LONGEST_PAGE: usize = 20_000;

const fn longest(kind: ItemKind) -> usize {
    match kind {
        ItemKind::Page => LONGEST_PAGE,
        _ => LONGEST_TEXT,
    }
}

/// What was typed of what an item shows.
#[derive(Clone, Debug, Default)]
pub struct TypedReading {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub address: String,
    /// What is said in it.
    pub transcript: String,
    /// The settings of an assignment.
    pub work: assignments::Typed,
    /// What a survey asks, when it is said anew.
    pub survey: Option<Survey>,
    /// Its instruction, said or filmed.
    pub spoken: assignments::TypedSpoken,
}

/// Whether nothing stands in for its words.
const fn worded(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Page | ItemKind::Instruction | ItemKind::Meeting | ItemKind::Assignment
    )
}

/// Reads what an item of a kind shows; says what to mend. Its file is checked elsewhere.
pub fn reading(kind: ItemKind, typed: &TypedReading, errors: &mut FormErrors) -> Option<Reading> {
    let before = errors.len();
    let text = typed.text.trim();
    if text.is_empty() && worded(kind) {
        errors.add("texte", "Texte", "Écrivez ce que les apprenants doivent lire.");
    } else if text.chars().count() > longest(kind) {
        errors.add(
            "texte",
            "Texte",
            format!(
                "Le texte dépasse {} caractères\u{202f}: raccourcissez-le, ou joignez un document.",
                longest(kind)
            ),
        );
    }
    let address = (kind == ItemKind::Link).then(|| address(&typed.address));
    if address == Some(None) {
        errors.add(
            "adresse",
            "Adresse",
            "Copiez l’adresse depuis la barre du navigateur\u{202f}: elle commence par https://.",
        );
    }
    let transcript = typed.transcript.trim();
    if kind == ItemKind::Audio && transcript.is_empty() {
        errors.add("transcription", TRANSCRIPT, NOT_IN_WORDS);
    } else if transcript.chars().count() > LONGEST_TRANSCRIPT {
        errors.add(
            "transcription",
            TRANSCRIPT,
            "La transcription dépasse 20\u{202f}000 caractères\u{202f}: coupez l’enregistrement en plusieurs ressources, plus faciles à suivre.",
        );
    }
    let assignment = match kind {
        ItemKind::Assignment => typed.work.read(errors),
        _ => None,
    };
    let survey = typed.survey.clone().filter(|_| kind.asks_opinion());
    if let Some(problem) = survey.as_ref().and_then(Survey::problem) {
        errors.add("questions", "Questions", problem);
    }
    (errors.len() == before).then(|| Reading {
        text: text.to_owned(),
        address: address.flatten(),
        transcript: if kind.recorded() {
            transcript.to_owned()
        } else {
            String::new()
        },
        assignment,
        survey,
        ..Reading::default()
    })
}

/// The most characters of a transcript.
const LONGEST_TRANSCRIPT: usize = 20_000;
const TRANSCRIPT: &str = "Transcription";
const NOT_IN_WORDS: &str =
    "Écrivez ce qui est dit\u{202f}: qui n’entend pas doit pouvoir suivre cette étape.";
/// A video that only some can follow.
pub(super) const NEITHER: &str = "Ajoutez des sous-titres ou une transcription\u{202f}: qui n’entend pas doit pouvoir suivre cette vidéo. Les logiciels de montage et les plateformes de vidéo exportent les sous-titres en .vtt ou .srt.";

/// Checks what else the library says of an item.
pub fn check_sheet(sheet: &Sheet, errors: &mut FormErrors) {
    for (text, most, field, label) in [
        (&sheet.objectives, 2000, "objectifs", "Objectifs"),
        (&sheet.audience, 300, "public", "Public"),
        (&sheet.keywords, 300, "mots", "Mots-clés"),
        (&sheet.licence, 150, "licence", "Licence"),
    ] {
        if text.chars().count() > most {
            errors.add(
                field,
                label,
                format!("C’est trop long\u{202f}: {most} caractères au plus."),
            );
        }
    }
    if !LANGUAGES.iter().any(|(code, _)| *code == sheet.language) {
        errors.add("langue", "Langue", "Choisissez une langue dans la liste.");
    }
}

/// The languages that items are in: BCP 47, and in French.
pub const LANGUAGES: [(&str, &str); 9] = [
    ("fr", "Français"),
    ("br", "Breton"),
    ("co", "Corse"),
    ("gcf", "Créole guadeloupéen"),
    ("rcf", "Créole réunionnais"),
    ("en", "Anglais"),
    ("de", "Allemand"),
    ("es", "Espagnol"),
    ("pt", "Portugais"),
];

/// Whether an item is one that is looked for: each word is in its title, its keywords, its audience or its objectives.
pub fn found(item: &Item, words: &str) -> bool {
    let sheet = &item.sheet;
    let said =
        [&item.title, &sheet.keywords, &sheet.audience, &sheet.objectives].map(|text| fr::folded(text));
    let words = fr::folded(words);
    words
        .split_whitespace()
        .all(|word| said.iter().any(|text| text.contains(word)))
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

    #[test]
    fn what_is_shown_is_read_or_mended() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let cases = [
            (ItemKind::Instruction, " Faites ", "", ""),
            (ItemKind::Instruction, "", "", "texte"),
            (ItemKind::Meeting, " ", "", "texte"),
            (ItemKind::Assignment, "", "", "texte"),
            (ItemKind::Assignment, "Répondez à cet avis.", "", ""),
            (ItemKind::Document, "", "", ""),
            (ItemKind::Document, &long, "", "texte"),
            (ItemKind::Link, "", "exemple.fr", ""),
            (ItemKind::Link, &long, "", "texte,adresse"),
            (ItemKind::Video, "", "", ""),
            (ItemKind::Audio, "", "", "transcription"),
        ];
        for (kind, text, address, wrong) in cases {
            let typed = TypedReading {
                text: text.to_owned(),
                address: address.to_owned(),
                ..TypedReading::default()
            };
            let mut errors = FormErrors::default();
            let read = reading(kind, &typed, &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{kind:?}");
            assert_eq!(read.is_some(), wrong.is_empty());
        }
    }
}
