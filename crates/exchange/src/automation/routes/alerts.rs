//! The alerts that wait for whoever asks.

use std::collections::HashSet;

use people::directory::Directory;
use platform::http::{Done, IntoResponse as _, Proof, Response, State, View, Within};
use platform::{Result, Site};

use super::super::store::alerts;
use super::super::{SeeAlert, views};
use crate::notifications;

pub(super) async fn list(State(site): State<Site>, within: Within<SeeAlert>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let waiting = alerts::list(&mut tx, &site, within.actor()).await?;
    drop(tx);
    let people: HashSet<_> = waiting.iter().map(|one| one.person).collect();
    let people: Vec<_> = people.into_iter().collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    Ok(view.page(&views::alerts(&view.frame, &waiting, &cards)?))
}

pub(super) async fn see(State(site): State<Site>, proof: Proof<SeeAlert>) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    alerts::see(&mut tx, &site, &proof).await?;
    if let Some(person) = proof.actor() {
        notifications::seen(&mut tx, &site, person, proof.id().0).await?;
    }
    tx.commit().await?;
    Ok(Done::at("/alertes").saying("L’alerte est vue.").into_response())
}
