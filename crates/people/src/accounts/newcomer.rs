//! Somebody about to be there, with the account that they have or get: two people at once make one account of an address.

use std::sync::Arc;

use platform::db::Tx;
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::{Draft, NewPerson, prepare, prepare_all};
use crate::directory::{self, Directory, Identity};

/// Somebody about to be there: their key is in the key store already, as it must be before what it seals.
pub struct Newcomer {
    person: PersonId,
    key: Arc<DataKey>,
    account: Account,
}

enum Account {
    /// `other`: it was said that nobody of the same address is this person.
    New {
        draft: Box<Draft>,
        email: String,
        other: bool,
    },
    Known(Arc<Identity>),
}

/// Somebody whose account is there.
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their identity.
    pub card: Arc<Identity>,
    /// What seals their mails.
    pub key: Arc<DataKey>,
}

impl Newcomer {
    /// Who has no account yet; `other`: whoever has the address is somebody else. Call before the transaction.
    ///
    /// # Errors
    /// The key store's.
    pub async fn new(site: &Site, new: NewPerson, other: bool) -> Result<Self> {
        let email = new.email.clone();
        Ok(Self::drafted(prepare(site, new).await?, email, other))
    }

    /// The same for several at once, in their order: their keys are committed together. Call before the transaction.
    ///
    /// # Errors
    /// The key store's.
    pub async fn all_new(site: &Site, all: Vec<(NewPerson, bool)>) -> Result<Vec<Self>> {
        let (people, others): (Vec<NewPerson>, Vec<bool>) = all.into_iter().unzip();
        let emails: Vec<String> = people.iter().map(|new| new.email.clone()).collect();
        let drafts = prepare_all(site, people).await?.into_iter();
        let known = emails.into_iter().zip(others);
        Ok(drafts
            .zip(known)
            .map(|(draft, (email, other))| Self::drafted(draft, email, other))
            .collect())
    }

    fn drafted(draft: Draft, email: String, other: bool) -> Self {
        Self {
            person: draft.person,
            key: draft.key(),
            account: Account::New {
                draft: Box::new(draft),
                email,
                other,
            },
        }
    }

    /// Who has one. Call before the transaction.
    ///
    /// # Errors
    /// [`platform::Error::NotFound`] when they were erased, or the store's.
    pub async fn known(site: &Site, person: PersonId) -> Result<Self> {
        Ok(Self {
            person,
            key: site.keys().get_or_create(person.0, Class::Account).await?,
            account: Account::Known(Directory::of(site)?.card(site, person).await?),
        })
    }

    /// Whether they get an account by coming.
    pub fn is_new(&self) -> bool {
        matches!(self.account, Account::New { .. })
    }

    /// Writes the account of who has none. None when somebody of the region got the address meanwhile: nothing was written.
    ///
    /// # Errors
    /// The store's.
    pub async fn settle(
        self,
        tx: &mut Tx,
        site: &Site,
        by: Option<PersonId>,
        region: RegionId,
    ) -> Result<Option<Member>> {
        let (person, key) = (self.person, self.key);
        let card = match self.account {
            Account::Known(card) => card,
            Account::New { draft, email, other } => {
                tx.lock("region addresses", region.0).await?;
                let free = other
                    || directory::by_email_in_region(tx, site, &email, region)
                        .await?
                        .is_empty();
                if !free {
                    return Ok(None);
                }
                Arc::new(draft.insert(tx, site, by, Some(region)).await?.identity)
            }
        };
        Ok(Some(Member { person, card, key }))
    }
}
