//! `/bibliotheque/corbeille`, `/bibliotheque/{ressource}/retrait`: items put in the trash, and taken out of it.

use platform::html::Notice;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State, View};
use platform::{Error, Result, Site};

use super::routes::gather;
use super::store::{self, ItemId};
use super::{AddItems, EditItem, views};

pub(super) async fn remove_page(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
) -> Result<Response> {
    let shown = gather(&site, proof.id()).await?;
    Ok(view.page(&views::remove(&view.frame, &shown)))
}

pub(super) async fn remove(State(site): State<Site>, proof: Proof<EditItem>, view: View) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    match store::trash(&mut tx, &site, &proof).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Done::at("/bibliotheque")
                .saying("La ressource est dans la corbeille. Vous pouvez l’en sortir.")
                .into_response())
        }
        Err(Error::InUse) => {
            drop(tx);
            let shown = gather(&site, proof.id()).await?;
            Ok(view.invalid(&views::remove(&view.frame, &shown)))
        }
        Err(other) => Err(other),
    }
}

pub(super) async fn trash_page(
    State(site): State<Site>,
    _proof: Proof<AddItems>,
    view: View,
) -> Result<Response> {
    let items = store::trashed(&mut site.db().read().await?).await?;
    Ok(view.page(&views::trash(&view.frame, &items)))
}

pub(super) async fn restore(
    State(site): State<Site>,
    proof: Proof<AddItems>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let restored = match form.text("ressource").parse::<ItemId>() {
        Ok(item) => store::restore(&mut tx, &site, &proof, item).await.map(|()| item),
        Err(error) => Err(error),
    };
    match restored {
        Ok(item) => {
            tx.commit().await?;
            Ok(Done::at(format!("/bibliotheque/{item}"))
                .saying("La ressource est de retour dans la bibliothèque.")
                .into_response())
        }
        Err(Error::NotFound) => {
            drop(tx);
            let items = store::trashed(&mut site.db().read().await?).await?;
            let gone = Notice::warn("Cette ressource n’est plus dans la corbeille.");
            Ok(view.invalid(&views::trash(&view.frame, &items).notice(gone)))
        }
        Err(other) => Err(other),
    }
}
