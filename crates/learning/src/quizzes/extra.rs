//! `/inscriptions/{inscription}/temps`: more time for one learner in quizzes.

use std::sync::Arc;

use assess::quiz::attempts::Extra;
use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View};
use platform::keys::Class;
use platform::{Result, Site};
use training::enrolment::{self, Enrolment};
use training::sessions::{self, TrainingSession};

use super::GiveMoreTime;
use super::store::{self, GivenTime};
use super::views::{self, TypedExtra};

/// The most characters of a reason.
const LONGEST: usize = 300;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<GiveMoreTime, _>("/inscriptions/{inscription}/temps", page)
        .post::<GiveMoreTime, _>("/inscriptions/{inscription}/temps", give)
}

/// A learner, and what they have more.
pub(super) struct Learner {
    pub(super) enrolment: Enrolment,
    pub(super) session: TrainingSession,
    pub(super) card: Arc<Identity>,
    pub(super) given: GivenTime,
}

async fn learner(site: &Site, proof: &Proof<GiveMoreTime>) -> Result<Learner> {
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    drop(tx);
    let key = site.keys().find(enrolment.person.0, Class::Evidence).await?;
    let mut tx = site.db().read().await?;
    let given = store::read_extra(&mut tx, key.as_deref(), enrolment.id).await?;
    drop(tx);
    Ok(Learner {
        card: Directory::of(site)?.card(site, enrolment.person).await?,
        enrolment,
        session,
        given,
    })
}

async fn page(State(site): State<Site>, proof: Proof<GiveMoreTime>, view: View) -> Result<Response> {
    let learner = learner(&site, &proof).await?;
    let typed = TypedExtra::of(&learner.given);
    Ok(view.page(&views::more_time(
        &view.frame,
        &learner,
        &typed,
        &FormErrors::default(),
    )))
}

async fn give(
    State(site): State<Site>,
    proof: Proof<GiveMoreTime>,
    view: View,
    form: Form,
) -> Result<Response> {
    let learner = learner(&site, &proof).await?;
    let typed = TypedExtra {
        kind: form.text("temps").to_owned(),
        percent: form.text("pourcent").to_owned(),
        minutes: form.text("minutes").to_owned(),
        reason: form.text("raison").to_owned(),
        over: form.text("vu").parse().ok(),
    };
    let mut errors = FormErrors::default();
    let extra = read(&typed, &mut errors);
    let Some(extra) = extra.filter(|_| errors.is_empty()) else {
        return Ok(view.invalid(&views::more_time(&view.frame, &learner, &typed, &errors)));
    };
    let person = learner.enrolment.person;
    let reason = match typed.reason.as_str() {
        "" => None,
        reason => {
            let key = site.keys().get_or_create(person.0, Class::Evidence).await?;
            Some(store::seal_reason(&site, &key, learner.enrolment.id, reason)?)
        }
    };
    let mut tx = site.db().begin().await?;
    if store::lock_extra(&mut tx, learner.enrolment.id).await? != typed.over {
        drop(tx);
        return overtaken(&site, &proof, &view, typed).await;
    }
    store::give_extra(&mut tx, &site, &proof, &learner.enrolment, (extra, reason)).await?;
    tx.commit().await?;
    let saying = match extra {
        Extra::None => format!(
            "{} a le temps de tout le monde dans les quiz.",
            learner.card.full_name()
        ),
        _ => format!(
            "C’est noté\u{202f}: {} a plus de temps dans les quiz, essai en cours compris.",
            learner.card.full_name()
        ),
    };
    Ok(Done::at(format!("/sessions/{}/suivi", learner.session.id))
        .saying(saying)
        .into_response())
}

/// Somebody else gave a time meanwhile: it is said, and what was typed waits for another press.
async fn overtaken(
    site: &Site,
    proof: &Proof<GiveMoreTime>,
    view: &View,
    typed: TypedExtra,
) -> Result<Response> {
    let learner = learner(site, proof).await?;
    let mut errors = FormErrors::default();
    errors.add(
        "temps",
        "Temps des quiz",
        format!(
            "Quelqu’un vient de changer ce temps\u{202f}: {}. Enregistrez de nouveau pour le remplacer par votre choix.",
            views::extra_words(learner.given.extra)
        ),
    );
    let typed = TypedExtra {
        over: learner.given.at,
        ..typed
    };
    Ok(view.invalid(&views::more_time(&view.frame, &learner, &typed, &errors)))
}

/// Reads what was typed; says what to mend.
fn read(typed: &TypedExtra, errors: &mut FormErrors) -> Option<Extra> {
    if typed.reason.chars().count() > LONGEST {
        errors.add(
            "raison",
            "Raison",
            "Cette raison dépasse 300 caractères\u{202f}: raccourcissez-la.",
        );
    }
    let number = |text: &str, most: u16| text.parse().ok().filter(|n| (1..=most).contains(n));
    match typed.kind.as_str() {
        "aucun" => Some(Extra::None),
        "tiers" => Some(Extra::Third),
        "pourcent" => {
            let percent = number(&typed.percent, 400);
            if percent.is_none() {
                errors.add(
                    "pourcent",
                    "Pourcentage en plus",
                    "Donnez un nombre entier, de 1 à 400.",
                );
            }
            percent.map(Extra::Percent)
        }
        "minutes" => {
            let minutes = number(&typed.minutes, 600);
            if minutes.is_none() {
                errors.add(
                    "minutes",
                    "Minutes en plus",
                    "Donnez un nombre entier, de 1 à 600.",
                );
            }
            minutes.map(Extra::Minutes)
        }
        _ => {
            errors.add(
                "temps",
                "Temps des quiz",
                "Choisissez le temps de cette personne.",
            );
            None
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn more_time_is_read_or_mended() {
        let long = "a".repeat(LONGEST + 1);
        let cases: [([&str; 4], Option<Extra>, &str); 10] = [
            (["aucun", "", "", ""], Some(Extra::None), ""),
            (["tiers", "", "", "Dyslexie"], Some(Extra::Third), ""),
            (["tiers", "", "", &long], Some(Extra::Third), "raison"),
            (["pourcent", "50", "", ""], Some(Extra::Percent(50)), ""),
            (["pourcent", "0", "", ""], None, "pourcent"),
            (["pourcent", "401", "", ""], None, "pourcent"),
            (["minutes", "", "15", ""], Some(Extra::Minutes(15)), ""),
            (["minutes", "", "", ""], None, "minutes"),
            (["minutes", "", "99999", ""], None, "minutes"),
            (["", "", "", ""], None, "temps"),
        ];
        for ([kind, percent, minutes, reason], expected, wrong) in cases {
            let typed = TypedExtra {
                kind: kind.to_owned(),
                percent: percent.to_owned(),
                minutes: minutes.to_owned(),
                reason: reason.to_owned(),
                over: None,
            };
            let mut errors = FormErrors::default();
            assert_eq!(read(&typed, &mut errors), expected, "{typed:?}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
        }
    }
}
