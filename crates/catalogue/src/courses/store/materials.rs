//! Rows of `course_materials`.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Result, Site, args, sql};

use super::CourseId;
use crate::courses::{EditCourse, Material, Readers};
use crate::library::{ItemId, readable};

/// The documents of a course, by title: one query.
///
/// # Errors
/// The store's.
pub async fn materials(tx: &mut Tx, course: CourseId) -> Result<Vec<Material>> {
    let sql = sql!(
        "SELECT m.readers, v.id, v.item_id, v.number, v.manifest, i.title
         FROM course_materials m JOIN items i ON i.id = m.item_id JOIN item_versions v ON v.item_id = i.id
         WHERE m.course_id = $1 AND i.deleted_at IS NULL
           AND v.number = (SELECT MAX(w.number) FROM item_versions w WHERE w.item_id = i.id)
         ORDER BY i.title, i.id"
    );
    let rows = tx.all(sql, args![course]).await?;
    rows.iter()
        .map(|row| {
            Ok(Material {
                readers: Readers::parse(&row.get::<String>("readers")?).unwrap_or(Readers::Tutors),
                item: readable(row)?,
            })
        })
        .collect()
}

/// Gives an item to the readers of a course; what it had already goes to these readers.
///
/// # Errors
/// The store's.
pub async fn add_material(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    item: ItemId,
    readers: Readers,
) -> Result<()> {
    put_material(tx, site, proof.id(), item, readers).await?;
    changed(tx, site, proof).await
}

/// The same, of a course that is being made.
///
/// # Errors
/// The store's.
pub(crate) async fn put_material(
    tx: &mut Tx,
    site: &Site,
    course: CourseId,
    item: ItemId,
    readers: Readers,
) -> Result<()> {
    tx.lock("item", item.0).await?;
    let sql = sql!(
        "INSERT INTO course_materials (course_id, item_id, readers, added_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (course_id, item_id) DO UPDATE SET readers = $3"
    );
    let values = args![course, item, readers.code(), site.clock().now()];
    tx.execute(sql, values).await.map(drop)
}

/// Takes an item away from the readers of a course; nothing happens when it is gone already.
///
/// # Errors
/// The store's.
pub(crate) async fn remove_material(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourse>,
    item: ItemId,
) -> Result<()> {
    let sql = sql!("DELETE FROM course_materials WHERE course_id = $1 AND item_id = $2");
    tx.execute(sql, args![proof.id(), item]).await?;
    changed(tx, site, proof).await
}

async fn changed(tx: &mut Tx, site: &Site, proof: &Proof<EditCourse>) -> Result<()> {
    let event = Event::new("course.changed").by(proof.actor()).on(proof.id());
    events::write(tx, site, event).await
}

/// The documents of one course become those of another too.
///
/// # Errors
/// The store's.
pub(crate) async fn copy_materials(tx: &mut Tx, from: CourseId, to: CourseId) -> Result<()> {
    let sql = sql!(
        "INSERT INTO course_materials (course_id, item_id, readers, added_at)
         SELECT $2, m.item_id, m.readers, m.added_at FROM course_materials m WHERE m.course_id = $1"
    );
    tx.execute(sql, args![from, to]).await.map(drop)
}
