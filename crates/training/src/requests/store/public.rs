//! What the public pages read, which courses their form is open for, and the forms that were sent.

use std::collections::{HashMap, HashSet};

use catalogue::courses::{CourseId, modality};
use jiff::{SignedDuration, Timestamp};
use people::directory::normal_email;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::ids::RegionId;
use platform::{Result, Site, args, sql};

use super::super::OpenForms;
use super::super::form_token::MOST_MILLIS;
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
}

/// The sessions to come of every region, by region then by date: one query.
pub(crate) async fn coming(tx: &mut Tx, site: &Site) -> Result<Vec<Coming>> {
    let sql = sql!(
        "SELECT s.id, s.course_id, s.region_id, r.name, r.zone, s.starts_at, s.ends_at
         FROM training_sessions s JOIN regions r ON r.id = s.region_id JOIN courses c ON c.id = s.course_id
         WHERE s.deleted_at IS NULL AND r.deleted_at IS NULL AND c.offer = 'published' AND s.starts_at > $1
         ORDER BY r.name, s.starts_at, s.id LIMIT 500"
    );
    let mut all = Vec::new();
    for row in tx.all(sql, args![site.clock().now()]).await? {
        all.push(Coming {
            id: row.get("id")?,
            course: row.get("course_id")?,
            region: row.get("region_id")?,
            region_name: row.get("name")?,
            zone: row.get("zone")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
        });
    }
    Ok(all)
}

/// How each course offered is learnt, and for how many minutes: one query.
pub(crate) async fn ways(tx: &mut Tx) -> Result<HashMap<CourseId, Vec<(Modality, u32)>>> {
    let sql = sql!(
        "SELECT p.course_id, t.modality, CAST(SUM(t.minutes) AS BIGINT) AS minutes
         FROM sections p JOIN steps t ON t.section_id = p.id JOIN courses c ON c.id = p.course_id
         WHERE p.only_for IS NULL AND c.offer = 'published' AND c.deleted_at IS NULL
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
        let sql =
            sql!("INSERT INTO open_courses (course_id, opened_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        tx.execute(sql, args![*course, site.clock().now()]).await?;
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

/// Whether an address has so many requests to confirm that it gets no further mail.
pub(crate) async fn flooded(tx: &mut Tx, site: &Site, email: &str) -> Result<bool> {
    let email = site.vault().blind("request email", &normal_email(email));
    let sql = sql!("SELECT COUNT(*) AS held FROM requests WHERE email_index = $1 AND state = 'unconfirmed'");
    let held: i64 = tx.one(sql, args![email]).await?.get("held")?;
    Ok(held >= MOST_UNCONFIRMED)
}
