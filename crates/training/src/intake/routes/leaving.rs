//! Taking a list back, and a session's people along.

use people::directory::Directory;
use platform::http::{Done, IntoResponse as _, Path, Proof, Response, State, View, send_csv};
use platform::{PersonId, Result, Site};

use super::super::columns::Column;
use super::super::rules;
use super::super::store::{self, IntakeId};
use super::super::undo::{self, Undoing};
use super::super::{UndoIntake, sheet, views};
use super::{Places, absent, gone};
use crate::enrolment;
use crate::sessions::{self, SeeSession};

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
    let (leave, cards) = (undoing.leave.len(), undoing.cards.len());
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
        .saying(rules::undone(undoing.leave.len(), undoing.cards.len(), &names))
        .into_response())
}

pub(super) async fn export(State(site): State<Site>, proof: Proof<SeeSession>) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let enrolled = enrolment::of_session(&mut tx, &site, session.id).await?;
    drop(tx);
    let people: Vec<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let sorted = Directory::of(&site)?.sorted(&site, &people).await?;
    let lines = sorted.iter().map(|(_, card)| sheet::of_card(card));
    let bytes = sheet::write(sheet::COLUMNS.map(Column::label), lines)?;
    let mut tx = site.db().begin().await?;
    store::exported(&mut tx, &site, proof.actor(), &session, sorted.len()).await?;
    tx.commit().await?;
    Ok(send_csv(bytes, &format!("Apprenants {}.csv", session.reference)))
}
