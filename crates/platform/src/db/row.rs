//! A row of either engine, read by column name.

use jiff::Timestamp;
use sqlx::Row as _;
use uuid::Uuid;

use crate::ids::Id;
use crate::{Result, clock};

/// One row of an answer.
pub enum Row {
    /// From SQLite.
    Sqlite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    /// The value of a column.
    ///
    /// # Errors
    /// When there is no such column or it is of another type: a fault of ours.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads the column.
    ///
    /// # Errors
    /// When there is no such column or it is of another type.
    fn read(row: &Row, name: &str) -> Result<Self>;
}

macro_rules! column {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
        impl Column for Option<$type> {
            fn read(row: &Row, name: &str) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
    )*};
}

column!(i64, f64, String, Vec<u8>, Uuid);

impl Column for Timestamp {
    fn read(row: &Row, name: &str) -> Result<Self> {
        i64::read(row, name).map(clock::timestamp)
    }
}

impl Column for Option<Timestamp> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        Ok(Option::<i64>::read(row, name)?.map(clock::timestamp))
    }
}

impl<T: Id> Column for T {
    fn read(row: &Row, name: &str) -> Result<Self> {
        Uuid::read(row, name).map(Self::from)
    }
}

impl<T: Id> Column for Option<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        Ok(Option::<Uuid>::read(row, name)?.map(T::from))
    }
}
