//! `/mon-compte/consignes`.

use catalogue::assignments::Format;
use platform::http::{Actor, Done, Form, IntoResponse as _, Method, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Result, Site};

use super::{store, views};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, views::PATH, page)
        .signed_in(Method::Post, views::PATH, prefer)
}

async fn page(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let preferred = store::preferred(&mut site.db().read().await?, &site, actor.person).await?;
    Ok(view.page(&views::page(&view.frame, preferred)))
}

async fn prefer(State(site): State<Site>, actor: Actor, form: Form) -> Result<Response> {
    let chosen = Format::parse(form.text("forme")).filter(|format| views::FORMATS.contains(format));
    let key = site.keys().get_or_create(actor.person.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    store::prefer(&mut tx, &site, &key, actor.person, chosen).await?;
    tx.commit().await?;
    Ok(Done::at(views::PATH).saying("C’est enregistré.").into_response())
}
