//! The bank as a list.

use std::collections::HashMap;

use platform::db::Tx;
use platform::{Result, args, sql};

use super::{QuestionId, QuestionRow, QuestionVersion, question, read_version};
use crate::courses::CourseId;

/// A question as the list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The question.
    pub row: QuestionRow,
    /// What it is about, in alphabetical order.
    pub tags: Vec<String>,
}

/// Every question, the last changed first.
///
/// # Errors
/// The store's.
pub async fn lines(tx: &mut Tx) -> Result<Vec<Line>> {
    let sql = sql!(
        "SELECT id, course_id, version, title, kind FROM questions
         WHERE deleted_at IS NULL ORDER BY changed_at DESC, id DESC"
    );
    let rows = tx.all(sql, args![]).await?;
    let mut tags = tags(tx).await?;
    rows.iter()
        .map(|row| {
            let known = question(row)?;
            let tags = tags.remove(&known.id).unwrap_or_default();
            Ok(Line { tags, row: known })
        })
        .collect()
}

async fn tags(tx: &mut Tx) -> Result<HashMap<QuestionId, Vec<String>>> {
    let sql = sql!(
        "SELECT t.question_id, t.tag FROM question_tags t JOIN questions q ON q.id = t.question_id
         WHERE q.deleted_at IS NULL ORDER BY t.tag, t.question_id"
    );
    let mut all: HashMap<QuestionId, Vec<String>> = HashMap::new();
    for row in tx.all(sql, args![]).await? {
        all.entry(row.get("question_id")?)
            .or_default()
            .push(row.get("tag")?);
    }
    Ok(all)
}

/// What every question asks today, by question.
///
/// # Errors
/// The store's.
pub async fn contents(tx: &mut Tx) -> Result<HashMap<QuestionId, QuestionVersion>> {
    let sql = sql!(
        "SELECT v.id, v.question_id, v.number, v.content FROM questions q
         JOIN question_versions v ON v.question_id = q.id AND v.number = q.version WHERE q.deleted_at IS NULL"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| read_version(row).map(|version| (version.question, version)))
        .collect()
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
