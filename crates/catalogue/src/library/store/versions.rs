//! Rows of `item_versions` and `package_files`.

use jiff::Timestamp;
use platform::blobs::BlobId;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::{ItemId, VersionId};
use crate::courses::{self, CourseId};
use crate::library::{EditItem, ItemKind, OnUpdate, Reading};
use crate::quizzes;

/// As stored: made for a computer's screen.
pub(super) const COMPUTER: &str = "computer";

/// A version of an item.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which.
    pub id: VersionId,
    /// The item.
    pub item: ItemId,
    /// 1, 2, 3…
    pub number: u32,
    /// What the package's manifest says, as JSON of the room that reads it.
    pub manifest: String,
}

/// A file of a package.
#[derive(Clone, Copy, Debug)]
pub struct PackageFile {
    /// The sealed blob.
    pub blob: BlobId,
}

/// Adds a version, live at once in every course. Its files follow in the same transaction, with [`add_file`].
///
/// # Errors
/// The store's.
pub async fn add_version(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    manifest: &str,
) -> Result<VersionId> {
    insert_version(tx, site, proof.actor(), proof.id(), &NewVersion::of(manifest)).await
}

/// The same over the version that was read; none when another came meanwhile.
///
/// # Errors
/// The store's.
pub async fn add_version_over(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    (over, manifest): (u32, &str),
) -> Result<Option<VersionId>> {
    tx.lock("item", proof.id().0).await?;
    if current(tx, proof.id()).await?.number != over {
        return Ok(None);
    }
    add_version(tx, site, proof, manifest).await.map(Some)
}

/// A version about to be written.
pub(super) struct NewVersion<'a> {
    pub(super) manifest: &'a str,
    pub(super) for_computer: bool,
    /// The number of the version that comes back with it.
    pub(super) copy_of: Option<u32>,
}

impl<'a> NewVersion<'a> {
    fn of(manifest: &'a str) -> Self {
        Self {
            manifest,
            for_computer: false,
            copy_of: None,
        }
    }
}

/// Writes a version; its item is then made for the screen that it is made for.
pub(super) async fn insert_version(
    tx: &mut Tx,
    site: &Site,
    actor: Option<PersonId>,
    item: ItemId,
    new: &NewVersion<'_>,
) -> Result<VersionId> {
    let made_for = if new.for_computer { COMPUTER } else { "any" };
    let id = site.new_id::<VersionId>();
    tx.lock("item", item.0).await?;
    tx.execute(
        sql!(
            "INSERT INTO item_versions (id, item_id, number, manifest, created_at, made_for, copy_of, made_by)
             VALUES ($1, $2, (SELECT COALESCE(MAX(v.number), 0) + 1 FROM item_versions v WHERE v.item_id = $2), $3, $4, $5, $6, $7)"
        ),
        args![id, item, new.manifest, site.clock().now(), made_for, new.copy_of, actor],
    )
    .await?;
    let sql = sql!("SELECT number FROM item_versions WHERE id = $1");
    let number: i64 = tx.one(sql, args![id]).await?.get("number")?;
    quizzes::carry(tx, (item, id), new.copy_of.map_or(number - 1, i64::from)).await?;
    let sql = sql!("UPDATE items SET made_for = $1 WHERE id = $2 AND made_for <> $1");
    let made = tx.execute(sql, args![made_for, item]).await?;
    if made + opens(tx, item, new.manifest).await? > 0 {
        courses::changed_by_item(tx, item).await?;
    }
    events::write(
        tx,
        site,
        Event::new("item.version_added")
            .by(actor)
            .on(item)
            .with("version", id.0),
    )
    .await?;
    Ok(id)
}

/// A late survey is open when its version in force says so; how many rows that changed.
async fn opens(tx: &mut Tx, item: ItemId, manifest: &str) -> Result<u64> {
    let sql = sql!("SELECT kind FROM items WHERE id = $1");
    let kind: String = tx.one(sql, args![item]).await?.get("kind")?;
    if ItemKind::parse(&kind) != Some(ItemKind::LateSurvey) {
        return Ok(0);
    }
    let reading: Reading = serde_json::from_str(manifest)
        .map_err(|error| Error::internal("reading when a survey opens", error))?;
    let window = reading.survey.unwrap_or_default().window;
    let sql = sql!(
        "UPDATE items SET opens_after = $2, open_for = $3
         WHERE id = $1 AND (opens_after IS NULL OR opens_after <> $2 OR open_for IS NULL OR open_for <> $3)"
    );
    tx.execute(sql, args![item, u32::from(window.after), u32::from(window.days)])
        .await
}

/// Adds a file to a version: its path in the package and its recorded blob.
///
/// # Errors
/// The store's.
pub async fn add_file(tx: &mut Tx, version: VersionId, path: &str, blob: BlobId) -> Result<()> {
    tx.execute(
        sql!("INSERT INTO package_files (version_id, path, blob_id) VALUES ($1, $2, $3)"),
        args![version, path, blob],
    )
    .await
    .map(drop)
}

fn read_version(row: &Row) -> Result<Version> {
    Ok(Version {
        id: row.get("id")?,
        item: row.get("item_id")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        manifest: row.get("manifest")?,
    })
}

/// The version in force of an item: the latest.
///
/// # Errors
/// [`Error::NotFound`] when it has none, or the store's.
pub async fn current(tx: &mut Tx, id: ItemId) -> Result<Version> {
    let sql = sql!(
        "SELECT id, item_id, number, manifest FROM item_versions WHERE item_id = $1 ORDER BY number DESC LIMIT 1"
    );
    read_version(&tx.one(sql, args![id]).await?)
}

/// An item that is read, as it is now.
#[derive(Clone, Debug)]
pub struct Readable {
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// Its version in force.
    pub version: VersionId,
    /// What that shows.
    pub reading: Reading,
}

/// What sums up the steps and the sections of a course: one query.
///
/// # Errors
/// The store's.
pub async fn summaries(tx: &mut Tx, course: CourseId) -> Result<Vec<Readable>> {
    let sql = sql!(
        "SELECT v.id, v.item_id, v.number, v.manifest, i.title FROM items i JOIN item_versions v ON v.item_id = i.id
         WHERE i.deleted_at IS NULL
           AND v.number = (SELECT MAX(w.number) FROM item_versions w WHERE w.item_id = i.id)
           AND i.id IN (SELECT s.summary_id FROM sections s WHERE s.course_id = $1 UNION
                        SELECT t.summary_id FROM steps t JOIN sections p ON p.id = t.section_id WHERE p.course_id = $1)"
    );
    let rows = tx.all(sql, args![course]).await?;
    rows.iter().map(readable).collect()
}

/// From a row with the columns of a version in force and its item's title.
pub(crate) fn readable(row: &Row) -> Result<Readable> {
    let version = read_version(row)?;
    Ok(Readable {
        item: version.item,
        title: row.get("title")?,
        version: version.id,
        reading: version.reading()?,
    })
}

/// One version.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn version(tx: &mut Tx, id: VersionId) -> Result<Version> {
    read_version(
        &tx.one(
            sql!("SELECT id, item_id, number, manifest FROM item_versions WHERE id = $1"),
            args![id],
        )
        .await?,
    )
}

/// A file of a version by its path.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn file(tx: &mut Tx, version: VersionId, path: &str) -> Result<PackageFile> {
    let sql = sql!("SELECT blob_id FROM package_files WHERE version_id = $1 AND path = $2");
    Ok(PackageFile {
        blob: tx.one(sql, args![version, path]).await?.get("blob_id")?,
    })
}

/// The files of a version, by path: one query.
///
/// # Errors
/// The store's.
pub async fn files(tx: &mut Tx, version: VersionId) -> Result<Vec<(String, BlobId)>> {
    let sql = sql!("SELECT path, blob_id FROM package_files WHERE version_id = $1 ORDER BY path");
    let rows = tx.all(sql, args![version]).await?;
    rows.iter()
        .map(|row| Ok((row.get("path")?, row.get("blob_id")?)))
        .collect()
}

/// A version on the page of its item.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// The version.
    pub version: Version,
    /// When it was added.
    pub created_at: Timestamp,
    /// How many files.
    pub files: u32,
    /// Bytes of them all.
    pub size: u64,
    /// The number of the version that came back with it.
    pub copy_of: Option<u32>,
    /// Who added it; none for the platform itself.
    pub by: Option<PersonId>,
}

/// The versions of an item, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn versions(tx: &mut Tx, item: ItemId) -> Result<Vec<VersionLine>> {
    let sql = sql!(
        "SELECT v.id, v.item_id, v.number, v.manifest, v.created_at, v.copy_of, v.made_by, COUNT(f.path) AS files,
                CAST(COALESCE(SUM(b.size), 0) AS BIGINT) AS size
         FROM item_versions v LEFT JOIN package_files f ON f.version_id = v.id LEFT JOIN blobs b ON b.id = f.blob_id
         WHERE v.item_id = $1 GROUP BY v.id, v.item_id, v.number, v.manifest, v.created_at, v.copy_of, v.made_by
         ORDER BY v.number DESC"
    );
    let rows = tx.all(sql, args![item]).await?;
    rows.iter()
        .map(|row| {
            Ok(VersionLine {
                version: read_version(row)?,
                created_at: row.get("created_at")?,
                files: u32::try_from(row.get::<i64>("files")?).unwrap_or_default(),
                size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
                copy_of: row
                    .get::<Option<i64>>("copy_of")?
                    .and_then(|number| u32::try_from(number).ok()),
                by: row.get("made_by")?,
            })
        })
        .collect()
}

/// Puts an earlier version in force again, as a new one with the same words and the same files; who has begun does as
/// `on_update` says.
///
/// # Errors
/// [`Error::NotFound`] when the item has no such version, [`Error::InUse`] when it is in force already, or the store's.
pub async fn bring_back(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    number: u32,
    on_update: OnUpdate,
) -> Result<VersionId> {
    let item = proof.id();
    tx.lock("item", item.0).await?;
    let sql = sql!(
        "SELECT id, manifest, made_for, (SELECT MAX(l.number) FROM item_versions l WHERE l.item_id = $1) AS latest
         FROM item_versions WHERE item_id = $1 AND number = $2"
    );
    let row = tx.one(sql, args![item, number]).await?;
    if row.get::<i64>("latest")? == i64::from(number) {
        return Err(Error::InUse);
    }
    let manifest: String = row.get("manifest")?;
    let new = NewVersion {
        manifest: &manifest,
        for_computer: row.get::<String>("made_for")? == COMPUTER,
        copy_of: Some(number),
    };
    let sql = sql!("UPDATE items SET on_update = $1 WHERE id = $2");
    tx.execute(sql, args![on_update.code(), item]).await?;
    let version = insert_version(tx, site, proof.actor(), item, &new).await?;
    let sql = sql!(
        "INSERT INTO package_files (version_id, path, blob_id) SELECT $1, f.path, f.blob_id FROM package_files f WHERE f.version_id = $2"
    );
    tx.execute(sql, args![version, row.get::<VersionId>("id")?])
        .await?;
    Ok(version)
}
