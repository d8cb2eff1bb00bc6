//! `/ma-demande/{jeton}`.

use platform::http::{Done, IntoResponse as _, Method, Path, Response, Routes, State, StatusCode, View};
use platform::keys::Class;
use platform::{Error, Result, Site};

use super::super::mails;
use super::super::rules::Act;
use super::super::store::{self, Request};
use super::super::views::public as views;

pub(super) fn routes() -> Routes {
    Routes::new()
        .public(Method::Get, "/ma-demande/{jeton}", follow)
        .public(Method::Post, "/ma-demande/{jeton}/confirmation", confirm)
        .public(Method::Post, "/ma-demande/{jeton}/retrait", withdraw)
}

async fn of_token(site: &Site, token: &str) -> Result<Option<Request>> {
    let found = store::by_token(&mut site.db().read().await?, site, token).await;
    match found {
        Ok(request) => Ok(Some(request)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Looking changes nothing: mail programs look at links by themselves.
async fn follow(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    Ok(match of_token(&site, &token).await? {
        Some(request) => view.page(&views::follow(&view.frame, &request)?),
        None => view.with_status(StatusCode::GONE, &views::gone()),
    })
}

async fn confirm(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    go_on(&site, &view, &token, Act::Confirm, "Votre demande est confirmée.").await
}

async fn withdraw(State(site): State<Site>, view: View, Path(token): Path<String>) -> Result<Response> {
    go_on(&site, &view, &token, Act::Withdraw, "Votre demande est retirée.").await
}

async fn go_on(site: &Site, view: &View, token: &str, act: Act, saying: &str) -> Result<Response> {
    let Some(request) = of_token(site, token).await? else {
        return Ok(view.with_status(StatusCode::GONE, &views::gone()));
    };
    let key = site.keys().get_or_create(request.id.0, Class::Account).await?;
    let mut tx = site.db().begin().await?;
    let request = store::go_on(&mut tx, site, (request.id, &key), None, act, None).await?;
    if act == Act::Confirm {
        mails::tell(&mut tx, site, &key, &request, None).await?;
    }
    tx.commit().await?;
    Ok(Done::at(format!("/ma-demande/{token}"))
        .saying(saying)
        .into_response())
}
