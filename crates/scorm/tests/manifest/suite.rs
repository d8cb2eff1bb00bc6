//! The manifests of the conformance suite, when they are there.

use std::fs;

use scorm::manifest::{Remark, Version, Warning, parse};
use scorm::plan::Plan;

use crate::hrefs;

#[test]
fn every_manifest_of_the_suite_gives_a_plan() {
    let folder = crate::place::folder().join("manifests");
    let Ok(list) = fs::read_dir(&folder) else {
        println!("{} is absent: nothing tested.", folder.display());
        return;
    };
    let (mut read, mut remarked) = (0, 0);
    for entry in list {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let name = path.display();
        let text = fs::read_to_string(&path).unwrap();
        let manifest = parse(text.as_bytes(), &hrefs(&text)).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(manifest.version, Version::Scorm2004Fourth, "{name}");
        if let Some(warning) = manifest.warnings.iter().find(|warning| !is_meant(warning)) {
            println!("{name}: {warning}");
            remarked += 1;
        }
        let plan = manifest.plan().unwrap();
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan, "{name}");
        read += 1;
    }
    assert!(read > 0, "{} holds no manifest", folder.display());
    // The suite has a few manifests with errors that it keeps.
    assert!(
        remarked * 20 <= read,
        "{remarked} manifests of {read} are remarked upon"
    );
}

/// What the suite does on purpose, to see that a platform doesn't mind.
fn is_meant(warning: &Warning) -> bool {
    matches!(
        warning,
        Warning::Sequencing {
            remark: Remark::NothingReachable | Remark::RollupRuleOnLeaf,
            ..
        }
    )
}
