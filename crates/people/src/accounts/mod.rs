//! Accounts: a person begins one by a single-use link, chooses a password, gets back in by another link.
//! Owns `people` (with the directory), `links`, `credentials`. Announces `person.created`, `account.activated`,
//! `password.changed`.

pub mod mails;
mod newcomer;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use platform::html::State;

pub use newcomer::{Member, Newcomer, settle_all};
pub use rules::{NewPerson, Purpose, check_person, link_life, weakness};
pub use store::{
    AccessState, Draft, OpenLink, Prepared, access, create_link, create_links, end_links, has_password,
    open_link, password_hash, prepare, prepare_all, set_password, use_link, used_by_email, with_password,
};

impl AccessState {
    /// As shown.
    pub fn state(self) -> State {
        match self {
            Self::Active => State::good("Compte activé"),
            Self::Invited => State::todo("Compte pas encore activé").icon("mail"),
            Self::LinkExpired => State::warn("Lien d’activation périmé"),
        }
    }
}
