//! `/corrections/{production}/charge`: a tutor says that they take care of a work, gives it back, or entrusts it to another of
//! the session.

use learning::gradings::{self, GradeSubmission};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State};
use platform::{Error, PersonId, Result, Site};

use super::desk::load;
use super::{queue, views};

const STRANGER: &str = "Cette personne n’accompagne pas la session\u{202f}: revenez à la correction et choisissez dans la liste.";

pub(super) async fn entrust(
    State(site): State<Site>,
    proof: Proof<GradeSubmission>,
    form: Form,
) -> Result<Response> {
    let me = proof.actor().ok_or(Error::Forbidden)?;
    let asked = queue::asked(|name| form.text(name));
    let desk = load(&site, &proof, asked).await?;
    let (to, said) = match form.text("acte") {
        "prendre" => (Some(me), "Vous vous chargez de ce travail."),
        "rendre" => (None, "Ce travail n’est plus à personne."),
        _ => {
            let chosen: PersonId = form
                .text("tuteur")
                .parse()
                .map_err(|_| Error::Refused(STRANGER.into()))?;
            if !desk.tutors.contains(&chosen) {
                return Err(Error::Refused(STRANGER.into()));
            }
            (Some(chosen), "Le travail est confié.")
        }
    };
    let mut tx = site.db().begin().await?;
    gradings::entrust(&mut tx, &site, (proof.id(), &desk.ready.session), Some(me), to).await?;
    tx.commit().await?;
    Ok(Done::at(views::one::path(&desk.asked, &proof.id().to_string()))
        .saying(said)
        .into_response())
}
