//! The modules of the demonstration, ours (`content/`): made into packages here, taken in by the library like any other.

use std::io::{Seek as _, Write as _};

use catalogue::library::package::{self, Sealed};
use catalogue::library::{self, AddItems, ItemId, ItemKind, NewItem, Reading};
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SentFile, SystemActs};
use platform::{Error, Result, Site};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::demo_work::asked;

/// A module: its title, its duration, its own files. The step that bears its title opens it.
struct Module {
    title: &'static str,
    modality: Modality,
    minutes: u32,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! module {
    ($folder:literal, $title:literal, $modality:ident, $minutes:literal, [$($file:literal),+]) => {
        Module {
            title: $title,
            modality: Modality::$modality,
            minutes: $minutes,
            files: &[$(($file, include_str!(concat!("../../../content/", $folder, "/", $file)))),+],
        }
    };
    ($folder:literal, $title:literal, $modality:ident, $minutes:literal) => {
        module!($folder, $title, $modality, $minutes, ["imsmanifest.xml", "index.html"])
    };
}

/// What is read: title, kind, modality, minutes, words, and where it leads.
type Read = (
    &'static str,
    ItemKind,
    Modality,
    u32,
    &'static str,
    Option<&'static str>,
);

const READINGS: [Read; 8] = [
    (
        "Ma page passée au banc d’essai",
        ItemKind::Meeting,
        Modality::OnSite,
        210,
        "Chacun montre sa page, le groupe la lit comme un client.\n\nÀ apporter\u{202f}:\n- votre téléphone, chargé, et son chargeur\n- vos identifiants Facebook\n- trois photos de votre travail",
        None,
    ),
    (
        "Trois publications pour mon atelier",
        ItemKind::Assignment,
        Modality::CaseStudy,
        90,
        "Préparez **trois publications** pour la page de votre entreprise\u{202f}: elles paraîtront sur une semaine.\n\n- Pour chacune\u{202f}: le texte, la photo, le jour et l’heure.\n- Dites en une phrase pourquoi ce jour-là.\n- Montrez un travail terminé, un geste du métier, et un conseil à vos clients.\n\nVous pouvez écrire, parler, vous filmer ou joindre un document.",
        None,
    ),
    (
        "Répondre à mes trois derniers avis",
        ItemKind::Instruction,
        Modality::SelfPaced,
        10,
        "Ouvrez la page de votre entreprise et relisez vos trois derniers avis.\n\n- Remerciez pour ce qui a plu, en citant un détail.\n- Pour un reproche, dites ce que vous avez fait depuis.\n- Relisez à voix haute avant de publier.",
        None,
    ),
    (
        "Signaler un avis trompeur",
        ItemKind::Link,
        Modality::SelfPaced,
        10,
        "Le service public explique quand un avis peut être signalé, et comment.",
        Some("https://signal.conso.gouv.fr/"),
    ),
    (
        "Ma page en dix minutes",
        ItemKind::Page,
        Modality::SelfPaced,
        5,
        "# À vérifier d’abord\n\n1. Le **nom** de l’entreprise, comme sur la vitrine.\n2. L’adresse et les **horaires**, jours fériés compris.\n3. Un numéro de téléphone qui répond.\n\n# Ce qui donne envie\n\n- une photo de l’atelier, prise de jour\n- trois réalisations, avec le métier et la commune\n- une phrase qui dit ce que vous faites, *sans jargon*\n\n# Une fois par mois\n\nRelisez la page sur un téléphone, comme le ferait un client.",
        None,
    ),
    (
        "Répondre à un avis",
        ItemKind::Page,
        Modality::SelfPaced,
        5,
        "# En trois temps\n\n1. **Remercier**, en citant un détail.\n2. **Expliquer** en une phrase, sans se justifier.\n3. **Proposer** la suite\u{202f}: un appel, un passage à l’atelier.\n\n# Sous trois jours\n\nUne réponse tardive vaut mieux que rien, mais elle se lit moins. Gardez dix minutes le lundi.",
        None,
    ),
    (
        "Le programme, semaine par semaine",
        ItemKind::Page,
        Modality::SelfPaced,
        5,
        "# Première semaine\n\nVous vous situez, puis vous créez votre page.\n\n# Deuxième et troisième semaines\n\n- publier, en deux fois vingt minutes par semaine\n- photographier une réalisation de bout en bout\n\n# Quatrième semaine\n\nVous répondez à vos clients, puis le groupe relit les pages à l’atelier.\n\nComptez **un quart d’heure par jour**, au moment qui vous va.",
        None,
    ),
    (
        "Guide du tuteur",
        ItemKind::Page,
        Modality::SelfPaced,
        10,
        "# Avant l’ouverture\n\nAppelez chaque apprenant\u{202f}: son métier, son téléphone, ce qu’il attend.\n\n# Pendant\n\n1. Le **lundi**, regardez qui n’a rien ouvert depuis sept jours.\n2. Un message court vaut mieux qu’un long\u{202f}: une question, une proposition.\n3. Validez les rendez-vous le jour même.\n\n# La classe virtuelle\n\nDix minutes de tour de table, trente sur deux pages choisies avec leurs auteurs, vingt de questions.",
        None,
    ),
];

/// The film of the demonstration, ours too: its title, its minutes, its files and its words.
const FILM: (&str, u32) = ("Répondre en trois temps", 1);
const FILM_FILES: [(&str, &[u8]); 2] = [
    (
        "video.webm",
        include_bytes!("../../../content/repondre-en-trois-temps/video.webm"),
    ),
    (
        "sous-titres.vtt",
        include_bytes!("../../../content/repondre-en-trois-temps/sous-titres.vtt"),
    ),
];
const FILM_TRANSCRIPT: &str = include_str!("../../../content/repondre-en-trois-temps/transcription.txt");

/// Copied into each package: a package holds all that it needs.
const SHARED: [(&str, &str); 2] = [
    ("module.css", include_str!("../../../content/shared/module.css")),
    ("module.js", include_str!("../../../content/shared/module.js")),
];

const MODULES: [Module; 6] = [
    module!("creer-sa-page", "Créer sa page professionnelle", SelfPaced, 45),
    module!(
        "publier-sans-ses-soirees",
        "Publier sans y passer ses soirées",
        SelfPaced,
        45
    ),
    module!(
        "photographier-son-travail",
        "Photographier son travail",
        SelfPaced,
        45
    ),
    module!("repondre-a-ses-clients", "Répondre à ses clients", SelfPaced, 45),
    module!("quiz-final", "Quiz final", Quiz, 15),
    module!(
        "parcours-adapte",
        "Gérer ses avis clients",
        SelfPaced,
        30,
        [
            "imsmanifest.xml",
            "positionnement.html",
            "lire.html",
            "repondre.html",
            "remercier.html",
            "evaluation.html",
            "parcours.css",
            "parcours.js",
            "scorm.js"
        ]
    ),
];

/// A module that waits for its transaction.
pub struct Ready {
    module: &'static Module,
    sealed: Sealed,
}

/// Makes every package, and takes it through the library's checks.
///
/// # Errors
/// The disk's, or a fault of ours when the library refuses one of our own.
pub async fn prepare(site: &Site) -> Result<Vec<Ready>> {
    let mut ready = Vec::with_capacity(MODULES.len());
    for module in &MODULES {
        let file =
            archive(module).map_err(|error| Error::internal("a module of the demonstration", error))?;
        let checked = package::check(file).await?.map_err(Error::fault)?;
        let sealed = checked.seal(site, site.new_id::<ItemId>()).await?;
        ready.push(Ready { module, sealed });
    }
    Ok(ready)
}

/// Writes the items; answers each with its title.
///
/// # Errors
/// The store's.
pub async fn import(
    tx: &mut Tx,
    site: &Site,
    acts: &SystemActs,
    ready: Vec<Ready>,
) -> Result<Vec<(&'static str, ItemId)>> {
    let proof = Proof::<AddItems>::of_system(acts, Uuid::nil());
    let mut items = Vec::with_capacity(ready.len());
    for Ready { module, sealed } in ready {
        let new = NewItem {
            title: module.title,
            kind: ItemKind::Scorm,
            modality: module.modality,
            minutes: module.minutes,
        };
        let id = library::import(tx, site, &proof, &new, sealed).await?;
        items.push((module.title, id));
    }
    for (title, kind, modality, minutes, text, address) in READINGS {
        let reading = Reading {
            text: text.to_owned(),
            address: address.map(str::to_owned),
            assignment: asked(kind),
            ..Reading::default()
        };
        let sealed = Sealed::reading(site, site.new_id::<ItemId>(), &reading, Vec::new()).await?;
        let new = NewItem {
            title,
            kind,
            modality,
            minutes,
        };
        items.push((title, library::import(tx, site, &proof, &new, sealed).await?));
    }
    let new = NewItem {
        title: FILM.0,
        kind: ItemKind::Video,
        modality: Modality::SelfPaced,
        minutes: FILM.1,
    };
    items.push((
        FILM.0,
        library::import(tx, site, &proof, &new, film(site).await?).await?,
    ));
    Ok(items)
}

/// The film, taken through the library's checks.
async fn film(site: &Site) -> Result<Sealed> {
    let sent = |(name, bytes): (&str, &[u8])| {
        let mut file = tempfile::tempfile()?;
        file.write_all(bytes)?;
        file.rewind()?;
        std::io::Result::Ok(SentFile::new(name, bytes.len() as u64, file))
    };
    let [film, captions] = FILM_FILES
        .map(|file| sent(file).map_err(|error| Error::internal("the film of the demonstration", error)));
    let sealed = library::recording(site, film?, captions?, FILM_TRANSCRIPT).await?;
    sealed.map_err(Error::fault)
}

fn archive(module: &Module) -> std::io::Result<std::fs::File> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(tempfile::tempfile()?);
    for (name, text) in module.files.iter().chain(&SHARED) {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    let mut file = zip.finish()?;
    file.rewind()?;
    Ok(file)
}

#[cfg(test)]
mod cases {
    use std::sync::Arc;

    use scorm::attempt2004::{Api2004, Attempt, Called, Stage, Start};
    use scorm::log::Act;
    use scorm::navigation::NavigationRequest;
    use scorm::plan::Plan;
    use scorm::sequencing::Tree;

    use super::*;

    #[tokio::test]
    async fn the_library_takes_each_module_without_a_remark() {
        for module in &MODULES {
            let checked = package::check(archive(module).unwrap()).await.unwrap();
            let checked = checked.unwrap_or_else(|why| panic!("{}: {why}", module.title));
            let launches = checked.launches();
            assert_eq!(launches.warnings, Vec::<String>::new(), "{}", module.title);
            assert_eq!(launches.parts().len(), 1, "{}", module.title);
            let plain = launches.title.replace('\u{202f}', " ");
            assert_eq!(plain, module.title);
        }
    }

    async fn sequenced() -> Plan {
        let module = MODULES
            .iter()
            .find(|module| module.title == "Gérer ses avis clients");
        let checked = package::check(archive(module.unwrap()).unwrap()).await.unwrap();
        checked
            .unwrap_or_else(|why| panic!("{why}"))
            .launches()
            .plan
            .clone()
            .unwrap()
    }

    /// A learner in the sequenced module, after the positioning.
    fn after_positioning(plan: &Plan, scaled: &str) -> Api2004 {
        let mut api = Api2004::new(Attempt::new(Arc::new(Tree::new(plan)), Start::default()));
        api.platform(Act::Navigate(NavigationRequest::Start), 1);
        for (element, value) in [
            ("cmi.score.scaled", scaled),
            ("cmi.completion_status", "completed"),
            ("adl.nav.request", "continue"),
        ] {
            api.call(Called::Initialize, "", "", 2);
            assert_eq!(api.call(Called::SetValue, element, value, 3), "true", "{element}");
        }
        assert_eq!(api.call(Called::Terminate, "", "", 4), "true");
        api.platform(Act::Unload, 5);
        api
    }

    #[tokio::test]
    async fn the_sequenced_module_adapts_to_what_one_knows() {
        let plan = sequenced().await;
        for (scaled, next) in [("1", "evaluation"), ("0.8", "evaluation"), ("0.5", "lire")] {
            let api = after_positioning(&plan, scaled);
            let attempt = api.attempt();
            let place = attempt.delivered().unwrap().place;
            assert_eq!(attempt.tree().identifier(place), next, "{scaled}");
        }
        let mut api = after_positioning(&plan, "0.5");
        api.platform(
            Act::Navigate(NavigationRequest::Choice("evaluation".to_owned())),
            6,
        );
        api.platform(Act::Unload, 7);
        assert_eq!(api.attempt().stage(), Stage::Refused, "the lessons come first");
    }

    #[test]
    fn nothing_comes_from_elsewhere_and_the_french_is_right() {
        let own = MODULES.iter().flat_map(|module| module.files);
        for (name, text) in own.chain(&SHARED) {
            let outside = text
                .replace("http://www.imsproject.org/", "")
                .replace("http://www.imsglobal.org/", "")
                .replace("http://ltsc.ieee.org/", "")
                .replace("http://www.adlnet.org/", "");
            assert!(!outside.contains("://"), "{name}");
            if name.ends_with(".html") {
                let faults = platform::html::fr::check(text);
                assert!(faults.is_empty(), "{name}: {faults:#?}");
            }
        }
    }
}
