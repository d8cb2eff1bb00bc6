//! `/activation/{jeton}/compte`.

use std::sync::Arc;

use platform::html::FormErrors;
use platform::http::{
    Client, Done, Form, IntoResponse as _, Method, Path, Response, Routes, SetLogin, State, StatusCode, View,
};
use platform::ids::RegionId;
use platform::journal::{self, Entry};
use platform::{Error, PersonId, Result, Site};

use super::passage::Passage;
use super::{rules, store, views};
use crate::accounts::{self, Purpose};
use crate::directory::{self, Directory, Identity};
use crate::regions;
use crate::sign_in::{self, Opening};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/activation/{jeton}/compte", page)
        .public(Method::Post, "/activation/{jeton}/compte", unite)
}

/// An account that was never used, and those that it may become part of.
struct Pending {
    person: PersonId,
    card: Arc<Identity>,
    region: RegionId,
    chamber: String,
    /// With their logins.
    offered: Vec<(PersonId, String)>,
}

impl Pending {
    /// None when nothing is offered.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link is dead, or the store's.
    async fn find(site: &Site, token: &str) -> Result<Option<Self>> {
        let mut tx = site.db().read().await?;
        let link = accounts::open_link(&mut tx, site, token, Purpose::Activation).await?;
        let offered = store::offered(&mut tx, link.person).await?;
        let (Some(region), _) = directory::held(&mut tx, link.person).await? else {
            return Ok(None);
        };
        let chamber = regions::find(&mut tx, region).await?.name;
        drop(tx);
        if offered.is_empty() {
            return Ok(None);
        }
        let directory = Directory::of(site)?;
        let cards = directory.cards(site, &offered).await?;
        let offered = cards
            .into_iter()
            .map(|(person, card)| (person, card.login.clone()));
        Ok(Some(Self {
            person: link.person,
            card: directory.card(site, link.person).await?,
            region,
            chamber,
            offered: offered.collect(),
        }))
    }

    fn asked<'a>(&'a self, token: &'a str) -> views::Asked<'a> {
        views::Asked {
            token,
            given_name: &self.card.given_name,
            chamber: &self.chamber,
            email: (self.offered.len() == 1).then_some(self.card.email.as_str()),
        }
    }
}

/// The way back to choosing a password, when there is nothing to unite with.
fn alone(token: &str) -> Response {
    Done::at(format!("/activation/{token}")).into_response()
}

async fn page(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    match Pending::find(&site, &token).await {
        Ok(Some(pending)) => {
            let asked = pending.asked(&token);
            Ok(view.page(&views::unite(
                &view.frame,
                &asked,
                asked.email.unwrap_or_default(),
                None,
            )))
        }
        Ok(None) => Ok(alone(&token)),
        Err(Error::NotFound) => Ok(dead(&view)),
        Err(error) => Err(error),
    }
}

fn dead(view: &View) -> Response {
    view.with_status(StatusCode::GONE, &sign_in::dead_link(Purpose::Activation))
}

async fn unite(
    State(site): State<Site>,
    client: Client,
    view: View,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response> {
    let pending = match Pending::find(&site, &token).await {
        Ok(Some(pending)) => pending,
        Ok(None) => return Ok(alone(&token)),
        Err(Error::NotFound) => return Ok(dead(&view)),
        Err(error) => return Err(error),
    };
    let (asked, typed) = (pending.asked(&token), form.text("identifiant"));
    let known = rules::named(typed, &pending.card.email, &pending.offered);
    let opening = match sign_in::open(&site, client, known, typed, form.raw("mot_de_passe")).await? {
        Ok(opening) => opening,
        Err(refusal) => return Ok(view.invalid(&views::unite(&view.frame, &asked, typed, Some(refusal)))),
    };
    match write(&site, client, &token, &pending, &opening).await {
        Ok(login) => {
            Directory::of(&site)?.forget(pending.person);
            Ok(Done::at("/mes-parcours")
                .saying("Vos formations sont réunies dans votre compte.")
                .login(SetLogin::Begin(login))
                .into_response())
        }
        // Somebody used the link, or the account, meanwhile.
        Err(Error::NotFound) => Ok(dead(&view)),
        Err(Error::Refused(why)) => {
            let mut errors = FormErrors::default();
            errors.add("identifiant", "Compte", why.as_ref());
            let page = views::unite(&view.frame, &asked, typed, None);
            Ok(view.invalid(&page.errors(&errors)))
        }
        Err(error) => Err(error),
    }
}

/// All that uniting means, in one transaction; the token of the login that it opens.
async fn write(
    site: &Site,
    client: Client,
    token: &str,
    pending: &Pending,
    opening: &Opening,
) -> Result<String> {
    let passage = Passage::prepare(site, pending.person, opening.person).await?;
    let entry = Entry::new(journal::UNITING, journal::DONE)
        .by(opening.person)
        .on("compte", pending.person)
        .in_region(pending.region)
        .from(client.0);
    let entry = journal::prepare(site, entry).await?;
    let mut tx = site.db().begin().await?;
    let (Some(home), _) = directory::held(&mut tx, opening.person).await? else {
        return Err(Error::NotFound);
    };
    accounts::use_link(&mut tx, site, token, Purpose::Activation).await?;
    store::unite(&mut tx, site, &passage, (home, pending.region)).await?;
    let login = opening.settle(&mut tx, site).await?;
    entry.write(&mut tx, site).await?;
    tx.commit().await?;
    Ok(login)
}
