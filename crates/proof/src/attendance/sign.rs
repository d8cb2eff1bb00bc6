//! Signing on the trainer's tablet, even out of reach of the network: a page lets each learner sign, a script does the same in
//! the sheet's page and sends what was signed when it can.

use std::collections::HashMap;

use documents::Ink;
use jiff::{SignedDuration, Timestamp};
use platform::html::{FormErrors, fr};
use platform::http::{
    Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, StatusCode, View,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};
use training::enrolment::EnrolmentId;

use super::halves::signed_at;
use super::routes::Places;
use super::rules::{Method, Said};
use super::sheet::{Person, Shown, gather};
use super::store::{self, MarkId, NewMark, signature_place};
use super::writing::{SEALED, hold, put, unsealed};
use super::{KeepAttendance, ink, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/signature", page)
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/signature", sign)
}

/// What to do about a signature that says nothing.
pub(super) const EMPTY: &str = "Signez dans le cadre, ou écrivez votre prénom et votre nom.";

/// Signatures as they were drawn, by mark.
pub(super) type Signatures = HashMap<MarkId, Ink>;

/// Opens the signatures of a sheet: a key for each learner who signed.
pub(super) async fn open_signatures(site: &Site, shown: &Shown) -> Result<Signatures> {
    let mut all = Signatures::new();
    for person in &shown.people {
        for mark in &person.marks {
            if let Some(sealed) = &mark.signature
                && let Some(key) = site.keys().find(person.person.0, Class::Evidence).await?
            {
                let plain = key.open(signature_place(mark.id), sealed)?;
                let ink = serde_json::from_slice(&plain);
                all.insert(
                    mark.id,
                    ink.map_err(|error| Error::internal("a signature", error))?,
                );
            }
        }
    }
    Ok(all)
}

/// Seals a signature with its author's key, made before any transaction.
pub(super) async fn seal_signature(site: &Site, person: PersonId, id: MarkId, ink: &Ink) -> Result<Vec<u8>> {
    let key = site.keys().get_or_create(person.0, Class::Evidence).await?;
    let plain = serde_json::to_vec(ink).map_err(|error| Error::internal("a signature", error))?;
    key.seal(site.random(), signature_place(id), &plain)
}

/// How writing a signature ended.
pub(super) enum Outcome {
    Written,
    /// The same learner had signed, or was said to be there, already.
    Already,
    /// They are said to be absent.
    Absent,
    Sealed,
}

/// Who signs what, where and when.
pub(super) struct Signing<'a> {
    pub(super) shown: &'a Shown,
    pub(super) who: (EnrolmentId, PersonId),
    pub(super) ink: &'a Ink,
    pub(super) method: Method,
    pub(super) at: Timestamp,
    pub(super) by: Option<PersonId>,
}

/// Writes a signature.
pub(super) async fn write(site: &Site, signing: &Signing<'_>) -> Result<Outcome> {
    let Signing {
        shown,
        who: (enrolment, person),
        ..
    } = *signing;
    let id: MarkId = site.new_id();
    let signature = seal_signature(site, person, id, signing.ink).await?;
    let mut tx = site.db().begin().await?;
    let Some(sheet) = hold(&mut tx, site, shown).await? else {
        return Ok(Outcome::Sealed);
    };
    let new = NewMark {
        enrolment,
        said: Said::Present,
        method: signing.method,
        at: signing.at,
        by: signing.by,
        signature: Some(signature),
    };
    if !put(&mut tx, site, (shown, sheet), (id, person), &new).await? {
        let before = store::in_force(&mut tx, sheet, enrolment).await?;
        let absent = before.iter().any(|mark| matches!(mark.said, Said::Absent(_)));
        return Ok(if absent { Outcome::Absent } else { Outcome::Already });
    }
    tx.commit().await?;
    Ok(Outcome::Written)
}

/// Why nobody signs at this instant.
pub(super) fn outside(shown: &Shown) -> Result<String> {
    let hour = |at| Ok::<_, Error>(fr::time_words(shown.local(at)?.time()));
    Ok(format!(
        "On signe cette demi-journée le {}, entre {} et {}. En dehors, votre tuteur note la présence, ou la feuille se signe sur papier.",
        fr::date_words(shown.half.key.day),
        hour(shown.half.opens_at())?,
        hour(shown.half.closes_at())?
    ))
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
    Ok(view.page(&views::sign(
        &view.frame,
        &shown,
        person,
        "",
        &FormErrors::default(),
    )?))
}

/// Whom a page is about.
pub(super) fn asked<'a>(shown: &'a Shown, query: &HashMap<String, String>) -> Result<&'a Person> {
    shown.person(query.get("inscription").map_or("", String::as_str))
}

async fn sign(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    let Ok(person) = shown.person(form.text("inscription")) else {
        return refused(&view, "Cette personne n’est plus dans la session.");
    };
    let kept_for: i64 = form.text("garde").parse().unwrap_or_default();
    let kept_for = SignedDuration::from_millis(kept_for);
    let Some(at) = signed_at(&shown.half, kept_for, site.clock().now()) else {
        return refused(&view, outside(&shown)?);
    };
    if person.suspended.is_some_and(|since| since <= at) {
        return refused(&view, suspended(&person.card.full_name()));
    }
    let Some(ink) = ink::read(form.text("trait"), form.text("nom")) else {
        if view.alone() {
            return refused(&view, EMPTY);
        }
        let mut errors = FormErrors::default();
        errors.add("nom", "Signature", EMPTY);
        let page = views::sign(&view.frame, &shown, person, form.text("nom"), &errors)?;
        return Ok(view.invalid(&page));
    };
    let signing = Signing {
        shown: &shown,
        who: (person.enrolment, person.person),
        ink: &ink,
        method: Method::Tablet,
        at,
        by: proof.actor(),
    };
    match write(&site, &signing).await? {
        Outcome::Written | Outcome::Already if view.alone() => Ok(StatusCode::NO_CONTENT.into_response()),
        Outcome::Written => Ok(Done::at(shown.path())
            .saying(format!("C’est signé pour {}.", person.card.full_name()))
            .into_response()),
        Outcome::Already => Ok(Done::at(shown.path())
            .saying(format!(
                "La présence de {} était déjà notée.",
                person.card.full_name()
            ))
            .into_response()),
        Outcome::Absent => refused(
            &view,
            "Cette personne est notée absente\u{202f}: corrigez d’abord son absence.",
        ),
        Outcome::Sealed => refused(&view, SEALED),
    }
}

/// Said when who may not sign for now is there all the same.
fn suspended(name: &str) -> String {
    format!(
        "L’accès de {name} est suspendu\u{202f}: la signature n’est pas enregistrée. Demandez à votre CMA de le lui rendre, ou notez vous-même sa présence."
    )
}

/// A sentence for a script, a page for people.
fn refused(view: &View, why: impl Into<String>) -> Result<Response> {
    let why: String = why.into();
    match view.alone() {
        true => Ok((StatusCode::UNPROCESSABLE_ENTITY, why).into_response()),
        false => Err(Error::Refused(why.into())),
    }
}
