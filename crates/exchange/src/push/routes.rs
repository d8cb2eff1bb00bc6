//! `/mon-compte/appareils`, and the script that rings: `/veille.js`.

use http::header::{CACHE_CONTROL, CONTENT_TYPE, USER_AGENT};
use platform::http::{Actor, Done, Form, HeaderMap, IntoResponse as _, Method, Response, Routes, State};
use platform::keys::Class;
use platform::{Error, Result, Site};

use super::address::address;
use super::{rules, store};

/// Where one chooses.
const CHOICES: &str = "/mon-compte/notifications";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Post, "/mon-compte/appareils", add)
        .signed_in(Method::Post, "/mon-compte/appareils/retrait", remove)
        .public(Method::Get, "/veille.js", worker)
}

async fn add(State(site): State<Site>, actor: Actor, asked: HeaderMap, form: Form) -> Result<Response> {
    let typed = form.text("adresse");
    if address(typed, &site.config().push_services).is_none() {
        return Err(Error::Refused(
            "Ce navigateur passe par un service que la plateforme ne connaît pas\u{202f}: cet appareil ne peut pas sonner. Vos nouvelles restent sous la cloche et par e-mail.".into(),
        ));
    }
    let agent = asked.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let name = rules::name(agent.unwrap_or_default());
    let key = site.keys().get_or_create(actor.person.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    store::add(&mut tx, &site, &key, actor.person, (typed, name.as_deref())).await?;
    tx.commit().await?;
    Ok(Done::at(CHOICES)
        .saying("Cet appareil sonnera quand il y aura du nouveau.")
        .into_response())
}

async fn remove(State(site): State<Site>, actor: Actor, form: Form) -> Result<Response> {
    if let Ok(id) = form.text("appareil").parse() {
        let mut tx = site.db().begin().await?;
        store::remove(&mut tx, actor.person, id).await?;
        tx.commit().await?;
    }
    Ok(Done::at(CHOICES)
        .saying("Cet appareil ne sonnera plus.")
        .into_response())
}

/// What the browser runs when it is rung: it says that there is news, and leads to it.
async fn worker(State(site): State<Site>) -> Result<Response> {
    let name = serde_json::to_string(&site.config().site_name)
        .map_err(|error| Error::internal("the name of the platform", error))?;
    let script = format!("const NAME = {name};\n{}", include_str!("watch.js"));
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, script).into_response())
}
