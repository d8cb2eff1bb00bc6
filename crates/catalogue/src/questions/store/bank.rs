//! The bank as a list: read here alone, for its own pages and for the composer of quizzes.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use platform::db::Tx;
use platform::{Result, args, sql};

use super::{QuestionId, QuestionVersion, read_version};
use crate::courses::CourseId;

/// A question as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub id: QuestionId,
    /// What authors know it by.
    pub title: String,
    /// Its type, as its content names it.
    pub kind: String,
    /// Whose bank it is of, and its title; none, the whole platform's.
    pub course: Option<(CourseId, String)>,
    /// What it is about, in alphabetical order.
    pub tags: Vec<String>,
}

/// The title of a course that has a bank, in the trash or not.
fn titled(title: String, deleted: Option<Timestamp>) -> String {
    match deleted {
        None => title,
        Some(_) => format!("{title} (à la corbeille)"),
    }
}

/// Every question, the last changed first, without what it asks: one query.
///
/// # Errors
/// The store's.
pub async fn bank(tx: &mut Tx) -> Result<Vec<Listed>> {
    let sql = sql!(
        "SELECT q.id, q.title, q.kind, q.course_id, c.title AS course, c.deleted_at AS course_deleted, t.tag
         FROM questions q LEFT JOIN courses c ON c.id = q.course_id LEFT JOIN question_tags t ON t.question_id = q.id
         WHERE q.deleted_at IS NULL ORDER BY q.changed_at DESC, q.id DESC, t.tag"
    );
    let mut all: Vec<Listed> = Vec::new();
    for row in &tx.all(sql, args![]).await? {
        let (id, tag): (QuestionId, Option<String>) = (row.get("id")?, row.get("tag")?);
        if all.last().is_none_or(|last| last.id != id) {
            let course: Option<CourseId> = row.get("course_id")?;
            let title: Option<String> = row.get("course")?;
            let deleted = row.get("course_deleted")?;
            all.push(Listed {
                id,
                title: row.get("title")?,
                kind: row.get("kind")?,
                course: course.zip(title.map(|title| titled(title, deleted))),
                tags: Vec::new(),
            });
        }
        if let Some(last) = all.last_mut() {
            last.tags.extend(tag);
        }
    }
    Ok(all)
}

/// How many contents are read at once.
const AT_ONCE: usize = 200;

/// What these questions ask today, in this order; one that has gone meanwhile is left out.
///
/// # Errors
/// The store's.
pub async fn contents(tx: &mut Tx, ids: &[QuestionId]) -> Result<Vec<QuestionVersion>> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable_by_key(|id| id.0);
    let mut found: HashMap<QuestionId, QuestionVersion> = HashMap::new();
    for some in sorted.chunks(AT_ONCE) {
        let (Some(first), Some(last)) = (some.first(), some.last()) else {
            continue;
        };
        let wanted: HashSet<QuestionId> = some.iter().copied().collect();
        let sql = sql!(
            "SELECT v.id, v.question_id, v.number, v.content FROM questions q
             JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
             WHERE q.id >= $1 AND q.id <= $2 AND q.deleted_at IS NULL"
        );
        for row in &tx.all(sql, args![*first, *last]).await? {
            if wanted.contains(&row.get("question_id")?) {
                let version = read_version(row)?;
                found.insert(version.question, version);
            }
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The courses that have a bank of their own: all of them, by title.
///
/// # Errors
/// The store's.
pub async fn courses(tx: &mut Tx) -> Result<Vec<(CourseId, String)>> {
    let sql = sql!("SELECT id, title FROM courses WHERE deleted_at IS NULL ORDER BY title, id");
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("title")?)))
        .collect()
}

/// « Toute la plateforme », or the title of the course whose bank it is.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn bank_name(tx: &mut Tx, course: Option<CourseId>) -> Result<String> {
    let Some(course) = course else {
        return Ok("Toute la plateforme".to_owned());
    };
    let sql = sql!("SELECT title, deleted_at FROM courses WHERE id = $1");
    let row = tx.one(sql, args![course]).await?;
    Ok(titled(row.get("title")?, row.get("deleted_at")?))
}
