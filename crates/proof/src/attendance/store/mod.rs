//! Rows of `attendance_sheets`, `attendance_marks` and `attendance_tries`; `seals` has the others, `people` who is on them.

mod people;
pub(super) mod seals;

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::vault::Place;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use super::halves::{Half, HalfDay, Key};
use super::rules::{self, Method, Reason, Said, Why};

pub(crate) use people::pass;
pub(super) use people::{Attendant, Before, attendants, before, who_left};

id_type!(
    /// A sheet that somebody began.
    SheetId
);
id_type!(
    /// What a sheet says of someone.
    MarkId
);

/// A sheet that somebody began.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) id: SheetId,
    pub(super) session: SessionId,
    /// As it was planned when it began.
    pub(super) half: HalfDay,
    /// Six digits, that learners type.
    pub(super) code: String,
}

/// What a sheet says of someone.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) id: MarkId,
    pub(super) enrolment: EnrolmentId,
    pub(super) said: Said,
    pub(super) method: Method,
    /// When it was said.
    pub(super) at: Timestamp,
    /// When it reached the platform.
    pub(super) recorded_at: Timestamp,
    /// Who said it, or held the tablet.
    pub(super) by: Option<PersonId>,
    /// The signature, sealed with the learner's key.
    pub(super) signature: Option<Vec<u8>>,
    /// When it was taken back, by whom and why.
    pub(super) cancelled: Option<(Timestamp, Option<PersonId>, Why)>,
}

fn sheet(row: &Row) -> Result<Sheet> {
    let (day, half): (String, String) = (row.get("day")?, row.get("half")?);
    let fault = || Error::fault(format!("an unknown half-day: {day} {half}"));
    Ok(Sheet {
        id: row.get("id")?,
        session: row.get("session_id")?,
        half: HalfDay {
            key: Key {
                day: day.parse().map_err(|_| fault())?,
                half: Half::parse(&half).ok_or_else(fault)?,
                step: row.get("step_id")?,
            },
            title: row.get("title")?,
            modality: row.get("modality")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            minutes: u32::try_from(row.get::<i64>("minutes")?).unwrap_or_default(),
            place: row.get("place")?,
        },
        code: row.get("code")?,
    })
}

/// The sheets of a session: one query.
pub(super) async fn of_session(tx: &mut Tx, session: SessionId) -> Result<Vec<Sheet>> {
    let sql = sql!(
        "SELECT s.id, s.session_id, s.step_id, s.day, s.half, s.starts_at, s.ends_at, s.minutes, s.place, s.code, t.title, t.modality
         FROM attendance_sheets s JOIN steps t ON t.id = s.step_id WHERE s.session_id = $1 ORDER BY s.starts_at, s.id"
    );
    tx.all(sql, args![session]).await?.iter().map(sheet).collect()
}

/// The sheet of a half-day, once somebody began it.
pub(super) async fn find(tx: &mut Tx, session: SessionId, key: Key) -> Result<Option<Sheet>> {
    let sql = sql!(
        "SELECT s.id, s.session_id, s.step_id, s.day, s.half, s.starts_at, s.ends_at, s.minutes, s.place, s.code, t.title, t.modality
         FROM attendance_sheets s JOIN steps t ON t.id = s.step_id
         WHERE s.session_id = $1 AND s.step_id = $2 AND s.day = $3 AND s.half = $4"
    );
    let values = args![session, key.step, key.day.to_string(), key.half.code()];
    tx.optional(sql, values).await?.as_ref().map(sheet).transpose()
}

/// Whoever signs or changes a sheet does it alone.
pub(super) async fn lock(tx: &mut Tx, sheet: SheetId) -> Result<()> {
    tx.lock("attendance sheet", sheet.0).await
}

/// Whoever begins a sheet of a session, or moves its dates, does it alone.
pub(super) async fn lock_session(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.lock("attendance", session.0).await
}

/// The sheet of a half-day that nobody began. The caller holds the lock.
pub(super) async fn begin(tx: &mut Tx, site: &Site, session: SessionId, half: &HalfDay) -> Result<Sheet> {
    let (id, code): (SheetId, String) = (site.new_id(), free_code(tx, site, session).await?);
    let sql = sql!(
        "INSERT INTO attendance_sheets (id, session_id, step_id, day, half, starts_at, ends_at, minutes, place, code, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let (day, part, now) = (half.key.day.to_string(), half.key.half.code(), site.clock().now());
    let (from, to, place) = (half.starts_at, half.ends_at, half.place.as_str());
    let (step, minutes) = (half.key.step, half.minutes);
    let values = args![
        id,
        session,
        step,
        day,
        part,
        from,
        to,
        minutes,
        place,
        code.as_str(),
        now
    ];
    tx.execute(sql, values).await?;
    Ok(Sheet {
        id,
        session,
        half: half.clone(),
        code,
    })
}

/// A code that no other half-day of the session has.
async fn free_code(tx: &mut Tx, site: &Site, session: SessionId) -> Result<String> {
    let taken: Vec<String> = of_session(tx, session)
        .await?
        .into_iter()
        .map(|sheet| sheet.code)
        .collect();
    loop {
        let code = rules::code(site.random().bytes());
        if !taken.contains(&code) {
            return Ok(code);
        }
    }
}

/// Gives a sheet another code: the one that was shown is worth nothing any more.
pub(super) async fn renew_code(tx: &mut Tx, site: &Site, sheet: &Sheet) -> Result<()> {
    lock_session(tx, sheet.session).await?;
    let code = free_code(tx, site, sheet.session).await?;
    let sql = sql!("UPDATE attendance_sheets SET code = $2 WHERE id = $1");
    tx.execute(sql, args![sheet.id, code.as_str()]).await.map(drop)
}

fn mark(row: &Row) -> Result<Mark> {
    let (aspect, method): (String, String) = (row.get("aspect")?, row.get("method")?);
    let (at, absent): (Timestamp, Option<String>) = (row.get("said_at")?, row.get("absent_for")?);
    let said = match (aspect.as_str(), absent) {
        ("arrival", _) => Said::Arrived(at),
        ("departure", _) => Said::Left(at),
        (_, Some(reason)) => Said::Absent(Reason::parse(&reason).unwrap_or(Reason::Unknown)),
        _ => Said::Present,
    };
    let cancelled_at: Option<Timestamp> = row.get("cancelled_at")?;
    let (by, why): (Option<PersonId>, Option<String>) = (row.get("cancelled_by")?, row.get("cancelled_for")?);
    let why = why.as_deref().and_then(Why::parse).unwrap_or(Why::Mistake);
    Ok(Mark {
        id: row.get("id")?,
        enrolment: row.get("enrolment_id")?,
        said,
        method: Method::parse(&method).ok_or_else(|| Error::fault(format!("an unknown method: {method}")))?,
        at,
        recorded_at: row.get("recorded_at")?,
        by: row.get("actor_id")?,
        signature: row.get("signature")?,
        cancelled: cancelled_at.map(|at| (at, by, why)),
    })
}

/// All that was said on a sheet, what was taken back too, in order: one query.
pub(super) async fn marks(tx: &mut Tx, sheet: SheetId) -> Result<Vec<Mark>> {
    let sql = sql!(
        "SELECT id, enrolment_id, aspect, absent_for, method, said_at, recorded_at, actor_id, signature, cancelled_at, cancelled_by,
                cancelled_for
         FROM attendance_marks WHERE sheet_id = $1 ORDER BY recorded_at, id"
    );
    tx.all(sql, args![sheet]).await?.iter().map(mark).collect()
}

/// What is in force of someone on a sheet.
pub(super) async fn in_force(tx: &mut Tx, sheet: SheetId, enrolment: EnrolmentId) -> Result<Vec<Mark>> {
    let all = marks(tx, sheet).await?.into_iter();
    Ok(all
        .filter(|mark| mark.enrolment == enrolment && mark.cancelled.is_none())
        .collect())
}

/// What is in force of someone on each sheet of their session: one query.
pub(super) async fn marks_of_enrolment(
    tx: &mut Tx,
    enrolment: EnrolmentId,
) -> Result<HashMap<SheetId, Vec<Mark>>> {
    let sql = sql!(
        "SELECT sheet_id, id, enrolment_id, aspect, absent_for, method, said_at, recorded_at, actor_id, signature, cancelled_at,
                cancelled_by, cancelled_for
         FROM attendance_marks WHERE enrolment_id = $1 AND cancelled_at IS NULL ORDER BY recorded_at, id"
    );
    let mut all: HashMap<SheetId, Vec<Mark>> = HashMap::new();
    for row in &tx.all(sql, args![enrolment]).await? {
        all.entry(row.get("sheet_id")?).or_default().push(mark(row)?);
    }
    Ok(all)
}

/// All that was said on each sheet of a session, what was taken back too, in order: one query.
pub(super) async fn all_marks(tx: &mut Tx, session: SessionId) -> Result<HashMap<SheetId, Vec<Mark>>> {
    let sql = sql!(
        "SELECT m.sheet_id, m.id, m.enrolment_id, m.aspect, m.absent_for, m.method, m.said_at, m.recorded_at, m.actor_id, m.signature,
                m.cancelled_at, m.cancelled_by, m.cancelled_for
         FROM attendance_marks m JOIN attendance_sheets s ON s.id = m.sheet_id
         WHERE s.session_id = $1 ORDER BY m.recorded_at, m.id"
    );
    let mut all: HashMap<SheetId, Vec<Mark>> = HashMap::new();
    for row in &tx.all(sql, args![session]).await? {
        all.entry(row.get("sheet_id")?).or_default().push(mark(row)?);
    }
    Ok(all)
}

/// How many are present and absent on each sheet of a session, and since when each is vouched for: one query.
pub(super) async fn counts(tx: &mut Tx, session: SessionId) -> Result<HashMap<SheetId, Count>> {
    let sql = sql!(
        "SELECT s.id,
                (SELECT COUNT(*) FROM attendance_marks m WHERE m.sheet_id = s.id AND m.cancelled_at IS NULL
                   AND m.aspect = 'presence' AND m.absent_for IS NULL) AS present,
                (SELECT COUNT(*) FROM attendance_marks m WHERE m.sheet_id = s.id AND m.cancelled_at IS NULL
                   AND m.aspect = 'presence' AND m.absent_for IS NOT NULL) AS absent,
                (SELECT COUNT(*) FROM attendance_scans c WHERE c.sheet_id = s.id) AS scans,
                (SELECT e.sealed_at FROM attendance_seals e WHERE e.sheet_id = s.id AND e.cancelled_at IS NULL) AS sealed_at
         FROM attendance_sheets s WHERE s.session_id = $1"
    );
    let rows = tx.all(sql, args![session]).await?;
    let whole = |value: i64| u32::try_from(value).unwrap_or_default();
    let count = |row: &Row| {
        let count = Count {
            present: whole(row.get("present")?),
            absent: whole(row.get("absent")?),
            scans: whole(row.get("scans")?),
            sealed_at: row.get("sealed_at")?,
        };
        Ok((row.get("id")?, count))
    };
    rows.iter().map(count).collect()
}

/// A sheet in figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) present: u32,
    pub(super) absent: u32,
    pub(super) scans: u32,
    pub(super) sealed_at: Option<Timestamp>,
}

/// What is about to be said.
pub(super) struct NewMark {
    pub(super) enrolment: EnrolmentId,
    pub(super) said: Said,
    pub(super) method: Method,
    /// When it was said.
    pub(super) at: Timestamp,
    pub(super) by: Option<PersonId>,
    /// The signature, sealed.
    pub(super) signature: Option<Vec<u8>>,
}

/// Writes a mark; false when something is in force already of the same learner and matter. The caller holds the lock.
pub(super) async fn put(tx: &mut Tx, site: &Site, id: MarkId, sheet: SheetId, new: &NewMark) -> Result<bool> {
    let absent = match new.said {
        Said::Absent(reason) => Some(reason.code()),
        _ => None,
    };
    let at = match new.said {
        Said::Arrived(at) | Said::Left(at) => at,
        Said::Present | Said::Absent(_) => new.at,
    };
    let sql = sql!(
        "INSERT INTO attendance_marks (id, sheet_id, enrolment_id, aspect, absent_for, method, said_at, recorded_at, actor_id, signature)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"
    );
    let (aspect, method, now) = (new.said.aspect(), new.method.code(), site.clock().now());
    let values = args![
        id,
        sheet,
        new.enrolment,
        aspect,
        absent,
        method,
        at,
        now,
        new.by,
        new.signature.clone()
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Takes back all that is said of someone on a sheet; how many marks that was.
pub(super) async fn cancel(
    tx: &mut Tx,
    site: &Site,
    (sheet, enrolment): (SheetId, EnrolmentId),
    by: Option<PersonId>,
    why: Why,
) -> Result<u64> {
    let sql = sql!(
        "UPDATE attendance_marks SET cancelled_at = $3, cancelled_by = $4, cancelled_for = $5
         WHERE sheet_id = $1 AND enrolment_id = $2 AND cancelled_at IS NULL"
    );
    tx.execute(sql, args![sheet, enrolment, site.clock().now(), by, why.code()])
        .await
}

/// Whether a learner may type a code once more that day.
pub(super) async fn may_try(tx: &mut Tx, enrolment: EnrolmentId, day: &str, most: i64) -> Result<bool> {
    let sql = sql!("SELECT tries FROM attendance_tries WHERE enrolment_id = $1 AND day = $2");
    match tx.optional(sql, args![enrolment, day]).await? {
        Some(row) => Ok(row.get::<i64>("tries")? < most),
        None => Ok(true),
    }
}

/// One wrong code more.
pub(super) async fn count_try(tx: &mut Tx, enrolment: EnrolmentId, day: &str) -> Result<()> {
    let sql = sql!(
        "INSERT INTO attendance_tries (enrolment_id, day, tries) VALUES ($1, $2, 1)
         ON CONFLICT (enrolment_id, day) DO UPDATE SET tries = attendance_tries.tries + 1"
    );
    tx.execute(sql, args![enrolment, day]).await.map(drop)
}

/// Where the signature of a mark stands.
pub(super) fn signature_place(id: MarkId) -> Place {
    Place::new("attendance_marks", "signature", id.0)
}
