//! `/mes-parcours/{inscription}/questions`: what a learner finds by themselves, and says of it.

use std::collections::HashMap;

use catalogue::courses;
use platform::http::{Done, Form, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};
use training::enrolment::{self, FollowCourse, Followed};

use super::rules::{EntryId, found};
use super::{store, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/questions", page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/questions/{entree}", vote)
}

/// How much of what is looked for is kept.
const LONGEST: usize = 200;

async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    let entries = store::of_session(&mut tx, &session, proof.actor()).await?;
    let outline = courses::outline(&mut tx, session.course).await?;
    drop(tx);
    let words: String = query
        .get("q")
        .map_or("", |words| words.trim())
        .chars()
        .take(LONGEST)
        .collect();
    let step = query.get("etape").map_or("", String::as_str);
    let steps = outline.into_iter().flat_map(|part| part.steps);
    let steps: store::Steps = steps.map(|step| (step.id, step.title)).collect();
    let found = found(&entries, &words);
    Ok(view.page(&views::own(
        &view.frame,
        (&enrolment, &session),
        (&found, &steps),
        (&words, step),
    )))
}

async fn vote(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    Path(path): Path<HashMap<String, String>>,
    form: Form,
) -> Result<Response> {
    let gone = || {
        Error::Refused(
            "Cette question n’est plus là. Revenez à la liste pour voir celles du parcours.".into(),
        )
    };
    let id: EntryId = path
        .get("entree")
        .and_then(|id| id.parse().ok())
        .ok_or_else(gone)?;
    let mut tx = site.db().begin().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    if proof.actor() != Some(enrolment.person) {
        return Err(Error::Refused(
            "Seule la personne qui suit le parcours dit si une réponse l’a aidée.".into(),
        ));
    }
    let useful = form.text("utile") == "oui";
    match store::vote(&mut tx, &site, &session, (enrolment.person, id), useful).await {
        Err(Error::NotFound) => return Err(gone()),
        voted => voted?,
    }
    tx.commit().await?;
    let saying = match useful {
        true => "Merci\u{202f}: nous gardons cette réponse.",
        false => "Merci\u{202f}: vos tuteurs sauront qu’elle est à revoir.",
    };
    Ok(
        Done::at(format!("/mes-parcours/{}/questions#question-{id}", enrolment.id))
            .saying(saying)
            .into_response(),
    )
}
