//! Somebody about to be there, with the account that they have or get: two people at once make one account of an address.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use platform::db::Tx;
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site};

use super::{Draft, NewPerson, prepare, prepare_all, store};
use crate::directory::{self, Directory, Identity, normal_email};

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
    /// [`Error::NotFound`] when they were erased, or the store's.
    pub async fn known(site: &Site, person: PersonId) -> Result<Self> {
        let mut known = Self::all_known(site, &[person]).await?;
        known.remove(&person).ok_or(Error::NotFound)
    }

    /// The same for several at once; who was erased is absent. Call before the transaction.
    ///
    /// # Errors
    /// The store's.
    pub async fn all_known(site: &Site, people: &[PersonId]) -> Result<HashMap<PersonId, Self>> {
        let cards = Directory::of(site)?.cards(site, people).await?;
        let owners: Vec<_> = cards.keys().map(|person| person.0).collect();
        let keys = site.keys().get_or_create_all(&owners, Class::Account).await?;
        let known = cards.into_iter().filter_map(|(person, card)| {
            let key = Arc::clone(keys.get(&person.0)?);
            let account = Account::Known(card);
            Some((person, Self { person, key, account }))
        });
        Ok(known.collect())
    }

    /// The address that nobody of the region may have.
    fn asked(&self) -> Option<&str> {
        match &self.account {
            Account::New {
                email, other: false, ..
            } => Some(email),
            Account::New { .. } | Account::Known(_) => None,
        }
    }

    /// Who they are, or will be.
    pub fn person(&self) -> PersonId {
        self.person
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
        let mut settled = settle_all(tx, site, by, region, vec![self]).await?;
        Ok(settled.pop().flatten())
    }
}

/// The same for several at once, in their order: of two who say the same address, and not that somebody else has it, the
/// first is written.
///
/// # Errors
/// The store's.
pub async fn settle_all(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    region: RegionId,
    newcomers: Vec<Newcomer>,
) -> Result<Vec<Option<Member>>> {
    let asked: Vec<&str> = newcomers.iter().filter_map(Newcomer::asked).collect();
    let mut taken = HashSet::new();
    if newcomers.iter().any(Newcomer::is_new) {
        tx.lock("region addresses", region.0).await?;
        taken = directory::taken_in_region(tx, site, &asked, region).await?;
    }
    let mut drafts = Vec::new();
    let mut members = Vec::with_capacity(newcomers.len());
    for Newcomer { person, key, account } in newcomers {
        members.push(match account {
            Account::Known(card) => Some((person, key, Some(card))),
            Account::New { draft, email, other } => {
                let free = taken.insert(normal_email(&email)) || other;
                free.then(|| {
                    drafts.push(*draft);
                    (person, key, None)
                })
            }
        });
    }
    let written = store::insert_all(tx, site, by, Some(region), drafts).await?;
    let mut cards = written.into_iter().map(|one| Arc::new(one.identity));
    let mut member = |(person, key, card): (PersonId, Arc<DataKey>, Option<Arc<Identity>>)| {
        let card = card.or_else(|| cards.next());
        let card = card.ok_or_else(|| Error::fault("a newcomer who was not written"))?;
        Ok(Member { person, card, key })
    };
    members
        .into_iter()
        .map(|one| one.map(&mut member).transpose())
        .collect()
}
