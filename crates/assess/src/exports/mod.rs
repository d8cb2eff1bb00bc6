//! Questions written for other platforms: Moodle XML and QTI 3.0. Written then read back, a question is the same, but for
//! what the format can't say: that is named, in French, for whoever takes the file.
//!
//! Known limits, not named to whoever takes the file: within the gaps of a cloze, signs are escaped as this import reads
//! them back, which Moodle doesn't do for each of them (« % », « / », the line's end); the bounds of a QTI mapping are those
//! of the whole question, even on the mapping of one gap.

#[cfg(test)]
mod cases;
mod moodle;
mod moodle_gaps;
mod prose;
mod qti;

pub use moodle::{Images, moodle};
pub use qti::qti;

use crate::questions::{Accents, Decimal, Points, Question, Share};

/// A file, and what it couldn't say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// For each question that loses something, or that is left out: its place, then a French sentence.
    pub losses: Vec<(usize, String)>,
}

/// Text within an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            // XML has no way to write these.
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
    out
}

/// A share as a percentage with its five decimals, « 33.33333 ».
fn percentage(share: Share) -> String {
    Decimal::new(share.as_percentage(), -5)
        .unwrap_or_default()
        .to_string()
}

/// Points as a plain number, « 2.5 ».
fn points(points: Points) -> String {
    Decimal::new(i64::from(points.0), -3)
        .unwrap_or_default()
        .to_string()
}

/// Losses that any format has.
fn accents(accents: Accents, losses: &mut Vec<String>) {
    if accents == Accents::Ignored {
        say(
            losses,
            "Les accents compteront : sans eux, une réponse sera fausse.",
        );
    }
}

fn say(losses: &mut Vec<String>, sentence: &str) {
    let sentence = crate::spaced(sentence);
    if !losses.contains(&sentence) {
        losses.push(sentence);
    }
}

/// The title, as text.
fn title(question: &Question) -> String {
    escaped(question.title.trim())
}
