//! What a room announces, and what reactors read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::ids::RegionId;
use crate::random::Random;
use crate::{PersonId, Site};

/// Something that happened: a verb, identifiers and numbers. Its types leave no room for a name or a text.
#[derive(Clone, Debug)]
#[must_use = "an event is announced by events::write"]
pub struct Event {
    pub(super) verb: &'static str,
    pub(super) actor: Option<PersonId>,
    pub(super) person: Option<PersonId>,
    pub(super) region: Option<RegionId>,
    pub(super) session: Option<Uuid>,
    pub(super) object: Option<Uuid>,
    pub(super) details: BTreeMap<&'static str, Detail>,
}

/// A detail of an event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Detail {
    /// A count, a duration in minutes, a position.
    Number(i64),
    /// A score or a share; what isn't finite is written as null.
    Real(f64),
    /// An identifier.
    Id(Uuid),
}

impl From<i64> for Detail {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl From<i32> for Detail {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}

impl From<u32> for Detail {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}

impl From<f64> for Detail {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<Uuid> for Detail {
    fn from(value: Uuid) -> Self {
        Self::Id(value)
    }
}

impl Event {
    /// An event of a declared verb, such as `enrolment.created`.
    pub fn new(verb: &'static str) -> Self {
        Self {
            verb,
            actor: None,
            person: None,
            region: None,
            session: None,
            object: None,
            details: BTreeMap::new(),
        }
    }

    /// Who did it; nobody when the platform did.
    pub fn by(mut self, actor: impl Into<Option<PersonId>>) -> Self {
        self.actor = actor.into();
        self
    }

    /// Whom it concerns.
    pub fn about(mut self, person: impl Into<Option<PersonId>>) -> Self {
        self.person = person.into();
        self
    }

    /// In which region.
    pub fn in_region(mut self, region: impl Into<Option<RegionId>>) -> Self {
        self.region = region.into();
        self
    }

    /// In which training session.
    pub fn in_session(mut self, session: impl Into<Uuid>) -> Self {
        self.session = Some(session.into());
        self
    }

    /// On what: an enrolment, a course, a step.
    pub fn on(mut self, object: impl Into<Uuid>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// A number or an identifier more.
    pub fn with(mut self, name: &'static str, detail: impl Into<Detail>) -> Self {
        self.details.insert(name, detail.into());
        self
    }
}

/// An event that was numbered and chained.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// Its place in the chain: 1, 2, 3… without gaps.
    pub position: i64,
    /// Its identifier.
    pub id: Uuid,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub verb: String,
    /// Who did it.
    pub actor: Option<PersonId>,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// In which region.
    pub region: Option<RegionId>,
    /// In which training session.
    pub session: Option<Uuid>,
    /// On what.
    pub object: Option<Uuid>,
    /// Its details by name.
    pub details: Map<String, Value>,
}

impl Sealed {
    /// A detail that is a whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.details.get(name)?.as_i64()
    }

    /// A detail that is a number, whole or not.
    pub fn real(&self, name: &str) -> Option<f64> {
        self.details.get(name)?.as_f64()
    }

    /// A detail that is an identifier.
    pub fn id<T: From<Uuid>>(&self, name: &str) -> Option<T> {
        self.details
            .get(name)?
            .as_str()?
            .parse::<Uuid>()
            .ok()
            .map(T::from)
    }
}

/// A UUIDv7 with a counter in its upper random bits (RFC 9562 §6.2, method 1): the events of one transaction are
/// sealed in the order in which they were written, even within a millisecond.
pub(super) fn next_id(site: &Site) -> Uuid {
    id_at(site.clock().now(), site.random())
}

/// The same, of an event that was at that time.
pub(super) fn id_at(at: Timestamp, random: &Random) -> Uuid {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &counted(count, random.bytes())).into_uuid()
}

/// Puts 34 bits of the counter where the version (4 bits) and the variant (2 bits) don't overwrite them.
fn counted(count: u64, mut bytes: [u8; 10]) -> [u8; 10] {
    let byte = |shift: u32, mask: u64| u8::try_from((count >> shift) & mask).unwrap_or(u8::MAX);
    bytes[0] = byte(30, 0x0f);
    bytes[1] = byte(22, 0xff);
    bytes[2] = byte(16, 0x3f);
    bytes[3] = byte(8, 0xff);
    bytes[4] = byte(0, 0xff);
    bytes
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn identifiers_of_one_millisecond_follow_the_counter() {
        let id = |count, noise| {
            uuid::Builder::from_unix_timestamp_millis(1_736_931_600_000, &counted(count, [noise; 10]))
                .into_uuid()
        };
        for (before, after) in [
            (0, 1),
            (255, 256),
            (0xffff, 0x1_0000),
            (0x3f_ffff, 0x40_0000),
            (1 << 30, (1 << 30) + 1),
        ] {
            assert!(id(before, 0xff) < id(after, 0x00), "{before} {after}");
        }
    }

    #[test]
    fn details_are_numbers_and_identifiers() {
        let event = Event::new("step.done")
            .with("minutes", 25)
            .with("score", 0.5)
            .with("course", Uuid::nil());
        insta::assert_snapshot!(
            serde_json::to_string(&event.details).unwrap(),
            @r#"{"course":"00000000-0000-0000-0000-000000000000","minutes":25,"score":0.5}"#
        );
    }
}
