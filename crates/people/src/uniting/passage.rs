//! What passes from an account to another: rows change hands, and what was sealed with the keys of the one is sealed again with those
//! of the other. Each floor says what it keeps of somebody who never signed in.

use std::sync::Arc;

use async_trait::async_trait;
use platform::db::{Sql, Tx};
use platform::ids::Uuid;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{PersonId, Result, Site, args};

/// The classes whose keys seal something of a learner.
const CLASSES: [Class; 3] = [Class::Account, Class::Evidence, Class::Exchanges];

/// The keys of a class, of the account that closes and of the one that stays.
struct Keys {
    class: Class,
    former: Arc<DataKey>,
    stays: Arc<DataKey>,
}

/// From one account to another.
pub struct Passage {
    /// The account that closes.
    pub from: PersonId,
    /// The one that stays.
    pub to: PersonId,
    /// The account is closed already: what it still has was written to it meanwhile.
    pub late: bool,
    keys: Vec<Keys>,
}

impl Passage {
    /// Gathers the keys. Call before the transaction.
    ///
    /// # Errors
    /// The key store's.
    pub async fn prepare(site: &Site, from: PersonId, to: PersonId) -> Result<Self> {
        let mut keys = Vec::with_capacity(CLASSES.len());
        for class in CLASSES {
            if let Some(former) = site.keys().find(from.0, class).await? {
                let stays = site.keys().get_or_create(to.0, class).await?;
                keys.push(Keys { class, former, stays });
            }
        }
        Ok(Self {
            from,
            to,
            late: false,
            keys,
        })
    }

    /// The same, of an account that is closed already: nothing refuses any more.
    #[must_use]
    pub fn late(self) -> Self {
        Self { late: true, ..self }
    }

    /// Seals a column again. `read` finds `id` and `sealed` of the rows of `$1`, once they are theirs; `write` puts `$2` in the row `$1`
    /// where `$3` still stands: what was written meanwhile isn't written over.
    /// What opens with the keys of the account that stays is left as it is: again is no harm.
    ///
    /// # Errors
    /// The store's.
    pub async fn reseal(
        &self,
        tx: &mut Tx,
        site: &Site,
        (class, table, column): (Class, &'static str, &'static str),
        (read, write): (Sql, Sql),
    ) -> Result<()> {
        let Some(keys) = self.keys.iter().find(|keys| keys.class == class) else {
            return Ok(());
        };
        for row in tx.all(read, args![self.to]).await? {
            let id: Uuid = row.get("id")?;
            let Some(sealed) = row.get::<Option<Vec<u8>>>("sealed")? else {
                continue;
            };
            let place = Place::new(table, column, id);
            if keys.stays.open(place, &sealed).is_ok() {
                continue;
            }
            let plain = keys.former.open(place, &sealed)?;
            let again = keys.stays.seal(site.random(), place, &plain)?;
            tx.execute(write.clone(), args![id, again, sealed]).await?;
        }
        Ok(())
    }
}

/// A floor that keeps something of people.
#[async_trait]
pub trait Pass: Send + Sync {
    /// Passes what it keeps of one account to the other, in the caller's transaction; again is no harm.
    ///
    /// # Errors
    /// [`platform::Error::Refused`] when the two can't be one, unless they are already, or the store's.
    async fn pass(&self, tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()>;
}

/// Every floor, in the order in which they pass, as the site holds them.
pub struct Passes(pub Vec<Box<dyn Pass>>);

impl Passage {
    /// Passes all that is kept.
    ///
    /// # Errors
    /// As [`Pass::pass`].
    pub(super) async fn pass(&self, tx: &mut Tx, site: &Site) -> Result<()> {
        for floor in &site.extension::<Passes>()?.0 {
            floor.pass(tx, site, self).await?;
        }
        Ok(())
    }
}
