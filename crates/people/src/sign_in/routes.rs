//! `/connexion`, `/deconnexion`, `/activation`, `/mot-de-passe-oublie`, `/nouveau-mot-de-passe`, `/mon-compte`.

use std::collections::HashMap;

use platform::html::FormErrors;
use platform::http::{
    Actor, Client, Done, Form, IntoResponse as _, Method, Path, Query, Response, Routes, SetLogin, State,
    View,
};
use platform::journal::{self, Entry};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site, mail};

use super::forms::{NewPassword, safe_return};
use super::passwords::Passwords;
use super::proving::{open, record, reserve, subjects, verify};
use super::rules::{Delay, Subject};
use super::{store, views};
use crate::accounts::{self, OpenLink, Purpose};
use crate::directory::{self, Directory};
use crate::uniting;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/connexion", sign_in_page)
        .public(Method::Post, "/connexion", sign_in)
        .signed_in(Method::Post, "/deconnexion", sign_out)
        .public(Method::Get, "/activation/{jeton}", activation_page)
        .public(Method::Post, "/activation/{jeton}", activate)
        .public(Method::Get, "/mot-de-passe-oublie", forgotten_page)
        .public(Method::Post, "/mot-de-passe-oublie", forgotten)
        .public(Method::Get, "/nouveau-mot-de-passe/{jeton}", reset_page)
        .public(Method::Post, "/nouveau-mot-de-passe/{jeton}", reset)
        .signed_in(Method::Get, "/mon-compte", account)
        .signed_in(Method::Post, "/mon-compte/mot-de-passe", change_password)
}

async fn sign_in_page(view: View, Query(query): Query<HashMap<String, String>>) -> Response {
    if view.frame.account.is_some() {
        return Done::at("/").into_response();
    }
    let back = query.get("retour").map_or("/", |path| safe_return(path));
    view.page(&views::sign_in(&view.frame, back, "", None))
}

async fn sign_in(State(site): State<Site>, client: Client, view: View, form: Form) -> Result<Response> {
    let typed = form.text("identifiant");
    let back = safe_return(form.text("retour"));
    let known = who(&site, typed).await?;
    let opening = match open(&site, client, known, typed, form.raw("mot_de_passe")).await? {
        Ok(opening) => opening,
        Err(refusal) => return Ok(view.invalid(&views::sign_in(&view.frame, back, typed, Some(refusal)))),
    };
    let entry = Entry::new(journal::SIGN_IN, journal::DONE)
        .by(opening.person)
        .from(client.0);
    let entry = journal::prepare(&site, entry).await?;
    let mut tx = site.db().begin().await?;
    let token = opening.settle(&mut tx, &site).await?;
    entry.write(&mut tx, &site).await?;
    tx.commit().await?;
    Ok(Done::at(back).login(SetLogin::Begin(token)).into_response())
}

/// Whom this names. An e-mail address serves while only one account that was ever used has it.
async fn who(site: &Site, typed: &str) -> Result<Option<PersonId>> {
    let mut tx = site.db().read().await?;
    if let Some(person) = directory::by_login(&mut tx, site, typed).await? {
        return Ok(Some(person));
    }
    Ok(
        match accounts::used_by_email(&mut tx, site, typed).await?.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    )
}

async fn sign_out(State(site): State<Site>, client: Client, actor: Actor) -> Result<Response> {
    let entry = Entry::new(journal::SIGN_OUT, journal::DONE)
        .by(actor.person)
        .from(client.0);
    let entry = journal::prepare(&site, entry).await?;
    let mut tx = site.db().begin().await?;
    store::end_login(&mut tx, &site, &actor).await?;
    entry.write(&mut tx, &site).await?;
    tx.commit().await?;
    Ok(Done::at("/connexion")
        .saying("Vous êtes déconnecté.")
        .login(SetLogin::End)
        .into_response())
}

async fn activation_page(
    State(site): State<Site>,
    view: View,
    Path(token): Path<String>,
) -> Result<Response> {
    choose_page(&site, &view, &token, Purpose::Activation).await
}

async fn reset_page(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    choose_page(&site, &view, &token, Purpose::Reset).await
}

async fn activate(
    State(site): State<Site>,
    client: Client,
    view: View,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response> {
    choose(&site, client, &view, &token, Purpose::Activation, &form).await
}

async fn reset(
    State(site): State<Site>,
    client: Client,
    view: View,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response> {
    choose(&site, client, &view, &token, Purpose::Reset, &form).await
}

/// Looking at a link doesn't use it: mail programs look at links by themselves.
async fn choose_page(site: &Site, view: &View, token: &str, purpose: Purpose) -> Result<Response> {
    let found = accounts::open_link(&mut site.db().read().await?, site, token, purpose).await;
    let link = match found {
        Ok(link) => link,
        Err(Error::NotFound) => return Ok(view.with_status(http_gone(), &views::dead_link(purpose))),
        Err(error) => return Err(error),
    };
    let card = Directory::of(site)?.card(site, link.person).await?;
    let page = views::choose_password(
        &view.frame,
        (token, purpose),
        &card,
        elsewhere(site, &link).await?,
        None,
    );
    Ok(view.page(&page))
}

/// Whether the owner of the link may have an account that another region holds.
async fn elsewhere(site: &Site, link: &OpenLink) -> Result<bool> {
    if link.purpose == Purpose::Reset {
        return Ok(false);
    }
    let offered = uniting::offered(&mut site.db().read().await?, link.person).await?;
    Ok(!offered.is_empty())
}

async fn choose(
    site: &Site,
    client: Client,
    view: &View,
    token: &str,
    purpose: Purpose,
    form: &Form,
) -> Result<Response> {
    let found = accounts::open_link(&mut site.db().read().await?, site, token, purpose).await;
    let link = match found {
        Ok(link) => link,
        Err(Error::NotFound) => return Ok(view.with_status(http_gone(), &views::dead_link(purpose))),
        Err(error) => return Err(error),
    };
    let card = Directory::of(site)?.card(site, link.person).await?;
    let new = match NewPassword::read(form, &card, &site.config().site_name) {
        Ok(new) => new,
        Err(errors) => {
            let elsewhere = elsewhere(site, &link).await?;
            let page = views::choose_password(&view.frame, (token, purpose), &card, elsewhere, Some(&errors));
            return Ok(view.invalid(&page));
        }
    };
    let hash = Passwords::of(site)?.hash(site.random(), &new.password).await?;
    let action = if purpose == Purpose::Activation {
        journal::ACTIVATION
    } else {
        journal::PASSWORD
    };
    let entry = journal::prepare(
        site,
        Entry::new(action, journal::DONE).by(link.person).from(client.0),
    )
    .await?;
    let mut tx = site.db().begin().await?;
    match accounts::use_link(&mut tx, site, token, purpose).await {
        Ok(_) => {}
        Err(Error::NotFound) => return Ok(view.with_status(http_gone(), &views::dead_link(purpose))),
        Err(error) => return Err(error),
    }
    accounts::set_password(&mut tx, site, link.person, &hash).await?;
    let (account, _) = subjects(site, Some(link.person), "", client);
    store::forget(&mut tx, &account).await?;
    let login = store::begin_login(&mut tx, site, link.person).await?;
    entry.write(&mut tx, site).await?;
    tx.commit().await?;
    let saying = match purpose {
        Purpose::Activation => "Votre compte est activé.",
        Purpose::Reset => "Votre mot de passe est changé.",
    };
    Ok(Done::at("/")
        .saying(saying)
        .login(SetLogin::Begin(login))
        .into_response())
}

fn http_gone() -> platform::http::StatusCode {
    platform::http::StatusCode::GONE
}

async fn forgotten_page(view: View) -> Response {
    view.page(&views::forgotten(&view.frame, "", false))
}

/// Always the same answer: nobody learns here who has an account. Who has no password yet gets an activation link.
async fn forgotten(State(site): State<Site>, client: Client, view: View, form: Form) -> Result<Response> {
    let typed = form.text("identifiant");
    if typed.is_empty() {
        return Ok(view.invalid(&views::forgotten(&view.frame, typed, true)));
    }
    slow_down(&site, client, "lien").await?;
    let mut tx = site.db().read().await?;
    let mut people = directory::by_email(&mut tx, &site, typed).await?;
    people.extend(directory::by_login(&mut tx, &site, typed).await?);
    drop(tx);
    people.sort_unstable();
    people.dedup();
    for person in people.into_iter().take(3) {
        send_link(&site, person).await?;
    }
    record(&site, client, None, journal::LINK, journal::DONE).await?;
    Ok(view.page(&views::link_sent()))
}

/// Counts what one address sends without an account (`what`: « lien »), and puts it off when that is too much.
///
/// # Errors
/// [`Error::Busy`], or the store's.
pub async fn slow_down(site: &Site, client: Client, what: &str) -> Result<()> {
    let address = store::subject(site, Subject::Address, &format!("{what} {}", client.0));
    let mut tx = site.db().begin().await?;
    let wait = store::reserve(&mut tx, site, Subject::Address, &address).await?;
    tx.commit().await?;
    let (Delay::Wait(after) | Delay::Locked(after)) = wait else {
        return Ok(());
    };
    let sentence = format!(
        "Trop de demandes. Réessayez dans {}.",
        super::rules::spoken(after)
    );
    Err(Error::Busy {
        after,
        sentence: sentence.into(),
    })
}

async fn send_link(site: &Site, person: PersonId) -> Result<()> {
    let card = Directory::of(site)?.card(site, person).await?;
    let key = site.keys().get_or_create(person.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    if accounts::has_password(&mut tx, person).await? {
        let token = accounts::create_link(&mut tx, site, person, Purpose::Reset).await?;
        mail::queue(
            &mut tx,
            site,
            &key,
            person,
            "reset",
            &accounts::mails::reset(site, &card, &token),
        )
        .await?;
    } else {
        let token = accounts::create_link(&mut tx, site, person, Purpose::Activation).await?;
        let message = accounts::mails::activation(site, &card, &token, None, None, None);
        mail::queue(&mut tx, site, &key, person, "activation", &message).await?;
    }
    tx.commit().await
}

async fn account(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let card = Directory::of(&site)?.card(&site, actor.person).await?;
    let chambers = uniting::chambers(&mut site.db().read().await?, actor.person).await?;
    Ok(view.page(&views::account(&view.frame, &card, &chambers, None)))
}

async fn change_password(
    State(site): State<Site>,
    client: Client,
    actor: Actor,
    view: View,
    form: Form,
) -> Result<Response> {
    let card = Directory::of(&site)?.card(&site, actor.person).await?;
    let chambers = uniting::chambers(&mut site.db().read().await?, actor.person).await?;
    let again = |errors| Ok(view.invalid(&views::account(&view.frame, &card, &chambers, Some(&errors))));
    let (account, address) = subjects(&site, Some(actor.person), "", client);
    if let Delay::Wait(after) | Delay::Locked(after) = reserve(&site, &account, &address).await? {
        let sentence = format!("Trop d’essais. Réessayez dans {}.", super::rules::spoken(after));
        return Err(Error::Busy {
            after,
            sentence: sentence.into(),
        });
    }
    let passwords = Passwords::of(&site)?;
    if verify(&site, Some(actor.person), form.raw("actuel"))
        .await?
        .is_none()
    {
        record(
            &site,
            client,
            Some(actor.person),
            journal::PASSWORD,
            journal::REFUSED,
        )
        .await?;
        let mut errors = FormErrors::default();
        errors.add(
            "actuel",
            "Mot de passe actuel",
            "ce n’est pas votre mot de passe actuel",
        );
        return again(errors);
    }
    let mut tx = site.db().begin().await?;
    store::forget(&mut tx, &account).await?;
    store::give_back(&mut tx, &address).await?;
    tx.commit().await?;
    let new = match NewPassword::read(&form, &card, &site.config().site_name) {
        Ok(new) => new,
        Err(errors) => return again(errors),
    };
    let hash = passwords.hash(site.random(), &new.password).await?;
    let entry = Entry::new(journal::PASSWORD, journal::DONE)
        .by(actor.person)
        .from(client.0);
    let entry = journal::prepare(&site, entry).await?;
    let mut tx = site.db().begin().await?;
    accounts::set_password(&mut tx, &site, actor.person, &hash).await?;
    let login = store::begin_login(&mut tx, &site, actor.person).await?;
    entry.write(&mut tx, &site).await?;
    tx.commit().await?;
    let done = Done::at("/mon-compte")
        .saying("Votre mot de passe est changé. Vos autres appareils sont déconnectés.");
    Ok(done.login(SetLogin::Begin(login)).into_response())
}
