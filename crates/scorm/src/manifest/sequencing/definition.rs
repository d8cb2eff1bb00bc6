use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Remark;
use crate::manifest::element::{Element, Space};

/// The `<sequencing>` elements that say how one activity is sequenced, first the one that wins.
///
/// CAM 5.1.1: an element that a `<sequencing>` holds replaces the same one of the `<sequencing>` that its `IDRef` names,
/// whole, and the others of that one hold. The organization of a sub-manifest comes after the item that names it, by the
/// same rule: the item is what the author of the whole wrote last.
#[derive(Default)]
pub(in crate::manifest) struct Definition<'e>(Vec<&'e Element>);

/// The reusable `<sequencing>` elements of `<sequencingCollection>`, by `ID`. CAM 5.1.
pub(in crate::manifest) type Collection<'e> = BTreeMap<String, &'e Element>;

impl<'e> Definition<'e> {
    /// Gathers them from an `<item>` or an `<organization>`, and from what it inherits.
    pub fn gather(
        from: impl IntoIterator<Item = &'e Element>,
        collection: &Collection<'e>,
        remarks: &mut Vec<Remark>,
    ) -> Self {
        let mut found = Vec::new();
        for own in from
            .into_iter()
            .filter_map(|element| element.known("sequencing").next())
        {
            found.push(own);
            let Some(name) = own.identifier("IDRef") else {
                continue;
            };
            match collection.get(&name) {
                Some(referenced) => found.push(*referenced),
                None => remarks.push(Remark::SequencingMissing { name }),
            }
        }
        Self(found)
    }

    /// The element with this name.
    pub fn part(&self, name: &'static str) -> Option<&'e Element> {
        self.find(name, |_| true)
    }

    /// `imsss:objectives`.
    pub fn objectives(&self) -> Option<&'e Element> {
        self.find("objectives", |space| space != Space::Adlseq)
    }

    /// `adlseq:objectives`, which has the name of the other.
    pub fn adl_objectives(&self) -> Option<&'e Element> {
        self.find("objectives", |space| space == Space::Adlseq)
    }

    fn find(&self, name: &'static str, of: fn(Space) -> bool) -> Option<&'e Element> {
        let mut parts = self.0.iter();
        parts.find_map(|sequencing| sequencing.known(name).find(|part| of(part.space)))
    }

    /// About how many bytes the copy of what was gathered would take.
    pub fn weight(&self) -> usize {
        self.0.iter().map(|sequencing| sequencing.weight()).sum()
    }
}

/// Gathers the collection of a manifest and of its sub-manifests; answers the names that are given twice.
pub(in crate::manifest) fn collect<'e>(
    manifest: &'e Element,
    collection: &mut Collection<'e>,
) -> Vec<String> {
    let mut twice = Vec::new();
    for sequencing in manifest
        .known("sequencingCollection")
        .flat_map(|list| list.known("sequencing"))
    {
        let Some(name) = sequencing.identifier("ID") else {
            continue;
        };
        match collection.entry(name) {
            Entry::Occupied(first) => twice.push(first.key().clone()),
            Entry::Vacant(place) => {
                place.insert(sequencing);
            }
        }
    }
    for sub in manifest.children("manifest") {
        twice.extend(collect(sub, collection));
    }
    twice
}
