//! `/badges`: a badge for whoever holds its code, and what checks it: the issuer, its public key, what is no longer valid.

use http::header::CONTENT_TYPE;
use people::directory::Directory;
use people::{organisations, regions};
use platform::http::{
    IntoResponse as _, Method, Path, Proof, Response, Routes, State, as_download, put_header,
};
use platform::ids::RegionId;
use platform::{Error, Result, Site};
use serde_json::Value;
use training::sessions;

use super::credential::{self, Badge, issuer_url};
use super::store;
use crate::certificates::{self, Certificate, Content, SeeCertificate};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeCertificate, _>("/certificats/{certificat}/badge", own)
        .public(Method::Get, "/badges/{jeton}", shared)
        .public(Method::Get, "/badges/cles/{jeton}", key)
        .public(Method::Get, "/badges/emetteurs/{jeton}", issuer)
        .public(Method::Get, "/badges/emetteurs/{jeton}/annulations", revocations)
}

/// The holder's own copy says their address, hashed, so that a wallet recognises them.
async fn own(State(site): State<Site>, proof: Proof<SeeCertificate>) -> Result<Response> {
    let certificate = certificates::find(&mut site.db().read().await?, proof.id()).await?;
    let mut email = None;
    if proof.actor() == Some(certificate.person) {
        email = Some(
            Directory::of(&site)?
                .card(&site, certificate.person)
                .await?
                .email
                .clone(),
        );
    }
    let mut response = token(signed(&site, &certificate, email.as_deref()).await?);
    as_download(&mut response, "badge-numerique.jwt");
    Ok(response)
}

async fn shared(State(site): State<Site>, Path(typed): Path<String>) -> Result<Response> {
    let code = certificates::read_code(&typed).ok_or(Error::NotFound)?;
    let certificate = certificates::by_code(&mut site.db().read().await?, &site, &code).await?;
    let certificate = certificate.ok_or(Error::NotFound)?;
    Ok(token(signed(&site, &certificate, None).await?))
}

/// The badge of a certificate in force, of a course that was passed.
async fn signed(site: &Site, certificate: &Certificate, email: Option<&str>) -> Result<String> {
    let content = certificates::opened(site, certificate).await?;
    let said = match &content {
        Content::EndOfTraining(said) if content.passed() && certificate.in_force() => said,
        _ => return Err(Error::NotFound),
    };
    let session = sessions::find(&mut site.db().read().await?, certificate.session).await?;
    let badge = Badge {
        public_url: &site.config().public_url,
        certificate: certificate.held.id.0,
        issued_at: certificate.held.issued_at,
        course: session.course.0,
        region: session.region,
        email,
    };
    let payload = credential::payload(&badge, said)?;
    sign(site, &payload).await
}

/// Signs what a badge says with today's key.
///
/// # Errors
/// The stores'.
pub(crate) async fn sign(site: &Site, payload: &Value) -> Result<String> {
    store::signing(site).await?.sign(payload)
}

/// A signed badge, as its own kind of file.
pub(crate) fn token(word: String) -> Response {
    let mut response = word.into_response();
    put_header(&mut response, CONTENT_TYPE, "application/jwt");
    response
}

fn json(value: &Value) -> Response {
    let mut response = value.to_string().into_response();
    put_header(&mut response, CONTENT_TYPE, "application/json");
    response
}

async fn key(State(site): State<Site>, Path(typed): Path<String>) -> Result<Response> {
    let id = typed.parse().map_err(|_| Error::NotFound)?;
    let key = store::find(&mut site.db().read().await?, &site, id).await?;
    Ok(json(&key.jwk()))
}

async fn issuer(State(site): State<Site>, Path(typed): Path<String>) -> Result<Response> {
    let id: RegionId = typed.parse().map_err(|_| Error::NotFound)?;
    let name = issuing(&site, id).await?;
    let url = &site.config().public_url;
    let mut profile = credential::profile(&issuer_url(url, id), &name, url);
    profile["@context"] = credential::contexts();
    Ok(json(&profile))
}

async fn revocations(State(site): State<Site>, Path(typed): Path<String>) -> Result<Response> {
    let region: RegionId = typed.parse().map_err(|_| Error::NotFound)?;
    issuing(&site, region).await?;
    let ended = certificates::ended_attestations(&mut site.db().read().await?, region).await?;
    let ended: Vec<_> = ended
        .iter()
        .filter_map(|(id, why)| Some((id.0, certificates::reason_words(why)?)))
        .collect();
    Ok(json(&credential::revocations(
        &site.config().public_url,
        region,
        &ended,
    )))
}

/// The name under which a region issues.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(crate) async fn issuing(site: &Site, id: RegionId) -> Result<String> {
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, id).await?;
    let said = organisations::find(&mut tx, site, id).await?;
    Ok(said.map_or(region.name, |said| said.name))
}
