//! `/regions/{region}/tuteurs/…`, `/sessions/{session}/tuteurs/…`.

use std::sync::Arc;

use people::accounts::mails::{Sender, activation};
use people::accounts::{self, NewPerson, Purpose, check_person};
use people::directory::{self, Directory, Identity};
use people::regions::{self, Region};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, mail};

use super::{AddTutor, Duty, store, views};
use crate::sessions::{self, AssignTutors};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddTutor, _>("/regions/{region}/tuteurs/nouveau", new_page)
        .post::<AddTutor, _>("/regions/{region}/tuteurs", create)
        .get::<AssignTutors, _>("/sessions/{session}/tuteurs", assign_page)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs", assign)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs/retrait", remove)
}

async fn new_page(State(site): State<Site>, proof: Proof<AddTutor>, view: View) -> Result<Response> {
    let region = regions::find(&mut site.db().read().await?, proof.id()).await?;
    let page = views::new(
        &view.frame,
        &region,
        &NewPerson::default(),
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddTutor>,
    view: View,
    form: Form,
) -> Result<Response> {
    let text = |name: &str| form.text(name).to_owned();
    let new = NewPerson {
        given_name: text("prenom"),
        family_name: text("nom"),
        email: text("courriel"),
        ..NewPerson::default()
    };
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let mut errors = check_person(&new);
    let known = directory::by_email_in_region(&mut tx, &site, &new.email, region.id).await?;
    let tutors = store::of_region(&mut tx, region.id).await?;
    drop(tx);
    if known.iter().any(|person| tutors.contains(person)) {
        errors.add(
            "courriel",
            "Adresse e-mail",
            "un tuteur de la région a déjà cette adresse",
        );
    }
    if !errors.is_empty() {
        return Ok(view.invalid(&views::new(&view.frame, &region, &new, &errors)));
    }
    let card = write(&site, &proof, &region, new).await?;
    let saying = format!(
        "{} peut maintenant accompagner vos sessions. Un e-mail vient de partir à {}.",
        card.full_name(),
        card.email
    );
    Ok(Done::at("/sessions").saying(saying).into_response())
}

/// The account, its place among the region's tutors, the link and its mail, in one transaction.
async fn write(site: &Site, proof: &Proof<AddTutor>, region: &Region, new: NewPerson) -> Result<Identity> {
    let sender = match proof.actor() {
        None => None,
        Some(actor) => {
            let card = Directory::of(site)?.card(site, actor).await?;
            Some(Sender {
                name: format!("{}, {}", card.full_name(), region.name),
                address: card.email.clone(),
            })
        }
    };
    let draft = accounts::prepare(site, new).await?;
    let person = draft.person;
    let key = site.keys().get_or_create(person.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    let made = draft
        .insert(&mut tx, site, proof.actor(), Some(region.id))
        .await?;
    store::add(&mut tx, site, proof, person).await?;
    let token = accounts::create_link(&mut tx, site, person, Purpose::Activation).await?;
    let message = activation(site, &made.identity, &token, sender.as_ref(), None);
    mail::queue(&mut tx, site, &key, person, "activation", &message).await?;
    tx.commit().await?;
    Ok(made.identity)
}

async fn choices(site: &Site, proof: &Proof<AssignTutors>) -> Result<Vec<(PersonId, Arc<Identity>)>> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let people = store::of_region(&mut tx, session.region).await?;
    drop(tx);
    Directory::of(site)?.sorted(site, &people).await
}

async fn assign_page(State(site): State<Site>, proof: Proof<AssignTutors>, view: View) -> Result<Response> {
    let known = choices(&site, &proof).await?;
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let none = FormErrors::default();
    Ok(view.page(&views::assign(&view.frame, &session, &known, ("", ""), &none)))
}

async fn assign(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    form: Form,
) -> Result<Response> {
    let known = choices(&site, &proof).await?;
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let typed = (form.text("tuteur"), form.text("role"));
    let chosen = known.iter().find(|(person, _)| person.to_string() == typed.0);
    let (Some((person, card)), Some(duty)) = (chosen, Duty::parse(typed.1)) else {
        let mut errors = FormErrors::default();
        if chosen.is_none() {
            errors.add("tuteur", "Tuteur", "Choisissez un tuteur de la région.");
        }
        if Duty::parse(typed.1).is_none() {
            errors.add("role", "Rôle", "Dites pour quoi cette personne est là.");
        }
        return Ok(view.invalid(&views::assign(&view.frame, &session, &known, typed, &errors)));
    };
    let mut tx = site.db().begin().await?;
    store::require(&mut tx, session.region, *person).await?;
    store::assign(&mut tx, &site, &proof, *person, duty).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(format!("{} accompagne maintenant la session.", card.full_name()))
        .into_response())
}

async fn remove(State(site): State<Site>, proof: Proof<AssignTutors>, form: Form) -> Result<Response> {
    let person: PersonId = form
        .text("tuteur")
        .parse()
        .map_err(|_: Error| Error::Refused("Choisissez le tuteur à retirer.".into()))?;
    let duty = Duty::parse(form.text("role"))
        .ok_or_else(|| Error::Refused("Dites quel rôle retirer à ce tuteur.".into()))?;
    let mut tx = site.db().begin().await?;
    store::remove(&mut tx, &site, &proof, person, duty).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}", proof.id()))
        .saying("C’est fait\u{202f}: ce tuteur n’a plus ce rôle dans la session.")
        .into_response())
}
