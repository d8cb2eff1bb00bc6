//! What the public pages read, which courses their form is open for, and the forms that were sent.

use std::collections::{HashMap, HashSet};

use catalogue::courses::{CourseId, modality};
use jiff::{SignedDuration, Timestamp};
use people::directory::normal_email;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::ids::RegionId;
use platform::{Result, Site, args, sql};
use uuid::Uuid;

use super::super::OpenForms;
use super::super::form_token::MOST_MILLIS;
use crate::enrolment::places::{self, Places};
use crate::sessions::SessionId;

/// How many requests of one address may wait for their confirmation.
const MOST_UNCONFIRMED: i64 = 3;

/// A session that hasn't begun, as everybody may see it.
#[derive(Clone, Debug)]
pub(crate) struct Coming {
    pub(crate) id: SessionId,
    pub(crate) course: CourseId,
    pub(crate) region: RegionId,
    pub(crate) region_name: String,
    pub(crate) zone: String,
    pub(crate) starts_at: Timestamp,
    pub(crate) ends_at: Timestamp,
    /// Who signed for one and waits has it: it isn't free.
    pub(crate) places: Places,
}

/// The sessions to come of a course, in every region, by region then by date: one query.
pub(crate) async fn coming(tx: &mut Tx, site: &Site, course: CourseId) -> Result<Vec<Coming>> {
    let sql = sql!(
        "SELECT s.id, s.course_id, s.region_id, r.name, r.zone, s.starts_at, s.ends_at, s.capacity,
                (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.withdrawn_at IS NULL)
                + (SELECT COUNT(*) FROM requests q WHERE q.session_id = s.id AND q.region_id = s.region_id AND q.state = 'signed') AS taken
         FROM training_sessions s JOIN regions r ON r.id = s.region_id
         WHERE s.course_id = $1 AND s.deleted_at IS NULL AND r.deleted_at IS NULL AND s.starts_at > $2
         ORDER BY r.name, s.starts_at, s.id"
    );
    let rows = tx.all(sql, args![course, site.clock().now()]).await?;
    rows.iter().map(read_coming).collect()
}

/// The next session of each course offered, whatever the region: one query.
pub(crate) async fn next(tx: &mut Tx, site: &Site) -> Result<HashMap<CourseId, Coming>> {
    let sql = sql!(
        "SELECT s.id, s.course_id, s.region_id, r.name, r.zone, s.starts_at, s.ends_at, s.capacity,
                (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.withdrawn_at IS NULL)
                + (SELECT COUNT(*) FROM requests q WHERE q.session_id = s.id AND q.region_id = s.region_id AND q.state = 'signed') AS taken
         FROM courses c JOIN training_sessions s ON s.course_id = c.id JOIN regions r ON r.id = s.region_id
         WHERE c.offer = 'published' AND c.deleted_at IS NULL AND s.id = (
           SELECT n.id FROM training_sessions n JOIN regions h ON h.id = n.region_id
           WHERE n.course_id = c.id AND n.deleted_at IS NULL AND h.deleted_at IS NULL AND n.starts_at > $1
           ORDER BY n.starts_at, n.id LIMIT 1)
         ORDER BY s.course_id"
    );
    let rows = tx.all(sql, args![site.clock().now()]).await?;
    let next = |row: &Row| read_coming(row).map(|one| (one.course, one));
    rows.iter().map(next).collect()
}

fn read_coming(row: &Row) -> Result<Coming> {
    Ok(Coming {
        id: row.get("id")?,
        course: row.get("course_id")?,
        region: row.get("region_id")?,
        region_name: row.get("name")?,
        zone: row.get("zone")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        places: places::read(row)?,
    })
}

/// How each course offered is learnt, and for how many minutes: one query.
pub(crate) async fn ways(tx: &mut Tx) -> Result<HashMap<CourseId, Vec<(Modality, u32)>>> {
    let sql = sql!(
        "SELECT p.course_id, t.modality, CAST(SUM(t.minutes) AS BIGINT) AS minutes
         FROM sections p JOIN steps t ON t.section_id = p.id JOIN courses c ON c.id = p.course_id
         LEFT JOIN items i ON i.id = t.item_id
         WHERE p.only_for IS NULL AND c.offer = 'published' AND c.deleted_at IS NULL
           AND NOT (t.required = 'nothing' AND COALESCE(i.kind, '') IN ('survey', 'late_survey'))
         GROUP BY p.course_id, t.modality ORDER BY p.course_id, t.modality"
    );
    let mut all: HashMap<CourseId, Vec<(Modality, u32)>> = HashMap::new();
    for row in tx.all(sql, args![]).await? {
        let Some(way) = modality(&row.get::<String>("modality")?) else {
            continue;
        };
        let minutes = u32::try_from(row.get::<i64>("minutes")?).unwrap_or(u32::MAX);
        all.entry(row.get("course_id")?).or_default().push((way, minutes));
    }
    Ok(all)
}

/// The courses whose form is open.
pub(crate) async fn open(tx: &mut Tx) -> Result<HashSet<CourseId>> {
    let rows = tx
        .all(sql!("SELECT course_id FROM open_courses"), args![])
        .await?;
    rows.iter().map(|row| row.get("course_id")).collect()
}

/// Opens the public form of these courses, and closes the others'.
///
/// # Errors
/// The store's.
pub async fn open_forms(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<OpenForms>,
    courses: &[CourseId],
) -> Result<()> {
    tx.lock("open courses", proof.id()).await?;
    tx.execute(sql!("DELETE FROM open_courses"), args![]).await?;
    for course in courses {
        let sql = sql!("INSERT INTO open_courses (course_id) VALUES ($1) ON CONFLICT DO NOTHING");
        tx.execute(sql, args![*course]).await?;
    }
    let open = u32::try_from(courses.len()).unwrap_or(u32::MAX);
    let event = Event::new("request.forms").by(proof.actor());
    events::write(tx, site, event.with("open", i64::from(open))).await
}

/// Notes that a form was sent; false when it was already.
pub(crate) async fn sent_once(tx: &mut Tx, site: &Site, hash: [u8; 32]) -> Result<bool> {
    let now = site.clock().now();
    tx.execute(sql!("DELETE FROM sent_forms WHERE expires_at < $1"), args![now])
        .await?;
    let ends = now.checked_add(SignedDuration::from_millis(MOST_MILLIS));
    let sql = sql!("INSERT INTO sent_forms (form_hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    let values = args![hash, ends.unwrap_or(Timestamp::MAX)];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Whether an address has so many requests to confirm that it gets no further mail. Nobody else counts until the caller has
/// written theirs.
pub(crate) async fn flooded(tx: &mut Tx, site: &Site, email: &str) -> Result<bool> {
    let email = site.vault().blind("request email", &normal_email(email));
    let lock = email.first_chunk().copied().map_or(Uuid::nil(), Uuid::from_bytes);
    tx.lock("request email", lock).await?;
    let sql = sql!("SELECT COUNT(*) AS held FROM requests WHERE email_index = $1 AND state = 'unconfirmed'");
    let held: i64 = tx.one(sql, args![email]).await?.get("held")?;
    Ok(held >= MOST_UNCONFIRMED)
}
