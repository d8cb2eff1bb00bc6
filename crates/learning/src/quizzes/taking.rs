//! `/mes-parcours/{inscription}/etapes/{etape}` of a quiz: before, during and after a try.

use std::sync::Arc;

use assess::quiz::attempts::{Attempt, Extra, State};
use catalogue::library::{self, ItemId, ItemKind, Reading};
use catalogue::quizzes::{self, Composition};
use platform::db::Tx;
use platform::http::{
    Actor, Done, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State as Shared,
    StatusCode, View, send_blob,
};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site, blobs};
use serde::Deserialize;
use training::enrolment::FollowCourse;

use super::answering;
use super::close::Taker;
use super::rules::{grade, settings};
use super::save::{close_overdue, end_at, place_of};
use super::seen::{Sheet, sheet};
use super::start::Start;
use super::store::{self, Try};
use super::views::{self, Before, Here};
use crate::reading::shut;
use crate::step::Opened;

/// The routes of a quiz that is taken.
pub(super) fn routes() -> Routes {
    Routes::new()
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/essais", start)
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/essais/{essai}",
            attempt,
        )
        .post::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/essais/{essai}/reponses",
            answering::answer,
        )
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/essais/{essai}/images/{place}/{fichier}",
            image,
        )
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/essais/{essai}/remise",
            hand_in_page,
        )
        .post::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/essais/{essai}/remise",
            hand_in,
        )
}

fn taker(opened: &Opened) -> Taker {
    Taker {
        enrolment: opened.enrolment,
        session: opened.session.clone(),
        step: opened.step.id,
        completion: opened.step.completion,
    }
}

/// Their tries as they are now: one whose time is over is ended first.
async fn tries(site: &Site, taker: &Taker) -> Result<(Vec<Try>, Extra)> {
    let place = (taker.enrolment.id, taker.step);
    let found = store::tries(&mut site.db().read().await?, place.0, place.1).await?;
    if let Some(open) = found.0.iter().find(|one| one.attempt.ended.is_none())
        && close_overdue(site, taker, open, found.1).await?
    {
        return store::tries(&mut site.db().read().await?, place.0, place.1).await;
    }
    Ok(found)
}

async fn key(site: &Site, taker: &Taker) -> Result<Option<Arc<DataKey>>> {
    site.keys().find(taker.enrolment.person.0, Class::Evidence).await
}

/// The page of a step whose item is a quiz.
pub(crate) async fn page(site: &Site, view: &View, opened: &Opened, item: ItemId) -> Result<Response> {
    let now = site.clock().now();
    let taker = taker(opened);
    if let Some(why) = opened.closed(now)
        && !tells_results(site, &taker, opened).await?
    {
        return Ok(view.page(&shut(opened, why)));
    }
    if let Some(why) = opened.access.why() {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &shut(opened, why)));
    }
    let (_, composition, reading) = online(&mut site.db().read().await?, item).await?;
    let (tries, extra) = tries(site, &taker).await?;
    let settings = settings(&composition.rules, &taker.session, &taker.enrolment)?;
    let attempts: Vec<Attempt> = tries.iter().map(|one| one.attempt).collect();
    // What tries come to is told by the rules of the last one, as the step knows it; another is started by those in force.
    let counted = tries.last().map(|last| taker.settings(last)).transpose()?;
    let counted = counted.as_ref().unwrap_or(&settings);
    let before = Before {
        opened,
        reading: &reading,
        asked: composition.asked(),
        grade: grade(&attempts, counted),
        counted,
        tries: &tries,
        attempts: &attempts,
        settings: &settings,
        extra,
        now,
    };
    Ok(view.page(&views::before(&view.frame, &before)?))
}

/// Once the access is over, the results of who took the quiz stay.
async fn tells_results(site: &Site, taker: &Taker, opened: &Opened) -> Result<bool> {
    if !opened.is_over(site.clock().now()) {
        return Ok(false);
    }
    let (tries, _) = store::tries(&mut site.db().read().await?, taker.enrolment.id, taker.step).await?;
    Ok(!tries.is_empty())
}

/// What a quiz is made of now: three queries.
async fn online(tx: &mut Tx, item: ItemId) -> Result<(library::VersionId, Composition, Reading)> {
    let version = library::current(tx, item).await?;
    let composition = quizzes::of_version(tx, version.id).await?;
    let reading = version.reading()?;
    Ok((version.id, composition, reading))
}

/// The quiz of a step that is open.
fn quiz_of(opened: &Opened) -> Result<ItemId> {
    let quiz = opened
        .step
        .item
        .filter(|_| opened.step.kind == Some(ItemKind::Quiz));
    quiz.ok_or(Error::NotFound)
}

type Place = Path<(String, String)>;

async fn start(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Place,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let item = quiz_of(&opened)?;
    if let Some(why) = opened.closed(site.clock().now()).or(opened.access.why()) {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &shut(&opened, why)));
    }
    let (version, composition, _) = online(&mut tx, item).await?;
    let candidates = quizzes::candidates(&mut tx, version, &composition.slots).await?;
    drop(tx);
    // Committed apart, and before what it seals.
    site.keys()
        .get_or_create(opened.enrolment.person.0, Class::Evidence)
        .await?;
    let start = Start {
        site: site.clone(),
        taker: taker(&opened),
        version,
        composition,
        candidates,
    };
    let number = site.db().hot(move |tx| Box::pin(start.run(tx))).await?;
    Ok(Done::at(format!("{}/essais/{number}", opened.path())).into_response())
}

/// A try, the page it is asked from, and who takes it.
struct Trying {
    opened: Opened,
    taker: Taker,
    tries: Vec<Try>,
    extra: Extra,
    at: usize,
}

pub(super) type Numbered = Path<(String, String, String)>;

/// The try of a path; otherwise where to go, or why not.
async fn trying(
    site: &Site,
    (proof, actor): (&Proof<FollowCourse>, &Actor),
    view: &View,
    (step, number): (&str, &str),
) -> Result<Result<Trying, Response>> {
    let opened = Opened::find(&mut site.db().read().await?, site, proof, actor, step).await?;
    quiz_of(&opened)?;
    let now = site.clock().now();
    if let Some(why) = opened.closed(now)
        && !opened.is_over(now)
    {
        return Ok(Err(view.with_status(StatusCode::FORBIDDEN, &shut(&opened, why))));
    }
    let taker = taker(&opened);
    let (tries, extra) = tries(site, &taker).await?;
    let number: u32 = number.parse().unwrap_or_default();
    match tries.iter().position(|one| one.number == number) {
        Some(at) => Ok(Ok(Trying {
            opened,
            taker,
            tries,
            extra,
            at,
        })),
        None => Ok(Err(no_such_try(&opened.path()))),
    }
}

pub(super) fn no_such_try(step: &str) -> Response {
    Done::at(step)
        .saying("Cet essai n’existe pas\u{202f}: voici le quiz.")
        .into_response()
}

impl Trying {
    async fn sheet(&self, site: &Site) -> Result<Sheet> {
        let key = key(site, &self.taker).await?;
        let mut tx = site.db().read().await?;
        let tries = (self.tries.as_slice(), self.extra);
        sheet(&mut tx, site, &self.taker, tries, (self.at, key.as_deref())).await
    }

    fn here<'a>(&'a self, sheet: &'a Sheet, site: &Site) -> Here<'a> {
        Here {
            opened: &self.opened,
            sheet,
            now: site.clock().now(),
        }
    }
}

#[derive(Deserialize)]
struct Looking {
    /// The number of the question, from 1.
    #[serde(default)]
    question: Option<String>,
}

async fn attempt(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, number)): Numbered,
    Query(looking): Query<Looking>,
    view: View,
) -> Result<Response> {
    let trying = match trying(&site, (&proof, &actor), &view, (&step, &number)).await? {
        Ok(trying) => trying,
        Err(response) => return Ok(response),
    };
    let sheet = trying.sheet(&site).await?;
    let here = trying.here(&sheet, &site);
    if !matches!(sheet.state, State::Underway(_)) {
        let attempts: Vec<Attempt> = trying.tries.iter().map(|one| one.attempt).collect();
        return Ok(view.page(&views::result(&here, &attempts, trying.extra)?));
    }
    let asked = looking.question.and_then(|number| number.parse::<usize>().ok());
    let place = asked.map_or_else(|| views::first_to_do(&sheet), |number| number.saturating_sub(1));
    let place = place.min(sheet.lines.len().saturating_sub(1));
    Ok(view.page(&views::questions(&view.frame, &here, place)?))
}

async fn hand_in_page(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, number)): Numbered,
    view: View,
) -> Result<Response> {
    let trying = match trying(&site, (&proof, &actor), &view, (&step, &number)).await? {
        Ok(trying) => trying,
        Err(response) => return Ok(response),
    };
    let sheet = trying.sheet(&site).await?;
    let here = trying.here(&sheet, &site);
    if !matches!(sheet.state, State::Underway(_)) {
        return Ok(Done::at(here.path()).into_response());
    }
    Ok(view.page(&views::hand_in(&view.frame, &here)?))
}

async fn hand_in(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, number)): Numbered,
    view: View,
) -> Result<Response> {
    let trying = match trying(&site, (&proof, &actor), &view, (&step, &number)).await? {
        Ok(trying) => trying,
        Err(response) => return Ok(response),
    };
    let of = &trying.tries[trying.at];
    let path = format!("{}/essais/{}", trying.opened.path(), of.number);
    // Its time was over, or another window handed it in: the result is there all the same.
    if of.attempt.ended.is_none() {
        end_at(&site, &trying.taker, of, site.clock().now()).await?;
    }
    Ok(Done::at(path).saying("Votre essai est remis.").into_response())
}

/// An image of a question that a try of theirs asks.
async fn image(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    Path((_, step, number, place, name)): Path<(String, String, String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let (step, number) = (step.parse()?, number.parse().unwrap_or_default());
    let mut tx = site.db().read().await?;
    let found = store::numbered(&mut tx, (proof.id(), step), number).await?;
    let Some((of, _)) = found else {
        return Ok(no_such_try(&format!(
            "/mes-parcours/{}/etapes/{step}",
            proof.id()
        )));
    };
    let one = place_of(&of, place.parse().unwrap_or(u32::MAX))?;
    let blob = quizzes::image(&mut tx, one.version, &name).await?;
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}
