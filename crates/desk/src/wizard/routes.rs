//! `/sessions/nouvelle`, `/regions/{region}/sessions/nouvelle`, `/sessions/{session}/copie`.

use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View, Within};
use platform::{Error, Result, Site};
use training::enrolment::places;
use training::sessions::{self, CopySession, CreateSession, NewSession, local};
use training::tutors;

use super::answers::Slot;
use super::state::{REVIEW, Wizard};
use super::{rules, views};
use crate::series;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<CreateSession, _>("/sessions/nouvelle", choose_region)
        .get::<CreateSession, _>("/regions/{region}/sessions/nouvelle", begin)
        .post::<CreateSession, _>("/regions/{region}/sessions/nouvelle", go_on)
        .get::<CopySession, _>("/sessions/{session}/copie", copy)
}

async fn choose_region(
    State(site): State<Site>,
    within: Within<CreateSession>,
    view: View,
) -> Result<Response> {
    let found = sessions::regions(&mut site.db().read().await?, &within).await?;
    match found.as_slice() {
        [(only, _)] => Ok(Done::at(format!("/regions/{only}/sessions/nouvelle")).into_response()),
        _ => Ok(view.page(&views::choose_region(&found))),
    }
}

async fn begin(State(site): State<Site>, proof: Proof<CreateSession>, view: View) -> Result<Response> {
    let wizard = Wizard::load(&site, proof.id(), &Form::default()).await?;
    Ok(view.page(&views::page(&view.frame, &wizard, 0, &FormErrors::default())?))
}

async fn go_on(
    State(site): State<Site>,
    proof: Proof<CreateSession>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut wizard = Wizard::load(&site, proof.id(), &form).await?;
    let stage: usize = form.text("etape").parse().unwrap_or(0).min(REVIEW);
    let (none, act) = (FormErrors::default(), form.text("aller"));
    if act == "retour" {
        let before = stage.saturating_sub(1);
        return Ok(view.page(&views::page(&view.frame, &wizard, before, &none)?));
    }
    if let Some(changed) = act.strip_prefix("etape-").and_then(|stage| stage.parse().ok()) {
        wizard.rereading = true;
        return Ok(view.page(&views::page(&view.frame, &wizard, REVIEW.min(changed), &none)?));
    }
    for checked in 0..=stage {
        let errors = wizard.check(checked);
        if !errors.is_empty() {
            return Ok(view.invalid(&views::page(&view.frame, &wizard, checked, &errors)?));
        }
    }
    if stage == REVIEW {
        return write(&site, &proof, &view, wizard, act == "serie").await;
    }
    let (next, errors) = onward(&site, &mut wizard, stage).await?;
    let page = views::page(&view.frame, &wizard, next, &errors)?;
    Ok(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    })
}

/// The stage after this one, with what it proposes. Whoever changes one answer of many goes back to the review, or to what
/// no longer holds.
async fn onward(site: &Site, wizard: &mut Wizard, stage: usize) -> Result<(usize, FormErrors)> {
    for next in stage + 1..REVIEW {
        wizard.propose(site, next).await?;
        let errors = wizard.check(next);
        if !wizard.rereading {
            return Ok((next, FormErrors::default()));
        }
        if !errors.is_empty() {
            return Ok((next, errors));
        }
    }
    Ok((REVIEW, FormErrors::default()))
}

/// Everything at once: the session, its dates, its tutors.
async fn write(
    site: &Site,
    proof: &Proof<CreateSession>,
    view: &View,
    mut wizard: Wizard,
    again: bool,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let mut with = wizard.dates(&mut errors);
    with.tutors = wizard.chosen_tutors(&mut errors);
    with.capacity = wizard.capacity(&mut errors);
    let (Some((first, days)), Some(course)) = (wizard.period(), &wizard.course) else {
        return Err(Error::fault("a checked session without its days"));
    };
    let (starts_at, ends_at) = sessions::period(first, days, &wizard.region.zone)?;
    let new = NewSession {
        course: course.id,
        reference: &wizard.answers.reference,
        starts_at,
        ends_at,
    };
    let mut tx = site.db().begin().await?;
    match sessions::create_whole(&mut tx, site, proof, &new, &with).await {
        Ok(id) => {
            tx.commit().await?;
            let saying = format!("La session {} est créée.", wizard.answers.reference);
            let then = if again { "/serie" } else { "" };
            Ok(Done::at(format!("/sessions/{id}{then}"))
                .saying(saying)
                .into_response())
        }
        Err(Error::Duplicate(_)) => {
            drop(tx);
            wizard.taken = true;
            let errors = wizard.check(1);
            Ok(view.invalid(&views::page(&view.frame, &wizard, 1, &errors)?))
        }
        Err(error) => Err(error),
    }
}

/// The same at a month to come: nothing to do but read it again and create it.
async fn copy(State(site): State<Site>, proof: Proof<CopySession>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let held = sessions::dates(&mut tx, session.id).await?;
    let helpers = tutors::tutors(&mut tx, session.id).await?;
    let (from, last) = sessions::days(session.starts_at, session.ends_at, &session.zone)?;
    let stem = series::stem(&session.reference, from);
    let taken = sessions::references_like(&mut tx, &stem).await?;
    let places = places::of(&mut tx, session.id).await?;
    drop(tx);
    let chosen = Form::parse(format!("parcours={}", session.course).as_bytes());
    let mut wizard = Wizard::load(&site, session.region, &chosen).await?;
    let days = u32::try_from((last - from).get_days() + 1).unwrap_or(rules::DAYS);
    let first = series::copied(from, local(&session, site.clock().now())?.date());
    let answers = &mut wizard.answers;
    answers.reference = series::reference(&stem, first, &taken);
    answers.first = first.to_string();
    answers.days = days.to_string();
    answers.places = places.capacity.map(|many| many.to_string()).unwrap_or_default();
    answers.proposed = first.to_string();
    for date in held {
        let at = local(&session, date.starts_at)?;
        let slot = Slot {
            day: rules::shifted(at.date(), from, first, days, wizard.territory).to_string(),
            time: at.strftime("%H:%M").to_string(),
            place: date.place,
        };
        answers.slots.insert(date.step, slot);
    }
    let still_there =
        |tutor: &&tutors::Tutor| wizard.tutors.iter().any(|(person, _)| *person == tutor.person);
    for tutor in helpers.iter().filter(still_there) {
        answers.tutors.insert(tutor.duty.code(), tutor.person.to_string());
    }
    wizard.rereading = true;
    let stage = match wizard.check(0).is_empty() {
        true => onward(&site, &mut wizard, 0).await?.0,
        false => 0,
    };
    Ok(view.page(&views::page(&view.frame, &wizard, stage, &FormErrors::default())?))
}
