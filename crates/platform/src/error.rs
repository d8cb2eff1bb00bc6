//! One error type. A user reads a sentence and a way out, the operator finds the cause in the log, nobody sees SQL.

use std::borrow::Cow;

use rusqlite::ErrorCode;

/// What went wrong, in the terms of who must act.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or it belongs to somebody else: the two are not told apart.
    NotFound,
    /// Signed in, but without the right to this.
    Forbidden,
    /// This address doesn't take that method.
    NotAllowed,
    /// Nobody is signed in.
    SignIn,
    /// The request can't be taken; the sentence (French) says why and what to do.
    Refused(Cow<'static, str>),
    /// The form has expired or comes from elsewhere.
    Stale,
    /// The body is larger than this page takes.
    TooLarge,
    /// Too many tries, or too many at once; the sentence says when to come back.
    Busy {
        /// Seconds before trying again.
        after: u64,
        /// What to tell the person.
        sentence: Cow<'static, str>,
    },
    /// Something unique exists already; holds the store's name of the constraint.
    Duplicate(String),
    /// Something else still refers to what would be removed.
    InUse,
    /// The store is away for the moment: nothing was written.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// Our fault: what was being done, and the cause.
    Internal(
        Cow<'static, str>,
        Option<Box<dyn std::error::Error + Send + Sync>>,
    ),
}

/// The result of nearly everything.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Our own fault, with its cause.
    pub fn internal(
        doing: impl Into<Cow<'static, str>>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal(doing.into(), Some(cause.into()))
    }

    /// Our own fault, without a cause from below.
    pub fn fault(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Internal(what.into(), None)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::NotAllowed => f.write_str("method not allowed"),
            Self::Unavailable(cause) => write!(f, "the store is away: {cause}"),
            Self::SignIn => f.write_str("sign-in needed"),
            Self::Refused(sentence) | Self::Busy { sentence, .. } => f.write_str(sentence),
            Self::Stale => f.write_str("stale or foreign form"),
            Self::TooLarge => f.write_str("body too large"),
            Self::Duplicate(constraint) => write!(f, "exists already: {constraint}"),
            Self::InUse => f.write_str("still in use"),
            Self::Internal(doing, None) => f.write_str(doing),
            Self::Internal(doing, Some(cause)) => write!(f, "{doing}: {cause}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(_, Some(cause)) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

/// Whether a state of PostgreSQL is its own trouble of the moment, and not the statement's: a lost connection, a
/// transaction to begin again, no room left, a server that stops or starts.
fn passes(state: &str) -> bool {
    ["08", "40", "53", "57P"]
        .iter()
        .any(|class| state.starts_with(class))
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error
            && database.is_unique_violation()
        {
            return Self::Duplicate(
                database
                    .constraint()
                    .unwrap_or_else(|| database.message())
                    .to_owned(),
            );
        }
        if let sqlx::Error::Database(database) = &error
            && database.is_foreign_key_violation()
        {
            return Self::InUse;
        }
        if let sqlx::Error::Database(database) = &error
            && database.code().is_some_and(|state| passes(&state))
        {
            return Self::Unavailable(Box::new(error));
        }
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            away @ sqlx::Error::Io(_) => Self::Unavailable(Box::new(away)),
            other => Self::internal("the store", other),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{
            SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID,
            SQLITE_CONSTRAINT_UNIQUE,
        };
        let rusqlite::Error::SqliteFailure(failure, said) = &error else {
            return Self::internal("the store", error);
        };
        let said = said.clone().unwrap_or_default();
        match failure.extended_code {
            SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_ROWID => {
                Self::Duplicate(said)
            }
            SQLITE_CONSTRAINT_FOREIGNKEY => Self::InUse,
            _ => match failure.code {
                ErrorCode::DatabaseBusy
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen => Self::Unavailable(Box::new(error)),
                _ => Self::internal("the store", error),
            },
        }
    }
}

#[cfg(test)]
mod cases {
    use super::passes;

    #[test]
    fn what_passes_is_the_server_s_and_not_the_statement_s() {
        let cases = [
            ("08006", true),
            ("40001", true),
            ("40P01", true),
            ("53300", true),
            ("57P01", true),
            ("57014", false),
            ("23505", false),
            ("22P02", false),
            ("42601", false),
            ("", false),
        ];
        for (state, expected) in cases {
            assert_eq!(passes(state), expected, "{state}");
        }
    }
}
