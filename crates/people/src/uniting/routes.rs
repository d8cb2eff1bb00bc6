//! `/activation/{jeton}/compte`.

use std::sync::Arc;

use platform::http::{
    Client, Done, Form, IntoResponse as _, Method, Path, Response, Routes, SetLogin, State, StatusCode, View,
};
use platform::ids::RegionId;
use platform::journal::{self, Entry};
use platform::keys::Class;
use platform::mail;
use platform::{Error, PersonId, Result, Site};

use super::passage::Passage;
use super::views::{MYSELF, Said, Typed};
use super::{mails, rules, store, views};
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
    name: String,
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
        let card = directory.card(site, link.person).await?;
        Ok(Some(Self {
            person: link.person,
            name: card.full_name(),
            card,
            region,
            chamber,
            offered: offered.collect(),
        }))
    }

    fn asked<'a>(&'a self, token: &'a str) -> views::Asked<'a> {
        views::Asked {
            token,
            name: &self.name,
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
            let typed = Typed {
                account: asked.email.unwrap_or_default(),
                myself: false,
            };
            Ok(view.page(&views::unite(&view.frame, &asked, typed, &Said::Nothing)))
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
    let asked = pending.asked(&token);
    let typed = Typed {
        account: form.text("identifiant"),
        myself: form.text(MYSELF) == "oui",
    };
    let again = |said: &Said<'_>| Ok(view.invalid(&views::unite(&view.frame, &asked, typed, said)));
    let known = rules::named(typed.account, &pending.card.email, &pending.offered);
    let opening = match sign_in::open(&site, client, known, typed.account, form.raw("mot_de_passe")).await? {
        Ok(opening) => opening,
        Err(refusal) => return again(&Said::Unproved(refusal)),
    };
    let stays = Directory::of(&site)?.card(&site, opening.person).await?;
    if rules::must_say(&pending.card, &stays, typed.myself) {
        forgive(&site, &opening).await?;
        return again(&Said::Named);
    }
    match write(&site, client, &token, &pending, (&opening, &stays)).await {
        Ok(login) => {
            Directory::of(&site)?.forget(pending.person);
            Ok(Done::at("/mes-parcours")
                .saying("Vos formations sont réunies dans votre compte.")
                .login(SetLogin::Begin(login))
                .into_response())
        }
        // Somebody used the link, or the account, meanwhile.
        Err(Error::NotFound) => {
            forgive(&site, &opening).await?;
            Ok(dead(&view))
        }
        Err(Error::Refused(why)) => {
            forgive(&site, &opening).await?;
            again(&Said::Apart(why.as_ref()))
        }
        Err(error) => Err(error),
    }
}

/// The password was the right one, though nothing was united: its try isn't a failure.
async fn forgive(site: &Site, opening: &Opening) -> Result<()> {
    let mut tx = site.db().begin().await?;
    opening.forgive(&mut tx).await?;
    tx.commit().await
}

/// All that uniting means, in one transaction; the token of the login that it opens.
async fn write(
    site: &Site,
    client: Client,
    token: &str,
    pending: &Pending,
    (opening, stays): (&Opening, &Identity),
) -> Result<String> {
    let passage = Passage::prepare(site, pending.person, opening.person).await?;
    let entry = Entry::new(journal::UNITING, journal::DONE)
        .by(opening.person)
        .on("compte", pending.person)
        .in_region(pending.region)
        .from(client.0);
    let entry = journal::prepare(site, entry).await?;
    let key = site
        .keys()
        .get_or_create(opening.person.0, Class::Account)
        .await?;
    let told = mails::united(site, stays, &pending.card, &pending.chamber);
    let mut tx = site.db().begin().await?;
    let (Some(home), _) = directory::held(&mut tx, opening.person).await? else {
        return Err(Error::NotFound);
    };
    accounts::use_link(&mut tx, site, token, Purpose::Activation).await?;
    store::unite(&mut tx, site, &passage, (home, pending.region)).await?;
    let login = opening.settle(&mut tx, site).await?;
    mail::queue(&mut tx, site, &key, opening.person, "uniting", &told).await?;
    entry.write(&mut tx, site).await?;
    tx.commit().await?;
    Ok(login)
}
