//! The courses of the demonstration.

use assess::progression::{Progression, Wants};
use assess::success::Required;
use catalogue::courses::{
    self, CourseId, EditCourse, EditCourses, NewSection, NewStep, Offer, Readers, Wait, Words,
};
use catalogue::editor;
use catalogue::library::ItemId;
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Result, Site};
use uuid::Uuid;

use crate::{demo_quiz, demo_surveys};

/// What the course of annexe 1 teaches, one objective a line.
const OBJECTIVES: &str = "Créer et tenir à jour une page professionnelle\nPublier régulièrement sans y passer ses soirées\nPhotographier son travail avec un téléphone\nRépondre aux clients et aux avis";

/// The course of annexe 1, and one that holds a sequenced module; answers the first. A step that bears a module's title
/// opens it.
///
/// # Errors
/// The store's.
pub async fn create(
    tx: &mut Tx,
    site: &Site,
    acts: &SystemActs,
    items: &[(&str, ItemId)],
) -> Result<CourseId> {
    let proof = Proof::<EditCourses>::of_system(acts, Uuid::nil());
    let reviews = Words {
        title: "Savoir répondre aux avis",
        summary: "Une demi-heure qui s’adapte à ce que vous savez déjà.",
        objectives: "Lire un avis à froid\nRépondre à un avis négatif\nFaire revenir un client",
    };
    let whole = step(
        items,
        "Gérer ses avis clients",
        Modality::SelfPaced,
        30,
        Required::Done,
    );
    let read = |title: &'static str| step(items, title, Modality::SelfPaced, 10, Required::Nothing);
    let path = [
        NewSection {
            title: "À votre mesure",
            steps: &[whole],
        },
        NewSection {
            title: "Chez vous",
            steps: &[
                read("Répondre à mes trois derniers avis"),
                read("Signaler un avis trompeur"),
                step(
                    items,
                    "Répondre en trois temps",
                    Modality::SelfPaced,
                    1,
                    Required::Nothing,
                ),
                step(items, demo_quiz::TITLE, Modality::Quiz, 5, Required::Nothing),
            ],
        },
    ];
    courses::create(tx, site, &proof, &reviews, &path, Offer::Published).await?;
    facebook(tx, site, &proof, items).await
}

/// By which day of the session some steps should be done.
const DUE: [(&str, u32); 4] = [
    ("Créer sa page professionnelle", 10),
    ("Publier sans y passer ses soirées", 15),
    ("Photographier son travail", 20),
    ("Répondre à ses clients", 25),
];

/// What sums up some steps.
const SUMMARIES: [(&str, &str); 2] = [
    ("Créer sa page professionnelle", "Ma page en dix minutes"),
    ("Répondre en trois temps", "Répondre à un avis"),
];

fn named(items: &[(&str, ItemId)], title: &str) -> Option<ItemId> {
    items.iter().find(|(of, _)| *of == title).map(|(_, item)| *item)
}

fn step(
    items: &[(&str, ItemId)],
    title: &'static str,
    modality: Modality,
    minutes: u32,
    required: Required,
) -> NewStep<'static> {
    NewStep {
        title,
        modality,
        minutes,
        item: named(items, title),
        required,
        completion: None,
        due_day: DUE.iter().find(|(of, _)| *of == title).map(|(_, day)| *day),
        summary: SUMMARIES
            .iter()
            .find(|(of, _)| *of == title)
            .and_then(|(_, sheet)| named(items, sheet)),
    }
}

/// The part that ends on what counts.
const PROOF: &str = "Prouver";

async fn facebook(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditCourses>,
    items: &[(&str, ItemId)],
) -> Result<CourseId> {
    let step = |title: &'static str, modality: Modality, minutes: u32, required: Required| {
        step(items, title, modality, minutes, required)
    };
    let path = [
        NewSection {
            title: "Me situer",
            steps: &[step(
                "Où j’en suis aujourd’hui",
                Modality::Quiz,
                15,
                Required::Nothing,
            )],
        },
        NewSection {
            title: "Apprendre à mon rythme",
            steps: &[
                step(
                    "Créer sa page professionnelle",
                    Modality::SelfPaced,
                    45,
                    Required::Above(0),
                ),
                step(
                    "Publier sans y passer ses soirées",
                    Modality::SelfPaced,
                    45,
                    Required::Above(0),
                ),
                step(
                    "Photographier son travail",
                    Modality::SelfPaced,
                    45,
                    Required::Above(0),
                ),
                step(
                    "Répondre à ses clients",
                    Modality::SelfPaced,
                    45,
                    Required::Above(0),
                ),
            ],
        },
        NewSection {
            title: "Travailler ensemble",
            steps: &[
                step("Nos pages passées au crible", Modality::Live, 90, Required::Done),
                step(
                    "Ma page passée au banc d’essai",
                    Modality::OnSite,
                    210,
                    Required::Done,
                ),
            ],
        },
        NewSection {
            title: PROOF,
            steps: &[
                step(
                    "Trois publications pour mon atelier",
                    Modality::CaseStudy,
                    90,
                    Required::Above(70),
                ),
                step("Quiz final", Modality::Quiz, 15, Required::Above(70)),
            ],
        },
        NewSection {
            title: "Donner mon avis",
            steps: &demo_surveys::TITLES.map(|title| step(title, Modality::SelfPaced, 5, Required::Nothing)),
        },
    ];
    let summary = "Se faire connaître de ses clients et leur donner envie de venir, en trente jours et une dizaine d’heures.";
    let words = Words {
        title: "Réussir ma stratégie Facebook",
        summary,
        objectives: OBJECTIVES,
    };
    let course = courses::create(tx, site, proof, &words, &path, Offer::Published).await?;
    in_order(tx, site, course).await?;
    let of_course = Proof::<EditCourse>::of_system(&SystemActs::new(), course);
    for (title, readers) in DOCUMENTS {
        if let Some(item) = named(items, title) {
            courses::add_material(tx, site, &of_course, item, readers).await?;
        }
    }
    Ok(course)
}

/// What the course gives to read beside its steps.
const DOCUMENTS: [(&str, Readers); 2] = [
    ("Le programme, semaine par semaine", Readers::Learners),
    ("Guide du tuteur", Readers::Tutors),
];

/// Its order is advised; the final quiz waits for the case study.
async fn in_order(tx: &mut Tx, site: &Site, course: CourseId) -> Result<()> {
    let proof = Proof::<EditCourse>::of_system(&SystemActs::new(), course);
    let seen = editor::revision(tx, course).await?;
    editor::set_progression(tx, site, &proof, seen, Progression::Guided).await?;
    let path = courses::outline(tx, course).await?;
    let last = path.iter().find(|part| part.title == PROOF);
    let Some([study, quiz]) = last.map(|part| part.steps.as_slice()) else {
        return Ok(());
    };
    let wait = Wait {
        on: study.id,
        wants: Wants::Done,
    };
    editor::add_wait(tx, site, &proof, seen + 1, quiz.id, wait).await?;
    Ok(())
}
