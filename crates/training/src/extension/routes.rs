//! `/inscriptions/{inscription}/prolongation` and `/sessions/{session}/prolongation`.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::{Directory, Identity};
use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::mail::Message;
use platform::{Error, PersonId, Result, Site};

use super::views::{self, Asked};
use super::{ExtendAccess, ExtendSession, rules, store};
use crate::enrolment::{self, Enrolment, Writing};
use crate::sessions::{self, TrainingSession, days};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ExtendAccess, _>("/inscriptions/{inscription}/prolongation", one_page)
        .post::<ExtendAccess, _>("/inscriptions/{inscription}/prolongation", one)
        .get::<ExtendSession, _>("/sessions/{session}/prolongation", all_page)
        .post::<ExtendSession, _>("/sessions/{session}/prolongation", all)
}

/// The end that is agreed and today, as the clocks of the session's region show them.
fn now_and_then(session: &TrainingSession, ends: Timestamp, now: Timestamp) -> Result<(Date, Date)> {
    let (_, last) = days(session.starts_at, ends, &session.zone)?;
    let (today, _) = days(now, ends, &session.zone)?;
    Ok((last, today))
}

async fn of_enrolment(
    site: &Site,
    proof: &Proof<ExtendAccess>,
) -> Result<(Enrolment, TrainingSession, Arc<Identity>)> {
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    drop(tx);
    if enrolment.paused.is_some() {
        return Err(Error::Refused(rules::SUSPENDED.into()));
    }
    let card = Directory::of(site)?.card(site, enrolment.person).await?;
    Ok((enrolment, session, card))
}

async fn one_page(State(site): State<Site>, proof: Proof<ExtendAccess>, view: View) -> Result<Response> {
    let (enrolment, session, card) = of_enrolment(&site, &proof).await?;
    let (last, today) = now_and_then(&session, enrolment.ends_at, site.clock().now())?;
    let typed = rules::proposed(last, today).to_string();
    let asked = Asked::one(&enrolment, &card, last, &typed);
    Ok(view.page(&views::page(
        &view.frame,
        &session,
        &asked,
        &FormErrors::default(),
    )))
}

const LEFT: &str = "Quelqu’un vient de retirer cette personne de la session\u{202f}: son accès n’a pas été prolongé. Réinscrivez-la d’abord depuis la page de la session, dans «\u{202f}Retirées\u{202f}».";

async fn one(
    State(site): State<Site>,
    proof: Proof<ExtendAccess>,
    view: View,
    form: Form,
) -> Result<Response> {
    let (enrolment, session, card) = of_enrolment(&site, &proof).await?;
    let (last, today) = now_and_then(&session, enrolment.ends_at, site.clock().now())?;
    let typed = form.text("date");
    let mut errors = FormErrors::default();
    let Some(day) = rules::read(typed, last, today, &mut errors) else {
        let asked = Asked::one(&enrolment, &card, last, typed);
        return Ok(view.invalid(&views::page(&view.frame, &session, &asked, &errors)));
    };
    let (_, ends) = sessions::period(day, 1, &session.zone)?;
    let writing = Writing::prepare(&site, &session, proof.actor(), &[enrolment.person]).await?;
    let mut tx = site.db().begin().await?;
    if !store::extend(&mut tx, &site, &proof, (session.id, ends)).await? {
        let now = enrolment::find(&mut tx, proof.id()).await?;
        drop(tx);
        if now.ends_at < ends {
            return Err(Error::Refused(LEFT.into()));
        }
        let (last, _) = now_and_then(&session, now.ends_at, site.clock().now())?;
        errors.add("date", "Nouveau dernier jour", rules::overtaken(last));
        let asked = Asked::one(&now, &card, last, typed);
        return Ok(view.invalid(&views::page(&view.frame, &session, &asked, &errors)));
    }
    let message = news(&site, &session, &card, day, writing.sender());
    writing
        .send(&mut tx, &site, enrolment.person, "extension", &message)
        .await?;
    tx.commit().await?;
    let saying = format!(
        "L’accès de {} va jusqu’au {}. Un e-mail vient de partir.",
        card.full_name(),
        fr::date_words(day)
    );
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(saying)
        .into_response())
}

async fn all_page(State(site): State<Site>, proof: Proof<ExtendSession>, view: View) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let (last, today) = now_and_then(&session, session.ends_at, site.clock().now())?;
    let typed = rules::proposed(last, today).to_string();
    let asked = Asked::all(&session, last, &typed);
    Ok(view.page(&views::page(
        &view.frame,
        &session,
        &asked,
        &FormErrors::default(),
    )))
}

async fn all(
    State(site): State<Site>,
    proof: Proof<ExtendSession>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    drop(tx);
    let (last, today) = now_and_then(&session, session.ends_at, site.clock().now())?;
    let typed = form.text("date");
    let mut errors = FormErrors::default();
    let Some(day) = rules::read(typed, last, today, &mut errors) else {
        let asked = Asked::all(&session, last, typed);
        return Ok(view.invalid(&views::page(&view.frame, &session, &asked, &errors)));
    };
    let (_, ends) = sessions::period(day, 1, &session.zone)?;
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    let writing = Writing::prepare(&site, &session, proof.actor(), &people).await?;
    let mut tx = site.db().begin().await?;
    let Some(moved) = store::extend_all(&mut tx, &site, &proof, ends).await? else {
        let session = sessions::find(&mut tx, proof.id()).await?;
        drop(tx);
        let (last, _) = now_and_then(&session, session.ends_at, site.clock().now())?;
        errors.add("date", "Nouveau dernier jour", rules::overtaken(last));
        let asked = Asked::all(&session, last, typed);
        return Ok(view.invalid(&views::page(&view.frame, &session, &asked, &errors)));
    };
    for enrolment in &moved {
        if let Some(card) = cards.get(&enrolment.person) {
            let message = news(&site, &session, card, day, writing.sender());
            writing
                .send(&mut tx, &site, enrolment.person, "extension", &message)
                .await?;
        }
    }
    tx.commit().await?;
    let many = u64::try_from(moved.len()).unwrap_or(u64::MAX);
    let saying = format!(
        "La session va jusqu’au {}\u{202f}: {} par e-mail.",
        fr::date_words(day),
        fr::count(many, "personne prévenue", "personnes prévenues")
    );
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(saying)
        .into_response())
}

fn news(
    site: &Site,
    session: &TrainingSession,
    card: &Identity,
    day: Date,
    sender: Option<&Sender>,
) -> Message {
    let title = fr::quote(&session.title);
    let said = format!(
        "Bonne nouvelle\u{202f}: votre accès au parcours {title} est prolongé. Il reste ouvert jusqu’au {} inclus.",
        fr::date_words_with_year(day)
    );
    let what = Letter {
        subject: format!("Plus de temps pour {title}"),
        paragraphs: &[
            &said,
            "Ce que vous avez déjà fait est gardé\u{202f}: reprenez où vous en étiez.",
        ],
        act: "Reprendre mon parcours",
        link: &format!("{}/", site.config().public_url),
    };
    letter(site, card, sender, &what)
}
