//! Rows of `support_entries` and `support_files`.

use jiff::Timestamp;
use learning::submissions::About;
use platform::blobs::{BlobId, Stored};
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::super::sealing;
use super::TicketId;

id_type!(
    /// Something written in a request.
    EntryId
);
id_type!(
    /// A file of a request.
    FileId
);

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// Who asked reads it.
    Message,
    /// Agents alone do.
    Note,
    /// Why it went to the nation.
    Escalated,
    /// Why it came back.
    Returned,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Note => "note",
            Self::Escalated => "escalated",
            Self::Returned => "returned",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "message" => Self::Message,
            "escalated" => Self::Escalated,
            "returned" => Self::Returned,
            _ => Self::Note,
        }
    }
}

/// Something written, opened.
#[derive(Clone, Debug)]
pub(in super::super) struct Entry {
    pub(in super::super) id: EntryId,
    pub(in super::super) author: PersonId,
    pub(in super::super) kind: Kind,
    /// None once who was helped is erased.
    pub(in super::super) text: Option<String>,
    pub(in super::super) written_at: Timestamp,
    pub(in super::super) files: Vec<File>,
}

/// A file of it.
#[derive(Clone, Debug)]
pub(in super::super) struct File {
    pub(in super::super) id: FileId,
    pub(in super::super) name: String,
    pub(in super::super) size: u64,
    pub(in super::super) blob: BlobId,
}

fn entry_place(id: EntryId) -> Place {
    Place::new("support_entries", "content", id.0)
}

fn file_place(id: FileId) -> Place {
    Place::new("support_files", "content", id.0)
}

/// Adds words to a request, and files. `key`: the request's.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (to, author, kind): (TicketId, PersonId, Kind),
    (text, files): (&str, Vec<(About, Stored)>),
) -> Result<()> {
    let id: EntryId = site.new_id();
    let now = site.clock().now();
    let content = sealing::sealed(site, key, entry_place(id), text)?;
    let sql = sql!(
        "INSERT INTO support_entries (id, ticket_id, author_id, kind, content, written_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    tx.execute(sql, args![id, to, author, kind.code(), content, now])
        .await?;
    for (about, stored) in files {
        let file: FileId = site.new_id();
        let content = sealing::sealed(site, key, file_place(file), &about.name)?;
        let blob = stored.record(tx).await?;
        let sql = sql!(
            "INSERT INTO support_files (id, entry_id, content, blob_id, added_at) VALUES ($1, $2, $3, $4, $5)"
        );
        tx.execute(sql, args![file, id, content, blob, now]).await?;
    }
    Ok(())
}

/// What is written in a request, the oldest first: two queries. Who asked never gets what agents write to each other: it isn't
/// even read.
pub(in super::super) async fn of(
    tx: &mut Tx,
    key: Option<&DataKey>,
    id: TicketId,
    for_agents: bool,
) -> Result<Vec<Entry>> {
    let only = if for_agents { "" } else { "message" };
    let sql = sql!(
        "SELECT id, author_id, kind, content, written_at FROM support_entries
         WHERE ticket_id = $1 AND ($2 = '' OR kind = $2) ORDER BY written_at, id"
    );
    let mut entries = Vec::new();
    for row in tx.all(sql, args![id, only]).await? {
        let entry: EntryId = row.get("id")?;
        let sealed: Vec<u8> = row.get("content")?;
        let text = key.map(|key| sealing::opened(key, entry_place(entry), &sealed));
        entries.push(Entry {
            id: entry,
            author: row.get("author_id")?,
            kind: Kind::parse(&row.get::<String>("kind")?),
            text: text.transpose()?,
            written_at: row.get("written_at")?,
            files: Vec::new(),
        });
    }
    let Some(key) = key else {
        return Ok(entries);
    };
    let sql = sql!(
        "SELECT f.id, f.entry_id, f.content, f.blob_id, b.size FROM support_files f
         JOIN support_entries e ON e.id = f.entry_id JOIN blobs b ON b.id = f.blob_id
         WHERE e.ticket_id = $1 AND ($2 = '' OR e.kind = $2) ORDER BY f.added_at, f.id"
    );
    for row in tx.all(sql, args![id, only]).await? {
        let (of, file) = file(&row, key)?;
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == of) {
            entry.files.push(file);
        }
    }
    Ok(entries)
}

fn file(row: &Row, key: &DataKey) -> Result<(EntryId, File)> {
    let id: FileId = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    let file = File {
        id,
        name: sealing::opened(key, file_place(id), &sealed)?,
        size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
        blob: row.get("blob_id")?,
    };
    Ok((row.get("entry_id")?, file))
}

/// A file by its name in an address.
///
/// # Errors
/// [`Error::NotFound`].
pub(in super::super) fn named<'a>(entries: &'a [Entry], typed: &str) -> Result<&'a File> {
    let mut files = entries.iter().flat_map(|entry| &entry.files);
    files
        .find(|file| file.id.to_string() == typed)
        .ok_or(Error::NotFound)
}
