//! Rows of `tutor_hours` and `tutor_absences`. Reasons are sealed with the tutor's key of account.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::Within;
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use crate::sessions::{self, AssignTutors, SessionId};

use super::rules::{self, Absence, Declared, HalfDays};

id_type!(
    /// Days on which a tutor is away.
    AbsenceId
);

fn place(id: AbsenceId) -> Place {
    Place::new("tutor_absences", "reason", id.0)
}

fn hours(row: &Row) -> Result<Declared> {
    let most: Option<i64> = row.get("most_learners")?;
    Ok(Declared {
        half_days: HalfDays::from_bits(row.get("half_days")?),
        most: most.and_then(|most| u32::try_from(most).ok()),
        absences: Vec::new(),
        revision: row.get("revision")?,
    })
}

async fn absence(site: &Site, row: &Row, person: PersonId) -> Result<Absence> {
    let id: AbsenceId = row.get("id")?;
    let day = |name: &str| -> Result<Date> {
        let text: String = row.get(name)?;
        text.parse()
            .map_err(|error| Error::internal("a day of an absence", error))
    };
    let reason = match row.get::<Option<Vec<u8>>>("reason")? {
        None => None,
        Some(sealed) => match site.keys().find(person.0, Class::Account).await? {
            None => None,
            Some(key) => Some(String::from_utf8_lossy(&key.open(place(id), &sealed)?).into_owned()),
        },
    };
    Ok(Absence {
        id,
        first: day("first_day")?,
        last: day("last_day")?,
        reason,
    })
}

/// What a tutor said, without what is over today: two queries.
///
/// # Errors
/// The store's, or the key store's.
pub async fn of_person(tx: &mut Tx, site: &Site, person: PersonId, today: Date) -> Result<Declared> {
    let sql = sql!("SELECT half_days, most_learners, revision FROM tutor_hours WHERE person_id = $1");
    let row = tx.optional(sql, args![person]).await?;
    let mut declared = row.as_ref().map(hours).transpose()?.unwrap_or_default();
    let sql = sql!(
        "SELECT id, first_day, last_day, reason FROM tutor_absences
         WHERE person_id = $1 AND last_day >= $2 ORDER BY first_day, id"
    );
    for row in tx.all(sql, args![person, today.to_string()]).await? {
        declared.absences.push(absence(site, &row, person).await?);
    }
    Ok(declared)
}

/// What the tutors of a region said, with the absences that these days meet: two queries.
///
/// # Errors
/// The store's, or the key store's.
pub async fn of_region(
    tx: &mut Tx,
    site: &Site,
    region: RegionId,
    (first, last): (Date, Date),
) -> Result<HashMap<PersonId, Declared>> {
    let sql = sql!(
        "SELECT h.person_id, h.half_days, h.most_learners, h.revision
         FROM tutor_hours h JOIN region_tutors t ON t.person_id = h.person_id WHERE t.region_id = $1"
    );
    let mut all = HashMap::new();
    for row in tx.all(sql, args![region]).await? {
        all.insert(row.get("person_id")?, hours(&row)?);
    }
    let sql = sql!(
        "SELECT a.person_id, a.id, a.first_day, a.last_day, a.reason
         FROM tutor_absences a JOIN region_tutors t ON t.person_id = a.person_id
         WHERE t.region_id = $1 AND a.first_day <= $3 AND a.last_day >= $2 ORDER BY a.first_day, a.id"
    );
    let days = args![region, first.to_string(), last.to_string()];
    for row in tx.all(sql, days).await? {
        let person: PersonId = row.get("person_id")?;
        let found = absence(site, &row, person).await?;
        all.entry(person)
            .or_insert_with(Declared::default)
            .absences
            .push(found);
    }
    Ok(all)
}

/// A tutor who is away while a session that somebody manages runs.
#[derive(Clone, Debug)]
pub struct TutorAway {
    /// Who.
    pub person: PersonId,
    /// When, and why.
    pub absence: Absence,
    /// The first session that they miss.
    pub session: SessionId,
    /// « FB-2026-11 ».
    pub reference: String,
}

/// How many are told at once.
const TOLD: u32 = 2000;

/// The statement of [`of_tutors`], put together with the scope predicate of [`AssignTutors`].
pub fn away_statement() -> Sql {
    Sql::built(format!(
        "SELECT a.person_id, a.id, a.first_day, a.last_day, a.reason, o.id AS session_id, o.reference, o.starts_at, o.ends_at, r.zone
         FROM training_sessions o JOIN regions r ON r.id = o.region_id JOIN (SELECT DISTINCT session_id, person_id FROM session_tutors) st ON st.session_id = o.id
         JOIN tutor_absences a ON a.person_id = st.person_id
         WHERE a.person_id <> $1 AND a.first_day <= $3 AND a.last_day >= $2 AND o.starts_at < $5 AND o.ends_at > $4 AND {}
         ORDER BY a.first_day, a.id, o.starts_at, o.id LIMIT {TOLD}",
        Within::<AssignTutors>::predicate()
    ))
}

/// When the tutors of the sessions that somebody manages are away, of what these days and instants meet: one query. Each absence
/// once.
///
/// # Errors
/// The store's, or the key store's.
pub async fn of_tutors(
    tx: &mut Tx,
    site: &Site,
    manager: PersonId,
    ((first, last), (from, until)): ((Date, Date), (Timestamp, Timestamp)),
) -> Result<Vec<TutorAway>> {
    let values = args![manager, first.to_string(), last.to_string(), from, until];
    let mut all: Vec<TutorAway> = Vec::new();
    for row in tx.all(away_statement(), values).await? {
        let id: AbsenceId = row.get("id")?;
        if all.iter().any(|one| one.absence.id == id) {
            continue;
        }
        let person: PersonId = row.get("person_id")?;
        let absence = absence(site, &row, person).await?;
        let zone: String = row.get("zone")?;
        let (begins, ends) = sessions::days(row.get("starts_at")?, row.get("ends_at")?, &zone)?;
        if absence.first <= ends && begins <= absence.last {
            all.push(TutorAway {
                person,
                absence,
                session: row.get("session_id")?,
                reference: row.get("reference")?,
            });
        }
    }
    Ok(all)
}

/// Keeps the usual half-days and the number of learners. False when they have changed since this revision.
///
/// # Errors
/// The store's.
pub(super) async fn save(tx: &mut Tx, site: &Site, person: PersonId, said: &Declared) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO tutor_hours (person_id, half_days, most_learners, changed_at) VALUES ($1, $2, $3, $5)
         ON CONFLICT (person_id) DO UPDATE SET half_days = $2, most_learners = $3, changed_at = $5,
           revision = tutor_hours.revision + 1 WHERE tutor_hours.revision = $4"
    );
    let now = site.clock().now();
    let values = args![
        person,
        said.half_days.bits(),
        said.most.map(i64::from),
        said.revision,
        now
    ];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    said_so(tx, site, person, "availability.declared").await?;
    Ok(true)
}

/// What became of an absence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// It is noted.
    Noted,
    /// Another one meets it.
    Meets(Absence),
    /// There are as many as there may be.
    Full,
}

/// Notes an absence; `key`: the tutor's of account.
///
/// # Errors
/// The store's.
pub(super) async fn add(
    tx: &mut Tx,
    site: &Site,
    (person, today): (PersonId, Date),
    (first, last): (Date, Date),
    (reason, key): (&str, &DataKey),
) -> Result<Added> {
    tx.lock("tutor", person.0).await?;
    let held = of_person(tx, site, person, today).await?.absences;
    if let Some(other) = rules::overlapping(&held, first, last) {
        return Ok(Added::Meets(other.clone()));
    }
    if held.len() >= rules::MOST {
        return Ok(Added::Full);
    }
    let id: AbsenceId = site.new_id();
    let sealed = match reason {
        "" => None,
        reason => Some(key.seal(site.random(), place(id), reason.as_bytes())?),
    };
    let sql = sql!(
        "INSERT INTO tutor_absences (id, person_id, first_day, last_day, reason, declared_at) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let now = site.clock().now();
    let values = args![id, person, first.to_string(), last.to_string(), sealed, now];
    tx.execute(sql, values).await?;
    said_so(tx, site, person, "absence.declared").await?;
    Ok(Added::Noted)
}

/// Takes an absence of theirs away; nothing happens when it is gone already.
///
/// # Errors
/// The store's.
pub(super) async fn withdraw(tx: &mut Tx, site: &Site, person: PersonId, id: AbsenceId) -> Result<()> {
    let sql = sql!("DELETE FROM tutor_absences WHERE id = $1 AND person_id = $2");
    if tx.execute(sql, args![id, person]).await? == 0 {
        return Ok(());
    }
    said_so(tx, site, person, "absence.withdrawn").await
}

async fn said_so(tx: &mut Tx, site: &Site, person: PersonId, verb: &'static str) -> Result<()> {
    events::write(tx, site, Event::new(verb).by(person).about(person)).await
}
