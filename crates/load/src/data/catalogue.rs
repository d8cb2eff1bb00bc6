//! Chambers, the modules of the demonstration, courses that use them.

use app::demo_content;
use assess::success::Required;
use catalogue::courses::{self, CourseId, EditCourses, NewSection, NewStep, Offer, Step, Words};
use people::organisations::{self, EditOrganisation, Organisation};
use platform::Result;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::keys::{self, Class};
use uuid::Uuid;

use super::Making;
use people::regions::{self, Region};

/// A step: title, modality, minutes.
type Planned = (&'static str, Modality, u32);

/// Parts of a course, and the steps of each.
const PARTS: [(&str, &[Planned]); 4] = [
    ("Me situer", &[("Où j’en suis aujourd’hui", Modality::Quiz, 15)]),
    (
        "Apprendre à mon rythme",
        &[
            ("Créer sa page professionnelle", Modality::SelfPaced, 45),
            ("Publier sans y passer ses soirées", Modality::SelfPaced, 45),
            ("Photographier son travail", Modality::SelfPaced, 45),
            ("Répondre à ses clients", Modality::SelfPaced, 45),
        ],
    ),
    (
        "Travailler ensemble",
        &[
            ("Nos pages passées au crible", Modality::Live, 90),
            ("Ma page passée au banc d’essai", Modality::OnSite, 210),
        ],
    ),
    (
        "Prouver",
        &[
            ("Trois publications pour mon atelier", Modality::CaseStudy, 90),
            ("Quiz final", Modality::Quiz, 15),
        ],
    ),
];

/// The chambers: those overseas among them keep their own clocks.
pub(super) async fn regions(making: &mut Making) -> Result<Vec<Region>> {
    const ZONES: [&str; 7] = [
        "Europe/Paris",
        "Europe/Paris",
        "Europe/Paris",
        "Europe/Paris",
        "Indian/Reunion",
        "America/Martinique",
        "Pacific/Noumea",
    ];
    let (site, acts) = (&making.site, SystemActs::new());
    let key = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
    let mut tx = site.db().begin().await?;
    let mut made = Vec::new();
    for (number, zone) in (1..=making.wanted.size.regions).zip(ZONES.iter().cycle()) {
        let (code, name) = (format!("chambre-{number}"), format!("CMA de la région {number}"));
        let region = regions::create(&mut tx, site, &code, &name, zone).await?;
        let proof = Proof::<EditOrganisation>::of_system(&acts, region.id);
        organisations::save(&mut tx, site, &proof, &key, &organisation(name)).await?;
        made.push(region);
    }
    tx.commit().await?;
    Ok(made)
}

/// What a chamber's documents print of it.
fn organisation(name: String) -> Organisation {
    Organisation {
        name,
        address: vec!["1 place de la Mesure".to_owned(), "35000 Rennes".to_owned()],
        city: "Rennes".to_owned(),
        siret: "00000000000018".to_owned(),
        nda: "53350000035".to_owned(),
        signatory: "Fabienne Valbois".to_owned(),
        capacity: "présidente".to_owned(),
    }
}

/// A course, and its steps in order.
pub(super) struct Course {
    pub(super) id: CourseId,
    pub(super) steps: Vec<Step>,
}

/// The courses; a step that bears a module's title opens it.
pub(super) async fn courses(making: &mut Making) -> Result<Vec<Course>> {
    let site = &making.site;
    let acts = SystemActs::new();
    let modules = demo_content::prepare(site).await?;
    let mut tx = site.db().begin().await?;
    let items = demo_content::import(&mut tx, site, &acts, modules).await?;
    let step = |&(title, modality, minutes): &Planned| NewStep {
        title,
        modality,
        minutes,
        item: items.iter().find(|(of, _)| *of == title).map(|(_, item)| *item),
        required: Required::Done,
        completion: None,
        due_day: None,
        summary: None,
    };
    let parts = PARTS.map(|(title, steps)| (title, steps.iter().map(step).collect::<Vec<_>>()));
    let path: Vec<NewSection<'_>> = parts
        .iter()
        .map(|(title, steps)| NewSection { title, steps })
        .collect();
    let proof = Proof::<EditCourses>::of_system(&acts, Uuid::nil());
    let mut made = Vec::new();
    for number in 1..=making.wanted.size.courses {
        let title = format!("Réussir ma stratégie, parcours {number}");
        let summary = "Se faire connaître de ses clients et leur donner envie de venir, en trente jours.";
        let words = Words {
            title: &title,
            summary,
            objectives: "Se faire connaître",
        };
        let id = courses::create(&mut tx, site, &proof, &words, &path, Offer::Published).await?;
        let steps = courses::outline(&mut tx, id).await?;
        made.push(Course {
            id,
            steps: steps.into_iter().flat_map(|part| part.steps).collect(),
        });
    }
    tx.commit().await?;
    Ok(made)
}
