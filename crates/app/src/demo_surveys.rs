//! The surveys of the demonstration, and what a few learners answered.

use catalogue::courses;
use catalogue::library::{self, AddItems, EditItem, ItemId, ItemKind, NewItem, Reading};
use catalogue::surveys::{Body, Question, model};
use learning::surveys::{Answer, Answers, Taking, take};
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Result, Site};
use training::enrolment::{self, EnrolmentId};
use training::sessions;
use uuid::Uuid;

/// The titles of the items and of the steps that open them: while the course is followed, then later.
pub const TITLES: [&str; 2] = ["Mon avis sur le parcours", "Deux mois après"];

const WORDS: [&str; 2] = [
    "Dites-nous ce qui vous a servi, et ce qui vous a manqué.",
    "Qu’est-ce qui a changé dans votre travail\u{202f}?",
];

/// Makes both from their models; answers their titles and items.
///
/// # Errors
/// The store's.
pub async fn create(tx: &mut Tx, site: &Site, acts: &SystemActs) -> Result<Vec<(&'static str, ItemId)>> {
    let add = Proof::<AddItems>::of_system(acts, Uuid::nil());
    let kinds = [ItemKind::Survey, ItemKind::LateSurvey];
    let mut made = Vec::new();
    for ((title, text), kind) in TITLES.into_iter().zip(WORDS).zip(kinds) {
        let new = NewItem {
            title,
            kind,
            modality: Modality::SelfPaced,
            minutes: 5,
        };
        let item = library::create(tx, site, &add, &new).await?;
        let reading = Reading {
            text: text.to_owned(),
            survey: Some(model(kind)),
            ..Reading::default()
        };
        let edit = Proof::<EditItem>::of_system(acts, item);
        library::add_version(tx, site, &edit, &reading.to_json()?).await?;
        made.push((title, item));
    }
    Ok(made)
}

/// What each who answered gave to the recommendation, liked and would change.
const SAID: [(u32, &str, &str); 4] = [
    (10, "Les exemples pris dans nos métiers.", ""),
    (
        9,
        "Pouvoir avancer le soir, après l’atelier.",
        "Un peu plus de temps pour les photos.",
    ),
    (
        8,
        "La classe virtuelle avec Fabienne.",
        "Une deuxième classe virtuelle.",
    ),
    (9, "", ""),
];

/// Answers the hot survey for the first learners.
///
/// # Errors
/// The store's.
pub async fn answer(site: &Site, learners: &[EnrolmentId]) -> Result<()> {
    for ((learner, said), at) in learners.iter().zip(SAID).zip(0u32..) {
        let mut tx = site.db().read().await?;
        let enrolment = enrolment::find(&mut tx, *learner).await?;
        let session = sessions::find(&mut tx, enrolment.session).await?;
        let path = courses::outline(&mut tx, session.course).await?;
        let mut steps = path.iter().flat_map(|part| &part.steps);
        let step = steps.find(|step| step.kind == Some(ItemKind::Survey));
        let Some((step, item)) = step.and_then(|step| Some((step.id, step.item?))) else {
            return Ok(());
        };
        let version = library::current(&mut tx, item).await?;
        drop(tx);
        let survey = version.reading()?.survey.unwrap_or_default();
        let given = survey.questions.iter();
        let answers: Answers = given
            .filter_map(|question| Some((question.id, given_to(question, said, at)?)))
            .collect();
        let taking = Taking {
            enrolment: &enrolment,
            step,
            item,
            version: version.id,
            survey: &survey,
            answers,
        };
        take(site, taking).await?;
    }
    Ok(())
}

fn given_to(question: &Question, (mark, liked, changed): (u32, &str, &str), at: u32) -> Option<Answer> {
    let words = match question.text.starts_with("Que ") {
        true => changed,
        false => liked,
    };
    match question.body {
        Body::Scale { .. } => Some(Answer::Place(3 - (question.id + at) % 2)),
        Body::Recommend => Some(Answer::Place(mark)),
        Body::Single { .. } => Some(Answer::Place(1)),
        Body::Several { .. } => Some(Answer::Places(vec![0, 1 + at % 3])),
        Body::Words => (!words.is_empty()).then(|| Answer::Words(words.to_owned())),
    }
}
