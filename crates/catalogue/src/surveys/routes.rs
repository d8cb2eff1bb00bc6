//! `/bibliotheque/{ressource}/enquete`: composing a survey. Each button sends the whole form, so that nothing typed is lost.

use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::survey::Survey;
use super::typed::{Act, Typed};
use super::views::{self, Composer};
use crate::library::{self, EditItem, Item, Version};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditItem, _>("/bibliotheque/{ressource}/enquete", page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/enquete", change)
}

/// The survey of an item, as it is online.
async fn survey(tx: &mut Tx, proof: &Proof<EditItem>) -> Result<(Item, Version, Survey)> {
    let item = library::find(tx, proof.id()).await?;
    if !item.kind.asks_opinion() {
        return Err(Error::Refused(
            "Cette ressource n’est pas une enquête\u{202f}: elle se modifie sur sa page.".into(),
        ));
    }
    let version = library::current(tx, item.id).await?;
    let survey = version.reading()?.survey.unwrap_or_default();
    Ok((item, version, survey))
}

async fn page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let (item, version, survey) = survey(&mut site.db().read().await?, &proof).await?;
    let composer = Composer {
        item: &item,
        number: version.number,
        typed: &Typed::of(&survey),
        preview: None,
        at: None,
    };
    Ok(view.page(&views::page(&view.frame, &composer, &FormErrors::default())))
}

async fn change(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let (item, version, _) = survey(&mut site.db().read().await?, &proof).await?;
    let (mut typed, act) = (Typed::from_form(&form), Act::parse(form.text("acte")));
    typed.apply(act, item.kind);
    let mut errors = FormErrors::default();
    let read = match act {
        Act::Publish | Act::Preview => typed.read(item.kind, &mut errors),
        _ => None,
    };
    let over = form.text("version").parse().unwrap_or_default();
    if act == Act::Publish && over != version.number {
        errors.add("acte", "", views::CHANGED);
    }
    if let (Act::Publish, Some(survey), true) = (act, &read, errors.is_empty())
        && publish(&site, &proof, over, (&version, survey), &mut errors).await?
    {
        return Ok(Done::at(format!("/bibliotheque/{}/enquete", item.id))
            .saying("L’enquête est en ligne. Ce qui a déjà été répondu reste.")
            .into_response());
    }
    let composer = Composer {
        item: &item,
        number: version.number,
        typed: &typed,
        preview: read.as_ref().filter(|_| act == Act::Preview),
        at: match act {
            Act::Up(at) => at.checked_sub(1),
            Act::Down(at) => Some(at + 1),
            Act::Add => typed.questions.len().checked_sub(1),
            _ => None,
        },
    };
    let page = views::page(&view.frame, &composer, &errors);
    Ok(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    })
}

/// Puts a survey online over the version that was read; false, and why, when somebody else just put another there.
async fn publish(
    site: &Site,
    proof: &Proof<EditItem>,
    over: u32,
    (before, survey): (&Version, &Survey),
    errors: &mut FormErrors,
) -> Result<bool> {
    let mut reading = before.reading()?;
    reading.survey = Some(survey.clone());
    let mut tx = site.db().begin().await?;
    let added = library::add_version_over(&mut tx, site, proof, (over, &reading.to_json()?)).await?;
    if added.is_none() {
        errors.add("acte", "", views::CHANGED);
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}
