//! Rows of `reminder_choices`, `reminders` and `tutor_reminders`, and what is to come.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::db::{Row, Sql, Tx};
use platform::ids::Uuid;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use super::rules::{Coming, Lead, Leads, What};
use crate::notifications::usual_quiet;

id_type!(
    /// Something that somebody was reminded of.
    ReminderId
);

/// In what somebody is to be somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Whose {
    Learner(EnrolmentId),
    /// Of a session that they accompany.
    Tutor(PersonId, SessionId),
}

impl Whose {
    /// The enrolment, or the tutor: what is told once of a date.
    fn key(self) -> Uuid {
        match self {
            Self::Learner(enrolment) => enrolment.0,
            Self::Tutor(person, _) => person.0,
        }
    }

    /// Where it is read.
    pub(super) fn path(self) -> String {
        match self {
            Self::Learner(enrolment) => format!("/mes-parcours/{enrolment}"),
            Self::Tutor(_, session) => format!("/sessions/{session}"),
        }
    }
}

/// A class or a planned step of a learner, a class of a tutor.
pub(super) struct Line {
    pub(super) what: What,
    pub(super) person: PersonId,
    pub(super) whose: Whose,
    /// The date or the step.
    pub(super) about: Uuid,
    pub(super) title: String,
    pub(super) coming: Coming,
}

/// How far what may be told now lies, quiet hours and an instance that was stopped included.
const NEAR: SignedDuration = SignedDuration::from_hours(48);
const FAR: (SignedDuration, SignedDuration) = (
    SignedDuration::from_hours(6 * 24 - 6),
    SignedDuration::from_hours(8 * 24),
);

/// The steps that learners planned and have to do still, of those that may be told now: one query.
fn plans() -> Sql {
    sql!(
        "SELECT p.enrolment_id, p.step_id AS about, p.planned_at AS starts_at, p.changed_at AS since, t.title, e.person_id, r.zone,
                h.daily, h.quiet_from, h.quiet_until, w.leads
         FROM plans p JOIN steps t ON t.id = p.step_id JOIN enrolments e ON e.id = p.enrolment_id
         JOIN training_sessions s ON s.id = e.session_id JOIN regions r ON r.id = s.region_id
         LEFT JOIN notice_hours h ON h.person_id = e.person_id
         LEFT JOIN reminder_choices w ON w.person_id = e.person_id AND w.what = 'plan'
         LEFT JOIN step_states d ON d.enrolment_id = e.id AND d.step_id = p.step_id
         LEFT JOIN adapted_steps a ON a.enrolment_id = e.id AND a.step_id = p.step_id
         WHERE (p.planned_at > $1 AND p.planned_at <= $2 OR p.planned_at > $3 AND p.planned_at <= $4) AND p.planned_at < e.ends_at
           AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND s.deleted_at IS NULL
           AND (d.status IS NULL OR d.status <> 'done') AND a.reason IS NULL
         ORDER BY p.planned_at, p.enrolment_id, p.step_id"
    )
}

/// The dates of learners' sessions, likewise.
fn classes() -> Sql {
    sql!(
        "SELECT e.id AS enrolment_id, c.id AS about, c.starts_at, e.joined_at AS since, t.title, e.person_id, r.zone,
                h.daily, h.quiet_from, h.quiet_until, w.leads
         FROM session_dates c JOIN steps t ON t.id = c.step_id JOIN training_sessions s ON s.id = c.session_id
         JOIN regions r ON r.id = s.region_id JOIN enrolments e ON e.session_id = s.id
         LEFT JOIN notice_hours h ON h.person_id = e.person_id
         LEFT JOIN reminder_choices w ON w.person_id = e.person_id AND w.what = 'class'
         LEFT JOIN adapted_steps a ON a.enrolment_id = e.id AND a.step_id = c.step_id
         WHERE (c.starts_at > $1 AND c.starts_at <= $2 OR c.starts_at > $3 AND c.starts_at <= $4) AND c.starts_at < e.ends_at
           AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND s.deleted_at IS NULL AND a.reason IS NULL
         ORDER BY c.starts_at, e.id, c.id"
    )
}

/// The dates of sessions for their tutors, likewise.
fn taught() -> Sql {
    sql!(
        "SELECT s.id AS session_id, c.id AS about, c.starts_at, st.since, t.title, st.person_id, r.zone,
                h.daily, h.quiet_from, h.quiet_until, w.leads
         FROM session_dates c JOIN steps t ON t.id = c.step_id JOIN training_sessions s ON s.id = c.session_id
         JOIN regions r ON r.id = s.region_id
         JOIN (SELECT x.session_id, x.person_id, MIN(x.created_at) AS since FROM session_tutors x GROUP BY x.session_id, x.person_id) st ON st.session_id = s.id
         LEFT JOIN notice_hours h ON h.person_id = st.person_id
         LEFT JOIN reminder_choices w ON w.person_id = st.person_id AND w.what = 'class'
         WHERE (c.starts_at > $1 AND c.starts_at <= $2 OR c.starts_at > $3 AND c.starts_at <= $4) AND s.deleted_at IS NULL
         ORDER BY c.starts_at, st.person_id, c.id"
    )
}

/// What people are to be told of now and weren't: four queries.
pub(super) async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<(Line, Lead)>> {
    let at = |after: SignedDuration| now.saturating_add(after).unwrap_or(now);
    let mut lines = Vec::new();
    for (what, sql, tutors) in [
        (What::Class, classes(), false),
        (What::Plan, plans(), false),
        (What::Class, taught(), true),
    ] {
        for row in tx.all(sql, args![now, at(NEAR), at(FAR.0), at(FAR.1)]).await? {
            let whose = match tutors {
                true => Whose::Tutor(row.get("person_id")?, row.get("session_id")?),
                false => Whose::Learner(row.get("enrolment_id")?),
            };
            let line = line((what, whose), &row)?;
            lines.extend(line.coming.due(now).map(|lead| (line, lead)));
        }
    }
    let sql = sql!(
        "SELECT enrolment_id AS whose, about, lead, starts_at FROM reminders WHERE starts_at > $1
         UNION ALL SELECT person_id AS whose, about, lead, starts_at FROM tutor_reminders WHERE starts_at > $1"
    );
    let mut told = HashSet::new();
    for row in tx.all(sql, args![now]).await? {
        let lead: String = row.get("lead")?;
        told.insert((
            row.get::<Uuid>("whose")?,
            row.get::<Uuid>("about")?,
            Lead::parse(&lead),
            row.get::<Timestamp>("starts_at")?,
        ));
    }
    lines.retain(|(line, lead)| !told.contains(&(line.whose.key(), line.about, Some(*lead), line.coming.at)));
    Ok(lines)
}

fn line((what, whose): (What, Whose), row: &Row) -> Result<Line> {
    let zone: String = row.get("zone")?;
    let leads: Option<i64> = row.get("leads")?;
    let hour = |name| {
        Ok::<_, Error>(
            row.get::<Option<i64>>(name)?
                .and_then(|hour| u8::try_from(hour).ok()),
        )
    };
    let quiet = match hour("daily")? {
        Some(_) => hour("quiet_from")?.zip(hour("quiet_until")?),
        None => usual_quiet(),
    };
    Ok(Line {
        what,
        person: row.get("person_id")?,
        whose,
        about: row.get("about")?,
        title: row.get("title")?,
        coming: Coming {
            at: row.get("starts_at")?,
            since: row.get("since")?,
            leads: leads.map_or(what.usual(), Leads::from_bits),
            quiet,
            zone: TimeZone::get(&zone).map_err(|error| Error::internal("a region's zone", error))?,
        },
    })
}

/// Takes upon oneself to tell of these; answers those that nobody else did.
pub(super) async fn claim(
    tx: &mut Tx,
    site: &Site,
    lines: &[(ReminderId, &Line, Lead)],
) -> Result<HashSet<Uuid>> {
    let now = site.clock().now();
    let (mut learners, mut tutors) = (Vec::new(), Vec::new());
    for (id, line, lead) in lines {
        let (about, at) = (line.about, line.coming.at);
        match line.whose {
            Whose::Learner(enrolment) => learners.push(args![*id, enrolment, about, lead.code(), at, now]),
            Whose::Tutor(person, session) => {
                tutors.push(args![*id, person, session, about, lead.code(), at, now]);
            }
        }
    }
    let sql = sql!(
        "INSERT INTO reminders (id, enrolment_id, about, lead, starts_at, told_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (enrolment_id, about, lead, starts_at) DO NOTHING RETURNING id"
    );
    let mut claimed = tx.for_all(sql, learners).await?;
    let sql = sql!(
        "INSERT INTO tutor_reminders (id, person_id, session_id, about, lead, starts_at, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person_id, about, lead, starts_at) DO NOTHING RETURNING id"
    );
    claimed.extend(tx.for_all(sql, tutors).await?);
    claimed.iter().map(|row| row.get("id")).collect()
}

/// What was told of a moment that isn't any more, and to whom.
pub(super) async fn stale(tx: &mut Tx, now: Timestamp) -> Result<Vec<(ReminderId, PersonId)>> {
    let sql = sql!(
        "SELECT m.id, e.person_id FROM reminders m JOIN enrolments e ON e.id = m.enrolment_id
         WHERE m.starts_at > $1 AND (e.withdrawn_at IS NOT NULL OR e.suspended_at IS NOT NULL
           OR EXISTS (SELECT 1 FROM training_sessions s WHERE s.id = e.session_id AND s.deleted_at IS NOT NULL)
           OR EXISTS (SELECT 1 FROM step_states x WHERE x.enrolment_id = m.enrolment_id AND x.step_id = m.about AND x.status = 'done')
           OR NOT EXISTS
             (SELECT 1 FROM plans p WHERE p.enrolment_id = m.enrolment_id AND p.step_id = m.about AND p.planned_at = m.starts_at)
           AND NOT EXISTS
             (SELECT 1 FROM session_dates d WHERE d.id = m.about AND d.session_id = e.session_id AND d.starts_at = m.starts_at))
         ORDER BY m.id"
    );
    let mut rows = tx.all(sql, args![now]).await?;
    let sql = sql!(
        "SELECT m.id, m.person_id FROM tutor_reminders m WHERE m.starts_at > $1
           AND (EXISTS (SELECT 1 FROM training_sessions s WHERE s.id = m.session_id AND s.deleted_at IS NOT NULL)
             OR NOT EXISTS (SELECT 1 FROM session_tutors st WHERE st.session_id = m.session_id AND st.person_id = m.person_id)
             OR NOT EXISTS
               (SELECT 1 FROM session_dates d WHERE d.id = m.about AND d.session_id = m.session_id AND d.starts_at = m.starts_at))
         ORDER BY m.id"
    );
    rows.extend(tx.all(sql, args![now]).await?);
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("person_id")?)))
        .collect()
}

/// It was never told: when it comes to be true again, it will be.
pub(super) async fn take_back(tx: &mut Tx, id: ReminderId) -> Result<()> {
    for sql in [
        sql!("DELETE FROM reminders WHERE id = $1"),
        sql!("DELETE FROM tutor_reminders WHERE id = $1"),
    ] {
        tx.execute(sql, args![id]).await?;
    }
    Ok(())
}

/// What is past is forgotten.
pub(super) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<()> {
    for sql in [
        sql!("DELETE FROM reminders WHERE starts_at <= $1"),
        sql!("DELETE FROM tutor_reminders WHERE starts_at <= $1"),
    ] {
        tx.execute(sql, args![now]).await?;
    }
    Ok(())
}

/// What somebody chose, or what is usual.
pub(super) async fn choices(tx: &mut Tx, person: PersonId) -> Result<HashMap<What, Leads>> {
    let sql = sql!("SELECT what, leads FROM reminder_choices WHERE person_id = $1");
    let mut all: HashMap<What, Leads> = What::ALL.into_iter().map(|what| (what, what.usual())).collect();
    for row in tx.all(sql, args![person]).await? {
        let code: String = row.get("what")?;
        if let Some(what) = What::ALL.into_iter().find(|what| what.code() == code) {
            all.insert(what, Leads::from_bits(row.get("leads")?));
        }
    }
    Ok(all)
}

/// Somebody chooses.
pub(super) async fn choose(tx: &mut Tx, person: PersonId, what: What, leads: Leads) -> Result<()> {
    let sql = sql!(
        "INSERT INTO reminder_choices (person_id, what, leads) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, what) DO UPDATE SET leads = excluded.leads"
    );
    tx.execute(sql, args![person, what.code(), leads.bits()])
        .await
        .map(drop)
}
