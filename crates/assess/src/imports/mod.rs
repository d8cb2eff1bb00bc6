//! Questions written by other platforms: GIFT, Moodle XML, QTI 2.1 and 3.0. Each question of a file has its line in a report:
//! taken whole, taken with what is lost, or refused with the reason. A file is hostile until read: its size, its depth and its
//! number of questions are bounded, no entity of its own is resolved, and HTML becomes prose.

mod entities;
mod gift;
mod html;
mod images;
mod items;
mod moodle;
mod qti;
mod xml;

pub use images::{Matter, Pictured};

use images::Images;

use crate::questions::{Body, LONGEST_TITLE, MOST_PARTS, Question, Share, with_images};

/// The largest file, in bytes.
pub const LARGEST: usize = 8 << 20;
/// The most questions of a file.
pub const MOST_QUESTIONS: usize = 2000;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Moodle's text format.
    Gift,
    /// Moodle's XML.
    Moodle,
    /// QTI 2.1 or 3.0: an item.
    Qti,
}

/// A question of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line where it begins, from 1.
    pub line: usize,
    /// Its title, or its first words.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The images that it shows, as they came.
    pub images: Vec<Pictured>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Taken whole.
    Taken(Box<Question>),
    /// Taken; French sentences say what is lost.
    Reduced(Box<Question>, Vec<String>),
    /// Refused; a French sentence says why.
    Refused(String),
}

/// Why nothing of a file can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than 8 MiB.
    TooLarge,
    /// It isn't text in UTF-8.
    NotText,
    /// It has more than 2,000 questions, or more elements or deeper than such a file has.
    TooMany,
    /// It isn't well-formed XML, from this line.
    NotXml(usize),
    /// It defines a document type or names an entity at this line: neither is read.
    Entity(usize),
    /// It has no question.
    Empty,
}

impl Refusal {
    /// The sentence for whoever brought the file.
    pub fn sentence(self) -> String {
        match self {
            Self::TooLarge => "Ce fichier dépasse 8\u{a0}Mo. Exportez les questions en plusieurs fichiers.".to_owned(),
            Self::NotText => "Ce fichier n’est pas du texte en UTF-8. Enregistrez-le de nouveau en UTF-8 (Bloc-notes\u{202f}: Fichier, Enregistrer sous, Encodage UTF-8).".to_owned(),
            Self::TooMany => {
                "Ce fichier a plus de 2\u{202f}000 questions ou trop d’éléments. Coupez-le en plusieurs fichiers.".to_owned()
            }
            Self::NotXml(line) => format!("Ce fichier XML est mal formé à la ligne {line}. Exportez-le de nouveau."),
            Self::Entity(line) => {
                format!("Ce fichier définit ou appelle une entité à la ligne {line}. Retirez-la et revenez.")
            }
            Self::Empty => "Ce fichier ne contient aucune question.".to_owned(),
        }
    }
}

/// Guesses how a file is written from how it begins.
pub fn guess(file: &[u8]) -> Format {
    let start = String::from_utf8_lossy(&file[..file.len().min(20_000)]).to_lowercase();
    match start.trim_start_matches('\u{feff}').trim_start() {
        xml if xml.starts_with('<') && xml.contains("<quiz") => Format::Moodle,
        xml if xml.starts_with("<?xml")
            || xml.contains("assessmentitem")
            || xml.contains("qti-assessment-item") =>
        {
            Format::Qti
        }
        _ => Format::Gift,
    }
}

/// Reads a file.
pub fn read(format: Format, file: &[u8]) -> Result<Vec<Entry>, Refusal> {
    if file.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let text = std::str::from_utf8(file).map_err(|_| Refusal::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    // No store keeps such a sign.
    let text = &text.replace('\0', "");
    let entries = match format {
        Format::Gift => gift::read(text)?,
        Format::Moodle => moodle::read(&xml::parse(text)?),
        Format::Qti => qti::read(&xml::parse(text)?),
    };
    match entries.len() {
        0 => Err(Refusal::Empty),
        count if count > MOST_QUESTIONS => Err(Refusal::TooMany),
        _ => Ok(entries),
    }
}

/// What is lost on the way, each sentence once; and the images that aren't.
#[derive(Debug, Default)]
struct Losses {
    said: Vec<String>,
    images: Images,
}

impl Losses {
    fn say(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.said.contains(&sentence) {
            self.said.push(sentence);
        }
    }
}

/// Refuses what has more parts than a question has, before they are read one by one.
fn few(count: usize) -> Result<(), String> {
    if count <= MOST_PARTS {
        return Ok(());
    }
    Err(format!(
        "Cette question a plus de {MOST_PARTS} éléments\u{202f}: coupez-la en plusieurs."
    ))
}

/// A question read, or why it isn't: the sentence.
type Read = Result<Question, String>;

/// The entry of a question: one with problems is refused, and they are the reason.
fn entry(line: usize, title: &str, read: Read, losses: Losses) -> Entry {
    let mut images = Vec::new();
    let outcome = match read {
        Err(why) => Outcome::Refused(why),
        Ok(mut question) => {
            let mut losses = losses;
            tell_wrong_apart(&mut question, &mut losses);
            images = std::mem::take(&mut losses.images).taken();
            leave_absent(&mut question, &images, &mut losses);
            let problems: Vec<String> = question
                .problems()
                .into_iter()
                .take(3)
                .map(|one| one.sentence)
                .collect();
            match (problems.is_empty(), losses.said.is_empty()) {
                (false, _) => Outcome::Refused(problems.join(" ")),
                (true, true) => Outcome::Taken(Box::new(question)),
                (true, false) => Outcome::Reduced(Box::new(question), losses.said),
            }
        }
    };
    Entry {
        line,
        title: first_words(title),
        outcome,
        images,
    }
}

/// A text may name an image that didn't come: its description stays.
fn leave_absent(question: &mut Question, images: &[Pictured], losses: &mut Losses) {
    let before = question.clone();
    for name in before.images() {
        if !images.iter().any(|one| one.name == name) {
            question.leave_image(&name);
        }
    }
    if *question != before {
        losses.say("Une image n’est pas reprise\u{202f}: seule sa description reste.");
    }
}

/// Where choosing every answer would earn all the points, each answer that is worth nothing takes what a right one earns.
fn tell_wrong_apart(question: &mut Question, losses: &mut Losses) {
    let marking = question.marking;
    let Body::Multiple(one) = &mut question.body else {
        return;
    };
    if !one.all_wins(marking) {
        return;
    }
    let right = one.choices.iter().filter(|one| one.share > Share::NONE).count();
    let part = Share::of(1, i64::try_from(right).unwrap_or(1));
    for choice in one.choices.iter_mut().filter(|one| one.share == Share::NONE) {
        choice.share = -part;
    }
    losses.say("Tout cocher donnait tous les points\u{202f}: une réponse fausse cochée retire désormais autant qu’une bonne rapporte.");
}

/// A title from a text: its first line, cut.
fn first_words(text: &str) -> String {
    let text = with_images(text, &mut |said, _| said.to_owned());
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().nth(LONGEST_TITLE).is_none() {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST_TITLE - 1).collect();
    format!("{cut}…")
}

/// A tag from a category's path: its last name.
fn category_tag(path: &str) -> Option<String> {
    let last = path.rsplit('/').map(str::trim).find(|name| !name.is_empty())?;
    let known = last == "top" || (last.starts_with('$') && last.ends_with('$'));
    (!known).then(|| last.chars().take(100).collect())
}
