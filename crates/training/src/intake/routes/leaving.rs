//! Taking a list back, and a session's people along.

use std::collections::HashMap;

use people::directory::Directory;
use platform::http::{Done, IntoResponse as _, Path, Proof, Response, State, View, send_csv};
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::super::columns::Column;
use super::super::rules;
use super::super::store::{self, IntakeId};
use super::super::undo::{self, Undoing};
use super::super::{UndoIntake, sheet, views};
use super::{Places, absent, gone};
use crate::enrolment::{self, EnrolLearner};
use crate::sessions::{self, SeeSession};
use crate::standings;

pub(super) async fn undo_page(
    State(site): State<Site>,
    proof: Proof<UndoIntake>,
    view: View,
    Path((_, id)): Places,
) -> Result<Response> {
    let id: IntakeId = id.parse().map_err(|_| gone())?;
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let undoing = undo::look(&mut tx, &site, session.id, id).await.map_err(absent)?;
    drop(tx);
    let names = stay(&site, &undoing).await?;
    let (leave, cards) = (undoing.leave.len(), undoing.put_back());
    Ok(view.page(&views::undo(
        &view.frame,
        &session,
        &undoing.intake,
        (leave, cards),
        &names,
    )))
}

/// The names of those who have begun.
async fn stay(site: &Site, undoing: &Undoing) -> Result<Vec<String>> {
    let people: Vec<PersonId> = undoing.stay.iter().map(|one| one.person).collect();
    let sorted = Directory::of(site)?.sorted(site, &people).await?;
    Ok(sorted.iter().map(|(_, card)| card.full_name()).collect())
}

pub(super) async fn take_back(
    State(site): State<Site>,
    proof: Proof<UndoIntake>,
    Path((_, id)): Places,
) -> Result<Response> {
    let id: IntakeId = id.parse().map_err(|_| gone())?;
    let mut tx = site.db().begin().await?;
    let undoing = undo::undo(&mut tx, &site, &proof, id).await.map_err(absent)?;
    tx.commit().await?;
    let directory = Directory::of(&site)?;
    for card in &undoing.cards {
        directory.forget(card.person);
    }
    let names = stay(&site, &undoing).await?;
    Ok(Done::at(format!("/sessions/{}", proof.id()))
        .saying(rules::undone(undoing.leave.len(), undoing.put_back(), &names))
        .into_response())
}

pub(super) async fn export(State(site): State<Site>, proof: Proof<SeeSession>) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    let noted = standings::of_session(&mut tx, session.id).await?;
    drop(tx);
    // What a learner is concerns who enrols them; a tutor's list is silent.
    let enrols = match proof.actor() {
        Some(actor) => Proof::<EnrolLearner>::ask(&site, actor, session.id.0)
            .await
            .is_ok(),
        None => false,
    };
    let noted = if enrols { noted } else { HashMap::new() };
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    let owners: Vec<_> = people.iter().map(|person| person.0).collect();
    site.keys().warm(&owners, Class::Evidence).await?;
    let of: HashMap<PersonId, _> = enrolled
        .iter()
        .map(|one| (one.enrolment.person, one.enrolment.id))
        .collect();
    let mut lines = Vec::with_capacity(sorted.len());
    for (person, card) in &sorted {
        let said = of.get(person).and_then(|enrolment| noted.get(enrolment));
        lines.push(sheet::of_card(
            card,
            standings::opened(&site, *person, said).await?,
        ));
    }
    let bytes = sheet::write(sheet::COLUMNS.map(Column::label), lines)?;
    let mut tx = site.db().begin().await?;
    store::exported(&mut tx, &site, proof.actor(), &session, sorted.len()).await?;
    tx.commit().await?;
    Ok(send_csv(bytes, &format!("Apprenants {}.csv", session.reference)))
}
