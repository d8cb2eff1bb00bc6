//! One account for who is known in two regions. No manager is told of another region's people, so each region makes an account of its
//! own; the person, who alone has both the mailbox and the password, may make them one from the link of the second, as long as it was
//! never used ([ADR 39](docs/adr/0039-one-account-once-its-owner-says-so.md)).
//! Owns `united_accounts`. Announces `person.united`.

mod jobs;
mod mails;
mod passage;
mod routes;
mod rules;
mod store;
mod views;

pub use jobs::handlers;
pub use passage::{Pass, Passage, Passes};
pub use routes::routes;
pub(crate) use store::{chambers, offered};
