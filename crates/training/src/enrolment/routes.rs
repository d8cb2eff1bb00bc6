//! `/sessions/{session}/inscriptions`, `/inscriptions/{inscription}/…`.

use std::sync::Arc;

use people::accounts::mails::activation;
use people::accounts::{self, AccessState, NewPerson, Purpose, check_person};
use people::directory::{Directory, Identity};
use platform::html::{FormErrors, Notice};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, mail};

use super::joining::{Newcomer, Welcome, sender};
use super::leaving::{Leaving, Reason};
use super::rules::{Account, OTHER, account, closed};
use super::{EnrolLearner, Enrolment, InviteLearner, WithdrawLearner, places, store, views};
use crate::sessions::{self, TrainingSession};
use crate::standings::Standing;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EnrolLearner, _>("/sessions/{session}/inscriptions/nouvelle", new_page)
        .post::<EnrolLearner, _>("/sessions/{session}/inscriptions", create)
        .post::<InviteLearner, _>("/inscriptions/{inscription}/lien", invite)
        .get::<WithdrawLearner, _>("/inscriptions/{inscription}/retrait", withdraw_page)
        .post::<WithdrawLearner, _>("/inscriptions/{inscription}/retrait", withdraw)
}

async fn new_page(State(site): State<Site>, proof: Proof<EnrolLearner>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let places = places::of(&mut tx, session.id).await?;
    let waiting = places::waiting(&mut tx, session.id).await?;
    drop(tx);
    if let Some(why) = closed(session.starts_at, session.ends_at, site.clock().now()) {
        return Err(Error::Refused(why.into()));
    }
    if places.is_full() {
        return Err(Error::Refused(places::FULL.into()));
    }
    let new = (&NewPerson::default(), None);
    let page = views::new(&view.frame, &session, new, &FormErrors::default(), &[]);
    Ok(view.page(&match views::queue(&session, waiting) {
        Some(notice) => page.notice(notice),
        None => page,
    }))
}

/// Who is typed in a form of a person.
pub(crate) fn typed(form: &Form) -> NewPerson {
    let text = |name: &str| form.text(name).to_owned();
    NewPerson {
        given_name: text("prenom"),
        family_name: text("nom"),
        email: text("courriel"),
        phone: text("telephone"),
        company: text("entreprise"),
        trade: text("metier"),
    }
}

async fn create(
    State(site): State<Site>,
    proof: Proof<EnrolLearner>,
    view: View,
    form: Form,
) -> Result<Response> {
    let new = typed(&form);
    let standing = Standing::parse(form.text("situation"));
    let said = (&new, standing);
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    if let Some(why) = closed(session.starts_at, session.ends_at, site.clock().now()) {
        return Err(Error::Refused(why.into()));
    }
    let errors = check_person(&new);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::new(&view.frame, &session, said, &errors, &[])));
    }
    drop(tx);
    let known = Directory::of(&site)?
        .known(&site, &new.email, session.region)
        .await?;
    let cards: Vec<(PersonId, &Identity)> = known
        .iter()
        .map(|(person, card)| (*person, card.as_ref()))
        .collect();
    let answer = form.text("compte");
    let existing = match account(&new, &cards, answer) {
        Account::New => None,
        Account::Existing(person) => Some(person),
        Account::Ask => return Ok(ask(&view, &session, said, &known)),
    };
    let written = write(&site, &proof, session.clone(), existing, (said, answer == OTHER)).await;
    if let Err(Error::Refused(why)) = written {
        // The last place went meanwhile: what was typed stays.
        let page = views::new(&view.frame, &session, said, &errors, &[]);
        return Ok(view.invalid(&page.notice(Notice::warn(why.as_ref()))));
    }
    match written? {
        Some(card) => {
            let saying = format!(
                "Inscription faite\u{202f}: {}. Un e-mail vient de partir à {}.",
                card.full_name(),
                card.email
            );
            Ok(Done::at(format!("/sessions/{}", session.id))
                .saying(saying)
                .into_response())
        }
        None => {
            // Somebody got the address while this one was being enrolled.
            let known = Directory::of(&site)?
                .known(&site, &new.email, session.region)
                .await?;
            if existing.is_none() && answer != OTHER && !known.is_empty() {
                return Ok(ask(&view, &session, said, &known));
            }
            let mut errors = FormErrors::default();
            errors.add(
                "courriel",
                "Adresse e-mail",
                "cette personne est déjà inscrite à la session",
            );
            Ok(view.invalid(&views::new(&view.frame, &session, said, &errors, &[])))
        }
    }
}

/// Somebody has this address already: the manager says whether they are the same person.
fn ask(
    view: &View,
    session: &TrainingSession,
    said: (&NewPerson, Option<Standing>),
    known: &[(PersonId, Arc<Identity>)],
) -> Response {
    let mut errors = FormErrors::default();
    errors.add(
        "compte",
        "Compte",
        "quelqu’un a déjà cette adresse e-mail\u{202f}: dites si c’est la même personne",
    );
    view.invalid(&views::new(&view.frame, session, said, &errors, known))
}

/// All that joining means, in one transaction.
async fn write(
    site: &Site,
    proof: &Proof<EnrolLearner>,
    session: TrainingSession,
    existing: Option<PersonId>,
    ((new, standing), other): ((&NewPerson, Option<Standing>), bool),
) -> Result<Option<Arc<Identity>>> {
    let welcome = Welcome::load(site, proof.actor(), session).await?;
    let mut newcomer = match existing {
        None => Newcomer::new(site, new.clone(), other).await?,
        Some(person) => Newcomer::known(site, person).await?,
    };
    Newcomer::say_all(site, std::slice::from_mut(&mut newcomer), &[standing]).await?;
    let mut tx = site.db().begin().await?;
    let Some((_, card)) = newcomer.join(&mut tx, site, proof, &welcome).await? else {
        return Ok(None);
    };
    tx.commit().await?;
    Ok(Some(card))
}

async fn invite(State(site): State<Site>, proof: Proof<InviteLearner>) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let enrolment = store::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    let state = accounts::access(&mut tx, &site, enrolment.person).await?;
    drop(tx);
    let card = Directory::of(&site)?.card(&site, enrolment.person).await?;
    if state == AccessState::Active {
        let why = format!(
            "{} a déjà activé son compte. En cas d’oubli, «\u{202f}Mot de passe oublié\u{202f}» est sur la page de connexion.",
            card.full_name()
        );
        return Err(Error::Refused(why.into()));
    }
    let sender = sender(&site, proof.actor(), &session).await?;
    let key = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Account)
        .await?;
    let mut tx = site.db().begin().await?;
    let token = accounts::create_link(&mut tx, &site, enrolment.person, Purpose::Activation).await?;
    let message = activation(&site, &card, &token, sender.as_ref(), Some(&session.title), None);
    mail::queue(&mut tx, &site, &key, enrolment.person, "activation", &message).await?;
    tx.commit().await?;
    let saying = format!("Un nouveau lien vient de partir à {}.", card.email);
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(saying)
        .into_response())
}

/// The most characters of a note.
const LONGEST: usize = 500;

const OUT: &str = "Quelqu’un vient de retirer cette personne de la session\u{202f}: c’est fait, et le motif noté est le sien. Rien n’a été écrit cette fois-ci.";

async fn withdraw_page(
    State(site): State<Site>,
    proof: Proof<WithdrawLearner>,
    view: View,
) -> Result<Response> {
    let (enrolment, session, card) = leaving_one(&site, &proof).await?;
    let asked = views::Leave::of(&session, enrolment.id, &card);
    Ok(view.page(&views::withdraw(&view.frame, &asked, &FormErrors::default())))
}

async fn leaving_one(
    site: &Site,
    proof: &Proof<WithdrawLearner>,
) -> Result<(Enrolment, TrainingSession, Arc<Identity>)> {
    let mut tx = site.db().read().await?;
    let enrolment = store::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    drop(tx);
    let card = Directory::of(site)?.card(site, enrolment.person).await?;
    Ok((enrolment, session, card))
}

async fn withdraw(
    State(site): State<Site>,
    proof: Proof<WithdrawLearner>,
    view: View,
    form: Form,
) -> Result<Response> {
    let (enrolment, session, card) = leaving_one(&site, &proof).await?;
    let (typed, note) = (form.text("motif"), form.text("note"));
    let mut errors = FormErrors::default();
    let reason = Reason::parse(typed);
    if reason.is_none() {
        errors.add("motif", "Raison", "choisissez la raison la plus proche");
    }
    if note.chars().count() > LONGEST {
        errors.add("note", "Remarque", format!("gardez {LONGEST} caractères au plus"));
    }
    let (Some(reason), true) = (reason, errors.is_empty()) else {
        let asked = views::Leave {
            reason: typed,
            note,
            ..views::Leave::of(&session, enrolment.id, &card)
        };
        return Ok(view.invalid(&views::withdraw(&view.frame, &asked, &errors)));
    };
    let key = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Account)
        .await?;
    let why = Leaving {
        reason,
        note: (!note.is_empty()).then_some(note),
        key: Some(key),
    };
    let mut tx = site.db().begin().await?;
    if !store::withdraw(&mut tx, &site, &proof, &why).await? {
        return Err(Error::Refused(OUT.into()));
    }
    tx.commit().await?;
    let saying = format!(
        "{} n’est plus dans la session. Pour revenir en arrière, ouvrez son inscription dans «\u{202f}Retirées\u{202f}».",
        card.full_name()
    );
    Ok(Done::at(format!("/sessions/{}", enrolment.session))
        .saying(saying)
        .into_response())
}
