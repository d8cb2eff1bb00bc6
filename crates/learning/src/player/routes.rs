//! `/mes-parcours/{inscription}/etapes/{etape}`: the player's page, its launches; `/lancements/operations`.

use catalogue::courses::Step;
use catalogue::library::{self, ItemId, ItemKind, Launches, Sco, Version};
use people::directory::Directory;
use platform::db::Tx;
use platform::http::{
    Actor, Json, Path, Proof, Query, Request, Response, Routes, State, StatusCode, View, json,
};
use platform::keys::Class;
use platform::{Error, Result, Site};
use scorm::plan::Plan;
use serde::{Deserialize, Serialize};
use training::enrolment::FollowCourse;

use super::prerequisites::{Place, locks, place};
use super::views::{self, Shown};
use super::{operations, store};
use crate::attempts::{self, NewLaunch, Standing, Start};
use crate::step::Opened;
use crate::{quizzes, reading, submissions, surveys, watching};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}", page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/lancements", launch)
        .by_token("/lancements/operations", operations)
}

/// A step of a learner's course, and the package that it holds.
struct Module {
    opened: Opened,
    version: Version,
    launches: Launches,
}

/// What a step opens: its item and what that is.
fn item_of(step: &Step) -> Result<(ItemId, ItemKind)> {
    step.item.zip(step.kind).ok_or_else(|| {
        Error::Refused(
            "Cette étape ne s’ouvre pas ici\u{202f}: elle se passe avec votre groupe ou votre tuteur.".into(),
        )
    })
}

/// The package of a step.
async fn module(tx: &mut Tx, opened: Opened) -> Result<Module> {
    let (item, kind) = item_of(&opened.step)?;
    if !kind.plays() {
        return Err(Error::NotFound);
    }
    let version = attempts::version(tx, opened.enrolment.id, opened.step.id, item).await?;
    let launches = version.launches()?;
    Ok(Module {
        opened,
        version,
        launches,
    })
}

/// The origin of an item's content for the learner of the proof, made when there is none.
pub(crate) async fn origin(site: &Site, proof: &Proof<FollowCourse>, item: ItemId) -> Result<String> {
    let label = store::label(&mut site.db().read().await?, proof, item).await?;
    let label = match label {
        Some(label) => label,
        None => {
            let mut tx = site.db().begin().await?;
            let label = store::make_label(&mut tx, site, proof, item).await?;
            tx.commit().await?;
            label
        }
    };
    Ok(site.config().content.origin(&label))
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
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let (item, kind) = item_of(&opened.step)?;
    if kind.asks_opinion() {
        drop(tx);
        return surveys::page(&site, &view, opened, item).await;
    }
    if kind == ItemKind::Assignment {
        drop(tx);
        return submissions::page(&site, &proof, &view, opened, item).await;
    }
    if kind.recorded() {
        drop(tx);
        return watching::page(&site, &view, &opened, (item, kind)).await;
    }
    if kind == ItemKind::Quiz {
        drop(tx);
        return quizzes::page(&site, &view, &opened, item).await;
    }
    if !kind.plays() {
        drop(tx);
        return reading::page(&site, &proof, &view, &opened, (item, kind)).await;
    }
    let module = module(&mut tx, opened).await?;
    let opened = &module.opened;
    let standings = attempts::standings(&mut tx, opened.enrolment.id, opened.step.id).await?;
    drop(tx);
    let locks = locks_of(&module.launches, &standings);
    let mut shown = Shown {
        enrolment: opened.enrolment.id,
        course: &opened.session.title,
        number: opened.number,
        step: &opened.step,
        parts: parts(&module.launches),
        package: module.launches.plan.is_some(),
        standings: &standings,
        locks: &locks,
        at: 0,
        origin: String::new(),
    };
    if let Some(why) = opened.closed(site.clock().now()) {
        return Ok(view.page(&views::closed(&shown, why)));
    }
    if let Some(why) = opened.access.why() {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &views::waiting(&shown, why)));
    }
    if !shown.package {
        let done = |sco: &Sco| shown.standing(sco).is_some_and(|standing| standing.done());
        match place(shown.parts, done, shown.locks, &asked.partie).ok_or(Error::NotFound)? {
            Place::Open(at) => shown.at = at,
            Place::Locked(at) => {
                return Ok(view.with_status(StatusCode::FORBIDDEN, &views::locked(&shown, at)));
            }
        }
    }
    shown.origin = origin(&site, &proof, item).await?;
    Ok(view.framing(&views::page(&view.frame, &shown), &shown.origin))
}

#[derive(Deserialize)]
struct Wish {
    partie: String,
}

/// The parts that the page itself leads to: those of SCORM 1.2. A package of SCORM 2004 has its own plan.
fn parts(launches: &Launches) -> &[Sco] {
    if launches.plan.is_some() {
        &[]
    } else {
        &launches.scos
    }
}

/// Why each of those parts isn't open.
fn locks_of(launches: &Launches, standings: &[Standing]) -> Vec<Option<String>> {
    if launches.plan.is_some() {
        Vec::new()
    } else {
        locks(launches, standings)
    }
}

/// What the page hands to the shell.
#[derive(Serialize)]
struct Launched<'a> {
    token: String,
    /// Where the part, or the root of the package, is on the content origin.
    address: String,
    /// Whether it speaks to the platform.
    asset: bool,
    /// How a package of SCORM 2004 is sequenced.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a Plan>,
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
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let module = module(&mut tx, opened).await?;
    let Opened { enrolment, step, .. } = &module.opened;
    let standings = attempts::standings(&mut tx, enrolment.id, step.id).await?;
    drop(tx);
    if let Some(why) = module.opened.closed(site.clock().now()) {
        return json(
            StatusCode::GONE,
            &serde_json::json!({ "why": "ended", "sentence": why }),
        );
    }
    let plan = module.launches.plan.as_ref();
    let parts = parts(&module.launches);
    let at = parts.iter().position(|sco| sco.identifier == wish.partie);
    let part = at.and_then(|at| parts.get(at));
    if plan.is_none() && part.is_none() {
        return Err(Error::NotFound);
    }
    let locks = locks_of(&module.launches, &standings);
    let lock = at.and_then(|at| locks.get(at)?.as_deref());
    if let Some(why) = module.opened.access.why().or(lock) {
        return json(
            StatusCode::FORBIDDEN,
            &serde_json::json!({ "why": "locked", "sentence": why }),
        );
    }
    let card = Directory::of(&site)?.card(&site, enrolment.person).await?;
    let student_name = format!("{}, {}", card.family_name, card.given_name);
    let key = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Evidence)
        .await?;
    let new = NewLaunch {
        enrolment,
        step: step.id,
        completion: step.completion,
        version: &module.version,
        launches: &module.launches,
        sco: part,
        student_name: &student_name,
    };
    let mut tx = site.db().begin().await?;
    let (token, start) = attempts::begin(&mut tx, &site, &proof, &key, &new).await?;
    tx.commit().await?;
    let launched = Launched {
        token,
        address: format!(
            "/{}/{}",
            module.version.id,
            part.map_or("", |sco| sco.href.as_str())
        ),
        asset: part.is_some_and(|sco| sco.scorm_type == library::ScormType::Asset),
        plan,
        start: &start,
        sequence: 0,
    };
    json(StatusCode::OK, &launched)
}

async fn operations(State(site): State<Site>, request: Request) -> Result<Response> {
    operations::post(&site, request).await
}
