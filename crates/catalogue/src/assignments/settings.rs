//! The settings of an assignment, and how a form's are read.

use platform::html::FormErrors;
use platform::http::Form;
use serde::{Deserialize, Serialize};

use super::rubric::{self, Criterion};

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Written on the page.
    Text,
    /// A voice, recorded on the page or sent as a file.
    Audio,
    /// A film, likewise.
    Video,
    /// Documents and images.
    File,
}

impl Format {
    /// Every one, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Text, Self::Audio, Self::Video, Self::File];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// In French.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "Un texte",
            Self::Audio => "Un enregistrement de la voix",
            Self::Video => "Une vidéo",
            Self::File => "Des documents ou des images",
        }
    }
}

/// What becomes of what comes after the date of the step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// It is taken, and said to be late.
    #[default]
    Accepted,
    /// It is refused.
    Refused,
}

impl Late {
    /// As a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
}

/// The most tries.
const MOST_TRIES: u8 = 5;

/// What an item asks for besides its instruction. The default is what suits who touches nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assignment {
    /// What the answer may be, in the order of [`Format::ALL`].
    pub formats: Vec<Format>,
    /// What becomes of a late one.
    pub late: Late,
    /// How often it may be handed in: again only when its tutor asks so.
    pub tries: u8,
    /// Whoever corrects doesn't see whose it is before they publish.
    pub anonymous: bool,
    /// A group of the session hands it in together; who is in none hands in alone.
    pub group: bool,
    /// What the correction looks at; without, one mark.
    pub rubric: Vec<Criterion>,
}

impl Default for Assignment {
    fn default() -> Self {
        Self {
            formats: Format::ALL.to_vec(),
            late: Late::default(),
            tries: 2,
            anonymous: false,
            group: false,
            rubric: Vec::new(),
        }
    }
}

/// What was typed of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub(super) formats: Vec<String>,
    pub(super) late: String,
    pub(super) tries: String,
    pub(super) anonymous: bool,
    pub(super) group: bool,
    pub(super) rubric: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self::of(&Assignment::default())
    }
}

impl Typed {
    /// As a form begins.
    pub fn of(settings: &Assignment) -> Self {
        Self {
            formats: settings
                .formats
                .iter()
                .map(|format| format.code().to_owned())
                .collect(),
            late: settings.late.code().to_owned(),
            tries: settings.tries.to_string(),
            anonymous: settings.anonymous,
            group: settings.group,
            rubric: rubric::write(&settings.rubric),
        }
    }

    /// Out of a form; the default when it asked nothing of them.
    pub fn from_form(form: &Form) -> Self {
        if form.text("reglages").is_empty() {
            return Self::default();
        }
        Self {
            formats: form.values("formats").map(str::to_owned).collect(),
            late: form.text("retard").to_owned(),
            tries: form.text("essais").to_owned(),
            anonymous: form.text("anonyme") == "oui",
            group: form.text("groupe") == "oui",
            rubric: form.text("grille").to_owned(),
        }
    }

    /// Reads what was typed; says what to mend.
    pub fn read(&self, errors: &mut FormErrors) -> Option<Assignment> {
        let before = errors.len();
        let chosen = |format: &Format| self.formats.iter().any(|code| code == format.code());
        let formats: Vec<Format> = Format::ALL.into_iter().filter(chosen).collect();
        if formats.is_empty() {
            errors.add(
                "formats",
                "Forme de la réponse",
                "Choisissez au moins une forme que la réponse peut prendre.",
            );
        }
        let tries = self.tries.trim().parse::<u8>().ok();
        let tries = tries.filter(|tries| (1..=MOST_TRIES).contains(tries));
        if tries.is_none() {
            errors.add(
                "essais",
                "Nombre d’essais",
                format!("Donnez un nombre entier, de 1 à {MOST_TRIES}."),
            );
        }
        let late = [Late::Accepted, Late::Refused]
            .into_iter()
            .find(|late| late.code() == self.late);
        if late.is_none() {
            errors.add(
                "retard",
                "Après la date",
                "Dites ce que devient un travail en retard.",
            );
        }
        let rubric = rubric::parse(&self.rubric)
            .map_err(|sentence| errors.add("grille", "Grille de correction", sentence));
        if errors.len() > before {
            return None;
        }
        Some(Assignment {
            formats,
            late: late?,
            tries: tries?,
            anonymous: self.anonymous,
            group: self.group,
            rubric: rubric.ok()?,
        })
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_mended() {
        let typed = |formats: &[&str], late: &str, tries: &str, rubric: &str| Typed {
            formats: formats.iter().map(|&code| code.to_owned()).collect(),
            late: late.to_owned(),
            tries: tries.to_owned(),
            anonymous: true,
            group: true,
            rubric: rubric.to_owned(),
        };
        for (typed, wrong) in [
            (Typed::default(), ""),
            (
                typed(&["file", "text"], "refused", " 1 ", "A\n- Non : 0\n- Oui : 1"),
                "",
            ),
            (typed(&[], "accepted", "1", ""), "formats"),
            (typed(&["dessin"], "accepted", "1", ""), "formats"),
            (typed(&["text"], "accepted", "0", ""), "essais"),
            (typed(&["text"], "accepted", "6", ""), "essais"),
            (
                typed(&["text"], "peut-être", "deux", "- A"),
                "essais,retard,grille",
            ),
        ] {
            let mut errors = FormErrors::default();
            let read = typed.read(&mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
            assert_eq!(read.is_some(), wrong.is_empty(), "{typed:?}");
            if let Some(read) = read {
                assert!(read.formats.is_sorted());
                assert_eq!(Typed::of(&read).read(&mut errors), Some(read.clone()));
                let json = serde_json::to_string(&read).unwrap();
                assert_eq!(serde_json::from_str::<Assignment>(&json).unwrap(), read);
            }
        }
        assert_eq!(
            serde_json::from_str::<Assignment>("{}").unwrap(),
            Assignment::default()
        );
    }
}
