//! What is bound to a statement: few types, each with its null, because PostgreSQL wants to know a null's type.

use jiff::Timestamp;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use uuid::Uuid;

use crate::ids::Id;

/// One value of a statement.
#[derive(Clone, Debug)]
pub enum Value {
    /// BIGINT: numbers and times.
    Int(Option<i64>),
    /// DOUBLE PRECISION: scores and shares.
    Real(Option<f64>),
    /// TEXT.
    Text(Option<String>),
    /// BYTEA or BLOB: what is sealed or hashed.
    Bytes(Option<Vec<u8>>),
    /// UUID, or its 16 bytes on SQLite.
    Uuid(Option<Uuid>),
}

macro_rules! from {
    ($($type:ty => $variant:ident $convert:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(Some(($convert)(value)))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )*};
}

from! {
    i64 => Int std::convert::identity;
    i32 => Int i64::from;
    u32 => Int i64::from;
    Timestamp => Int |at: Timestamp| at.as_millisecond();
    f64 => Real std::convert::identity;
    String => Text std::convert::identity;
    &str => Text str::to_owned;
    Vec<u8> => Bytes std::convert::identity;
    &[u8] => Bytes <[u8]>::to_vec;
    [u8; 32] => Bytes |bytes: [u8; 32]| bytes.to_vec();
    Uuid => Uuid std::convert::identity;
}

impl<T: Id> From<T> for Value {
    fn from(id: T) -> Self {
        Self::Uuid(Some(id.into()))
    }
}

impl<T: Id> From<Option<T>> for Value {
    fn from(id: Option<T>) -> Self {
        Self::Uuid(id.map(Into::into))
    }
}

pub(super) type PgQuery<'q> = Query<'q, sqlx::Postgres, PgArguments>;

pub(super) fn bind_postgres(mut query: PgQuery<'_>, values: Vec<Value>) -> PgQuery<'_> {
    for value in values {
        query = match value {
            Value::Int(v) => query.bind(v),
            Value::Real(v) => query.bind(v),
            Value::Text(v) => query.bind(v),
            Value::Bytes(v) => query.bind(v),
            Value::Uuid(v) => query.bind(v),
        };
    }
    query
}
