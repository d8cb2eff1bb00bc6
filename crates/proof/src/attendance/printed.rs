//! A sheet on paper: blank or as it stands while nobody vouches for it, frozen afterwards; all those of a session in one file.

use documents::{Attendance, AttendanceLine, AttendanceSheet, Ink, Voucher};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use people::directory::Identity;
use people::organisations;
use platform::html::fr;
use platform::http::{Done, IntoResponse as _, Path, Proof, Response, Routes, State, print, send_pdf};
use platform::keys::Class;
use platform::vault::hex;
use platform::{Error, PersonId, Result, Site};
use training::sessions;

use super::KeepAttendance;
use super::routes::Places;
use super::rules::{Method, Said};
use super::sheet::{Person, Shown, gather, gather_all};
use super::sign::{Signatures, open_signatures};
use super::store::Mark;
use crate::letterhead;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/document", all)
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/document", one)
}

/// « Le Bihan Monique », as lists are sorted.
fn listed(card: &Identity) -> String {
    format!("{} {}", card.family_name, card.given_name)
}

/// « Sur place ».
pub(super) fn modality(code: &str) -> &'static str {
    match code {
        "live" => "Classe virtuelle",
        _ => "Sur place",
    }
}

/// What a tablet sends at once isn't told as having come later.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(1);

/// « a signé à 9 h 02, sur la tablette du formateur ».
pub(super) fn signed(shown: &Shown, mark: &Mark) -> Result<String> {
    let hour = fr::time_words(shown.local(mark.at)?.time());
    let late = mark.recorded_at.duration_since(mark.at) > AT_ONCE;
    Ok(match mark.method {
        Method::Tablet if late => format!(
            "a signé à {hour}, sur la tablette du formateur (reçu {})",
            moment(shown, mark.recorded_at)?
        ),
        Method::Tablet => format!("a signé à {hour}, sur la tablette du formateur"),
        Method::Phone => format!("a signé à {hour}, avec le code de la séance"),
        Method::Paper => "a signé la feuille de papier".to_owned(),
        Method::Trainer => format!("présence attestée par {}", shown.name(mark.by)),
    })
}

/// « le 20 novembre 2026 à 12 h 32 ».
pub(super) fn moment(shown: &Shown, at: Timestamp) -> Result<String> {
    let local = shown.local(at)?;
    Ok(format!(
        "le {} {} à {}",
        fr::day_month(local.date()),
        local.year(),
        fr::time_words(local.time())
    ))
}

/// Absence, late arrival, early departure.
pub(super) fn remarks(shown: &Shown, person: &Person) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for mark in &person.marks {
        let hour = |at: Timestamp| Ok::<_, Error>(fr::time_words(shown.local(at)?.time()));
        match mark.said {
            Said::Present => {}
            Said::Absent(reason) => all.push(format!("Absence\u{202f}: {}", reason.label())),
            Said::Arrived(at) => all.push(format!("Arrivée à {}", hour(at)?)),
            Said::Left(at) => all.push(format!("Départ à {}", hour(at)?)),
        }
    }
    Ok(all)
}

/// What was taken back of a sheet, and when it was opened again.
pub(super) fn corrections(shown: &Shown) -> Result<Vec<String>> {
    let mut all: Vec<(Timestamp, String)> = Vec::new();
    for mark in &shown.cancelled {
        let Some((at, by, why)) = mark.cancelled else {
            continue;
        };
        let mut people = shown.people.iter();
        let person = people.find(|person| person.enrolment == mark.enrolment);
        let whose = person.map_or_else(
            || "une personne retirée de la session".to_owned(),
            |one| one.card.full_name(),
        );
        let what = match mark.said {
            Said::Present => signed(shown, mark)?,
            Said::Absent(reason) => format!("absence, {}", reason.label()),
            Said::Arrived(_) => "arrivée en retard".to_owned(),
            Said::Left(_) => "départ avant la fin".to_owned(),
        };
        let (when, who) = (moment(shown, at)?, shown.name(by));
        all.push((
            at,
            format!(
                "{whose}, {what}\u{202f}: mention retirée {when} par {who} ({}).",
                why.told()
            ),
        ));
    }
    for seal in &shown.seals {
        let Some((at, by, why)) = seal.cancelled else {
            continue;
        };
        let told = format!(
            "Feuille validée {} par {}, rouverte {} par {} ({}).",
            moment(shown, seal.at)?,
            shown.name(seal.by),
            moment(shown, at)?,
            shown.name(by),
            why.told()
        );
        all.push((at, told));
    }
    all.sort();
    Ok(all.into_iter().map(|(_, told)| told).collect())
}

/// What a sheet says; with who vouches for it, once somebody does.
pub(super) async fn content(
    site: &Site,
    shown: &Shown,
    signatures: &Signatures,
    voucher: Option<(Option<PersonId>, Ink)>,
) -> Result<AttendanceSheet> {
    let said = organisations::find(&mut site.db().read().await?, site, shown.session.region).await?;
    let (organisation, _) = letterhead::or_region(said, &shown.session);
    let mut lines = Vec::new();
    for person in &shown.people {
        let presence = person.presence();
        lines.push(AttendanceLine {
            name: listed(&person.card),
            company: person.card.company.clone(),
            ink: presence.and_then(|mark| signatures.get(&mark.id).cloned()),
            signed: match presence.filter(|_| person.present()) {
                Some(mark) => fr::capitalise(&signed(shown, mark)?),
                None => String::new(),
            },
            remarks: remarks(shown, person)?,
        });
    }
    let (from, to) = (
        shown.local(shown.half.starts_at)?,
        shown.local(shown.half.ends_at)?,
    );
    let hours = format!(
        "de {} à {} ({})",
        fr::time_words(from.time()),
        fr::time_words(to.time()),
        clocks(&shown.session.zone)
    );
    let now = site.clock().now();
    Ok(AttendanceSheet {
        organisation,
        title: shown.session.title.clone(),
        reference: shown.session.reference.clone(),
        step: shown.half.title.clone(),
        modality: modality(&shown.half.modality).to_owned(),
        day: shown.half.key.day,
        half: shown.half.key.half.label().to_owned(),
        hours,
        place: shown.half.place.clone(),
        trainers: shown
            .trainers
            .iter()
            .map(|person| shown.name(Some(*person)))
            .collect(),
        lines,
        corrections: corrections(shown)?,
        voucher: match voucher {
            None => None,
            Some((by, ink)) => Some(Voucher {
                name: shown_name(site, shown, by).await?,
                ink,
                signed: format!("Signé {}", moment(shown, now)?),
            }),
        },
    })
}

/// The name of who acts, whether or not they said something before.
async fn shown_name(site: &Site, shown: &Shown, person: Option<PersonId>) -> Result<String> {
    match person.filter(|person| !shown.cards.contains_key(person)) {
        Some(person) => {
            let card = people::directory::Directory::of(site)?.card(site, person).await?;
            Ok(card.full_name())
        }
        None => Ok(shown.name(person)),
    }
}

/// « heure de Paris », « heure de Cayenne ».
fn clocks(zone: &str) -> String {
    let town = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match town.as_str() {
        "Reunion" => "heure de La Réunion".to_owned(),
        _ => format!("heure de {town}"),
    }
}

/// What is printed of a half-day: frozen once sealed.
async fn printed(site: &Site, shown: &Shown) -> Result<(AttendanceSheet, Option<String>)> {
    if let Some(seal) = shown.sealed() {
        let key = site.keys().find(shown.session.id.0, Class::Evidence).await?;
        let key = key.ok_or_else(|| Error::fault("a session's evidence has lost its key"))?;
        return Ok((seal.open(&key)?, Some(hex(&seal.digest))));
    }
    let signatures = open_signatures(site, shown).await?;
    Ok((content(site, shown, &signatures, None).await?, None))
}

async fn send(site: &Site, sheets: Vec<(AttendanceSheet, Option<String>)>, name: String) -> Result<Response> {
    let platform = site.config().site_name.clone();
    let now = site.clock().now();
    let printed: Date = sessions::days(now, now, "Europe/Paris")?.0;
    let bytes = print(move || {
        documents::attendance(&Attendance {
            platform: &platform,
            sheets: &sheets,
            printed,
        })
    })
    .await?;
    Ok(send_pdf(bytes, &name))
}

async fn one(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    Path((_, feuille)): Places,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    let name = format!(
        "emargement-{}-{}-{}.pdf",
        shown.session.reference,
        shown.half.key.day,
        shown.half.key.half.code()
    );
    let sheet = printed(&site, &shown).await?;
    send(&site, vec![sheet], name).await
}

async fn all(State(site): State<Site>, proof: Proof<KeepAttendance>) -> Result<Response> {
    let halves = gather_all(&site, proof.id()).await?;
    let Some(first) = halves.first() else {
        return Ok(Done::at(format!("/sessions/{}/emargement", proof.id()))
            .saying("Cette session n’a aucune demi-journée à émarger.")
            .into_response());
    };
    let name = format!("emargement-{}.pdf", first.session.reference);
    let mut sheets = Vec::with_capacity(halves.len());
    for shown in &halves {
        sheets.push(printed(&site, shown).await?);
    }
    send(&site, sheets, name).await
}
