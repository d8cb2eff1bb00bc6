//! Signing in and out, the growing delay and the lock with its way back, the pages of an account.
//! Owns `logins`, `attempts`. Announces `login.opened`, `login.closed`.

mod forms;
mod passwords;
mod routes;
mod rules;
mod store;
mod views;

use async_trait::async_trait;
use platform::http::{Actor, Authenticator};
use platform::{Result, Site};

pub use passwords::{Passwords, Waiting};
pub use routes::routes;
pub use rules::{Delay, delay};
pub use store::begin_login;

/// Finds the actor behind a login cookie.
pub struct Logins;

#[async_trait]
impl Authenticator for Logins {
    async fn actor(&self, site: &Site, token: &str) -> Result<Option<Actor>> {
        store::actor(site, token).await
    }
}
