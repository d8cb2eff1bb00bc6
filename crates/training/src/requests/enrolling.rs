//! A signed request becomes a place in its session: through the same door as the form and the lists.

use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::http::Proof;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::rules::{Act, is_its_turn, not_its_turn};
use super::store::{self, Request};
use crate::enrolment::{Account, EnrolLearner, Newcomer, OTHER, Welcome, account, closed, places};
use crate::sessions::{self, SessionId};

/// What came of it.
pub(super) enum Outcome {
    /// They are in.
    Enrolled(Arc<Identity>),
    /// Somebody has the address here: the manager says whether they are the same person.
    Ask(Vec<(PersonId, Arc<Identity>)>),
    /// It can't be for now; the request stays signed.
    Not(String),
}

/// Enrols the person of a request in the session of the proof. `answer`: the manager's, about the account.
///
/// # Errors
/// The store's.
pub(super) async fn enrol(
    site: &Site,
    proof: &Proof<EnrolLearner>,
    request: &Request,
    answer: &str,
) -> Result<Outcome> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    if let Some(why) = closed(session.starts_at, session.ends_at, site.clock().now()) {
        return Ok(Outcome::Not(why.to_owned()));
    }
    // Said before anything is asked; [`write`] decides.
    if let Some(why) = not_yet(&mut tx, request, session.id).await? {
        return Ok(Outcome::Not(why));
    }
    drop(tx);
    let known = known_here(site, request).await?;
    let cards: Vec<(PersonId, &Identity)> = known
        .iter()
        .map(|(person, card)| (*person, card.as_ref()))
        .collect();
    let new = request.asked.person();
    let mut newcomer = match account(&new, &cards, answer) {
        Account::New => Newcomer::new(site, new, answer == OTHER).await?,
        Account::Existing(person) => Newcomer::known(site, person).await?,
        Account::Ask => return Ok(Outcome::Ask(known)),
    };
    let welcome = Welcome::load(site, proof.actor(), session).await?;
    let fresh = newcomer.is_new();
    let said = [request.asked.standing];
    Newcomer::say_all(site, std::slice::from_mut(&mut newcomer), &said).await?;
    match write(site, proof, request, newcomer, &welcome).await {
        Ok(Some(card)) => Ok(Outcome::Enrolled(card)),
        // Somebody got the address meanwhile.
        Ok(None) if fresh => Ok(Outcome::Ask(known_here(site, request).await?)),
        Ok(None) => Ok(Outcome::Not(
            "Cette personne est déjà inscrite à la session\u{202f}: choisissez-en une autre, ou refusez la demande en le disant."
                .to_owned(),
        )),
        // The session is full, or the request went on meanwhile: it says so itself.
        Err(Error::Refused(why)) => Ok(Outcome::Not(why.into_owned())),
        Err(error) => Err(error),
    }
}

/// Why others come first. Nobody joins a full session, first or not: it says so itself.
async fn not_yet(tx: &mut Tx, request: &Request, session: SessionId) -> Result<Option<String>> {
    let places = places::of(tx, session).await?;
    let before = store::before(tx, request, session).await?;
    let turn = places.is_full() || is_its_turn(before, places.left());
    Ok((!turn).then(|| not_its_turn(before)))
}

async fn known_here(site: &Site, request: &Request) -> Result<Vec<(PersonId, Arc<Identity>)>> {
    Directory::of(site)?
        .known(site, &request.asked.email, request.region)
        .await
}

const OTHER_SESSION: &str = "Un autre gestionnaire vient de choisir une autre session pour cette personne\u{202f}: rechargez la page, puis inscrivez-la.";

/// The request and the place, in one transaction.
async fn write(
    site: &Site,
    proof: &Proof<EnrolLearner>,
    request: &Request,
    newcomer: Newcomer,
    welcome: &Welcome,
) -> Result<Option<Arc<Identity>>> {
    let key = site.keys().get_or_create(request.id.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    let now = store::go_on(&mut tx, site, (request.id, &key), proof.actor(), Act::Enrol, None).await?;
    if now.session.as_ref().is_none_or(|chosen| chosen.id != proof.id()) {
        return Err(Error::Refused(OTHER_SESSION.into()));
    }
    sessions::lock(&mut tx, proof.id()).await?;
    if let Some(why) = not_yet(&mut tx, &now, proof.id()).await? {
        return Err(Error::Refused(why.into()));
    }
    let Some((enrolment, card)) = newcomer.join(&mut tx, site, proof, welcome).await? else {
        return Ok(None);
    };
    store::became(&mut tx, request.id, enrolment).await?;
    tx.commit().await?;
    Ok(Some(card))
}
