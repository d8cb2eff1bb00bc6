//! A learner signs on their own telephone, with the code that the trainer shows; and sees what the sheets say of them.

use std::collections::HashMap;

use documents::Ink;
use jiff::SignedDuration;
use people::directory::Directory;
use platform::html::FormErrors;
use platform::http::{
    Actor, Done, Form, IntoResponse as _, Method as Verb, Path, Proof, Query, Response, Routes, State, View,
};
use platform::{Error, Result, Site};
use training::enrolment::{self, Followed};
use training::sessions::local;

use super::halves::{HalfDay, signed_at};
use super::rules::{MOST_TRIES, Method, read_code};
use super::sheet::{self, gather};
use super::sign::{Outcome, Signing, write};
use super::store::{self, Before, Mark, Sheet};
use super::{SignAttendance, ink, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<SignAttendance, _>("/mes-parcours/{inscription}/emargement", page)
        .post::<SignAttendance, _>("/mes-parcours/{inscription}/emargement", sign)
        .signed_in(Verb::Get, "/emargement/{code}", by_code)
}

/// A half-day as its learner sees it.
pub(super) struct OwnHalf {
    pub(super) half: HalfDay,
    pub(super) sheet: Option<Sheet>,
    /// What is in force of them.
    pub(super) marks: Vec<Mark>,
}

/// A learner's half-days.
pub(super) struct Own {
    pub(super) followed: Followed,
    pub(super) halves: Vec<OwnHalf>,
    /// What the sheets of a session that they were in before say.
    pub(super) before: Vec<OwnHalf>,
}

async fn load(site: &Site, proof: &Proof<SignAttendance>) -> Result<Own> {
    let mut tx = site.db().read().await?;
    let followed = enrolment::follow(&mut tx, proof.id()).await?;
    let halves = sheet::of_session(&mut tx, &followed.session).await?;
    let mut marks = store::marks_of_enrolment(&mut tx, proof.id()).await?;
    let own = |(half, sheet): (HalfDay, Option<Sheet>)| OwnHalf {
        marks: sheet
            .as_ref()
            .and_then(|sheet| marks.remove(&sheet.id))
            .unwrap_or_default(),
        half,
        sheet,
    };
    let before = store::before(&mut tx, proof.id().0).await?;
    let former = |one: Before| OwnHalf {
        half: one.sheet.half.clone(),
        sheet: Some(one.sheet),
        marks: one.marks,
    };
    Ok(Own {
        halves: halves.into_iter().map(own).collect(),
        before: before.into_iter().map(former).collect(),
        followed,
    })
}

async fn page(
    State(site): State<Site>,
    proof: Proof<SignAttendance>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let own = load(&site, &proof).await?;
    let code = query.get("code").map_or("", String::as_str);
    let none = FormErrors::default();
    Ok(view.page(&views::own(&view.frame, &own, code, &none, site.clock().now())?))
}

/// Where the picture of a code leads: to the learner's half-day of this moment, whatever the code, which is tried there.
async fn by_code(State(site): State<Site>, actor: Actor, Path(code): Path<String>) -> Result<Response> {
    let now = site.clock().now();
    let mut tx = site.db().read().await?;
    let all = enrolment::of_person(&mut tx, actor.person).await?;
    let mut suspended = false;
    for Followed { enrolment, session } in all {
        let halves = sheet::of_session(&mut tx, &session).await?;
        if read_code(&code).is_some() && halves.iter().any(|(half, _)| half.signs_at(now)) {
            if enrolment.paused.is_some() {
                suspended = true;
                continue;
            }
            let to = format!("/mes-parcours/{}/emargement?code={code}", enrolment.id);
            return Ok(Done::at(to).into_response());
        }
    }
    if suspended {
        return Err(Error::Refused(SUSPENDED.into()));
    }
    Err(Error::Refused(
        "Aucune de vos sessions ne se signe en ce moment. Relisez le code que votre tuteur montre, ou signez sur sa tablette.".into(),
    ))
}

/// Said to who may not sign for now.
pub(super) const SUSPENDED: &str = "Votre accès est suspendu\u{202f}: vous ne pouvez pas signer pour le moment. Si vous êtes dans la salle, dites-le à votre tuteur\u{202f}: il prévient votre CMA, qui peut vous rendre l’accès.";
const WRONG: &str =
    "Ce code n’est pas celui de la séance. Recopiez les six chiffres que votre tuteur montre.";
const TOO_MANY: &str = "Trop de codes essayés aujourd’hui\u{202f}: signez sur la tablette de votre tuteur, ou sur la feuille de papier.";

async fn sign(
    State(site): State<Site>,
    proof: Proof<SignAttendance>,
    view: View,
    form: Form,
) -> Result<Response> {
    let own = load(&site, &proof).await?;
    if proof.actor() != Some(own.followed.enrolment.person) {
        return Err(Error::Refused(
            "Une présence se signe au nom de la personne inscrite\u{202f}: elle seule peut le faire.".into(),
        ));
    }
    if own.followed.enrolment.paused.is_some() {
        return Err(Error::Refused(SUSPENDED.into()));
    }
    let now = site.clock().now();
    let mut errors = FormErrors::default();
    let found = match find(&site, &proof, &own, form.text("code")).await? {
        Ok(half) => half,
        Err(why) => {
            errors.add("code", "Code de la séance", why);
            let page = views::own(&view.frame, &own, form.text("code"), &errors, now)?;
            return Ok(view.invalid(&page));
        }
    };
    let shown = gather(&site, own.followed.session.id, &found.key.to_string()).await?;
    let Some(at) = signed_at(&shown.half, SignedDuration::ZERO, now) else {
        errors.add("code", "Code de la séance", super::sign::outside(&shown)?);
        let page = views::own(&view.frame, &own, form.text("code"), &errors, now)?;
        return Ok(view.invalid(&page));
    };
    let person = own.followed.enrolment.person;
    let card = Directory::of(&site)?.card(&site, person).await?;
    // Their account and the code say who signs: a drawing is welcome, their name is enough.
    let ink = ink::read(form.text("trait"), "").unwrap_or_else(|| Ink::Written(card.full_name()));
    let signing = Signing {
        shown: &shown,
        who: (proof.id(), person),
        ink: &ink,
        method: Method::Phone,
        at,
        by: proof.actor(),
    };
    let saying = match write(&site, &signing).await? {
        Outcome::Written => "C’est signé\u{202f}: votre présence est enregistrée.",
        Outcome::Already => "Votre présence était déjà enregistrée.",
        Outcome::Absent => {
            return Err(Error::Refused(
                "Votre tuteur vous a noté absent\u{202f}: dites-lui que vous êtes là, il corrigera la feuille.".into(),
            ));
        }
        Outcome::Sealed => {
            return Err(Error::Refused(
                "Cette feuille est déjà validée\u{202f}: si vous étiez là, dites-le à votre tuteur.".into(),
            ));
        }
    };
    Ok(Done::at(format!("/mes-parcours/{}/emargement", proof.id()))
        .saying(saying)
        .into_response())
}

/// The half-day that a code opens. A wrong one is counted, so that nobody finds one by trying.
async fn find<'a>(
    site: &Site,
    proof: &Proof<SignAttendance>,
    own: &'a Own,
    typed: &str,
) -> Result<std::result::Result<&'a HalfDay, &'static str>> {
    let Some(code) = read_code(typed) else {
        return Ok(Err("Recopiez les six chiffres que votre tuteur montre."));
    };
    let day = local(&own.followed.session, site.clock().now())?
        .date()
        .to_string();
    let mut tx = site.db().begin().await?;
    tx.lock("attendance code", proof.id().0).await?;
    if !store::may_try(&mut tx, proof.id(), &day, MOST_TRIES).await? {
        return Ok(Err(TOO_MANY));
    }
    let mut halves = own.halves.iter();
    let right = |one: &&OwnHalf| one.sheet.as_ref().is_some_and(|sheet| sheet.code == code);
    match halves.find(right) {
        Some(found) => Ok(Ok(&found.half)),
        None => {
            store::count_try(&mut tx, proof.id(), &day).await?;
            tx.commit().await?;
            Ok(Err(WRONG))
        }
    }
}
