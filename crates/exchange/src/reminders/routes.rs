//! `/calendrier/rappels`: how long before one wants to be told.

use platform::http::{Actor, Done, Form, IntoResponse as _, Method, Response, Routes, State, View};
use platform::{Result, Site};

use super::rules::{Lead, Leads, What};
use super::{store, views};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, views::HERE, page)
        .signed_in(Method::Post, views::HERE, choose)
}

async fn page(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let chosen = store::choices(&mut site.db().read().await?, actor.person).await?;
    Ok(view.page(&views::page(&view.frame, &chosen)))
}

async fn choose(State(site): State<Site>, actor: Actor, form: Form) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    for what in What::ALL {
        let leads = Leads::of(form.values(what.field()).filter_map(Lead::parse));
        store::choose(&mut tx, actor.person, what, leads).await?;
    }
    tx.commit().await?;
    Ok(Done::at(views::HERE).saying("C’est enregistré.").into_response())
}
