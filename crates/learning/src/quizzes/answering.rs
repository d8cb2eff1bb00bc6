//! `POST …/essais/{essai}/reponses`: what a page, or its script, sends of one question or of all.

use assess::quiz::attempts::Extra;
use platform::http::{
    Actor, Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Response, State as Shared, StatusCode,
    header, json,
};
use platform::{Error, Result, Site};
use serde::Serialize;
use training::enrolment::{self, FollowCourse, Followed};

use super::close::Taker;
use super::rules::prefix;
use super::save::{Given, Saved, save};
use super::store::{self, Try};
use super::taking::{Numbered, no_such_try};

/// What became of an answer, for the script that sent it.
#[derive(Serialize)]
struct Told {
    state: &'static str,
    sentence: &'static str,
    /// The server's clock, in UTC milliseconds.
    now: i64,
}

pub(super) async fn answer(
    Shared(site): Shared<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, number)): Numbered,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    if enrolment.person != actor.person {
        return Err(Error::Refused(
            "Un quiz se passe au nom de la personne inscrite\u{202f}: elle seule peut y répondre.".into(),
        ));
    }
    let step = step.parse()?;
    let base = format!("/mes-parcours/{}/etapes/{step}", enrolment.id);
    let number: u32 = number.parse().unwrap_or_default();
    let found = store::numbered(&mut tx, (enrolment.id, step), number).await?;
    let Some((of, extra)) = found else {
        return Ok(no_such_try(&base));
    };
    let completion = store::holder(&mut tx, of.id).await?.completion;
    drop(tx);
    let taker = Taker {
        enrolment,
        session,
        step,
        completion,
    };
    if taker.enrolment.paused.is_some() {
        return Err(Error::Refused(
            "Votre accès est suspendu\u{202f}: cette réponse n’est pas enregistrée. Celles qui l’étaient sont gardées.".into(),
        ));
    }
    if !form.text("toutes").is_empty() {
        return all_answers(&site, &taker, (&of, extra), &form, &base).await;
    }
    let given = given(&form, of.rules.locks());
    let saved = save(&site, &taker, (&of, extra), &given).await?;
    let script = headers
        .get(header::ACCEPT)
        .is_some_and(|wanted| wanted.as_bytes() == b"application/json");
    if script {
        return told(&site, saved);
    }
    let there = format!("{base}/essais/{number}");
    let next = match (saved, form.text("vers")) {
        (Saved::Kept, "remise") => format!("{there}/remise"),
        (Saved::Kept, next) if next.parse::<u32>().is_ok() => format!("{there}?question={next}"),
        _ => format!("{there}?question={}", given.place.saturating_add(1)),
    };
    Ok(kept_or_why(next, saved))
}

/// For the script that sent an answer.
fn told(site: &Site, saved: Saved) -> Result<Response> {
    let status = match saved {
        Saved::Kept => StatusCode::OK,
        Saved::Newer | Saved::Locked => StatusCode::CONFLICT,
        Saved::Late | Saved::Ended => StatusCode::GONE,
        Saved::Unfit | Saved::Long => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let told = Told {
        state: saved.code(),
        sentence: saved.sentence(),
        now: site.clock().now().as_millisecond(),
    };
    json(status, &told)
}

fn kept_or_why(next: String, saved: Saved) -> Response {
    let done = Done::at(next);
    match saved {
        Saved::Kept => done.into_response(),
        refused => done.saying(refused.sentence()).into_response(),
    }
}

/// Every answer of a page that asks all questions in one form: each is kept, or the first refusal is told.
async fn all_answers(
    site: &Site,
    taker: &Taker,
    (of, extra): (&Try, Extra),
    form: &Form,
    base: &str,
) -> Result<Response> {
    let locks = of
        .rules
        .locks()
        .then(|| form.text("valider").parse::<u32>().ok())
        .flatten();
    let mut first = Saved::Kept;
    for (place, _) in (0u32..).zip(&of.asked) {
        let prefix = prefix(place);
        let own = form
            .fields()
            .filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?, value)));
        let fields: Vec<(&str, &str)> = own.collect();
        if fields.is_empty() {
            continue;
        }
        let field = |name: &str| {
            fields
                .iter()
                .find(|(one, _)| *one == name)
                .map(|(_, value)| *value)
        };
        let given = Given {
            place,
            at: None,
            over: field("vu").and_then(|seen| seen.parse().ok()),
            flagged: field("revoir").is_some(),
            locks: locks == Some(place),
            fields,
        };
        let saved = save(site, taker, (of, extra), &given).await?;
        if first == Saved::Kept {
            first = saved;
        }
    }
    let there = format!("{base}/essais/{}", of.number);
    let next = match (first, form.text("vers"), locks) {
        (Saved::Kept, "remise", _) => format!("{there}/remise"),
        (_, _, Some(place)) => format!("{there}#question-{}", place + 1),
        _ => there,
    };
    Ok(kept_or_why(next, first))
}

/// What a form gives of one question. A page without JavaScript doesn't say when: it says what it was made over (« vu »).
fn given(form: &Form, locks: bool) -> Given<'_> {
    Given {
        place: form.text("question").parse().unwrap_or(u32::MAX),
        fields: form.fields().collect(),
        at: form.text("donnee").parse().ok(),
        over: form.text("vu").parse().ok(),
        flagged: !form.text("revoir").is_empty(),
        locks: locks && form.text("acte") == "valider",
    }
}
