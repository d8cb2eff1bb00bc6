//! What only one engine can say: advisory locks, job claiming, catalogue queries. Nothing else may differ.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one process.
    Sqlite,
    /// Shared by several instances.
    Postgres,
}

pub(super) const LOCK: &str = "SELECT pg_advisory_xact_lock($1)";
/// Says something to every instance, once the transaction has committed.
pub(super) const NOTIFY: &str = "SELECT pg_notify($1, $2)";
/// Where instances listen.
pub(crate) const LIVE: &str = "live";

/// Claims due jobs for a holder: $1 now, $2 lease end, $3 holder, $4 how many.
pub const fn claim_jobs(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "UPDATE jobs SET lease_until = $2, lease_holder = $3, tries = tries + 1 WHERE id IN (
               SELECT id FROM jobs WHERE finished_at IS NULL AND due_at <= $1 AND lease_until <= $1
               ORDER BY due_at, id LIMIT $4)
             RETURNING id, kind, payload, tries, due_at"
        }
        Engine::Postgres => {
            "UPDATE jobs SET lease_until = $2, lease_holder = $3, tries = tries + 1 WHERE id IN (
               SELECT id FROM jobs WHERE finished_at IS NULL AND due_at <= $1 AND lease_until <= $1
               ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
             RETURNING id, kind, payload, tries, due_at"
        }
    }
}

/// Every column of every table of the store: `table_name`, `column_name`, `nullable` (YES or NO), `kind`.
pub const fn catalogue(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT m.name AS table_name, c.name AS column_name,
                    CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'NO' ELSE 'YES' END AS nullable, c.type AS kind
             FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations'
             ORDER BY m.name, c.name"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS table_name, column_name::text AS column_name,
                    is_nullable::text AS nullable, data_type::text AS kind
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'
             ORDER BY table_name, column_name"
        }
    }
}

/// An advisory lock's number: 64 bits of the hash of what is locked.
pub(super) fn lock_key(kind: &str, id: Uuid) -> i64 {
    let digest = Sha256::new()
        .chain_update(kind)
        .chain_update([0])
        .chain_update(id.as_bytes())
        .finalize();
    let mut eight = [0; 8];
    eight.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(eight)
}
