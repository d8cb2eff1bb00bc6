//! `/mes-parcours/{inscription}/planification`: when a learner means to do each step.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Step, StepId};
use jiff::tz::TimeZone;
use learning::planning::{self, Wrong, when};
use learning::progress::accesses;
use platform::html::{FormErrors, fr};
use platform::http::{Actor, Done, Form, IntoResponse as _, Proof, Query, Response, State, View};
use platform::ids::Uuid;
use platform::{Error, Result, Site};
use training::enrolment::{EnrolmentId, FollowCourse};

use super::rules::{Look, fitting};
use super::views::{self, Planning, Typed};
use crate::own::{self, Own};

/// How a change is named in the page that follows it, to be taken back.
fn changed(enrolment: EnrolmentId, to: &str, batch: Uuid) -> String {
    match Look::read(to) {
        Some(look) => format!("{}&planifie={enrolment}&lot={batch}", look.address()),
        None => format!("/mes-parcours/{enrolment}/planification?lot={batch}"),
    }
}

/// The page that a form was on.
fn back(enrolment: EnrolmentId, to: &str) -> String {
    let home = || format!("/mes-parcours/{enrolment}/planification");
    Look::read(to).map_or_else(home, Look::address)
}

const NOT_YOURS: &str =
    "Une étape se planifie au nom de la personne inscrite\u{202f}: elle seule peut le faire.";
pub(super) const SUSPENDED: &str = "Votre accès est suspendu\u{202f}: vous planifierez vos étapes quand votre CMA vous le rendra. Ce que vous aviez prévu est gardé.";

pub(super) async fn own(site: &Site, proof: &Proof<FollowCourse>, actor: &Actor) -> Result<Arc<Own>> {
    let own = own::course(site, actor, proof.id()).await?;
    match own.followed.enrolment.person == actor.person {
        true => Ok(own),
        false => Err(Error::Refused(NOT_YOURS.into())),
    }
}

/// How long someone may say that they have, in minutes.
pub(crate) const MOMENTS: [u32; 3] = [15, 30, 60];

/// The steps still to do and open now that fit in so many minutes.
pub(crate) fn fitting_in(own: &Own, minutes: u32) -> Vec<&Step> {
    let accesses = accesses(own.edition.course.progression, &own.edition.path, &own.states);
    let is_open = |step: &&Step| {
        let mut all = accesses.iter();
        all.any(|(id, access)| *id == step.id && access.why().is_none())
    };
    let begun_elsewhere = |step: &&Step| step.marked_by_tutor() && own.states.contains_key(&step.id);
    let open = remaining(own).filter(|step| step.opens_here() && is_open(step) && !begun_elsewhere(step));
    fitting(open, |step| step.minutes, minutes)
}

/// The steps that are still to do and that nobody else gave a date.
pub(super) fn remaining(own: &Own) -> impl Iterator<Item = &Step> {
    let steps = own.edition.path.iter().flat_map(|part| &part.steps);
    let done = |step: &Step| own.states.get(&step.id).is_some_and(|state| state.is_done());
    let dated = |step: &Step| own.around.dates.iter().any(|date| date.step == step.id);
    steps.filter(move |step| step.counts() && !done(step) && !dated(step))
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let typed = Typed {
        step: query.get("etape").cloned().unwrap_or_default(),
        ..Typed::default()
    };
    let asked = query.get("minutes").and_then(|word| word.parse().ok());
    let mut planning = planning(&site, &own).await?;
    planning.minutes = asked.filter(|minutes| MOMENTS.contains(minutes));
    planning.undo = query.get("lot").and_then(|word| word.parse().ok());
    Ok(view.page(&views::planning(
        &view.frame,
        &planning,
        &typed,
        &FormErrors::default(),
    )?))
}

async fn planning<'a>(site: &Site, own: &'a Own) -> Result<Planning<'a>> {
    let plans = planning::of_enrolment(&mut site.db().read().await?, own.followed.enrolment.id).await?;
    Ok(Planning {
        own,
        plans,
        minutes: None,
        undo: None,
    })
}

pub(super) async fn add(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
    form: Form,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let (enrolment, session) = (&own.followed.enrolment, &own.followed.session);
    if enrolment.paused.is_some() {
        return Err(Error::Refused(SUSPENDED.into()));
    }
    let typed = Typed {
        step: form.text("etape").to_owned(),
        day: form.text("jour").to_owned(),
        hour: form.text("heure").to_owned(),
    };
    let mut errors = FormErrors::default();
    let step = remaining(&own).find(|step| step.id.to_string() == typed.step);
    if step.is_none() {
        errors.add("etape", "Étape", "Choisissez une étape qui reste à faire.");
    }
    let zone = TimeZone::get(&session.zone).map_err(|error| Error::internal("a session's zone", error))?;
    let access = (session.starts_at, enrolment.ends_at);
    let at = when((&typed.day, &typed.hour), &zone, access, site.clock().now());
    match (&at, step) {
        (Ok(at), Some(step)) => {
            let mut tx = site.db().begin().await?;
            let moment = [(step.id, Some(*at))];
            let batch = planning::change(&mut tx, &site, enrolment.id, &moment).await?;
            tx.commit().await?;
            let there = at.to_zoned_datetime(zone).datetime();
            let said = format!(
                "C’est prévu. {}, {}.",
                fr::quote(&step.title),
                fr::moment_words(there)
            );
            return Ok(Done::at(changed(enrolment.id, form.text("vers"), batch))
                .saying(said)
                .into_response());
        }
        (Err(Wrong::Day(why)), _) => errors.add("jour", "Jour", why.as_str()),
        (Err(Wrong::Hour(why)), _) => errors.add("heure", "Heure", why.as_str()),
        (Ok(_), None) => {}
    }
    let planning = planning(&site, &own).await?;
    Ok(view.invalid(&views::planning(&view.frame, &planning, &typed, &errors)?))
}

pub(super) async fn remove(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    form: Form,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let step: StepId = form.text("etape").parse().map_err(|_| {
        Error::Refused("Cette étape n’est plus dans ce que vous aviez prévu\u{202f}: revenez à la page pour voir ce qui l’est.".into())
    })?;
    let mut tx = site.db().begin().await?;
    let enrolment = own.followed.enrolment.id;
    let batch = planning::change(&mut tx, &site, enrolment, &[(step, None)]).await?;
    tx.commit().await?;
    let to = changed(enrolment, form.text("vers"), batch);
    Ok(Done::at(to).saying("Ce n’est plus prévu.").into_response())
}

/// Gives back what was planned before the last change.
pub(super) async fn take_back(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    form: Form,
) -> Result<Response> {
    let own = own(&site, &proof, &actor).await?;
    let enrolment = own.followed.enrolment.id;
    let mut tx = site.db().begin().await?;
    let taken = match form.text("lot").parse() {
        Ok(batch) => planning::take_back(&mut tx, enrolment, batch).await?,
        Err(_) => false,
    };
    tx.commit().await?;
    let said = match taken {
        true => "C’est annulé\u{202f}: tout est comme avant.",
        false => "Autre chose a changé depuis\u{202f}: rien n’a été annulé.",
    };
    Ok(Done::at(back(enrolment, form.text("vers")))
        .saying(said)
        .into_response())
}
