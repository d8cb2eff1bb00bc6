//! Development only: the kit, and the mailbox in which the platform's mails arrive. Never mounted in production.

mod routes;
mod views;

pub use routes::routes;
