//! A connection to either engine, inside a transaction (`begin`) or only reading (`read`).

use std::borrow::Cow;

use sqlx::{AssertSqlSafe, SqlStr};
use uuid::Uuid;

use super::engine::{self, Engine};
use super::open::Db;
use super::row::Row;
use super::value::Value;
use super::{disk, many, postgres, sqlite};
use crate::{Error, Result};

/// A statement: a literal of a store, or one put together at run time and listed by its room.
#[derive(Clone, Debug)]
pub struct Sql(Cow<'static, str>);

impl Sql {
    /// Used by `sql!`.
    pub const fn literal(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// A statement made of our own parts at run time (scope predicates, report columns), never of anyone's input.
    /// Its room lists it, so that the test prepares it too.
    pub fn built(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn into_str(self) -> SqlStr {
        match self.0 {
            Cow::Borrowed(text) => SqlStr::from_static(text),
            Cow::Owned(text) => sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text)),
        }
    }
}

/// A statement that writes, and its values.
pub type Write = (Sql, Vec<Value>);

/// Who is woken once a transaction has committed.
#[derive(Clone, Copy, Debug)]
pub enum Wake {
    /// The sealer and the reactors.
    Events,
    /// The job runners.
    Jobs,
}

pub(super) enum Conn {
    SqliteTx(sqlite::Held),
    SqliteRead(sqlite::Held),
    PostgresTx(postgres::Held),
    PostgresRead(postgres::Held),
}

/// A transaction or a reader. Dropped without [`Tx::commit`], a transaction is undone.
pub struct Tx {
    pub(super) conn: Conn,
    pub(super) db: Db,
    events: bool,
    jobs: bool,
    said: Vec<Uuid>,
}

impl Tx {
    pub(super) fn new(conn: Conn, db: Db) -> Self {
        Self {
            conn,
            db,
            events: false,
            jobs: false,
            said: Vec::new(),
        }
    }

    /// Which engine is underneath.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// All rows.
    ///
    /// # Errors
    /// The store's.
    pub async fn all(&mut self, sql: Sql, args: Vec<Value>) -> Result<Vec<Row>> {
        self.db.count();
        Ok(match &mut self.conn {
            Conn::SqliteTx(held) | Conn::SqliteRead(held) => held.all(sql.text(), &args)?,
            Conn::PostgresTx(held) | Conn::PostgresRead(held) => {
                let rows = held.all(sql, args).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// The store's.
    pub async fn optional(&mut self, sql: Sql, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The one row.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or the store's.
    pub async fn one(&mut self, sql: Sql, args: Vec<Value>) -> Result<Row> {
        self.optional(sql, args).await?.ok_or(Error::NotFound)
    }

    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// [`Error::Duplicate`] when something unique exists already, or the store's.
    pub async fn execute(&mut self, sql: Sql, args: Vec<Value>) -> Result<u64> {
        self.db.count();
        Ok(match &mut self.conn {
            Conn::SqliteTx(held) | Conn::SqliteRead(held) => held.execute(sql.text(), &args)?,
            Conn::PostgresTx(held) | Conn::PostgresRead(held) => held.execute(sql, args).await?,
        })
    }

    /// Runs a statement that is for a row of values for several rows, many a statement, and answers what it returns of each: an
    /// `INSERT … VALUES ($1, …)`, or one that reads, writes or deletes what a row says, `… (SELECT id AS whose FROM people WHERE
    /// 1 = 0 UNION ALL SELECT $1) …`, where the columns of no row give the values their types. No two rows are of the same thing.
    /// After its values it names none of them: in an insertion `excluded.…` stands for what was to be written.
    ///
    /// # Errors
    /// [`Error::Duplicate`] when something unique exists already, or the store's.
    pub async fn for_all(&mut self, sql: Sql, rows: Vec<Vec<Value>>) -> Result<Vec<Row>> {
        let mut returned = Vec::new();
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.peek() {
            let values = first.len();
            let some: Vec<Vec<Value>> = rows.by_ref().take(many::ROWS).collect();
            let statement = match some.len() {
                1 => sql.clone(),
                rows => many::several(sql.text(), values, rows)
                    .map(Sql::built)
                    .ok_or_else(|| Error::fault("a statement that isn't for several rows"))?,
            };
            returned.extend(self.all(statement, some.into_iter().flatten().collect()).await?);
        }
        Ok(returned)
    }

    /// Holds everyone else who locks the same thing until this transaction ends. SQLite has one writer already;
    /// PostgreSQL takes an advisory lock. Take locks of several kinds in one order everywhere: by kind, then by id.
    ///
    /// # Errors
    /// The store's.
    pub async fn lock(&mut self, kind: &'static str, id: Uuid) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => {
                let key = engine::lock_key(kind, id);
                self.execute(Sql::literal(engine::LOCK), vec![Value::from(key)])
                    .await
                    .map(drop)
            }
        }
    }

    /// Wakes the sealer or the runners after the commit.
    pub fn wake(&mut self, who: Wake) {
        match who {
            Wake::Events => self.events = true,
            Wake::Jobs => self.jobs = true,
        }
    }

    /// Tells who follows this topic, here after the commit; PostgreSQL passes it to the other instances.
    pub(crate) async fn say(&mut self, topic: Uuid) -> Result<()> {
        if self.engine() == Engine::Postgres {
            let payload = self.db.hub().payload(topic);
            self.execute(
                Sql::literal(engine::NOTIFY),
                vec![Value::from(engine::LIVE), Value::from(payload)],
            )
            .await?;
        }
        self.said.push(topic);
        Ok(())
    }

    /// Makes it last. Nothing is acknowledged before this has answered.
    ///
    /// # Errors
    /// The store's; then nothing was written, or the disk has failed and may keep none of it.
    pub async fn commit(self) -> Result<()> {
        match self.conn {
            Conn::SqliteTx(held) => held.commit().await?,
            Conn::PostgresTx(mut held) => held.commit().await?,
            Conn::SqliteRead(_) | Conn::PostgresRead(_) => {}
        }
        self.db.wake(self.events, self.jobs);
        self.db.hub().tell(&self.said);
        Ok(())
    }

    /// The same on the embedded store for the shared writer, which goes on: calls this once it lasts, or can't.
    pub(super) fn commit_then(self, told: disk::Told) {
        let (db, events, jobs, said) = (self.db, self.events, self.jobs, self.said);
        let told: disk::Told = Box::new(move |fate| {
            if fate.is_ok() {
                db.wake(events, jobs);
                db.hub().tell(&said);
            }
            told(fate);
        });
        match self.conn {
            Conn::SqliteTx(held) => held.commit_then(told),
            _ => told(Err("a transaction that isn't the shared writer's".to_owned())),
        }
    }

    pub(super) async fn savepoint(&mut self, verb: &'static str) -> Result<()> {
        match &mut self.conn {
            Conn::SqliteTx(held) => held.say(verb)?,
            Conn::PostgresTx(held) => held.say(verb).await?,
            Conn::SqliteRead(_) | Conn::PostgresRead(_) => {
                return Err(Error::fault("a savepoint outside a transaction"));
            }
        }
        Ok(())
    }
}
