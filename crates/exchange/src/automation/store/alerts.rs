//! The alerts that tutors haven't seen and that still hold.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::{Sql, Tx};
use platform::events::{self, Event};
use platform::http::{Proof, Within};
use platform::{PersonId, Result, Site, args, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use super::super::ready::{self, Rule};
use super::super::{SeeAlert, SetAutomation};
use super::SendId;

/// How many are listed.
const MOST: usize = 100;

/// An alert that waits for a tutor.
#[derive(Clone, Debug)]
pub(in crate::automation) struct Waiting {
    pub(in crate::automation) id: SendId,
    pub(in crate::automation) rule: &'static Rule,
    pub(in crate::automation) person: PersonId,
    pub(in crate::automation) enrolment: EnrolmentId,
    pub(in crate::automation) step: Option<String>,
    /// The words of the session, or the course's.
    pub(in crate::automation) words: Option<String>,
    pub(in crate::automation) reference: String,
    pub(in crate::automation) zone: String,
    pub(in crate::automation) at: Timestamp,
}

/// Theirs to see: chosen for the learner, or of the session for a duty that nobody was chosen for. It holds until the quiz is
/// passed, the work corrected, or the access over.
const WAITS: &str = "a.alert = 1 AND a.seen_at IS NULL AND o.deleted_at IS NULL
    AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND e.ends_at > $2
    AND (EXISTS (SELECT 1 FROM learner_tutors lt WHERE lt.enrolment_id = e.id AND lt.person_id = $1)
      OR EXISTS (SELECT 1 FROM session_tutors st WHERE st.session_id = o.id AND st.person_id = $1 AND NOT EXISTS (
        SELECT 1 FROM learner_tutors lt WHERE lt.enrolment_id = e.id AND lt.duty = st.duty)))
    AND NOT (a.rule = 'quiz' AND EXISTS (SELECT 1 FROM step_states x
      WHERE x.enrolment_id = e.id AND x.step_id = a.step_id AND x.status = 'done'))
    AND NOT (a.rule = 'correction' AND EXISTS (SELECT 1 FROM gradings g WHERE g.submission_id = a.about_id AND g.published_at IS NOT NULL))";

const FROM: &str = "FROM automation_sends a JOIN enrolments e ON e.id = a.enrolment_id
     JOIN training_sessions o ON o.id = e.session_id";

fn count_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS waiting {FROM} WHERE {WAITS} AND {}",
        Within::<SetAutomation>::predicate()
    ))
}

fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT a.id, a.rule, a.sent_at, e.person_id, e.id AS enrolment_id, t.title AS step, o.reference, r.zone,
                COALESCE(ws.body, wc.body) AS words {FROM}
         JOIN regions r ON r.id = o.region_id LEFT JOIN steps t ON t.id = a.step_id
         LEFT JOIN automation_words ws ON ws.place_id = o.id AND ws.rule = a.rule
         LEFT JOIN automation_words wc ON wc.place_id = o.course_id AND wc.rule = a.rule
         WHERE {WAITS} AND {} ORDER BY a.sent_at, a.id LIMIT {MOST}",
        Within::<SetAutomation>::predicate()
    ))
}

pub(super) fn statements() -> Vec<Sql> {
    vec![count_statement(), list_statement(), helpers_statement()]
}

/// How many alerts wait for somebody: one query.
///
/// # Errors
/// The store's.
pub async fn waiting(tx: &mut Tx, site: &Site, person: PersonId) -> Result<u64> {
    let row = tx
        .one(count_statement(), args![person, site.clock().now()])
        .await?;
    Ok(u64::try_from(row.get::<i64>("waiting")?).unwrap_or_default())
}

/// Those alerts, the oldest first.
pub(in crate::automation) async fn list(tx: &mut Tx, site: &Site, person: PersonId) -> Result<Vec<Waiting>> {
    let rows = tx
        .all(list_statement(), args![person, site.clock().now()])
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        // A rule of another version of the platform has no words here.
        let Some(rule) = ready::find(&row.get::<String>("rule")?) else {
            continue;
        };
        all.push(Waiting {
            id: row.get("id")?,
            rule,
            person: row.get("person_id")?,
            enrolment: row.get("enrolment_id")?,
            step: row.get("step")?,
            words: row.get("words")?,
            reference: row.get("reference")?,
            zone: row.get("zone")?,
            at: row.get("sent_at")?,
        });
    }
    Ok(all)
}

/// A tutor has seen it: nobody has to any more.
pub(in crate::automation) async fn see(tx: &mut Tx, site: &Site, proof: &Proof<SeeAlert>) -> Result<()> {
    let (id, by) = (proof.id(), proof.actor());
    let sql =
        sql!("UPDATE automation_sends SET seen_at = $2, seen_by = $3 WHERE id = $1 AND seen_at IS NULL");
    if tx.execute(sql, args![id, site.clock().now(), by]).await? == 0 {
        return Ok(());
    }
    let sql = sql!(
        "SELECT e.person_id, e.session_id FROM automation_sends a JOIN enrolments e ON e.id = a.enrolment_id WHERE a.id = $1"
    );
    let row = tx.one(sql, args![id]).await?;
    let session: SessionId = row.get("session_id")?;
    let event = Event::new("automation.seen")
        .by(by)
        .about(row.get::<PersonId>("person_id")?)
        .in_session(session)
        .on(id);
    events::write(tx, site, event).await
}

/// How many learners are asked about at once.
const AT_ONCE: usize = 50;

/// Who accompanies each of these learners: those chosen for them, then those of the session for the other duties.
fn helpers_statement() -> Sql {
    let these: Vec<String> = (1..=AT_ONCE).map(|at| format!("${at}")).collect();
    let these = these.join(", ");
    Sql::built(format!(
        "SELECT lt.enrolment_id, lt.person_id FROM learner_tutors lt WHERE lt.enrolment_id IN ({these})
         UNION SELECT e.id AS enrolment_id, st.person_id FROM enrolments e JOIN session_tutors st ON st.session_id = e.session_id
         WHERE e.id IN ({these}) AND NOT EXISTS (
           SELECT 1 FROM learner_tutors lt WHERE lt.enrolment_id = e.id AND lt.duty = st.duty)"
    ))
}

/// Who accompanies each of these learners: a query for each fifty.
pub(in crate::automation) async fn helpers(
    tx: &mut Tx,
    enrolments: &[EnrolmentId],
) -> Result<HashMap<EnrolmentId, Vec<PersonId>>> {
    let mut all: HashMap<EnrolmentId, Vec<PersonId>> = HashMap::new();
    for some in enrolments.chunks(AT_ONCE) {
        let one = |at: usize| some.get(at).or(some.first()).copied();
        let values = (0..AT_ONCE).flat_map(|at| args![one(at)]).collect();
        for row in tx.all(helpers_statement(), values).await? {
            all.entry(row.get("enrolment_id")?)
                .or_default()
                .push(row.get("person_id")?);
        }
    }
    Ok(all)
}
