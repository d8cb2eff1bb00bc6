//! One SQL text for two engines. A statement is written once, with `$1`, in a room's `store.rs`; `sql!` marks it and a
//! test prepares each one on SQLite and on PostgreSQL. Times are UTC milliseconds in BIGINT, identifiers UUIDs.
//!
//! [`Db::begin`] opens a transaction, [`Db::read`] borrows a reader, [`Db::hot`] hands a small write to the
//! group-committing writer: it is acknowledged only after the commit that it shares with its neighbours.

mod checkpoints;
mod disk;
mod engine;
mod group;
mod hot;
mod many;
mod migrate;
mod open;
mod postgres;
mod row;
mod sqlite;
#[cfg(test)]
mod tests;
mod tx;
mod value;

pub(crate) use engine::LIVE;
pub use engine::{Engine, catalogue, claim_jobs};
pub use hot::Work;
pub use migrate::{Schema, migrator};
pub use open::{Db, Options};
pub use row::{Column, Row};
pub use tx::{Sql, Tx, Wake, Write};
pub use value::Value;

/// Marks a statement. Its text is a literal, so that the test that prepares every statement finds it.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {
        $crate::db::Sql::literal($text)
    };
}

/// The values of a statement, in the order of `$1, $2, …`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::db::Value::from($value)),*]
    };
}
