//! Tables of cases for whole questions.

mod asked;
mod remarked;
mod scores;
