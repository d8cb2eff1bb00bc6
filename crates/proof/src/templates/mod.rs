//! Templates of documents: the words that the administration chooses for each, in named places, with variables. What the law
//! asks for is printed whatever they say, and a document that was handed out keeps the words that it was handed out with.
//! Owns `document_templates`. Announces `template.changed`.

mod check;
mod fill;
mod original;
mod routes;
mod rules;
mod sample;
mod store;
mod twin;
mod views;

use platform::http::Platform;
use platform::permission;

pub(crate) use fill::fill;
pub(crate) use original::{CONSERVATION, original};
pub use routes::routes;
pub use rules::Document;
pub(crate) use rules::{Text, Values, Variable, situation};
pub(crate) use store::{Words, words};
pub(crate) use twin::{footer, pieces, statement};

permission!(
    /// Choosing the words of documents.
    EditTemplates on Platform, "template.edit", "Modifier le texte des documents", []
);
