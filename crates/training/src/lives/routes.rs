//! `/inscriptions/{inscription}` and its acts, `/sessions/{session}/places`.

mod back;
mod capacity;
mod transfer;

use std::sync::Arc;

use people::accounts::mails::Sender;
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::fr;
use platform::http::{Allowed, Done, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::mail::{self, Message};
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site};

use super::{SeeEnrolment, SuspendLearner, TransferLearner, mails, rules, store, views};
use crate::enrolment::{self, Enrolment, EnrolmentId, sender};
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
}

/// Who writes to the learner, and the key of what is written, committed before it.
struct Writing {
    sender: Option<Sender>,
    key: Arc<DataKey>,
    person: PersonId,
}

impl Writing {
    async fn prepare(site: &Site, actor: Option<PersonId>, held: &Held) -> Result<Self> {
        let person = held.enrolment.person;
        Ok(Self {
            sender: sender(site, actor, &held.session).await?,
            key: site.keys().get_or_create(person.0, Class::Account).await?,
            person,
        })
    }

    async fn send(&self, tx: &mut Tx, site: &Site, kind: &'static str, message: &Message) -> Result<()> {
        mail::queue(tx, site, &self.key, self.person, kind, message)
            .await
            .map(drop)
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

async fn suspend(State(site): State<Site>, proof: Proof<SuspendLearner>) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let writing = Writing::prepare(&site, proof.actor(), &held).await?;
    let mut tx = site.db().begin().await?;
    let done = store::suspend(&mut tx, &site, &proof).await?;
    let after = enrolment::find(&mut tx, proof.id()).await?;
    let Some(pause) = after.paused else {
        return Err(Error::Refused(OVER.into()));
    };
    if done {
        let left = rules::time_left(pause.left);
        let told = (writing.sender.as_ref(), left.as_str());
        let message = mails::suspended(&site, &held.card, &held.session, told);
        writing.send(&mut tx, &site, "suspension", &message).await?;
    }
    tx.commit().await?;
    let saying = format!(
        "L’accès de {} est suspendu. Un e-mail vient de partir.",
        held.card.full_name()
    );
    Ok(Done::at(held.at()).saying(saying).into_response())
}

async fn resume(State(site): State<Site>, proof: Proof<SuspendLearner>) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let writing = Writing::prepare(&site, proof.actor(), &held).await?;
    let mut tx = site.db().begin().await?;
    let Some(ends) = store::resume(&mut tx, &site, &proof).await? else {
        return Err(Error::Refused("Cet accès n’est pas suspendu.".into()));
    };
    let (_, last) = days(held.session.starts_at, ends, &held.session.zone)?;
    let told = (writing.sender.as_ref(), last);
    let message = mails::resumed(&site, &held.card, &held.session, told);
    writing.send(&mut tx, &site, "resumption", &message).await?;
    tx.commit().await?;
    let saying = format!(
        "L’accès de {} est rendu, jusqu’au {}. Un e-mail vient de partir.",
        held.card.full_name(),
        fr::date_words(last)
    );
    Ok(Done::at(held.at()).saying(saying).into_response())
}
