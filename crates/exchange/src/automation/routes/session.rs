//! What leaves in a session: the list, what stops, what left.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use people::directory::Directory;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, State, View};
use platform::{PersonId, Result, Site};
use training::sessions;

use super::super::ready::{READY, Rule};
use super::super::store::{self, journal};
use super::super::{SetAutomation, simulation, views};
use super::named;
use super::words::Writes as _;

/// A rule, as the list of a session shows it.
pub(in super::super) struct Listed {
    pub(in super::super) rule: &'static Rule,
    pub(in super::super) next: Option<Timestamp>,
    pub(in super::super) sent: u64,
    /// Since when it is stopped.
    pub(in super::super) off: Option<Timestamp>,
}

pub(super) async fn list(
    State(site): State<Site>,
    proof: Proof<SetAutomation>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let paused = store::paused(&mut tx, session.id).await?;
    let sent = store::sent(&mut tx, session.id).await?;
    let (dates, path) = simulation::calendar(&mut tx, &session).await?;
    drop(tx);
    let now = site.clock().now();
    let mut listed = Vec::with_capacity(READY.len());
    for rule in &READY {
        listed.push(Listed {
            rule,
            next: simulation::next(rule, &session, (&dates, &path), now)?,
            sent: sent.get(rule.code).copied().unwrap_or_default(),
            off: paused.get(rule.code).copied(),
        });
    }
    let all_off = paused.get("").copied();
    Ok(view.page(&views::list(&view.frame, &session, &listed, all_off)?))
}

/// Stops a rule or all of them, or gives them back.
pub(super) async fn pause(
    State(site): State<Site>,
    proof: Proof<SetAutomation>,
    form: Form,
) -> Result<Response> {
    let code = match form.text("regle") {
        "" => "",
        code => named(Some(code))?.code,
    };
    let off = match form.text("acte") {
        "suspendre" => true,
        "reprendre" => false,
        _ => return Ok(Done::at(at(&proof)).into_response()),
    };
    let mut tx = site.db().begin().await?;
    let ground = SetAutomation::ground(&mut tx, &proof).await?;
    store::pause(&mut tx, &site, (ground.place, proof.actor()), (code, off)).await?;
    tx.commit().await?;
    let saying = match (code, off) {
        ("", true) => "Les messages automatiques de la session sont suspendus.",
        ("", false) => "Les messages automatiques de la session repartent.",
        (_, true) => "Ce message est suspendu dans la session.",
        (_, false) => "Ce message repart dans la session.",
    };
    Ok(Done::at(at(&proof)).saying(saying).into_response())
}

fn at(proof: &Proof<SetAutomation>) -> String {
    format!("/sessions/{}/messages-automatiques", proof.id())
}

pub(super) async fn journal(
    State(site): State<Site>,
    proof: Proof<SetAutomation>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let page = query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1u32)
        .clamp(1, 10_000);
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let (sent, many) = journal::page(&mut tx, session.id, page).await?;
    drop(tx);
    let people: HashSet<PersonId> = sent
        .iter()
        .flat_map(|one| [Some(one.person), one.seen_by])
        .flatten()
        .collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    Ok(view.page(&views::journal(&session, &sent, (page, many), &cards)?))
}
