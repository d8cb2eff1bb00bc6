use std::collections::{BTreeMap, BTreeSet};

use super::element::Element;
use super::refusal::ManifestRefusal;
use super::resource::Resource;
use super::sequencing::{self, Collection, Definition, Remark};
use super::warning::Warning;
use crate::plan::{DataMap, Sequencing};

/// Remarks kept for one manifest.
const MOST_WARNINGS: usize = 100;
/// What the items and their sequencing may weigh together, in bytes: more than the largest manifest written out, far
/// less than one where many items name one sub-manifest or one reusable sequencing that is large.
const MOST_WEIGHT: usize = 48 << 20;

/// What reading a manifest gathers.
pub(super) struct Reader<'a> {
    pub paths: &'a BTreeSet<String>,
    pub by_key: BTreeMap<String, String>,
    pub resources: Vec<Resource>,
    pub by_identifier: BTreeMap<String, usize>,
    pub warnings: Vec<Warning>,
    /// Whether the version has sequencing.
    pub is_sequenced: bool,
    pub(super) items: usize,
    pub(super) depth: usize,
    pub(super) sub_manifests: usize,
    collection: Collection<'a>,
    weight: usize,
}

impl<'a> Reader<'a> {
    pub fn new(paths: &'a BTreeSet<String>) -> Self {
        let by_key = paths
            .iter()
            .map(|path| (crate::package::comparison_key(path), path.clone()))
            .collect();
        Self {
            paths,
            by_key,
            resources: Vec::new(),
            by_identifier: BTreeMap::new(),
            warnings: Vec::new(),
            is_sequenced: false,
            items: 0,
            depth: 0,
            sub_manifests: 0,
            collection: Collection::new(),
            weight: 0,
        }
    }

    pub fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(warning);
        } else if self.warnings.last() != Some(&Warning::More) {
            self.warnings.push(Warning::More);
        }
    }

    /// Counts what is about to be copied.
    pub fn spend(&mut self, weight: usize) -> Result<(), ManifestRefusal> {
        self.weight = self.weight.saturating_add(weight);
        if self.weight > MOST_WEIGHT {
            Err(ManifestRefusal::TooLarge)
        } else {
            Ok(())
        }
    }

    /// From here on, activities are sequenced by what the manifest says. SCORM 2004.
    pub fn sequence(&mut self, root: &'a Element) {
        self.is_sequenced = true;
        for name in sequencing::collect(root, &mut self.collection) {
            self.warn(Warning::SequencingTwice { name });
        }
    }

    /// How an item or an organization is sequenced; `within` is the organization of the sub-manifest that it names.
    pub fn sequencing(
        &mut self,
        element: &'a Element,
        within: Option<&'a Element>,
        title: &str,
    ) -> Result<Sequencing, ManifestRefusal> {
        if !self.is_sequenced {
            return Ok(Sequencing::default());
        }
        let mut remarks = Vec::new();
        let from = [Some(element), within].into_iter().flatten();
        let definition = Definition::gather(from, &self.collection, &mut remarks);
        self.spend(definition.weight())?;
        let sequencing = sequencing::read(&definition, element, &mut remarks);
        self.remark(title, remarks);
        Ok(sequencing)
    }

    /// `adlcp:data` of an item.
    pub fn data(&mut self, element: &Element, title: &str) -> Vec<DataMap> {
        if !self.is_sequenced {
            return Vec::new();
        }
        let mut remarks = Vec::new();
        let data = sequencing::data(element, &mut remarks);
        self.remark(title, remarks);
        data
    }

    /// What an organization says by this attribute; true by default.
    pub fn is_global(&mut self, element: &Element, name: &'static str, title: &str) -> bool {
        if !self.is_sequenced {
            return true;
        }
        let mut remarks = Vec::new();
        let said = sequencing::boolean(element, name, true, &mut remarks);
        self.remark(title, remarks);
        said
    }

    fn remark(&mut self, title: &str, remarks: Vec<Remark>) {
        for remark in remarks {
            self.warn(Warning::Sequencing {
                item: title.to_owned(),
                remark,
            });
        }
    }
}
