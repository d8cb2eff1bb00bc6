//! What a running platform is made of, handed to every handler, job and reactor.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Schema};
use crate::ids::uuid_v7;
use crate::keys::Keys;
use crate::random::Random;
use crate::vault::{MasterKey, Vault};
use crate::{Error, Result, settings};

type Extensions = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// The platform. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    config: Config,
    db: Db,
    keys: Keys,
    vault: Vault,
    clock: Clock,
    random: Random,
    extensions: Extensions,
}

/// A platform being put together: `app` (or a test) registers what upper floors bring.
pub struct SiteBuilder {
    inner: Inner,
}

impl SiteBuilder {
    /// Opens the stores and the vault.
    ///
    /// # Errors
    /// When a store can't be opened, or was sealed with another master key.
    pub async fn open(config: Config, clock: Clock, random: Random) -> Result<Self> {
        std::fs::create_dir_all(&config.data_dir)
            .map_err(|e| Error::internal(format!("making the folder {}", config.data_dir.display()), e))?;
        let vault = Vault::new(&MasterKey::load_or_create(&config.master_key, &random)?);
        let keys_db = Db::open(&config.keys, Schema::Keys).await?;
        let db = Db::open(&config.store, Schema::Store).await?;
        let keys = Keys::new(keys_db, vault.clone(), clock.clone(), random.clone());
        check_belonging(&db, &vault, &keys).await?;
        Ok(Self {
            inner: Inner {
                config,
                db,
                keys,
                vault,
                clock,
                random,
                extensions: HashMap::new(),
            },
        })
    }

    /// Registers something that upper floors find again by its type.
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, extension: T) -> Self {
        self.inner
            .extensions
            .insert(TypeId::of::<T>(), Arc::new(extension));
        self
    }

    /// Done.
    pub fn build(self) -> Site {
        Site(Arc::new(self.inner))
    }
}

impl Site {
    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The store.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The keys of people.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Blind indexes and the web's keys.
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Randomness.
    pub fn random(&self) -> &Random {
        &self.0.random
    }

    /// A fresh identifier of any kind.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        T::from(uuid_v7(self.clock().now(), self.random()))
    }

    /// What an upper floor registered.
    ///
    /// # Errors
    /// When nobody did: a fault of the program that put the site together.
    pub fn extension<T: Any + Send + Sync>(&self) -> Result<Arc<T>> {
        self.0
            .extensions
            .get(&TypeId::of::<T>())
            .and_then(|found| found.clone().downcast().ok())
            .ok_or_else(|| Error::fault(format!("{} was not registered", std::any::type_name::<T>())))
    }
}

/// A store opens only with the master key it was sealed with, and with the key store it began with: others would write
/// what nobody can read, or find everyone erased.
async fn check_belonging(db: &Db, vault: &Vault, keys: &Keys) -> Result<()> {
    let key_store = keys.identity().await?.to_string();
    let facts = [
        (
            "master_key",
            vault.fingerprint(),
            "the store was sealed with another master key: set MASTER_KEY_FILE to the file it began with",
        ),
        (
            "key_store",
            key_store.as_str(),
            "the store began with another key store: set KEYS_DATABASE_URL, or bring back the keys.db it began with",
        ),
    ];
    let mut tx = db.begin().await?;
    for (name, now, refusal) in facts {
        settings::put_once(&mut tx, name, now).await?;
        if settings::get(&mut tx, name).await?.as_deref() != Some(now) {
            return Err(Error::fault(refusal));
        }
    }
    tx.commit().await
}
