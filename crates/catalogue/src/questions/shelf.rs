//! `/questions/{question}/versions`, `/questions/{question}/retrait`, `/questions/corbeille`.

use people::directory::Directory;
use platform::html::Notice;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, State, View};
use platform::{Error, PersonId, Result, Site};

use super::store::{self, QuestionId};
use super::views;
use super::{AddQuestions, EditQuestion};
use crate::quizzes;

pub(super) async fn versions(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let lines = store::versions(&mut tx, row.id).await?;
    drop(tx);
    let authors: Vec<PersonId> = lines.iter().filter_map(|line| line.by).collect();
    let cards = Directory::of(&site)?.cards(&site, &authors).await?;
    Ok(view.page(&views::versions(&row, &lines, &cards)))
}

pub(super) async fn remove_page(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let held = quizzes::that_need(&mut tx, proof.id()).await?;
    drop(tx);
    Ok(view.page(&views::remove(&view.frame, &row, &held)))
}

pub(super) async fn remove(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let held = quizzes::that_need(&mut tx, proof.id()).await?;
    if !held.is_empty() {
        return Ok(view.invalid(&views::remove(&view.frame, &row, &held)));
    }
    store::trash(&mut tx, &site, &proof).await?;
    tx.commit().await?;
    Ok(Done::at("/questions")
        .saying("La question est dans la corbeille. Vous pouvez l’en sortir.")
        .into_response())
}

pub(super) async fn trash_page(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
) -> Result<Response> {
    let trashed = store::trashed(&mut site.db().read().await?).await?;
    Ok(view.page(&views::trash(&view.frame, &trashed)))
}

pub(super) async fn restore(
    State(site): State<Site>,
    proof: Proof<AddQuestions>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let restored = match form.text("question").parse::<QuestionId>() {
        Ok(id) => store::restore(&mut tx, &site, &proof, id).await.map(|()| id),
        Err(error) => Err(error),
    };
    match restored {
        Ok(id) => {
            tx.commit().await?;
            Ok(Done::at(format!("/questions/{id}"))
                .saying("La question est de retour dans la banque.")
                .into_response())
        }
        Err(Error::NotFound) => {
            drop(tx);
            let trashed = store::trashed(&mut site.db().read().await?).await?;
            let gone = Notice::warn("Cette question n’est plus dans la corbeille.");
            Ok(view.invalid(&views::trash(&view.frame, &trashed).notice(gone)))
        }
        Err(other) => Err(other),
    }
}
