//! Rows of `adapted_steps`, and of the parts and steps that one path alone has.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{
    self, Adaptation, CourseId, Edition, Section, StepId, Waiver, lets_off, modality_code, own_path,
    required_code, step,
};
use jiff::civil::Date;
use people::uniting::Passage;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::ids::Uuid;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};
use training::enrolment::{Enrolled, Enrolment, EnrolmentId, Followed};
use training::sessions::{SessionId, TrainingSession};

use super::AdaptCourse;
use super::forms::Added;
use crate::progress::{StepState, reached};

/// The title of the part that a learner alone has, as they read it.
const ADDED: &str = "Ajouté pour vous";

type States = HashMap<StepId, StepState>;

/// The course of a learner who stands there, as it is for them: no query more where it is their course's.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn edition(
    tx: &mut Tx,
    site: &Site,
    session: &TrainingSession,
    enrolment: &Enrolment,
    states: &States,
) -> Result<Arc<Edition>> {
    let edition = courses::edition(tx, site, session.course, session.course_revision).await?;
    let mut own = match enrolment.adapted {
        true => adaptations(tx, site, enrolment.id.0).await?,
        false => HashMap::new(),
    };
    Ok(adapted(edition, enrolment, own.remove(&enrolment.id), states))
}

fn adapted(
    edition: Arc<Edition>,
    enrolment: &Enrolment,
    adaptation: Option<Adaptation>,
    states: &States,
) -> Arc<Edition> {
    if !enrolment.adapted && !lets_off(&edition.path) {
        return edition;
    }
    let adaptation = adaptation.unwrap_or_default();
    Arc::new(Edition {
        course: edition.course.clone(),
        path: own_path(&edition.path, &adaptation, |step| reached(states.get(&step))),
    })
}

/// The same for all that someone follows, in its order: two queries at most, but for courses that nobody read since they changed.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn of_person(
    tx: &mut Tx,
    site: &Site,
    followed: &[Followed],
    states: &HashMap<EnrolmentId, States>,
) -> Result<Vec<Arc<Edition>>> {
    let one = followed.iter().find(|one| one.enrolment.adapted);
    let mut own = match one {
        Some(one) => adaptations(tx, site, one.enrolment.person.0).await?,
        None => HashMap::new(),
    };
    let none = States::default();
    let mut all = Vec::with_capacity(followed.len());
    for Followed { enrolment, session } in followed {
        let edition = courses::edition(tx, site, session.course, session.course_revision).await?;
        let states = states.get(&enrolment.id).unwrap_or(&none);
        all.push(adapted(edition, enrolment, own.remove(&enrolment.id), states));
    }
    Ok(all)
}

/// The paths of the learners of a session.
pub struct Paths {
    path: Vec<Section>,
    adaptations: HashMap<EnrolmentId, Adaptation>,
    none: Adaptation,
    lets_off: bool,
}

impl Paths {
    /// The course's own path.
    pub fn course(&self) -> &[Section] {
        &self.path
    }

    /// Whether some learner has steps that nobody else has.
    pub fn adds_any(&self) -> bool {
        self.adaptations.values().any(|own| own.added.is_some())
    }

    /// The path of a learner who stands there.
    pub fn of(&self, enrolment: EnrolmentId, states: &States) -> Cow<'_, [Section]> {
        match self.adaptations.get(&enrolment) {
            None if !self.lets_off => Cow::Borrowed(&self.path),
            own => Cow::Owned(own_path(&self.path, own.unwrap_or(&self.none), |step| {
                reached(states.get(&step))
            })),
        }
    }
}

/// The paths of the learners of a session: four queries at most, however many they are.
///
/// # Errors
/// The store's or the key store's.
pub async fn of_session(
    tx: &mut Tx,
    site: &Site,
    (session, course): (SessionId, CourseId),
    enrolled: &[Enrolled],
) -> Result<Paths> {
    let path = courses::outline(tx, course).await?;
    let adaptations = match enrolled.iter().any(|line| line.enrolment.adapted) {
        true => adaptations(tx, site, session.0).await?,
        false => HashMap::new(),
    };
    Ok(Paths {
        lets_off: lets_off(&path),
        path,
        adaptations,
        none: Adaptation::default(),
    })
}

/// How paths differ, of one enrolment, of all of a session or of all of a person: two queries.
///
/// # Errors
/// The store's or the key store's.
async fn adaptations(tx: &mut Tx, site: &Site, of: Uuid) -> Result<HashMap<EnrolmentId, Adaptation>> {
    let mut found = HashMap::new();
    let sql = sql!(
        "SELECT a.id, a.enrolment_id, a.step_id, a.reason, a.instead_id, a.wanted, a.due_on, e.person_id
         FROM adapted_steps a JOIN enrolments e ON e.id = a.enrolment_id WHERE e.id = $1 OR e.session_id = $1 OR e.person_id = $1"
    );
    gather(site, &tx.all(sql, args![of]).await?, &mut found).await?;
    let sql = sql!(
        "SELECT s.only_for, t.summary_id, t.id, t.title, t.modality, t.minutes, t.item_id, t.required, t.required_above,
                t.completion, t.completion_percent, t.due_day, t.opens_any, t.waived_from_id, t.waived_from_percent,
                i.kind AS item_kind, i.made_for, i.opens_after, i.open_for
         FROM sections s JOIN steps t ON t.section_id = s.id LEFT JOIN items i ON i.id = t.item_id
         WHERE s.only_for IN (SELECT e.id FROM enrolments e WHERE e.id = $1 OR e.session_id = $1 OR e.person_id = $1) ORDER BY t.position"
    );
    join(&tx.all(sql, args![of]).await?, &mut found)?;
    Ok(found)
}

/// Opens what the rows of `adapted_steps` say.
async fn gather(site: &Site, rows: &[Row], into: &mut HashMap<EnrolmentId, Adaptation>) -> Result<()> {
    for row in rows {
        let of = into.entry(row.get("enrolment_id")?).or_default();
        let step: StepId = row.get("step_id")?;
        if row.get::<i64>("wanted")? == 1 {
            of.wanted.insert(step);
        }
        if let Some(due) = row.get::<Option<String>>("due_on")? {
            let due = due
                .parse()
                .map_err(|error| Error::internal("a step's day", error))?;
            of.dates.insert(step, due);
        }
        if let Some(sealed) = row.get::<Option<Vec<u8>>>("reason")? {
            let person: PersonId = row.get("person_id")?;
            let key = site.keys().find(person.0, Class::Evidence).await?;
            let id: Uuid = row.get("id")?;
            // Gone with the learner's evidence: the fact stays.
            let reason = match key {
                Some(key) => String::from_utf8_lossy(&key.open(place(id), &sealed)?).into_owned(),
                None => String::new(),
            };
            let instead = row.get("instead_id")?;
            of.waived.insert(
                step,
                Waiver {
                    reason,
                    instead,
                    by_score: false,
                },
            );
        }
    }
    Ok(())
}

fn join(rows: &[Row], into: &mut HashMap<EnrolmentId, Adaptation>) -> Result<()> {
    for row in rows {
        let of = into.entry(row.get("only_for")?).or_default();
        let part = of.added.get_or_insert_with(|| Section {
            title: ADDED.to_owned(),
            summary: None,
            steps: Vec::new(),
        });
        part.steps.push(step(row, &mut HashMap::new())?);
    }
    Ok(())
}

fn place(id: Uuid) -> Place {
    Place::new("adapted_steps", "reason", id)
}

/// How a step is to differ for one learner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) waived: Option<Waiver>,
    /// Wanted of this learner, whatever their percentages let them off.
    pub(super) wanted: bool,
    pub(super) due_on: Option<Date>,
}

/// Makes a step differ, or be the course's again. `key`: the learner's, of evidence.
///
/// # Errors
/// The store's.
pub(super) async fn change(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AdaptCourse>,
    key: &DataKey,
    about: &Enrolment,
    step: StepId,
    (before, after): (&Change, &Change),
) -> Result<()> {
    tx.lock("own path", proof.id().0).await?;
    let sql = sql!("DELETE FROM adapted_steps WHERE enrolment_id = $1 AND step_id = $2");
    tx.execute(sql, args![proof.id(), step]).await?;
    if *after != Change::default() {
        let id: Uuid = site.new_id();
        let reason = after.waived.as_ref().map(|waived| waived.reason.as_bytes());
        let reason = reason
            .map(|reason| key.seal(site.random(), place(id), reason))
            .transpose()?;
        let sql = sql!(
            "INSERT INTO adapted_steps (id, enrolment_id, step_id, reason, instead_id, wanted, due_on, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        );
        let values = args![
            id,
            proof.id(),
            step,
            reason,
            after.waived.as_ref().and_then(|waived| waived.instead),
            i64::from(after.wanted),
            after.due_on.map(|due| due.to_string()),
            proof.actor(),
            site.clock().now()
        ];
        tx.execute(sql, values).await?;
    }
    flag(tx, proof.id()).await?;
    let differs = (&before.waived, before.wanted) != (&after.waived, after.wanted);
    let waived = differs.then_some(match after.waived {
        Some(_) => "step.waived",
        None => "step.wanted",
    });
    let moved = (before.due_on != after.due_on).then_some("step.moved");
    for verb in waived.into_iter().chain(moved) {
        said(tx, site, proof, about, verb, step).await?;
    }
    Ok(())
}

/// Says whether a path is quite its course's.
async fn flag(tx: &mut Tx, enrolment: EnrolmentId) -> Result<()> {
    let sql = sql!(
        "UPDATE enrolments SET adapted = CASE
           WHEN EXISTS (SELECT 1 FROM adapted_steps a WHERE a.enrolment_id = $1)
             OR EXISTS (SELECT 1 FROM sections s JOIN steps t ON t.section_id = s.id WHERE s.only_for = $1)
           THEN 1 ELSE 0 END WHERE id = $1"
    );
    tx.execute(sql, args![enrolment]).await.map(drop)
}

async fn said(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AdaptCourse>,
    about: &Enrolment,
    verb: &'static str,
    step: StepId,
) -> Result<()> {
    let event = Event::new(verb)
        .by(proof.actor())
        .about(about.person)
        .in_session(about.session)
        .on(about.id);
    events::write(tx, site, event.with("step", step.0)).await
}

/// Adds a step to one path, in the part that it alone has.
///
/// # Errors
/// The store's.
pub(super) async fn add(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AdaptCourse>,
    about: &Enrolment,
    course: CourseId,
    new: &Added,
) -> Result<StepId> {
    tx.lock("course", course.0).await?;
    // Far after the parts of the course, whose places go from 1.
    let sql = sql!(
        "INSERT INTO sections (id, course_id, position, title, only_for)
         VALUES ($1, $2, (SELECT COALESCE(MAX(s.position), 1000000) + 1 FROM sections s
                          WHERE s.course_id = $2 AND s.only_for IS NOT NULL), $3, $4)
         ON CONFLICT (only_for) DO NOTHING"
    );
    tx.execute(sql, args![site.new_id::<StepId>(), course, ADDED, proof.id()])
        .await?;
    let id: StepId = site.new_id();
    let (required, above) = required_code(new.required);
    let sql = sql!(
        "INSERT INTO steps (id, section_id, position, title, modality, minutes, item_id, required, required_above)
         SELECT $1, s.id, (SELECT COALESCE(MAX(t.position), 0) + 1 FROM steps t WHERE t.section_id = s.id), $3, $4, $5, $6, $7, $8
         FROM sections s WHERE s.only_for = $2"
    );
    let values = args![
        id,
        proof.id(),
        new.facts.title.as_str(),
        modality_code(new.facts.modality),
        new.facts.minutes,
        new.item,
        required,
        above.map(i64::from)
    ];
    tx.execute(sql, values).await?;
    flag(tx, proof.id()).await?;
    said(tx, site, proof, about, "step.added", id).await?;
    Ok(id)
}

/// Takes back a step that was added to this path.
///
/// # Errors
/// [`Error::NotFound`] when it isn't one, [`Error::InUse`] when the learner has begun it, or the store's.
pub(super) async fn withdraw(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AdaptCourse>,
    about: &Enrolment,
    step: StepId,
) -> Result<()> {
    tx.lock("own path", proof.id().0).await?;
    // What it took the place of is wanted again.
    let sql = sql!("DELETE FROM adapted_steps WHERE enrolment_id = $1 AND instead_id = $2");
    tx.execute(sql, args![proof.id(), step]).await?;
    let sql = sql!("DELETE FROM adapted_steps WHERE enrolment_id = $1 AND step_id = $2");
    tx.execute(sql, args![proof.id(), step]).await?;
    let sql = sql!(
        "DELETE FROM steps WHERE id = $2 AND section_id IN (SELECT s.id FROM sections s WHERE s.only_for = $1)"
    );
    if tx.execute(sql, args![proof.id(), step]).await? == 0 {
        return Err(Error::NotFound);
    }
    flag(tx, proof.id()).await?;
    said(tx, site, proof, about, "step.withdrawn", step).await
}

/// Passes the reasons of the learner of an account that closes.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT a.id, a.reason AS sealed FROM adapted_steps a JOIN enrolments e ON e.id = a.enrolment_id WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE adapted_steps SET reason = $2 WHERE id = $1 AND reason = $3");
    let place = (Class::Evidence, "adapted_steps", "reason");
    passage.reseal(tx, site, place, (read, write)).await
}
