//! Migrations: the same file names for both engines, one pair of folders for the store and one for the keys.

use sqlx::migrate::Migrator;
use sqlx::{PgPool, SqlitePool};

use super::engine::Engine;
use crate::{Error, Result};

static STORE_SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static STORE_POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");
static KEYS_SQLITE: Migrator = sqlx::migrate!("../../migrations/keys/sqlite");
static KEYS_POSTGRES: Migrator = sqlx::migrate!("../../migrations/keys/postgres");

/// Which set of tables a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Everything but the keys.
    Store,
    /// The keys, kept apart.
    Keys,
}

/// The migrations of a set on an engine.
pub fn migrator(engine: Engine, schema: Schema) -> &'static Migrator {
    match (engine, schema) {
        (Engine::Sqlite, Schema::Store) => &STORE_SQLITE,
        (Engine::Sqlite, Schema::Keys) => &KEYS_SQLITE,
        (Engine::Postgres, Schema::Store) => &STORE_POSTGRES,
        (Engine::Postgres, Schema::Keys) => &KEYS_POSTGRES,
    }
}

pub(super) async fn run_sqlite(pool: &SqlitePool, schema: Schema) -> Result<()> {
    migrator(Engine::Sqlite, schema)
        .run(pool)
        .await
        .map_err(|error| Error::internal("migrating the store", error))
}

// The migrator takes an advisory lock of the database, so instances that start together wait for one another.
pub(super) async fn run_postgres(pool: &PgPool, schema: Schema) -> Result<()> {
    migrator(Engine::Postgres, schema)
        .run(pool)
        .await
        .map_err(|error| Error::internal("migrating the store", error))
}
