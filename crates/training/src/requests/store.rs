//! Rows of `requests`; [`lists`]: several at once; [`public`]: those of the public form, and which courses it is open for.

mod lists;
pub(super) mod public;

use std::sync::Arc;

use catalogue::courses::CourseId;
use jiff::Timestamp;
use people::directory::normal_email;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::{DataKey, Place, token_hash};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};

use super::jobs;
use super::rules::{Act, Asked, Origin, RequestState, after, erases, impossible};
use crate::enrolment::EnrolmentId;
use crate::sessions::SessionId;

pub(super) use lists::{Filter, before, list, sessions};
pub use lists::{Sent, regions, sent, statements, to_handle, waiting, waits};

id_type!(
    /// An enrolment request.
    RequestId
);

/// A session that a request may be for.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Which.
    pub id: SessionId,
    /// Opens at this instant.
    pub starts_at: Timestamp,
    /// Closes at this instant.
    pub ends_at: Timestamp,
}

/// An enrolment request, opened.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which.
    pub id: RequestId,
    /// The region asked.
    pub region: RegionId,
    /// « CMA Bretagne ».
    pub region_name: String,
    /// The region's time zone.
    pub zone: String,
    /// The course wished.
    pub course: CourseId,
    /// Its title.
    pub title: String,
    /// The session, once chosen.
    pub session: Option<Chosen>,
    /// Where it came from.
    pub origin: Origin,
    /// Where it stands.
    pub state: RequestState,
    /// Who sent it for them.
    pub author: Option<PersonId>,
    /// Who they are.
    pub asked: Asked,
    /// What was said to them last: what is missing, or why not.
    pub said: String,
    /// The token of the link by which they follow their request.
    pub token: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When something last happened to it.
    pub changed_at: Timestamp,
    /// Since when the file is signed.
    pub signed_at: Option<Timestamp>,
    /// How many others the same address has for the same course here.
    pub twins: u32,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Details {
    asked: Asked,
    said: String,
    token: String,
}

const SELECT: &str = "SELECT o.id, o.region_id, r.name AS region_name, r.zone, o.course_id, c.title, o.session_id, s.starts_at,
       s.ends_at, o.source, o.state, o.author_id, o.details, o.created_at, o.changed_at, o.signed_at,
       (SELECT COUNT(*) FROM requests twin WHERE twin.email_index = o.email_index AND twin.course_id = o.course_id
          AND twin.region_id = o.region_id AND twin.id <> o.id AND twin.state <> 'unconfirmed') AS twins
FROM requests o JOIN regions r ON r.id = o.region_id JOIN courses c ON c.id = o.course_id
LEFT JOIN training_sessions s ON s.id = o.session_id";

fn place(id: RequestId) -> Place {
    Place::new("requests", "details", id.0)
}

fn seal(site: &Site, key: &DataKey, id: RequestId, details: &Details) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(details).map_err(|error| Error::internal("writing a request", error))?;
    key.seal(site.random(), place(id), &plain)
}

/// None when its key is gone: it is being erased.
async fn details(site: &Site, id: RequestId, row: &Row) -> Result<Option<Details>> {
    let Some(key) = site.keys().find(id.0, Class::Account).await? else {
        return Ok(None);
    };
    let plain = key.open(place(id), &row.get::<Vec<u8>>("details")?)?;
    serde_json::from_slice(&plain)
        .map(Some)
        .map_err(|error| Error::internal("reading a request", error))
}

fn state(row: &Row) -> Result<RequestState> {
    let state = RequestState::parse(&row.get::<String>("state")?);
    state.ok_or_else(|| Error::fault("a request of an unknown state"))
}

async fn open(site: &Site, row: &Row) -> Result<Option<Request>> {
    let id: RequestId = row.get("id")?;
    let Some(details) = details(site, id, row).await? else {
        return Ok(None);
    };
    let session: Option<SessionId> = row.get("session_id")?;
    let session = match session {
        Some(id) => Some(Chosen {
            id,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
        }),
        None => None,
    };
    Ok(Some(Request {
        id,
        region: row.get("region_id")?,
        region_name: row.get("region_name")?,
        zone: row.get("zone")?,
        course: row.get("course_id")?,
        title: row.get("title")?,
        session,
        origin: Origin::parse(&row.get::<String>("source")?)
            .ok_or_else(|| Error::fault("a request of an unknown origin"))?,
        state: state(row)?,
        author: row.get("author_id")?,
        asked: details.asked,
        said: details.said,
        token: details.token,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
        signed_at: row.get("signed_at")?,
        twins: u32::try_from(row.get::<i64>("twins")?).unwrap_or(u32::MAX),
    }))
}

/// Reads the keys of several rows at once.
async fn warm(site: &Site, rows: &[Row]) -> Result<()> {
    let ids: Result<Vec<_>> = rows.iter().map(|row| row.get("id")).collect();
    site.keys().warm(&ids?, Class::Account).await
}

async fn open_all(site: &Site, rows: &[Row]) -> Result<Vec<Request>> {
    warm(site, rows).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.extend(open(site, row).await?);
    }
    Ok(all)
}

/// A request about to be written.
pub(super) struct New {
    pub(super) region: RegionId,
    pub(super) course: CourseId,
    pub(super) session: Option<SessionId>,
    pub(super) origin: Origin,
    pub(super) author: Option<PersonId>,
    pub(super) asked: Asked,
}

/// The identifier and the key of a request to come. Call before the transaction.
pub(super) async fn prepare(site: &Site) -> Result<(RequestId, Arc<DataKey>)> {
    let id: RequestId = site.new_id();
    Ok((id, site.keys().get_or_create(id.0, Class::Account).await?))
}

/// Writes it; it will be erased in its time. Who may is the caller's to prove.
pub(super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    (id, key): (RequestId, &DataKey),
    new: New,
) -> Result<Request> {
    let state = match new.origin {
        Origin::Public => RequestState::Unconfirmed,
        _ => RequestState::Received,
    };
    let email = site
        .vault()
        .blind("request email", &normal_email(&new.asked.email));
    let token = site.random().token();
    let hash = token_hash(&token);
    let details = Details {
        asked: new.asked,
        said: String::new(),
        token,
    };
    let (details, now) = (seal(site, key, id, &details)?, site.clock().now());
    let sql = sql!(
        "INSERT INTO requests (id, region_id, course_id, session_id, source, state, author_id, details, email_index, token_hash,
                               created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)"
    );
    let (origin, author) = (new.origin.code(), new.author);
    let values = args![
        id,
        new.region,
        new.course,
        new.session,
        origin,
        state.code(),
        author,
        details,
        email,
        hash,
        now
    ];
    tx.execute(sql, values).await?;
    jobs::erase_later(tx, site, id, state, now).await?;
    let event = Event::new("request.made").by(author).in_region(new.region);
    events::write(tx, site, event.on(id)).await?;
    find(tx, site, id).await
}

/// One request; who may read it was proved by the caller.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn find(tx: &mut Tx, site: &Site, id: RequestId) -> Result<Request> {
    let row = tx.one(find_statement(), args![id]).await?;
    open(site, &row).await?.ok_or(Error::NotFound)
}

fn find_statement() -> Sql {
    Sql::built(format!("{SELECT} WHERE o.id = $1"))
}

/// The request that a link follows.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn by_token(tx: &mut Tx, site: &Site, token: &str) -> Result<Request> {
    let sql = sql!("SELECT id FROM requests WHERE token_hash = $1");
    let id = tx.one(sql, args![token_hash(token)]).await?.get("id")?;
    find(tx, site, id).await
}

/// Does an act to a request, alone: answers it as it is then. `said`: what the person is told, when the act says something.
///
/// # Errors
/// [`Error::Refused`] when the act isn't possible any more, or the store's.
pub(super) async fn go_on(
    tx: &mut Tx,
    site: &Site,
    (id, key): (RequestId, &DataKey),
    by: Option<PersonId>,
    act: Act,
    said: Option<String>,
) -> Result<Request> {
    tx.lock("request", id.0).await?;
    let request = find(tx, site, id).await?;
    let state = after(request.state, act).ok_or_else(|| Error::Refused(impossible(request.state).into()))?;
    let details = Details {
        asked: request.asked,
        said: said.unwrap_or(request.said),
        token: request.token,
    };
    let now = site.clock().now();
    let signed = match state {
        RequestState::Signed => Some(now),
        RequestState::Enrolled => request.signed_at,
        _ => None,
    };
    let sql =
        sql!("UPDATE requests SET state = $2, details = $3, changed_at = $4, signed_at = $5 WHERE id = $1");
    let values = args![id, state.code(), seal(site, key, id, &details)?, now, signed];
    tx.execute(sql, values).await?;
    let event = Event::new(act.verb()).by(by).in_region(request.region);
    events::write(tx, site, event.on(id)).await?;
    find(tx, site, id).await
}

/// The person gives up. None: the request was erased, since nobody was to read it yet; its key goes after the transaction.
///
/// # Errors
/// [`Error::Refused`] when it is over, or the store's.
pub(super) async fn withdraw(
    tx: &mut Tx,
    site: &Site,
    (id, key): (RequestId, &DataKey),
) -> Result<Option<Request>> {
    tx.lock("request", id.0).await?;
    let Some((state, _)) = standing(tx, id).await? else {
        return Ok(None);
    };
    if erases(state, Act::Withdraw) {
        erase(tx, site, id).await?;
        return Ok(None);
    }
    go_on(tx, site, (id, key), None, Act::Withdraw, None)
        .await
        .map(Some)
}

/// Chooses the session of a request that is still open.
///
/// # Errors
/// [`Error::Refused`] when it no longer is, or the store's.
pub(super) async fn choose(
    tx: &mut Tx,
    site: &Site,
    id: RequestId,
    by: Option<PersonId>,
    session: Option<SessionId>,
) -> Result<()> {
    tx.lock("request", id.0).await?;
    let request = find(tx, site, id).await?;
    if !request.state.is_open() {
        return Err(Error::Refused(impossible(request.state).into()));
    }
    let sql = sql!("UPDATE requests SET session_id = $2, changed_at = $3 WHERE id = $1");
    tx.execute(sql, args![id, session, site.clock().now()]).await?;
    let event = Event::new("request.session").by(by).in_region(request.region);
    events::write(tx, site, event.on(id)).await
}

/// The place that a request became.
pub(super) async fn became(tx: &mut Tx, id: RequestId, enrolment: EnrolmentId) -> Result<()> {
    let sql = sql!("UPDATE requests SET enrolment_id = $2 WHERE id = $1");
    tx.execute(sql, args![id, enrolment]).await.map(drop)
}

/// Where a request stands and since when, for its end; none when it is erased already.
pub(super) async fn standing(tx: &mut Tx, id: RequestId) -> Result<Option<(RequestState, Timestamp)>> {
    let sql = sql!("SELECT state, changed_at FROM requests WHERE id = $1");
    let Some(row) = tx.optional(sql, args![id]).await? else {
        return Ok(None);
    };
    Ok(Some((state(&row)?, row.get("changed_at")?)))
}

/// Erases a request; its key goes after the transaction.
pub(super) async fn erase(tx: &mut Tx, site: &Site, id: RequestId) -> Result<()> {
    let gone = tx
        .execute(sql!("DELETE FROM requests WHERE id = $1"), args![id])
        .await?;
    if gone == 1 {
        events::write(tx, site, Event::new("request.erased").on(id)).await?;
    }
    Ok(())
}
