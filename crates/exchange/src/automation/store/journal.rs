//! What left in a session, the latest first.

use jiff::Timestamp;
use platform::db::Tx;
use platform::{PersonId, Result, args, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

/// How many lines a page has.
pub(in crate::automation) const PAGE: u32 = 30;

/// How it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::automation) enum Told {
    /// By mail, and under the bell.
    Mail,
    /// By a mail that hasn't left yet.
    Soon,
    /// Under the bell only, as they chose or because they read it first.
    Bell,
    /// Read so long ago that it isn't kept.
    Read,
}

/// Something that left.
#[derive(Clone, Debug)]
pub(in crate::automation) struct Sent {
    pub(in crate::automation) rule: String,
    pub(in crate::automation) person: PersonId,
    pub(in crate::automation) enrolment: EnrolmentId,
    pub(in crate::automation) step: Option<String>,
    pub(in crate::automation) at: Timestamp,
    pub(in crate::automation) told: Told,
    pub(in crate::automation) seen_by: Option<PersonId>,
}

/// A page of what left, from 1; and how much there is in all.
pub(in crate::automation) async fn page(
    tx: &mut Tx,
    session: SessionId,
    page: u32,
) -> Result<(Vec<Sent>, u64)> {
    let sql = sql!(
        "SELECT COUNT(*) AS many FROM automation_sends a JOIN enrolments e ON e.id = a.enrolment_id WHERE e.session_id = $1"
    );
    let many: i64 = tx.one(sql, args![session]).await?.get("many")?;
    let sql = sql!(
        "SELECT a.rule, a.sent_at, a.seen_by, e.person_id, e.id AS enrolment_id, t.title AS step,
                (SELECT MAX(CASE n.mail WHEN 'sent' THEN '3' WHEN 'none' THEN '1' ELSE '2' END) FROM notices n WHERE n.about = a.id) AS told
         FROM automation_sends a JOIN enrolments e ON e.id = a.enrolment_id LEFT JOIN steps t ON t.id = a.step_id
         WHERE e.session_id = $1 ORDER BY a.sent_at DESC, a.id DESC LIMIT $2 OFFSET $3"
    );
    let before = page.saturating_sub(1).saturating_mul(PAGE);
    let rows = tx.all(sql, args![session, PAGE, before]).await?;
    let sent = rows
        .iter()
        .map(|row| {
            Ok(Sent {
                rule: row.get("rule")?,
                person: row.get("person_id")?,
                enrolment: row.get("enrolment_id")?,
                step: row.get("step")?,
                at: row.get("sent_at")?,
                told: match row.get::<Option<String>>("told")?.as_deref() {
                    Some("3") => Told::Mail,
                    Some("2") => Told::Soon,
                    Some(_) => Told::Bell,
                    None => Told::Read,
                },
                seen_by: row.get("seen_by")?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok((sent, u64::try_from(many).unwrap_or_default()))
}
