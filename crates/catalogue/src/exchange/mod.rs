//! A course as one archive: taken out, and taken in again elsewhere. The archive is a zip with `parcours.json`
//! ([`format`]) and the files of each item under `ressources/`. What comes in is checked like what a form sends. Owns
//! nothing: writes what `courses` and `library` own.

mod export;
mod format;
mod import;
mod routes;
mod views;

pub use routes::routes;
