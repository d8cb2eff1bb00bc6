//! That somebody has the password of an account: tries are counted before it is looked at, whatever the page that asks.

use platform::db::Tx;
use platform::http::Client;
use platform::journal::{self, Entry};
use platform::{PersonId, Result, Site};

use super::passwords::Passwords;
use super::rules::{Delay, Subject};
use super::store;
use crate::accounts;
use crate::directory;

/// Why a sign-in was refused.
#[derive(Clone, Copy)]
pub(crate) enum Refusal {
    Empty,
    Wrong,
    Wait(u64),
    Locked(u64),
}

/// Somebody who proved their password, about to be signed in.
pub(crate) struct Opening {
    pub(crate) person: PersonId,
    account: [u8; 32],
    address: [u8; 32],
}

impl Opening {
    /// Opens the login: its token. The tries that were counted are forgotten.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn settle(&self, tx: &mut Tx, site: &Site) -> Result<String> {
        self.forgive(tx).await?;
        store::begin_login(tx, site, self.person).await
    }

    /// The password was the right one: the tries that were counted are forgotten, and no login is opened.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn forgive(&self, tx: &mut Tx) -> Result<()> {
        store::forget(tx, &self.account).await?;
        store::give_back(tx, &self.address).await
    }
}

/// Whether `password` is that of `known`, whom `typed` names. With nobody to be found it takes as long.
///
/// # Errors
/// [`platform::Error::Busy`] when too many wait already, or the store's.
pub(crate) async fn open(
    site: &Site,
    client: Client,
    known: Option<PersonId>,
    typed: &str,
    password: &str,
) -> Result<Result<Opening, Refusal>> {
    if typed.is_empty() || password.is_empty() {
        return Ok(Err(Refusal::Empty));
    }
    let (account, address) = subjects(site, known, typed, client);
    match reserve(site, &account, &address).await? {
        Delay::None => {}
        Delay::Wait(seconds) => return Ok(Err(Refusal::Wait(seconds))),
        Delay::Locked(seconds) => return Ok(Err(Refusal::Locked(seconds))),
    }
    let Some(person) = verify(site, known, password).await? else {
        record(site, client, None, journal::SIGN_IN, journal::REFUSED).await?;
        return Ok(Err(Refusal::Wrong));
    };
    Ok(Ok(Opening {
        person,
        account,
        address,
    }))
}

/// Failures are counted by person, whichever way they are named; by what was typed when nobody is.
pub(super) fn subjects(
    site: &Site,
    known: Option<PersonId>,
    typed: &str,
    client: Client,
) -> ([u8; 32], [u8; 32]) {
    let account = known.map_or_else(|| directory::normal_login(typed), |person| person.to_string());
    let account = store::subject(site, Subject::Account, &account);
    (
        account,
        store::subject(site, Subject::Address, &client.0.to_string()),
    )
}

pub(super) async fn reserve(site: &Site, account: &[u8; 32], address: &[u8; 32]) -> Result<Delay> {
    let mut tx = site.db().begin().await?;
    let mut wait = store::reserve(&mut tx, site, Subject::Address, address).await?;
    if wait == Delay::None {
        wait = store::reserve(&mut tx, site, Subject::Account, account).await?;
        if wait != Delay::None {
            store::give_back(&mut tx, address).await?;
        }
    }
    tx.commit().await?;
    Ok(wait)
}

/// The person, when the password is theirs.
pub(super) async fn verify(
    site: &Site,
    person: Option<PersonId>,
    password: &str,
) -> Result<Option<PersonId>> {
    let mut tx = site.db().read().await?;
    let hash = match person {
        Some(person) => accounts::password_hash(&mut tx, person).await?,
        None => None,
    };
    drop(tx);
    let passwords = Passwords::of(site)?;
    let outdated = hash.as_deref().is_some_and(|hash| passwords.outdated(hash));
    if !passwords.verify(password, hash).await? {
        return Ok(None);
    }
    if let (true, Some(person)) = (outdated, person) {
        store::raise_hash(site, person, &passwords.hash(site.random(), password).await?).await?;
    }
    Ok(person)
}

pub(super) async fn record(
    site: &Site,
    client: Client,
    person: Option<PersonId>,
    action: &'static str,
    outcome: &'static str,
) -> Result<()> {
    let entry = Entry::new(action, outcome).by(person).from(client.0);
    journal::record(site, entry).await
}
