//! Every room of every floor: routes, permissions, personal data, jobs, reactors, verbs.

use catalogue::courses::Editions;
use catalogue::library::Audience;
use catalogue::quizzes::Texts;
use desk::chrome::{DeskChrome, Margins};
use desk::own::Owns;
use desk::site_pages::Declared;
use learning::attempts::Live;
use learning::player::ContentPages;
use learning::progress::Waiting;
use people::directory::Directory;
use people::sign_in::{Logins, Passwords};
use people::uniting::{Pass, Passes};
use platform::clock::Clock;
use platform::config::{Config, Mode};
use platform::db::Sql;
use platform::events::{Reactors, Verbs};
use platform::http::{Allowed, Chrome, Content, Gatekeeper, PermissionInfo, Proved, Routes};
use platform::jobs::Handlers;
use platform::personal::PersonalData;
use platform::random::Random;
use platform::site::SiteBuilder;
use platform::{Result, Site};
use proof::attendance::Attending;
use training::intake::Begun;
use training::sessions::{Arounds, Sessions};
use training::tutors::Awaited;

/// Every permission.
pub fn permissions() -> Vec<PermissionInfo> {
    [
        people::PERMISSIONS,
        catalogue::PERMISSIONS,
        training::PERMISSIONS,
        learning::PERMISSIONS,
        proof::PERMISSIONS,
        exchange::PERMISSIONS,
    ]
    .concat()
}

/// Every declaration of personal data.
pub fn personal() -> Vec<PersonalData> {
    [
        platform::personal::PLATFORM,
        people::PERSONAL,
        catalogue::PERSONAL,
        training::PERSONAL,
        learning::PERSONAL,
        proof::PERSONAL,
        exchange::PERSONAL,
    ]
    .concat()
}

/// Every route.
pub fn routes(mode: Mode) -> Routes {
    Routes::new()
        .and(people::routes())
        .and(catalogue::routes())
        .and(training::routes())
        .and(learning::routes())
        .and(proof::routes())
        .and(exchange::routes())
        .and(desk::routes(mode))
}

/// Every verb.
///
/// # Errors
/// When two rooms declare the same one.
pub fn verbs() -> Result<Verbs> {
    Verbs::new()
        .declare("people", people::VERBS)?
        .declare("catalogue", catalogue::VERBS)?
        .declare("training", training::VERBS)?
        .declare("learning", learning::VERBS)?
        .declare("proof", proof::VERBS)?
        .declare("exchange", exchange::VERBS)
}

/// What runs in the background by its kind.
pub fn handlers() -> Handlers {
    [
        platform::mail::handlers(),
        platform::blobs::handlers(),
        people::uniting::handlers(),
        training::intake::handlers(),
        proof::batches::handlers(),
        training::requests::handlers(),
        learning::handlers(),
        exchange::handlers(),
    ]
    .concat()
}

/// Who reads events.
pub fn reactors() -> Reactors {
    [proof::awards::reactors(), exchange::reactors()].concat()
}

/// Who passes what, from an account that closes to the one that its owner has already.
fn passes() -> Vec<Box<dyn Pass>> {
    vec![
        Box::new(training::Passing),
        Box::new(learning::Passing),
        Box::new(proof::Passing),
        Box::new(exchange::Passing),
    ]
}

/// Statements put together at run time, for the test that prepares every one.
pub fn built_statements() -> Vec<Sql> {
    let mut all: Vec<Sql> = permissions()
        .iter()
        .map(|permission| Sql::built(permission.authorising()))
        .collect();
    all.push(training::availability::away_statement());
    all.push(training::sessions::dates_statement());
    all.push(training::sessions::list_statement());
    all.push(training::sessions::regions_statement());
    all.push(training::sessions::choices_statement());
    all.push(training::sessions::by_region_statement());
    all.push(training::sessions::rank_statement());
    all.extend(catalogue::questions::statements());
    all.extend(exchange::automation::statements());
    all.extend(exchange::forum::statements());
    all.extend(proof::awards::statements());
    all.extend(learning::gradings::statements());
    all.extend(learning::surveys::statements());
    all.extend(training::requests::statements());
    all.extend(training::advisers::statements());
    all.extend(exchange::messages::statements());
    all.extend(exchange::support::statements());
    all.push(Allowed::<training::sessions::TrainingSession>::statement());
    all.push(Allowed::<training::enrolment::Enrolment>::statement());
    all.push(Allowed::<exchange::forum::Forum>::statement());
    all.push(Allowed::<catalogue::courses::Course>::statement());
    all
}

/// A site with every room registered and its roles installed.
///
/// # Errors
/// When a store can't be opened or the roles can't be written.
pub async fn open(config: Config, clock: Clock, random: Random, passwords: Passwords) -> Result<Site> {
    let site = SiteBuilder::open(config, clock, random)
        .await?
        .with(Gatekeeper(Box::new(Logins::default())))
        .with(Proved::default())
        .with(Chrome(Box::new(DeskChrome)))
        .with(Content(Box::new(ContentPages)))
        .with(Directory::default())
        .with(Live::default())
        .with(Texts::default())
        .with(Owns::default())
        .with(Margins::default())
        .with(Editions::default())
        .with(Arounds::default())
        .with(Audience(Box::new(Sessions)))
        .with(Awaited(Box::new(Waiting)))
        .with(Begun(Box::new(Attending)))
        .with(Passes(passes()))
        .with(passwords)
        .with(verbs()?)
        .with(Declared(personal()))
        .build();
    people::roles::install(&site, &permissions()).await?;
    Ok(site)
}
