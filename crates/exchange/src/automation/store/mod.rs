//! Rows of `automation_words`, `automation_pauses` and `automation_sends`.

pub(super) mod alerts;
pub(super) mod candidates;
pub(super) mod journal;

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::{Sql, Tx};
use platform::events::{self, Event};
use platform::ids::{RegionId, Uuid};
use platform::{PersonId, Result, Site, args, id_type, sql};
use training::sessions::SessionId;

use super::ready::Rule;
use super::rules::Audience;
use candidates::Candidate;

id_type!(
    /// Something that left by itself.
    SendId
);

/// The statements of this room, for the test that prepares every one.
pub fn statements() -> Vec<Sql> {
    let mut all = candidates::statements();
    all.extend(alerts::statements());
    all
}

/// Where words belong, and who changes them there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The course, or the session.
    pub(super) id: Uuid,
    pub(super) session: Option<SessionId>,
    pub(super) region: Option<RegionId>,
}

fn said(verb: &'static str, place: Place, by: Option<PersonId>) -> Event {
    let event = Event::new(verb).by(by).in_region(place.region).on(place.id);
    match place.session {
        Some(session) => event.in_session(session),
        None => event,
    }
}

/// The words of a place, by rule.
pub(super) type Words = HashMap<String, (String, String)>;

/// Those that aren't as usual somewhere.
pub(super) async fn words(tx: &mut Tx, place: Uuid) -> Result<Words> {
    let sql = sql!("SELECT rule, subject, body FROM automation_words WHERE place_id = $1");
    let rows = tx.all(sql, args![place]).await?;
    rows.iter()
        .map(|row| Ok((row.get("rule")?, (row.get("subject")?, row.get("body")?))))
        .collect()
}

/// Writes the words of a rule somewhere.
pub(super) async fn write(
    tx: &mut Tx,
    site: &Site,
    (place, by): (Place, Option<PersonId>),
    (rule, subject, body): (&Rule, &str, &str),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO automation_words (place_id, rule, subject, body, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (place_id, rule) DO UPDATE SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at"
    );
    let now = site.clock().now();
    tx.execute(sql, args![place.id, rule.code, subject, body, now])
        .await?;
    events::write(tx, site, said("automation.written", place, by)).await
}

/// Its words are as usual again.
pub(super) async fn give_back(
    tx: &mut Tx,
    site: &Site,
    (place, by): (Place, Option<PersonId>),
    rule: &Rule,
) -> Result<()> {
    let sql = sql!("DELETE FROM automation_words WHERE place_id = $1 AND rule = $2");
    match tx.execute(sql, args![place.id, rule.code]).await? {
        0 => Ok(()),
        _ => events::write(tx, site, said("automation.written", place, by)).await,
    }
}

/// What doesn't leave in a session: codes of rules, an empty one for all, since when.
pub(super) async fn paused(tx: &mut Tx, session: SessionId) -> Result<HashMap<String, Timestamp>> {
    let sql = sql!("SELECT rule, off_at FROM automation_pauses WHERE session_id = $1 AND on_at IS NULL");
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| Ok((row.get("rule")?, row.get("off_at")?)))
        .collect()
}

/// Stops a rule in a session, or gives it back; an empty code is all of them.
pub(super) async fn pause(
    tx: &mut Tx,
    site: &Site,
    (place, by): (Place, Option<PersonId>),
    (rule, off): (&str, bool),
) -> Result<()> {
    let now = site.clock().now();
    let changed = match off {
        true => {
            let sql = sql!(
                "INSERT INTO automation_pauses (session_id, rule, off_at) VALUES ($1, $2, $3)
                 ON CONFLICT (session_id, rule) DO UPDATE SET off_at = excluded.off_at, on_at = NULL
                 WHERE automation_pauses.on_at IS NOT NULL"
            );
            tx.execute(sql, args![place.id, rule, now]).await?
        }
        false => {
            let sql = sql!(
                "UPDATE automation_pauses SET on_at = $3 WHERE session_id = $1 AND rule = $2 AND on_at IS NULL"
            );
            tx.execute(sql, args![place.id, rule, now]).await?
        }
    };
    match changed {
        0 => Ok(()),
        _ => {
            let event = said("automation.paused", place, by).with("paused", i64::from(off));
            events::write(tx, site, event).await
        }
    }
}

/// Notes that something leaves, unless it did or nobody may be told any more. True when this did.
pub(super) async fn claim(
    tx: &mut Tx,
    site: &Site,
    (rule, id): (&Rule, SendId),
    (one, moment): (&Candidate, Timestamp),
) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO automation_sends (id, rule, enrolment_id, about_id, occurrence, step_id, alert, due_at, sent_at)
         SELECT $1, $2, e.id, $4, $5, $6, $7, $8, $9 FROM enrolments e
         WHERE e.id = $3 AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND NOT EXISTS (
           SELECT 1 FROM automation_pauses o WHERE o.session_id = e.session_id AND o.rule IN ('', $2) AND o.on_at IS NULL)
         ON CONFLICT (rule, enrolment_id, about_id, occurrence) DO NOTHING"
    );
    let values = args![
        id,
        rule.code,
        one.enrolment,
        one.about,
        one.occurrence.as_str(),
        one.step.as_ref().map(|(step, _)| *step),
        i64::from(rule.audience == Audience::Tutors),
        moment,
        site.clock().now()
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// How often each rule has sent something in a session.
pub(super) async fn sent(tx: &mut Tx, session: SessionId) -> Result<HashMap<String, u64>> {
    let sql = sql!(
        "SELECT a.rule, COUNT(*) AS many FROM automation_sends a JOIN enrolments e ON e.id = a.enrolment_id
         WHERE e.session_id = $1 GROUP BY a.rule"
    );
    let rows = tx.all(sql, args![session]).await?;
    rows.iter()
        .map(|row| {
            let many: i64 = row.get("many")?;
            Ok((row.get("rule")?, u64::try_from(many).unwrap_or_default()))
        })
        .collect()
}
