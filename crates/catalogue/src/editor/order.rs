//! Putting parts and steps in order, and removing them: acts of one button. What can't be done is said on the course.

use platform::html::Notice;
use platform::http::{Form, Proof, Query, Response, State, View};
use platform::{Error, Result, Site};

use super::routes::{Asked, CHANGED, GONE, asked, at, gather, part_of, seen};
use super::rules::Way;
use super::step::target;
use super::store::{self, Goal, PartId};
use super::views::{self, Target};
use crate::courses::{EditCourse, StepId};

/// A part isn't removed with what it holds.
const NOT_EMPTY: &str = "Cette partie contient encore des étapes. Retirez-les ou déplacez-les d’abord.";
/// Nor a step that somebody began or that has a date.
const IN_USE: &str = "Cette étape ne peut pas être retirée\u{202f}: des apprenants l’ont commencée, une session y a fixé une date, ou un parcours individuel la concerne. Vous pouvez la renommer ou la déplacer.";

/// The page of the course as it is now, with what could not be done.
pub(super) async fn not_done(
    site: &Site,
    proof: &Proof<EditCourse>,
    view: &View,
    why: &'static str,
) -> Result<Response> {
    let shown = gather(site, proof).await?;
    let page = views::page(&view.frame, &shown);
    Ok(view.invalid(&page.notice(Notice::warn(why))))
}

/// What a form of one button is about.
enum About {
    Part(PartId),
    Step(StepId),
}

fn about(form: &Form) -> Option<About> {
    match form.text("partie") {
        "" => form.text("etape").parse().ok().map(About::Step),
        part => part.parse().ok().map(About::Part),
    }
}

/// Where a form sends a step: one place up or down, or to a place of a part.
fn goal(form: &Form) -> Option<Goal> {
    match Way::parse(form.text("sens")) {
        Some(way) => Some(Goal::By(way)),
        None => Some(Goal::To(
            form.text("vers").parse().ok()?,
            form.text("place").parse().ok()?,
        )),
    }
}

pub(super) async fn reorder(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let written = match (about(&form), Way::parse(form.text("sens")), goal(&form)) {
        (Some(About::Part(moved)), Some(way), _) => {
            store::move_part(&mut tx, &site, &proof, seen(&form), moved, way).await
        }
        (Some(About::Step(moved)), _, Some(goal)) => {
            store::move_step(&mut tx, &site, &proof, seen(&form), moved, goal).await
        }
        _ => Err(Error::NotFound),
    };
    let why = match written {
        Ok(true) => {
            tx.commit().await?;
            return Ok(at(&proof, "L’ordre est enregistré."));
        }
        Ok(false) => CHANGED,
        Err(Error::NotFound) => GONE,
        Err(other) => return Err(other),
    };
    drop(tx);
    not_done(&site, &proof, &view, why).await
}

pub(super) async fn remove_page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, asked(&query, "etape"), asked(&query, "partie"))?;
    if let Target::NewIn(part, _) = &target
        && part_of(&shown, &part.to_string()).is_some_and(|part| !part.steps.is_empty())
    {
        return not_done(&site, &proof, &view, NOT_EMPTY).await;
    }
    Ok(view.page(&views::remove(
        &view.frame,
        &shown.course,
        shown.revision,
        &target,
    )))
}

pub(super) async fn remove(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let Some(about) = about(&form) else {
        return not_done(&site, &proof, &view, GONE).await;
    };
    let mut tx = site.db().begin().await?;
    let done = match about {
        About::Step(step) => store::remove_step(&mut tx, &site, &proof, seen(&form), step).await,
        About::Part(part) => store::remove_part(&mut tx, &site, &proof, seen(&form), part).await,
    };
    let why = match done {
        Ok(true) => {
            tx.commit().await?;
            return Ok(at(&proof, "C’est retiré du parcours."));
        }
        Ok(false) => CHANGED,
        Err(Error::InUse) if matches!(about, About::Part(_)) => NOT_EMPTY,
        Err(Error::InUse) => IN_USE,
        Err(Error::NotFound) => GONE,
        Err(other) => return Err(other),
    };
    drop(tx);
    not_done(&site, &proof, &view, why).await
}
