//! A row of either engine, read by column name.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::types::Value as Cell;
use sqlx::Row as _;
use uuid::Uuid;

use crate::ids::Id;
use crate::{Error, Result, clock};

/// One row of an answer.
pub enum Row {
    /// From SQLite.
    Sqlite {
        /// The names of its columns.
        columns: Arc<[Box<str>]>,
        /// Their values.
        values: Vec<Cell>,
    },
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
    ($($type:ty => $($cell:pat => $value:expr),+;)*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                match row {
                    Row::Sqlite { columns, values } => match cell(columns, values, name)? {
                        $($cell => $value,)+
                        _ => None,
                    }
                    .ok_or_else(|| Error::fault(format!("the column {name} is of another type"))),
                    Row::Postgres(row) => Ok(row.try_get(name)?),
                }
            }
        }
        impl Column for Option<$type> {
            fn read(row: &Row, name: &str) -> Result<Self> {
                match row {
                    Row::Sqlite { columns, values } => match cell(columns, values, name)? {
                        Cell::Null => Ok(None),
                        _ => <$type>::read(row, name).map(Some),
                    },
                    Row::Postgres(row) => Ok(row.try_get(name)?),
                }
            }
        }
    )*};
}

fn cell<'r>(columns: &[Box<str>], values: &'r [Cell], name: &str) -> Result<&'r Cell> {
    let at = columns.iter().position(|column| **column == *name);
    at.and_then(|at| values.get(at))
        .ok_or_else(|| Error::fault(format!("no column {name}")))
}

column! {
    i64 => Cell::Integer(number) => Some(*number);
    f64 => Cell::Real(number) => Some(*number);
    String => Cell::Text(text) => Some(text.clone());
    Vec<u8> => Cell::Blob(bytes) => Some(bytes.clone());
    Uuid => Cell::Blob(bytes) => Uuid::from_slice(bytes).ok();
}

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
