//! `/certificats/{certificat}/annulation`: a certificate that says something wrong is withdrawn; its code says so.

use platform::events::{self, Event};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, Result, Site};
use training::sessions;

use super::CancelCertificate;
use super::read::opened;
use super::rules::Reason;
use super::{store, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<CancelCertificate, _>("/certificats/{certificat}/annulation", page)
        .post::<CancelCertificate, _>("/certificats/{certificat}/annulation", cancel)
}

async fn show(
    site: &Site,
    proof: &Proof<CancelCertificate>,
    view: &View,
    errors: &FormErrors,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let certificate = store::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, certificate.session).await?;
    drop(tx);
    if certificate.ended.is_some() {
        return Err(Error::Refused("Ce document est déjà annulé.".into()));
    }
    let content = opened(site, &certificate).await?;
    let page = views::cancel(&view.frame, &session, &certificate, &content, errors);
    Ok(if errors.is_empty() {
        view.page(&page)
    } else {
        view.invalid(&page)
    })
}

async fn page(State(site): State<Site>, proof: Proof<CancelCertificate>, view: View) -> Result<Response> {
    show(&site, &proof, &view, &FormErrors::default()).await
}

async fn cancel(
    State(site): State<Site>,
    proof: Proof<CancelCertificate>,
    view: View,
    form: Form,
) -> Result<Response> {
    let chosen = Reason::parse(form.text("raison")).filter(|reason| Reason::CHOICES.contains(reason));
    let Some(reason) = chosen else {
        let mut errors = FormErrors::default();
        errors.add(
            "raison",
            "Pourquoi l’annuler",
            "dites pourquoi\u{202f}: la vérification du document le dira aussi",
        );
        return show(&site, &proof, &view, &errors).await;
    };
    let mut tx = site.db().read().await?;
    let certificate = store::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, certificate.session).await?;
    drop(tx);
    let mut tx = site.db().begin().await?;
    if store::end(&mut tx, &site, proof.id(), reason).await? {
        let event = Event::new("certificate.cancelled")
            .by(proof.actor())
            .about(certificate.person)
            .in_region(session.region)
            .in_session(session.id);
        events::write(&mut tx, &site, event.on(proof.id())).await?;
    }
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}/certificats", session.id))
        .saying("Le document est annulé\u{202f}: son code le dit à qui le vérifie. Vous pouvez en remettre un autre.")
        .into_response())
}
