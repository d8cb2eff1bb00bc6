//! `/certificats/{certificat}`: a certificate as a page, and as a PDF.

use platform::http::{Proof, Response, Routes, State, View, print, send_pdf};
use platform::keys::Class;
use platform::{Error, Result, Site};
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
pub(crate) async fn opened(site: &Site, certificate: &Certificate) -> Result<Content> {
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

async fn document(State(site): State<Site>, proof: Proof<SeeCertificate>) -> Result<Response> {
    let certificate = store::find(&mut site.db().read().await?, proof.id()).await?;
    let content = opened(&site, &certificate).await?;
    let kind = content.kind();
    let bytes = print(move || typeset(&content)).await?;
    Ok(send_pdf(bytes, kind.file()))
}

/// Prints it.
pub(crate) fn typeset(content: &Content) -> Result<Vec<u8>, documents::Error> {
    match content {
        Content::EndOfTraining(said) => documents::end_of_training(said),
        Content::Completion(said) => documents::completion(said),
        Content::Diligence(said) => documents::diligence(said),
    }
}
