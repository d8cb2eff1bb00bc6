//! Where a site's data stand: a folder, and on PostgreSQL two databases. The same ground is opened from inside, while no
//! server runs on it, and handed to the real binary as its environment.

use std::path::{Path, PathBuf};

use people::sign_in::Passwords;
use platform::clock::Clock;
use platform::config::Config;
use platform::db::Engine;
use platform::random::Random;
use platform::{Result, Site};

/// The two databases of a site on PostgreSQL, by their URLs.
#[derive(Clone, Debug)]
pub struct Databases {
    /// The store.
    pub store: String,
    /// The keys.
    pub keys: String,
}

/// Where a site's data stand.
#[derive(Clone, Debug)]
pub struct Ground {
    folder: PathBuf,
    databases: Option<Databases>,
}

impl Ground {
    /// In a folder, and in two databases if any are given.
    pub fn new(folder: impl Into<PathBuf>, databases: Option<Databases>) -> Self {
        Self {
            folder: folder.into(),
            databases,
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Which engine.
    pub fn engine(&self) -> Engine {
        match self.databases {
            Some(_) => Engine::Postgres,
            None => Engine::Sqlite,
        }
    }

    /// The settings that lead a server here, answering on a port.
    pub fn settings(&self, port: u16) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("PORT", port.to_string()),
            ("DATA_DIR", self.folder.display().to_string()),
        ];
        if let Some(databases) = &self.databases {
            settings.push(("DATABASE_URL", databases.store.clone()));
            settings.push(("KEYS_DATABASE_URL", databases.keys.clone()));
        }
        settings
    }

    /// Opens it from inside. On the embedded store, no server may run on it meanwhile.
    ///
    /// # Errors
    /// The store's.
    pub async fn open(&self, clock: Clock, random: Random) -> Result<Site> {
        let settings = self.settings(8080);
        let config = Config::read(|name| {
            let mut found = settings.iter().filter(|(known, _)| *known == name);
            found.next().map(|(_, value)| value.clone())
        })?;
        app::rooms::open(config, clock, random, Passwords::new()).await
    }
}

/// Closes a site opened from inside, so that a server can open its store.
pub async fn close(site: Site) {
    site.db().close().await;
    site.keys().close().await;
}
