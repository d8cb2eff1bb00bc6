//! Identifiers: UUIDv7, one type per kind of thing, so that a session's can't be passed for a person's.

use jiff::Timestamp;
pub use uuid::Uuid;

use crate::random::Random;

/// An identifier: a UUID with a type of its own. Rows and statements take any of them.
pub trait Id: From<Uuid> + Into<Uuid> + Copy {}

/// Makes an identifier type over a UUID, with what rows, statements and paths need of it.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $crate::ids::Uuid);

        impl $crate::ids::Id for $name {}

        impl From<$crate::ids::Uuid> for $name {
            fn from(id: $crate::ids::Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for $crate::ids::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> $crate::Result<Self> {
                text.parse().map(Self).map_err(|_| $crate::Error::NotFound)
            }
        }
    };
}

id_type!(
    /// Someone: above `people`, all that is known of them.
    PersonId
);
id_type!(
    /// A region: one of the chambers that run sessions.
    RegionId
);

/// A UUIDv7 (RFC 9562 §5.7): the time in its first 48 bits, so that rows of one moment lie together.
pub fn uuid_v7(at: Timestamp, random: &Random) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random.bytes::<10>()).into_uuid()
}
