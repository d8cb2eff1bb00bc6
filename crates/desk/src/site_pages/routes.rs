//! `/aide`, `/plan-du-site`, `/accessibilite`, `/donnees-personnelles`, `/mentions-legales`,
//! `/taille-du-texte`, `/site.webmanifest`, `/sante`.

use people::sign_in::Passwords;
use platform::html::TextSize;
use platform::http::{Done, Form, IntoResponse as _, Method, Response, Routes, State, View};
use platform::personal::PersonalData;
use platform::theme::asset_path;
use platform::{Result, Site};
use serde_json::json;

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
        .public(Method::Get, "/site.webmanifest", manifest)
        .public(Method::Get, "/sante", health)
}

/// What a phone reads to put the platform on its home screen (W3C Web Application Manifest): there, an iPhone lets it ring.
async fn manifest(State(site): State<Site>) -> Response {
    let name = &site.config().site_name;
    let icon = |src, sizes, kind| json!({ "src": src, "sizes": sizes, "type": kind });
    let large = asset_path("icon-512.png");
    let said = json!({
        "name": name,
        "short_name": name,
        "lang": "fr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f0e4",
        "icons": [
            icon(asset_path("favicon.svg"), "any", "image/svg+xml"),
            icon(large, "512x512", "image/png"),
            { "src": large, "sizes": "512x512", "type": "image/png", "purpose": "maskable" },
        ],
    });
    let headers = [
        ("content-type", "application/manifest+json; charset=utf-8"),
        ("cache-control", "no-cache"),
    ];
    (headers, said.to_string()).into_response()
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
