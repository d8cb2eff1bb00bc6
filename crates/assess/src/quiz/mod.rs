//! Quizzes: what each learner is asked and in which order, tries and time, what counts, what may be seen when.

pub mod attempts;
pub mod draw;
pub mod seen;
pub mod settings;
pub mod shuffle;
pub mod tally;
pub mod total;
