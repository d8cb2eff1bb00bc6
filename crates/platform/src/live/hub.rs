//! Who follows what in this process. A follower remembers which topics it was told of, each once: it is never late, and
//! never holds more than what it follows.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use uuid::Uuid;

use crate::PersonId;
use crate::random::Random;

/// How many streams one person holds at once: several screens, with a page in sight on each.
pub(super) const EACH: usize = 8;
/// How many topics one stream follows.
pub(super) const TOPICS: usize = 64;

/// The followers of this process.
pub(crate) struct Hub {
    /// Tells our own notifications from those of other instances.
    instance: String,
    followers: Mutex<Followers>,
}

#[derive(Default)]
struct Followers {
    by_topic: HashMap<Uuid, Vec<Arc<Ear>>>,
    streams: HashMap<PersonId, usize>,
    ended: bool,
}

/// One stream.
struct Ear {
    person: PersonId,
    topics: Vec<Uuid>,
    heard: Mutex<Heard>,
    wake: Notify,
}

#[derive(Default)]
struct Heard {
    topics: BTreeSet<Uuid>,
    ended: bool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ear {
    fn tell(&self, topic: Uuid) {
        locked(&self.heard).topics.insert(topic);
        self.wake.notify_one();
    }
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            instance: Random::system().token(),
            followers: Mutex::default(),
        }
    }
}

impl Hub {
    /// What is passed to the other instances of a topic.
    pub(crate) fn payload(&self, topic: Uuid) -> String {
        format!("{} {topic}", self.instance)
    }

    /// The topic that another instance passed; ours was told at the commit.
    pub(super) fn elsewhere(&self, payload: &str) -> Option<Uuid> {
        let (instance, topic) = payload.split_once(' ')?;
        (instance != self.instance).then(|| topic.parse().ok())?
    }

    /// Tells who follows one of these.
    pub(crate) fn tell(&self, topics: &[Uuid]) {
        let followers = locked(&self.followers);
        for topic in topics {
            for ear in followers.by_topic.get(topic).into_iter().flatten() {
                ear.tell(*topic);
            }
        }
    }

    /// Tells everyone of all that they follow.
    pub(super) fn tell_all(&self) {
        for (topic, ears) in &locked(&self.followers).by_topic {
            for ear in ears {
                ear.tell(*topic);
            }
        }
    }

    /// Ends every stream, and those to come.
    pub(super) fn end(&self) {
        let mut followers = locked(&self.followers);
        followers.ended = true;
        for ear in followers.by_topic.values().flatten() {
            locked(&ear.heard).ended = true;
            ear.wake.notify_one();
        }
    }

    fn leave(&self, ear: &Arc<Ear>) {
        let mut followers = locked(&self.followers);
        for topic in &ear.topics {
            if let Some(ears) = followers.by_topic.get_mut(topic) {
                ears.retain(|one| !Arc::ptr_eq(one, ear));
                if ears.is_empty() {
                    followers.by_topic.remove(topic);
                }
            }
        }
        if let Some(streams) = followers.streams.get_mut(&ear.person) {
            *streams -= 1;
            if *streams == 0 {
                followers.streams.remove(&ear.person);
            }
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        let followers = locked(&self.followers);
        followers.by_topic.is_empty() && followers.streams.is_empty()
    }
}

/// A place among the followers, given back when it is dropped.
pub(super) struct Following<H: AsRef<Hub>> {
    hub: H,
    ear: Arc<Ear>,
}

impl<H: AsRef<Hub>> Following<H> {
    /// None when this person has too many streams already.
    pub(super) fn begin(hub: H, person: PersonId, mut topics: Vec<Uuid>) -> Option<Self> {
        topics.sort_unstable();
        topics.dedup();
        topics.truncate(TOPICS);
        let mut followers = locked(&hub.as_ref().followers);
        let streams = followers.streams.entry(person).or_default();
        if *streams >= EACH {
            return None;
        }
        *streams += 1;
        let heard = Heard {
            ended: followers.ended,
            ..Heard::default()
        };
        let ear = Arc::new(Ear {
            person,
            topics,
            heard: Mutex::new(heard),
            wake: Notify::new(),
        });
        for topic in &ear.topics {
            followers.by_topic.entry(*topic).or_default().push(ear.clone());
        }
        drop(followers);
        Some(Self { hub, ear })
    }

    /// Waits for what was said; none once streams have ended.
    pub(super) async fn next(&self) -> Option<BTreeSet<Uuid>> {
        loop {
            {
                let mut heard = locked(&self.ear.heard);
                if heard.ended {
                    return None;
                }
                if !heard.topics.is_empty() {
                    return Some(std::mem::take(&mut heard.topics));
                }
            }
            self.ear.wake.notified().await;
        }
    }
}

impl<H: AsRef<Hub>> Drop for Following<H> {
    fn drop(&mut self) {
        self.hub.as_ref().leave(&self.ear);
    }
}
