//! The modules of the demonstration, ours (`content/`): made into packages here, taken in by the library like any other.

use std::io::{Seek as _, Write as _};

use catalogue::library::package::{self, Sealed};
use catalogue::library::{self, AddItems, ItemId, ItemKind, NewItem};
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Error, Result, Site};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A module: its title, its duration, its own files. The step that bears its title opens it.
struct Module {
    title: &'static str,
    modality: Modality,
    minutes: u32,
    files: [(&'static str, &'static str); 2],
}

macro_rules! module {
    ($folder:literal, $title:literal, $modality:ident, $minutes:literal) => {
        Module {
            title: $title,
            modality: Modality::$modality,
            minutes: $minutes,
            files: [
                (
                    "imsmanifest.xml",
                    include_str!(concat!("../../../content/", $folder, "/imsmanifest.xml")),
                ),
                (
                    "index.html",
                    include_str!(concat!("../../../content/", $folder, "/index.html")),
                ),
            ],
        }
    };
}

/// Copied into each package: a package holds all that it needs.
const SHARED: [(&str, &str); 2] = [
    ("module.css", include_str!("../../../content/shared/module.css")),
    ("module.js", include_str!("../../../content/shared/module.js")),
];

const MODULES: [Module; 5] = [
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
            kind: ItemKind::Scorm12,
            modality: module.modality,
            minutes: module.minutes,
        };
        let id = library::import(tx, site, &proof, &new, sealed).await?;
        items.push((module.title, id));
    }
    Ok(items)
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
    use super::*;

    #[tokio::test]
    async fn the_library_takes_each_module_without_a_remark() {
        for module in &MODULES {
            let checked = package::check(archive(module).unwrap()).await.unwrap();
            let checked = checked.unwrap_or_else(|why| panic!("{}: {why}", module.title));
            let launches = checked.launches();
            assert_eq!(launches.warnings, Vec::<String>::new(), "{}", module.title);
            assert_eq!(launches.scos.len(), 1);
            let plain = launches.title.replace('\u{202f}', " ");
            assert_eq!(plain, module.title);
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere_and_the_french_is_right() {
        for (name, text) in MODULES.iter().flat_map(|module| module.files).chain(SHARED) {
            let outside = text
                .replace("http://www.imsproject.org/", "")
                .replace("http://www.adlnet.org/", "");
            assert!(!outside.contains("://"), "{name}");
            if name == "index.html" {
                let faults = platform::html::fr::check(text);
                assert!(faults.is_empty(), "{faults:#?}");
            }
        }
    }
}
