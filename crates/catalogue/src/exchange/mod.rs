//! A course as one archive: taken out, and taken in again elsewhere. The archive is a zip with `parcours.json`
//! ([`format`]), the files of each item under `ressources/` and the images of its quizzes' questions under `questions/`. What comes in is checked like what a form sends. Owns
//! nothing: writes what `courses`, `library`, `questions` and `quizzes` own.

mod export;
mod format;
mod import;
mod quizzes;
mod routes;
mod views;

pub use routes::routes;
