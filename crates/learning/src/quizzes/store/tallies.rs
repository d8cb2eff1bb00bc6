//! Rows of `quiz_tallies`: what tries bring to the figures of their questions, until a job has added it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use assess::quiz::tally::Tally;
use catalogue::library::VersionId;
use catalogue::questions::Changes;
use catalogue::quizzes::Asked;
use platform::db::Tx;
use platform::ids::Uuid;
use platform::{Result, Site, args, sql};

use super::answers::Answered;
use super::{TryId, count, json, read};

/// What changed for each question, as it is kept.
type Kept = Vec<(Uuid, [i64; 8])>;

/// Keeps what a try changes in the figures of its questions: what it brings, or the opposite of what it had brought.
pub(in super::super) async fn put_tallies(
    tx: &mut Tx,
    site: &Site,
    id: TryId,
    changes: &[(Uuid, Tally)],
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let kept: Kept = changes
        .iter()
        .map(|(question, tally)| (*question, tally.to_row()))
        .collect();
    let sql = sql!(
        "INSERT INTO quiz_tallies (id, attempt_id, version_id, changes) SELECT $1, a.id, a.version_id, $3 FROM quiz_attempts a WHERE a.id = $2"
    );
    tx.execute(sql, args![site.new_id::<TryId>(), id, json(&kept)?])
        .await
        .map(drop)
}

/// Takes what was kept of so many tries at most, and how many they are.
pub(in super::super) async fn take_tallies(tx: &mut Tx, most: usize) -> Result<(Changes, usize)> {
    let sql = sql!("SELECT id, version_id, changes FROM quiz_tallies ORDER BY id LIMIT $1");
    let rows = tx.all(sql, args![count(most)]).await?;
    let mut changes = Changes::new();
    for row in &rows {
        let (id, version): (Uuid, Uuid) = (row.get("id")?, row.get("version_id")?);
        let kept: Kept = read(&row.get::<String>("changes")?)?;
        for (question, tally) in kept {
            *changes.entry((question, version)).or_default() += Tally::from_row(tally);
        }
        forget(tx, id).await?;
    }
    Ok((changes, rows.len()))
}

async fn forget(tx: &mut Tx, id: Uuid) -> Result<()> {
    let sql = sql!("DELETE FROM quiz_tallies WHERE id = $1");
    tx.execute(sql, args![id]).await.map(drop)
}

/// The versions of quizzes that somebody has tried, or that have figures.
pub(in super::super) async fn tried(tx: &mut Tx) -> Result<Vec<VersionId>> {
    let sql = sql!(
        "SELECT version_id FROM quiz_attempts WHERE ended_at IS NOT NULL
         UNION SELECT quiz_version_id FROM question_figures"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter().map(|row| row.get("version_id")).collect()
}

/// Tries that are over and graded, as figures are made again of them.
#[derive(Default)]
pub(in super::super) struct Lot {
    pub(in super::super) tries: BTreeMap<TryId, Over>,
    /// What they were about to bring: it isn't in the figures yet.
    pub(in super::super) waiting: Vec<(Uuid, Tally)>,
}

/// One of them.
pub(in super::super) struct Over {
    pub(in super::super) asked: Vec<Asked>,
    pub(in super::super) answered: BTreeMap<u32, Answered>,
}

/// How many tries are read at once.
const AT_ONCE: i64 = 200;

/// Tries of a version that are over and graded, after one of them: none when there are no more. Each is read with what it was
/// about to bring in one statement: their difference is what the figures have of it, whatever changes meanwhile.
pub(in super::super) async fn over_after(tx: &mut Tx, version: VersionId, after: TryId) -> Result<Lot> {
    // The plus keeps the embedded store on the index whose order is that of the identifiers.
    let sql = sql!(
        "SELECT a.id, a.asked, n.place, n.outcome, n.share, p.id AS tally, p.changes
         FROM (SELECT id, asked FROM quiz_attempts WHERE version_id = $1 AND id > $2 AND +ended_at IS NOT NULL AND to_grade = 0
                 AND whole > 0 ORDER BY id LIMIT $3) a
         JOIN quiz_answers n ON n.attempt_id = a.id LEFT JOIN quiz_tallies p ON p.attempt_id = a.id ORDER BY a.id, n.place"
    );
    let mut lot = Lot::default();
    let mut seen: BTreeSet<Uuid> = BTreeSet::new();
    for row in &tx.all(sql, args![version, after, AT_ONCE]).await? {
        if let Some(id) = row.get::<Option<Uuid>>("tally")?
            && seen.insert(id)
        {
            let kept: Kept = read(&row.get::<String>("changes")?)?;
            let kept = kept
                .into_iter()
                .map(|(question, tally)| (question, Tally::from_row(tally)));
            lot.waiting.extend(kept);
        }
        let place = u32::try_from(row.get::<i64>("place")?).unwrap_or_default();
        let one = match lot.tries.entry(row.get("id")?) {
            Entry::Occupied(one) => one.into_mut(),
            Entry::Vacant(free) => free.insert(Over {
                asked: read(&row.get::<String>("asked")?)?,
                answered: BTreeMap::new(),
            }),
        };
        one.answered.insert(place, Answered::of(row)?);
    }
    Ok(lot)
}
