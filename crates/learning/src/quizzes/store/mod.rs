//! Rows of `quiz_attempts`, `quiz_answers`, `quiz_extra_times` and `quiz_tallies`.

mod answers;
mod counts;
pub(super) mod extra;
mod tallies;

use assess::quiz::attempts::{Attempt, Extra};
use assess::quiz::shuffle::Seed;
use assess::quiz::total::Total;
use catalogue::courses::{self, Completion, StepId};
use catalogue::library::{ItemKind, VersionId};
use catalogue::quizzes::{Asked, Rules};
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::ids::Uuid;
use platform::{Error, Result, args, id_type, sql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use training::enrolment::EnrolmentId;

pub(super) use answers::{
    Answered, Graded, Kept, Put, Waiting, Which, answers, fill, free, opened, put, put_grade, seal,
    sealed_comment,
};
pub(super) use counts::{Tries, came_to};
pub(super) use extra::{GivenTime, give_extra, lock_extra, read_extra, seal_reason};
pub(super) use tallies::{over_after, put_tallies, take_tallies, tried};

id_type!(
    /// A learner's try at a quiz.
    TryId
);

/// A learner's try at a quiz: what it asks and its rules are those of when it started.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) id: TryId,
    /// 1, 2, 3…
    pub(super) number: u32,
    pub(super) seed: Seed,
    pub(super) rules: Rules,
    pub(super) asked: Vec<Asked>,
    pub(super) attempt: Attempt,
}

impl Try {
    /// The versions of the questions that it asks, in order.
    pub(super) fn versions(&self) -> Vec<Uuid> {
        self.asked.iter().map(|one| one.version).collect()
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::internal("writing a try", error))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::internal("reading a try", error))
}

fn one(row: &Row) -> Result<Try> {
    let seed: Vec<u8> = row.get("seed")?;
    let seed = seed
        .try_into()
        .map_err(|_| Error::fault("a seed of another length"))?;
    Ok(Try {
        id: row.get("id")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        seed: Seed(seed),
        rules: read(&row.get::<String>("rules")?)?,
        asked: read(&row.get::<String>("asked")?)?,
        attempt: Attempt {
            started: row.get("started_at")?,
            ended: row.get("ended_at")?,
            total: Total {
                earned: row.get("earned")?,
                whole: row.get("whole")?,
                to_grade: usize::try_from(row.get::<i64>("to_grade")?).unwrap_or_default(),
            },
        },
    })
}

/// A learner's tries at the quiz of a step, the first first, and the time they have more: two queries.
pub(super) async fn tries(tx: &mut Tx, enrolment: EnrolmentId, step: StepId) -> Result<(Vec<Try>, Extra)> {
    let sql = sql!(
        "SELECT id, number, seed, rules, asked, started_at, ended_at, earned, whole, to_grade FROM quiz_attempts
         WHERE enrolment_id = $1 AND step_id = $2 ORDER BY number"
    );
    let rows = tx.all(sql, args![enrolment, step]).await?;
    let tries = rows.iter().map(one).collect::<Result<_>>()?;
    Ok((tries, extra::time(tx, enrolment).await?))
}

/// One of them, and the time its learner has more: one query. None when there is no such try.
pub(super) async fn numbered(
    tx: &mut Tx,
    (enrolment, step): (EnrolmentId, StepId),
    number: u32,
) -> Result<Option<(Try, Extra)>> {
    let sql = sql!(
        "SELECT a.id, a.number, a.seed, a.rules, a.asked, a.started_at, a.ended_at, a.earned, a.whole, a.to_grade,
                x.kind AS extra, x.amount FROM quiz_attempts a
         LEFT JOIN quiz_extra_times x ON x.enrolment_id = a.enrolment_id
         WHERE a.enrolment_id = $1 AND a.step_id = $2 AND a.number = $3"
    );
    let row = tx.optional(sql, args![enrolment, step, number]).await?;
    row.map(|row| Ok((one(&row)?, extra::of(&row)?))).transpose()
}

/// Whose a try is, and what ends its step.
pub(super) struct Holder {
    pub(super) enrolment: EnrolmentId,
    pub(super) step: StepId,
    pub(super) completion: Completion,
}

/// Whose this try is: one query.
pub(super) async fn holder(tx: &mut Tx, id: TryId) -> Result<Holder> {
    let sql = sql!(
        "SELECT a.enrolment_id, a.step_id, t.required, t.required_above, t.completion, t.completion_percent, i.kind
         FROM quiz_attempts a JOIN steps t ON t.id = a.step_id LEFT JOIN items i ON i.id = t.item_id WHERE a.id = $1"
    );
    let row = tx.one(sql, args![id]).await?;
    let kind: Option<String> = row.get("kind")?;
    Ok(Holder {
        enrolment: row.get("enrolment_id")?,
        step: row.get("step_id")?,
        completion: courses::asked(&row, kind.as_deref().and_then(ItemKind::parse))?.1,
    })
}

/// A try about to be written.
pub(super) struct NewTry<'a> {
    pub(super) id: TryId,
    pub(super) enrolment: EnrolmentId,
    pub(super) step: StepId,
    pub(super) version: VersionId,
    pub(super) number: u32,
    pub(super) seed: Seed,
    pub(super) rules: &'a Rules,
    pub(super) asked: &'a [Asked],
    pub(super) started: Timestamp,
}

/// Writes a try; false when another was started at the same moment.
pub(super) async fn insert(tx: &mut Tx, new: &NewTry<'_>) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO quiz_attempts (id, enrolment_id, step_id, version_id, number, seed, rules, asked, started_at, earned, whole, to_grade)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0) ON CONFLICT DO NOTHING"
    );
    let values = args![
        new.id,
        new.enrolment,
        new.step,
        new.version,
        new.number,
        &new.seed.0[..],
        json(new.rules)?,
        json(&new.asked)?,
        new.started
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Nobody else writes an answer of this try, or ends it, meanwhile. After the lock of where its learner stands, where both are taken.
pub(super) async fn lock(tx: &mut Tx, id: TryId) -> Result<()> {
    tx.lock("step try", id.0).await
}

/// Ends a try with what it comes to; false when it was over already.
pub(super) async fn end(tx: &mut Tx, id: TryId, at: Timestamp, total: Total) -> Result<bool> {
    let sql = sql!(
        "UPDATE quiz_attempts SET ended_at = $2, earned = $3, whole = $4, to_grade = $5 WHERE id = $1 AND ended_at IS NULL"
    );
    let values = args![id, at, total.earned, total.whole, count(total.to_grade)];
    Ok(tx.execute(sql, values).await? == 1)
}

/// What a try that is over comes to now.
pub(super) async fn retotal(tx: &mut Tx, id: TryId, total: Total) -> Result<()> {
    let sql = sql!("UPDATE quiz_attempts SET earned = $2, whole = $3, to_grade = $4 WHERE id = $1");
    let values = args![id, total.earned, total.whole, count(total.to_grade)];
    tx.execute(sql, values).await.map(drop)
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
