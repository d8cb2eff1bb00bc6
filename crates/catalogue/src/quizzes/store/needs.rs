//! Which quizzes couldn't be asked any more without a question.

use std::collections::BTreeMap;

use assess::quiz::shuffle::Seed;
use platform::db::Tx;
use platform::ids::Uuid;
use platform::{Result, args, sql};

use super::super::pick::pick;
use super::{candidates, of_version};
use crate::library::{ItemId, VersionId};
use crate::questions::QuestionId;

/// The quizzes whose version online names this question, or draws from too few others: new tries would stop. A query, and those
/// of their candidates for each quiz that draws.
///
/// # Errors
/// The store's.
pub async fn that_need(tx: &mut Tx, question: QuestionId) -> Result<Vec<(ItemId, String)>> {
    let sql = sql!(
        "SELECT DISTINCT i.id, i.title, v.id AS version_id, s.question_id FROM quiz_slots s
         JOIN item_versions v ON v.id = s.version_id JOIN items i ON i.id = v.item_id
         WHERE i.deleted_at IS NULL AND v.number = (SELECT MAX(w.number) FROM item_versions w WHERE w.item_id = i.id) AND (s.question_id = $1 OR s.question_id IS NULL) ORDER BY i.title, i.id"
    );
    let mut named: BTreeMap<(String, Uuid), (VersionId, bool)> = BTreeMap::new();
    for row in &tx.all(sql, args![question]).await? {
        let (id, title, version): (Uuid, String, VersionId) =
            (row.get("id")?, row.get("title")?, row.get("version_id")?);
        let names = row.get::<Option<Uuid>>("question_id")?.is_some();
        named.entry((title, id)).or_insert((version, false)).1 |= names;
    }
    let mut need = Vec::new();
    for ((title, id), (version, names)) in named {
        if names || falls_short(tx, version, question).await? {
            need.push((ItemId::from(id), title));
        }
    }
    Ok(need)
}

/// Whether a version that can be asked could not be without this question.
async fn falls_short(tx: &mut Tx, version: VersionId, question: QuestionId) -> Result<bool> {
    let slots = of_version(tx, version).await?.slots;
    let mut all = candidates(tx, version, &slots).await?;
    let before = all.len();
    let filled = pick(&slots, &all, Seed([0; 16])).is_ok();
    all.retain(|one| one.question != question.0);
    Ok(all.len() < before && filled && pick(&slots, &all, Seed([0; 16])).is_err())
}
