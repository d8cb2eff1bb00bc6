//! Tables of cases for whole questions.

mod any;
mod asked;
mod scores;
