//! `/mes-disponibilites`, `/mes-disponibilites/absences/…`.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use platform::html::{FormErrors, fr};
use platform::http::{Actor, Done, Form, IntoResponse as _, Method, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::rules::{self, Declared, HalfDays, Part, Typed, WEEK};
use super::store::{self, Added};
use super::views::{self, Week};
use crate::tutors;

const HOME: &str = "/mes-disponibilites";
const CHANGED: &str = "vous avez enregistré autre chose dans une autre fenêtre. Ce qui est enregistré est écrit au-dessus, et votre saisie est gardée\u{202f}: enregistrez-la si elle reste juste";
const FULL: &str = "vous avez déjà noté cinquante absences à venir\u{202f}: retirez-en une qui ne sert plus";
const NO_TUTOR: &str = "Seuls les tuteurs d’une région déclarent leurs disponibilités. Si vous accompagnez des sessions, demandez à votre CMA de vous ajouter.";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, HOME, page)
        .signed_in(Method::Post, HOME, save)
        .signed_in(Method::Get, "/mes-disponibilites/absences/nouvelle", new_page)
        .signed_in(Method::Post, "/mes-disponibilites/absences", add)
        .signed_in(Method::Post, "/mes-disponibilites/absences/retrait", withdraw)
}

/// A tutor, the house they were added by first, and the day it is there.
pub(super) struct Mine {
    pub(super) person: PersonId,
    pub(super) house: String,
    pub(super) today: Date,
}

async fn mine(site: &Site, actor: &Actor) -> Result<Option<Mine>> {
    let found = tutors::house(&mut site.db().read().await?, actor.person).await?;
    let Some((house, zone)) = found else {
        return Ok(None);
    };
    let zone = TimeZone::get(&zone).map_err(|error| Error::internal("a region's zone", error))?;
    Ok(Some(Mine {
        person: actor.person,
        house,
        today: site.clock().now().to_zoned_datetime(zone).date(),
    }))
}

/// The same for an act.
async fn required(site: &Site, actor: &Actor) -> Result<Mine> {
    mine(site, actor)
        .await?
        .ok_or_else(|| Error::Refused(NO_TUTOR.into()))
}

async fn declared(site: &Site, mine: &Mine) -> Result<Declared> {
    let mut tx = site.db().read().await?;
    store::of_person(&mut tx, site, mine.person, mine.today).await
}

async fn page(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let Some(mine) = mine(&site, &actor).await? else {
        return Ok(view.page(&views::nobody(NO_TUTOR)));
    };
    let held = declared(&site, &mine).await?;
    let week = Week::of(&held);
    Ok(view.page(&views::page(
        &view.frame,
        &mine,
        &held,
        &week,
        &FormErrors::default(),
    )))
}

fn half_days(form: &Form) -> HalfDays {
    let mut found = HalfDays::default();
    for (day, name) in WEEK {
        let chosen = Part::ALL
            .into_iter()
            .filter(|part| form.values(name).any(|code| code == part.code()));
        found = chosen.fold(found, |found, part| found.with(day, part));
    }
    found
}

async fn save(State(site): State<Site>, actor: Actor, view: View, form: Form) -> Result<Response> {
    let mine = required(&site, &actor).await?;
    let mut errors = FormErrors::default();
    let mut week = Week {
        half_days: half_days(&form),
        most: form.text("limite").to_owned(),
        revision: form.text("revision").parse().unwrap_or_default(),
        beside: None,
    };
    let said = Declared {
        half_days: week.half_days,
        most: rules::read_most(&week.most, &mut errors),
        revision: week.revision,
        absences: Vec::new(),
    };
    if errors.is_empty() {
        let mut tx = site.db().begin().await?;
        if store::save(&mut tx, &site, mine.person, &said).await? {
            tx.commit().await?;
            let saying = "Vos disponibilités sont enregistrées. Votre CMA les voit quand elle choisit les tuteurs d’une session.";
            return Ok(Done::at(HOME).saying(saying).into_response());
        }
        drop(tx);
        errors.add("lundi", "Ma semaine", CHANGED);
    }
    let held = declared(&site, &mine).await?;
    if held.revision != week.revision {
        week.revision = held.revision;
        week.beside = Some((held.half_days, held.most));
    }
    Ok(view.invalid(&views::page(&view.frame, &mine, &held, &week, &errors)))
}

async fn new_page(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    if mine(&site, &actor).await?.is_none() {
        return Ok(view.page(&views::nobody(NO_TUTOR)));
    }
    let typed = Typed::default();
    Ok(view.page(&views::new(&view.frame, &typed, &FormErrors::default())))
}

async fn add(State(site): State<Site>, actor: Actor, view: View, form: Form) -> Result<Response> {
    let mine = required(&site, &actor).await?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        first: text("du"),
        last: text("au"),
        reason: text("motif"),
    };
    let mut errors = FormErrors::default();
    if let Some(days) = rules::read(&typed, mine.today, &mut errors) {
        let key = site.keys().get_or_create(mine.person.0, Class::Account).await?;
        let mut tx = site.db().begin().await?;
        let who = (mine.person, mine.today);
        match store::add(&mut tx, &site, who, days, (&typed.reason, &key)).await? {
            Added::Noted => {
                tx.commit().await?;
                let saying = format!("Absence notée, {}.", fr::days(days.0, days.1));
                return Ok(Done::at(HOME).saying(saying).into_response());
            }
            Added::Meets(other) => errors.add("du", "Premier jour", rules::already(&other)),
            Added::Full => errors.add("du", "Premier jour", FULL),
        }
    }
    Ok(view.invalid(&views::new(&view.frame, &typed, &errors)))
}

async fn withdraw(State(site): State<Site>, actor: Actor, form: Form) -> Result<Response> {
    let mine = required(&site, &actor).await?;
    let id = form
        .text("absence")
        .parse()
        .map_err(|_: Error| Error::Refused("Choisissez l’absence à retirer, dans la liste.".into()))?;
    let mut tx = site.db().begin().await?;
    store::withdraw(&mut tx, &site, mine.person, id).await?;
    tx.commit().await?;
    Ok(Done::at(HOME).saying("Absence retirée.").into_response())
}
