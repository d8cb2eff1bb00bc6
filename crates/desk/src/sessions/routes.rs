//! `/sessions` and `/sessions/{session}`.

use std::collections::HashMap;

use learning::{adaptation, progress};
use people::directory::Directory;
use platform::http::{Allowed, Permission as _, Proof, Query, Response, Routes, State, View, Within, holds};
use platform::{PersonId, Result, Site};
use training::enrolment::{self, EnrolLearner, leaving, places};
use training::sessions::{self, CreateSession, SeeSession};
use training::{requests, tutors};

use super::list;
use super::narrowed::Narrowed;
use super::views::{self, SessionPage};

/// Lines of a page of the list.
pub(crate) const PAGE: u32 = 50;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSession, _>("/sessions", list)
        .get::<SeeSession, _>("/sessions/{session}", page)
}

async fn list(
    State(site): State<Site>,
    within: Within<SeeSession>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let number: u32 = query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let narrowed = Narrowed::read(&query);
    let now = site.clock().now();
    let mut tx = site.db().read().await?;
    let page = (PAGE + 1, (number - 1) * PAGE);
    let found = sessions::list(&mut tx, &within, (&narrowed.filter(), now), page).await?;
    let choices = sessions::choices(&mut tx, &within).await?;
    let may_create = holds(&mut tx, within.actor(), &CreateSession::INFO).await?;
    drop(tx);
    Ok(view.page(&list::page(
        &list::List {
            found: &found,
            number,
            narrowed: &narrowed,
            choices: &choices,
        },
        may_create,
        now,
    )?))
}

async fn page(State(site): State<Site>, proof: Proof<SeeSession>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    let around = sessions::around(&mut tx, &site, &session).await?;
    let chosen = tutors::of_learners(&mut tx, session.id).await?;
    let paths = adaptation::of_session(&mut tx, &site, (session.id, session.course), &enrolled).await?;
    let states = progress::of_session(&mut tx, session.id).await?;
    let rank = sessions::rank(&mut tx, proof.actor(), session.id).await?;
    let allowed = Allowed::over(&mut tx, proof.actor(), session.id.0).await?;
    let places = places::of(&mut tx, session.id).await?;
    let waiting = match allowed.may::<EnrolLearner>() {
        true => requests::waits(&mut tx, session.id).await?,
        false => 0,
    };
    // Why people left is for those who may let them back in.
    let gone = match allowed.may::<EnrolLearner>() {
        true => leaving::of_session(&mut tx, &site, session.id).await?,
        false => Vec::new(),
    };
    drop(tx);
    let directory = Directory::of(&site)?;
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = directory.sorted(&site, &people).await?;
    let own = chosen.values().flatten();
    let helpers: Vec<PersonId> = around
        .tutors
        .iter()
        .chain(own)
        .map(|tutor| tutor.person)
        .collect();
    let helpers = directory.cards(&site, &helpers).await?;
    let left: Vec<PersonId> = gone.iter().map(|one| one.person).collect();
    let left = directory.cards(&site, &left).await?;
    let now = site.clock().now();
    Ok(view.page(&views::page(
        &view.frame,
        &SessionPage {
            session: &session,
            enrolled: &enrolled,
            people: &sorted,
            tutors: &around.tutors,
            chosen: &chosen,
            reader: proof.actor(),
            helpers: &helpers,
            dates: &around.dates,
            rank: rank.as_ref(),
            paths: &paths,
            allowed: &allowed,
            states: &states,
            places,
            waiting,
            gone: &gone,
            left: &left,
            now,
        },
    )?))
}
