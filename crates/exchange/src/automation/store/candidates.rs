//! For whom a rule may hold: one statement for each, over what the rooms below keep. Widely in time: `rules` decides.

use assess::quiz::settings::Purpose;
use catalogue::courses::StepId;
use catalogue::quizzes::Rules;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use platform::db::{Row, Sql, Tx};
use platform::ids::Uuid;
use platform::{Error, PersonId, Result, args};
use training::enrolment::EnrolmentId;
use training::sessions::{self, SessionId};

use super::super::ready::{READY, Rule};
use super::super::rules::{self, Fact, Life, Trigger};

/// How many are read at once.
pub(in crate::automation) const AT_ONCE: usize = 200;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Someone for whom a rule may hold, and what its message needs.
#[derive(Clone, Debug)]
pub(in crate::automation) struct Candidate {
    pub(in crate::automation) enrolment: EnrolmentId,
    pub(in crate::automation) person: PersonId,
    /// « FB-2026-11 ».
    pub(in crate::automation) reference: String,
    pub(in crate::automation) course: String,
    pub(in crate::automation) zone: TimeZone,
    pub(in crate::automation) starts: Timestamp,
    /// Of their own access.
    pub(in crate::automation) ends: Timestamp,
    pub(in crate::automation) life: Life,
    /// The words of the session, or the course's.
    pub(in crate::automation) words: Option<(String, String)>,
    pub(in crate::automation) tutor: Option<PersonId>,
    pub(in crate::automation) about: Uuid,
    /// Which time it is, for what may come again.
    pub(in crate::automation) occurrence: String,
    pub(in crate::automation) step: Option<(StepId, String)>,
    pub(in crate::automation) fact: Fact,
}

impl Candidate {
    /// When the rule holds for them, if it does.
    pub(in crate::automation) fn moment(&self, rule: &Rule) -> Result<Option<Timestamp>> {
        rules::moment(rule.trigger, &self.fact, &self.zone)
    }
}

/// What a rule looks at: joins, conditions, and each column that differs.
struct Parts {
    joins: &'static str,
    holds: &'static str,
    at: &'static str,
    about: &'static str,
    occurrence: &'static str,
    step: bool,
    due: bool,
    percent: &'static str,
    rules: &'static str,
    positions: &'static str,
}

/// The steps of somebody's path that are theirs to do, and aren't done.
const TO_DO: &str =
    "JOIN sections p ON p.course_id = s.course_id AND (p.only_for IS NULL OR p.only_for = e.id)
     JOIN steps t ON t.section_id = p.id
     LEFT JOIN adapted_steps ad ON ad.enrolment_id = e.id AND ad.step_id = t.id
     LEFT JOIN step_states x ON x.enrolment_id = e.id AND x.step_id = t.id";
const NOT_DONE: &str = "COALESCE(x.status, '') <> 'done' AND ad.reason IS NULL AND ad.instead_id IS NULL
     AND NOT EXISTS (SELECT 1 FROM submissions b LEFT JOIN gradings g ON g.submission_id = b.id
       WHERE b.step_id = t.id AND b.handed_at IS NOT NULL AND g.published_at IS NULL AND (b.enrolment_id = e.id
         OR EXISTS (SELECT 1 FROM submission_members n WHERE n.submission_id = b.id AND n.enrolment_id = e.id)))
     AND NOT (COALESCE(ad.wanted, CAST(0 AS BIGINT)) = 0 AND EXISTS (SELECT 1 FROM step_states z
       WHERE z.enrolment_id = e.id AND z.step_id = t.waived_from_id AND z.percent >= t.waived_from_percent))";

/// When somebody opened something; signing in isn't it, nor what a tutor marks.
const ACTS: [&str; 6] = [
    "SELECT x.enrolment_id, x.changed_at AS at FROM step_states x JOIN steps xt ON xt.id = x.step_id
     WHERE x.only_marked = 0 AND xt.modality IN ('self_paced', 'quiz')",
    "SELECT m.enrolment_id, l.created_at AS at FROM launches l JOIN module_attempts m ON m.id = l.attempt_id WHERE 1 = 1",
    "SELECT v.enrolment_id, v.changed_at AS at FROM media_views v WHERE 1 = 1",
    "SELECT q.enrolment_id, q.started_at AS at FROM quiz_attempts q WHERE 1 = 1",
    "SELECT b.enrolment_id, b.began_at AS at FROM submissions b WHERE 1 = 1",
    "SELECT b.enrolment_id, b.handed_at AS at FROM submissions b WHERE b.handed_at IS NOT NULL",
];
const BEGAN: &str = "CASE WHEN e.joined_at > s.starts_at THEN e.joined_at ELSE s.starts_at END";

fn last_act() -> String {
    let acts: Vec<String> = ACTS
        .iter()
        .map(|acts| format!("SELECT MAX(i.at) AS at FROM ({acts}) i WHERE i.enrolment_id = e.id"))
        .collect();
    format!(
        "(SELECT MAX(u.at) FROM ({} UNION ALL SELECT {BEGAN}) u)",
        acts.join(" UNION ALL ")
    )
}

/// Whoever comes back, or is moved to another session, begins again.
const JOINED: &str = "CAST(e.joined_at AS TEXT)";

const PLAIN: Parts = Parts {
    joins: "",
    holds: "1 = 1",
    at: "e.joined_at",
    about: "e.id",
    occurrence: "''",
    step: false,
    due: false,
    percent: "CAST(NULL AS DOUBLE PRECISION)",
    rules: "CAST(NULL AS TEXT)",
    positions: "CAST(0 AS BIGINT)",
};

fn parts(trigger: Trigger) -> Parts {
    match trigger {
        Trigger::Enrolled => PLAIN,
        Trigger::Starts => Parts {
            at: "s.starts_at",
            occurrence: "CAST(s.starts_at AS TEXT)",
            ..PLAIN
        },
        Trigger::Half => Parts {
            at: "(s.starts_at + e.ends_at) / 2",
            occurrence: JOINED,
            ..PLAIN
        },
        Trigger::Ends => Parts {
            at: "e.ends_at",
            occurrence: "CAST(e.ends_at AS TEXT)",
            ..PLAIN
        },
        Trigger::Class => Parts {
            joins: "JOIN session_dates d ON d.session_id = s.id JOIN steps t ON t.id = d.step_id
                    LEFT JOIN adapted_steps ad ON ad.enrolment_id = e.id AND ad.step_id = t.id",
            holds: "ad.reason IS NULL AND ad.instead_id IS NULL AND d.starts_at < e.ends_at",
            at: "d.starts_at",
            about: "d.id",
            occurrence: "CAST(d.starts_at AS TEXT)",
            step: true,
            ..PLAIN
        },
        Trigger::Deadline(_) => Parts {
            joins: TO_DO,
            holds: "(ad.due_on IS NOT NULL OR t.due_day IS NOT NULL)",
            // A day written for one learner is compared once it is read.
            at: "CASE WHEN ad.due_on IS NULL THEN s.starts_at + t.due_day * CAST(86400000 AS BIGINT) ELSE CAST($2 AS BIGINT) + 1 END",
            about: "t.id",
            occurrence: "COALESCE(ad.due_on, CAST(s.starts_at + t.due_day * CAST(86400000 AS BIGINT) AS TEXT))",
            step: true,
            due: true,
            ..PLAIN
        },
        Trigger::Idle(_) => Parts {
            holds: "s.starts_at <= $4",
            at: "LAST",
            occurrence: "CAST(LAST AS TEXT)",
            ..PLAIN
        },
        Trigger::Below(_) | Trigger::Above(_) => Parts {
            joins: "JOIN step_states x ON x.enrolment_id = e.id JOIN steps t ON t.id = x.step_id",
            holds: "x.status = 'done' AND x.percent IS NOT NULL AND x.done_at IS NOT NULL",
            at: "x.done_at",
            about: "t.id",
            step: true,
            percent: "CAST(x.percent AS DOUBLE PRECISION)",
            rules: "(SELECT q.rules FROM quiz_attempts q WHERE q.enrolment_id = e.id AND q.step_id = t.id AND q.ended_at IS NOT NULL
                     ORDER BY q.number DESC LIMIT 1)",
            positions: "(SELECT COUNT(*) FROM steps w WHERE w.waived_from_id = t.id)",
            ..PLAIN
        },
        Trigger::Failed => Parts {
            joins: "JOIN quiz_attempts q ON q.enrolment_id = e.id JOIN steps t ON t.id = q.step_id
                    LEFT JOIN step_states x ON x.enrolment_id = e.id AND x.step_id = t.id",
            holds: "q.ended_at IS NOT NULL AND q.to_grade = 0 AND q.whole > 0 AND COALESCE(x.status, '') <> 'done'",
            at: "q.ended_at",
            about: "q.id",
            step: true,
            percent: "CAST(q.earned AS DOUBLE PRECISION) * 100 / q.whole",
            rules: "q.rules",
            ..PLAIN
        },
        Trigger::Waiting(_) => Parts {
            joins: "JOIN submissions b ON b.id IN (
                      SELECT o.id FROM submissions o WHERE o.enrolment_id = e.id AND o.group_id IS NULL
                      UNION ALL SELECT n.submission_id FROM submission_members n WHERE n.enrolment_id = e.id AND n.enrolment_id = (
                        SELECT m.enrolment_id FROM submission_members m JOIN enrolments f ON f.id = m.enrolment_id
                        WHERE m.submission_id = n.submission_id AND f.withdrawn_at IS NULL ORDER BY m.enrolment_id LIMIT 1))
                    JOIN steps t ON t.id = b.step_id
                    LEFT JOIN gradings g ON g.submission_id = b.id",
            holds: "b.handed_at IS NOT NULL AND g.published_at IS NULL",
            at: "b.handed_at",
            about: "b.id",
            step: true,
            ..PLAIN
        },
    }
}

/// $1 the rule; $2 and $3 the bounds of what happened; $4 now; $5 and $6 after whom; $7 the session, when it is one's.
fn statement(rule: &Rule, one: bool) -> Sql {
    let parts = parts(rule.trigger);
    let last = last_act();
    let (step, title) = match parts.step {
        true => ("t.id", "t.title"),
        false => ("NULLIF(e.id, e.id)", "CAST(NULL AS TEXT)"),
    };
    let (due_on, due_day) = match parts.due {
        true => ("ad.due_on", "t.due_day"),
        false => ("CAST(NULL AS TEXT)", "CAST(NULL AS BIGINT)"),
    };
    let mut holds = parts.holds.to_owned();
    match rule.trigger {
        Trigger::Deadline(_) => holds = format!("{holds} AND {NOT_DONE}"),
        Trigger::Idle(_) => {
            holds = format!(
                "{holds} AND EXISTS (SELECT 1 FROM courses c2 {TO_DO}
                   WHERE c2.id = s.course_id AND {NOT_DONE} AND t.modality NOT IN ('live', 'in_person'))"
            );
        }
        _ => {}
    }
    // A whole session is asked what would have left; everybody, what has to.
    let whom = match one {
        true => "e.session_id = $7",
        false => {
            "NOT EXISTS (SELECT 1 FROM automation_pauses o WHERE o.session_id = s.id AND o.rule IN ('', $1) AND o.on_at IS NULL)"
        }
    };
    let unsent = match one {
        true => "",
        false => {
            "AND NOT EXISTS (SELECT 1 FROM automation_sends z WHERE z.rule = $1 AND z.enrolment_id = k.enrolment_id
               AND z.about_id = k.about_id AND z.occurrence = k.occurrence)"
        }
    };
    let text = format!(
        "SELECT k.* FROM (SELECT e.id AS enrolment_id, e.person_id, e.joined_at, e.ends_at, s.starts_at, s.reference,
                c.title AS course, r.zone,
                (SELECT MAX(o.on_at) FROM automation_pauses o WHERE o.session_id = s.id AND o.rule IN ('', $1)) AS resumed_at,
                COALESCE((SELECT lt.person_id FROM learner_tutors lt WHERE lt.enrolment_id = e.id ORDER BY lt.duty LIMIT 1),
                  (SELECT st.person_id FROM session_tutors st WHERE st.session_id = s.id ORDER BY st.duty, st.person_id LIMIT 1)) AS tutor_id,
                COALESCE(ws.subject, wc.subject) AS subject, COALESCE(ws.body, wc.body) AS body,
                {at} AS at, {about} AS about_id, {occurrence} AS occurrence, {step} AS step_id, {title} AS step,
                {due_on} AS due_on, {due_day} AS due_day, {percent} AS percent, {rules} AS rules, {positions} AS positions
         FROM enrolments e JOIN training_sessions s ON s.id = e.session_id JOIN courses c ON c.id = s.course_id
         JOIN regions r ON r.id = s.region_id
         LEFT JOIN automation_words ws ON ws.place_id = s.id AND ws.rule = $1
         LEFT JOIN automation_words wc ON wc.place_id = c.id AND wc.rule = $1 {joins}
         WHERE s.deleted_at IS NULL AND e.withdrawn_at IS NULL AND e.suspended_at IS NULL AND e.ends_at > $4
           AND e.id >= $5 AND {whom} AND {holds}) k
         WHERE k.at > $2 AND k.at <= $3 AND (k.enrolment_id > $5 OR k.about_id > $6) {unsent}
         ORDER BY k.enrolment_id, k.about_id LIMIT {AT_ONCE}",
        at = parts.at.replace("LAST", &last),
        about = parts.about,
        occurrence = parts.occurrence.replace("LAST", &last),
        percent = parts.percent,
        rules = parts.rules,
        positions = parts.positions,
        joins = parts.joins,
    );
    Sql::built(text)
}

/// $1 the session; $2 since when.
fn acts_statement() -> Sql {
    Sql::built(format!(
        "SELECT u.enrolment_id, u.at FROM ({}) u JOIN enrolments e ON e.id = u.enrolment_id
         WHERE e.session_id = $1 AND u.at > $2 ORDER BY u.enrolment_id, u.at",
        ACTS.join(" UNION ALL ")
    ))
}

pub(super) fn statements() -> Vec<Sql> {
    let mut all = vec![acts_statement()];
    for rule in &READY {
        all.extend([statement(rule, false), statement(rule, true)]);
    }
    all
}

/// Which moments are looked for: after, until; and where one is in a long list.
#[derive(Clone, Copy, Debug)]
pub(in crate::automation) struct Asked {
    pub(in crate::automation) after: Timestamp,
    pub(in crate::automation) until: Timestamp,
    pub(in crate::automation) now: Timestamp,
    /// One session's alone, those to whom it was sent too.
    pub(in crate::automation) session: Option<SessionId>,
    pub(in crate::automation) from: (Uuid, Uuid),
}

impl Asked {
    pub(in crate::automation) fn new(now: Timestamp, after: Timestamp, until: Timestamp) -> Self {
        Self {
            after,
            until,
            now,
            session: None,
            from: (Uuid::nil(), Uuid::nil()),
        }
    }
}

/// Some of those for whom a rule may hold, in the order of their enrolments.
pub(in crate::automation) async fn some(tx: &mut Tx, rule: &Rule, asked: Asked) -> Result<Vec<Candidate>> {
    let (before, after) = rule.trigger.around();
    let low = asked.after.as_millisecond() - before * DAY_MS;
    let high = asked.until.as_millisecond() + after * DAY_MS;
    let (from, about) = asked.from;
    let mut values = args![rule.code, low, high, asked.now, from, about];
    values.extend(asked.session.map(Into::into));
    let rows = tx.all(statement(rule, asked.session.is_some()), values).await?;
    rows.iter().map(candidate).collect()
}

fn candidate(row: &Row) -> Result<Candidate> {
    let zone: String = row.get("zone")?;
    let (starts, ends): (Timestamp, Timestamp) = (row.get("starts_at")?, row.get("ends_at")?);
    let due = match (
        row.get::<Option<String>>("due_on")?,
        row.get::<Option<i64>>("due_day")?,
    ) {
        (Some(day), _) => {
            let day: Date = day.parse().map_err(|error| Error::internal("a day", error))?;
            sessions::within(starts, ends, &zone, day)?
        }
        (None, Some(day)) => {
            let day = u32::try_from(day).unwrap_or(1);
            Some(sessions::due(starts, ends, &zone, day)?)
        }
        (None, None) => None,
    };
    let rules = row.get::<Option<String>>("rules")?;
    let rules: Option<Rules> = rules
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| Error::internal("the rules of a try", error))?;
    let settings = rules.map(|rules| rules.settings);
    let positioning = settings
        .as_ref()
        .is_some_and(|settings| settings.purpose == Purpose::Positioning);
    let step: Option<StepId> = row.get("step_id")?;
    let title: Option<String> = row.get("step")?;
    let words: (Option<String>, Option<String>) = (row.get("subject")?, row.get("body")?);
    Ok(Candidate {
        enrolment: row.get("enrolment_id")?,
        person: row.get("person_id")?,
        reference: row.get("reference")?,
        course: row.get("course")?,
        starts,
        ends,
        life: Life {
            joined: row.get("joined_at")?,
            resumed: row.get("resumed_at")?,
        },
        words: words.0.zip(words.1),
        tutor: row.get("tutor_id")?,
        about: row.get("about_id")?,
        occurrence: row.get("occurrence")?,
        step: step.zip(title),
        fact: Fact {
            at: row.get("at")?,
            due,
            percent: row.get("percent")?,
            pass: settings.and_then(|settings| settings.pass),
            positions: positioning || row.get::<i64>("positions")? > 0,
        },
        zone: TimeZone::get(&zone).map_err(|error| Error::internal("a region's zone", error))?,
    })
}

/// When each learner of a session opened something, in order.
pub(in crate::automation) async fn acts(
    tx: &mut Tx,
    session: SessionId,
    since: Timestamp,
) -> Result<Vec<(EnrolmentId, Timestamp)>> {
    let rows = tx.all(acts_statement(), args![session, since]).await?;
    rows.iter()
        .map(|row| Ok((row.get("enrolment_id")?, row.get("at")?)))
        .collect()
}
