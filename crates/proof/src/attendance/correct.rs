//! Taking back what a sheet says of someone: it stays, struck out, with who took it back and why.

use std::collections::{BTreeSet, HashMap};

use platform::events;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::routes::Places;
use super::rules::Why;
use super::sign::asked;
use super::store;
use super::writing::{event, hold, sealed, unsealed};
use super::{KeepAttendance, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/correction", page)
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/correction", correct)
}

async fn page(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    let person = asked(&shown, &query)?;
    Ok(view.page(&views::correct(
        &view.frame,
        &shown,
        person,
        &FormErrors::default(),
    )?))
}

/// Why something is taken back, or an error.
pub(super) fn why(form: &Form, errors: &mut FormErrors) -> Option<Why> {
    let why = Why::parse(form.text("raison"));
    if why.is_none() {
        errors.add(
            "raison",
            "Raison",
            "Dites pourquoi\u{202f}: la feuille en garde la trace.",
        );
    }
    why
}

async fn correct(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    let person = shown.person(form.text("inscription"))?;
    let mut errors = FormErrors::default();
    let (Some(why), Some(_)) = (why(&form, &mut errors), &shown.sheet) else {
        return Ok(view.invalid(&views::correct(&view.frame, &shown, person, &errors)?));
    };
    let mut tx = site.db().begin().await?;
    let sheet = hold(&mut tx, &site, &shown).await?.ok_or_else(sealed)?;
    let now = store::in_force(&mut tx, sheet, person.enrolment).await?;
    let now: BTreeSet<String> = now.iter().map(|mark| mark.id.to_string()).collect();
    let seen: BTreeSet<String> = form.text("vu").split_whitespace().map(str::to_owned).collect();
    if now != seen {
        return Err(Error::Refused(
            "Ce que la feuille dit de cette personne a changé pendant ce temps. Revenez à la feuille pour le relire.".into(),
        ));
    }
    if store::cancel(&mut tx, &site, (sheet, person.enrolment), proof.actor(), why).await? > 0 {
        let event = event("attendance.corrected", &shown, sheet, proof.actor());
        events::write(&mut tx, &site, event.about(person.person)).await?;
    }
    tx.commit().await?;
    Ok(Done::at(shown.path())
        .saying(format!(
            "C’est corrigé\u{202f}: {} peut signer de nouveau.",
            person.card.full_name()
        ))
        .into_response())
}
