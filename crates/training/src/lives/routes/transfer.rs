//! Moving someone to another session of their course.

use platform::html::FormErrors;
use platform::http::{Allowed, Done, Form, IntoResponse as _, Proof, Response, State, View};
use platform::{Error, PersonId, Result, Site};

use super::super::store::Target;
use super::super::{TransferLearner, mails, store, views};
use super::Held;
use crate::enrolment::EnrolLearner;
use crate::sessions::{self, SessionId, TrainingSession};

async fn targets(site: &Site, held: &Held) -> Result<Vec<Target>> {
    let mut tx = site.db().read().await?;
    let now = site.clock().now();
    store::targets(&mut tx, &held.session, held.enrolment.person, now).await
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<TransferLearner>,
    view: View,
) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let targets = targets(&site, &held).await?;
    let asked = asked(&held, &targets, "", &site);
    let none = FormErrors::default();
    Ok(view.page(&views::transfer(&view.frame, &asked, &none)?))
}

fn asked<'a>(held: &'a Held, targets: &'a [Target], chosen: &'a str, site: &Site) -> views::Moving<'a> {
    views::Moving {
        enrolment: &held.enrolment,
        session: &held.session,
        card: &held.card,
        targets,
        chosen,
        now: site.clock().now(),
    }
}

pub(super) async fn transfer(
    State(site): State<Site>,
    proof: Proof<TransferLearner>,
    view: View,
    form: Form,
) -> Result<Response> {
    let held = Held::find(&site, proof.id()).await?;
    let chosen = form.text("session");
    let why = match chosen.parse::<SessionId>() {
        Err(_) => "Choisissez la session où aller.".into(),
        Ok(to) => match write(&site, &proof, &held, to).await {
            Ok(done) => return Ok(done),
            Err(Error::Refused(why)) => why,
            Err(Error::NotFound) => {
                "Cette session n’est plus proposée\u{202f}: choisissez-en une dans la liste.".into()
            }
            Err(error) => return Err(error),
        },
    };
    let mut errors = FormErrors::default();
    errors.add("session", "Nouvelle session", why);
    let targets = targets(&site, &held).await?;
    let asked = asked(&held, &targets, chosen, &site);
    Ok(view.invalid(&views::transfer(&view.frame, &asked, &errors)?))
}

/// Whoever moves someone into a session may enrol people there.
async fn may_join(site: &Site, by: Option<PersonId>, to: SessionId) -> Result<()> {
    let mut tx = site.db().read().await?;
    let allowed = Allowed::<TrainingSession>::over(&mut tx, by, to.0).await?;
    match allowed.may::<EnrolLearner>() {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

async fn write(site: &Site, proof: &Proof<TransferLearner>, held: &Held, to: SessionId) -> Result<Response> {
    may_join(site, proof.actor(), to).await?;
    let writing = held.writing(site, proof.actor()).await?;
    let mut tx = site.db().begin().await?;
    let session = store::transfer(&mut tx, site, proof, to).await?;
    let dates = sessions::dates(&mut tx, session.id).await?;
    let told = (writing.sender(), dates.as_slice());
    let message = mails::transferred(site, &held.card, &session, told)?;
    let person = held.enrolment.person;
    writing.send(&mut tx, site, person, "transfer", &message).await?;
    tx.commit().await?;
    let saying = format!(
        "{} suit maintenant la session {}. Un e-mail vient de partir avec les nouvelles dates.",
        held.card.full_name(),
        session.reference
    );
    Ok(Done::at(format!("/sessions/{}", session.id))
        .saying(saying)
        .into_response())
}
