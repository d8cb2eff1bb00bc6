//! Connections to PostgreSQL. One that has just been used is lent again without a question: asking each time whether it
//! is alive would double what a page asks. One that failed, or that someone left in the middle of a transaction that
//! can't be undone, is closed.

use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{self, Metrics, Object, Pool, RecycleResult};
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, PgConnection};

use super::tx::Sql;
use super::value::{Value, bind_postgres};
use crate::{Error, Result};

/// How many connections an instance holds at most.
const AT_MOST: usize = 16;
/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that rested longer is asked whether it is alive.
const RESTED: Duration = Duration::from_secs(1);

/// What the server calls a division by nothing.
const DIVIDED: &str = "22012";

/// A set of connections, opened as they are needed.
#[derive(Clone)]
pub(super) struct Connections(Pool<Manager>);

struct Manager(PgConnectOptions);

impl managed::Manager for Manager {
    type Type = PgConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<PgConnection, sqlx::Error> {
        self.0.connect().await
    }

    async fn recycle(&self, conn: &mut PgConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.last_used() > RESTED {
            conn.ping().await?;
        }
        Ok(())
    }
}

impl Connections {
    /// None is opened yet.
    pub(super) fn new(url: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let pool = Pool::builder(Manager(options.application_name("lms")))
            .max_size(AT_MOST)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| Error::internal("the connections to the store", error))?;
        Ok(Self(pool))
    }

    /// Waits for a connection. First come, first served.
    pub(super) async fn take(&self) -> Result<Held> {
        let conn = self.0.get().await.map_err(|error| match error {
            managed::PoolError::Backend(error) => error.into(),
            other => Error::Unavailable(Box::new(other)),
        })?;
        Ok(Held {
            conn: Some(conn),
            state: State::Idle,
        })
    }

    /// Closes those that nobody holds; nobody takes one any more.
    pub(super) fn close(&self) {
        self.0.close();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// In a transaction.
    Open,
    /// To be closed.
    Broken,
}

/// A connection lent. Given back when dropped; a transaction that wasn't committed is undone.
pub(super) struct Held {
    conn: Option<Object<Manager>>,
    state: State,
}

impl Held {
    fn conn(&mut self) -> Result<&mut PgConnection> {
        let conn = self.conn.as_deref_mut();
        conn.ok_or_else(|| Error::fault("a connection given back already"))
    }

    /// What the connection did, or why not: after some failures nothing more can be expected of it.
    fn told<T>(&mut self, told: Result<T, sqlx::Error>) -> Result<T> {
        told.map_err(|error| {
            if fatal(&error) {
                self.state = State::Broken;
            }
            error.into()
        })
    }

    /// One of SAVEPOINT, RELEASE, …
    pub(super) async fn say(&mut self, verb: &'static str) -> Result<()> {
        let said = self.conn()?.execute(verb).await;
        self.told(said).map(drop)
    }

    pub(super) async fn begin(&mut self) -> Result<()> {
        self.state = State::Open;
        self.say("BEGIN").await
    }

    pub(super) async fn commit(&mut self) -> Result<()> {
        self.say("COMMIT").await?;
        self.state = State::Idle;
        Ok(())
    }

    pub(super) async fn all(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<PgRow>> {
        let query = bind_postgres(sqlx::query(sql.into_str()), values);
        let rows = query.fetch_all(self.conn()?).await;
        self.told(rows)
    }

    pub(super) async fn execute(&mut self, sql: Sql, values: Vec<Value>) -> Result<u64> {
        let query = bind_postgres(sqlx::query(sql.into_str()), values);
        let done = query.execute(self.conn()?).await;
        Ok(self.told(done)?.rows_affected())
    }

    /// A statement that fails by dividing by nothing when something isn't as it was said to be: false then, and nothing was written.
    pub(super) async fn unless_divided(&mut self, sql: Sql, values: Vec<Value>) -> Result<bool> {
        let query = bind_postgres(sqlx::query(sql.into_str()), values);
        match query.execute(self.conn()?).await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(DIVIDED) => Ok(false),
            done => self.told(done).map(|_| true),
        }
    }

    /// The migrator takes an advisory lock of the database, so instances that start together wait for one another.
    pub(super) async fn migrate(&mut self, migrator: &sqlx::migrate::Migrator) -> Result<()> {
        let conn = self.conn()?;
        migrator
            .run(conn)
            .await
            .map_err(|error| Error::internal("migrating the store", error))
    }

    #[cfg(any(test, feature = "testing"))]
    pub(super) async fn prepare(&mut self, sql: Sql) -> Result<()> {
        let prepared = self.conn()?.prepare(sql.into_str()).await.map(drop);
        self.told(prepared)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(mut conn) = self.conn.take() else { return };
        match (self.state, tokio::runtime::Handle::try_current()) {
            (State::Idle, _) => {}
            (State::Open, Ok(runtime)) => drop(runtime.spawn(async move {
                if conn.execute("ROLLBACK").await.is_err() {
                    drop(Object::take(conn));
                }
            })),
            (State::Open | State::Broken, _) => drop(Object::take(conn)),
        }
    }
}

/// Whether a connection is worth nothing after this: the network's failures, and what the server says when it stops.
fn fatal(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(database) => database.code().is_some_and(|code| code.starts_with("57P")),
        sqlx::Error::RowNotFound
        | sqlx::Error::TypeNotFound { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::Encode(_)
        | sqlx::Error::Decode(_) => false,
        _ => true,
    }
}
