//! What the library said of an item, change after change.

use jiff::Timestamp;
use platform::html::fr;
use platform::{Error, PersonId, Result};
use serde::{Deserialize, Serialize};

use super::rules::LANGUAGES;
use super::store::Item;
use crate::courses::{modality, modality_code};

/// What the library says of an item, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    title: String,
    modality: String,
    minutes: u32,
    objectives: String,
    audience: String,
    keywords: String,
    language: String,
    licence: String,
}

/// A change: what was said before it, who made it, when.
#[derive(Clone, Debug)]
pub struct Change {
    pub(super) before: Described,
    pub(super) by: Option<PersonId>,
    pub(super) at: Timestamp,
}

/// A line that changed: its name, what it said, what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) name: &'static str,
    pub(super) before: String,
    pub(super) after: String,
}

impl Described {
    /// What is said of an item now.
    pub(super) fn of(item: &Item) -> Self {
        let sheet = item.sheet.clone();
        Self {
            title: item.title.clone(),
            modality: modality_code(item.modality).to_owned(),
            minutes: item.minutes,
            objectives: sheet.objectives,
            audience: sheet.audience,
            keywords: sheet.keywords,
            language: sheet.language,
            licence: sheet.licence,
        }
    }

    /// As stored.
    ///
    /// # Errors
    /// When it can't be written: a fault of ours.
    pub(super) fn to_json(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|error| Error::internal("writing what was said of an item", error))
    }

    /// Reads it back.
    ///
    /// # Errors
    /// When it can't be read: a fault of ours.
    pub(super) fn parse(json: &str) -> Result<Self> {
        serde_json::from_str(json).map_err(|error| Error::internal("reading what was said of an item", error))
    }

    /// Each line, in the order of the form, in words.
    fn lines(&self) -> [(&'static str, String); 8] {
        let language = LANGUAGES.iter().find(|(code, _)| *code == self.language);
        let objectives: Vec<&str> = self
            .objectives
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        [
            ("Titre", self.title.clone()),
            (
                "Modalité",
                modality(&self.modality)
                    .map_or("", |modality| modality.label())
                    .to_owned(),
            ),
            ("Durée estimée", fr::duration(self.minutes)),
            ("Objectifs", objectives.join("\u{202f}; ")),
            ("Public", self.audience.trim().to_owned()),
            ("Mots-clés", self.keywords.trim().to_owned()),
            ("Langue", language.map_or("", |(_, words)| words).to_owned()),
            ("Licence", self.licence.trim().to_owned()),
        ]
    }
}

/// What changed from one to the other, in the order of the form.
pub(super) fn differences(before: &Described, after: &Described) -> Vec<Difference> {
    let pairs = before.lines().into_iter().zip(after.lines());
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| Difference { name, before, after })
        .collect()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_changed_is_told_in_words() {
        let first = Described {
            title: "Sa page".to_owned(),
            modality: "self_paced".to_owned(),
            minutes: 45,
            language: "fr".to_owned(),
            ..Described::default()
        };
        assert!(differences(&first, &first).is_empty());
        let objectives = Described {
            objectives: "Créer\r\n\r\n Publier \n".to_owned(),
            ..first.clone()
        };
        let spaced = Described {
            objectives: "Créer\nPublier".to_owned(),
            audience: " ".to_owned(),
            ..first.clone()
        };
        assert!(differences(&objectives, &spaced).is_empty(), "spaces say nothing");
        let second = Described {
            title: "Ma page".to_owned(),
            modality: "live".to_owned(),
            minutes: 60,
            language: "br".to_owned(),
            ..objectives
        };
        let told: Vec<(&str, String, String)> = differences(&first, &second)
            .into_iter()
            .map(|one| (one.name, one.before, one.after))
            .collect();
        let plain = |text: &str| text.to_owned();
        assert_eq!(
            told,
            [
                ("Titre", plain("Sa page"), plain("Ma page")),
                (
                    "Modalité",
                    plain("À distance, à mon rythme"),
                    plain("À distance, en direct")
                ),
                ("Durée estimée", fr::duration(45), fr::duration(60)),
                ("Objectifs", plain(""), plain("Créer\u{202f}; Publier")),
                ("Langue", plain("Français"), plain("Breton")),
            ]
        );
    }

    #[test]
    fn what_was_said_is_read_back() {
        let said = Described {
            title: "« Sa » page".to_owned(),
            minutes: 5,
            ..Described::default()
        };
        assert_eq!(Described::parse(&said.to_json().unwrap()).unwrap(), said);
        assert!(Described::parse("{").is_err());
    }
}
