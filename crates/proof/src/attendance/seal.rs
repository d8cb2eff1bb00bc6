//! The trainer vouches for a sheet: what it says is frozen with its digest, who said nothing is absent, and who was there for
//! all the half-days of a class or a meeting has done its step. A sheet is opened again with a reason.

use std::collections::{BTreeSet, HashSet};

use assess::success::Required;
use catalogue::courses;
use documents::AttendanceSheet;
use learning::progress;
use platform::db::Tx;
use platform::events;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::vault::hex;
use platform::{Error, PersonId, Result, Site};
use sha2::{Digest as _, Sha256};
use training::enrolment::EnrolmentId;

use super::correct::why;
use super::notes::say;
use super::printed::content;
use super::routes::Places;
use super::rules::{Method, Reason, Said};
use super::sheet::{self, Person, Shown, gather};
use super::sign::{EMPTY, open_signatures};
use super::store;
use super::store::seals;
use super::writing::{event, hold, sealed, unsealed};
use super::{KeepAttendance, ink, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/validation", page)
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/validation", vouch)
        .get::<KeepAttendance, _>(
            "/sessions/{session}/emargement/{feuille}/reouverture",
            reopen_page,
        )
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/reouverture", reopen)
}

/// Somebody signed, or was said to be late, while the trainer read.
const CHANGED: &str = "La feuille a changé pendant ce temps. Relisez ce qu’elle dit, puis signez.";

/// A sheet is vouched for once its half-day has begun.
async fn ready(site: &Site, proof: &Proof<KeepAttendance>, name: &str) -> Result<Shown> {
    let shown = unsealed(site, proof.id(), name).await?;
    if site.clock().now() < shown.half.starts_at {
        return Err(Error::Refused(
            "Cette demi-journée n’a pas commencé\u{202f}: la feuille se valide à partir de son début.".into(),
        ));
    }
    Ok(shown)
}

async fn page(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
) -> Result<Response> {
    let shown = ready(&site, &proof, &feuille).await?;
    Ok(view.page(&views::vouch(
        &view.frame,
        proof.actor(),
        &shown,
        "",
        &FormErrors::default(),
    )?))
}

/// What a form was made over: who is on the sheet, and all that it says of them.
pub(super) fn mark(people: &[Person]) -> String {
    let ids = people.iter().flat_map(|person| {
        let marks = person.marks.iter().map(|mark| mark.id.to_string());
        marks.chain([person.enrolment.to_string()])
    });
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    hex(&Sha256::digest(ids.concat()))[..16].to_owned()
}

/// What is in force of these people, as the store says now.
fn in_force(marks: &[store::Mark], people: &[Person]) -> BTreeSet<store::MarkId> {
    let known = |one: &&store::Mark| people.iter().any(|person| person.enrolment == one.enrolment);
    let marks = marks.iter().filter(|mark| mark.cancelled.is_none()).filter(known);
    marks.map(|mark| mark.id).collect()
}

async fn vouch(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let mut shown = ready(&site, &proof, &feuille).await?;
    let mut errors = FormErrors::default();
    let ink = ink::read(form.text("trait"), form.text("nom"));
    if ink.is_none() {
        errors.add("nom", "Signature", EMPTY);
    } else if form.text("vu") != mark(&shown.people) {
        errors.add("nom", "", CHANGED);
    }
    let (Some(ink), true) = (ink, errors.is_empty()) else {
        return Ok(view.invalid(&views::vouch(
            &view.frame,
            proof.actor(),
            &shown,
            form.text("nom"),
            &errors,
        )?));
    };
    let signatures = open_signatures(&site, &shown).await?;
    let silent = without_word(&site, &mut shown, proof.actor());
    let said = content(&site, &shown, &signatures, Some((proof.actor(), ink))).await?;
    write(&site, &proof, &shown, &silent, &said).await?;
    Ok(Done::at(shown.path())
        .saying("La feuille est validée. Son PDF porte votre signature.")
        .into_response())
}

/// Who said nothing is absent: as the sheet will say it, and who that is.
fn without_word(site: &Site, shown: &mut Shown, by: Option<PersonId>) -> Vec<EnrolmentId> {
    let now = site.clock().now();
    let silent = shown
        .people
        .iter_mut()
        .filter(|person| person.presence().is_none());
    let absent = |person: &mut Person| {
        person.marks.push(store::Mark {
            id: site.new_id(),
            enrolment: person.enrolment,
            said: Said::Absent(Reason::Unknown),
            method: Method::Trainer,
            at: now,
            recorded_at: now,
            by,
            signature: None,
            cancelled: None,
        });
        person.enrolment
    };
    silent.map(absent).collect()
}

async fn write(
    site: &Site,
    proof: &Proof<KeepAttendance>,
    shown: &Shown,
    silent: &[EnrolmentId],
    said: &AttendanceSheet,
) -> Result<()> {
    let key = site
        .keys()
        .get_or_create(shown.session.id.0, Class::Evidence)
        .await?;
    let mut tx = site.db().begin().await?;
    let sheet = hold(&mut tx, site, shown).await?.ok_or_else(sealed)?;
    let said_now = in_force(&store::marks(&mut tx, sheet).await?, &shown.people);
    let read = shown
        .people
        .iter()
        .filter(|person| !silent.contains(&person.enrolment));
    let read: BTreeSet<store::MarkId> = read
        .flat_map(|person| &person.marks)
        .map(|mark| mark.id)
        .collect();
    if said_now != read {
        return Err(Error::Refused(CHANGED.into()));
    }
    for person in shown
        .people
        .iter()
        .filter(|person| silent.contains(&person.enrolment))
    {
        say(
            &mut tx,
            site,
            (shown, sheet),
            person,
            proof.actor(),
            Said::Absent(Reason::Unknown),
        )
        .await?;
    }
    let digest = seals::insert(&mut tx, site, &key, sheet, proof.actor(), said).await?;
    let present = shown.people.iter().filter(|person| person.present()).count();
    let mut event = event("attendance.sealed", shown, sheet, proof.actor())
        .with("present", i64::try_from(present).unwrap_or(i64::MAX));
    // The chain of events keeps the digest: nobody changes the sheet afterwards without its showing.
    for (name, bytes) in ["digest_1", "digest_2", "digest_3", "digest_4"]
        .into_iter()
        .zip(digest.chunks_exact(8))
    {
        let part = bytes.try_into().map(i64::from_be_bytes);
        event = event.with(name, part.unwrap_or_default());
    }
    events::write(&mut tx, site, event).await?;
    done(&mut tx, site, proof.actor(), shown).await?;
    tx.commit().await
}

/// Who was there for all the half-days of a step has done it, at the end of the last; nobody's own word is written over.
async fn done(tx: &mut Tx, site: &Site, by: Option<PersonId>, shown: &Shown) -> Result<()> {
    let step = shown.half.key.step;
    let halves = sheet::of_session(tx, &shown.session).await?;
    let sealed = seals::sealed(tx, shown.session.id).await?;
    let mut marks = store::all_marks(tx, shown.session.id).await?;
    let mut attended: Option<HashSet<EnrolmentId>> = None;
    let mut ended = shown.half.ends_at;
    for (half, sheet) in halves.iter().filter(|(half, _)| half.key.step == step) {
        let Some(sheet) = sheet.as_ref().filter(|sheet| sealed.contains(&sheet.id)) else {
            return Ok(());
        };
        let there = marks
            .remove(&sheet.id)
            .unwrap_or_default()
            .iter()
            .filter(|mark| mark.cancelled.is_none() && mark.said == Said::Present)
            .map(|mark| mark.enrolment)
            .collect();
        attended = Some(match attended {
            Some(before) => before.intersection(&there).copied().collect(),
            None => there,
        });
        ended = ended.max(half.ends_at);
    }
    let path = courses::outline(tx, shown.session.course).await?;
    let mut steps = path.iter().flat_map(|part| &part.steps);
    let counts = |required| matches!(required, Required::Done | Required::Nothing);
    if !steps.any(|one| one.id == step && one.marked_by_tutor() && counts(one.required)) {
        return Ok(());
    }
    let mut attended: Vec<EnrolmentId> = attended.into_iter().flatten().collect();
    attended.sort();
    let at = ended.min(site.clock().now());
    for enrolment in attended {
        progress::attend(tx, site, by, (enrolment, step), at).await?;
    }
    Ok(())
}

async fn reopen_page(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    Ok(view.page(&views::reopen(&view.frame, &shown, &FormErrors::default())?))
}

async fn reopen(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    let mut errors = FormErrors::default();
    let (Some(why), Some(sheet)) = (why(&form, &mut errors), &shown.sheet) else {
        return Ok(view.invalid(&views::reopen(&view.frame, &shown, &errors)?));
    };
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, sheet.id).await?;
    if seals::cancel(&mut tx, &site, sheet.id, proof.actor(), why).await? {
        let event = event("attendance.reopened", &shown, sheet.id, proof.actor());
        events::write(&mut tx, &site, event).await?;
    }
    tx.commit().await?;
    Ok(Done::at(shown.path())
        .saying("La feuille est rouverte. Corrigez-la, puis validez-la de nouveau.")
        .into_response())
}
