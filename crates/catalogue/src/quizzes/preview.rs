//! A quiz tried by its author, question by question: nothing is kept.

use assess::questions::{Body, Question, Shown, from_form, score};
use assess::quiz::shuffle::Seed;
use platform::html::Frame;
use platform::http::{Form, Proof, Query, Response, State, View};
use platform::{Error, Result, Site};
use serde::Deserialize;

use super::pick::{Asked, pick};
use super::store;
use super::views::{self, Trial};
use crate::library::{EditItem, Item};

#[derive(Deserialize)]
pub(super) struct Looking {
    /// The number of the question, from 1.
    #[serde(default)]
    question: Option<usize>,
    /// What chance gave, so that the same questions come until the end.
    #[serde(default)]
    tirage: String,
}

/// The seed of a number that a page carries; a new one when there is none.
fn seed(site: &Site, carried: &str) -> Seed {
    match carried.parse::<u128>() {
        Ok(number) => Seed(number.to_be_bytes()),
        Err(_) => Seed(site.random().bytes()),
    }
}

/// The questions of a draft, as a try would ask them.
async fn drawn(site: &Site, proof: &Proof<EditItem>, seed: Seed) -> Result<(Item, Vec<Asked>)> {
    let mut tx = site.db().read().await?;
    let (item, draft) = super::routes::quiz(&mut tx, proof).await?;
    let slots = &draft.composition.slots;
    let candidates = store::candidates_for(&mut tx, slots).await?;
    let asked =
        pick(slots, &candidates, seed).map_err(|short| Error::Refused(views::unfilled(short).into()))?;
    if asked.is_empty() {
        return Err(Error::Refused(
            "Ce quiz n’a pas encore de question à essayer.".into(),
        ));
    }
    Ok((item, asked))
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    Query(looking): Query<Looking>,
) -> Result<Response> {
    let seed = seed(&site, &looking.tirage);
    let page = trial(
        &site,
        &proof,
        &view.frame,
        (seed, looking.question.unwrap_or(1)),
        None,
    )
    .await?;
    Ok(view.page(&page))
}

pub(super) async fn answer(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let seed = seed(&site, form.text("tirage"));
    let number = form.text("numero").parse().unwrap_or(1);
    let page = trial(&site, &proof, &view.frame, (seed, number), Some(&form)).await?;
    Ok(view.page(&page))
}

/// A question of the trial; answered, what a learner would read of it.
async fn trial(
    site: &Site,
    proof: &Proof<EditItem>,
    frame: &Frame,
    (seed, number): (Seed, usize),
    form: Option<&Form>,
) -> Result<platform::html::Page> {
    let (item, asked) = drawn(site, proof, seed).await?;
    let at = number.saturating_sub(1).min(asked.len() - 1);
    let one = asked.get(at).ok_or(Error::NotFound)?;
    let questions = store::texts(&mut site.db().read().await?, site, &[one.version]).await?;
    let mut question = Question::clone(questions.first().ok_or(Error::NotFound)?);
    question.points = one.points.unwrap_or(question.points);
    // Areas are tried by their names.
    if let Body::Hotspot(spot) = &mut question.body {
        spot.image.clear();
    }
    let place = u32::try_from(at).unwrap_or_default();
    let shown = Shown::of(&question.body, seed, place);
    let answer = form.map(|form| from_form(&question.body, &shown, &form.fields().collect::<Vec<_>>()));
    let answer = answer.transpose().map_err(|_| {
        Error::Refused("Cette réponse ne correspond pas à la question\u{202f}: rechargez la page.".into())
    })?;
    let answer = answer.flatten();
    let trial = Trial {
        item: &item,
        question: &question,
        shown: &shown,
        score: form.map(|_| score(&question, answer.as_ref())),
        answer: answer.as_ref(),
        at,
        count: asked.len(),
        seed: u128::from_be_bytes(seed.0),
    };
    Ok(views::trial(frame, &trial))
}
