//! What someone does for themselves, and what a manager says of a session's messages.

use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Response, State, View, Within};
use platform::{Error, PersonId, Result, Site};
use training::sessions;

use super::super::store::{around, mine};
use super::super::views::compose;
use super::super::{SetMessages, WriteMessages};
use super::Shown;

const CANT: &str = "On ne bloque ni un tuteur ni un gestionnaire\u{202f}: ils doivent pouvoir vous joindre pour la formation. Si un de leurs messages pose problème, signalez-le.";

pub(super) async fn remove(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let me = within.actor();
    let shown = Shown::load(&site, me, &id, None).await?;
    let typed = form.text("effacer").parse().ok();
    let mut tx = site.db().begin().await?;
    let (back, saying) = match typed {
        Some(message) => {
            mine::remove(&mut tx, me, (shown.conversation.id, message)).await?;
            (
                shown.path(),
                "Ce message est effacé pour vous. Les autres le gardent.",
            )
        }
        None if form.text("acte") == "tout" => {
            mine::clear(&mut tx, me, shown.conversation.id).await?;
            (
                "/messages".to_owned(),
                "La conversation est effacée pour vous. Un nouveau message la rouvrira.",
            )
        }
        None => (shown.path(), "Rien n’a été effacé."),
    };
    tx.commit().await?;
    Ok(Done::at(back).saying(saying).into_response())
}

pub(super) async fn block(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let me = within.actor();
    let shown = Shown::load(&site, me, &id, None).await?;
    let Some((other, _)) = shown.block else {
        return Err(Error::Refused(CANT.into()));
    };
    let other: PersonId = other;
    let mut tx = site.db().begin().await?;
    let saying = match form.text("acte") {
        "debloquer" => {
            mine::unblock(&mut tx, me, other).await?;
            "Cette personne peut à nouveau vous écrire."
        }
        _ => {
            mine::block(&mut tx, &site, me, other).await?;
            "Cette personne ne peut plus vous écrire."
        }
    };
    tx.commit().await?;
    Ok(Done::at(shown.path()).saying(saying).into_response())
}

pub(super) async fn setting(
    State(site): State<Site>,
    proof: Proof<SetMessages>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let quiet = around::is_quiet(&mut tx, proof.id()).await?;
    Ok(view.page(&compose::setting(&view.frame, &session, quiet)))
}

pub(super) async fn set(State(site): State<Site>, proof: Proof<SetMessages>, form: Form) -> Result<Response> {
    let quiet = form.text("entre_eux") != "oui";
    let mut tx = site.db().begin().await?;
    around::set_quiet(&mut tx, &site, &proof, quiet).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/sessions/{}/messages", proof.id()))
        .saying(match quiet {
            true => {
                "Les apprenants de cette session ne s’écrivent plus entre eux. Ce qu’ils se sont écrit reste."
            }
            false => "Les apprenants de cette session peuvent s’écrire entre eux.",
        })
        .into_response())
}
