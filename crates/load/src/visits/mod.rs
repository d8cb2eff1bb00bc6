//! Learners whose session is open today, signed in, before a step that holds a module: what a load or a drill begins with.

mod store;

use catalogue::courses::{self, StepId};
use catalogue::library::{self, ItemId};
use learning::attempts::{self, NewLaunch};
use people::directory::Directory;
use people::roles::{self, Over};
use people::sign_in::begin_login;
use platform::db::Tx;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};
use scorm::cmi12::Start;
use training::enrolment::{self, EnrolmentId, FollowCourse};
use training::sessions::{self, TrainingSession};

/// A learner signed in.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who.
    pub person: PersonId,
    /// Their place.
    pub enrolment: EnrolmentId,
    /// A step of their course that holds a module.
    pub step: StepId,
    /// The part of the module to open.
    pub part: String,
    /// The login's cookie, as a line of a request's head.
    pub cookie: String,
}

/// Signs in so many learners, spread over all who may open a module now.
///
/// # Errors
/// When there are none, or the store's.
pub async fn sign_in(site: &Site, many: usize) -> Result<Vec<Visit>> {
    let open = store::open_enrolments(&mut site.db().read().await?, site.clock().now()).await?;
    if open.is_empty() {
        return Err(Error::fault("no session is open today: make the data again"));
    }
    let stride = (open.len() / many.max(1)).max(1);
    let mut visits = Vec::with_capacity(many);
    for id in open.into_iter().step_by(stride).take(many) {
        let mut tx = site.db().begin().await?;
        let enrolment = enrolment::find(&mut tx, id).await?;
        let session = sessions::find(&mut tx, enrolment.session).await?;
        let path = courses::outline(&mut tx, session.course).await?;
        let mut steps = path.into_iter().flat_map(|part| part.steps);
        // A quiz may have been put in the course since.
        let module = steps.find(|step| step.kind == Some(library::ItemKind::Scorm));
        let step = module.ok_or(Error::NotFound)?;
        let version = library::current(&mut tx, step.item.ok_or(Error::NotFound)?).await?;
        let part = version
            .launches()?
            .scos
            .into_iter()
            .next()
            .ok_or(Error::NotFound)?;
        let token = begin_login(&mut tx, site, enrolment.person).await?;
        store::settle(&mut tx, enrolment.person).await?;
        tx.commit().await?;
        visits.push(Visit {
            person: enrolment.person,
            enrolment: id,
            step: step.id,
            part: part.identifier,
            cookie: format!("cookie: connexion={token}\r\n"),
        });
    }
    Ok(visits)
}

/// The session of a visit, and the item that its step opens.
///
/// # Errors
/// When there are none, or the store's.
pub async fn before(tx: &mut Tx, visit: &Visit) -> Result<(TrainingSession, ItemId)> {
    let enrolment = enrolment::find(tx, visit.enrolment).await?;
    let session = sessions::find(tx, enrolment.session).await?;
    let path = courses::outline(tx, session.course).await?;
    let mut steps = path.iter().flat_map(|part| &part.steps);
    let step = steps.find(|step| step.id == visit.step);
    let item = step.and_then(|step| step.item).ok_or(Error::NotFound)?;
    Ok((session, item))
}

/// Makes someone an administrator, signed in; answers the login's token.
///
/// # Errors
/// The store's.
pub async fn administrator(tx: &mut Tx, site: &Site, person: PersonId) -> Result<String> {
    roles::grant(tx, site, None, person, BuiltIn::Administrator, Over::PLATFORM).await?;
    begin_login(tx, site, person).await
}

/// Makes someone a manager of a region.
///
/// # Errors
/// The store's.
pub async fn manager(tx: &mut Tx, site: &Site, person: PersonId, region: RegionId) -> Result<()> {
    roles::grant(tx, site, None, person, BuiltIn::Manager, Over::region(region)).await
}

/// Opens the module of a visit; answers the launch's token and what content is told.
///
/// # Errors
/// The store's.
pub async fn launch(site: &Site, visit: &Visit) -> Result<(String, Start)> {
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, visit.enrolment).await?;
    let (_, item) = before(&mut tx, visit).await?;
    let version = library::current(&mut tx, item).await?;
    drop(tx);
    let launches = version.launches()?;
    let mut parts = launches.scos.iter();
    let sco = parts
        .find(|sco| sco.identifier == visit.part)
        .ok_or(Error::NotFound)?;
    let card = Directory::of(site)?.card(site, visit.person).await?;
    let student_name = format!("{}, {}", card.family_name, card.given_name);
    let key = site.keys().get_or_create(visit.person.0, Class::Evidence).await?;
    let new = NewLaunch {
        enrolment: &enrolment,
        step: visit.step,
        completion: courses::Completion::Done,
        version: &version,
        launches: &launches,
        sco: Some(sco),
        student_name: &student_name,
    };
    let proof = Proof::<FollowCourse>::of_system(&SystemActs::new(), visit.enrolment);
    let mut tx = site.db().begin().await?;
    let (token, start) = attempts::begin(&mut tx, site, &proof, &key, &new).await?;
    tx.commit().await?;
    match start {
        attempts::Start::Part(start) => Ok((token, *start)),
        attempts::Start::Package(_) => Err(Error::fault("the reference modules are of SCORM 1.2")),
    }
}
