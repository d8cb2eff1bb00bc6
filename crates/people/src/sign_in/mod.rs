//! Signing in and out, the growing delay and the lock with its way back, the pages of an account.
//! Owns `logins`, `attempts`. Announces `login.opened`, `login.closed`.

mod forms;
mod passwords;
mod proving;
mod routes;
mod rules;
mod store;
mod views;

use async_trait::async_trait;
use platform::http::{Actor, Authenticator, Grant, Stamp};
use platform::memo::Memo;
use platform::{Result, Site};
use uuid::Uuid;

pub use passwords::{Passwords, Waiting};
pub(crate) use proving::{Opening, Refusal, open};
pub use routes::{routes, slow_down};
pub use rules::{Delay, delay};
pub use store::begin_login;
pub(crate) use views::{dead_link, refused};

/// How many logins a generation holds.
const GENERATION: usize = 4096;

/// Finds the actor behind a login cookie. The roles held are read again once the login's stamp has changed.
pub struct Logins(Memo<Uuid, Vec<Grant>, Stamp>);

impl Default for Logins {
    fn default() -> Self {
        Self(Memo::new(GENERATION))
    }
}

#[async_trait]
impl Authenticator for Logins {
    async fn actor(&self, site: &Site, token: &str) -> Result<Option<Actor>> {
        store::actor(site, &self.0, token).await
    }

    async fn stands(&self, site: &Site, login: Uuid) -> Result<bool> {
        store::stands(site, login).await
    }
}
