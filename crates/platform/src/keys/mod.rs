//! The key store, apart from the data: one key per owner and class, wrapped by the master key. A key is committed here
//! before anything that it seals is written; destroying it makes that class of the owner's data unreadable everywhere,
//! backups included.

mod store;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{Db, Row};
use crate::ids::uuid_v7;
use crate::memo::Memo;
use crate::random::Random;
use crate::vault::{DataKey, Vault};
use crate::{Error, Result};

/// What a key protects; each class ends at its own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Who someone is: identity, sign-in, mail sent to them.
    Account,
    /// What they wrote and received: messages, forum, feedback.
    Exchanges,
    /// What proves their training: the law keeps it longer than the account.
    Evidence,
    /// A thread shared by several people: its own owner.
    Shared,
    /// The platform's: journal addresses.
    Platform,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] = [
        Self::Account,
        Self::Exchanges,
        Self::Evidence,
        Self::Shared,
        Self::Platform,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Exchanges => "exchanges",
            Self::Evidence => "evidence",
            Self::Shared => "shared",
            Self::Platform => "platform",
        }
    }
}

/// The owner of the platform's own keys.
pub const PLATFORM: Uuid = Uuid::nil();

/// How many opened keys a generation holds: those of who is there, not of everybody.
const GENERATION: usize = 8192;

type Cache = Memo<(Uuid, Class), DataKey, ()>;

/// The keys. Cheap to clone.
#[derive(Clone)]
pub struct Keys {
    db: Db,
    vault: Vault,
    clock: Clock,
    random: Random,
    cache: Arc<Cache>,
}

impl Keys {
    /// Over its own store.
    pub fn new(db: Db, vault: Vault, clock: Clock, random: Random) -> Self {
        Self {
            db,
            vault,
            clock,
            random,
            cache: Arc::new(Memo::new(GENERATION)),
        }
    }

    /// Which key store this is: a store of data opens only with the one it began with.
    ///
    /// # Errors
    /// The key store's.
    pub async fn identity(&self) -> Result<Uuid> {
        store::identity(&self.db, uuid_v7(self.clock.now(), &self.random)).await
    }

    /// The owner's key of a class, made when there is none yet.
    ///
    /// # Errors
    /// The key store's.
    pub async fn get_or_create(&self, owner: Uuid, class: Class) -> Result<Arc<DataKey>> {
        if let Some(key) = self.find(owner, class).await? {
            return Ok(key);
        }
        let (_, wrapped) = self.generate(owner, class)?;
        store::insert(&self.db, owner, class, wrapped, self.clock.now()).await?;
        // Another instance may have made it in the same moment: the stored one counts.
        self.find(owner, class)
            .await?
            .ok_or_else(|| Error::fault("a key just written is absent"))
    }

    /// Keys of a class for owners who were named just now and have none, in one commit.
    ///
    /// # Errors
    /// [`Error::Duplicate`] when one has a key already, or the key store's: none is made then.
    pub async fn create_all(&self, owners: &[Uuid], class: Class) -> Result<Vec<Arc<DataKey>>> {
        let made = owners.iter().map(|owner| self.generate(*owner, class));
        let made: Vec<(DataKey, Vec<u8>)> = made.collect::<Result<_>>()?;
        let rows = owners
            .iter()
            .zip(&made)
            .map(|(owner, (_, wrapped))| (*owner, wrapped.clone()));
        store::insert_all(&self.db, class, rows.collect(), self.clock.now()).await?;
        let keys = owners.iter().zip(made);
        Ok(keys
            .map(|(owner, (key, _))| self.cache.put((*owner, class), (), key))
            .collect())
    }

    /// A new key, and the same as it is stored.
    fn generate(&self, owner: Uuid, class: Class) -> Result<(DataKey, Vec<u8>)> {
        let key = DataKey::generate(&self.random, 1);
        let place = associated(owner, class, 1);
        let wrapped = self
            .vault
            .wrapping_key()
            .seal_with(&self.random, &place, key.bytes())?;
        Ok((key, wrapped))
    }

    /// The owner's key of a class, if it exists.
    ///
    /// # Errors
    /// The key store's.
    pub async fn find(&self, owner: Uuid, class: Class) -> Result<Option<Arc<DataKey>>> {
        if let Some(key) = self.cache.get(&(owner, class), &()) {
            return Ok(Some(key));
        }
        let row = store::find(&self.db, owner, class).await?;
        row.map(|row| self.unwrap(&row, class)).transpose()
    }

    /// Reads the keys of several owners at once, for who is about to ask for each.
    ///
    /// # Errors
    /// The key store's.
    pub async fn warm(&self, owners: &[Uuid], class: Class) -> Result<()> {
        self.find_all(owners, class).await.map(drop)
    }

    /// The keys of several owners, those that are missing made in one commit: for who is about to seal for each.
    ///
    /// # Errors
    /// The key store's.
    pub async fn get_or_create_all(
        &self,
        owners: &[Uuid],
        class: Class,
    ) -> Result<HashMap<Uuid, Arc<DataKey>>> {
        let mut keys = self.find_all(owners, class).await?;
        let missing: Vec<Uuid> = owners
            .iter()
            .filter(|one| !keys.contains_key(one))
            .copied()
            .collect();
        if missing.is_empty() {
            return Ok(keys);
        }
        let made = missing
            .iter()
            .map(|owner| Ok((*owner, self.generate(*owner, class)?.1)));
        let made: Vec<(Uuid, Vec<u8>)> = made.collect::<Result<_>>()?;
        store::insert_missing(&self.db, class, made, self.clock.now()).await?;
        // Another instance may have made some in the same moment: the stored ones count.
        keys.extend(self.find_all(&missing, class).await?);
        Ok(keys)
    }

    /// The keys that these owners have: a query for every sixteen that aren't in memory.
    ///
    /// # Errors
    /// The key store's.
    pub async fn find_all(&self, owners: &[Uuid], class: Class) -> Result<HashMap<Uuid, Arc<DataKey>>> {
        let mut keys = HashMap::with_capacity(owners.len());
        let mut cold = Vec::new();
        for owner in owners {
            match self.cache.get(&(*owner, class), &()) {
                Some(key) => drop(keys.insert(*owner, key)),
                None => cold.push(*owner),
            }
        }
        for some in cold.chunks(store::MANY) {
            for row in store::find_many(&self.db, some, class).await? {
                keys.insert(row.get("owner_id")?, self.unwrap(&row, class)?);
            }
        }
        Ok(keys)
    }

    /// Destroys the owner's key of a class: what it sealed can't be read again.
    ///
    /// # Errors
    /// The key store's.
    pub async fn destroy(&self, owner: Uuid, class: Class) -> Result<()> {
        store::delete(&self.db, owner, class).await?;
        self.cache.forget(&(owner, class));
        Ok(())
    }

    /// Closes the connections.
    pub async fn close(&self) {
        self.db.close().await;
    }

    fn unwrap(&self, row: &Row, class: Class) -> Result<Arc<DataKey>> {
        let owner: Uuid = row.get("owner_id")?;
        let version =
            u32::try_from(row.get::<i64>("version")?).map_err(|e| Error::internal("a key's version", e))?;
        let bytes = self.vault.wrapping_key().open_with(
            &associated(owner, class, version),
            &row.get::<Vec<u8>>("wrapped")?,
        )?;
        let bytes = bytes
            .try_into()
            .map_err(|_| Error::fault("a key of a wrong length"))?;
        let key = DataKey::from_bytes(bytes, version);
        Ok(self.cache.put((owner, class), (), key))
    }
}

fn associated(owner: Uuid, class: Class, version: u32) -> Vec<u8> {
    [
        b"keys\0".as_slice(),
        class.code().as_bytes(),
        &[0],
        owner.as_bytes(),
        &version.to_be_bytes(),
    ]
    .concat()
}
