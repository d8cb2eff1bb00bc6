//! Taking back what a sheet says of someone: it stays, struck out, with who took it back and why.

use std::collections::{BTreeSet, HashMap};

use platform::events::{self, Event};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::routes::{Places, SEALED, refuse_sealed};
use super::rules::Why;
use super::sheet::gather;
use super::sign::asked;
use super::store::{self, seals};
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
    let shown = gather(&site, proof.id(), &feuille).await?;
    refuse_sealed(&shown)?;
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
            "Pourquoi",
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
    let shown = gather(&site, proof.id(), &feuille).await?;
    refuse_sealed(&shown)?;
    let person = shown.person(form.text("inscription"))?;
    let mut errors = FormErrors::default();
    let (Some(why), Some(sheet)) = (why(&form, &mut errors), &shown.sheet) else {
        return Ok(view.invalid(&views::correct(&view.frame, &shown, person, &errors)?));
    };
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, sheet.id).await?;
    if seals::in_force(&mut tx, sheet.id).await? {
        return Err(Error::Refused(SEALED.into()));
    }
    let now = store::marks_of(&mut tx, sheet.id, person.enrolment).await?;
    let seen: BTreeSet<String> = form.text("vu").split_whitespace().map(str::to_owned).collect();
    if now
        .iter()
        .map(|mark| mark.id.to_string())
        .collect::<BTreeSet<_>>()
        != seen
    {
        return Err(Error::Refused(
            "Ce que la feuille dit de cette personne a changé pendant ce temps. Revenez à la feuille pour le relire.".into(),
        ));
    }
    if store::cancel(&mut tx, &site, (sheet.id, person.enrolment), proof.actor(), why).await? > 0 {
        let event = Event::new("attendance.corrected")
            .by(proof.actor())
            .about(person.person)
            .in_region(shown.session.region)
            .in_session(shown.session.id);
        events::write(&mut tx, &site, event.on(sheet.id)).await?;
    }
    tx.commit().await?;
    Ok(Done::at(shown.path())
        .saying(format!(
            "C’est corrigé\u{202f}: {} peut signer de nouveau.",
            person.card.full_name()
        ))
        .into_response())
}
