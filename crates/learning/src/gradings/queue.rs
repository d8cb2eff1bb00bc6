//! Works that were handed in, over all the sessions that someone may correct: what waits, what is to be read, what is published.

use catalogue::courses::StepId;
use catalogue::library::VersionId;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::html::Pages;
use platform::{PersonId, Result, Site, args};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;
use training::sessions::SessionId;

use super::statements::{count, grouped, lines, named, neighbour, placed, read_by_another};
use super::store::claims::held_after;
use crate::submissions::SubmissionId;

/// The lines of a page.
const PAGE: u32 = 50;

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

/// A work in a list: it waits to be corrected, its correction waits to be read, or is published.
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
    /// A group's: its learner is who began.
    pub together: bool,
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
        together: row.get::<Option<GroupId>>("group_id")?.is_some(),
        draft: row.get("draft")?,
        version: row.get("version_id")?,
        claimed: row.get("claimed")?,
        corrector: row.get("corrector")?,
    })
}

/// A page of what someone may correct, from 1, and how much there is in all: one query, three beyond the last page, which is then
/// given. What waits, the oldest first; what is published, the latest.
///
/// # Errors
/// The store's.
pub async fn list(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    asked: &Asked,
    page: u32,
) -> Result<(Vec<Waiting>, Pages)> {
    let page = page.max(1);
    let (lines, total) = read(tx, site, person, asked, (PAGE, page)).await?;
    let pages = |current, total| Pages {
        current,
        size: PAGE,
        total,
    };
    if page == 1 || !lines.is_empty() {
        return Ok((lines, pages(page, total)));
    }
    let total = self::total(tx, site, person, asked).await?;
    let last = pages(1, total).last();
    let (lines, _) = read(tx, site, person, asked, (PAGE, last)).await?;
    Ok((lines, pages(last, total)))
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
    let (lines, _) = read(tx, site, person, &asked, (most, 1)).await?;
    Ok(lines)
}

/// A work that waits and that someone may correct: one query.
///
/// # Errors
/// The store's.
pub async fn one(tx: &mut Tx, site: &Site, person: PersonId, id: SubmissionId) -> Result<Option<Waiting>> {
    let asked = Asked::default();
    let whose = asked.whose.code();
    let values = args![person, held_after(site), asked.session, asked.step, whose, id];
    let row = tx.optional(named(), values).await?;
    row.as_ref().map(waiting).transpose()
}

async fn read(
    tx: &mut Tx,
    site: &Site,
    person: PersonId,
    asked: &Asked,
    (size, page): (u32, u32),
) -> Result<(Vec<Waiting>, u64)> {
    let before = i64::from(page - 1) * i64::from(size);
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
    let total = match rows.first() {
        Some(row) => u64::try_from(row.get::<i64>("many")?).unwrap_or_default(),
        None => 0,
    };
    let lines = rows.iter().map(waiting).collect::<Result<_>>()?;
    Ok((lines, total))
}

async fn many(tx: &mut Tx, site: &Site, sql: Sql, person: PersonId, asked: &Asked) -> Result<u64> {
    let values = args![
        person,
        held_after(site),
        asked.session,
        asked.step,
        asked.whose.code()
    ];
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
    let values = args![
        person,
        held_after(site),
        asked.session,
        asked.step,
        asked.whose.code()
    ];
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
        args![
            person,
            held_after(site),
            asked.session,
            asked.step,
            whose,
            handed_at,
            id
        ]
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
