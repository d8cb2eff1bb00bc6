//! A half-day with all that its pages show: a fixed number of queries, however many people.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::fr;
use platform::{Error, PersonId, Result, Site};
use training::enrolment::EnrolmentId;
use training::sessions::{self, SessionId, TrainingSession, local};
use training::tutors;

use super::halves::{HalfDay, Key, half_days};
use super::rules::{Said, in_charge};
use super::store::seals::{self, Scan, Seal};
use super::store::{self, Attendant, Mark, Sheet};

/// Someone on a sheet.
pub(super) struct Person {
    pub(super) enrolment: EnrolmentId,
    pub(super) person: PersonId,
    pub(super) card: Arc<Identity>,
    /// Since when their access is suspended.
    pub(super) suspended: Option<Timestamp>,
    /// What is in force of them.
    pub(super) marks: Vec<Mark>,
}

impl Person {
    fn said(&self, aspect: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.said.aspect() == aspect)
    }

    /// That they were there, or not.
    pub(super) fn presence(&self) -> Option<&Mark> {
        self.said("presence")
    }

    pub(super) fn present(&self) -> bool {
        self.presence().is_some_and(|mark| mark.said == Said::Present)
    }

    pub(super) fn absent(&self) -> bool {
        self.presence().is_some_and(|mark| mark.said != Said::Present)
    }

    /// That they arrived late.
    pub(super) fn arrival(&self) -> Option<&Mark> {
        self.said("arrival")
    }

    /// That they left early.
    pub(super) fn departure(&self) -> Option<&Mark> {
        self.said("departure")
    }
}

/// A half-day and its sheet.
pub(super) struct Shown {
    pub(super) session: TrainingSession,
    pub(super) half: HalfDay,
    /// Once somebody began it.
    pub(super) sheet: Option<Sheet>,
    /// By name.
    pub(super) people: Vec<Person>,
    /// What was taken back.
    pub(super) cancelled: Vec<Mark>,
    /// Who vouched for it, in order; the last may be in force.
    pub(super) seals: Vec<Seal>,
    pub(super) scans: Vec<Scan>,
    /// Who accompanied the session then, with the cards of all who said something.
    pub(super) trainers: Vec<PersonId>,
    pub(super) cards: HashMap<PersonId, Arc<Identity>>,
}

impl Shown {
    /// The seal in force.
    pub(super) fn sealed(&self) -> Option<&Seal> {
        self.seals.iter().find(|seal| seal.cancelled.is_none())
    }

    /// Someone of it.
    pub(super) fn person(&self, enrolment: &str) -> Result<&Person> {
        let mut people = self.people.iter();
        people
            .find(|one| one.enrolment.to_string() == enrolment)
            .ok_or_else(|| {
                Error::Refused(
                    "Cette personne n’est plus dans la session. Revenez à la feuille pour voir qui y est."
                        .into(),
                )
            })
    }

    /// The name of someone who said something.
    pub(super) fn name(&self, person: Option<PersonId>) -> String {
        let card = person.and_then(|person| self.cards.get(&person));
        card.map_or_else(|| "la plateforme".to_owned(), |card| card.full_name())
    }

    /// As the clocks of the session's region show it.
    pub(super) fn local(&self, at: Timestamp) -> Result<DateTime> {
        local(&self.session, at)
    }

    /// « vendredi 20 novembre, 9 h – 12 h 30 ».
    pub(super) fn words(&self) -> Result<String> {
        words(&self.session, &self.half)
    }

    /// Where it stands.
    pub(super) fn path(&self) -> String {
        format!("/sessions/{}/emargement/{}", self.session.id, self.half.key)
    }
}

/// « vendredi 20 novembre, 9 h – 12 h 30 ».
pub(super) fn words(session: &TrainingSession, half: &HalfDay) -> Result<String> {
    Ok(fr::range(
        local(session, half.starts_at)?,
        local(session, half.ends_at)?,
    ))
}

/// The half-days of a session: those of its dates, and those that somebody signed before the dates moved.
pub(super) async fn of_session(
    tx: &mut Tx,
    session: &TrainingSession,
) -> Result<Vec<(HalfDay, Option<Sheet>)>> {
    let dates = sessions::dates(tx, session.id).await?;
    let mut sheets = store::of_session(tx, session.id).await?;
    let mut all: Vec<(HalfDay, Option<Sheet>)> = Vec::new();
    for half in half_days(&dates, &session.zone)? {
        let begun = sheets.iter().position(|sheet| sheet.half.key == half.key);
        all.push(match begun.map(|at| sheets.swap_remove(at)) {
            Some(sheet) => (sheet.half.clone(), Some(sheet)),
            None => (half, None),
        });
    }
    all.extend(sheets.into_iter().map(|sheet| (sheet.half.clone(), Some(sheet))));
    all.sort_by_key(|(half, _)| (half.starts_at, half.key));
    Ok(all)
}

/// A half-day of a session, by its name in addresses.
pub(super) async fn half(
    tx: &mut Tx,
    session: &TrainingSession,
    name: &str,
) -> Result<(HalfDay, Option<Sheet>)> {
    let key = Key::parse(name).ok_or(Error::NotFound)?;
    if let Some(sheet) = store::find(tx, session.id, key).await? {
        return Ok((sheet.half.clone(), Some(sheet)));
    }
    let dates = sessions::dates(tx, session.id).await?;
    let mut halves = half_days(&dates, &session.zone)?.into_iter();
    let half = halves.find(|half| half.key == key);
    Ok((half.ok_or(Error::NotFound)?, None))
}

/// A half-day with all that its pages show.
pub(super) async fn gather(site: &Site, session: SessionId, name: &str) -> Result<Shown> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, session).await?;
    let (half, sheet) = half(&mut tx, &session, name).await?;
    let id = sheet.as_ref().map(|sheet| sheet.id);
    let mut known = Known {
        attendants: store::attendants(&mut tx, session.id, id).await?,
        trainers: in_charge(&tutors::spells(&mut tx, session.id).await?, &half),
        ..Known::default()
    };
    if let Some(id) = id {
        known.marks = store::marks(&mut tx, id).await?;
        known.seals = seals::of_sheet(&mut tx, id).await?;
        known.scans = seals::scans(&mut tx, id).await?;
    }
    drop(tx);
    put_together(site, session, (half, sheet), known).await
}

/// Every half-day of a session, as it is printed: scans are left out.
pub(super) async fn gather_all(site: &Site, session: SessionId) -> Result<Vec<Shown>> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, session).await?;
    let halves = of_session(&mut tx, &session).await?;
    let here = store::attendants(&mut tx, session.id, None).await?;
    let mut left = store::who_left(&mut tx, session.id).await?;
    let spells = tutors::spells(&mut tx, session.id).await?;
    let mut marks = store::all_marks(&mut tx, session.id).await?;
    let mut seals = seals::all(&mut tx, session.id).await?;
    drop(tx);
    let mut all = Vec::with_capacity(halves.len());
    for (half, sheet) in halves {
        let mut known = Known {
            attendants: here.clone(),
            trainers: in_charge(&spells, &half),
            ..Known::default()
        };
        if let Some(id) = sheet.as_ref().map(|sheet| sheet.id) {
            known.attendants.extend(left.remove(&id).unwrap_or_default());
            known.marks = marks.remove(&id).unwrap_or_default();
            known.seals = seals.remove(&id).unwrap_or_default();
        }
        all.push(put_together(site, session.clone(), (half, sheet), known).await?);
    }
    Ok(all)
}

/// What the store says of a half-day.
#[derive(Default)]
struct Known {
    attendants: Vec<Attendant>,
    trainers: Vec<PersonId>,
    marks: Vec<Mark>,
    seals: Vec<Seal>,
    scans: Vec<Scan>,
}

async fn put_together(
    site: &Site,
    session: TrainingSession,
    (half, sheet): (HalfDay, Option<Sheet>),
    known: Known,
) -> Result<Shown> {
    let Known {
        attendants,
        trainers,
        marks,
        seals,
        scans,
    } = known;
    let (cancelled, marks): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().partition(|mark| mark.cancelled.is_some());
    let said_by = marks.iter().chain(&cancelled).filter_map(|mark| mark.by);
    let undone_by = cancelled
        .iter()
        .filter_map(|mark| mark.cancelled.and_then(|(_, by, _)| by));
    let sealed_by = seals
        .iter()
        .flat_map(|seal| [seal.by, seal.cancelled.and_then(|(_, by, _)| by)]);
    let actors: Vec<PersonId> = said_by
        .chain(undone_by)
        .chain(sealed_by.flatten())
        .chain(trainers.iter().copied())
        .collect();
    Ok(Shown {
        people: people(site, &attendants, marks).await?,
        cards: Directory::of(site)?.cards(site, &actors).await?,
        session,
        half,
        sheet,
        cancelled,
        seals,
        scans,
        trainers,
    })
}

/// People by name, each with what is said of them.
async fn people(site: &Site, attendants: &[Attendant], marks: Vec<Mark>) -> Result<Vec<Person>> {
    let mut of: HashMap<EnrolmentId, Vec<Mark>> = HashMap::new();
    for mark in marks {
        of.entry(mark.enrolment).or_default().push(mark);
    }
    // Two of one person: who moved to another session, and was enrolled in this one again.
    let mut enrolments: HashMap<PersonId, Vec<&Attendant>> = HashMap::new();
    for one in attendants {
        enrolments.entry(one.person).or_default().push(one);
    }
    let ids: Vec<PersonId> = enrolments.keys().copied().collect();
    let sorted = Directory::of(site)?.sorted(site, &ids).await?;
    let mut people = Vec::with_capacity(attendants.len());
    for (person, card) in sorted {
        for &Attendant {
            enrolment, suspended, ..
        } in enrolments.remove(&person).unwrap_or_default()
        {
            people.push(Person {
                suspended,
                enrolment,
                person,
                card: card.clone(),
                marks: of.remove(&enrolment).unwrap_or_default(),
            });
        }
    }
    Ok(people)
}
