//! What a quiz reads of the bank.

use std::collections::HashMap;
use std::sync::Arc;

use assess::questions::Question;
use platform::blobs::BlobId;
use platform::db::{Row, Tx};
use platform::ids::Uuid;
use platform::memo::Memo;
use platform::{Result, Site, args, sql};

use super::super::composition::{Slot, What};
use super::super::pick::Candidate;
use crate::library::VersionId;
use crate::questions::{self, QuestionVersionId};

/// The questions that the slots of a version may ask, each with its version in force: a query for those that it names, and
/// one for each draw.
///
/// # Errors
/// The store's.
pub async fn candidates(tx: &mut Tx, version: VersionId, slots: &[Slot]) -> Result<Vec<Candidate>> {
    let sql = sql!(
        "SELECT q.id, q.course_id, v.id AS version_id, CAST(NULL AS TEXT) AS tag FROM quiz_slots s JOIN questions q ON q.id = s.question_id
         JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
         WHERE s.version_id = $1 AND q.deleted_at IS NULL ORDER BY s.position"
    );
    let mut found = Found::default();
    found.take(&tx.all(sql, args![version]).await?)?;
    drawable(tx, slots, &mut found).await?;
    Ok(found.0)
}

/// The same of what isn't online yet: a query for each slot.
///
/// # Errors
/// The store's.
pub(crate) async fn candidates_for(tx: &mut Tx, slots: &[Slot]) -> Result<Vec<Candidate>> {
    let mut found = Found::default();
    for question in slots.iter().filter_map(|slot| slot.what.question()) {
        let sql = sql!(
            "SELECT q.id, q.course_id, v.id AS version_id, CAST(NULL AS TEXT) AS tag FROM questions q
             JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
             WHERE q.id = $1 AND q.deleted_at IS NULL"
        );
        found.take(&tx.all(sql, args![question]).await?)?;
    }
    drawable(tx, slots, &mut found).await?;
    Ok(found.0)
}

/// Adds what each draw may ask: of its bank, narrowed by its first tag where it has one.
async fn drawable(tx: &mut Tx, slots: &[Slot], found: &mut Found) -> Result<()> {
    for slot in slots {
        let What::Draw { tags, course, .. } = &slot.what else {
            continue;
        };
        let rows = match tags.first() {
            Some(tag) => {
                let sql = sql!(
                    "SELECT q.id, q.course_id, v.id AS version_id, t.tag FROM question_tags f JOIN questions q ON q.id = f.question_id
                     JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
                     JOIN question_tags t ON t.question_id = q.id
                     WHERE f.tag = $1 AND q.deleted_at IS NULL ORDER BY q.id, t.tag"
                );
                tx.all(sql, args![tag.as_str()]).await?
            }
            None => {
                let sql = sql!(
                    "SELECT q.id, q.course_id, v.id AS version_id, t.tag FROM questions q
                     JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
                     LEFT JOIN question_tags t ON t.question_id = q.id
                     WHERE q.deleted_at IS NULL AND (q.course_id = $1 OR (CAST($2 AS BIGINT) = 0 AND q.course_id IS NULL))
                     ORDER BY q.id, t.tag"
                );
                tx.all(sql, args![*course, i64::from(course.is_some())]).await?
            }
        };
        found.take(&rows)?;
    }
    Ok(())
}

/// Questions found so far, each once.
#[derive(Default)]
struct Found(Vec<Candidate>);

impl Found {
    /// Takes rows of a question and one of its tags.
    fn take(&mut self, rows: &[Row]) -> Result<()> {
        let mut places: HashMap<Uuid, usize> = self.0.iter().map(|one| one.question).zip(0..).collect();
        for row in rows {
            let question: Uuid = row.get("id")?;
            let place = *places.entry(question).or_insert(self.0.len());
            if place == self.0.len() {
                self.0.push(Candidate {
                    question,
                    version: row.get("version_id")?,
                    course: row.get("course_id")?,
                    tags: Vec::new(),
                });
            }
            if let Some(tag) = row.get::<Option<String>>("tag")?
                && !self.0[place].tags.contains(&tag)
            {
                self.0[place].tags.push(tag);
            }
        }
        Ok(())
    }
}

/// What versions of questions ask, read once: a version never changes.
pub struct Texts(Memo<QuestionVersionId, Question>);

impl Default for Texts {
    fn default() -> Self {
        Self(Memo::new(2048))
    }
}

/// What these versions ask, in this order: a query for each that wasn't read lately.
///
/// # Errors
/// The store's.
pub async fn texts(tx: &mut Tx, site: &Site, versions: &[Uuid]) -> Result<Vec<Arc<Question>>> {
    let kept = site.extension::<Texts>()?;
    let mut all = Vec::new();
    for version in versions.iter().copied().map(QuestionVersionId) {
        let question = match kept.0.get(&version, &0) {
            Some(question) => question,
            None => {
                let read = questions::version(tx, version).await?;
                kept.0.put(version, 0, read.content)
            }
        };
        all.push(question);
    }
    Ok(all)
}

/// An image of a version of a question, by the name that its content gives it.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn image(tx: &mut Tx, version: Uuid, name: &str) -> Result<BlobId> {
    let sql = sql!("SELECT blob_id FROM question_files WHERE version_id = $1 AND name = $2");
    tx.one(sql, args![version, name]).await?.get("blob_id")
}
