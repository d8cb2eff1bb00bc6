//! What the trainer says of someone: there without having signed, absent and why, late, gone early.

use std::collections::HashMap;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};

use super::KeepAttendance;
use super::routes::Places;
use super::rules::{Method, Reason, Said, refused};
use super::sheet::{Person, Shown};
use super::sign::asked;
use super::store::{Mark, NewMark, SheetId};
use super::views::{self, TypedNote};
use super::writing::{hold, put, sealed, unsealed};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/pointage", page)
        .post::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/pointage", note)
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
    let typed = TypedNote::default();
    Ok(view.page(&views::note(
        &view.frame,
        &shown,
        person,
        &typed,
        &FormErrors::default(),
    )?))
}

fn typed(form: &Form) -> TypedNote {
    let text = |name: &str| form.text(name).to_owned();
    TypedNote {
        presence: text("presence"),
        reason: text("raison"),
        arrived: text("arrivee"),
        left: text("depart"),
    }
}

/// What errors call the two hours of the form.
const ARRIVAL: &str = "Heure d’arrivée";
const DEPARTURE: &str = "Heure de départ";

/// What a form says, or how to mend it.
fn read(
    shown: &Shown,
    person: &Person,
    typed: &TypedNote,
    now: Timestamp,
    errors: &mut FormErrors,
) -> Vec<Said> {
    let mut said = Vec::new();
    let presence = match (person.presence(), typed.presence.as_str()) {
        (Some(_), _) => None,
        (None, "present") => Some(Said::Present),
        (None, "absent") => {
            match Reason::parse(&typed.reason) {
                Some(reason) => Some(Said::Absent(reason)),
                None => {
                    errors.add("raison", "Raison de l’absence", "Choisissez une raison\u{202f}: «\u{202f}sans nouvelles\u{202f}» si vous ne savez pas.");
                    None
                }
            }
        }
        (None, _) => {
            errors.add("presence", "Présence", "Dites si cette personne était là.");
            None
        }
    };
    let absent = person.absent() || matches!(presence, Some(Said::Absent(_)));
    let mut add = |one: Said, field: &str, label: &str, errors: &mut FormErrors| match refused(
        one,
        &shown.half,
        absent,
        now,
    ) {
        Some(why) => errors.add(field, label, why),
        None => said.push(one),
    };
    if let Some(presence) = presence {
        add(presence, "presence", "Présence", errors);
    }
    for (text, field, label, make) in [
        (
            &typed.arrived,
            "arrivee",
            ARRIVAL,
            Said::Arrived as fn(Timestamp) -> Said,
        ),
        (
            &typed.left,
            "depart",
            DEPARTURE,
            Said::Left as fn(Timestamp) -> Said,
        ),
    ] {
        if text.trim().is_empty() {
            continue;
        }
        match hour(shown, text) {
            Some(at) => add(make(at), field, label, errors),
            None => errors.add(
                field,
                label,
                "Donnez une heure, par exemple 9\u{202f}h\u{202f}20.",
            ),
        }
    }
    let hour_of = |aspect: &str, known: Option<&Mark>| {
        let said = said.iter().find(|one| one.aspect() == aspect).copied();
        said.or(known.map(|mark| mark.said)).and_then(Said::hour)
    };
    let (arrived, left) = (
        hour_of("arrival", person.arrival()),
        hour_of("departure", person.departure()),
    );
    if arrived.zip(left).is_some_and(|(arrived, left)| left <= arrived) {
        errors.add(
            "depart",
            DEPARTURE,
            "Donnez une heure de départ qui suit celle de l’arrivée.",
        );
    }
    if said.is_empty() && errors.is_empty() {
        errors.add(
            "arrivee",
            ARRIVAL,
            "Donnez une heure d’arrivée ou de départ, ou revenez à la feuille.",
        );
    }
    said
}

/// An hour of the half-day, as its region's clocks show it.
fn hour(shown: &Shown, text: &str) -> Option<Timestamp> {
    let (hour, minute) = text.trim().split_once([':', 'h', 'H'])?;
    let minute = match minute.trim() {
        "" => "0",
        minute => minute,
    };
    let time = Time::new(hour.trim().parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    let zone = TimeZone::get(&shown.session.zone).ok()?;
    let at = shown
        .half
        .key
        .day
        .to_datetime(time)
        .to_zoned_datetime(zone)
        .ok()?
        .timestamp();
    // A half-day of the evening may go over midnight.
    let tomorrow = at + SignedDuration::from_hours(24);
    Some(if at < shown.half.starts_at && tomorrow < shown.half.ends_at {
        tomorrow
    } else {
        at
    })
}

async fn note(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    form: Form,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    let person = shown.person(form.text("inscription"))?;
    let typed = typed(&form);
    let mut errors = FormErrors::default();
    let said = read(&shown, person, &typed, site.clock().now(), &mut errors);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::note(&view.frame, &shown, person, &typed, &errors)?));
    }
    if !write(&site, &shown, person, proof.actor(), &said).await? {
        return Err(Error::Refused(
            "Quelqu’un vient de noter autre chose pour cette personne. Revenez à la feuille pour voir où elle en est.".into(),
        ));
    }
    Ok(Done::at(shown.path())
        .saying(format!("C’est noté pour {}.", person.card.full_name()))
        .into_response())
}

/// All of it or nothing; false when somebody was faster.
async fn write(
    site: &Site,
    shown: &Shown,
    person: &Person,
    by: Option<PersonId>,
    said: &[Said],
) -> Result<bool> {
    let mut tx = site.db().begin().await?;
    let sheet = hold(&mut tx, site, shown).await?.ok_or_else(sealed)?;
    for one in said {
        if !say(&mut tx, site, (shown, sheet), person, by, *one).await? {
            return Ok(false);
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// One thing that a trainer says of someone, with its event; false when something is in force already.
pub(super) async fn say(
    tx: &mut Tx,
    site: &Site,
    on: (&Shown, SheetId),
    person: &Person,
    by: Option<PersonId>,
    said: Said,
) -> Result<bool> {
    let new = NewMark {
        enrolment: person.enrolment,
        said,
        method: Method::Trainer,
        at: site.clock().now(),
        by,
        signature: None,
    };
    put(tx, site, on, (site.new_id(), person.person), &new).await
}
