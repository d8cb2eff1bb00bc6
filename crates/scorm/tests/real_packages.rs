//! The packages of `../shared/data/packages`, when they are there.
#![cfg(feature = "packages")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use std::fs;
use std::path::Path;

use scorm::manifest::{Manifest, ScormType, Version, parse};
use scorm::package::{Limits, Package, Refusal};

/// A package's bytes; `None`, with a notice, when the folder is absent.
fn bytes(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/packages")
        .join(name);
    let read = fs::read(&path).ok();
    if read.is_none() {
        println!("{} is absent: nothing tested.", path.display());
    }
    read
}

fn read(name: &str) -> Option<Manifest> {
    let bytes = bytes(name)?;
    let mut package = Package::open(std::io::Cursor::new(bytes), &Limits::default()).unwrap();
    for index in 0..package.entries().len() {
        let size = package.entries()[index].size;
        assert_eq!(package.read_entry(index, std::io::sink()).unwrap(), size);
    }
    let manifest = package.read_manifest().unwrap();
    Some(parse(&manifest, &package.paths()).unwrap())
}

#[test]
fn one_sco() {
    let Some(manifest) = read("RuntimeBasicCalls_SCORM12.zip") else {
        return;
    };
    assert_eq!(manifest.version, Version::Scorm12);
    assert_eq!(manifest.title, "Golf Explained - Run-time Basic Calls");
    let launchables = manifest.launchables();
    assert_eq!(launchables.len(), 1);
    assert_eq!(launchables[0].url, "shared/launchpage.html");
    assert_eq!(launchables[0].scorm_type, ScormType::Sco);
    assert_eq!(manifest.warnings, []);
}

#[test]
fn many_items() {
    let Some(manifest) = read("ContentPackagingOneFilePerSCO_SCORM12.zip") else {
        return;
    };
    let launchables = manifest.launchables();
    assert_eq!(launchables.len(), 18);
    assert_eq!(launchables[0].within, ["Playing the Game"]);
    assert!(
        launchables
            .iter()
            .any(|one| one.url == "shared/assessmenttemplate.html?questions=Playing")
    );
}

#[test]
fn versions_of_2004() {
    for (name, version) in [
        (
            "RuntimeBasicCalls_SCORM20043rdEdition.zip",
            Version::Scorm2004Third,
        ),
        (
            "SequencingForcedSequential_SCORM20043rdEdition.zip",
            Version::Scorm2004Third,
        ),
        (
            "SequencingPostTestRollup4thEd_SCORM20044thEdition.zip",
            Version::Scorm2004Fourth,
        ),
    ] {
        let Some(manifest) = read(name) else { return };
        assert_eq!(manifest.version, version, "{name}");
        assert!(!manifest.launchables().is_empty());
    }
}

#[test]
fn other_formats_have_no_manifest() {
    let Some(bytes) = bytes("single_au_basic_framed.zip") else {
        return;
    };
    let refused = Package::open(std::io::Cursor::new(bytes), &Limits::default()).unwrap_err();
    assert_eq!(refused, Refusal::ManifestMissing);
}
