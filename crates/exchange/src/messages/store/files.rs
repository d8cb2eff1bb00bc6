//! Rows of `message_files`.

use catalogue::assignments::Format;
use learning::submissions::{About, Piece, PieceId};
use platform::blobs::{BlobId, Stored};
use platform::db::{Row, Sql, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::{ConversationId, MessageId, READABLE};

/// A file that goes with a message, sealed.
#[derive(Clone, Debug)]
pub(in super::super) struct Sealed {
    pub(in super::super) message: MessageId,
    pub(in super::super) author: PersonId,
    pub(in super::super) id: PieceId,
    format: Format,
    content: Vec<u8>,
    blob: BlobId,
    size: i64,
}

impl Sealed {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            message: row.get("message_id")?,
            author: row.get("author_id")?,
            id: row.get("id")?,
            format: Format::parse(&row.get::<String>("kind")?).unwrap_or(Format::File),
            content: row.get("content")?,
            blob: row.get("blob_id")?,
            size: row.get("size")?,
        })
    }

    /// Opens it with its author's key.
    pub(in super::super) fn open(&self, key: &DataKey) -> Result<Piece> {
        let plain = key.open(place(self.id), &self.content)?;
        let about: About = serde_json::from_slice(&plain)
            .map_err(|error| Error::internal("reading a file's name", error))?;
        Ok(Piece {
            id: self.id,
            format: self.format,
            about,
            blob: self.blob,
            size: u64::try_from(self.size).unwrap_or_default(),
            author: Some(self.author),
        })
    }
}

fn place(id: PieceId) -> Place {
    Place::new("message_files", "content", id.0)
}

/// Adds a file to a message. `key`: the author's.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    to: MessageId,
    (format, about, stored): (Format, &About, Stored),
) -> Result<()> {
    let id: PieceId = site.new_id();
    let plain = serde_json::to_vec(about).map_err(|error| Error::internal("writing a file's name", error))?;
    let content = key.seal(site.random(), place(id), &plain)?;
    let blob = stored.record(tx).await?;
    let sql = sql!(
        "INSERT INTO message_files (id, message_id, kind, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![id, to, format.code(), content, blob, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

pub(super) fn statement() -> Sql {
    Sql::built(format!(
        "SELECT f.id, f.message_id, o.author_id, f.kind, f.content, f.blob_id, b.size FROM conversation_members m
         JOIN messages o ON o.conversation_id = m.conversation_id
         JOIN message_files f ON f.message_id = o.id JOIN blobs b ON b.id = f.blob_id
         WHERE m.person_id = $1 AND o.conversation_id = $2 AND {READABLE} ORDER BY f.added_at, f.id"
    ))
}

/// The files of the messages of a conversation that someone reads: one query.
pub(in super::super) async fn of(tx: &mut Tx, person: PersonId, id: ConversationId) -> Result<Vec<Sealed>> {
    let rows = tx.all(statement(), args![person, id]).await?;
    rows.iter().map(Sealed::read).collect()
}
