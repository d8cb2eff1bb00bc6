//! Hashing passwords: Argon2id, a bounded number at a time; those who wait are counted, and past a limit told so.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use platform::random::Random;
use platform::{Error, Result, Site};
use tokio::sync::Semaphore;

/// 46 MiB, one pass, one lane (CNIL 2022; OWASP's equivalent of 19 MiB and two passes).
const MEMORY_KIB: u32 = 46 * 1024;
/// Some 100 ms each: a queue of this length is served in about ten seconds on two cores.
const LONGEST_QUEUE: usize = 200;

/// The hashing, shared by every request.
pub struct Passwords {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    params: Params,
}

/// How busy the hashing is, for the operator's page.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// How many wait for their turn.
    pub people: usize,
}

impl Passwords {
    /// As many at once as there are cores.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            turns: Arc::new(Semaphore::new(cores)),
            waiting: AtomicUsize::new(0),
            params: params(MEMORY_KIB),
        }
    }

    /// Takes every turn until the value goes away: tests see who waits.
    #[cfg(feature = "testing")]
    pub async fn hold(&self) -> Option<tokio::sync::OwnedSemaphorePermit> {
        let cores = u32::try_from(self.turns.available_permits()).ok()?;
        self.turns.clone().acquire_many_owned(cores).await.ok()
    }

    /// With little memory: tests that sign in hundreds of times.
    #[cfg(feature = "testing")]
    pub fn cheap() -> Self {
        Self {
            params: params(64),
            ..Self::new()
        }
    }

    /// The site's.
    ///
    /// # Errors
    /// When none was registered.
    pub fn of(site: &Site) -> Result<Arc<Self>> {
        site.extension::<Self>()
    }

    /// How busy it is.
    pub fn waiting(&self) -> Waiting {
        Waiting {
            people: self.waiting.load(Ordering::Relaxed),
        }
    }

    /// Hashes a password with a fresh salt, into a PHC string.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait.
    pub async fn hash(&self, random: &Random, password: &str) -> Result<String> {
        let (password, salt, hasher) = (password.to_owned(), random.bytes::<16>(), self.hasher());
        self.in_turn(move || {
            let hash = hasher.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string())
                .map_err(|error| Error::internal("hashing a password", error.to_string()))
        })
        .await
    }

    /// Whether a password is the one of a hash. Without a hash it works as long, and says no: nobody learns from the
    /// time whether an account exists.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let (password, hasher) = (password.to_owned(), self.hasher());
        self.in_turn(move || {
            let Some(hash) = hash else {
                drop(hasher.hash_password_with_salt(password.as_bytes(), &[0; 16]));
                return Ok(false);
            };
            let parsed = PasswordHash::new(&hash)
                .map_err(|error| Error::internal("a stored hash", error.to_string()))?;
            Ok(hasher.verify_password(password.as_bytes(), &parsed).is_ok())
        })
        .await
    }

    /// Whether a hash was made with weaker parameters than today's: made again at the next sign-in.
    pub fn outdated(&self, hash: &str) -> bool {
        let today = format!(
            "m={},t={},p={}",
            self.params.m_cost(),
            self.params.t_cost(),
            self.params.p_cost()
        );
        !hash.contains(&today)
    }

    fn hasher(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _place = Queue::enter(&self.waiting)?;
        let turn = self
            .turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|e| Error::internal("waiting to hash", e))?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|error| Error::internal("hashing", error))?
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn params(memory: u32) -> Params {
    Params::new(memory, 1, 1, None).unwrap_or(Params::DEFAULT)
}

/// A place in the queue, given back however the request ends.
struct Queue<'a>(&'a AtomicUsize);

impl<'a> Queue<'a> {
    fn enter(waiting: &'a AtomicUsize) -> Result<Self> {
        let before = waiting.fetch_add(1, Ordering::SeqCst);
        let place = Self(waiting);
        if before < LONGEST_QUEUE {
            return Ok(place);
        }
        let sentence = format!(
            "Beaucoup de personnes se connectent en ce moment\u{202f}: {before} attendent avant vous. Réessayez dans dix secondes."
        );
        Err(Error::Busy {
            after: 10,
            sentence: sentence.into(),
        })
    }
}

impl Drop for Queue<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    fn places(count: &AtomicUsize) -> usize {
        count.load(Ordering::SeqCst)
    }

    #[test]
    fn a_place_is_given_until_the_queue_is_full_and_given_back() {
        for (before, served) in [
            (0, true),
            (LONGEST_QUEUE - 1, true),
            (LONGEST_QUEUE, false),
            (LONGEST_QUEUE + 7, false),
        ] {
            let waiting = AtomicUsize::new(before);
            let place = Queue::enter(&waiting);
            match &place {
                Ok(_) => assert_eq!((served, places(&waiting)), (true, before + 1), "{before}"),
                Err(Error::Busy { after, sentence }) => {
                    assert!(!served, "{before}");
                    assert_eq!(*after, 10);
                    assert!(
                        sentence.contains(&format!("{before} attendent avant vous")),
                        "{sentence}"
                    );
                }
                Err(error) => panic!("{before}: {error}"),
            }
            drop(place);
            assert_eq!(
                places(&waiting),
                before,
                "who is served and who is refused both leave"
            );
        }
    }

    /// Each wave of as many as there are turns waits for one another: all run at once, and never one more.
    #[tokio::test]
    async fn as_many_hash_at_once_as_there_are_turns() {
        let passwords = Arc::new(Passwords::new());
        let turns = passwords.turns.available_permits();
        let wave = Arc::new(Barrier::new(turns));
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let all: Vec<_> = (0..turns * 8)
            .map(|_| {
                let (passwords, wave) = (passwords.clone(), wave.clone());
                let (running, most) = (running.clone(), most.clone());
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        wave.wait();
                        running.fetch_sub(1, Ordering::SeqCst);
                        Ok(())
                    };
                    passwords.in_turn(work).await
                })
            })
            .collect();
        for one in all {
            one.await.unwrap().unwrap();
        }
        assert_eq!(places(&most), turns);
        assert_eq!(passwords.waiting().people, 0);
    }

    #[tokio::test]
    async fn who_leaves_the_queue_leaves_their_place() {
        let passwords = Arc::new(Passwords::new());
        let turns = u32::try_from(passwords.turns.available_permits()).unwrap();
        let held = passwords.turns.clone().acquire_many_owned(turns).await.unwrap();
        let waits = tokio::spawn({
            let passwords = passwords.clone();
            async move { passwords.in_turn(|| Ok(())).await }
        });
        while passwords.waiting().people == 0 {
            tokio::task::yield_now().await;
        }
        waits.abort();
        assert!(
            waits.await.unwrap_err().is_cancelled(),
            "a browser that goes away"
        );
        assert_eq!(passwords.waiting().people, 0);
        drop(held);
        passwords.in_turn(|| Ok(())).await.unwrap();
    }

    #[test]
    fn a_hash_costs_what_was_decided() {
        let params = Passwords::new().params;
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (46 * 1024, 1, 1)
        );
    }
}
