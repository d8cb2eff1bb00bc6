//! `/certificats/{certificat}`: a certificate as a page, and as a PDF.

use platform::http::{
    IntoResponse as _, Proof, Response, Routes, State, View, as_download, header, put_header,
};
use platform::keys::Class;
use platform::{Error, Result, Site};
use tokio::sync::Semaphore;
use training::sessions;

use super::SeeCertificate;
use super::content::Content;
use super::store::{self, Certificate};
use super::views;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<SeeCertificate, _>("/certificats/{certificat}", page)
        .get::<SeeCertificate, _>("/certificats/{certificat}/document", document)
}

/// What a certificate says. Gone with the learner's evidence, once the law no longer keeps it.
pub(super) async fn opened(site: &Site, certificate: &Certificate) -> Result<Content> {
    let key = site.keys().find(certificate.person.0, Class::Evidence).await?;
    certificate.open(&*key.ok_or(Error::NotFound)?)
}

async fn page(State(site): State<Site>, proof: Proof<SeeCertificate>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let certificate = store::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, certificate.session).await?;
    drop(tx);
    let content = opened(&site, &certificate).await?;
    let mine = proof.actor() == Some(certificate.person);
    Ok(view.page(&views::read(&session, &certificate, &content, mine)?))
}

/// Typesetting takes a core: never more than two at once, the others wait.
static PRESSES: Semaphore = Semaphore::const_new(2);

async fn document(State(site): State<Site>, proof: Proof<SeeCertificate>) -> Result<Response> {
    let certificate = store::find(&mut site.db().read().await?, proof.id()).await?;
    let content = opened(&site, &certificate).await?;
    let kind = content.kind();
    let fault = |error: tokio::task::JoinError| Error::internal("printing a certificate", error);
    let _turn = PRESSES
        .acquire()
        .await
        .map_err(|error| Error::internal("a press", error))?;
    let bytes = tokio::task::spawn_blocking(move || print(&content))
        .await
        .map_err(fault)??;
    let mut response = bytes.into_response();
    put_header(&mut response, header::CONTENT_TYPE, "application/pdf");
    as_download(&mut response, kind.file());
    Ok(response)
}

fn print(content: &Content) -> Result<Vec<u8>> {
    let printed = match content {
        Content::EndOfTraining(said) => documents::end_of_training(said),
        Content::Completion(said) => documents::completion(said),
    };
    printed.map_err(|error| Error::internal("printing a certificate", error))
}
