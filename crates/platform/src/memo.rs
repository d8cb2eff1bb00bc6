//! What was read lately, in memory. The store says the revision of what it has; what is kept of another isn't given.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Two generations: what is used comes back among the young, the rest goes when they are many.
pub struct Generations<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    at_most: usize,
}

impl<K: Eq + Hash, V> Generations<K, V> {
    /// Holds twice `at_most` values.
    pub fn new(at_most: usize) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            at_most,
        }
    }

    /// Takes a value out.
    pub fn take(&mut self, key: &K) -> Option<V> {
        let old = self.old.remove(key);
        self.young.remove(key).or(old)
    }

    /// Puts a value among the young.
    pub fn put(&mut self, key: K, value: V) {
        if self.young.len() >= self.at_most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    /// Looks at a value that is used often enough to be among the young, or was lately.
    fn look(&self, key: &K) -> Option<&V> {
        self.young.get(key).or_else(|| self.old.get(key))
    }
}

/// Values by key, each with the revision that it was read at: a number, or a stamp made of several.
pub struct Memo<K, V, R = i64>(Mutex<Generations<K, (R, Arc<V>)>>);

impl<K: Clone + Eq + Hash, V, R: Clone + PartialEq> Memo<K, V, R> {
    /// Holds twice `at_most` values.
    pub fn new(at_most: usize) -> Self {
        Self(Mutex::new(Generations::new(at_most)))
    }

    /// What is kept at this very revision.
    pub fn get(&self, key: &K, revision: &R) -> Option<Arc<V>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = kept.look(key).cloned()?;
        if !kept.young.contains_key(key) {
            kept.put(key.clone(), (at.clone(), value.clone()));
        }
        (at == *revision).then_some(value)
    }

    /// Lets a value go.
    pub fn forget(&self, key: &K) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(key);
    }

    /// Keeps what was read: the revision was read before the value, which may then be newer but never older.
    pub fn put(&self, key: K, revision: R, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(key, (revision, value.clone()));
        value
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    const SIZE: usize = 64;

    #[test]
    fn what_is_used_stays_and_the_rest_goes() {
        let mut generations = Generations::new(SIZE);
        for number in 1..=5 * SIZE {
            generations.put(number, number);
            if number % (SIZE / 2) == 1 {
                let used = generations.take(&1).unwrap();
                assert_eq!(used, 1);
                generations.put(1, used);
            }
            assert!(generations.young.len() + generations.old.len() <= 2 * SIZE);
        }
        assert_eq!(generations.take(&2), None);
        assert_eq!(generations.take(&(5 * SIZE)), Some(5 * SIZE));
        assert_eq!(generations.take(&(5 * SIZE)), None);
    }

    #[test]
    fn only_the_same_revision_is_given_and_what_is_read_stays() {
        let memo = Memo::new(SIZE);
        assert_eq!(memo.get(&0, &1), None);
        memo.put(0, 1, "premier");
        assert_eq!(memo.get(&0, &2), None);
        memo.put(0, 2, "second");
        assert_eq!(memo.get(&0, &1), None);
        for number in 1..=5 * SIZE {
            memo.put(number, 1, "autre");
            assert_eq!(memo.get(&0, &2).as_deref(), Some(&"second"));
        }
        assert_eq!(memo.get(&1, &1), None);
    }
}
