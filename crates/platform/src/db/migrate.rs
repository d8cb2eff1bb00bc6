//! Migrations: the same file names for both engines, one pair of folders for the store and one for the keys.

use sqlx::migrate::{Migration, Migrator};

use super::engine::Engine;
use super::sqlite::Held;
use crate::{Error, Result, args};

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

/// What sqlx's migrator keeps on PostgreSQL, with the same columns.
const APPLIED: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)";

/// On the embedded store, all together: either the tables are up to date, or nothing has changed.
pub(super) async fn run_sqlite(held: Held, schema: Schema) -> Result<()> {
    held.say("BEGIN IMMEDIATE")?;
    held.batch(APPLIED)?;
    let rows = held.all(
        "SELECT version, checksum FROM _sqlx_migrations ORDER BY version",
        &[],
    )?;
    let applied = rows
        .iter()
        .map(|row| Ok((row.get("version")?, row.get("checksum")?)))
        .collect::<Result<Vec<(i64, Vec<u8>)>>>()?;
    let known: Vec<&Migration> = migrator(Engine::Sqlite, schema).iter().collect();
    for (version, checksum) in &applied {
        match known.iter().find(|migration| migration.version == *version) {
            None => {
                return Err(Error::fault(format!(
                    "the store is newer than this program: migration {version}"
                )));
            }
            Some(migration) if *migration.checksum != **checksum => {
                return Err(Error::fault(format!(
                    "migration {version} isn't the one that this store had"
                )));
            }
            Some(_) => {}
        }
    }
    let missing = known
        .iter()
        .filter(|migration| !applied.iter().any(|(version, _)| *version == migration.version));
    for migration in missing {
        held.batch(migration.sql.as_str())?;
        let values = args![migration.version, &*migration.description, &*migration.checksum];
        held.execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES ($1, $2, TRUE, $3, 0)",
            &values,
        )?;
    }
    held.commit().await
}
