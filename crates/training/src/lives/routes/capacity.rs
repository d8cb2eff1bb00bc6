//! How many people a session takes.

use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::super::{SetPlaces, rules, store};
use super::views;
use crate::enrolment::places::{self, Places};
use crate::sessions::{self, TrainingSession};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<SetPlaces, _>("/sessions/{session}/places", page)
        .post::<SetPlaces, _>("/sessions/{session}/places", set)
}

async fn known(site: &Site, proof: &Proof<SetPlaces>) -> Result<(TrainingSession, Places)> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let places = places::of(&mut tx, session.id).await?;
    Ok((session, places))
}

/// A number of places as a form holds it.
fn written(capacity: Option<u32>) -> String {
    capacity.map(|many| many.to_string()).unwrap_or_default()
}

async fn page(State(site): State<Site>, proof: Proof<SetPlaces>, view: View) -> Result<Response> {
    let (session, places) = known(&site, &proof).await?;
    let typed = written(places.capacity);
    let none = FormErrors::default();
    Ok(view.page(&views::places(&view.frame, &session, (places, &typed), &none)))
}

const CHANGED: &str = "Le nombre de places ou les inscrits viennent de changer\u{202f}: rouvrez la page «\u{202f}Nombre de places\u{202f}» et recommencez.";

async fn set(State(site): State<Site>, proof: Proof<SetPlaces>, view: View, form: Form) -> Result<Response> {
    let (session, places) = known(&site, &proof).await?;
    let typed = form.text("places");
    let mut errors = FormErrors::default();
    let next = rules::read_places(typed, places.taken, &mut errors);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::places(&view.frame, &session, (places, typed), &errors)));
    }
    let mut tx = site.db().begin().await?;
    let seen = form.text("vu") == written(places.capacity);
    if !seen || !store::set_places(&mut tx, &site, &proof, (places.capacity, next)).await? {
        return Err(Error::Refused(CHANGED.into()));
    }
    tx.commit().await?;
    let saying = match (Places {
        capacity: next,
        ..places
    })
    .words()
    {
        Some(words) => format!("C’est enregistré\u{202f}: {words}."),
        None => "C’est enregistré\u{202f}: cette session n’a pas de limite de places.".to_owned(),
    };
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(saying)
        .into_response())
}
