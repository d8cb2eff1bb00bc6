//! How events are chained: pure hashing. An event's hash covers all its fields and the hash before it; the first of a
//! batch follows the root of the batch before, so that the chain can be checked from any batch on.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Sealed;
use crate::ids::RegionId;
use crate::{Error, PersonId, Result};

/// A link of the chain.
pub(super) type Hash = [u8; 32];

/// What the first batch follows.
pub(super) const ORIGIN: Hash = [0; 32];

/// An event as it is stored; its payload is the text that was hashed.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub position: i64,
    pub id: Uuid,
    pub at: Timestamp,
    pub verb: String,
    pub actor: Option<PersonId>,
    pub person: Option<PersonId>,
    pub region: Option<RegionId>,
    pub session: Option<Uuid>,
    pub object: Option<Uuid>,
    pub payload: String,
    pub hash: Option<Vec<u8>>,
}

impl Record {
    /// Its hash after another.
    pub(super) fn link(&self, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new_with_prefix(b"event\x01");
        hasher.update(previous);
        hasher.update(self.position.to_be_bytes());
        hasher.update(self.id.as_bytes());
        hasher.update(self.at.as_millisecond().to_be_bytes());
        text(&mut hasher, &self.verb);
        for id in [
            self.actor.map(Uuid::from),
            self.person.map(Uuid::from),
            self.region.map(Uuid::from),
            self.session,
            self.object,
        ] {
            match id {
                Some(id) => hasher.update([&[1], id.as_bytes().as_slice()].concat()),
                None => hasher.update([0]),
            }
        }
        text(&mut hasher, &self.payload);
        hasher.finalize().into()
    }

    pub(super) fn to_sealed(&self) -> Result<Sealed> {
        let details = serde_json::from_str(&self.payload)
            .map_err(|error| Error::internal("an event's payload", error))?;
        Ok(Sealed {
            position: self.position,
            id: self.id,
            at: self.at,
            verb: self.verb.clone(),
            actor: self.actor,
            person: self.person,
            region: self.region,
            session: self.session,
            object: self.object,
            details,
        })
    }
}

/// The length first, so that two neighbouring texts can't trade a letter.
fn text(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text.as_bytes());
}

/// A sealed batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Batch {
    pub number: i64,
    pub first: i64,
    pub last: i64,
    pub previous: Hash,
    pub root: Hash,
    pub sealed_at: Timestamp,
}

impl Batch {
    /// The root: covers the batch before, the bounds, the time and the hash of the last event.
    pub(super) fn root(
        number: i64,
        first: i64,
        last: i64,
        previous: &Hash,
        sealed_at: Timestamp,
        end: &Hash,
    ) -> Hash {
        let mut hasher = Sha256::new_with_prefix(b"batch\x01");
        hasher.update(previous);
        for part in [number, first, last, sealed_at.as_millisecond()] {
            hasher.update(part.to_be_bytes());
        }
        hasher.update(end);
        hasher.finalize().into()
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn record() -> Record {
        Record {
            position: 1,
            id: Uuid::from_u128(1),
            at: Timestamp::UNIX_EPOCH,
            verb: "ab".to_owned(),
            actor: None,
            person: Some(PersonId(Uuid::from_u128(2))),
            region: None,
            session: None,
            object: None,
            payload: "c".to_owned(),
            hash: None,
        }
    }

    #[test]
    fn every_field_changes_the_hash() {
        let person = Some(PersonId(Uuid::from_u128(2)));
        let changes: [fn(&mut Record); 11] = [
            |r| r.position = 2,
            |r| r.id = Uuid::from_u128(3),
            |r| r.at = crate::clock::timestamp(1),
            |r| r.verb = "a".to_owned(),
            |r| r.payload = "bc".to_owned(),
            |r| r.person = None,
            |r| r.actor = r.person,
            |r| (r.actor, r.person) = (r.person, None),
            |r| r.region = Some(RegionId(Uuid::from_u128(2))),
            |r| r.session = Some(Uuid::from_u128(2)),
            |r| r.object = Some(Uuid::from_u128(2)),
        ];
        assert_eq!(record().person, person);
        let mut seen = vec![record().link(&ORIGIN), record().link(&[1; 32])];
        for change in changes {
            let mut changed = record();
            change(&mut changed);
            let hash = changed.link(&ORIGIN);
            assert!(!seen.contains(&hash), "{changed:?}");
            seen.push(hash);
        }
    }

    /// The encoding is a contract: what was sealed years ago must still verify.
    #[test]
    fn the_encoding_never_changes() {
        insta::assert_snapshot!(
            crate::vault::hex(&record().link(&ORIGIN)),
            @"7abad5c13aa13085a0d7490388ef2d84426bfcef1825b398786651a0266dc781"
        );
        let root = Batch::root(1, 1, 1, &ORIGIN, Timestamp::UNIX_EPOCH, &record().link(&ORIGIN));
        insta::assert_snapshot!(crate::vault::hex(&root), @"d50bd811d6351c9fc9f31467bdf1833ed9799d3570bee279dd6fbd747dad0bfc");
    }
}
