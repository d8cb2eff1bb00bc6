//! `/regions/{region}/tuteurs/…`, `/sessions/{session}/tuteurs/…`; [`handover`]: `…/remplacement`; [`learners`]:
//! `…/apprenants`; [`leaving`]: taking a tutor out of a region.

mod handover;
mod learners;
pub(super) mod leaving;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use people::directory::{Directory, Identity};
use people::regions;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};

use super::standing::{Ground, Standing, standings};
use super::{AddTutor, Chosen, Duty, Tutor, rules, store, views};
use crate::colleagues::{MEANWHILE, News, Typed};
use crate::enrolment::{self, Enrolled};
use crate::sessions::{self, AssignTutors, Date, TrainingSession};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddTutor, _>("/regions/{region}/tuteurs/nouveau", new_page)
        .post::<AddTutor, _>("/regions/{region}/tuteurs", create)
        .get::<AddTutor, _>("/regions/{region}/tuteurs/retrait", leaving::page)
        .post::<AddTutor, _>("/regions/{region}/tuteurs/retrait", leaving::leave)
        .get::<AssignTutors, _>("/sessions/{session}/tuteurs", assign_page)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs", assign)
        .get::<AssignTutors, _>("/sessions/{session}/tuteurs/retrait", remove_page)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs/retrait", remove)
        .get::<AssignTutors, _>("/sessions/{session}/tuteurs/remplacement", handover::page)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs/remplacement", handover::replace)
        .get::<AssignTutors, _>("/sessions/{session}/tuteurs/apprenants", learners::page)
        .post::<AssignTutors, _>("/sessions/{session}/tuteurs/apprenants", learners::choose)
}

async fn new_page(State(site): State<Site>, proof: Proof<AddTutor>, view: View) -> Result<Response> {
    let region = regions::find(&mut site.db().read().await?, proof.id()).await?;
    Ok(view.page(&views::new(&view.frame, &region, &Typed::default())))
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddTutor>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut typed = Typed::read(&form);
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let tutors = store::of_region(&mut tx, region.id).await?;
    drop(tx);
    let already = "un tuteur de la région a déjà cette adresse";
    let Some(newcomer) = typed.newcomer(&site, &region, &tutors, already).await? else {
        return Ok(view.invalid(&views::new(&view.frame, &region, &typed)));
    };
    let may = format!(
        "Vous pouvez maintenant accompagner des sessions de la {}.",
        region.name
    );
    let news = News::load(&site, proof.actor(), &region, may).await?;
    let mut tx = site.db().begin().await?;
    let settled = newcomer.settle(&mut tx, &site, proof.actor(), region.id).await?;
    let member = settled.ok_or_else(|| Error::Refused(MEANWHILE.into()))?;
    store::add(&mut tx, &site, &proof, member.person).await?;
    news.tell(&mut tx, &site, &member).await?;
    tx.commit().await?;
    let saying = format!(
        "{} peut maintenant accompagner vos sessions. Un e-mail vient de partir à {}.",
        member.card.full_name(),
        member.card.email
    );
    Ok(Done::at("/sessions").saying(saying).into_response())
}

/// A session, who accompanies it, and who could.
pub(super) struct Held {
    pub(super) session: TrainingSession,
    pub(super) zone: TimeZone,
    /// Who accompanies everybody.
    pub(super) current: Vec<Tutor>,
    /// Who accompanies some.
    pub(super) chosen: Chosen,
    /// The tutors of the region, by name.
    pub(super) known: Vec<(PersonId, Arc<Identity>)>,
    pub(super) standings: HashMap<PersonId, Standing>,
    pub(super) dates: Vec<Date>,
    /// The learners.
    pub(super) enrolled: Vec<Enrolled>,
}

impl Held {
    async fn load(site: &Site, proof: &Proof<AssignTutors>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let session = sessions::find(&mut tx, proof.id()).await?;
        let current = store::tutors(&mut tx, session.id).await?;
        let chosen = store::learners::of_learners(&mut tx, session.id).await?;
        let dates = sessions::dates(&mut tx, session.id).await?;
        let enrolled = enrolment::of_session(&mut tx, site, session.id).await?;
        let ground = Ground::of(&session, &dates, enrolled.len());
        let standings = standings(&mut tx, site, &ground).await?;
        drop(tx);
        let known: Vec<PersonId> = standings.keys().copied().collect();
        let zone = TimeZone::get(&session.zone).map_err(|e| Error::internal("a session's zone", e))?;
        Ok(Self {
            known: Directory::of(site)?.sorted(site, &known).await?,
            session,
            zone,
            current,
            chosen,
            standings,
            dates,
            enrolled,
        })
    }

    /// How many learners someone was chosen for.
    pub(super) fn chosen_for(&self, person: PersonId, duty: Duty) -> u64 {
        let one = Tutor { person, duty };
        let many = self.chosen.values().filter(|own| own.contains(&one)).count();
        u64::try_from(many).unwrap_or(u64::MAX)
    }

    /// What someone is there for, for everybody or for some.
    pub(super) fn duties(&self, person: PersonId) -> Vec<Duty> {
        let there = |duty: &Duty| {
            self.current.contains(&Tutor { person, duty: *duty }) || self.chosen_for(person, *duty) > 0
        };
        Duty::ALL.into_iter().filter(there).collect()
    }

    pub(super) fn card(&self, person: PersonId) -> Option<&Arc<Identity>> {
        self.known
            .iter()
            .find(|(known, _)| *known == person)
            .map(|(_, card)| card)
    }

    pub(super) fn name(&self, person: PersonId) -> Option<String> {
        self.card(person).map(|card| card.full_name())
    }
}

async fn assign_page(State(site): State<Site>, proof: Proof<AssignTutors>, view: View) -> Result<Response> {
    let held = Held::load(&site, &proof).await?;
    let none = FormErrors::default();
    Ok(view.page(&views::page::page(&view.frame, &held, ("", ""), &none)))
}

async fn assign(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    form: Form,
) -> Result<Response> {
    let held = Held::load(&site, &proof).await?;
    let typed = (form.text("tuteur"), form.text("role"));
    let chosen = held
        .known
        .iter()
        .find(|(person, _)| person.to_string() == typed.0);
    let (Some((person, card)), Some(duty)) = (chosen, Duty::parse(typed.1)) else {
        let mut errors = FormErrors::default();
        if chosen.is_none() {
            errors.add("tuteur", "Tuteur", "Choisissez un tuteur de la région.");
        }
        if Duty::parse(typed.1).is_none() {
            errors.add("role", "Rôle", "Dites pour quoi cette personne est là.");
        }
        return Ok(view.invalid(&views::page::page(&view.frame, &held, typed, &errors)));
    };
    let mut tx = site.db().begin().await?;
    store::require(&mut tx, held.session.region, *person).await?;
    store::assign(&mut tx, &site, &proof, *person, duty).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}/tuteurs", held.session.id))
        .saying(format!("{} accompagne maintenant la session.", card.full_name()))
        .into_response())
}

/// The tutor and the duty that are asked for.
fn asked(person: &str, duty: &str) -> Result<Tutor> {
    let person = person
        .parse()
        .map_err(|_: Error| Error::Refused("Choisissez le tuteur à retirer.".into()))?;
    let duty =
        Duty::parse(duty).ok_or_else(|| Error::Refused("Dites quel rôle retirer à ce tuteur.".into()))?;
    Ok(Tutor { person, duty })
}

async fn remove_page(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let text = |name: &str| query.get(name).map_or("", String::as_str);
    let tutor = asked(text("tuteur"), text("role"))?;
    let held = Held::load(&site, &proof).await?;
    let card = there(&held, tutor)?;
    let alone = rules::is_alone(&held.current, tutor);
    Ok(view.page(&views::page::remove(&view.frame, &held, (tutor, card), alone)))
}

fn there(held: &Held, tutor: Tutor) -> Result<&Arc<Identity>> {
    let card = held
        .card(tutor.person)
        .filter(|_| held.duties(tutor.person).contains(&tutor.duty));
    card.ok_or_else(|| Error::Refused(views::handover::gone(&held.session).into()))
}

async fn remove(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    form: Form,
) -> Result<Response> {
    let tutor = asked(form.text("tuteur"), form.text("role"))?;
    let held = Held::load(&site, &proof).await?;
    let card = there(&held, tutor)?;
    let mut tx = site.db().begin().await?;
    sessions::lock(&mut tx, proof.id()).await?;
    let current = store::tutors(&mut tx, proof.id()).await?;
    if rules::is_alone(&current, tutor) && form.text("seul") != "oui" {
        drop(tx);
        return Ok(view.invalid(&views::page::remove(&view.frame, &held, (tutor, card), true)));
    }
    store::remove(&mut tx, &site, &proof, tutor.person, tutor.duty).await?;
    tx.commit().await?;
    let saying = format!(
        "C’est fait\u{202f}: {} n’est plus là {}.",
        card.full_name(),
        rules::duties_in_words(&[tutor.duty])
    );
    Ok(Done::at(format!("/sessions/{}/tuteurs", proof.id()))
        .saying(saying)
        .into_response())
}
