//! `/certificats/{certificat}`: a certificate as a page, and as a PDF.

use people::organisations;
use platform::http::{
    IntoResponse as _, Path, Proof, Response, Routes, State, View, header, print, put_header, send_pdf,
};
use platform::keys::Class;
use platform::{Error, Result, Site};
use training::sessions;

use super::SeeCertificate;
use super::content::Content;
use super::store::{self, Certificate};
use super::views;
use crate::letterhead::Pictures;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<SeeCertificate, _>("/certificats/{certificat}", page)
        .get::<SeeCertificate, _>("/certificats/{certificat}/document", document)
        .get::<SeeCertificate, _>("/certificats/{certificat}/images/{image}", image)
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
    let mut content = opened(&site, &certificate).await?;
    Pictures::default().fetch(&site, content.signatory_mut()).await?;
    let kind = content.kind();
    let bytes = print(move || typeset(&content)).await?;
    Ok(send_pdf(bytes, &kind.file()))
}

/// A picture that the certificate bears.
async fn image(
    State(site): State<Site>,
    proof: Proof<SeeCertificate>,
    Path((_, digest)): Path<(String, String)>,
) -> Result<Response> {
    let certificate = store::find(&mut site.db().read().await?, proof.id()).await?;
    let content = opened(&site, &certificate).await?;
    let signatory = content.signatory();
    let mut borne = [&signatory.stamp, &signatory.signature].into_iter().flatten();
    let bytes = match borne.any(|one| one.digest == digest) {
        true => organisations::picture(&site, &digest).await?,
        false => None,
    };
    let bytes = bytes.ok_or_else(|| Error::Refused("Ce document ne porte pas cette image.".into()))?;
    let mut response = bytes.into_response();
    put_header(&mut response, header::CONTENT_TYPE, "image/png");
    Ok(response)
}

/// Prints it.
pub(crate) fn typeset(content: &Content) -> Result<Vec<u8>, documents::Error> {
    match content {
        Content::EndOfTraining(said) => documents::end_of_training(said),
        Content::Completion(said) => documents::completion(said),
        Content::Diligence(said) => documents::diligence(said),
    }
}
