//! What was answered, read for results: in a session, or in all those that somebody may read.

use std::collections::HashMap;

use catalogue::courses::{CourseId, StepId};
use catalogue::library::{ItemId, ItemKind, VersionId};
use catalogue::surveys::{DAY_MS, Survey};
use jiff::Timestamp;
use platform::db::{Sql, Tx, Value};
use platform::http::{Proof, Within};
use platform::ids::Uuid;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, args, sql};
use training::sessions::SessionId;

use super::{Own, box_place, turn_place};
use crate::submissions::sealing::opened;
use crate::surveys::SeeSurveys;
use crate::surveys::ballots::Ballots;

/// Whose results: a session's, or those of the sessions that somebody may read.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Filter {
    Session(SessionId),
    /// Of sessions that ran between the two instants, of a course when one is named.
    Within {
        reader: PersonId,
        from: Timestamp,
        to: Timestamp,
        course: Option<CourseId>,
    },
}

impl Filter {
    pub(in super::super) fn session(proof: &Proof<SeeSurveys>) -> Self {
        Self::Session(proof.id())
    }

    /// A statement narrowed to it: `o` is the session. Its own values come after the five first.
    fn statement(self, built: impl Fn(&str) -> Sql) -> Sql {
        match self {
            Self::Session(_) => built("o.id = $1 AND o.deleted_at IS NULL"),
            Self::Within { .. } => built(&Within::<SeeSurveys>::predicate()),
        }
    }

    fn values(self) -> Vec<Value> {
        let none = CourseId(Uuid::nil());
        match self {
            Self::Session(session) => args![session, Timestamp::MIN, Timestamp::MAX, none, none],
            Self::Within {
                reader,
                from,
                to,
                course,
            } => args![reader, from, to, course.unwrap_or(none), none],
        }
    }
}

const NARROWED: &str = "o.ends_at > $2 AND o.starts_at <= $3 AND (o.course_id = $4 OR $4 = $5)";

fn asked_statement(within: &str) -> Sql {
    Sql::built(format!(
        "SELECT o.id AS session_id, o.reference, c.id AS course_id, c.title AS course, t.id AS step_id, t.title, i.kind,
                (SELECT COUNT(*) FROM enrolments e LEFT JOIN survey_turns u ON u.enrolment_id = e.id AND u.step_id = t.id
                 WHERE e.session_id = o.id AND e.withdrawn_at IS NULL AND COALESCE(u.session_id, o.id) = o.id
                   AND (i.kind = 'survey' OR e.ends_at + i.opens_after * $7 <= $6))
                + (SELECT COUNT(*) FROM survey_turns u JOIN enrolments e ON e.id = u.enrolment_id
                   WHERE u.session_id = o.id AND u.step_id = t.id AND e.session_id <> o.id AND e.withdrawn_at IS NULL) AS asked,
                (SELECT COUNT(*) FROM survey_turns u JOIN enrolments e ON e.id = u.enrolment_id
                 WHERE u.session_id = o.id AND u.step_id = t.id AND e.withdrawn_at IS NULL AND u.answered <> 0) AS answered
         FROM training_sessions o JOIN courses c ON c.id = o.course_id
         JOIN sections p ON p.course_id = c.id AND p.only_for IS NULL
         JOIN steps t ON t.section_id = p.id JOIN items i ON i.id = t.item_id AND i.kind IN ('survey', 'late_survey')
         WHERE {within} AND {NARROWED}
         ORDER BY c.title, c.id, p.position, t.position, o.ends_at DESC, o.id"
    ))
}

fn boxes_statement(within: &str) -> Sql {
    Sql::built(format!(
        "SELECT b.id, b.session_id, b.step_id, b.version_id, b.content, v.item_id
         FROM survey_boxes b JOIN training_sessions o ON o.id = b.session_id JOIN item_versions v ON v.id = b.version_id
         WHERE {within} AND {NARROWED} ORDER BY v.number DESC, b.id"
    ))
}

fn versions_statement(within: &str) -> Sql {
    Sql::built(format!(
        "SELECT w.id, w.manifest FROM item_versions w WHERE w.id IN (
           SELECT b.version_id FROM survey_boxes b JOIN training_sessions o ON o.id = b.session_id
           WHERE {within} AND {NARROWED})"
    ))
}

/// The statements put together here, for the test that prepares every one.
pub fn statements() -> Vec<Sql> {
    let within = Within::<SeeSurveys>::predicate();
    let all = [asked_statement, boxes_statement, versions_statement];
    all.iter()
        .flat_map(|built| [built(&within), built("o.id = $1 AND o.deleted_at IS NULL")])
        .chain([super::late::statement()])
        .collect()
}

/// A survey of a session: how many it asks, how many answered.
#[derive(Clone, Debug)]
pub(in super::super) struct Asked {
    pub(in super::super) session: SessionId,
    pub(in super::super) reference: String,
    pub(in super::super) course: CourseId,
    pub(in super::super) course_title: String,
    pub(in super::super) step: StepId,
    pub(in super::super) title: String,
    pub(in super::super) kind: ItemKind,
    pub(in super::super) asked: u64,
    pub(in super::super) answered: u64,
}

/// The surveys of sessions, course by course in the order of their paths: one query.
pub(in super::super) async fn asked(tx: &mut Tx, filter: Filter, now: Timestamp) -> Result<Vec<Asked>> {
    let mut values = filter.values();
    values.extend(args![now, DAY_MS]);
    let rows = tx.all(filter.statement(asked_statement), values).await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get("kind")?;
            let count = |name: &str| Ok::<_, Error>(u64::try_from(row.get::<i64>(name)?).unwrap_or_default());
            Ok(Asked {
                session: row.get("session_id")?,
                reference: row.get("reference")?,
                course: row.get("course_id")?,
                course_title: row.get("course")?,
                step: row.get("step_id")?,
                title: row.get("title")?,
                kind: ItemKind::parse(&kind)
                    .ok_or_else(|| Error::fault(format!("an unknown kind: {kind}")))?,
                asked: count("asked")?,
                answered: count("answered")?,
            })
        })
        .collect()
}

/// The box of a survey in a session.
pub(in super::super) struct Found {
    pub(in super::super) session: SessionId,
    pub(in super::super) step: StepId,
    pub(in super::super) version: VersionId,
    pub(in super::super) ballots: Ballots,
}

/// The boxes, those of the latest versions first: one query, and a key for each survey.
pub(in super::super) async fn boxes(tx: &mut Tx, site: &Site, filter: Filter) -> Result<Vec<Found>> {
    let rows = tx.all(filter.statement(boxes_statement), filter.values()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let item: ItemId = row.get("item_id")?;
        let Some(key) = site.keys().find(item.0, Class::Shared).await? else {
            continue;
        };
        let id: Uuid = row.get("id")?;
        found.push(Found {
            session: row.get("session_id")?,
            step: row.get("step_id")?,
            version: row.get("version_id")?,
            ballots: opened(&key, box_place(id), &row.get::<Vec<u8>>("content")?)?,
        });
    }
    Ok(found)
}

/// What the versions answered to ask: one query.
pub(in super::super) async fn versions(tx: &mut Tx, filter: Filter) -> Result<HashMap<VersionId, Survey>> {
    let rows = tx
        .all(filter.statement(versions_statement), filter.values())
        .await?;
    rows.iter()
        .map(|row| {
            let reading: catalogue::library::Reading = serde_json::from_str(&row.get::<String>("manifest")?)
                .map_err(|error| Error::internal("reading a survey", error))?;
            Ok((row.get("id")?, reading.survey.unwrap_or_default()))
        })
        .collect()
}

/// What somebody signed, still sealed.
pub(in super::super) struct Signed {
    id: Uuid,
    pub(in super::super) person: PersonId,
    pub(in super::super) step: StepId,
    content: Vec<u8>,
}

/// What was signed in a session, wherever its authors were moved since: one query.
pub(in super::super) async fn named(tx: &mut Tx, proof: &Proof<SeeSurveys>) -> Result<Vec<Signed>> {
    let sql = sql!(
        "SELECT u.id, u.step_id, u.content, e.person_id FROM survey_turns u JOIN enrolments e ON e.id = u.enrolment_id
         WHERE u.session_id = $1 AND u.content IS NOT NULL ORDER BY u.id"
    );
    let rows = tx.all(sql, args![proof.id()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Signed {
                id: row.get("id")?,
                person: row.get("person_id")?,
                step: row.get("step_id")?,
                content: row.get("content")?,
            })
        })
        .collect()
}

/// What somebody signed.
pub(in super::super) struct Named {
    pub(in super::super) step: StepId,
    pub(in super::super) own: Own,
}

impl Signed {
    /// Opened, unless its author's key is gone.
    pub(in super::super) async fn open(&self, site: &Site) -> Result<Option<Named>> {
        let Some(key) = site.keys().find(self.person.0, Class::Exchanges).await? else {
            return Ok(None);
        };
        Ok(Some(Named {
            step: self.step,
            own: opened(&key, turn_place(self.id), &self.content)?,
        }))
    }
}
