//! ADL's SCORM 2004 4th Edition LMS cases, played on the engine. What was inferred of them is in `docs/conformance.md`.
//!
//! The cases are read from `SCORM2004_CASES`, or `../shared/conformance/scorm2004` beside the project; where they are absent,
//! the test says so and passes.

mod calls;
mod case;
mod command;
mod compare;
mod content;
mod driver;
mod engine;
mod export;
mod fake;
mod library;
mod lms;
mod outline;
mod place;
mod properties;
mod questions;
mod triggers;
mod vocabulary;

#[path = "../shared/suite.rs"]
mod suite;

use library::Library;

/// Plays one case, for a learner who met only the cases whose objectives it goes on from.
fn run_case(library: &Library, id: &str) -> Result<(), String> {
    let case = library
        .cases
        .get(id)
        .ok_or_else(|| format!("{id}: no such case"))?;
    let case = case.as_ref().map_err(|error| format!("{id}: {error}"))?;
    let mut learner = engine::Learner::default();
    let package = |id: &str| library.package(id);
    for earlier in library.before(case) {
        // Where it fails, it says so itself.
        let _ = driver::play(earlier, &package, &mut learner);
    }
    driver::play(case, &package, &mut learner)
}

#[test]
fn every_case_conforms() {
    let folder = suite::folder();
    let Some(library) = Library::read(&folder).unwrap() else {
        println!("skipped: no cases in {}", folder.display());
        return;
    };
    if let Some(path) = std::env::var_os("SCORM2004_JSON") {
        std::fs::write(path, export::json(&library).unwrap()).unwrap();
    }
    let only = std::env::var("SCORM2004_ONLY").unwrap_or_default();
    let asked = |id: &&String| only.is_empty() || only.split(',').any(|one| one == *id);
    let asked: Vec<&String> = library.cases.keys().filter(asked).collect();
    let failures: Vec<String> = asked
        .iter()
        .filter_map(|id| run_case(&library, id).err())
        .collect();
    for failure in &failures {
        println!("{failure}");
    }
    let (failed, played) = (failures.len(), asked.len());
    println!("{} of {played} cases conform", played - failed);
    assert!(failures.is_empty(), "{failed} of {played} cases fail");
}
