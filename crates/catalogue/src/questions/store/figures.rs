//! Rows of `question_figures` and `question_verdicts`: what the answers to questions come to, kept up to date by who grades them.

use std::collections::{BTreeMap, BTreeSet};

use assess::quiz::tally::{Figures, Tally};
use platform::db::{Row, Tx};
use platform::ids::Uuid;
use platform::{Result, args, sql};

use super::{QuestionId, QuestionVersionId};
use crate::library::{ItemId, VersionId};

/// What changed: of a version of a question, in a version of a quiz. The order of the keys is the order of the writes.
pub type Changes = BTreeMap<(Uuid, Uuid), Tally>;

/// Nobody else adds to figures, or makes them again, meanwhile.
///
/// # Errors
/// The store's.
pub async fn lock_figures(tx: &mut Tx) -> Result<()> {
    tx.lock("question figures", Uuid::nil()).await
}

/// Adds to the figures, and judges again the questions that they are of. Under [`lock_figures`].
///
/// # Errors
/// The store's.
pub async fn add_figures(tx: &mut Tx, changes: &Changes) -> Result<()> {
    for ((question, quiz), tally) in changes {
        add(tx, *question, *quiz, *tally).await?;
    }
    let questions: BTreeSet<Uuid> = changes.keys().map(|(question, _)| *question).collect();
    judge(tx, questions).await
}

/// How often figures were written: it goes up with each of their changes.
pub type Stamp = i64;

/// How often the figures of a version of a quiz were written: one query.
///
/// # Errors
/// The store's.
pub async fn figures_stamp(tx: &mut Tx, quiz: VersionId) -> Result<Stamp> {
    let sql = sql!(
        "SELECT CAST(COALESCE(SUM(moves), 0) AS BIGINT) AS moves FROM question_figures WHERE quiz_version_id = $1"
    );
    tx.one(sql, args![quiz]).await?.get("moves")
}

/// Makes the figures of a version of a quiz these, and writes what differs alone; false, and nothing is written, when they have
/// changed since `stamp`. Under [`lock_figures`].
///
/// # Errors
/// The store's.
pub async fn replace_figures(
    tx: &mut Tx,
    (quiz, stamp): (VersionId, Stamp),
    now: &BTreeMap<Uuid, Tally>,
) -> Result<bool> {
    if figures_stamp(tx, quiz).await? != stamp {
        return Ok(false);
    }
    let sql = sql!(
        "SELECT question_version_id, answers, blank, fully, share, share_squared, rest, rest_squared, product FROM question_figures
         WHERE quiz_version_id = $1"
    );
    let mut lacking = now.clone();
    for row in &tx.all(sql, args![quiz]).await? {
        *lacking.entry(row.get("question_version_id")?).or_default() += -tally(row)?;
    }
    for (question, lacks) in lacking.iter().filter(|(_, lacks)| **lacks != Tally::default()) {
        add(tx, *question, quiz.0, *lacks).await?;
    }
    judge(tx, lacking.into_keys().collect()).await?;
    Ok(true)
}

async fn add(tx: &mut Tx, question: Uuid, quiz: Uuid, tally: Tally) -> Result<()> {
    let sql = sql!(
        "INSERT INTO question_figures (question_version_id, quiz_version_id, answers, blank, fully, share, share_squared, rest, rest_squared, product)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (question_version_id, quiz_version_id) DO UPDATE SET answers = question_figures.answers + $3,
           blank = question_figures.blank + $4, fully = question_figures.fully + $5, share = question_figures.share + $6,
           share_squared = question_figures.share_squared + $7, rest = question_figures.rest + $8,
           rest_squared = question_figures.rest_squared + $9, product = question_figures.product + $10,
           moves = question_figures.moves + 1"
    );
    let mut values = args![question, quiz];
    values.extend(tally.to_row().into_iter().flat_map(|number| args![number]));
    tx.execute(sql, values).await.map(drop)
}

fn tally(row: &Row) -> Result<Tally> {
    Ok(Tally {
        answers: row.get("answers")?,
        blank: row.get("blank")?,
        right: row.get("fully")?,
        share: row.get("share")?,
        share_squared: row.get("share_squared")?,
        rest: row.get("rest")?,
        rest_squared: row.get("rest_squared")?,
        product: row.get("product")?,
    })
}

/// What authors read of each, over all the quizzes that ask it.
async fn judge(tx: &mut Tx, questions: BTreeSet<Uuid>) -> Result<()> {
    for question in questions {
        let sql = sql!(
            "SELECT answers, blank, fully, share, share_squared, rest, rest_squared, product FROM question_figures
             WHERE question_version_id = $1"
        );
        let rows = tx.all(sql, args![question]).await?;
        let tallies: Vec<Tally> = rows.iter().map(tally).collect::<Result<_>>()?;
        let Some(figures) = Figures::of(&tallies) else {
            let sql = sql!("DELETE FROM question_verdicts WHERE question_version_id = $1");
            tx.execute(sql, args![question]).await?;
            continue;
        };
        let sql = sql!(
            "INSERT INTO question_verdicts (question_version_id, answers, success, sorting, verdict) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (question_version_id) DO UPDATE SET answers = $2, success = $3, sorting = $4, verdict = $5"
        );
        let values = args![
            question,
            figures.answers,
            figures.success,
            figures.sorting,
            figures.verdict().code()
        ];
        tx.execute(sql, values).await?;
    }
    Ok(())
}

/// The figures of a row with columns `answers`, `success` and `sorting`; none when nobody has answered.
pub(super) fn figures(row: &Row) -> Result<Option<Figures>> {
    let answers: Option<i64> = row.get("answers")?;
    let success: Option<i64> = row.get("success")?;
    let sorting = row.get("sorting")?;
    Ok(answers.zip(success).map(|(answers, success)| Figures {
        answers,
        success,
        sorting,
    }))
}

/// What is read of the version in force of a question.
///
/// # Errors
/// The store's.
pub async fn figures_in_force(tx: &mut Tx, question: QuestionId) -> Result<Option<Figures>> {
    let sql = sql!(
        "SELECT d.answers, d.success, d.sorting FROM questions q
         JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
         JOIN question_verdicts d ON d.question_version_id = v.id WHERE q.id = $1"
    );
    let row = tx.optional(sql, args![question]).await?;
    row.as_ref().map_or(Ok(None), figures)
}

/// What the answers to a version of a question come to in a version of a quiz.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Which version.
    pub version: QuestionVersionId,
    /// Its number.
    pub number: i64,
    /// What authors know the question by.
    pub title: String,
    /// The quiz, its title and the number of its version.
    pub quiz: (ItemId, String, i64),
    /// The sums.
    pub tally: Tally,
}

/// The most lines that a page of figures reads.
const MOST_LINES: i64 = 5000;

/// What a question comes to in each version of each quiz, its latest version first: one query.
///
/// # Errors
/// The store's.
pub async fn of_question(tx: &mut Tx, question: QuestionId) -> Result<Vec<Measured>> {
    let sql = sql!(
        "SELECT f.question_version_id, w.number, b.title, v.item_id, i.title AS quiz, v.number AS quiz_number,
                f.answers, f.blank, f.fully, f.share, f.share_squared, f.rest, f.rest_squared, f.product
         FROM question_versions w JOIN question_figures f ON f.question_version_id = w.id JOIN questions b ON b.id = w.question_id
         JOIN item_versions v ON v.id = f.quiz_version_id JOIN items i ON i.id = v.item_id
         WHERE w.question_id = $1 AND f.answers > 0 ORDER BY w.number DESC, i.title, v.number DESC, v.id LIMIT $2"
    );
    measured(&tx.all(sql, args![question, MOST_LINES]).await?)
}

/// What each question comes to in each version of a quiz, by title: one query.
///
/// # Errors
/// The store's.
pub async fn of_quiz(tx: &mut Tx, quiz: ItemId) -> Result<Vec<Measured>> {
    let sql = sql!(
        "SELECT f.question_version_id, w.number, b.title, v.item_id, i.title AS quiz, v.number AS quiz_number,
                f.answers, f.blank, f.fully, f.share, f.share_squared, f.rest, f.rest_squared, f.product
         FROM item_versions v JOIN question_figures f ON f.quiz_version_id = v.id JOIN items i ON i.id = v.item_id
         JOIN question_versions w ON w.id = f.question_version_id JOIN questions b ON b.id = w.question_id
         WHERE v.item_id = $1 AND f.answers > 0 ORDER BY b.title, w.number DESC, w.id, v.number DESC LIMIT $2"
    );
    measured(&tx.all(sql, args![quiz, MOST_LINES]).await?)
}

fn measured(rows: &[Row]) -> Result<Vec<Measured>> {
    let one = |row: &Row| {
        Ok(Measured {
            version: row.get("question_version_id")?,
            number: row.get("number")?,
            title: row.get("title")?,
            quiz: (row.get("item_id")?, row.get("quiz")?, row.get("quiz_number")?),
            tally: tally(row)?,
        })
    };
    rows.iter().map(one).collect()
}
