//! Tables of cases for whole questions.

mod asked;
mod scores;
