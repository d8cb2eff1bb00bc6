//! Opening a store, and the handles that the rest of the program holds.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Notify, mpsc};

use super::engine::Engine;
use super::group::{self, Small};
use super::hot::{self, Errand, Work};
use super::migrate::{self, Schema};
use super::postgres;
use super::sqlite::Connections;
use super::tx::{Conn, Tx, Write};
use crate::live::Hub;
use crate::{Error, Result};

/// How many read the embedded store at the same instant.
const READERS: usize = 8;

/// Which store to open.
#[derive(Clone, Debug)]
pub enum Options {
    /// A file of our own; a lock file beside it keeps a second process out.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its URL.
    Postgres(String),
}

/// A store of either engine. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    hot: mpsc::Sender<Errand>,
    events: Notify,
    jobs: Notify,
    statements: Arc<AtomicU64>,
    hub: Hub,
    _lock: Option<File>,
}

enum Pools {
    Sqlite {
        writer: Arc<Connections>,
        readers: Arc<Connections>,
    },
    Postgres {
        pool: postgres::Connections,
        small: mpsc::Sender<Small>,
    },
}

impl Db {
    /// Opens the store and brings its tables up to date. Several instances may do so at once.
    ///
    /// # Errors
    /// When the store can't be reached, is held by another process, or a migration fails.
    pub async fn open(options: &Options, schema: Schema) -> Result<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let (pools, lock) = match options {
            Options::Sqlite(path) => {
                let lock = hold(path)?;
                (open_sqlite(path, schema).await?, Some(lock))
            }
            Options::Postgres(url) => (open_postgres(url, schema, &statements).await?, None),
        };
        let (hot, errands) = mpsc::channel(4096);
        let db = Self(Arc::new(Inner {
            pools,
            hot,
            events: Notify::new(),
            jobs: Notify::new(),
            statements,
            hub: Hub::default(),
            _lock: lock,
        }));
        if let Pools::Sqlite { writer, .. } = &db.0.pools {
            hot::spawn(writer.clone(), Arc::downgrade(&db.0), errands)?;
        }
        Ok(db)
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match self.0.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// A transaction that may write.
    ///
    /// # Errors
    /// The store's.
    pub async fn begin(&self) -> Result<Tx> {
        match &self.0.pools {
            Pools::Sqlite { writer, .. } => self.begin_on(writer).await,
            Pools::Postgres { pool, .. } => {
                let mut held = pool.take().await?;
                held.begin().await?;
                Ok(Tx::new(Conn::PostgresTx(held), self.clone()))
            }
        }
    }

    pub(super) async fn begin_on(&self, writer: &Arc<Connections>) -> Result<Tx> {
        let held = writer.take().await?;
        held.say("BEGIN IMMEDIATE")?;
        Ok(Tx::new(Conn::SqliteTx(held), self.clone()))
    }

    /// A reader. On SQLite all that it reads is of one instant, and it refuses writes; on PostgreSQL each statement has an
    /// instant of its own.
    ///
    /// # Errors
    /// The store's.
    pub async fn read(&self) -> Result<Tx> {
        let conn = match &self.0.pools {
            Pools::Sqlite { readers, .. } => {
                let held = readers.take().await?;
                held.say("BEGIN")?;
                Conn::SqliteRead(held)
            }
            Pools::Postgres { pool, .. } => Conn::PostgresRead(pool.take().await?),
        };
        Ok(Tx::new(conn, self.clone()))
    }

    /// A small write that happens very often. On SQLite it runs under a savepoint of the shared writer and answers
    /// after the shared commit; on PostgreSQL it has a transaction of its own. One that fails harms no neighbour.
    ///
    /// # Errors
    /// The work's own, or the store's: then nothing of it was written.
    pub async fn hot<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: Work<T>,
    {
        match &self.0.pools {
            Pools::Sqlite { .. } => hot::submit(&self.0.hot, work).await,
            Pools::Postgres { .. } => {
                let mut tx = self.begin().await?;
                let value = work(&mut tx).await?;
                tx.commit().await?;
                Ok(value)
            }
        }
    }

    /// Writes that happen very often, each of another table, which don't see one another: made together or not at all, as by
    /// [`Db::hot`]; PostgreSQL is asked once, for all that come at the same time. The first ones, so many, touch one row each.
    ///
    /// # Errors
    /// [`Error::Stale`] when one of those doesn't, [`Error::Duplicate`] when something unique exists already, or the store's: then
    /// nothing of it was written.
    pub async fn at_once(&self, writes: Vec<Write>, sure: usize) -> Result<()> {
        match &self.0.pools {
            Pools::Sqlite { .. } => {
                hot::submit(&self.0.hot, move |tx| Box::pin(hot::each(tx, writes, sure))).await
            }
            Pools::Postgres { small, .. } => group::submit(small, writes, sure).await,
        }
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// The store's.
    pub async fn alive(&self) -> Result<()> {
        self.read()
            .await?
            .one(crate::sql!("SELECT 1 AS alive"), Vec::new())
            .await
            .map(drop)
    }

    /// Waits until a transaction that wrote events has committed here (other instances are found by looking).
    pub async fn events_written(&self) {
        self.0.events.notified().await;
    }

    /// Waits until a transaction that wrote jobs has committed here.
    pub async fn jobs_written(&self) {
        self.0.jobs.notified().await;
    }

    /// How many statements have been run: the tests that bound the queries of a page read it.
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Prepares a statement without running it: the test of every statement.
    ///
    /// # Errors
    /// What the engine finds wrong with it.
    #[cfg(any(test, feature = "testing"))]
    pub async fn prepare(&self, sql: super::tx::Sql) -> Result<()> {
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => readers.take().await?.prepare(sql.text())?,
            Pools::Postgres { pool, .. } => pool.take().await?.prepare(sql).await?,
        }
        Ok(())
    }

    /// Closes the connections.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close();
                writer.close();
            }
            Pools::Postgres { pool, .. } => pool.close(),
        }
    }

    /// Who follows what here.
    pub(crate) fn hub(&self) -> &Hub {
        &self.0.hub
    }

    pub(super) fn count(&self) {
        self.0.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn wake(&self, events: bool, jobs: bool) {
        if events {
            self.0.events.notify_waiters();
            self.0.events.notify_one();
        }
        if jobs {
            self.0.jobs.notify_one();
        }
    }
}

pub(super) struct Handle(std::sync::Weak<Inner>);

impl Handle {
    pub(super) fn db(&self) -> Option<Db> {
        self.0.upgrade().map(Db)
    }
}

impl From<std::sync::Weak<Inner>> for Handle {
    fn from(inner: std::sync::Weak<Inner>) -> Self {
        Self(inner)
    }
}

fn hold(path: &Path) -> Result<File> {
    let lock = path.with_extension("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock)
        .map_err(|error| Error::internal(format!("the lock file {}", lock.display()), error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(Error::fault(format!(
            "{} is held by another process: stop it, or use PostgreSQL for several instances",
            path.display()
        ))),
    }
}

async fn open_sqlite(path: &Path, schema: Schema) -> Result<Pools> {
    let writer = Connections::writer(path)?;
    migrate::run_sqlite(writer.take().await?, schema).await?;
    Ok(Pools::Sqlite {
        writer,
        readers: Connections::readers(path, READERS),
    })
}

async fn open_postgres(url: &str, schema: Schema, statements: &Arc<AtomicU64>) -> Result<Pools> {
    let pool = postgres::Connections::new(url)?;
    pool.take()
        .await?
        .migrate(migrate::migrator(Engine::Postgres, schema))
        .await?;
    let (small, asked) = mpsc::channel(4096);
    tokio::spawn(group::work(pool.clone(), asked, statements.clone()));
    Ok(Pools::Postgres { pool, small })
}
