//! `/sessions/{session}/tuteurs/apprenants`.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, State, View};
use platform::{Error, PersonId, Result, Site};

use super::Held;
use crate::enrolment::EnrolmentId;
use crate::sessions::AssignTutors;
use crate::tutors::Duty;
use crate::tutors::store::learners as store;
use crate::tutors::views::learners::{self as views, Shown, before, field};

const CHANGED: &str = "quelqu’un a changé cette session pendant que vous remplissiez cette page. Vos choix sont gardés\u{202f}: relisez-les, puis enregistrez-les s’ils restent justes";

/// The learners of a session, by name.
async fn learners(site: &Site, held: &Held) -> Result<Vec<(EnrolmentId, Arc<Identity>)>> {
    let by_person: HashMap<PersonId, EnrolmentId> = held
        .enrolled
        .iter()
        .map(|line| (line.enrolment.person, line.enrolment.id))
        .collect();
    let people: Vec<PersonId> = by_person.keys().copied().collect();
    let sorted = Directory::of(site)?.sorted(site, &people).await?;
    let found = sorted
        .into_iter()
        .filter_map(|(person, card)| Some((*by_person.get(&person)?, card)));
    Ok(found.collect())
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let held = Held::load(&site, &proof).await?;
    let learners = learners(&site, &held).await?;
    let duty = query.get("role").and_then(|code| Duty::parse(code));
    let shown = Shown {
        held: &held,
        duty: duty.unwrap_or(Duty::Content),
        learners: &learners,
        typed: HashMap::new(),
    };
    Ok(view.page(&views::page(&view.frame, &shown, &FormErrors::default())))
}

/// What was chosen for each learner whom the form changes: a colleague's choice isn't undone by who didn't touch it.
fn choices(
    form: &Form,
    learners: &[(EnrolmentId, Arc<Identity>)],
) -> Result<Vec<(EnrolmentId, Option<PersonId>)>> {
    let mut found = Vec::new();
    for (enrolment, _) in learners {
        let name = field(*enrolment);
        let Some(typed) = form.values(&name).next() else {
            continue;
        };
        if form.values(&before(*enrolment)).next() == Some(typed) {
            continue;
        }
        let person = match typed {
            "" => None,
            typed => Some(typed.parse().map_err(|_: Error| Error::NotFound)?),
        };
        found.push((*enrolment, person));
    }
    Ok(found)
}

pub(super) async fn choose(
    State(site): State<Site>,
    proof: Proof<AssignTutors>,
    view: View,
    form: Form,
) -> Result<Response> {
    let duty = Duty::parse(form.text("role")).ok_or_else(|| {
        Error::Refused("Choisissez d’abord un rôle, dans la page des tuteurs de la session.".into())
    })?;
    let held = Held::load(&site, &proof).await?;
    let learners = learners(&site, &held).await?;
    let choices = choices(&form, &learners)?;
    let revision = form.text("revision").parse().unwrap_or(-1);
    let mut tx = site.db().begin().await?;
    if store::choose(&mut tx, &site, &proof, (duty, revision), &choices).await? {
        tx.commit().await?;
        return Ok(Done::at(format!("/sessions/{}/tuteurs", proof.id()))
            .saying("C’est enregistré. Chaque apprenant voit les tuteurs qui l’accompagnent.")
            .into_response());
    }
    drop(tx);
    let mut errors = FormErrors::default();
    let first = choices.first().map(|(enrolment, _)| enrolment);
    if let Some(first) = first.or(learners.first().map(|(enrolment, _)| enrolment)) {
        errors.add(field(*first), "Tuteurs", CHANGED);
    }
    let typed = choices.into_iter().map(|(enrolment, person)| {
        let typed = person.map(|person| person.to_string());
        (enrolment, typed.unwrap_or_default())
    });
    let shown = Shown {
        held: &held,
        duty,
        learners: &learners,
        typed: typed.collect(),
    };
    Ok(view.invalid(&views::page(&view.frame, &shown, &errors)))
}
