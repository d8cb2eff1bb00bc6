//! Accounts: a person begins one by a single-use link, chooses a password, gets back in by another link.
//! Owns `people` (with the directory), `links`, `credentials`. Announces `person.created`, `account.activated`,
//! `password.changed`.

pub mod mails;
mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use rules::{NewPerson, Purpose, check_person, link_life, weakness};
pub use store::{
    AccessState, Draft, OpenLink, Prepared, access, create_link, end_links, has_password, open_link,
    password_hash, prepare, prepare_all, set_password, use_link,
};
