//! `/sessions/{session}/certificats`: who is at the end, who has what, handing out.

use std::sync::Arc;

use learning::progress;
use people::directory::{Directory, Identity};
use platform::html::fr;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::{Error, PersonId, Result, Site};
use training::enrolment::EnrolmentId;

use super::IssueCertificates;
use super::issue::{Ground, Outcome, issue};
use super::rules::too_early;
use super::store;
use super::views::{self, Line};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<IssueCertificates, _>("/sessions/{session}/certificats", page)
        .post::<IssueCertificates, _>("/sessions/{session}/certificats", hand_out)
}

async fn page(State(site): State<Site>, proof: Proof<IssueCertificates>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let ground = Ground::load(&mut tx, &site, proof.id()).await?;
    let held = store::of_session(&mut tx, proof.id()).await?;
    let former = store::former_of_session(&mut tx, proof.id()).await?;
    drop(tx);
    let people: Vec<PersonId> = ground.enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    let now = site.clock().now();
    let lines = sorted.iter().filter_map(|(person, card)| {
        let found = ground
            .enrolled
            .iter()
            .find(|line| line.enrolment.person == *person)?;
        let enrolment = found.enrolment;
        let states = ground.states(enrolment.id);
        let path = ground.path(enrolment.id);
        let verdict = progress::verdict(&path, states, enrolment.settles_at(), now);
        Some(Line {
            enrolment,
            card,
            verdict,
            lacking: progress::lacking(&path, states, enrolment.settles_at()),
            early: too_early(verdict, enrolment.settles_at(), now).is_some(),
            held: held.iter().filter(|one| one.enrolment == enrolment.id).collect(),
            former: former
                .iter()
                .filter(|one| one.held.enrolment == enrolment.id)
                .collect(),
        })
    });
    let lines: Vec<Line<'_>> = lines.collect();
    Ok(view.page(&views::desk(
        &view.frame,
        &ground.session,
        (ground.organisation.is_some(), ground.unsaid()),
        &lines,
    )?))
}

async fn hand_out(State(site): State<Site>, proof: Proof<IssueCertificates>, form: Form) -> Result<Response> {
    let wanted: Vec<EnrolmentId> = form
        .values("inscription")
        .filter_map(|value| value.parse().ok())
        .collect();
    if wanted.is_empty() {
        return Err(Error::Refused(
            "Choisissez d’abord à qui remettre les documents\u{202f}: cochez au moins un nom.".into(),
        ));
    }
    let outcome = issue(&site, &proof, &wanted).await?;
    let refused: Vec<PersonId> = outcome.refused.iter().map(|(person, _)| *person).collect();
    let names = Directory::of(&site)?.sorted(&site, &refused).await?;
    Ok(Done::at(format!("/sessions/{}/certificats", proof.id()))
        .saying(told(&outcome, &names))
        .into_response())
}

/// « Documents remis à deux personnes. Rien de nouveau pour une personne. Pas encore possible pour Claire Rousseau ».
fn told(outcome: &Outcome, refused: &[(PersonId, Arc<Identity>)]) -> String {
    let count = |many: u32| fr::count(many.into(), "personne", "personnes");
    let mut said = Vec::new();
    if outcome.learners > 0 {
        said.push(format!(
            "Documents remis à {}, avec un e-mail.",
            count(outcome.learners)
        ));
    }
    if outcome.unchanged > 0 {
        said.push(format!("Rien de nouveau pour {}.", count(outcome.unchanged)));
    }
    if !refused.is_empty() {
        let names: Vec<String> = refused.iter().map(|(_, card)| card.full_name()).collect();
        said.push(format!("Formation encore en cours pour {}.", names.join(", ")));
    }
    said.join(" ")
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_was_done_is_told() {
        let cases = [
            ((2, 0), "Documents remis à 2 personnes, avec un e-mail."),
            ((0, 1), "Rien de nouveau pour 1 personne."),
            ((0, 0), ""),
        ];
        for ((learners, unchanged), expected) in cases {
            let outcome = Outcome {
                learners,
                unchanged,
                refused: Vec::new(),
            };
            assert_eq!(told(&outcome, &[]), expected);
        }
    }
}
