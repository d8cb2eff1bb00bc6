//! What waits to be corrected, over all the sessions that someone may correct.

use catalogue::courses::StepId;
use catalogue::library::VersionId;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::Within;
use platform::{PersonId, Result, Site, args};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use super::GradeSubmission;
use super::store::claims::held_after;
use crate::submissions::SubmissionId;

/// The lines of a page.
pub const PAGE: u32 = 50;

/// Where a work stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has published its correction, nor asked that it be read.
    #[default]
    Waiting,
    /// Its correction waits for a second tutor.
    ToRead,
    /// Its correction is published.
    Published,
}

/// Whose works are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Those that who asks takes care of.
    Mine,
    /// Those that nobody does.
    Nobodys,
}

impl Whose {
    /// As an address says it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mine => "moi",
            Self::Nobodys => "personne",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Self {
        let all = [Self::Mine, Self::Nobodys];
        all.into_iter().find(|one| one.code() == code).unwrap_or_default()
    }
}

/// What is asked of a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which works.
    pub state: State,
    /// Of one session.
    pub session: Option<SessionId>,
    /// At one step.
    pub step: Option<StepId>,
    /// Of whom.
    pub whose: Whose,
}

/// A work that waits to be corrected.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which.
    pub id: SubmissionId,
    /// Whose.
    pub person: PersonId,
    /// Under which enrolment.
    pub enrolment: EnrolmentId,
    /// Of which session.
    pub session: SessionId,
    /// Its reference.
    pub reference: String,
    /// The zone of its region.
    pub zone: String,
    /// The course.
    pub course: String,
    /// At which step.
    pub step: StepId,
    /// Its title.
    pub step_title: String,
    /// Which try, from 1.
    pub number: u32,
    /// When it was handed in.
    pub handed_at: Timestamp,
    /// After the date of its step.
    pub late: bool,
    /// To be corrected without the name.
    pub anonymous: bool,
    /// The revision of its draft, when somebody has begun to correct it.
    pub draft: Option<i64>,
    /// What it was asked by.
    pub version: VersionId,
    /// Who takes care of it.
    pub claimed: Option<PersonId>,
    /// Who asked that its correction be read.
    pub corrector: Option<PersonId>,
}

/// The works of a step of a session that wait.
#[derive(Clone, Debug)]
pub struct Group {
    /// Of which session.
    pub session: SessionId,
    /// Its reference.
    pub reference: String,
    /// The course.
    pub course: String,
    /// At which step.
    pub step: StepId,
    /// Its title.
    pub step_title: String,
}

/// What is read of a line.
const LINE: &str = "o.id, e.person_id, o.enrolment_id, e.session_id, s.reference, r.zone, c.title AS course, o.step_id,
    t.title AS step, o.number, o.handed_at, o.late, o.anonymous, o.version_id, g.revision AS draft, k.tutor_id AS claimed,
    w.tutor_id AS corrector";
/// The oldest first.
const OLDEST: &str = "ORDER BY o.handed_at, o.id";

/// A statement over the works of a state that someone may correct ($1), with the claims that hold after $2, of a session ($3),
/// a step ($4), someone or nobody ($5).
fn over(what: &str, state: State, more: &str) -> Sql {
    let (gradings, which) = match state {
        State::Waiting => ("LEFT JOIN", "o.settled = 0 AND w.id IS NULL"),
        State::ToRead => ("LEFT JOIN", "w.id IS NOT NULL"),
        State::Published => ("JOIN", "g.published_at IS NOT NULL AND w.id IS NULL"),
    };
    Sql::built(format!(
        "SELECT {what}
         FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id JOIN training_sessions s ON s.id = e.session_id
         JOIN regions r ON r.id = s.region_id JOIN courses c ON c.id = s.course_id JOIN steps t ON t.id = o.step_id
         {gradings} gradings g ON g.submission_id = o.id
         LEFT JOIN grading_claims k ON k.submission_id = o.id AND k.claimed_at > $2
         LEFT JOIN grading_readings w ON w.submission_id = o.id AND w.answered_at IS NULL
         WHERE {} AND {which} AND e.session_id = COALESCE($3, e.session_id) AND o.step_id = COALESCE($4, o.step_id)
           AND ($5 = '' OR ($5 = 'moi' AND k.tutor_id = $1) OR ($5 = 'personne' AND k.tutor_id IS NULL)) {more}",
        Within::<GradeSubmission>::predicate()
    ))
}

const STATES: [State; 3] = [State::Waiting, State::ToRead, State::Published];

fn lines(state: State) -> Sql {
    let order = match state {
        State::Published => "ORDER BY g.published_at DESC, o.id",
        State::Waiting | State::ToRead => OLDEST,
    };
    over(LINE, state, &format!("{order} LIMIT $6 OFFSET $7"))
}

fn count(state: State) -> Sql {
    over("COUNT(*) AS many", state, "")
}

fn grouped() -> Sql {
    over(
        "e.session_id, s.reference, c.title AS course, o.step_id, t.title AS step, MIN(o.handed_at) AS oldest",
        State::Waiting,
        "GROUP BY e.session_id, s.reference, c.title, o.step_id, t.title ORDER BY oldest, o.step_id",
    )
}

fn neighbour(after: bool) -> Sql {
    let (than, order) = match after {
        true => (">", OLDEST),
        false => ("<", "ORDER BY o.handed_at DESC, o.id DESC"),
    };
    let more = format!("AND (o.handed_at {than} $6 OR (o.handed_at = $6 AND o.id {than} $7)) {order} LIMIT 1");
    over("o.id", State::Waiting, &more)
}

fn placed() -> Sql {
    over("COUNT(*) AS many", State::Waiting, "AND (o.handed_at < $6 OR (o.handed_at = $6 AND o.id <= $7))")
}

fn named(state: State) -> Sql {
    over(LINE, state, "AND o.id = $6")
}

fn read_by_another() -> Sql {
    over("COUNT(*) AS many", State::ToRead, "AND w.tutor_id <> $1")
}

/// Every statement of this file, put together with the scope predicate of [`GradeSubmission`].
pub fn statements() -> Vec<Sql> {
    let mut all: Vec<Sql> = STATES.into_iter().flat_map(|state| [lines(state), count(state)]).collect();
    all.extend([grouped(), neighbour(true), neighbour(false), placed(), named(State::Waiting), read_by_another()]);
    all
}

fn waiting(row: &Row) -> Result<Waiting> {
    Ok(Waiting {
        id: row.get("id")?,
        person: row.get("person_id")?,
        enrolment: row.get("enrolment_id")?,
        session: row.get("session_id")?,
        reference: row.get("reference")?,
        zone: row.get("zone")?,
        course: row.get("course")?,
        step: row.get("step_id")?,
        step_title: row.get("step")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        handed_at: row.get("handed_at")?,
        late: row.get::<i64>("late")? != 0,
        anonymous: row.get::<i64>("anonymous")? != 0,
        draft: row.get("draft")?,
        version: row.get("version_id")?,
        claimed: row.get("claimed")?,
        corrector: row.get("corrector")?,
    })
}

/// A page of what someone may correct, from 1: one query. What waits, the oldest first; what is published, the latest.
///
/// # Errors
/// The store's.
pub async fn list(tx: &mut Tx, site: &Site, person: PersonId, asked: &Asked, page: u32) -> Result<Vec<Waiting>> {
    read(tx, site, person, asked, (PAGE, page)).await
}

/// All that waits at a step of a session, `most` at most: one query.
///
/// # Errors
/// The store's.
pub async fn at_step(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    (session, step): (SessionId, StepId),
    most: u32,
) -> Result<Vec<Waiting>> {
    let asked = Asked {
        session: Some(session),
        step: Some(step),
        ..Asked::default()
    };
    read(tx, site, person, &asked, (most, 1)).await
}

/// A work that waits and that someone may correct: one query.
///
/// # Errors
/// The store's.
pub async fn one(tx: &mut Tx, site: &Site, person: PersonId, id: SubmissionId) -> Result<Option<Waiting>> {
    let asked = Asked::default();
    let whose = asked.whose.code();
    let values = args![person, held_after(site), asked.session, asked.step, whose, id];
    let row = tx.optional(named(State::Waiting), values).await?;
    row.as_ref().map(waiting).transpose()
}

async fn read(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    asked: &Asked,
    (size, page): (u32, u32),
) -> Result<Vec<Waiting>> {
    let before = i64::from(page.max(1) - 1) * i64::from(size);
    let values = args![
        person,
        held_after(site),
        asked.session,
        asked.step,
        asked.whose.code(),
        i64::from(size),
        before
    ];
    let rows = tx.all(lines(asked.state), values).await?;
    rows.iter().map(waiting).collect()
}

async fn many(tx: &mut Tx, site: &Site, sql: Sql, person: PersonId, asked: &Asked) -> Result<u64> {
    let values = args![person, held_after(site), asked.session, asked.step, asked.whose.code()];
    let row = tx.one(sql, values).await?;
    Ok(u64::try_from(row.get::<i64>("many")?).unwrap_or_default())
}

/// How much is asked for, whatever the page: one query.
///
/// # Errors
/// The store's.
pub async fn total(tx: &mut Tx, site: &Site, person: PersonId, asked: &Asked) -> Result<u64> {
    many(tx, site, count(asked.state), person, asked).await
}

/// How much waits: one query.
///
/// # Errors
/// The store's.
pub async fn to_correct(tx: &mut Tx, site: &Site, person: PersonId) -> Result<u64> {
    total(tx, site, person, &Asked::default()).await
}

/// How many corrections wait to be read by someone who didn't make them: one query.
///
/// # Errors
/// The store's.
pub async fn to_read(tx: &mut Tx, site: &Site, person: PersonId) -> Result<u64> {
    many(tx, site, read_by_another(), person, &Asked::default()).await
}

/// The steps and the sessions of what waits, the oldest first: one query.
///
/// # Errors
/// The store's.
pub async fn groups(tx: &mut Tx, site: &Site, person: PersonId) -> Result<Vec<Group>> {
    let asked = Asked::default();
    let values = args![person, held_after(site), asked.session, asked.step, asked.whose.code()];
    let rows = tx.all(grouped(), values).await?;
    rows.iter()
        .map(|row| {
            Ok(Group {
                session: row.get("session_id")?,
                reference: row.get("reference")?,
                course: row.get("course")?,
                step: row.get("step_id")?,
                step_title: row.get("step")?,
            })
        })
        .collect()
}

/// What stands before and after a work among those that wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// The one before.
    pub before: Option<SubmissionId>,
    /// The one after.
    pub after: Option<SubmissionId>,
    /// Its place, from 1.
    pub place: u64,
    /// Among how many.
    pub of: u64,
}

/// Where a work stands among those that wait: four queries.
///
/// # Errors
/// The store's.
pub async fn around(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    asked: &Asked,
    (id, handed_at): (SubmissionId, Timestamp),
) -> Result<Around> {
    let values = || {
        let whose = asked.whose.code();
        args![person, held_after(site), asked.session, asked.step, whose, handed_at, id]
    };
    let before = tx.optional(neighbour(false), values()).await?;
    let after = tx.optional(neighbour(true), values()).await?;
    let place = tx.one(placed(), values()).await?.get::<i64>("many")?;
    Ok(Around {
        before: before.map(|row| row.get("id")).transpose()?,
        after: after.map(|row| row.get("id")).transpose()?,
        place: u64::try_from(place).unwrap_or_default(),
        of: total(tx, site, person, asked).await?,
    })
}
