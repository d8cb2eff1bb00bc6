//! The engine of assessment: questions and their scores, quizzes and their attempts, what opens a step, what counts as
//! passed; questions read from other platforms' files and written for them. Pure: no store, no clock, no chance of its own.
//! Its only words for people are those an author reads about a question or a file in fault.

pub mod exports;
pub mod imports;
pub mod progression;
pub mod questions;
pub mod quiz;
pub mod success;

/// A sentence of ours with the narrow spaces of French.
fn spaced(sentence: &str) -> String {
    sentence
        .replace("« ", "«\u{202f}")
        .replace(" »", "\u{202f}»")
        .replace(" :", "\u{202f}:")
}
