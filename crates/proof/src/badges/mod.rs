//! Digital badges: an « attestation de fin de formation » of a course that was passed, as an Open Badges 3.0 credential that
//! wallets and job sites read and check by themselves. Nothing is stored but the keys that sign: a badge is made from what
//! the attestation froze, and ends with it.
//! Owns `badge_keys`.

mod credential;
mod jws;
mod routes;
mod store;

pub(crate) use credential::{contexts, identifiers, issuer_url, profile};
pub use routes::routes;
pub(crate) use routes::{issuing, sign, token};
