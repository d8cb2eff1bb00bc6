//! `/inscriptions/{inscription}` and its acts, `/sessions/{session}/places`.

mod back;
mod capacity;
mod transfer;

use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::html::fr;
use platform::http::{Allowed, Done, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};

use super::{SeeEnrolment, SuspendLearner, TransferLearner, mails, rules, store, views};
use crate::enrolment::{self, Enrolment, EnrolmentId, Writing};
use crate::sessions::{self, TrainingSession, days};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeEnrolment, _>("/inscriptions/{inscription}", page)
        .post::<SuspendLearner, _>("/inscriptions/{inscription}/suspension", suspend)
        .post::<SuspendLearner, _>("/inscriptions/{inscription}/reprise", resume)
        .get::<TransferLearner, _>("/inscriptions/{inscription}/transfert", transfer::page)
        .post::<TransferLearner, _>("/inscriptions/{inscription}/transfert", transfer::transfer)
        .and(back::routes())
        .and(capacity::routes())
}

/// Someone's place in a session, and who they are.
struct Held {
    enrolment: Enrolment,
    session: TrainingSession,
    card: Arc<Identity>,
}

impl Held {
    async fn find(site: &Site, id: EnrolmentId) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let enrolment = enrolment::find(&mut tx, id).await?;
        let session = sessions::find(&mut tx, enrolment.session).await?;
        drop(tx);
        Ok(Self {
            card: Directory::of(site)?.card(site, enrolment.person).await?,
            enrolment,
            session,
        })
    }

    fn at(&self) -> String {
        format!("/inscriptions/{}", self.enrolment.id)
    }

    /// Makes ready what is written to them.
    async fn writing(&self, site: &Site, actor: Option<PersonId>) -> Result<Writing> {
        Writing::prepare(site, &self.session, actor, &[self.enrolment.person]).await
    }
}

async fn page(State(site): State<Site>, proof: Proof<SeeEnrolment>, view: View) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let mut tx = site.db().read().await?;
    let allowed = Allowed::<Enrolment>::over(&mut tx, proof.actor(), proof.id().0).await?;
    drop(tx);
    Ok(view.page(&views::page(
        &view.frame,
        &views::Life {
            enrolment: &held.enrolment,
            session: &held.session,
            card: &held.card,
            allowed: &allowed,
            now: site.clock().now(),
        },
    )?))
}

const OVER: &str =
    "Cet accès est déjà terminé\u{202f}: il n’y a plus rien à suspendre. Pour le rouvrir, prolongez-le.";

const ALREADY: &str =
    "Cet accès est déjà suspendu\u{202f}: rien n’a été changé, et aucun e-mail n’est parti.";

async fn suspend(State(site): State<Site>, proof: Proof<SuspendLearner>) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let writing = held.writing(&site, proof.actor()).await?;
    let mut tx = site.db().begin().await?;
    let done = store::suspend(&mut tx, &site, &proof).await?;
    let after = enrolment::find(&mut tx, proof.id()).await?;
    let pause = match after.paused {
        None => return Err(Error::Refused(OVER.into())),
        Some(_) if !done => return Ok(Done::at(held.at()).saying(ALREADY).into_response()),
        Some(pause) => pause,
    };
    let left = rules::time_left(pause.left);
    let message = mails::suspended(&site, &held.card, &held.session, (writing.sender(), &left));
    writing
        .send(&mut tx, &site, after.person, "suspension", &message)
        .await?;
    tx.commit().await?;
    let saying = format!(
        "L’accès de {} est suspendu. Un e-mail vient de partir.",
        held.card.full_name()
    );
    Ok(Done::at(held.at()).saying(saying).into_response())
}

async fn resume(State(site): State<Site>, proof: Proof<SuspendLearner>) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let writing = held.writing(&site, proof.actor()).await?;
    let mut tx = site.db().begin().await?;
    let Some(ends) = store::resume(&mut tx, &site, &proof).await? else {
        return Err(Error::Refused("Cet accès n’est pas suspendu.".into()));
    };
    let (_, last) = days(held.session.starts_at, ends, &held.session.zone)?;
    let message = mails::resumed(&site, &held.card, &held.session, (writing.sender(), last));
    let person = held.enrolment.person;
    writing
        .send(&mut tx, &site, person, "resumption", &message)
        .await?;
    tx.commit().await?;
    let saying = format!(
        "L’accès de {} est rendu, jusqu’au {}. Un e-mail vient de partir.",
        held.card.full_name(),
        fr::date_words_with_year(last)
    );
    Ok(Done::at(held.at()).saying(saying).into_response())
}
