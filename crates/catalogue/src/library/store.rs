//! Rows of `items`, `item_versions` and `package_files`.

use jiff::Timestamp;
use platform::blobs::BlobId;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::package::Sealed;
use super::{AddItems, EditItem};
use crate::courses::{CourseId, modality, modality_code};

id_type!(
    /// An item of the library.
    ItemId
);
id_type!(
    /// A version of an item.
    VersionId
);

/// What an item is. Every other kind is registered by the room that builds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A SCORM 1.2 package.
    Scorm12,
}

impl ItemKind {
    const ALL: [Self; 1] = [Self::Scorm12];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scorm12 => "scorm12",
        }
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scorm12 => "Module SCORM 1.2",
        }
    }
}

/// An item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ItemKind,
    /// How it is learnt.
    pub modality: Modality,
    /// Estimated duration.
    pub minutes: u32,
}

/// An item about to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewItem<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// How it is learnt.
    pub modality: Modality,
    /// Estimated duration.
    pub minutes: u32,
}

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

fn item(row: &Row) -> Result<Item> {
    let (kind, code): (String, String) = (row.get("kind")?, row.get("modality")?);
    let known = ItemKind::ALL.into_iter().find(|known| known.code() == kind);
    Ok(Item {
        id: row.get("id")?,
        title: row.get("title")?,
        kind: known.ok_or_else(|| Error::fault(format!("an unknown kind of item: {kind}")))?,
        modality: modality(&code).ok_or_else(|| Error::fault(format!("an unknown modality: {code}")))?,
        minutes: u32::try_from(row.get::<i64>("minutes")?).unwrap_or_default(),
    })
}

/// Writes an item; its first version follows with [`add_version`].
///
/// # Errors
/// The store's.
pub async fn create(tx: &mut Tx, site: &Site, proof: &Proof<AddItems>, new: &NewItem<'_>) -> Result<ItemId> {
    let id: ItemId = site.new_id();
    insert(tx, site, proof.actor(), id, new).await?;
    Ok(id)
}

/// Writes an item with its first version, whose files were sealed for it.
///
/// # Errors
/// The store's.
pub async fn import(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AddItems>,
    new: &NewItem<'_>,
    sealed: Sealed,
) -> Result<ItemId> {
    let id = sealed.item;
    insert(tx, site, proof.actor(), id, new).await?;
    version_of(tx, site, proof.actor(), sealed).await?;
    Ok(id)
}

/// Adds a version whose files were sealed for the item: live at once in every course.
///
/// # Errors
/// The store's.
pub async fn replace(tx: &mut Tx, site: &Site, proof: &Proof<EditItem>, sealed: Sealed) -> Result<VersionId> {
    if sealed.item != proof.id() {
        return Err(Error::fault("files sealed for another item"));
    }
    version_of(tx, site, proof.actor(), sealed).await
}

async fn version_of(tx: &mut Tx, site: &Site, actor: Option<PersonId>, sealed: Sealed) -> Result<VersionId> {
    let manifest = sealed.launches.to_json()?;
    let version = insert_version(tx, site, actor, sealed.item, &manifest).await?;
    for (path, stored) in sealed.files {
        let blob = stored.record(tx).await?;
        add_file(tx, version, &path, blob).await?;
    }
    Ok(version)
}

async fn insert(
    tx: &mut Tx,
    site: &Site,
    actor: Option<PersonId>,
    id: ItemId,
    new: &NewItem<'_>,
) -> Result<()> {
    tx.execute(
        sql!("INSERT INTO items (id, title, kind, modality, minutes, created_at) VALUES ($1, $2, $3, $4, $5, $6)"),
        args![id, new.title, new.kind.code(), modality_code(new.modality), new.minutes, site.clock().now()],
    )
    .await?;
    events::write(tx, site, Event::new("item.created").by(actor).on(id)).await
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
    insert_version(tx, site, proof.actor(), proof.id(), manifest).await
}

async fn insert_version(
    tx: &mut Tx,
    site: &Site,
    actor: Option<PersonId>,
    item: ItemId,
    manifest: &str,
) -> Result<VersionId> {
    let id = site.new_id::<VersionId>();
    tx.lock("item", item.0).await?;
    tx.execute(
        sql!(
            "INSERT INTO item_versions (id, item_id, number, manifest, created_at)
             VALUES ($1, $2, (SELECT COALESCE(MAX(v.number), 0) + 1 FROM item_versions v WHERE v.item_id = $2), $3, $4)"
        ),
        args![id, item, manifest, site.clock().now()],
    )
    .await?;
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

/// The items of the library, by title.
///
/// # Errors
/// The store's.
pub async fn items(tx: &mut Tx) -> Result<Vec<Item>> {
    let sql = sql!(
        "SELECT id, title, kind, modality, minutes FROM items WHERE deleted_at IS NULL ORDER BY title, id"
    );
    tx.all(sql, args![]).await?.iter().map(item).collect()
}

/// One item.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: ItemId) -> Result<Item> {
    let sql =
        sql!("SELECT id, title, kind, modality, minutes FROM items WHERE id = $1 AND deleted_at IS NULL");
    item(&tx.one(sql, args![id]).await?)
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
}

/// The versions of an item, the latest first: one query.
///
/// # Errors
/// The store's.
pub async fn versions(tx: &mut Tx, item: ItemId) -> Result<Vec<VersionLine>> {
    let sql = sql!(
        "SELECT v.id, v.item_id, v.number, v.manifest, v.created_at, COUNT(f.path) AS files,
                CAST(COALESCE(SUM(b.size), 0) AS BIGINT) AS size
         FROM item_versions v LEFT JOIN package_files f ON f.version_id = v.id LEFT JOIN blobs b ON b.id = f.blob_id
         WHERE v.item_id = $1 GROUP BY v.id, v.item_id, v.number, v.manifest, v.created_at ORDER BY v.number DESC"
    );
    let rows = tx.all(sql, args![item]).await?;
    rows.iter()
        .map(|row| {
            Ok(VersionLine {
                version: read_version(row)?,
                created_at: row.get("created_at")?,
                files: u32::try_from(row.get::<i64>("files")?).unwrap_or_default(),
                size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
            })
        })
        .collect()
}

/// Where an item is used: a course and a step of it.
#[derive(Clone, Debug)]
pub struct Use {
    /// The course.
    pub course: CourseId,
    /// Its title.
    pub title: String,
    /// The step's title.
    pub step: String,
}

/// The steps that open an item, by course: one query.
///
/// # Errors
/// The store's.
pub async fn uses(tx: &mut Tx, item: ItemId) -> Result<Vec<Use>> {
    let sql = sql!(
        "SELECT c.id, c.title, t.title AS step FROM steps t JOIN sections s ON s.id = t.section_id
         JOIN courses c ON c.id = s.course_id WHERE t.item_id = $1 AND c.deleted_at IS NULL
         ORDER BY c.title, c.id, s.position, t.position"
    );
    let rows = tx.all(sql, args![item]).await?;
    rows.iter()
        .map(|row| {
            Ok(Use {
                course: row.get("id")?,
                title: row.get("title")?,
                step: row.get("step")?,
            })
        })
        .collect()
}
