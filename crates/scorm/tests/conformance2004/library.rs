//! The cases and packages of the folder: read where it is, never copied.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scorm::plan::Activity;

use crate::case::Case;
use crate::engine;
use crate::lms::Package;
use crate::vocabulary::Vocabulary;

/// The folder of the test suite.
pub struct Library {
    folder: PathBuf,
    /// The cases by name, or why one can't be read.
    pub cases: BTreeMap<String, Result<Case, String>>,
    /// The objectives that the package of each case shares with others.
    shared: BTreeMap<String, BTreeSet<String>>,
}

impl Library {
    /// Reads every case; none when the folder is absent.
    pub fn read(folder: &Path) -> Result<Option<Self>, String> {
        if !folder.join("cases").is_dir() {
            return Ok(None);
        }
        let vocabulary = Vocabulary::read(&bytes(&folder.join("Commands.properties"))?);
        let files = fs::read_dir(folder.join("cases")).map_err(|error| error.to_string())?;
        let mut cases = BTreeMap::new();
        for file in files.filter_map(Result::ok) {
            let name = file.file_name();
            if let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".properties")) {
                let case = bytes(&file.path()).and_then(|bytes| Case::parse(id, &bytes, &vocabulary));
                cases.insert(id.to_owned(), case);
            }
        }
        let mut library = Self {
            folder: folder.to_owned(),
            cases,
            shared: BTreeMap::new(),
        };
        library.shared = library
            .readable()
            .map(|case| (case.id.clone(), library.targets(case)))
            .collect();
        Ok(Some(library))
    }

    /// A package, by the name of its manifest.
    pub fn package(&self, id: &str) -> Result<Package, String> {
        let manifest = bytes(&self.folder.join(format!("manifests/{id}.xml")))?;
        let plan = engine::plan(&manifest).map_err(|error| format!("manifest {id}: {error}"))?;
        Ok(Package {
            id: id.to_owned(),
            plan,
        })
    }

    /// The cases that could be read, by name.
    pub fn readable(&self) -> impl Iterator<Item = &Case> {
        self.cases.values().filter_map(|case| case.as_ref().ok())
    }

    /// The cases that must come before this one for the same learner: those, earlier by name, whose shared objectives it
    /// uses.
    pub fn before(&self, case: &Case) -> Vec<&Case> {
        let used = |id: &str| self.shared.get(id).into_iter().flatten().collect::<BTreeSet<_>>();
        let mine = used(&case.id);
        let earlier = self.readable().take_while(|earlier| earlier.id < case.id);
        earlier
            .filter(|earlier| !used(&earlier.id).is_disjoint(&mine))
            .collect()
    }

    /// The shared objectives of a case's package; none where it keeps them to itself, or can't be read.
    fn targets(&self, case: &Case) -> BTreeSet<String> {
        let mut targets = BTreeSet::new();
        let package = self.package(&case.package).ok();
        if let Some(plan) = package
            .map(|package| package.plan)
            .filter(|plan| plan.objectives_global_to_system)
        {
            collect(&plan.root, &mut targets);
        }
        targets
    }
}

fn collect(activity: &Activity, targets: &mut BTreeSet<String>) {
    let sequencing = &activity.sequencing;
    let objectives = std::iter::once(&sequencing.primary).chain(&sequencing.objectives);
    targets.extend(
        objectives
            .flat_map(|objective| &objective.maps)
            .map(|map| map.target.clone()),
    );
    for child in &activity.children {
        collect(child, targets);
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
