//! `/bibliotheque/{ressource}/quiz/statistiques`: how a quiz and its questions do, for authors.

use catalogue::library::{self, EditItem, ItemKind};
use catalogue::questions;
use platform::http::{Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};

use super::store;
use super::views;

pub(super) fn routes() -> Routes {
    Routes::new().get::<EditItem, _>("/bibliotheque/{ressource}/quiz/statistiques", page)
}

async fn page(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let item = library::find(&mut tx, proof.id()).await?;
    if item.kind != ItemKind::Quiz {
        return Err(Error::NotFound);
    }
    let tries = store::came_to(&mut tx, item.id).await?;
    let questions = questions::of_quiz(&mut tx, item.id).await?;
    drop(tx);
    Ok(view.page(&views::statistics(&item, &tries, &questions)))
}
