//! The directory: the only place that opens names. Keeps opened identities in memory, loads what it lacks, and follows
//! `person.*` events so that every instance shows a corrected name.
//! Owns the sealed `identity` of `people`. Announces `person.created`.

mod packed;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use platform::ids::RegionId;
use platform::{PersonId, Result, Site, events};

use packed::Packed;
pub use rules::{Identity, normal_email, normal_login, propose_login, sort_key};
pub use store::{
    Correction, anyone, by_email_in_region, by_emails_in_region, by_login, correct, correct_all, held,
    taken_in_region,
};
pub(crate) use store::{by_email, insert};

/// How many identities are read at a time while the memory fills.
const PAGE: usize = 500;
/// How many events are followed at a time.
const PAGE_OF_EVENTS: u32 = 1000;

/// The opened identities.
#[derive(Default)]
pub struct Directory {
    known: RwLock<HashMap<PersonId, Packed>>,
}

impl Directory {
    /// The site's directory.
    ///
    /// # Errors
    /// When none was registered.
    pub fn of(site: &Site) -> Result<Arc<Self>> {
        site.extension::<Self>()
    }

    /// One identity.
    ///
    /// # Errors
    /// [`platform::Error::NotFound`] when there is no such person or their key is gone, or the store's.
    pub async fn card(&self, site: &Site, person: PersonId) -> Result<Arc<Identity>> {
        let mut cards = self.cards(site, &[person]).await?;
        cards.remove(&person).ok_or(platform::Error::NotFound)
    }

    /// The identities of these people; who was erased is absent.
    ///
    /// # Errors
    /// The store's.
    pub async fn cards(&self, site: &Site, people: &[PersonId]) -> Result<HashMap<PersonId, Arc<Identity>>> {
        let mut found = HashMap::with_capacity(people.len());
        let mut missing = HashSet::new();
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            for person in people {
                match known.get(person) {
                    Some(card) => drop(found.insert(*person, Arc::new(card.open()))),
                    None => drop(missing.insert(*person)),
                }
            }
        }
        if !missing.is_empty() {
            let missing: Vec<PersonId> = missing.into_iter().collect();
            let loaded = store::load(site, &missing).await?;
            self.remember(&loaded);
            found.extend(loaded);
        }
        Ok(found)
    }

    /// Ids in a scope → their identities, sorted by name as a French reader expects.
    ///
    /// # Errors
    /// The store's.
    pub async fn sorted(&self, site: &Site, people: &[PersonId]) -> Result<Vec<(PersonId, Arc<Identity>)>> {
        let mut list: Vec<_> = self.cards(site, people).await?.into_iter().collect();
        list.sort_by_cached_key(|(person, card)| (sort_key(card), *person));
        Ok(list)
    }

    /// The people of a region who have an e-mail address, by name. Other regions' are not told of.
    ///
    /// # Errors
    /// The store's.
    pub async fn known(
        &self,
        site: &Site,
        email: &str,
        region: RegionId,
    ) -> Result<Vec<(PersonId, Arc<Identity>)>> {
        let people = by_email_in_region(&mut site.db().read().await?, site, email, region).await?;
        self.sorted(site, &people).await
    }

    /// Forgets someone's opened identity: it is read again when asked for.
    pub fn forget(&self, person: PersonId) {
        self.known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&person);
    }

    fn remember(&self, cards: &HashMap<PersonId, Arc<Identity>>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.extend(
            cards
                .iter()
                .filter_map(|(person, card)| Some((*person, Packed::of(card)?))),
        );
    }
}

/// Fills the memory in the background, then follows the events of other instances. Ends with the site.
///
/// # Errors
/// The store's.
pub async fn fill(site: &Site) -> Result<()> {
    let directory = Directory::of(site)?;
    let mut after = PersonId(uuid::Uuid::nil());
    loop {
        let page = store::page(site, after, PAGE).await?;
        let Some(last) = page.last().copied() else {
            return Ok(());
        };
        directory.cards(site, &page).await?;
        after = last;
    }
}

/// Where the followed events stand now: to be read before [`fill`].
///
/// # Errors
/// The store's.
pub async fn position(site: &Site) -> Result<i64> {
    events::last_position(&mut site.db().read().await?).await
}

/// Forgets the identities changed since a position; answers the new one.
///
/// # Errors
/// The store's.
pub async fn follow(site: &Site, since: i64) -> Result<i64> {
    let directory = Directory::of(site)?;
    let mut position = since;
    for event in events::after(&mut site.db().read().await?, since, PAGE_OF_EVENTS).await? {
        position = event.position;
        if let (true, Some(person)) = (event.verb.starts_with("person."), event.person) {
            directory.forget(person);
        }
    }
    Ok(position)
}
