//! `/mes-badges`, and what a holder shows of one: `/badges/partages/{jeton}`.

use http::HeaderName;
use people::directory::Directory;
use platform::http::{
    Actor, Done, Form, IntoResponse as _, Method, Path, Proof, Response, Routes, State, View, as_download,
    put_header,
};
use platform::ids::Uuid;
use platform::{Error, Result, Site};
use training::sessions;

use super::credential::{Around, payload};
use super::store::{self, Award};
use super::{ShowAward, office, views};
use crate::badges;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, "/mes-badges", wall)
        .get::<ShowAward, _>("/mes-badges/{badge}/fichier", own)
        .post::<ShowAward, _>("/mes-badges/{badge}/partage", share)
        .public(Method::Get, "/badges/partages/{jeton}", shown)
        .public(Method::Get, "/badges/partages/{jeton}/fichier", shown_file)
        .and(office::routes())
}

async fn wall(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let won = store::of_person(&mut tx, actor.person).await?;
    let mut left = store::in_force(&mut tx).await?;
    drop(tx);
    left.retain(|rule| won.iter().all(|award| award.rule != rule.id));
    Ok(view.page(&views::wall(
        &view.frame,
        (&won, &left),
        &site.config().public_url,
    )))
}

/// Their own copy says their address, hashed, so that a wallet recognises them.
async fn own(State(site): State<Site>, proof: Proof<ShowAward>) -> Result<Response> {
    let award = held(&site, &proof).await?;
    file(&site, &award, true).await
}

/// A badge of who asks: nobody shows or takes along another's, whatever they may do besides.
async fn held(site: &Site, proof: &Proof<ShowAward>) -> Result<Award> {
    let award = store::find(&mut site.db().read().await?, proof.id()).await?;
    if proof.actor() == Some(award.person) {
        return Ok(award);
    }
    Err(Error::Refused(
        "Ce badge est à quelqu’un d’autre\u{202f}: lui seul le montre ou le télécharge.".into(),
    ))
}

async fn file(site: &Site, award: &Award, own: bool) -> Result<Response> {
    let region = sessions::find(&mut site.db().read().await?, award.session)
        .await?
        .region;
    let issuer = badges::issuing(site, region).await?;
    let card = Directory::of(site)?.card(site, award.person).await?;
    let around = Around {
        public_url: &site.config().public_url,
        region,
        issuer: &issuer,
        holder: &card.full_name(),
        email: own.then_some(card.email.as_str()),
    };
    let mut response = badges::token(badges::sign(site, &payload(award, &around)?).await?);
    as_download(&mut response, "badge-numerique.jwt");
    Ok(response)
}

async fn share(State(site): State<Site>, proof: Proof<ShowAward>, form: Form) -> Result<Response> {
    held(&site, &proof).await?;
    let shown = form.text("montrer") == "oui";
    let mut tx = site.db().begin().await?;
    store::share(&mut tx, &site, &proof, shown).await?;
    tx.commit().await?;
    let saying = match shown {
        true => "Votre badge a un lien\u{202f}: qui le reçoit voit le badge et votre nom.",
        false => "Le lien ne mène plus nulle part.",
    };
    Ok(Done::at("/mes-badges").saying(saying).into_response())
}

async fn find_shown(site: &Site, typed: &str) -> Result<Award> {
    let name: Uuid = typed.parse().map_err(|_| Error::NotFound)?;
    store::shown(&mut site.db().read().await?, name).await
}

/// Search engines are asked to leave it: a link is for who receives it.
fn unlisted(mut response: Response) -> Response {
    put_header(&mut response, HeaderName::from_static("x-robots-tag"), "noindex");
    response
}

async fn shown(State(site): State<Site>, view: View, Path(typed): Path<String>) -> Result<Response> {
    let award = find_shown(&site, &typed).await?;
    let region = sessions::find(&mut site.db().read().await?, award.session)
        .await?
        .region;
    let issuer = badges::issuing(&site, region).await?;
    let card = Directory::of(&site)?.card(&site, award.person).await?;
    Ok(unlisted(view.page(&views::shown(
        &award,
        &card.full_name(),
        &issuer,
    ))))
}

async fn shown_file(State(site): State<Site>, Path(typed): Path<String>) -> Result<Response> {
    let award = find_shown(&site, &typed).await?;
    Ok(unlisted(file(&site, &award, false).await?))
}
