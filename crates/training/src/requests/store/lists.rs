//! Lists of requests: the manager's, the sender's, those that wait for a session; and the sessions that one may choose.

use catalogue::courses::CourseId;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::Within;
use platform::ids::RegionId;
use platform::{PersonId, Result, Site, args, sql};

use super::super::rules::RequestState;
use super::super::{HandleRequest, MakeRequest};
use super::{Chosen, Request, RequestId, SELECT, details, find_statement, open_all, state, warm};
use crate::sessions::SessionId;

/// What a list of requests is narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// A state's code, `open` or `all`.
    pub(crate) state: String,
    pub(crate) course: Option<CourseId>,
}

/// The statement of the list, put together with the scope predicate of [`HandleRequest`].
fn list_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE {} AND (o.state = $2 OR $2 = 'all' OR ($2 = 'open' AND o.state IN ('received', 'incomplete', 'signed')))
           AND (o.course_id = $3 OR $3 IS NULL)
         ORDER BY o.created_at, o.id LIMIT $4 OFFSET $5",
        Within::<HandleRequest>::predicate()
    ))
}

/// The requests of the regions that someone manages, the oldest first.
pub(crate) async fn list(
    tx: &mut Tx,
    site: &Site,
    within: &Within<HandleRequest>,
    filter: &Filter,
    (limit, offset): (u32, u32),
) -> Result<Vec<Request>> {
    let values = args![
        within.actor(),
        filter.state.as_str(),
        filter.course,
        limit,
        offset
    ];
    let rows = tx.all(list_statement(), values).await?;
    open_all(site, &rows).await
}

/// The statement of [`to_handle`].
fn count_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS waiting FROM requests o WHERE {} AND o.state IN ('received', 'signed')",
        Within::<HandleRequest>::predicate()
    ))
}

/// How many requests wait for this person: to be read, or signed and to be enrolled. For their home, which asks for no
/// permission of its own.
///
/// # Errors
/// The store's.
pub async fn to_handle(tx: &mut Tx, person: PersonId) -> Result<u64> {
    Ok(counted(
        tx.one(count_statement(), args![person]).await?.get("waiting")?,
    ))
}

/// The statement of [`sent`]: only in the regions where one may still send any.
fn sent_statement() -> Sql {
    Sql::built(format!(
        "SELECT q.id, q.details, q.state, q.created_at, c.title, o.name AS region_name, o.zone
         FROM regions o JOIN requests q ON q.region_id = o.id JOIN courses c ON c.id = q.course_id
         WHERE {} AND q.author_id = $1 ORDER BY q.created_at DESC, q.id LIMIT $2",
        Within::<MakeRequest>::predicate()
    ))
}

/// A request, as who sent it follows it: where it stands and nothing else.
#[derive(Clone, Debug)]
pub struct Sent {
    /// « Monique Le Bihan ».
    pub who: String,
    /// The course.
    pub title: String,
    /// Where it stands.
    pub state: RequestState,
    /// When it was sent.
    pub created_at: Timestamp,
    /// The region's time zone.
    pub zone: String,
}

/// The requests that someone sent, the latest first.
///
/// # Errors
/// The store's.
pub async fn sent(tx: &mut Tx, site: &Site, person: PersonId, limit: u32) -> Result<Vec<Sent>> {
    let rows = tx.all(sent_statement(), args![person, limit]).await?;
    warm(site, &rows).await?;
    let mut all = Vec::new();
    for row in &rows {
        let id: RequestId = row.get("id")?;
        let Some(details) = details(site, id, row).await? else {
            continue;
        };
        all.push(Sent {
            who: details.asked.full_name(),
            title: row.get("title")?,
            state: state(row)?,
            created_at: row.get("created_at")?,
            zone: row.get("zone")?,
        });
    }
    Ok(all)
}

/// The signed requests of a session whose person isn't enrolled yet, in the order of signature.
///
/// # Errors
/// The store's.
pub async fn waiting(tx: &mut Tx, site: &Site, session: SessionId) -> Result<Vec<Request>> {
    let rows = tx.all(waiting_statement(), args![session]).await?;
    open_all(site, &rows).await
}

/// How many people wait for a session.
///
/// # Errors
/// The store's.
pub async fn waits(tx: &mut Tx, session: SessionId) -> Result<u64> {
    let sql = sql!(
        "SELECT COUNT(*) AS waiting FROM requests o JOIN training_sessions s ON s.id = o.session_id
         WHERE o.session_id = $1 AND o.region_id = s.region_id AND o.state = 'signed'"
    );
    Ok(counted(tx.one(sql, args![session]).await?.get("waiting")?))
}

/// How many wait for the same session and signed before.
pub(crate) async fn before(tx: &mut Tx, request: &Request, session: SessionId) -> Result<u64> {
    let sql = sql!(
        "SELECT COUNT(*) AS waiting FROM requests
         WHERE session_id = $1 AND region_id = $2 AND state = 'signed' AND id <> $3
           AND (signed_at < $4 OR (signed_at = $4 AND id < $3))"
    );
    let values = args![session, request.region, request.id, request.signed_at];
    Ok(counted(tx.one(sql, values).await?.get("waiting")?))
}

fn counted(many: i64) -> u64 {
    u64::try_from(many).unwrap_or_default()
}

fn waiting_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE o.session_id = $1 AND o.region_id = s.region_id AND o.state = 'signed' ORDER BY o.signed_at, o.id"
    ))
}

/// The sessions that a request of this course in this region may be for: not over yet, the first to begin first.
pub(crate) async fn sessions(tx: &mut Tx, site: &Site, region: RegionId) -> Result<Vec<(CourseId, Chosen)>> {
    let sql = sql!(
        "SELECT id, course_id, starts_at, ends_at FROM training_sessions
         WHERE region_id = $1 AND deleted_at IS NULL AND ends_at > $2 ORDER BY starts_at, id"
    );
    let rows = tx.all(sql, args![region, site.clock().now()]).await?;
    let session = |row: &Row| -> Result<(CourseId, Chosen)> {
        let chosen = Chosen {
            id: row.get("id")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
        };
        Ok((row.get("course_id")?, chosen))
    };
    rows.iter().map(session).collect()
}

/// The statement of [`regions`].
fn regions_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.name FROM regions o WHERE {} ORDER BY o.name",
        Within::<MakeRequest>::predicate()
    ))
}

/// Where someone may send requests, by name.
///
/// # Errors
/// The store's.
pub async fn regions(tx: &mut Tx, person: PersonId) -> Result<Vec<(RegionId, String)>> {
    let rows = tx.all(regions_statement(), args![person]).await?;
    let region = |row: &Row| Ok((row.get("id")?, row.get("name")?));
    rows.iter().map(region).collect()
}

/// What is put together here, for the test that prepares every statement.
pub fn statements() -> Vec<Sql> {
    vec![
        find_statement(),
        list_statement(),
        count_statement(),
        sent_statement(),
        waiting_statement(),
        regions_statement(),
    ]
}
