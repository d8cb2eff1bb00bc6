//! `/inscriptions/{inscription}/fiche`.

use std::sync::Arc;

use jiff::Timestamp;
use people::accounts::mails::activation;
use people::accounts::{self, AccessState, NewPerson, Purpose, check_person};
use people::directory::{self, Correction, Directory, Identity, normal_email};
use people::roles;
use platform::html::FormErrors;
use platform::http::{
    BuiltIn, Done, Form, Grant, IntoResponse as _, Proof, Response, Routes, ScopeKind, State, View,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, mail};

use super::rules::{changes, forbidden, told, typed};
use super::views::{self, Shown};
use super::{CorrectCard, mails};
use crate::enrolment::{self, Enrolment, OTHER};
use crate::sessions::{self, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<CorrectCard, _>("/inscriptions/{inscription}/fiche", page)
        .post::<CorrectCard, _>("/inscriptions/{inscription}/fiche", correct)
}

/// A role over one's own path, and nothing else.
fn learns(grant: &Grant) -> bool {
    grant.role == BuiltIn::Learner.code() && grant.scope == ScopeKind::Own
}

/// A learner, and their card as the store has it.
struct Learner {
    enrolment: Enrolment,
    session: TrainingSession,
    card: Arc<Identity>,
    seen: Timestamp,
    active: bool,
    /// How many mails their address refused.
    refused: u64,
}

impl Learner {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Refused`] when the card isn't the manager's to correct, or the store's.
    async fn load(site: &Site, proof: &Proof<CorrectCard>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let enrolment = enrolment::find(&mut tx, proof.id()).await?;
        let session = sessions::find(&mut tx, enrolment.session).await?;
        let (home, seen) = directory::held(&mut tx, enrolment.person).await?;
        let grants = roles::of_person(&mut tx, enrolment.person).await?;
        let active = accounts::access(&mut tx, site, enrolment.person).await? == AccessState::Active;
        let refused = mail::refused(&mut tx, enrolment.person).await?;
        drop(tx);
        if let Some(why) = forbidden(grants.iter().all(learns), home, session.region) {
            return Err(Error::Refused(why.into()));
        }
        Ok(Self {
            card: Directory::of(site)?.card(site, enrolment.person).await?,
            enrolment,
            session,
            seen,
            active,
            refused,
        })
    }

    fn shown<'a>(&'a self, known: &'a [(PersonId, Arc<Identity>)]) -> Shown<'a> {
        Shown {
            session: &self.session,
            enrolment: self.enrolment.id,
            card: &self.card,
            seen: self.seen,
            active: self.active,
            refused: self.refused,
            known,
        }
    }
}

async fn page(State(site): State<Site>, proof: Proof<CorrectCard>, view: View) -> Result<Response> {
    let learner = Learner::load(&site, &proof).await?;
    let typed = typed(&learner.card);
    Ok(view.page(&views::page(
        &view.frame,
        &learner.shown(&[]),
        &typed,
        &FormErrors::default(),
    )))
}

async fn correct(
    State(site): State<Site>,
    proof: Proof<CorrectCard>,
    view: View,
    form: Form,
) -> Result<Response> {
    let learner = Learner::load(&site, &proof).await?;
    let new = enrolment::typed(&form);
    let mut errors = check_person(&new);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::page(&view.frame, &learner.shown(&[]), &new, &errors)));
    }
    let known = holders(&site, &learner, &new).await?;
    let shared = form.text("compte") == OTHER;
    if !known.is_empty() && !shared {
        errors.add(
            "compte",
            "Adresse e-mail",
            "quelqu’un a déjà cette adresse\u{202f}: vérifiez-la, ou dites que ces deux personnes la partagent",
        );
        return Ok(view.invalid(&views::page(&view.frame, &learner.shown(&known), &new, &errors)));
    }
    let after = new.identity(learner.card.login.clone());
    let there = format!("/sessions/{}", learner.session.id);
    let changed = changes(&learner.card, &after);
    if changed.is_empty() {
        return Ok(Done::at(there).saying("Rien n’a changé.").into_response());
    }
    let seen = form.text("vu").parse().ok();
    if seen != Some(learner.seen) || !write(&site, &proof, &learner, &after, (&changed, shared)).await? {
        let learner = Learner::load(&site, &proof).await?;
        errors.add(
            "prenom",
            "Fiche",
            format!(
                "quelqu’un d’autre vient de la corriger\u{202f}: {}. Reportez ci-dessous ce qui doit rester, puis enregistrez de nouveau",
                told(&learner.card)
            ),
        );
        return Ok(view.invalid(&views::page(&view.frame, &learner.shown(&[]), &new, &errors)));
    }
    let saying = match (changed.contains(&"email"), learner.active) {
        (true, false) => format!(
            "La fiche est corrigée. Le lien d’activation vient de partir à {}.",
            after.email
        ),
        (true, true) => "La fiche est corrigée. L’ancienne adresse est prévenue.".to_owned(),
        (false, _) => "La fiche est corrigée.".to_owned(),
    };
    Ok(Done::at(there).saying(saying).into_response())
}

/// Who else in the region has the address, when it is another.
async fn holders(site: &Site, learner: &Learner, new: &NewPerson) -> Result<Vec<(PersonId, Arc<Identity>)>> {
    if normal_email(&new.email) == normal_email(&learner.card.email) {
        return Ok(Vec::new());
    }
    let region = learner.session.region;
    let known = Directory::of(site)?.known(site, &new.email, region).await?;
    let others = known
        .into_iter()
        .filter(|(person, _)| *person != learner.enrolment.person);
    Ok(others.collect())
}

/// The card, and the mails that another address asks for, in one transaction. False when the card isn't as it was seen.
async fn write(
    site: &Site,
    proof: &Proof<CorrectCard>,
    learner: &Learner,
    after: &Identity,
    (changed, shared): (&[&'static str], bool),
) -> Result<bool> {
    let (person, session) = (learner.enrolment.person, &learner.session);
    let key = site.keys().get_or_create(person.0, Class::Account).await?;
    let sender = enrolment::sender(site, proof.actor(), session).await?;
    let mut tx = site.db().begin().await?;
    let correction = Correction {
        person,
        key: &key,
        seen: learner.seen,
        identity: after,
        changed,
    };
    if changed.contains(&"email") && !shared {
        tx.lock("region addresses", session.region.0).await?;
        let taken = directory::taken_in_region(&mut tx, site, &[&after.email], session.region).await?;
        if !taken.is_empty() {
            return Ok(false);
        }
    }
    if directory::correct(&mut tx, site, proof.actor(), &correction)
        .await?
        .is_none()
    {
        return Ok(false);
    }
    if changed.contains(&"email") {
        // Whatever way in was sent to the old address ends.
        accounts::end_links(&mut tx, site, &[person], Purpose::Reset).await?;
        let message = if learner.active {
            mails::moved(site, &learner.card, sender.as_ref())
        } else {
            let token = accounts::create_link(&mut tx, site, person, Purpose::Activation).await?;
            activation(site, after, &token, sender.as_ref(), Some(&session.title), None)
        };
        mail::readdress(&mut tx, site, &key, person, &after.email).await?;
        mail::queue(&mut tx, site, &key, person, "card", &message).await?;
    }
    tx.commit().await?;
    Directory::of(site)?.forget(person);
    Ok(true)
}
