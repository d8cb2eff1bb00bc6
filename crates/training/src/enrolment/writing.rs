//! Mails about a session: who signs them, and the keys of those who read them.

use std::collections::HashMap;
use std::sync::Arc;

use people::accounts::mails::Sender;
use platform::db::Tx;
use platform::keys::Class;
use platform::mail::{self, Message};
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::sender;
use crate::sessions::TrainingSession;

/// What is made ready before the transaction: keys are committed before what they seal.
pub struct Writing {
    sender: Option<Sender>,
    keys: HashMap<PersonId, Arc<DataKey>>,
}

impl Writing {
    /// For mails to these people; `actor` signs them.
    ///
    /// # Errors
    /// The store's, or the key store's.
    pub async fn prepare(
        site: &Site,
        session: &TrainingSession,
        actor: Option<PersonId>,
        people: &[PersonId],
    ) -> Result<Self> {
        let mut keys = HashMap::with_capacity(people.len());
        for person in people {
            let key = site.keys().get_or_create(person.0, Class::Account).await?;
            keys.insert(*person, key);
        }
        Ok(Self {
            sender: sender(site, actor, session).await?,
            keys,
        })
    }

    /// Who signs.
    pub fn sender(&self) -> Option<&Sender> {
        self.sender.as_ref()
    }

    /// A mail goes out with the transaction; nothing goes to whom it wasn't made ready for.
    ///
    /// # Errors
    /// The store's.
    pub async fn send(
        &self,
        tx: &mut Tx,
        site: &Site,
        person: PersonId,
        kind: &'static str,
        message: &Message,
    ) -> Result<()> {
        let Some(key) = self.keys.get(&person) else {
            return Ok(());
        };
        mail::queue(tx, site, key, person, kind, message).await.map(drop)
    }
}
