//! Rows of `learner_groups` and `group_members`; names are sealed with the key of the session.

use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, Place as Sealing};
use platform::{Error, Result, Site, args, id_type, sql};

use super::MakeGroups;
use super::rules::Place;
use crate::enrolment::EnrolmentId;
use crate::sessions::SessionId;

id_type!(
    /// A group of learners of a session.
    GroupId
);

/// A group of learners of a session.
#[derive(Clone, Debug)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Of which session.
    pub session: SessionId,
    /// What its members call it.
    pub name: String,
    /// Who is in it now.
    pub members: Vec<EnrolmentId>,
}

fn sealing(id: GroupId) -> Sealing {
    Sealing::new("learner_groups", "name", id.0)
}

fn group(row: &Row, key: &DataKey, members: Vec<EnrolmentId>) -> Result<Group> {
    let id: GroupId = row.get("id")?;
    let name = key.open(sealing(id), &row.get::<Vec<u8>>("name")?)?;
    Ok(Group {
        id,
        session: row.get("session_id")?,
        name: String::from_utf8(name)
            .map_err(|error| Error::internal("reading the name of a group", error))?,
        members,
    })
}

async fn key(site: &Site, session: SessionId) -> Result<std::sync::Arc<DataKey>> {
    let key = site.keys().find(session.0, Class::Shared).await?;
    key.ok_or_else(|| Error::fault("the groups of a session have lost their key"))
}

/// The groups of a session, the first made first: two queries, one when there is none.
///
/// # Errors
/// The store's or the key store's.
pub async fn of_session(tx: &mut Tx, site: &Site, session: SessionId) -> Result<Vec<Group>> {
    let sql = sql!(
        "SELECT id, session_id, name FROM learner_groups WHERE session_id = $1 AND dissolved_at IS NULL ORDER BY made_at, id"
    );
    let rows = tx.all(sql, args![session]).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key(site, session).await?;
    let sql = sql!(
        "SELECT m.group_id, m.enrolment_id FROM group_members m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL ORDER BY m.enrolment_id"
    );
    let mut placed: Vec<(GroupId, EnrolmentId)> = Vec::new();
    for row in &tx.all(sql, args![session]).await? {
        placed.push((row.get("group_id")?, row.get("enrolment_id")?));
    }
    rows.iter()
        .map(|row| {
            let id: GroupId = row.get("id")?;
            let members = placed.iter().filter(|(of, _)| *of == id).map(|(_, who)| *who);
            group(row, &key, members.collect())
        })
        .collect()
}

/// A group, dissolved or not: two queries.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn find(tx: &mut Tx, site: &Site, id: GroupId) -> Result<Group> {
    let sql = sql!("SELECT id, session_id, name FROM learner_groups WHERE id = $1");
    let row = tx.one(sql, args![id]).await?;
    with_members(tx, site, &row).await
}

/// The group that someone is in, within their session: one query where there is none, two otherwise.
///
/// # Errors
/// The store's or the key store's.
pub async fn of_enrolment(tx: &mut Tx, site: &Site, enrolment: EnrolmentId) -> Result<Option<Group>> {
    let sql = sql!(
        "SELECT g.id, g.session_id, g.name FROM group_members m JOIN learner_groups g ON g.id = m.group_id
         JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.enrolment_id = $1 AND g.session_id = e.session_id AND g.dissolved_at IS NULL"
    );
    match tx.optional(sql, args![enrolment]).await? {
        Some(row) => with_members(tx, site, &row).await.map(Some),
        None => Ok(None),
    }
}

async fn with_members(tx: &mut Tx, site: &Site, row: &Row) -> Result<Group> {
    let key = key(site, row.get("session_id")?).await?;
    let sql = sql!(
        "SELECT m.enrolment_id FROM group_members m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.group_id = $1 AND e.session_id = $2 AND e.withdrawn_at IS NULL ORDER BY m.enrolment_id"
    );
    let values = args![row.get::<GroupId>("id")?, row.get::<SessionId>("session_id")?];
    let rows = tx.all(sql, values).await?;
    let members = rows
        .iter()
        .map(|row| row.get("enrolment_id"))
        .collect::<Result<_>>()?;
    group(row, &key, members)
}

/// Holds the groups of a session until the transaction ends: for who reads before writing.
pub(super) async fn lock(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.lock("groups", session.0).await
}

/// Makes a group. `key`: the session's.
pub(super) async fn make(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MakeGroups>,
    key: &DataKey,
    name: &str,
) -> Result<()> {
    let id: GroupId = site.new_id();
    let sealed = key.seal(site.random(), sealing(id), name.as_bytes())?;
    let sql = sql!("INSERT INTO learner_groups (id, session_id, name, made_at) VALUES ($1, $2, $3, $4)");
    tx.execute(sql, args![id, proof.id(), sealed, site.clock().now()])
        .await?;
    let event = Event::new("group.made").by(proof.actor()).in_session(proof.id());
    events::write(tx, site, event.on(id)).await
}

/// Calls a group by another name. `key`: the session's.
pub(super) async fn rename(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MakeGroups>,
    key: &DataKey,
    (id, name): (GroupId, &str),
) -> Result<()> {
    let sealed = key.seal(site.random(), sealing(id), name.as_bytes())?;
    let sql = sql!(
        "UPDATE learner_groups SET name = $3 WHERE id = $1 AND session_id = $2 AND dissolved_at IS NULL"
    );
    match tx.execute(sql, args![id, proof.id(), sealed]).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Dissolves a group: nobody is in it any more, and what it handed in stays.
pub(super) async fn dissolve(tx: &mut Tx, site: &Site, proof: &Proof<MakeGroups>, id: GroupId) -> Result<()> {
    let sql = sql!(
        "UPDATE learner_groups SET dissolved_at = $3 WHERE id = $1 AND session_id = $2 AND dissolved_at IS NULL"
    );
    let values = args![id, proof.id(), site.clock().now()];
    if tx.execute(sql, values).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.execute(sql!("DELETE FROM group_members WHERE group_id = $1"), args![id])
        .await?;
    let event = Event::new("group.dissolved")
        .by(proof.actor())
        .in_session(proof.id());
    events::write(tx, site, event.on(id)).await
}

/// Puts a learner of the session in one of its groups, or in none; false when either isn't there any more.
pub(super) async fn put(tx: &mut Tx, site: &Site, proof: &Proof<MakeGroups>, place: &Place) -> Result<bool> {
    let done = match place.after {
        Some(group) => {
            let sql = sql!(
                "INSERT INTO group_members (enrolment_id, group_id)
                 SELECT e.id, g.id FROM enrolments e JOIN learner_groups g ON g.session_id = e.session_id
                 WHERE e.id = $1 AND g.id = $2 AND e.session_id = $3 AND e.withdrawn_at IS NULL AND g.dissolved_at IS NULL
                 ON CONFLICT (enrolment_id) DO UPDATE SET group_id = $2"
            );
            tx.execute(sql, args![place.enrolment, group, proof.id()]).await? > 0
        }
        None => {
            let sql = sql!(
                "DELETE FROM group_members WHERE enrolment_id = $1
                 AND group_id IN (SELECT g.id FROM learner_groups g WHERE g.session_id = $2)"
            );
            tx.execute(sql, args![place.enrolment, proof.id()]).await?;
            true
        }
    };
    if done {
        let event = Event::new("group.placed")
            .by(proof.actor())
            .in_session(proof.id());
        events::write(tx, site, event.on(place.enrolment)).await?;
    }
    Ok(done)
}
