//! Who meets where: read from what other rooms own.

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{PersonId, Result, Site, args, sql};
use training::sessions::SessionId;

use super::super::SetMessages;
use super::super::rules::Standing;

/// The people of a session, each once, as the most that they are in it: one query.
pub(in super::super) async fn people(
    tx: &mut Tx,
    session: SessionId,
    now: Timestamp,
) -> Result<Vec<(PersonId, Standing)>> {
    let sql = sql!(
        "SELECT e.person_id, CASE WHEN e.ends_at > $2 THEN 'learner' ELSE 'former' END AS standing
         FROM enrolments e JOIN training_sessions s ON s.id = e.session_id AND s.deleted_at IS NULL
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL
         UNION ALL SELECT t.person_id, 'tutor' FROM session_tutors t
           JOIN training_sessions s ON s.id = t.session_id AND s.deleted_at IS NULL WHERE t.session_id = $1
         UNION ALL SELECT l.person_id, 'tutor' FROM learner_tutors l JOIN enrolments e ON e.id = l.enrolment_id
           JOIN training_sessions s ON s.id = e.session_id AND s.deleted_at IS NULL WHERE e.session_id = $1 AND e.withdrawn_at IS NULL
         UNION ALL SELECT g.person_id, 'manager' FROM training_sessions s
           JOIN grants g ON g.scope_kind = 'region' AND g.scope_id = s.region_id
           JOIN roles r ON r.id = g.role_id AND r.code = 'manager' WHERE s.id = $1 AND s.deleted_at IS NULL"
    );
    let rows = tx.all(sql, args![session, now]).await?;
    let mut people: Vec<(PersonId, Standing)> = Vec::with_capacity(rows.len());
    for row in &rows {
        people.push((
            row.get("person_id")?,
            Standing::parse(&row.get::<String>("standing")?),
        ));
    }
    people.sort_unstable_by(|one, other| (one.0, other.1).cmp(&(other.0, one.1)));
    people.dedup_by_key(|(person, _)| *person);
    Ok(people)
}

/// A session where someone meets people.
#[derive(Clone, Debug)]
pub(in super::super) struct Met {
    pub(in super::super) id: SessionId,
    pub(in super::super) reference: String,
    pub(in super::super) title: String,
}

/// The latest sessions where someone learns, teaches or manages: one query.
pub(in super::super) async fn sessions(tx: &mut Tx, person: PersonId) -> Result<Vec<Met>> {
    let sql = sql!(
        "SELECT s.id, s.reference, c.title FROM training_sessions s JOIN courses c ON c.id = s.course_id
         WHERE s.deleted_at IS NULL AND (
           s.id IN (SELECT e.session_id FROM enrolments e WHERE e.person_id = $1 AND e.withdrawn_at IS NULL)
           OR s.id IN (SELECT t.session_id FROM session_tutors t WHERE t.person_id = $1)
           OR s.id IN (SELECT e.session_id FROM learner_tutors l JOIN enrolments e ON e.id = l.enrolment_id WHERE l.person_id = $1)
           OR s.region_id IN (SELECT g.scope_id FROM grants g JOIN roles r ON r.id = g.role_id
                              WHERE g.person_id = $1 AND g.scope_kind = 'region' AND r.code = 'manager'))
         ORDER BY s.starts_at DESC, s.id LIMIT 100"
    );
    let rows = tx.all(sql, args![person]).await?;
    rows.iter()
        .map(|row| {
            Ok(Met {
                id: row.get("id")?,
                reference: row.get("reference")?,
                title: row.get("title")?,
            })
        })
        .collect()
}

/// Someone's colleagues: who works in their regions, and the national office; for the national office, who works in any. Nobody for
/// who only learns. One query.
pub(in super::super) async fn team(tx: &mut Tx, person: PersonId) -> Result<Vec<PersonId>> {
    let sql = sql!(
        "WITH office AS (SELECT g.person_id FROM grants g JOIN roles r ON r.id = g.role_id
             WHERE r.code = 'administrator' AND g.scope_kind = 'platform'),
           staff AS (SELECT g.person_id, g.scope_id AS region_id FROM grants g WHERE g.scope_kind = 'region'
             UNION SELECT t.person_id, t.region_id FROM region_tutors t),
           mine AS (SELECT region_id FROM staff WHERE person_id = $1)
         SELECT f.person_id FROM staff f WHERE f.region_id IN (SELECT region_id FROM mine)
           OR EXISTS (SELECT 1 FROM office WHERE person_id = $1)
         UNION SELECT o.person_id FROM office o WHERE EXISTS (SELECT 1 FROM mine)
           OR EXISTS (SELECT 1 FROM office WHERE person_id = $1)"
    );
    let rows = tx.all(sql, args![person]).await?;
    let people: Result<Vec<PersonId>> = rows.iter().map(|row| row.get("person_id")).collect();
    Ok(people?.into_iter().filter(|other| *other != person).collect())
}

/// Whether the learners of a session don't write to each other: one query.
pub(in super::super) async fn is_quiet(tx: &mut Tx, session: SessionId) -> Result<bool> {
    let sql = sql!("SELECT session_id FROM quiet_sessions WHERE session_id = $1");
    Ok(tx.optional(sql, args![session]).await?.is_some())
}

/// Says whether they do.
pub(in super::super) async fn set_quiet(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<SetMessages>,
    quiet: bool,
) -> Result<()> {
    let sql = match quiet {
        true => sql!("INSERT INTO quiet_sessions (session_id) VALUES ($1) ON CONFLICT DO NOTHING"),
        false => sql!("DELETE FROM quiet_sessions WHERE session_id = $1"),
    };
    if tx.execute(sql, args![proof.id()]).await? > 0 {
        let event = Event::new("session.quiet")
            .by(proof.actor())
            .in_session(proof.id());
        events::write(tx, site, event.on(proof.id())).await?;
    }
    Ok(())
}
