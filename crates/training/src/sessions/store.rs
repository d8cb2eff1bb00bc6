//! Rows of `training_sessions`, `session_dates` and `session_tutors`. [`moving`]: other dates; [`series`]: the same again.

pub(super) mod moving;
pub(super) mod series;

use catalogue::courses::{CourseId, StepId};
use catalogue::library::{ItemId, Reach};
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::{Proof, Within};
use platform::ids::RegionId;
use platform::{PersonId, Result, Site, args, id_type, sql};
use uuid::Uuid;

use super::filter::by_name;
use super::{AssignTutors, CreateSession};
use crate::tutors::{self, Duty};

id_type!(
    /// A training session.
    SessionId
);

/// A training session, with the words of its course and region.
#[derive(Clone, Debug)]
pub struct TrainingSession {
    /// Which.
    pub id: SessionId,
    /// Its course.
    pub course: CourseId,
    /// The course's title.
    pub title: String,
    /// Its region.
    pub region: RegionId,
    /// « CMA Bretagne ».
    pub region_name: String,
    /// The region's time zone.
    pub zone: String,
    /// « FB-2026-11 ».
    pub reference: String,
    /// Opens at this instant.
    pub starts_at: Timestamp,
    /// Closes at this instant.
    pub ends_at: Timestamp,
    /// How often its dates or its tutors have changed.
    pub revision: i64,
    /// How often its course has changed.
    pub course_revision: i64,
}

/// A session about to be written.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Its course.
    pub course: CourseId,
    /// Its reference, unique.
    pub reference: &'a str,
    /// Opens at this instant.
    pub starts_at: Timestamp,
    /// Closes at this instant.
    pub ends_at: Timestamp,
}

/// A dated step: a live class or a half-day on site.
#[derive(Clone, Debug)]
pub struct Date {
    /// Which: the same when it is moved.
    pub id: Uuid,
    /// The step.
    pub step: StepId,
    /// The step's title.
    pub title: String,
    /// The step's modality, as stored.
    pub modality: String,
    /// Begins.
    pub starts_at: Timestamp,
    /// Ends.
    pub ends_at: Timestamp,
    /// Room or link, in words.
    pub place: String,
}

/// A session, from a row of `training_sessions` with its course's `title` and `course_revision`, its `region_name` and its `zone`.
///
/// # Errors
/// When a column is missing.
pub fn session(row: &Row) -> Result<TrainingSession> {
    Ok(TrainingSession {
        id: row.get("id")?,
        course: row.get("course_id")?,
        title: row.get("title")?,
        region: row.get("region_id")?,
        region_name: row.get("region_name")?,
        zone: row.get("zone")?,
        reference: row.get("reference")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        revision: row.get("revision")?,
        course_revision: row.get("course_revision")?,
    })
}

/// One session; who may see it was proved by the caller's own proof.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: SessionId) -> Result<TrainingSession> {
    let row = tx
        .one(
            sql!(
                "SELECT o.id, o.course_id, c.title, o.region_id, r.name AS region_name, r.zone, o.reference, o.starts_at, o.ends_at,
                        o.revision, c.revision AS course_revision
                 FROM training_sessions o JOIN courses c ON c.id = o.course_id JOIN regions r ON r.id = o.region_id
                 WHERE o.id = $1 AND o.deleted_at IS NULL"
            ),
            args![id],
        )
        .await?;
    session(&row)
}

/// Opens a session in the region of the proof.
///
/// # Errors
/// [`Error::Duplicate`] when the reference is taken, or the store's.
pub async fn create(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<CreateSession>,
    new: &NewSession<'_>,
) -> Result<SessionId> {
    insert(tx, site, (proof.actor(), proof.id()), new).await
}

async fn insert(
    tx: &mut Tx,
    site: &Site,
    (actor, region): (Option<PersonId>, RegionId),
    new: &NewSession<'_>,
) -> Result<SessionId> {
    let id: SessionId = site.new_id();
    tx.execute(
        sql!(
            "INSERT INTO training_sessions (id, course_id, region_id, reference, starts_at, ends_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        args![id, new.course, region, new.reference, new.starts_at, new.ends_at, site.clock().now()],
    )
    .await?;
    let event = Event::new("session.created")
        .by(actor)
        .in_region(region)
        .in_session(id)
        .on(new.course);
    events::write(tx, site, event).await?;
    Ok(id)
}

/// What a session begins with besides its days.
#[derive(Clone, Debug, Default)]
pub struct Beginnings {
    /// The dated steps: which, from when to when, where.
    pub dates: Vec<(StepId, (Timestamp, Timestamp), String)>,
    /// Who accompanies it; each is a tutor of the region already.
    pub tutors: Vec<(PersonId, Duty)>,
    /// How many places it has; none: no limit.
    pub capacity: Option<u32>,
}

/// Opens a session with its dates and tutors.
///
/// # Errors
/// [`platform::Error::Duplicate`] when the reference is taken, [`platform::Error::NotFound`] for a tutor of another
/// region, or the store's.
pub async fn create_whole(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<CreateSession>,
    new: &NewSession<'_>,
    with: &Beginnings,
) -> Result<SessionId> {
    insert_whole(tx, site, (proof.actor(), proof.id()), new, with).await
}

async fn insert_whole(
    tx: &mut Tx,
    site: &Site,
    (actor, region): (Option<PersonId>, RegionId),
    new: &NewSession<'_>,
    with: &Beginnings,
) -> Result<SessionId> {
    let id = insert(tx, site, (actor, region), new).await?;
    if with.capacity.is_some() {
        let sql = sql!("UPDATE training_sessions SET capacity = $2 WHERE id = $1");
        tx.execute(sql, args![id, with.capacity.map(i64::from)]).await?;
    }
    for (step, at, place) in &with.dates {
        insert_date(tx, site, id, *step, *at, place).await?;
    }
    // In the order of people, as every change of several.
    let mut helpers = with.tutors.clone();
    helpers.sort_by_key(|(person, _)| *person);
    for (person, duty) in &helpers {
        tutors::require(tx, region, *person).await?;
        tutors::put(tx, site, actor, id, *person, *duty).await?;
    }
    Ok(id)
}

/// The statement of [`regions`], put together with the scope predicate of [`CreateSession`].
pub fn regions_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.name FROM regions o WHERE {}",
        Within::<CreateSession>::predicate()
    ))
}

/// Where someone may open sessions, by name.
///
/// # Errors
/// The store's.
pub async fn regions(tx: &mut Tx, within: &Within<CreateSession>) -> Result<Vec<(RegionId, String)>> {
    let rows = tx.all(regions_statement(), args![within.actor()]).await?;
    let all = rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?)));
    Ok(by_name(all.collect::<Result<Vec<_>>>()?))
}

/// Whether a session has this reference already, a deleted one included.
///
/// # Errors
/// The store's.
pub async fn reference_taken(tx: &mut Tx, reference: &str) -> Result<bool> {
    let sql = sql!("SELECT id FROM training_sessions WHERE reference = $1");
    Ok(tx.optional(sql, args![reference]).await?.is_some())
}

/// Gives a dated step its date.
///
/// # Errors
/// The store's.
pub async fn add_date(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AssignTutors>,
    step: StepId,
    at: (Timestamp, Timestamp),
    place: &str,
) -> Result<()> {
    insert_date(tx, site, proof.id(), step, at, place).await
}

async fn insert_date(
    tx: &mut Tx,
    site: &Site,
    session: SessionId,
    step: StepId,
    at: (Timestamp, Timestamp),
    place: &str,
) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO session_dates (id, session_id, step_id, starts_at, ends_at, place) VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![site.new_id::<Uuid>(), session, step, at.0, at.1, place],
    )
    .await?;
    changed(tx, session).await
}

/// Who changes a session or who is in it does it alone.
pub(crate) async fn lock(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.lock("session", session.0).await
}

/// Its dates or its tutors are others: it is at another revision.
pub(crate) async fn changed(tx: &mut Tx, session: SessionId) -> Result<()> {
    lock(tx, session).await?;
    let sql = sql!("UPDATE training_sessions SET revision = revision + 1 WHERE id = $1");
    tx.execute(sql, args![session]).await.map(drop)
}

/// The dates of a session, in order.
///
/// # Errors
/// The store's.
pub async fn dates(tx: &mut Tx, id: SessionId) -> Result<Vec<Date>> {
    let rows = tx
        .all(
            sql!(
                "SELECT d.id, d.step_id, t.title, t.modality, d.starts_at, d.ends_at, d.place
                 FROM session_dates d JOIN steps t ON t.id = d.step_id
                 WHERE d.session_id = $1 ORDER BY d.starts_at, d.id"
            ),
            args![id],
        )
        .await?;
    rows.iter().map(date).collect()
}

pub(super) fn date(row: &Row) -> Result<Date> {
    Ok(Date {
        id: row.get("id")?,
        step: row.get("step_id")?,
        title: row.get("title")?,
        modality: row.get("modality")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        place: row.get("place")?,
    })
}

/// The sessions of the courses that use an item, and who is enrolled in them: one query.
///
/// # Errors
/// The store's.
pub async fn reach(tx: &mut Tx, item: ItemId, now: Timestamp) -> Result<Reach> {
    let sql = sql!(
        "SELECT COUNT(DISTINCT o.id) AS sessions, COUNT(DISTINCT CASE WHEN o.ends_at < $2 THEN o.id END) AS ended,
                COUNT(DISTINCT e.person_id) AS learners
         FROM training_sessions o LEFT JOIN enrolments e ON e.session_id = o.id AND e.withdrawn_at IS NULL
         WHERE o.deleted_at IS NULL AND (o.course_id IN (
           SELECT s.course_id FROM sections s LEFT JOIN steps t ON t.section_id = s.id
           JOIN courses c ON c.id = s.course_id
           WHERE (t.item_id = $1 OR t.summary_id = $1 OR s.summary_id = $1) AND s.only_for IS NULL AND c.deleted_at IS NULL
           UNION SELECT m.course_id FROM course_materials m WHERE m.item_id = $1)
         OR e.id IN (SELECT s.only_for FROM sections s JOIN steps t ON t.section_id = s.id WHERE t.item_id = $1))"
    );
    let row = tx.one(sql, args![item, now]).await?;
    let count = |name: &str| -> Result<u64> { Ok(u64::try_from(row.get::<i64>(name)?).unwrap_or_default()) };
    Ok(Reach {
        sessions: count("sessions")?,
        ended: count("ended")?,
        learners: count("learners")?,
    })
}

/// When the first session of all begins.
///
/// # Errors
/// The store's.
pub async fn first_start(tx: &mut Tx) -> Result<Option<Timestamp>> {
    let sql = sql!(
        "SELECT starts_at FROM training_sessions WHERE deleted_at IS NULL ORDER BY starts_at, id LIMIT 1"
    );
    let row = tx.optional(sql, args![]).await?;
    row.map(|row| row.get("starts_at")).transpose()
}
