//! Words opened, and names: what a page or a search reads.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site};
use uuid::Uuid;

use super::store::{Conversation, Message, message_place, subject_place};

/// What stands for someone who was erased.
pub(super) const GONE: &str = "Une personne qui n’est plus là";
/// What stands for what they wrote.
pub(super) const ERASED: &str = "Ce message a été effacé avec le compte de son auteur.";
const NO_SUBJECT: &str = "Sans sujet";

/// The keys and the names of some people; who was erased has neither.
pub(super) struct Known {
    keys: HashMap<PersonId, Arc<DataKey>>,
    cards: HashMap<PersonId, Arc<Identity>>,
}

impl Known {
    /// Fetches them: no transaction is held meanwhile.
    pub(super) async fn of(site: &Site, people: impl IntoIterator<Item = PersonId>) -> Result<Self> {
        let mut people: Vec<PersonId> = people.into_iter().collect();
        people.sort_unstable();
        people.dedup();
        let owners: Vec<Uuid> = people.iter().map(|person| person.0).collect();
        site.keys().warm(&owners, Class::Exchanges).await?;
        let mut keys = HashMap::with_capacity(people.len());
        for person in &people {
            if let Some(key) = site.keys().find(person.0, Class::Exchanges).await? {
                keys.insert(*person, key);
            }
        }
        let cards = Directory::of(site)?.cards(site, &people).await?;
        Ok(Self { keys, cards })
    }

    pub(super) fn key(&self, person: PersonId) -> Option<&DataKey> {
        self.keys.get(&person).map(AsRef::as_ref)
    }

    /// « Monique Le Goff ».
    pub(super) fn name(&self, person: PersonId) -> String {
        self.cards
            .get(&person)
            .map_or_else(|| GONE.to_owned(), |card| card.full_name())
    }

    /// Whether someone is still there.
    pub(super) fn has(&self, person: PersonId) -> bool {
        self.cards.contains_key(&person)
    }

    pub(super) fn subject(&self, conversation: &Conversation) -> Result<String> {
        match self.key(conversation.author) {
            Some(key) => words(key.open(subject_place(conversation.id), &conversation.subject)?),
            None => Ok(NO_SUBJECT.to_owned()),
        }
    }

    /// None when it was erased with its author.
    pub(super) fn text(&self, message: &Message) -> Result<Option<String>> {
        let key = self.key(message.author);
        key.map(|key| words(key.open(message_place(message.id), &message.content)?))
            .transpose()
    }
}

/// What is sealed is text.
pub(super) fn words(plain: Vec<u8>) -> Result<String> {
    String::from_utf8(plain).map_err(|error| Error::internal("reading a message", error))
}
