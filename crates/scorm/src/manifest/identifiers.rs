use std::collections::{BTreeMap, BTreeSet};

use super::Organization;
use super::item::Item;
use super::warning::Warning;

/// Gives each activity of an organization an identifier of its own, for `choice` and `jump` requests name an activity by
/// it, and what a learner did is kept under it. The first that has one keeps it; the others get a number after it.
///
/// A sub-manifest that two items name makes its identifiers come twice in a document where each is unique.
pub(super) fn settle(organization: &mut Organization, say: &mut dyn FnMut(Warning)) {
    let mut names = Names::default();
    names.taken.insert(organization.identifier.clone());
    reserve(&organization.items, &mut names.taken);
    if organization.identifier.is_empty() {
        organization.identifier = names.fresh("organization", 1);
    }
    names.used.insert(organization.identifier.clone());
    rename(&mut organization.items, &mut names, say);
}

/// The identifiers of a plan.
#[derive(Default)]
struct Names {
    /// Those that an author wrote, and those that were given.
    taken: BTreeSet<String>,
    /// Those of the activities seen so far.
    used: BTreeSet<String>,
    /// The next number to put after each.
    next: BTreeMap<String, usize>,
}

impl Names {
    /// One that nothing has, made from this one.
    fn fresh(&mut self, from: &str, first: usize) -> String {
        let number = self.next.entry(from.to_owned()).or_insert(first);
        loop {
            let name = format!("{from}-{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn reserve(items: &[Item], taken: &mut BTreeSet<String>) {
    for item in items {
        taken.insert(item.identifier.clone());
        reserve(&item.children, taken);
    }
}

fn rename(items: &mut [Item], names: &mut Names, say: &mut dyn FnMut(Warning)) {
    for item in items {
        if item.identifier.is_empty() {
            item.identifier = names.fresh("item", 1);
            say(Warning::ItemWithoutIdentifier {
                item: item.title.clone(),
                given: item.identifier.clone(),
            });
        } else if names.used.contains(&item.identifier) {
            let renamed = names.fresh(&item.identifier, 2);
            say(Warning::DuplicateItem {
                identifier: std::mem::replace(&mut item.identifier, renamed.clone()),
                renamed,
            });
        }
        names.used.insert(item.identifier.clone());
        rename(&mut item.children, names, say);
    }
}
