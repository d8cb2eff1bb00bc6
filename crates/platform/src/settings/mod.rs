//! Facts that the store keeps about itself: which master key sealed it, whether a demonstration was loaded.
//! Owns `settings`. Announces nothing.

mod store;

pub use store::{get, put_once};
