//! `/aide`, `/plan-du-site`, `/accessibilite`, `/donnees-personnelles`, `/mentions-legales`,
//! `/taille-du-texte`, `/sante`.

use people::sign_in::Passwords;
use platform::html::TextSize;
use platform::http::{Done, Form, IntoResponse as _, Method, Response, Routes, State, View};
use platform::personal::PersonalData;
use platform::{Result, Site};

use super::rules::safe_path;
use super::{help, views};

/// The declarations that the page on personal data lists; registered by `app`.
pub struct Declared(pub Vec<PersonalData>);

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/aide", help::page)
        .public(Method::Get, "/plan-du-site", async |view: View| {
            view.page(&views::site_map(&view.frame))
        })
        .public(Method::Get, "/accessibilite", async |view: View| {
            view.page(&views::accessibility(&view.frame))
        })
        .public(Method::Get, "/donnees-personnelles", personal_data)
        .public(Method::Get, "/mentions-legales", async |view: View| {
            view.page(&views::legal(&view.frame))
        })
        .public(Method::Post, "/taille-du-texte", text_size)
        .public(Method::Get, "/sante", health)
}

async fn personal_data(State(site): State<Site>, view: View) -> Result<Response> {
    let declared = site.extension::<Declared>()?;
    Ok(view.page(&views::personal_data(&view.frame, &declared.0)))
}

async fn text_size(form: Form) -> Response {
    let mut response = Done::at(safe_path(form.text("retour"))).into_response();
    if let Some(size) = TextSize::parse(form.text("taille")) {
        response.extensions_mut().insert(size);
    }
    response
}

/// For a proxy's probe: the store answers, and how many wait to sign in. Nothing else.
async fn health(State(site): State<Site>) -> Result<Response> {
    site.db().alive().await?;
    let waiting = Passwords::of(&site)?.waiting().people;
    let body = format!("{{\"alive\":true,\"waiting_to_sign_in\":{waiting}}}\n");
    Ok(([("content-type", "application/json")], body).into_response())
}
