//! `/mes-parcours/{inscription}/etapes/{etape}`: the player's page, its launches; `/lancements/operations`.

use catalogue::courses::{self, Step, StepId};
use catalogue::library::{self, Launches, Version};
use people::directory::Directory;
use platform::db::Tx;
use platform::http::{
    Actor, Json, Path, Proof, Query, Request, Response, Routes, State, StatusCode, View, json,
};
use platform::keys::Class;
use platform::{Error, Result, Site};
use scorm::cmi12::Start;
use serde::{Deserialize, Serialize};
use training::enrolment::{self, Enrolment, FollowCourse};
use training::sessions::{self, TrainingSession};

use super::rules::closed;
use super::views::{self, Shown};
use super::{operations, store};
use crate::attempts::{self, NewLaunch};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}", page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/lancements", launch)
        .by_token("/lancements/operations", operations)
}

/// A step of a learner's course, and the package that it holds.
struct Module {
    enrolment: Enrolment,
    session: TrainingSession,
    number: usize,
    step: Step,
    version: Version,
    launches: Launches,
}

/// The step, when it is one of this learner's course and holds a package.
async fn module(tx: &mut Tx, proof: &Proof<FollowCourse>, actor: &Actor, step: &str) -> Result<Module> {
    let step: StepId = step.parse()?;
    let enrolment = enrolment::find(tx, proof.id()).await?;
    if enrolment.person != actor.person {
        return Err(Error::Refused(
            "Un module s’ouvre au nom de la personne inscrite\u{202f}: elle seule peut le suivre.".into(),
        ));
    }
    let session = sessions::find(tx, enrolment.session).await?;
    let path = courses::outline(tx, session.course).await?;
    let steps = path.into_iter().flat_map(|section| section.steps);
    let (number, step) = (1..)
        .zip(steps)
        .find(|(_, one)| one.id == step)
        .ok_or(Error::NotFound)?;
    let item = step.item.ok_or_else(|| {
        Error::Refused(
            "Cette étape ne s’ouvre pas ici\u{202f}: elle se passe avec votre groupe ou votre tuteur.".into(),
        )
    })?;
    let version = library::current(tx, item).await?;
    let launches = version.launches()?;
    Ok(Module {
        enrolment,
        session,
        number,
        step,
        version,
        launches,
    })
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    partie: String,
}

async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let module = module(&mut tx, &proof, &actor, &step).await?;
    let (enrolment, session) = (&module.enrolment, &module.session);
    let standings = attempts::standings(&mut tx, enrolment.id, module.step.id).await?;
    let mut shown = Shown {
        enrolment: enrolment.id,
        course: &session.title,
        number: module.number,
        step: &module.step,
        parts: &module.launches.scos,
        standings: &standings,
        at: 0,
        origin: String::new(),
    };
    if let Some(why) = closed(session.starts_at, enrolment.ends_at, site.clock().now()) {
        return Ok(view.page(&views::closed(&shown, why)));
    }
    shown.at = views::place(&shown, &asked.partie).ok_or(Error::NotFound)?;
    let item = module.version.item;
    let label = match store::label(&mut tx, &proof, item).await? {
        Some(label) => label,
        None => {
            drop(tx);
            let mut tx = site.db().begin().await?;
            let label = store::make_label(&mut tx, &site, &proof, item).await?;
            tx.commit().await?;
            label
        }
    };
    shown.origin = site.config().content.origin(&label);
    Ok(view.framing(&views::page(&view.frame, &shown), &shown.origin))
}

#[derive(Deserialize)]
struct Wish {
    partie: String,
}

/// What the page hands to the shell.
#[derive(Serialize)]
struct Launched<'a> {
    token: String,
    /// Where the part is on the content origin.
    address: String,
    /// Whether it speaks to the platform.
    asset: bool,
    start: &'a Start,
    /// The last operation that the store holds: none yet.
    sequence: u64,
}

async fn launch(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Path<(String, String)>,
    Json(wish): Json<Wish>,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let module = module(&mut tx, &proof, &actor, &step).await?;
    drop(tx);
    let (enrolment, session) = (&module.enrolment, &module.session);
    if let Some(why) = closed(session.starts_at, enrolment.ends_at, site.clock().now()) {
        return json(
            StatusCode::GONE,
            &serde_json::json!({ "why": "ended", "sentence": why }),
        );
    }
    let mut parts = module.launches.scos.iter();
    let sco = parts
        .find(|sco| sco.identifier == wish.partie)
        .ok_or(Error::NotFound)?;
    let card = Directory::of(&site)?.card(&site, enrolment.person).await?;
    let student_name = format!("{}, {}", card.family_name, card.given_name);
    let key = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Evidence)
        .await?;
    let new = NewLaunch {
        enrolment,
        step: module.step.id,
        version: &module.version,
        sco,
        student_name: &student_name,
    };
    let mut tx = site.db().begin().await?;
    let (token, start) = attempts::begin(&mut tx, &site, &proof, &key, &new).await?;
    tx.commit().await?;
    let launched = Launched {
        token,
        address: format!("/{}/{}", module.version.id, sco.href),
        asset: sco.scorm_type == library::ScormType::Asset,
        start: &start,
        sequence: 0,
    };
    json(StatusCode::OK, &launched)
}

async fn operations(State(site): State<Site>, request: Request) -> Result<Response> {
    operations::post(&site, request).await
}
