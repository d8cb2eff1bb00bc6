//! The situations that lists changed, as they were, while they may be put back.

use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::Tx;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::super::rules::Held;
use super::IntakeId;
use crate::enrolment::EnrolmentId;
use crate::standings::Standing;

/// A situation that a list changed, and that nobody has changed since.
#[derive(Debug)]
pub(in super::super) struct Resaid {
    pub(in super::super) enrolment: EnrolmentId,
    pub(in super::super) person: PersonId,
    before: Option<Vec<u8>>,
}

impl Resaid {
    /// What was said before, with their key of evidence.
    ///
    /// # Errors
    /// When it was altered.
    pub(in super::super) fn open(&self, key: &DataKey) -> Result<Option<Standing>> {
        let Some(before) = &self.before else {
            return Ok(None);
        };
        let plain = key.open(place(self.enrolment), before)?;
        let code = std::str::from_utf8(&plain).map_err(|error| Error::internal("a standing", error))?;
        Ok(Standing::parse(code))
    }
}

fn place(enrolment: EnrolmentId) -> Place {
    Place::new("intake_standings", "before", enrolment.0)
}

/// Keeps what was said of people, with the key of each, before a list said otherwise at this moment.
pub(in super::super) async fn resaid(
    tx: &mut Tx,
    site: &Site,
    (list, written): (IntakeId, Timestamp),
    before: &[(Held, &DataKey)],
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO intake_standings (intake_id, enrolment_id, before, written_at) VALUES ($1, $2, $3, $4)"
    );
    let row = |(held, key): &(Held, &DataKey)| {
        let place = place(held.enrolment);
        let said = held.said.map(|(said, _)| said.code());
        let sealed = said.map(|code| key.seal(site.random(), place, code.as_bytes()));
        Ok(args![list, held.enrolment, sealed.transpose()?, written])
    };
    let rows = before.iter().map(row).collect::<Result<_>>()?;
    tx.for_all(sql, rows).await.map(drop)
}

/// The situations that a list changed and that are as it left them, of who is in the session.
pub(in super::super) async fn all_resaid(tx: &mut Tx, id: IntakeId) -> Result<Vec<Resaid>> {
    let sql = sql!(
        "SELECT i.enrolment_id, e.person_id, i.before FROM intake_standings i JOIN enrolments e ON e.id = i.enrolment_id
         JOIN enrolment_standings t ON t.enrolment_id = i.enrolment_id
         WHERE i.intake_id = $1 AND t.changed_at = i.written_at AND e.withdrawn_at IS NULL ORDER BY i.enrolment_id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Resaid {
                enrolment: row.get("enrolment_id")?,
                person: row.get("person_id")?,
                before: row.get("before")?,
            })
        })
        .collect()
}

/// A list stays as it is from now on.
pub(super) async fn settle(tx: &mut Tx, id: IntakeId) -> Result<()> {
    let sql = sql!("DELETE FROM intake_standings WHERE intake_id = $1");
    tx.execute(sql, args![id]).await.map(drop)
}

/// Passes what was said of the learner of an account that closes.
pub(super) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT i.enrolment_id AS id, i.before AS sealed FROM intake_standings i JOIN enrolments e ON e.id = i.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE intake_standings SET before = $2 WHERE enrolment_id = $1 AND before = $3");
    let place = (Class::Evidence, "intake_standings", "before");
    passage.reseal(tx, site, place, (read, write)).await
}
