//! `/corrections/{production}/charge`: a tutor says that they take care of a work, gives it back, or entrusts it to another of
//! the session.

use learning::gradings::{self, GradeSubmission};
use learning::submissions;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State};
use platform::{Error, PersonId, Result, Site};
use training::{enrolment, tutors};

use super::{queue, views};

const STRANGER: &str = "Cette personne n’accompagne pas la session\u{202f}: revenez à la correction et choisissez dans la liste.";

pub(super) async fn entrust(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    form: Form,
) -> Result<Response> {
    let me = proof.actor().ok_or(Error::Forbidden)?;
    let mut tx = site.db().begin().await?;
    let (to, said) = match form.text("acte") {
        "prendre" => (Some(me), "Vous vous chargez de ce travail."),
        "rendre" => (None, "Ce travail n’est plus à personne."),
        _ => {
            let chosen: PersonId = form
                .text("tuteur")
                .parse()
                .map_err(|_| Error::Refused(STRANGER.into()))?;
            let (enrolment, _) = submissions::whose(&mut tx, proof.id()).await?;
            let session = enrolment::find(&mut tx, enrolment).await?.session;
            let known = tutors::tutors(&mut tx, session).await?;
            if !known.iter().any(|tutor| tutor.person == chosen) {
                return Err(Error::Refused(STRANGER.into()));
            }
            (Some(chosen), "Le travail est confié.")
        }
    };
    gradings::entrust(&mut tx, &site, proof.id(), Some(me), to).await?;
    tx.commit().await?;
    let asked = queue::asked(|name| form.text(name));
    Ok(Done::at(views::one::path(&asked, &proof.id().to_string()))
        .saying(said)
        .into_response())
}
