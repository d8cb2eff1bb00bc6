//! Signing in and out, the growing delay and the lock with its way back, the pages of an account.
//! Owns `logins`, `attempts`. Announces `login.opened`, `login.closed`.

mod forms;
mod passwords;
mod routes;
mod rules;
mod store;
mod views;

use async_trait::async_trait;
use platform::db::Sql;
use platform::http::{Actor, Authenticator};
use platform::{Result, Site};

pub use passwords::{Passwords, Waiting};
pub use routes::routes;
pub use rules::{Delay, delay};
pub use store::begin_login;

/// Finds the actor behind a login cookie.
pub struct Logins(Sql);

impl Logins {
    /// `own` is a piece of SQL: what the person `l.person_id` has of their own, as one text that changes with any of it.
    pub fn stamped(own: &'static str) -> Self {
        Self(Self::statement(own))
    }

    /// The statement, for the test that prepares every one.
    pub fn statement(own: &'static str) -> Sql {
        store::actor_statement(own)
    }
}

#[async_trait]
impl Authenticator for Logins {
    async fn actor(&self, site: &Site, token: &str) -> Result<Option<Actor>> {
        store::actor(site, self.0.clone(), token).await
    }
}
