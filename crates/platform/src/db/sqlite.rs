//! Connections to the embedded store. A statement runs on the thread that asks: it takes microseconds, less than handing
//! it to another thread. What waits for the disk, or reads very many rows, tells the scheduler first.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, Value as Cell, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, ToSql};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::checkpoints::Checkpoints;
use super::disk::{Disk, Told};
use super::row::Row;
use super::value::Value;
use crate::{Error, Result};

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 256;
/// How many rows are read before the scheduler is told that this takes longer.
const FEW: usize = 256;

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Write,
    Read,
}

/// A set of connections, opened as they are needed.
pub(super) struct Connections {
    path: PathBuf,
    access: Access,
    idle: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
    log: Option<Log>,
}

/// The log that the writer commits to.
struct Log {
    disk: Disk,
    checkpoints: Checkpoints,
}

impl Connections {
    /// The one that writes.
    pub(super) fn writer(path: &Path) -> Result<Arc<Self>> {
        let turns = Arc::new(Semaphore::new(1));
        let log = Log {
            checkpoints: Checkpoints::start(open(path, Access::Write)?, turns.clone())?,
            disk: Disk::start(flush(path))?,
        };
        Ok(Self::new(path, Access::Write, turns, Some(log)))
    }

    pub(super) fn readers(path: &Path, at_most: usize) -> Arc<Self> {
        Self::new(path, Access::Read, Arc::new(Semaphore::new(at_most)), None)
    }

    fn new(path: &Path, access: Access, turns: Arc<Semaphore>, log: Option<Log>) -> Arc<Self> {
        Arc::new(Self {
            path: path.to_owned(),
            access,
            idle: Mutex::default(),
            turns,
            log,
        })
    }

    /// Waits for a connection. First come, first served.
    pub(super) async fn take(self: &Arc<Self>) -> Result<Held> {
        let turns = self.turns.clone();
        let turn = turns.acquire_owned().await.map_err(|_| closed())?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => open(&self.path, self.access)?,
        };
        Ok(Held {
            conn: Some(conn),
            of: self.clone(),
            _turn: turn,
        })
    }

    /// Until the disk has nothing to do for who committed.
    pub(super) async fn disk_ready(&self) {
        if let Some(log) = &self.log {
            log.disk.idle().await;
        }
    }

    /// Closes those that nobody holds; nobody takes one any more.
    pub(super) fn close(&self) {
        self.turns.close();
        if let Some(log) = &self.log {
            log.disk.stop();
            log.checkpoints.stop();
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Makes the log last. It stays the same file while the store is open.
fn flush(path: &Path) -> impl FnMut() -> io::Result<()> + use<> {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    let mut log = None;
    move || match &log {
        Some(log) => File::sync_data(log),
        None => log.insert(File::options().write(true).open(&name)?).sync_data(),
    }
}

fn closed() -> Error {
    Error::fault("the store is closed")
}

fn open(path: &Path, access: Access) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    // A commit goes to the log, which is flushed beside the writer (`Disk`) and moved into the file beside it (`Checkpoints`),
    // in that order: `NORMAL` flushes the log before it is moved.
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
         PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 0;",
    )?;
    // The one writer touches far more pages between two commits than a reader between two pages.
    conn.execute_batch(match access {
        Access::Write => "PRAGMA cache_size = -16384",
        Access::Read => "PRAGMA query_only = ON",
    })?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// A connection lent. Given back when dropped; a transaction that wasn't committed is undone.
pub(super) struct Held {
    conn: Option<Connection>,
    of: Arc<Connections>,
    _turn: OwnedSemaphorePermit,
}

impl Held {
    fn conn(&self) -> Result<&Connection> {
        self.conn.as_ref().ok_or_else(closed)
    }

    /// One of BEGIN IMMEDIATE, SAVEPOINT, …
    pub(super) fn say(&self, verb: &'static str) -> Result<()> {
        self.conn()?.prepare_cached(verb)?.raw_execute()?;
        Ok(())
    }

    /// Makes it last: the connection is given back, then the disk is waited for.
    pub(super) async fn commit(self) -> Result<()> {
        let of = self.commit_later()?;
        match &of.log {
            Some(log) => log.disk.flushed().await,
            None => Ok(()),
        }
    }

    /// The same for who doesn't wait: calls this once it lasts, or can't.
    pub(super) fn commit_then(self, told: Told) {
        match self.commit_later() {
            Ok(of) => match &of.log {
                Some(log) => log.disk.then(told),
                None => told(Ok(())),
            },
            Err(error) => told(Err(error.to_string())),
        }
    }

    /// In the log, and seen by who reads; not on the disk yet.
    fn commit_later(self) -> Result<Arc<Connections>> {
        self.say("COMMIT")?;
        if let Some(log) = &self.of.log {
            log.checkpoints.committed();
        }
        Ok(self.of.clone())
    }

    pub(super) fn all(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.conn()?.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let columns: Arc<[Box<str>]> = statement.column_names().into_iter().map(Box::from).collect();
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        let mut next = |found: &mut Vec<Row>| -> rusqlite::Result<bool> {
            let Some(row) = rows.next()? else { return Ok(false) };
            let values = (0..columns.len()).map(|at| row.get::<_, Cell>(at));
            found.push(Row::Sqlite {
                columns: columns.clone(),
                values: values.collect::<rusqlite::Result<_>>()?,
            });
            Ok(true)
        };
        while next(&mut found)? {
            if found.len() == FEW {
                aside(|| {
                    while next(&mut found)? {}
                    Ok::<_, rusqlite::Error>(())
                })?;
                break;
            }
        }
        Ok(found)
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value]) -> Result<u64> {
        let mut statement = self.conn()?.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let changed = statement.raw_execute()?;
        Ok(u64::try_from(changed).unwrap_or_default())
    }

    /// Several statements, in a transaction of the caller's.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.conn()?.execute_batch(sql)?)
    }

    #[cfg(any(test, feature = "testing"))]
    pub(super) fn prepare(&self, sql: &str) -> Result<()> {
        drop(self.conn()?.prepare(sql)?);
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        let undo = |conn: &Connection| conn.prepare_cached("ROLLBACK")?.raw_execute();
        let clean = conn.is_autocommit() || undo(&conn).is_ok();
        if clean && !self.of.turns.is_closed() {
            self.of
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(conn);
        }
    }
}

/// Runs what takes long; on a scheduler with several threads, the other tasks of this one go elsewhere meanwhile.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current() {
        Ok(handle) if handle.runtime_flavor() == RuntimeFlavor::MultiThread => {
            tokio::task::block_in_place(work)
        }
        _ => work(),
    }
}

/// `$1` is a name to SQLite: its number says which value it means.
fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<()> {
    for at in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(at)
            .and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| Error::fault("a statement with a value missing"))?;
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Int(Some(number)) => ValueRef::Integer(*number),
            Self::Real(Some(number)) => ValueRef::Real(*number),
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            Self::Uuid(Some(id)) => ValueRef::Blob(id.as_bytes()),
            Self::Int(None) | Self::Real(None) | Self::Text(None) | Self::Bytes(None) | Self::Uuid(None) => {
                ValueRef::Null
            }
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}
