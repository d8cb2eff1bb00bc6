//! Rows of `quiz_extra_times`.

use assess::quiz::attempts::Extra;
use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, sql};
use training::enrolment::{Enrolment, EnrolmentId};

use super::super::GiveMoreTime;
use super::super::rules::{extra, extra_code};

fn place(enrolment: EnrolmentId) -> Place {
    Place::new("quiz_extra_times", "reason", enrolment.0)
}

/// What a learner has more, from a row that has it.
pub(super) fn of(row: &Row) -> Result<Extra> {
    let kind: Option<String> = row.get("extra")?;
    let amount: Option<i64> = row.get("amount")?;
    Ok(kind.map_or(Extra::None, |kind| extra(&kind, amount.unwrap_or_default())))
}

/// What a learner has more: one query.
pub(super) async fn time(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Extra> {
    let sql = sql!("SELECT kind AS extra, amount FROM quiz_extra_times WHERE enrolment_id = $1");
    let row = tx.optional(sql, args![enrolment]).await?;
    row.map_or(Ok(Extra::None), |row| of(&row))
}

/// More time, as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct GivenTime {
    pub(in super::super) extra: Extra,
    /// Why, where it can still be read.
    pub(in super::super) reason: String,
    /// When it was given.
    pub(in super::super) at: Option<Timestamp>,
}

/// What a learner has more, and why.
pub(in super::super) async fn read_extra(
    tx: &mut Tx,
    key: Option<&DataKey>,
    enrolment: EnrolmentId,
) -> Result<GivenTime> {
    let sql = sql!(
        "SELECT kind AS extra, amount, reason, changed_at FROM quiz_extra_times WHERE enrolment_id = $1"
    );
    let Some(row) = tx.optional(sql, args![enrolment]).await? else {
        return Ok(GivenTime::default());
    };
    let sealed: Option<Vec<u8>> = row.get("reason")?;
    let reason = match key.zip(sealed) {
        Some((key, sealed)) => String::from_utf8(key.open(place(enrolment), &sealed)?)
            .map_err(|error| Error::internal("reading why more time was given", error))?,
        None => String::new(),
    };
    Ok(GivenTime {
        extra: of(&row)?,
        reason,
        at: row.get("changed_at")?,
    })
}

/// Gives nobody else a word on a learner's time until the transaction ends; when it was given last.
pub(in super::super) async fn lock_extra(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Option<Timestamp>> {
    tx.lock("quiz time", enrolment.0).await?;
    let sql = sql!("SELECT changed_at FROM quiz_extra_times WHERE enrolment_id = $1");
    let row = tx.optional(sql, args![enrolment]).await?;
    row.map_or(Ok(None), |row| row.get("changed_at"))
}

/// Why, sealed for its place.
pub(in super::super) fn seal_reason(
    site: &Site,
    key: &DataKey,
    enrolment: EnrolmentId,
    reason: &str,
) -> Result<Vec<u8>> {
    key.seal(site.random(), place(enrolment), reason.as_bytes())
}

/// Gives a learner more time in every quiz of the enrolment; under way too. `reason`: sealed.
pub(in super::super) async fn give_extra(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<GiveMoreTime>,
    enrolment: &Enrolment,
    (time, reason): (Extra, Option<Vec<u8>>),
) -> Result<()> {
    let Some((kind, amount)) = extra_code(time) else {
        return forget_extra(tx, site, proof, enrolment).await;
    };
    let sql = sql!(
        "INSERT INTO quiz_extra_times (enrolment_id, kind, amount, reason, actor_id, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (enrolment_id) DO UPDATE SET kind = $2, amount = $3, reason = $4, actor_id = $5, changed_at = $6"
    );
    let values = args![
        proof.id(),
        kind,
        i64::from(amount),
        reason,
        proof.actor(),
        site.clock().now()
    ];
    tx.execute(sql, values).await?;
    told(tx, site, proof, enrolment, 1).await
}

/// Takes it back.
async fn forget_extra(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<GiveMoreTime>,
    enrolment: &Enrolment,
) -> Result<()> {
    let sql = sql!("DELETE FROM quiz_extra_times WHERE enrolment_id = $1");
    match tx.execute(sql, args![proof.id()]).await? {
        0 => Ok(()),
        _ => told(tx, site, proof, enrolment, 0).await,
    }
}

async fn told(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<GiveMoreTime>,
    enrolment: &Enrolment,
    given: i64,
) -> Result<()> {
    let event = Event::new("quiz.extra_time")
        .by(proof.actor())
        .about(enrolment.person)
        .in_session(enrolment.session);
    events::write(tx, site, event.on(enrolment.id).with("given", given)).await
}

/// Passes the reasons of the learner of an account that closes.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT x.enrolment_id AS id, x.reason AS sealed FROM quiz_extra_times x JOIN enrolments e ON e.id = x.enrolment_id
         WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE quiz_extra_times SET reason = $2 WHERE enrolment_id = $1 AND reason = $3");
    let place = (Class::Evidence, "quiz_extra_times", "reason");
    passage.reseal(tx, site, place, (read, write)).await
}
