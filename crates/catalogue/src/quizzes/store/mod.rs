//! Rows of `quizzes`, `quiz_slots` and `quiz_drafts`.

mod bank;
mod needs;

use assess::questions::Points;
use platform::db::{Row, Tx};
use platform::http::Proof;
use platform::ids::Uuid;
use platform::{Error, Result, Site, args, sql};

use super::composition::{Composition, Rules, Slot, What};
use crate::library::{self, EditItem, ItemId, VersionId};

pub(crate) use bank::candidates_for;
pub use bank::{Texts, candidates, image, texts};
pub use needs::that_need;

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::internal("writing a quiz", error))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::internal("reading a quiz", error))
}

/// What a version is made of; nothing yet, with the usual rules, when it never was put online.
///
/// # Errors
/// The store's.
pub async fn of_version(tx: &mut Tx, version: VersionId) -> Result<Composition> {
    let sql = sql!("SELECT rules FROM quizzes WHERE version_id = $1");
    let Some(row) = tx.optional(sql, args![version]).await? else {
        return Ok(Composition {
            rules: Rules::usual(),
            slots: Vec::new(),
        });
    };
    let sql = sql!(
        "SELECT question_id, draw_count, draw_tags, draw_course, points FROM quiz_slots
         WHERE version_id = $1 ORDER BY position"
    );
    let slots = tx.all(sql, args![version]).await?;
    Ok(Composition {
        rules: read(&row.get::<String>("rules")?)?,
        slots: slots.iter().map(slot).collect::<Result<_>>()?,
    })
}

fn slot(row: &Row) -> Result<Slot> {
    let number = |name: &str| {
        let value: Option<i64> = row.get(name)?;
        Ok::<_, Error>(value.and_then(|value| u32::try_from(value).ok()))
    };
    let tags: Option<String> = row.get("draw_tags")?;
    let what = match row.get::<Option<Uuid>>("question_id")? {
        Some(id) => What::Question(id),
        None => What::Draw {
            count: number("draw_count")?.unwrap_or_default(),
            tags: tags.map_or_else(|| Ok(Vec::new()), |tags| read(&tags))?,
            course: row.get("draw_course")?,
        },
    };
    Ok(Slot {
        what,
        points: number("points")?.map(Points),
    })
}

/// What is being composed.
pub(super) struct Draft {
    pub(super) composition: Composition,
    /// How often it has changed; a form says which it was made over.
    pub(super) revision: i64,
    /// Whether it isn't what is online.
    pub(super) pending: bool,
}

/// What is being composed of an item: its draft, or what is online.
pub(super) async fn draft(tx: &mut Tx, item: ItemId) -> Result<Draft> {
    let sql = sql!("SELECT composition, revision, published FROM quiz_drafts WHERE item_id = $1");
    let row = tx.optional(sql, args![item]).await?;
    let revision = row.as_ref().map_or(Ok(0), |row| row.get::<i64>("revision"))?;
    let pending = match &row {
        Some(row) => row.get::<i64>("published")? < revision,
        None => false,
    };
    let composition = match row.filter(|_| pending) {
        Some(row) => read(&row.get::<String>("composition")?)?,
        None => {
            let version = library::current(tx, item).await?;
            of_version(tx, version.id).await?
        }
    };
    Ok(Draft {
        composition,
        revision,
        pending,
    })
}

/// What is being composed of an item, where that isn't what is online.
///
/// # Errors
/// The store's.
pub(crate) async fn pending(tx: &mut Tx, item: ItemId) -> Result<Option<Composition>> {
    let draft = draft(tx, item).await?;
    Ok(draft.pending.then_some(draft.composition))
}

/// The first draft of an item that was just added.
///
/// # Errors
/// The store's.
pub(crate) async fn lay_draft(
    tx: &mut Tx,
    site: &Site,
    item: ItemId,
    composition: &Composition,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO quiz_drafts (item_id, composition, revision, published, changed_at) VALUES ($1, $2, 1, 0, $3)"
    );
    let values = args![item, json(composition)?, site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

/// Keeps what is being composed; false when somebody else changed it since this revision.
pub(super) async fn keep(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    seen: i64,
    composition: &Composition,
) -> Result<bool> {
    // Whoever puts the quiz online marks what they read as online, and nothing that comes meanwhile.
    tx.lock("quiz", proof.id().0).await?;
    let sql = sql!(
        "INSERT INTO quiz_drafts (item_id, composition, revision, published, changed_at) VALUES ($1, $2, $3 + 1, 0, $4)
         ON CONFLICT (item_id) DO UPDATE SET composition = $2, revision = quiz_drafts.revision + 1, changed_at = $4
         WHERE quiz_drafts.revision = $3"
    );
    let values = args![proof.id(), json(composition)?, seen, site.clock().now()];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Puts a composition online, as a version of its item with the words of the one before.
///
/// # Errors
/// The store's.
pub async fn publish(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditItem>,
    composition: &Composition,
) -> Result<VersionId> {
    let before = library::current(tx, proof.id()).await?;
    let version = library::add_version(tx, site, proof, &before.manifest).await?;
    write(tx, version, composition).await?;
    let sql = sql!("UPDATE quiz_drafts SET published = revision WHERE item_id = $1");
    tx.execute(sql, args![proof.id()]).await?;
    Ok(version)
}

/// Makes the version in force of an item that was just added of this.
///
/// # Errors
/// The store's.
pub(crate) async fn lay(tx: &mut Tx, item: ItemId, composition: &Composition) -> Result<()> {
    let version = library::current(tx, item).await?;
    write(tx, version.id, composition).await
}

/// Writes what a version is made of, in place of what the one before was, with which it began.
async fn write(tx: &mut Tx, version: VersionId, composition: &Composition) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM quiz_slots WHERE version_id = $1"),
        args![version],
    )
    .await?;
    let sql = sql!(
        "INSERT INTO quizzes (version_id, rules) VALUES ($1, $2) ON CONFLICT (version_id) DO UPDATE SET rules = $2"
    );
    tx.execute(sql, args![version, json(&composition.rules)?]).await?;
    for (position, slot) in (1i64..).zip(&composition.slots) {
        insert_slot(tx, version, position, slot).await?;
    }
    Ok(())
}

async fn insert_slot(tx: &mut Tx, version: VersionId, position: i64, slot: &Slot) -> Result<()> {
    let (question, count, tags, course) = match &slot.what {
        What::Question(id) => (Some(*id), None, None, None),
        What::Draw { count, tags, course } => (None, Some(*count), Some(json(tags)?), *course),
    };
    let points = slot.points.map(|points| points.0);
    let sql = sql!(
        "INSERT INTO quiz_slots (version_id, position, question_id, draw_count, draw_tags, draw_course, points)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![version, position, question, count, tags, course, points];
    tx.execute(sql, values).await.map(drop)
}

/// A new version of an item is made of what an earlier one was, until it is said otherwise: the one of this number.
///
/// # Errors
/// The store's.
pub(crate) async fn carry(tx: &mut Tx, (item, to): (ItemId, VersionId), from: i64) -> Result<()> {
    let sql = sql!(
        "INSERT INTO quizzes (version_id, rules) SELECT $1, q.rules FROM quizzes q JOIN item_versions v ON v.id = q.version_id
         WHERE v.item_id = $2 AND v.number = $3"
    );
    if tx.execute(sql, args![to, item, from]).await? == 0 {
        return Ok(());
    }
    let sql = sql!(
        "INSERT INTO quiz_slots (version_id, position, question_id, draw_count, draw_tags, draw_course, points)
         SELECT $1, s.position, s.question_id, s.draw_count, s.draw_tags, s.draw_course, s.points
         FROM quiz_slots s JOIN item_versions v ON v.id = s.version_id WHERE v.item_id = $2 AND v.number = $3"
    );
    tx.execute(sql, args![to, item, from]).await.map(drop)
}
