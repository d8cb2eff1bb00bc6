//! Rows of `quiz_answers`.

use assess::questions::{Answer, Outcome, Score, Share};
use catalogue::quizzes::Asked;
use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::ids::Uuid;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};
use training::sessions::SessionId;

use super::{TryId, count, json, read};

/// Where the answer at a place of a try is sealed: moved to another, it no longer opens.
fn sealed_at(column: &'static str, id: TryId, place: u32) -> Place {
    let row = Uuid::from_u128(id.0.as_u128() ^ (u128::from(place) << 16));
    Place::new("quiz_answers", column, row)
}

/// Seals an answer for its place.
pub(in super::super) fn seal(
    site: &Site,
    key: &DataKey,
    (id, place): (TryId, u32),
    answer: &Answer,
) -> Result<Vec<u8>> {
    key.seal(
        site.random(),
        sealed_at("answer", id, place),
        json(answer)?.as_bytes(),
    )
}

/// Opens the answer at a place.
pub(in super::super) fn opened(key: &DataKey, (id, place): (TryId, u32), sealed: &[u8]) -> Result<Answer> {
    let plain = key.open(sealed_at("answer", id, place), sealed)?;
    let text = String::from_utf8(plain).map_err(|error| Error::internal("reading an answer", error))?;
    read(&text)
}

const fn outcome_code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unanswered => "unanswered",
        Outcome::Wrong => "wrong",
        Outcome::Partly => "partly",
        Outcome::Right => "right",
        Outcome::ToGrade => "to_grade",
    }
}

fn outcome(code: &str) -> Result<Outcome> {
    let all = [
        Outcome::Unanswered,
        Outcome::Wrong,
        Outcome::Partly,
        Outcome::Right,
        Outcome::ToGrade,
    ];
    let found = all.into_iter().find(|one| outcome_code(*one) == code);
    found.ok_or_else(|| Error::fault(format!("an unknown outcome: {code}")))
}

/// What an answer earned.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Answered {
    pub(in super::super) outcome: Outcome,
    pub(in super::super) share: Share,
}

impl Answered {
    pub(super) fn of(row: &Row) -> Result<Self> {
        Ok(Self {
            outcome: outcome(&row.get::<String>("outcome")?)?,
            share: Share::from_units(row.get("share")?),
        })
    }

    /// As what a try comes to is added up.
    pub(in super::super) fn score(self) -> Score {
        Score {
            share: self.share,
            outcome: self.outcome,
            ..Score::unanswered()
        }
    }
}

/// What is kept of the answer at a place.
#[derive(Clone, Debug)]
pub(in super::super) struct Kept {
    pub(in super::super) place: u32,
    pub(in super::super) answered: Answered,
    /// Sealed; none when nothing is answered.
    pub(in super::super) answer: Option<Vec<u8>>,
    pub(in super::super) given_at: i64,
    pub(in super::super) flagged: bool,
    pub(in super::super) locked: bool,
    /// When a person graded it.
    pub(in super::super) graded_at: Option<Timestamp>,
    /// What they said of it, sealed.
    comment: Option<Vec<u8>>,
}

impl Kept {
    /// What whoever graded it said.
    pub(in super::super) fn comment(&self, key: &DataKey, id: TryId) -> Result<String> {
        let Some(sealed) = &self.comment else {
            return Ok(String::new());
        };
        let plain = key.open(sealed_at("comment", id, self.place), sealed)?;
        String::from_utf8(plain).map_err(|error| Error::internal("reading a comment", error))
    }
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        place: u32::try_from(row.get::<i64>("place")?).unwrap_or_default(),
        answered: Answered::of(row)?,
        answer: row.get("answer")?,
        given_at: row.get("given_at")?,
        flagged: row.get::<i64>("flagged")? == 1,
        locked: row.get::<Option<i64>>("locked_at")?.is_some(),
        graded_at: row.get("graded_at")?,
        comment: row.get("comment")?,
    })
}

/// What is kept of the answers of a try, by place: one query.
pub(in super::super) async fn answers(tx: &mut Tx, id: TryId) -> Result<Vec<Kept>> {
    let sql = sql!(
        "SELECT place, answer, outcome, share, given_at, flagged, locked_at, graded_at, comment FROM quiz_answers
         WHERE attempt_id = $1 ORDER BY place"
    );
    tx.all(sql, args![id]).await?.iter().map(kept).collect()
}

/// An answer about to be kept.
pub(in super::super) struct Put<'a> {
    pub(in super::super) id: TryId,
    pub(in super::super) place: u32,
    pub(in super::super) question: Uuid,
    pub(in super::super) sealed: Option<Vec<u8>>,
    pub(in super::super) score: &'a Score,
    pub(in super::super) given_at: i64,
    /// An answer given after this one doesn't give way.
    pub(in super::super) over: i64,
    /// It is to be looked at again.
    pub(in super::super) flagged: bool,
    /// It is given for good.
    pub(in super::super) locked: bool,
}

/// Keeps an answer, unless the try is over, the answer is given for good, or a later one was given. False then.
pub(in super::super) async fn put(tx: &mut Tx, now: Timestamp, put: &Put<'_>) -> Result<bool> {
    super::lock(tx, put.id).await?;
    let sql = sql!(
        "INSERT INTO quiz_answers (attempt_id, place, question_version_id, answer, outcome, share, given_at, answered_at, flagged, locked_at)
         SELECT a.id, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM quiz_attempts a WHERE a.id = $1 AND a.ended_at IS NULL
         ON CONFLICT (attempt_id, place) DO UPDATE SET answer = $4, outcome = $5, share = $6, given_at = $7, answered_at = $8,
           flagged = $9, locked_at = $10
         WHERE quiz_answers.locked_at IS NULL AND quiz_answers.given_at <= $11"
    );
    let values = args![
        put.id,
        put.place,
        put.question,
        put.sealed.clone(),
        outcome_code(put.score.outcome),
        put.score.share.units(),
        put.given_at,
        now,
        i64::from(put.flagged),
        put.locked.then_some(now),
        put.over
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// The questions of a try that is over to which nothing was answered count as such.
pub(in super::super) async fn fill(
    tx: &mut Tx,
    now: Timestamp,
    id: TryId,
    missing: &[(u32, Uuid)],
) -> Result<()> {
    for (place, question) in missing {
        let sql = sql!(
            "INSERT INTO quiz_answers (attempt_id, place, question_version_id, answer, outcome, share, given_at, answered_at, flagged)
             VALUES ($1, $2, $3, NULL, 'unanswered', 0, 0, $4, 0) ON CONFLICT (attempt_id, place) DO NOTHING"
        );
        tx.execute(sql, args![id, *place, *question, now]).await?;
    }
    Ok(())
}

/// An answer that a person grades.
pub(in super::super) struct Waiting {
    pub(in super::super) id: TryId,
    pub(in super::super) number: i64,
    pub(in super::super) kept: Kept,
    pub(in super::super) question: Uuid,
    /// What its try asks.
    pub(in super::super) asked: Vec<Asked>,
    pub(in super::super) person: PersonId,
    pub(in super::super) step: String,
}

/// Which free answers of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Which {
    /// Those that wait for a person, the first handed in first.
    Waiting,
    /// Those that a person graded, the last graded first.
    Graded,
}

/// Free answers of a session: one query.
pub(in super::super) async fn free(
    tx: &mut Tx,
    session: SessionId,
    which: Which,
    most: usize,
) -> Result<Vec<Waiting>> {
    let waiting = sql!(
        "SELECT n.place, n.answer, n.outcome, n.share, n.given_at, n.flagged, n.locked_at, n.graded_at, n.comment,
                n.attempt_id, n.question_version_id, a.number, a.asked, e.person_id, t.title
         FROM quiz_attempts a JOIN enrolments e ON e.id = a.enrolment_id JOIN quiz_answers n ON n.attempt_id = a.id
         JOIN steps t ON t.id = a.step_id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL AND a.to_grade > 0 AND n.outcome = 'to_grade'
         ORDER BY a.ended_at, a.id, n.place LIMIT $2"
    );
    let graded = sql!(
        "SELECT n.place, n.answer, n.outcome, n.share, n.given_at, n.flagged, n.locked_at, n.graded_at, n.comment,
                n.attempt_id, n.question_version_id, a.number, a.asked, e.person_id, t.title
         FROM quiz_attempts a JOIN enrolments e ON e.id = a.enrolment_id JOIN quiz_answers n ON n.attempt_id = a.id
         JOIN steps t ON t.id = a.step_id
         WHERE e.session_id = $1 AND e.withdrawn_at IS NULL AND n.graded_at IS NOT NULL
         ORDER BY n.graded_at DESC, a.id, n.place LIMIT $2"
    );
    let sql = match which {
        Which::Waiting => waiting,
        Which::Graded => graded,
    };
    let rows = tx.all(sql, args![session, count(most)]).await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                id: row.get("attempt_id")?,
                number: row.get("number")?,
                kept: kept(row)?,
                question: row.get("question_version_id")?,
                asked: read(&row.get::<String>("asked")?)?,
                person: row.get("person_id")?,
                step: row.get("title")?,
            })
        })
        .collect()
}

/// What a person gives an answer, and what they say of it.
pub(in super::super) struct Graded<'a> {
    pub(in super::super) score: &'a Score,
    pub(in super::super) comment: Option<Vec<u8>>,
    pub(in super::super) by: Option<PersonId>,
    /// When the grade that this one replaces was given; none for the first.
    pub(in super::super) over: Option<Timestamp>,
}

/// A comment, sealed for its place.
pub(in super::super) fn sealed_comment(
    site: &Site,
    key: &DataKey,
    (id, place): (TryId, u32),
    comment: &str,
) -> Result<Vec<u8>> {
    key.seal(site.random(), sealed_at("comment", id, place), comment.as_bytes())
}

/// Writes what a person gives; false when the answer waits for nobody, or somebody else graded it meanwhile.
pub(in super::super) async fn put_grade(
    tx: &mut Tx,
    now: Timestamp,
    (id, place): (TryId, u32),
    grade: &Graded<'_>,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE quiz_answers SET outcome = $3, share = $4, comment = $5, tutor_id = $6, graded_at = $7
         WHERE attempt_id = $1 AND place = $2
           AND (graded_at = $8 OR (CAST($8 AS BIGINT) IS NULL AND outcome = 'to_grade'))"
    );
    let values = args![
        id,
        place,
        outcome_code(grade.score.outcome),
        grade.score.share.units(),
        grade.comment.clone(),
        grade.by,
        now,
        grade.over
    ];
    Ok(tx.execute(sql, values).await? == 1)
}
