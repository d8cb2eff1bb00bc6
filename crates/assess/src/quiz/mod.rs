//! Quizzes: what each learner is asked and in which order, tries and time, what counts, what may be seen when.

pub mod draw;
pub mod shuffle;
pub mod total;
