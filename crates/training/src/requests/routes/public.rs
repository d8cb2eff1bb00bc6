//! `/formations/…`: the catalogue and its form, for everybody; `/ma-demande/{jeton}`: following one's own request.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses;
use people::regions;
use people::sign_in;
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{
    Actor, Client, Done, Form, IntoResponse as _, Method, Path, Proof, Query, Response, Routes, State,
    StatusCode, View,
};
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};

use super::super::form_token::{self, Fault};
use super::super::forms::Typed;
use super::super::rules::{Act, Origin, check};
use super::super::store::public::{self as shop, Coming};
use super::super::store::{self, New, Request, RequestId};
use super::super::views::public as views;
use super::super::views::shop::{self as pages, Counter, Offer};
use super::super::{OpenForms, mails};
use crate::enrolment;

pub(super) fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/formations", catalogue)
        .public(Method::Get, "/formations/{formation}", course)
        .public(Method::Get, "/formations/{formation}/demande", form_page)
        .public(Method::Post, "/formations/{formation}/demande", send)
        .get::<OpenForms, _>("/formations/ouverture", opening)
        .post::<OpenForms, _>("/formations/ouverture", open)
        .public(Method::Get, "/ma-demande/{jeton}", follow)
        .public(Method::Post, "/ma-demande/{jeton}/confirmation", confirm)
        .public(Method::Post, "/ma-demande/{jeton}/retrait", withdraw)
}

async fn of_token(site: &Site, token: &str) -> Result<Option<Request>> {
    let found = store::by_token(&mut site.db().read().await?, site, token).await;
    match found {
        Ok(request) => Ok(Some(request)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Looking changes nothing: mail programs look at links by themselves.
async fn follow(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    Ok(match of_token(&site, &token).await? {
        Some(request) => view.page(&views::follow(&view.frame, &request)?),
        None => view.with_status(StatusCode::GONE, &views::gone()),
    })
}

/// The request that a link follows, with its key; none once it is erased.
async fn with_key(site: &Site, token: &str) -> Result<Option<(RequestId, Arc<DataKey>)>> {
    let Some(request) = of_token(site, token).await? else {
        return Ok(None);
    };
    let key = site.keys().find(request.id.0, Class::Account).await?;
    Ok(key.map(|key| (request.id, key)))
}

async fn confirm(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    let Some((id, key)) = with_key(&site, &token).await? else {
        return Ok(view.with_status(StatusCode::GONE, &views::gone()));
    };
    let mut tx = site.db().begin().await?;
    let request = store::go_on(&mut tx, &site, (id, &key), None, Act::Confirm, None).await?;
    mails::tell(&mut tx, &site, &key, &request, None).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/ma-demande/{token}"))
        .saying("Votre demande est confirmée.")
        .into_response())
}

async fn withdraw(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    let Some((id, key)) = with_key(&site, &token).await? else {
        return Ok(view.with_status(StatusCode::GONE, &views::gone()));
    };
    let mut tx = site.db().begin().await?;
    let left = store::withdraw(&mut tx, &site, (id, &key)).await?;
    tx.commit().await?;
    if left.is_some() {
        return Ok(Done::at(format!("/ma-demande/{token}"))
            .saying("Votre demande est retirée.")
            .into_response());
    }
    // What was mailed about it becomes unreadable too.
    site.keys().destroy(id.0, Class::Account).await?;
    Ok(Done::at("/formations")
        .saying("Votre demande est effacée.")
        .into_response())
}

async fn catalogue(State(site): State<Site>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let offers = offers(&mut tx).await?;
    let next = shop::next(&mut tx, &site).await?;
    drop(tx);
    Ok(view.page(&pages::catalogue(&offers, &next)?))
}

/// The courses offered: three queries, however many.
async fn offers(tx: &mut Tx) -> Result<Vec<Offer>> {
    let mut ways = shop::ways(tx).await?;
    let open = shop::open(tx).await?;
    let offered = courses::offered(tx).await?;
    let offer = |course: courses::Course| Offer {
        ways: ways.remove(&course.id).unwrap_or_default(),
        open: open.contains(&course.id),
        course,
    };
    Ok(offered.into_iter().map(offer).collect())
}

/// One of them, and its sessions to come. A course that isn't offered is nobody's business.
async fn one(tx: &mut Tx, site: &Site, typed: &str) -> Result<(Offer, Vec<Coming>)> {
    let found = offers(tx)
        .await?
        .into_iter()
        .find(|one| one.course.id.to_string() == typed);
    let offer = found.ok_or(Error::NotFound)?;
    let coming = shop::coming(tx, site, offer.course.id).await?;
    Ok((offer, coming))
}

async fn course(
    State(site): State<Site>,
    actor: Option<Actor>,
    view: View,
    Path(typed): Path<String>,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let (offer, coming) = one(&mut tx, &site, &typed).await?;
    let followed = match &actor {
        Some(actor) => enrolment::of_person(&mut tx, actor.person).await?,
        None => Vec::new(),
    };
    drop(tx);
    let now = site.clock().now();
    let mine = followed
        .iter()
        .find(|one| one.session.course == offer.course.id && one.enrolment.ends_at > now)
        .map(|one| one.enrolment.id);
    Ok(view.page(&pages::course(&offer, &coming, mine)?))
}

/// What the form of a course shows.
async fn counter(site: &Site, typed: &str) -> Result<Counter> {
    let mut tx = site.db().read().await?;
    let (offer, coming) = one(&mut tx, site, typed).await?;
    if !offer.open {
        let why = "On ne peut pas encore s’inscrire en ligne à cette formation. Appelez votre CMA\u{202f}: elle vous inscrit.";
        return Err(Error::Refused(why.into()));
    }
    let regions = regions::all(&mut tx).await?;
    let token = form_token::make(site.vault(), site.random(), offer.course.id, site.clock().now());
    Ok(Counter {
        offer,
        coming,
        regions,
        token,
    })
}

async fn form_page(
    State(site): State<Site>,
    view: View,
    Path(typed): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let counter = counter(&site, &typed).await?;
    let typed = Typed {
        choice: query.get("choix").cloned().unwrap_or_default(),
        ..Typed::default()
    };
    Ok(view.page(&pages::form(
        &view.frame,
        &counter,
        &typed,
        &FormErrors::default(),
    )?))
}

async fn send(
    State(site): State<Site>,
    client: Client,
    view: View,
    Path(course): Path<String>,
    form: Form,
) -> Result<Response> {
    let counter = counter(&site, &course).await?;
    sign_in::slow_down(&site, client, "demande").await?;
    let typed = Typed::read(&form);
    let again = |errors: &FormErrors| Ok(view.invalid(&pages::form(&view.frame, &counter, &typed, errors)?));
    let chosen = counter.chosen(&typed.choice);
    let mut errors = FormErrors::default();
    if chosen.is_none() {
        errors.add("choix", "CMA et session", "choisissez-en une dans la liste");
    }
    for error in check(&typed.asked).iter() {
        errors.add(error.field.as_str(), error.label.as_str(), error.message.as_str());
    }
    // Only robots fill what nobody sees; whose browser did it by itself sends the form again.
    let trap = if form.text("fax").is_empty() {
        Ok(())
    } else {
        Err(Fault::Unknown)
    };
    let id = counter.offer.course.id;
    let token = form_token::check(site.vault(), id, site.clock().now(), form.text("formulaire"));
    let token = trap.and(token);
    if let Err(fault) = token {
        errors.add("envoi", "Envoi", fault.sentence());
    }
    let (Some((region, session)), Ok(hash), true) = (chosen, token, errors.is_empty()) else {
        return again(&errors);
    };
    let new = New {
        region,
        course: id,
        session,
        origin: Origin::Public,
        author: None,
        asked: typed.asked.clone(),
    };
    let (id, key) = store::prepare(&site).await?;
    let mut tx = site.db().begin().await?;
    if !shop::sent_once(&mut tx, &site, hash).await? {
        drop(tx);
        site.keys().destroy(id.0, Class::Account).await?;
        errors.add("envoi", "Envoi", Fault::Unknown.sentence());
        return again(&errors);
    }
    let flooded = shop::flooded(&mut tx, &site, &typed.asked.email).await?;
    if !flooded {
        let request = store::insert(&mut tx, &site, (id, &key), new).await?;
        mails::tell(&mut tx, &site, &key, &request, None).await?;
    }
    tx.commit().await?;
    if flooded {
        site.keys().destroy(id.0, Class::Account).await?;
    }
    Ok(view.page(&pages::sent(&typed.asked.email)))
}

async fn opening(State(site): State<Site>, _: Proof<OpenForms>, view: View) -> Result<Response> {
    let offers = offers(&mut site.db().read().await?).await?;
    Ok(view.page(&pages::opening(&view.frame, &offers)))
}

async fn open(State(site): State<Site>, proof: Proof<OpenForms>, form: Form) -> Result<Response> {
    let offers = offers(&mut site.db().read().await?).await?;
    let asked: Vec<&str> = form.values("formation").collect();
    let open = offers.iter().map(|one| one.course.id);
    let open: Vec<_> = open
        .filter(|id| asked.contains(&id.to_string().as_str()))
        .collect();
    let mut tx = site.db().begin().await?;
    shop::open_forms(&mut tx, &site, &proof, &open).await?;
    tx.commit().await?;
    Ok(Done::at("/formations/ouverture")
        .saying("C’est enregistré.")
        .into_response())
}
