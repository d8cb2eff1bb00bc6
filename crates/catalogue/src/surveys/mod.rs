//! What a survey asks: satisfaction in words, recommendation, choices, free words. A hot one is answered while its course is
//! followed, a late one after the access has ended. Nothing of it is scored. Owns nothing: it is kept in the version of its
//! item, and travels with it. Answering is the affair of `learning`.

mod asked;
mod models;
mod routes;
mod survey;
mod typed;
mod views;

pub use asked::{Given, fields, name};
pub use models::model;
pub use routes::routes;
pub use survey::{Body, DAY_MS, FEW, Question, Survey, Window};
pub(crate) use typed::beginning;
