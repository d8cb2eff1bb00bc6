//! What an author types and the question it makes: both ways, so that a form shows a question and a question comes of a form.
//! What a form can't say of a question it was opened on (a gap with partial answers) stays as it was.

mod cloze;
mod differences;
mod images;
mod marks;
mod parts;

use assess::questions::{Body, MOST_PARTS, Part, Question};

pub use cloze::FILLINGS;
pub use differences::{Difference, differences};
pub use images::{illustrated, next_image};
use marks::figures;
use marks::{points, share};

/// The types of questions, in the order in which they are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One right answer.
    #[default]
    Single,
    /// Several right answers.
    Multiple,
    /// True or false.
    TrueFalse,
    /// Words.
    ShortText,
    /// A number.
    Numeric,
    /// Pairs.
    Matching,
    /// An order.
    Ordering,
    /// Gaps.
    Cloze,
    /// A place on an image.
    Hotspot,
    /// Free words.
    FreeText,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Single,
        Self::Multiple,
        Self::TrueFalse,
        Self::ShortText,
        Self::Numeric,
        Self::Matching,
        Self::Ordering,
        Self::Cloze,
        Self::Hotspot,
        Self::FreeText,
    ];

    /// The name of the type, as it is kept, and the words for people: its label, then what it is for.
    const fn named(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Single => (
                "single",
                "Choix unique",
                "Une seule bonne réponse parmi plusieurs.",
            ),
            Self::Multiple => (
                "multiple",
                "Choix multiple",
                "Plusieurs bonnes réponses à cocher.",
            ),
            Self::TrueFalse => ("true_false", "Vrai ou faux", "Une affirmation, juste ou non."),
            Self::ShortText => ("short_text", "Réponse courte", "Un ou quelques mots à écrire."),
            Self::Numeric => (
                "numeric",
                "Nombre",
                "Un nombre à trouver, avec sa marge et son unité.",
            ),
            Self::Matching => (
                "matching",
                "Associations",
                "Relier chaque élément à ce qui lui correspond.",
            ),
            Self::Ordering => ("ordering", "Classement", "Remettre des étapes dans le bon ordre."),
            Self::Cloze => ("cloze", "Texte à trous", "Compléter les trous d’un texte."),
            Self::Hotspot => (
                "hotspot",
                "Zone sur une image",
                "Montrer le bon endroit sur une image.",
            ),
            Self::FreeText => (
                "free_text",
                "Réponse libre",
                "Un texte qu’une personne lit et corrige.",
            ),
        }
    }

    /// As it is kept: « single ».
    pub const fn code(self) -> &'static str {
        self.named().0
    }

    /// For people: « Choix unique ».
    pub const fn label(self) -> &'static str {
        self.named().1
    }

    /// What it is for, in a sentence.
    pub const fn purpose(self) -> &'static str {
        self.named().2
    }

    /// Reads what is kept.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How many rows an empty form has.
    pub const fn rows(self) -> usize {
        match self {
            Self::Single | Self::Multiple => 4,
            Self::Matching | Self::Ordering => 3,
            Self::TrueFalse | Self::FreeText => 0,
            Self::ShortText | Self::Numeric | Self::Cloze | Self::Hotspot => 1,
        }
    }
}

/// A row of the form: an answer, a pair, an item, a gap, an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The answer, the thing, the number, the type of gap, the name of the area.
    pub text: String,
    /// What goes with it: the other of a pair, a tolerance, the answers of a gap, the figures of an area.
    pub with: String,
    /// What it earns, as a percentage; empty for what is usual.
    pub part: String,
    /// What is said of it.
    pub feedback: String,
    /// Whether it is a right answer.
    pub right: bool,
}

impl Row {
    fn is_blank(&self) -> bool {
        [&self.text, &self.with, &self.part, &self.feedback]
            .iter()
            .all(|field| field.trim().is_empty())
            && !self.right
    }
}

/// A question as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its type.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub text: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether a statement is true.
    pub truth: Option<bool>,
    /// Said of « true », and of « false ».
    pub said: (String, String),
    /// Decoys, units or what is expected, one a line.
    pub more: String,
    /// What the learner finds in the field.
    pub start: String,
    /// The image: its name, what it shows, its size.
    pub image: Image,
    /// Said when no number fits.
    pub otherwise: String,
    /// What it weighs.
    pub points: String,
    /// What a mistake takes, as a percentage.
    pub mistake: String,
    /// What the score never goes below, as a percentage.
    pub floor: String,
    /// What is ticked of `TICKS`.
    pub ticks: Vec<String>,
    /// The general feedback.
    pub feedback: String,
    /// The tags, between commas.
    pub tags: String,
}

/// The image of a question, as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub described: String,
    /// Its width and height, in pixels.
    pub size: (u32, u32),
}

impl Image {
    /// The same, described in other words.
    pub fn described(mut self, words: &str) -> Self {
        words.clone_into(&mut self.described);
        self
    }
}

/// All or nothing.
pub const WHOLE: &str = "tout";
/// The author's order is kept.
pub const KEPT: &str = "ordre";
/// Capitals count.
pub const CASE: &str = "capitales";
/// Accents count.
pub const ACCENTS: &str = "accents";
/// A unit must be written.
pub const UNIT: &str = "unite";

/// A mistake of a form: the field, then what to do.
pub type Mistake = (String, String);

impl Typed {
    /// An empty form.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            rows: vec![Row::default(); kind.rows()],
            points: "1".to_owned(),
            ..Self::default()
        }
    }

    /// Whether something is ticked.
    pub fn ticked(&self, tick: &str) -> bool {
        self.ticks.iter().any(|one| one == tick)
    }

    /// Without its blank rows.
    pub fn compacted(mut self) -> Self {
        self.rows.retain(|row| !row.is_blank());
        self.rows.truncate(MOST_PARTS + 1);
        self
    }

    /// With rows enough to type in.
    pub fn padded(mut self) -> Self {
        let wanted = self.kind.rows().max(self.rows.len());
        self.rows.resize(wanted, Row::default());
        self
    }

    /// The form of a question.
    pub fn of(question: &Question) -> Self {
        let marking = question.marking;
        let mut typed = Self {
            kind: Kind::parse(question.body.code()).unwrap_or_default(),
            title: question.title.clone(),
            text: question.text.clone(),
            points: figures(i64::from(question.points.0), 3),
            mistake: loss(marking.mistake),
            floor: loss(marking.floor),
            feedback: question.feedback.clone(),
            tags: question
                .tags
                .iter()
                .map(|tag| tag_typed(tag))
                .collect::<Vec<_>>()
                .join(", "),
            ..Self::default()
        };
        if marking.parts == assess::questions::Parts::Whole {
            typed.ticks.push(WHOLE.to_owned());
        }
        parts::show(&question.body, &mut typed);
        typed
    }

    /// The question typed, over the one that the form was opened on, and what of it couldn't be read.
    pub fn question(&self, over: Option<&Question>) -> (Question, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let body = parts::read(self, over.map(|question| &question.body), &mut mistakes);
        let mut question = Question::new(self.title.trim(), self.text.trim(), body);
        question.points = points(&self.points, &mut mistakes);
        question.feedback = self.feedback.trim().to_owned();
        question.tags = tags(&self.tags);
        if self.ticked(WHOLE) {
            question.marking.parts = assess::questions::Parts::Whole;
        }
        question.marking.mistake = lost("erreur", &self.mistake, &mut mistakes);
        question.marking.floor = lost("plancher", &self.floor, &mut mistakes);
        (question, mistakes)
    }
}

/// The body of another type than the form's is no base to keep anything of.
fn same(kind: Kind, over: Option<&Body>) -> Option<&Body> {
    over.filter(|body| body.code() == kind.code())
}

/// A loss is typed without its sign.
fn loss(share: assess::questions::Share) -> String {
    match share {
        assess::questions::Share::NONE => String::new(),
        share => figures(-share.as_percentage(), 5),
    }
}

fn lost(field: &str, typed: &str, mistakes: &mut Vec<Mistake>) -> assess::questions::Share {
    let typed = typed.trim().trim_start_matches(['-', '−']);
    -share(field, typed, mistakes).unwrap_or(assess::questions::Share::NONE)
}

/// A tag as it is typed: between « » or quotes where a comma is part of it.
fn tag_typed(tag: &str) -> String {
    match tag.contains([',', ';', '\n', '"']) || tag != tag.trim() {
        true => format!("\"{}\"", tag.replace('"', "\"\"")),
        false => tag.to_owned(),
    }
}

/// Tags between commas, each once. A comma between quotes is one of the tag; a quote there is written twice.
pub fn tags(typed: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut take = |tag: String| {
        let tag = match tag.trim() {
            quoted if quoted.len() > 1 && quoted.starts_with('"') && quoted.ends_with('"') => {
                quoted[1..quoted.len() - 1].replace("\"\"", "\"")
            }
            plain => plain.to_owned(),
        };
        if !tag.trim().is_empty() && !all.contains(&tag) {
            all.push(tag);
        }
    };
    let (mut tag, mut quoted) = (String::new(), false);
    for sign in typed.chars() {
        match sign {
            // Quotes open at the beginning alone: « 12" » has one.
            '"' if quoted || tag.trim().is_empty() || tag.trim_start().starts_with('"') => {
                quoted = !quoted;
                tag.push(sign);
            }
            ',' | ';' | '\n' if !quoted => take(std::mem::take(&mut tag)),
            other => tag.push(other),
        }
    }
    take(tag);
    all
}

/// The field beside which a problem is shown.
pub fn field(part: Part) -> String {
    match part {
        Part::Title => "titre".to_owned(),
        Part::Text => "enonce".to_owned(),
        Part::Points => "points".to_owned(),
        Part::Feedback => "retour".to_owned(),
        Part::Tags => "etiquettes".to_owned(),
        Part::Answers => "reponses".to_owned(),
        Part::Answer(place) => format!("texte-{place}"),
        Part::Units => "plus".to_owned(),
        Part::Image => "image".to_owned(),
    }
}

#[cfg(test)]
mod cases;
