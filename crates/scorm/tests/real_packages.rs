//! The packages of `../shared/data/packages`, when they are there.
#![cfg(feature = "packages")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use std::fs;
use std::path::Path;

use scorm::manifest::{Manifest, ScormType, Version, parse};
use scorm::package::{Limits, Package, Refusal};
use scorm::plan::{Combination, PreAction, Sequencing};

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
    let around = launchables[0].within.unwrap();
    assert_eq!(manifest.blocks()[around].title, "Playing the Game");
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
        assert_eq!(manifest.warnings, [], "{name}");
        let plan = manifest.plan().unwrap();
        let launched: Vec<String> = manifest.launchables().into_iter().map(|one| one.url).collect();
        let delivered = plan
            .root
            .children
            .iter()
            .filter_map(|activity| activity.content.as_ref());
        assert_eq!(
            delivered.map(|content| content.href.clone()).collect::<Vec<_>>(),
            launched,
            "{name}"
        );
        assert!(plan.root.sequencing.mode.flow && plan.root.sequencing.mode.choice);
        assert!(!plan.objectives_global_to_system);
    }
}

#[test]
fn forced_order() {
    let Some(manifest) = read("SequencingForcedSequential_SCORM20043rdEdition.zip") else {
        return;
    };
    let plan = manifest.plan().unwrap();
    let parts: Vec<&Sequencing> = plan
        .root
        .children
        .iter()
        .map(|activity| &activity.sequencing)
        .collect();
    assert_eq!(parts.len(), 5);
    for (place, part) in parts.iter().enumerate() {
        // From the collection.
        assert!(part.delivery.completion_set_by_content && part.delivery.objective_set_by_content);
        assert_eq!(part.rollup.measure_weight, 0.0);
        // Their own.
        assert_eq!(
            (part.pre.len(), part.objectives.len()),
            if place == 0 { (0, 0) } else { (1, 1) }
        );
    }
    let rule = &parts[1].pre[0];
    assert_eq!(
        (rule.action, rule.combination, rule.conditions.len()),
        (PreAction::Disabled, Combination::Any, 2)
    );
    assert_eq!(
        parts[1].objectives[0].maps[0].target,
        parts[0].primary.maps[0].target
    );
    assert!(parts[0].primary.maps[0].write_satisfied && !parts[1].objectives[0].maps[0].write_satisfied);
}

#[test]
fn what_the_fourth_edition_adds() {
    let Some(manifest) = read("SequencingPostTestRollup4thEd_SCORM20044thEdition.zip") else {
        return;
    };
    let plan = manifest.plan().unwrap();
    assert!(!plan.shared_data_global_to_system);
    let weights: Vec<f64> = plan
        .root
        .children
        .iter()
        .map(|activity| activity.sequencing.completion.progress_weight)
        .collect();
    assert_eq!(weights, [0.5, 0.3, 0.4, 0.3, 0.1]);
    for activity in &plan.root.children {
        assert_eq!(activity.content.as_ref().unwrap().data.len(), 1);
    }
    let written = &plan.root.children[0].sequencing.primary.maps[0];
    let read = &plan.root.children[1].sequencing.objectives[0].maps[0];
    assert_eq!(written.target, read.target);
    assert!(written.write_completion && read.read_completion && !read.read_satisfied);
}

#[test]
fn other_formats_have_no_manifest() {
    let Some(bytes) = bytes("single_au_basic_framed.zip") else {
        return;
    };
    let refused = Package::open(std::io::Cursor::new(bytes), &Limits::default()).unwrap_err();
    assert_eq!(refused, Refusal::ManifestMissing);
}
