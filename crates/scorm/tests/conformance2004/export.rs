//! The cases as JSON, for a runner in another language: it reads no property file and no manifest's plan.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::case::Case;
use crate::library::Library;
use crate::outline::Outline;
use crate::triggers::Act;

/// All of it.
#[derive(Serialize)]
struct Export<'a> {
    cases: Vec<Exported<'a>>,
    /// The activities of each package.
    packages: BTreeMap<&'a str, Outline>,
}

/// A case, and those that come before it.
#[derive(Serialize)]
struct Exported<'a> {
    #[serde(flatten)]
    case: &'a Case,
    /// The cases whose shared objectives it goes on from.
    after: Vec<&'a str>,
}

/// The cases that can be read and the packages that they open.
pub fn json(library: &Library) -> Result<String, String> {
    let mut packages = BTreeMap::new();
    let mut cases = Vec::new();
    for case in library.readable() {
        for id in opened(case) {
            packages.insert(id, Outline::of(&library.package(id)?.plan));
        }
        let after = library.before(case).iter().map(|one| one.id.as_str()).collect();
        cases.push(Exported { case, after });
    }
    serde_json::to_string(&Export { cases, packages }).map_err(|error| error.to_string())
}

fn opened(case: &Case) -> impl Iterator<Item = &str> {
    let acts = case.visits.iter().flat_map(|visit| &visit.acts);
    let others = acts.filter_map(|act| match act {
        Act::Open(package) => package.as_deref(),
        _ => None,
    });
    std::iter::once(case.package.as_str()).chain(others)
}
