//! Rows of `items`, `item_versions` and `package_files`.

mod trash;
mod versions;

use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::html::Modality;
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use serde::{Deserialize, Serialize};

use super::changes::{Change, Described, differences};
use super::kinds::{ItemKind, OnUpdate};
use super::package::Sealed;
use super::rules::Facts;
use super::{AddItems, EditItem};
use crate::courses::{CourseId, modality, modality_code};

pub use trash::{archive, restore, trash, trashed};
pub(crate) use versions::readable;
use versions::{COMPUTER, NewVersion, insert_version};
pub use versions::{
    PackageFile, Readable, Version, VersionLine, add_file, add_version, add_version_over, bring_back,
    current, file, files, summaries, version, versions,
};

id_type!(
    /// An item of the library.
    ItemId
);
id_type!(
    /// A version of an item.
    VersionId
);

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
    /// What a new version does to attempts under way.
    pub on_update: OnUpdate,
    /// Made for a computer's screen: a phone shows it smaller.
    pub for_computer: bool,
    /// What else the library says of it.
    pub sheet: Sheet,
    /// How often what the library says of it has changed.
    pub revision: i64,
    /// Proposed no longer to who makes courses.
    pub archived: bool,
}

/// What the library says of an item besides its title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// What one can do after it, one objective a line.
    pub objectives: String,
    /// Whom it is for.
    pub audience: String,
    /// Words to find it by.
    pub keywords: String,
    /// Its language, as BCP 47 has it: « fr ».
    pub language: String,
    /// What may be done with it: « CC BY-SA 4.0 ».
    pub licence: String,
}

impl Item {
    /// Whether a list proposes it, where this one was chosen before.
    pub fn proposed(&self, chosen: &str) -> bool {
        !self.archived || self.id.to_string() == chosen
    }
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

fn item(row: &Row) -> Result<Item> {
    let (kind, code): (String, String) = (row.get("kind")?, row.get("modality")?);
    let known = ItemKind::parse(&kind);
    Ok(Item {
        id: row.get("id")?,
        title: row.get("title")?,
        kind: known.ok_or_else(|| Error::fault(format!("an unknown kind of item: {kind}")))?,
        modality: modality(&code).ok_or_else(|| Error::fault(format!("an unknown modality: {code}")))?,
        minutes: u32::try_from(row.get::<i64>("minutes")?).unwrap_or_default(),
        on_update: OnUpdate::parse(&row.get::<String>("on_update")?).unwrap_or(OnUpdate::Continue),
        for_computer: row.get::<String>("made_for")? == COMPUTER,
        sheet: Sheet {
            objectives: row.get("objectives")?,
            audience: row.get("audience")?,
            keywords: row.get("keywords")?,
            language: row.get("language")?,
            licence: row.get("licence")?,
        },
        revision: row.get("revision")?,
        archived: row.get::<Option<i64>>("archived_at")?.is_some(),
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
    put(tx, site, proof.actor(), new, sealed).await
}

/// The same, for who was seen to hold the permission already; a sheet of its own follows with [`put_sheet`].
///
/// # Errors
/// The store's.
pub(crate) async fn put(
    tx: &mut Tx,
    site: &Site,
    actor: Option<PersonId>,
    new: &NewItem<'_>,
    sealed: Sealed,
) -> Result<ItemId> {
    let id = sealed.item;
    insert(tx, site, actor, id, new).await?;
    version_of(tx, site, actor, sealed).await?;
    Ok(id)
}

/// Writes the sheet of an item that is being made, and what becomes of attempts when it is replaced.
///
/// # Errors
/// The store's.
pub(crate) async fn put_sheet(tx: &mut Tx, item: ItemId, sheet: &Sheet, on_update: OnUpdate) -> Result<()> {
    let sql = sql!(
        "UPDATE items SET objectives = $2, audience = $3, keywords = $4, language = $5, licence = $6, on_update = $7
         WHERE id = $1"
    );
    let values = args![
        item,
        sheet.objectives.as_str(),
        sheet.audience.as_str(),
        sheet.keywords.as_str(),
        sheet.language.as_str(),
        sheet.licence.as_str(),
        on_update.code()
    ];
    tx.execute(sql, values).await.map(drop)
}

/// Adds a version whose files were sealed for the item: live at once in every course, for who begins; the others do as
/// `on_update` says.
///
/// # Errors
/// The store's.
pub async fn replace(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    sealed: Sealed,
    on_update: OnUpdate,
) -> Result<VersionId> {
    if sealed.item != proof.id() {
        return Err(Error::fault("files sealed for another item"));
    }
    let sql = sql!("UPDATE items SET on_update = $1 WHERE id = $2");
    tx.execute(sql, args![on_update.code(), proof.id()]).await?;
    version_of(tx, site, proof.actor(), sealed).await
}

async fn version_of(tx: &mut Tx, site: &Site, actor: Option<PersonId>, sealed: Sealed) -> Result<VersionId> {
    let new = NewVersion {
        manifest: &sealed.manifest,
        for_computer: sealed.for_computer,
        copy_of: None,
    };
    let version = insert_version(tx, site, actor, sealed.item, &new).await?;
    for (path, stored) in sealed.files {
        let blob = stored.record(tx).await?;
        add_file(tx, version, &path, blob).await?;
    }
    if let Some((earlier, names)) = sealed.kept {
        for name in names {
            let kept = file(tx, earlier, &name).await?;
            add_file(tx, version, &name, kept.blob).await?;
        }
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

/// The items of the library, by title.
///
/// # Errors
/// The store's.
pub async fn items(tx: &mut Tx) -> Result<Vec<Item>> {
    let sql = sql!(
        "SELECT id, title, kind, modality, minutes, on_update, made_for, objectives, audience, keywords, language, licence, revision,
                archived_at
         FROM items WHERE deleted_at IS NULL ORDER BY title, id"
    );
    tx.all(sql, args![]).await?.iter().map(item).collect()
}

/// One item.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub async fn find(tx: &mut Tx, id: ItemId) -> Result<Item> {
    let sql = sql!(
        "SELECT id, title, kind, modality, minutes, on_update, made_for, objectives, audience, keywords, language, licence, revision,
                archived_at
         FROM items WHERE id = $1 AND deleted_at IS NULL"
    );
    item(&tx.one(sql, args![id]).await?)
}

/// Where an item is used.
#[derive(Clone, Debug)]
pub struct Use {
    /// The course.
    pub course: CourseId,
    /// Its title.
    pub title: String,
    /// Where in it.
    pub place: Place,
}

/// Where in a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A step, by its title.
    Step(String),
    /// A part, by its title.
    Part(String),
    /// A step that one learner alone has, by its title.
    Own(String),
    /// Among its documents.
    Documents,
}

/// The steps that open an item, the steps and parts that it sums up, the courses that have it as a document, by course:
/// one query.
///
/// # Errors
/// The store's.
pub async fn uses(tx: &mut Tx, item: ItemId) -> Result<Vec<Use>> {
    let sql = sql!(
        "SELECT c.id, c.title, CASE WHEN s.only_for IS NULL THEN 'step' ELSE 'own' END AS place, t.title AS named, s.position AS part, t.position FROM steps t
         JOIN sections s ON s.id = t.section_id JOIN courses c ON c.id = s.course_id
         WHERE (t.item_id = $1 OR t.summary_id = $1) AND c.deleted_at IS NULL
         UNION ALL
         SELECT c.id, c.title, 'part' AS place, s.title AS named, s.position AS part, 0 AS position FROM sections s
         JOIN courses c ON c.id = s.course_id WHERE s.summary_id = $1 AND c.deleted_at IS NULL
         UNION ALL
         SELECT c.id, c.title, 'documents' AS place, '' AS named, 0 AS part, 0 AS position FROM course_materials m
         JOIN courses c ON c.id = m.course_id WHERE m.item_id = $1 AND c.deleted_at IS NULL
         ORDER BY 2, 1, 5, 3, 6"
    );
    let rows = tx.all(sql, args![item]).await?;
    rows.iter()
        .map(|row| {
            Ok(Use {
                course: row.get("id")?,
                title: row.get("title")?,
                place: match row.get::<String>("place")?.as_str() {
                    "step" => Place::Step(row.get("named")?),
                    "own" => Place::Own(row.get("named")?),
                    "part" => Place::Part(row.get("named")?),
                    _ => Place::Documents,
                },
            })
        })
        .collect()
}

/// How what the library says of an item has changed, the latest first: one query.
///
/// # Errors
/// The store's.
pub(super) async fn changes(tx: &mut Tx, item: ItemId) -> Result<Vec<Change>> {
    let sql = sql!(
        "SELECT before, changed_by, changed_at FROM item_changes WHERE item_id = $1 ORDER BY revision DESC"
    );
    let rows = tx.all(sql, args![item]).await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                before: Described::parse(&row.get::<String>("before")?)?,
                by: row.get("changed_by")?,
                at: row.get("changed_at")?,
            })
        })
        .collect()
}

/// Changes what the library says of an item; false when somebody else did since this revision.
///
/// # Errors
/// The store's.
pub async fn describe(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    seen: i64,
    facts: &Facts,
    sheet: &Sheet,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE items SET title = $3, modality = $4, minutes = $5, objectives = $6, audience = $7, keywords = $8,
                language = $9, licence = $10, revision = revision + 1
         WHERE id = $1 AND revision = $2 AND deleted_at IS NULL"
    );
    let values = args![
        proof.id(),
        seen,
        facts.title.as_str(),
        modality_code(facts.modality),
        facts.minutes,
        sheet.objectives.as_str(),
        sheet.audience.as_str(),
        sheet.keywords.as_str(),
        sheet.language.as_str(),
        sheet.licence.as_str()
    ];
    let before = Described::of(&find(tx, proof.id()).await?);
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    let after = Described::of(&find(tx, proof.id()).await?);
    if !differences(&before, &after).is_empty() {
        let sql = sql!(
            "INSERT INTO item_changes (item_id, revision, before, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)"
        );
        let change = args![
            proof.id(),
            seen,
            before.to_json()?,
            proof.actor(),
            site.clock().now()
        ];
        tx.execute(sql, change).await?;
    }
    let event = Event::new("item.changed").by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await?;
    Ok(true)
}
