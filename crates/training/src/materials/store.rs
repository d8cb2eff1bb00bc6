//! Rows of `session_materials`, sealed with the session's shared key, and the documents of its course beside them.

use catalogue::courses::{self, Readers};
use catalogue::library::{self, Reading, VersionId};
use jiff::Timestamp;
use platform::blobs::{self, BlobId, Stored};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};

use super::AddMaterials;
use crate::sessions::TrainingSession;

id_type!(
    /// A document of a session, or the item that its course has as one.
    MaterialId
);

/// A document that the people of a session have.
#[derive(Clone, Debug)]
pub(super) struct Material {
    pub(super) id: MaterialId,
    pub(super) title: String,
    pub(super) readers: Readers,
    pub(super) reading: Reading,
    pub(super) from: Origin,
}

/// Where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    /// The course: every session has it. The version in force.
    Course(VersionId),
    /// The session alone.
    Session(Added),
}

/// What a session adds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Added {
    /// Its file.
    pub(super) blob: Option<BlobId>,
    /// Who added it.
    pub(super) by: Option<PersonId>,
    pub(super) at: Timestamp,
    pub(super) revision: i64,
}

impl Material {
    /// What the session added, when it comes from there.
    pub(super) fn added(&self) -> Option<Added> {
        match self.from {
            Origin::Session(added) => Some(added),
            Origin::Course(_) => None,
        }
    }
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Content {
    title: String,
    reading: Reading,
}

fn place(id: MaterialId) -> Place {
    Place::new("session_materials", "content", id.0)
}

/// The documents of a session, those of its course first: two queries.
///
/// # Errors
/// The store's, or the key store's.
pub(super) async fn of_session(tx: &mut Tx, site: &Site, session: &TrainingSession) -> Result<Vec<Material>> {
    let of_course = courses::materials(tx, session.course).await?;
    let mut all: Vec<Material> = of_course
        .into_iter()
        .map(|one| Material {
            id: MaterialId(one.item.item.0),
            title: one.item.title,
            readers: one.readers,
            reading: one.item.reading,
            from: Origin::Course(one.item.version),
        })
        .collect();
    let sql = sql!(
        "SELECT id, readers, content, blob_id, added_by, added_at, revision FROM session_materials
         WHERE session_id = $1 ORDER BY added_at, id"
    );
    let rows = tx.all(sql, args![session.id]).await?;
    if !rows.is_empty() {
        let key = site.keys().find(session.id.0, Class::Shared).await?;
        let key = key.ok_or_else(|| Error::fault("a session's documents have lost their key"))?;
        for row in &rows {
            all.push(material(row, &key)?);
        }
    }
    Ok(all)
}

fn material(row: &Row, key: &DataKey) -> Result<Material> {
    let id: MaterialId = row.get("id")?;
    let plain = key.open(place(id), &row.get::<Vec<u8>>("content")?)?;
    let Content { title, reading } = serde_json::from_slice(&plain)
        .map_err(|error| Error::internal("reading a session's document", error))?;
    Ok(Material {
        id,
        title,
        readers: Readers::parse(&row.get::<String>("readers")?).unwrap_or(Readers::Tutors),
        reading,
        from: Origin::Session(Added {
            blob: row.get("blob_id")?,
            by: row.get("added_by")?,
            at: row.get("added_at")?,
            revision: row.get("revision")?,
        }),
    })
}

/// The file of a document, when it has one.
///
/// # Errors
/// The store's.
pub(super) async fn file(tx: &mut Tx, material: &Material) -> Result<Option<(String, BlobId)>> {
    let Some(name) = material.reading.file.clone() else {
        return Ok(None);
    };
    let blob = match material.from {
        Origin::Course(version) => Some(library::file(tx, version, &name).await?.blob),
        Origin::Session(added) => added.blob,
    };
    Ok(blob.map(|blob| (name, blob)))
}

/// A document about to be written, and the file that comes with it.
pub(super) struct New {
    pub(super) title: String,
    pub(super) readers: Readers,
    pub(super) reading: Reading,
    pub(super) file: Option<Stored>,
}

impl New {
    fn seal(&self, site: &Site, key: &DataKey, id: MaterialId) -> Result<Vec<u8>> {
        let content = Content {
            title: self.title.clone(),
            reading: self.reading.clone(),
        };
        let plain = serde_json::to_vec(&content)
            .map_err(|error| Error::internal("writing a session's document", error))?;
        key.seal(site.random(), place(id), &plain)
    }
}

/// Adds a document; `key`: the session's.
///
/// # Errors
/// [`Error::InUse`] when the session has as many as it may, or the store's.
pub(super) async fn add(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddMaterials>,
    session: &TrainingSession,
    key: &DataKey,
    new: New,
) -> Result<()> {
    tx.lock("session", session.id.0).await?;
    let sql = sql!("SELECT COUNT(*) AS held FROM session_materials WHERE session_id = $1");
    let held: i64 = tx.one(sql, args![session.id]).await?.get("held")?;
    if usize::try_from(held).unwrap_or(usize::MAX) >= super::rules::MOST {
        return Err(Error::InUse);
    }
    let id: MaterialId = site.new_id();
    let content = new.seal(site, key, id)?;
    let blob = match new.file {
        Some(stored) => Some(stored.record(tx).await?),
        None => None,
    };
    let sql = sql!(
        "INSERT INTO session_materials (id, session_id, readers, content, blob_id, added_by, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        id,
        session.id,
        new.readers.code(),
        content,
        blob,
        proof.actor(),
        site.clock().now()
    ];
    tx.execute(sql, values).await?;
    said(tx, site, proof, session, "material.added", id).await
}

/// Changes a document; a file that comes with it takes the place of the earlier one. False when somebody else changed it
/// since this revision, or took it away.
///
/// # Errors
/// The store's.
pub(super) async fn change(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddMaterials>,
    session: &TrainingSession,
    key: &DataKey,
    (id, before): (MaterialId, Added),
    new: New,
) -> Result<bool> {
    let content = new.seal(site, key, id)?;
    let (replaced, blob) = match new.file {
        Some(stored) => (before.blob, Some(stored.record(tx).await?)),
        None => (None, before.blob),
    };
    let sql = sql!(
        "UPDATE session_materials SET readers = $4, content = $5, blob_id = $6, revision = revision + 1
         WHERE id = $1 AND session_id = $2 AND revision = $3"
    );
    let values = args![id, session.id, before.revision, new.readers.code(), content, blob];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    if let Some(replaced) = replaced {
        blobs::delete(tx, site, replaced).await?;
    }
    said(tx, site, proof, session, "material.changed", id).await?;
    Ok(true)
}

/// Takes a document away, with its file; nothing happens when it is gone already.
///
/// # Errors
/// The store's.
pub(super) async fn remove(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddMaterials>,
    session: &TrainingSession,
    id: MaterialId,
) -> Result<()> {
    let sql = sql!("SELECT blob_id FROM session_materials WHERE id = $1 AND session_id = $2");
    let Some(row) = tx.optional(sql, args![id, session.id]).await? else {
        // Taken away twice is once; another session's isn't there.
        let sql = sql!("SELECT id FROM session_materials WHERE id = $1");
        return match tx.optional(sql, args![id]).await? {
            Some(_) => Err(Error::NotFound),
            None => Ok(()),
        };
    };
    let blob: Option<BlobId> = row.get("blob_id")?;
    let sql = sql!("DELETE FROM session_materials WHERE id = $1 AND session_id = $2");
    if tx.execute(sql, args![id, session.id]).await? == 0 {
        return Ok(());
    }
    if let Some(blob) = blob {
        blobs::delete(tx, site, blob).await?;
    }
    said(tx, site, proof, session, "material.removed", id).await
}

async fn said(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddMaterials>,
    session: &TrainingSession,
    verb: &'static str,
    id: MaterialId,
) -> Result<()> {
    let event = Event::new(verb)
        .by(proof.actor())
        .on(id)
        .in_region(session.region)
        .in_session(session.id);
    events::write(tx, site, event).await
}
