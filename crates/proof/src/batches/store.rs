//! Rows of `certificate_batches` and `certificate_batch_lines`.

mod course;
mod scope;

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::{PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;
use uuid::Uuid;

use super::jobs;
use super::rules::{Outcome, Stage, Sums, stage};

pub(super) use course::{give_up, stop, take_up};
pub(super) use scope::{cancelled, waiting};

id_type!(
    /// A batch.
    BatchId
);

/// Whom a batch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Everybody of a session, whatever they hold.
    Session(SessionId, RegionId),
    /// Those of a region who hold nothing yet.
    Region(RegionId),
    /// Those of every region who hold nothing yet.
    Everywhere,
}

impl Over {
    fn region(self) -> Option<RegionId> {
        match self {
            Self::Session(_, region) | Self::Region(region) => Some(region),
            Self::Everywhere => None,
        }
    }

    fn session(self) -> Option<SessionId> {
        match self {
            Self::Session(session, _) => Some(session),
            _ => None,
        }
    }
}

/// A batch.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Which.
    pub id: BatchId,
    pub(super) over: Over,
    pub(super) by: PersonId,
    pub(super) wanted: u32,
    pub(super) started_at: Timestamp,
    stopped_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
}

impl Batch {
    /// How far it is.
    pub(super) fn stage(&self) -> Stage {
        stage(self.stopped_at, self.ended_at)
    }
}

/// A person of a batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) place: i64,
    pub(super) enrolment: EnrolmentId,
    pub(super) session: SessionId,
}

fn batch(row: &Row) -> Result<Batch> {
    let region: Option<RegionId> = row.get("region_id")?;
    let session: Option<SessionId> = row.get("session_id")?;
    let over = match (session, region) {
        (Some(session), Some(region)) => Over::Session(session, region),
        (_, Some(region)) => Over::Region(region),
        (_, None) => Over::Everywhere,
    };
    Ok(Batch {
        id: row.get("id")?,
        over,
        by: row.get("actor_id")?,
        wanted: number(row, "wanted")?,
        started_at: row.get("started_at")?,
        stopped_at: row.get("stopped_at")?,
        ended_at: row.get("ended_at")?,
    })
}

fn number(row: &Row, column: &str) -> Result<u32> {
    Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX))
}

/// Who begins, stops and takes up batches over the same does it alone.
async fn alone(tx: &mut Tx, over: Over) -> Result<()> {
    let region = over.region().map_or_else(Uuid::nil, |region| region.0);
    tx.lock("certificate_batches", region).await
}

/// Notes everybody whom a batch is for, and the work to do. The one that is under way over the same, when there is one.
///
/// # Errors
/// The store's.
pub async fn start(tx: &mut Tx, site: &Site, over: Over, by: PersonId) -> Result<BatchId> {
    alone(tx, over).await?;
    if let Some(under_way) = under_way(tx, over).await? {
        if find(tx, under_way).await?.stage() == Stage::UnderWay {
            // Its work may have been given up after too many failures.
            jobs::resume(tx, site, under_way).await?;
        }
        return Ok(under_way);
    }
    let id: BatchId = site.new_id();
    let now = site.clock().now();
    tx.execute(
        sql!("INSERT INTO certificate_batches (id, region_id, session_id, actor_id, started_at) VALUES ($1, $2, $3, $4, $5)"),
        args![id, over.region(), over.session(), by, now],
    )
    .await?;
    let wanted = scope::gather(tx, id, over, now).await?;
    tx.execute(
        sql!("UPDATE certificate_batches SET wanted = $2 WHERE id = $1"),
        args![id, i64::try_from(wanted).unwrap_or(i64::MAX)],
    )
    .await?;
    jobs::begin(tx, site, id).await?;
    let event = said("batch.started", id, over).by(Some(by));
    events::write(
        tx,
        site,
        event.with("people", i64::try_from(wanted).unwrap_or(i64::MAX)),
    )
    .await?;
    Ok(id)
}

pub(super) fn said(verb: &'static str, id: BatchId, over: Over) -> Event {
    let event = Event::new(verb).on(id);
    let event = match over.region() {
        Some(region) => event.in_region(region),
        None => event,
    };
    match over.session() {
        Some(session) => event.in_session(session),
        None => event,
    }
}

async fn under_way(tx: &mut Tx, over: Over) -> Result<Option<BatchId>> {
    let row = match over {
        Over::Session(session, _) => {
            let sql = sql!("SELECT id FROM certificate_batches WHERE session_id = $1 AND ended_at IS NULL");
            tx.optional(sql, args![session]).await?
        }
        Over::Region(region) => {
            let sql = sql!(
                "SELECT id FROM certificate_batches WHERE region_id = $1 AND session_id IS NULL AND ended_at IS NULL"
            );
            tx.optional(sql, args![region]).await?
        }
        Over::Everywhere => {
            let sql = sql!("SELECT id FROM certificate_batches WHERE region_id IS NULL AND ended_at IS NULL");
            tx.optional(sql, args![]).await?
        }
    };
    row.map(|row| row.get("id")).transpose()
}

/// A batch; the caller holds a proof of it, or is the platform.
pub(super) async fn find(tx: &mut Tx, id: BatchId) -> Result<Batch> {
    let sql = sql!(
        "SELECT id, region_id, session_id, actor_id, wanted, started_at, stopped_at, ended_at FROM certificate_batches WHERE id = $1"
    );
    batch(&tx.one(sql, args![id]).await?)
}

/// The last batches over a region, or over all of them.
pub(super) async fn last(tx: &mut Tx, region: Option<RegionId>) -> Result<Vec<Batch>> {
    let rows = match region {
        Some(region) => {
            let sql = sql!(
                "SELECT id, region_id, session_id, actor_id, wanted, started_at, stopped_at, ended_at FROM certificate_batches
                 WHERE region_id = $1 AND session_id IS NULL ORDER BY started_at DESC, id LIMIT 20"
            );
            tx.all(sql, args![region]).await?
        }
        None => {
            let sql = sql!(
                "SELECT id, region_id, session_id, actor_id, wanted, started_at, stopped_at, ended_at FROM certificate_batches
                 WHERE region_id IS NULL ORDER BY started_at DESC, id LIMIT 20"
            );
            tx.all(sql, args![]).await?
        }
    };
    rows.iter().map(batch).collect()
}

/// What a batch has come to: one query.
pub(super) async fn sums(tx: &mut Tx, id: BatchId) -> Result<Sums> {
    let sql = sql!(
        "SELECT outcome, COUNT(*) AS people, CAST(SUM(documents) AS BIGINT) AS documents,
           CAST(SUM(left_out) AS BIGINT) AS left_out FROM certificate_batch_lines
         WHERE batch_id = $1 AND outcome IS NOT NULL GROUP BY outcome ORDER BY outcome"
    );
    let mut sums = Sums::default();
    for row in tx.all(sql, args![id]).await? {
        let code: String = row.get("outcome")?;
        if let Some(outcome) = Outcome::parse(&code) {
            let many = (number(&row, "documents")?, number(&row, "left_out")?);
            sums.add(outcome, number(&row, "people")?, many);
        }
    }
    Ok(sums)
}

/// The next people that nobody dealt with, after a place: all of one session.
pub(super) async fn next(tx: &mut Tx, id: BatchId, after: i64, most: u32) -> Result<Vec<Line>> {
    let sql = sql!(
        "SELECT l.place, l.enrolment_id, e.session_id FROM certificate_batch_lines l JOIN enrolments e ON e.id = l.enrolment_id
         WHERE l.batch_id = $1 AND l.place > $2 AND l.outcome IS NULL ORDER BY l.place LIMIT $3"
    );
    let mut lines: Vec<Line> = Vec::new();
    for row in tx.all(sql, args![id, after, i64::from(most)]).await? {
        let line = Line {
            place: row.get("place")?,
            enrolment: row.get("enrolment_id")?,
            session: row.get("session_id")?,
        };
        if lines.first().is_some_and(|first| first.session != line.session) {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Who acts on a batch does it alone.
pub(super) async fn lock(tx: &mut Tx, id: BatchId) -> Result<()> {
    tx.lock("certificate_batch", id.0).await
}

/// Notes what became of someone; false when somebody did it before.
pub(super) async fn note(
    tx: &mut Tx,
    id: BatchId,
    line: &Line,
    (outcome, documents, left_out): (Outcome, usize, usize),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE certificate_batch_lines SET outcome = $3, documents = $4, left_out = $5
         WHERE batch_id = $1 AND place = $2 AND outcome IS NULL"
    );
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let values = args![id, line.place, outcome.code(), many(documents), many(left_out)];
    let noted = tx.execute(sql, values).await?;
    Ok(noted == 1)
}

/// There is no more to do.
pub(super) async fn end(tx: &mut Tx, site: &Site, batch: &Batch) -> Result<()> {
    lock(tx, batch.id).await?;
    let sql = sql!(
        "UPDATE certificate_batches SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND stopped_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM certificate_batch_lines WHERE batch_id = $1 AND outcome IS NULL)"
    );
    if tx.execute(sql, args![batch.id, site.clock().now()]).await? == 1 {
        events::write(
            tx,
            site,
            said("batch.ended", batch.id, batch.over).by(Some(batch.by)),
        )
        .await?;
    }
    Ok(())
}

/// Who got nothing, and why: the first ones.
pub(super) async fn refused(tx: &mut Tx, id: BatchId, most: u32) -> Result<Vec<(PersonId, String, Outcome)>> {
    let sql = sql!(
        "SELECT e.person_id, s.reference, l.outcome FROM certificate_batch_lines l
         JOIN enrolments e ON e.id = l.enrolment_id JOIN training_sessions s ON s.id = e.session_id
         WHERE l.batch_id = $1 AND l.outcome NOT IN ('issued', 'unchanged')
         ORDER BY CASE l.outcome WHEN 'failed' THEN 0 ELSE 1 END, l.place LIMIT $2"
    );
    let mut all = Vec::new();
    for row in tx.all(sql, args![id, i64::from(most)]).await? {
        let code: String = row.get("outcome")?;
        if let Some(outcome) = Outcome::parse(&code) {
            all.push((row.get("person_id")?, row.get("reference")?, outcome));
        }
    }
    Ok(all)
}
