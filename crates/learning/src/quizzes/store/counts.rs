//! What answers and tries come to, for authors: computed by the store, never learner by learner.

use assess::questions::Share;
use catalogue::library::ItemId;
use platform::db::Tx;
use platform::{Result, args, sql};

/// What the answers to one version of a question come to: means over tries, shares from −1 to 1.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct AnsweredOnce {
    pub(in super::super) title: String,
    pub(in super::super) number: i64,
    pub(in super::super) count: i64,
    pub(in super::super) blank: i64,
    pub(in super::super) right: i64,
    /// Mean of its share, of the try's, of their product and of their squares.
    pub(in super::super) share: f64,
    pub(in super::super) whole: f64,
    pub(in super::super) product: f64,
    pub(in super::super) share_squared: f64,
    pub(in super::super) whole_squared: f64,
}

/// The most lines of the table of questions.
const MOST_QUESTIONS: i64 = 500;

/// What the answers of tries that are over and graded come to, at every version of a quiz, by version of a question: one query.
pub(in super::super) async fn answered_once(tx: &mut Tx, item: ItemId) -> Result<Vec<AnsweredOnce>> {
    let sql = sql!(
        "SELECT b.title, w.number, w.id, COUNT(*) AS answers,
                CAST(SUM(CASE WHEN n.outcome = 'unanswered' THEN 1 ELSE 0 END) AS BIGINT) AS blank,
                CAST(SUM(CASE WHEN n.outcome = 'right' THEN 1 ELSE 0 END) AS BIGINT) AS fully,
                AVG(n.share / CAST($2 AS DOUBLE PRECISION)) AS share, AVG(CAST(a.earned AS DOUBLE PRECISION) / a.whole) AS whole,
                AVG(n.share / CAST($2 AS DOUBLE PRECISION) * a.earned / a.whole) AS product,
                AVG(n.share / CAST($2 AS DOUBLE PRECISION) * n.share / CAST($2 AS DOUBLE PRECISION)) AS share_squared,
                AVG(CAST(a.earned AS DOUBLE PRECISION) / a.whole * a.earned / a.whole) AS whole_squared
         FROM quiz_attempts a JOIN item_versions v ON v.id = a.version_id JOIN quiz_answers n ON n.attempt_id = a.id
         JOIN question_versions w ON w.id = n.question_version_id JOIN questions b ON b.id = w.question_id
         WHERE v.item_id = $1 AND a.ended_at IS NOT NULL AND a.to_grade = 0 AND a.whole > 0
         GROUP BY b.title, w.number, w.id ORDER BY b.title, w.number DESC, w.id LIMIT $3"
    );
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
    let units = Share::ALL.units() as f64;
    let rows = tx.all(sql, args![item, units, MOST_QUESTIONS]).await?;
    rows.iter()
        .map(|row| {
            Ok(AnsweredOnce {
                title: row.get("title")?,
                number: row.get("number")?,
                count: row.get("answers")?,
                blank: row.get("blank")?,
                right: row.get("fully")?,
                share: row.get("share")?,
                whole: row.get("whole")?,
                product: row.get("product")?,
                share_squared: row.get("share_squared")?,
                whole_squared: row.get("whole_squared")?,
            })
        })
        .collect()
}

/// What a quiz's tries came to.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Tries {
    pub(in super::super) over: i64,
    pub(in super::super) underway: i64,
    pub(in super::super) to_grade: i64,
    pub(in super::super) learners: i64,
    /// Mean of those that are over and graded, from 0 to 1.
    pub(in super::super) mean: Option<f64>,
}

/// Over every version: one query.
pub(in super::super) async fn came_to(tx: &mut Tx, item: ItemId) -> Result<Tries> {
    let sql = sql!(
        "SELECT COUNT(a.ended_at) AS ended, COUNT(*) AS tries, COUNT(DISTINCT a.enrolment_id) AS learners,
                CAST(COALESCE(SUM(CASE WHEN a.to_grade > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting,
                AVG(CASE WHEN a.ended_at IS NOT NULL AND a.to_grade = 0 AND a.whole > 0
                    THEN CAST(a.earned AS DOUBLE PRECISION) / a.whole END) AS mean
         FROM quiz_attempts a JOIN item_versions v ON v.id = a.version_id WHERE v.item_id = $1"
    );
    let row = tx.one(sql, args![item]).await?;
    let (over, all): (i64, i64) = (row.get("ended")?, row.get("tries")?);
    Ok(Tries {
        over,
        underway: all - over,
        to_grade: row.get("waiting")?,
        learners: row.get("learners")?,
        mean: row.get("mean")?,
    })
}
