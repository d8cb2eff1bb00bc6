use super::href::percent_encode;
use super::item::Item;
use super::resource::ScormType;
use super::{Manifest, Organization};
use crate::cmi12::Timespan;

/// Something to launch: an item and its resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Launchable {
    /// The item's identifier.
    pub identifier: String,
    /// The item's title.
    pub title: String,
    /// The titles of the items around it, outer first.
    pub within: Vec<String>,
    /// The item's `isvisible`.
    pub is_visible: bool,
    /// Whether it speaks to the platform.
    pub scorm_type: ScormType,
    /// The path of its file in the archive.
    pub path: String,
    /// The address to launch, relative to the root of the package: the path percent-encoded, then the query and the
    /// fragment of `href` joined with the item's parameters.
    pub url: String,
    /// The item's `adlcp:prerequisites`.
    pub prerequisites: Option<String>,
    /// The item's `adlcp:maxtimeallowed`.
    pub max_time_allowed: Option<Timespan>,
    /// The item's `adlcp:timelimitaction`.
    pub time_limit_action: Option<String>,
    /// The item's `adlcp:datafromlms`.
    pub data_from_lms: Option<String>,
    /// The item's `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
}

/// What an organization launches, in the order of its plan.
pub(super) fn launchables(manifest: &Manifest, organization: &Organization) -> Vec<Launchable> {
    let mut found = Vec::new();
    walk(manifest, &organization.items, &mut Vec::new(), &mut found);
    found
}

fn walk(manifest: &Manifest, items: &[Item], within: &mut Vec<String>, found: &mut Vec<Launchable>) {
    for item in items {
        if let Some(launch) = &item.launch
            && let Some(resource) = manifest.resources.get(launch.resource)
        {
            let address = format!("{}{}", percent_encode(&launch.path), launch.suffix);
            found.push(Launchable {
                identifier: item.identifier.clone(),
                title: item.title.clone(),
                within: within.clone(),
                is_visible: item.is_visible,
                scorm_type: resource.scorm_type,
                path: launch.path.clone(),
                url: join_parameters(&address, &item.parameters),
                prerequisites: item.prerequisites.clone(),
                max_time_allowed: item.max_time_allowed,
                time_limit_action: item.time_limit_action.clone(),
                data_from_lms: item.data_from_lms.clone(),
                mastery_score: item.mastery_score,
            });
        }
        within.push(item.title.clone());
        walk(manifest, &item.children, within, found);
        within.pop();
    }
}

/// Joins an item's parameters to an address. CAM 2.3.4 (`parameters`): leading `?` and `&` are dropped; a fragment is
/// appended unless the address has one; anything else follows a `?`, or a `&` when there is a query already. A query is
/// put before the address's fragment, where it has its meaning.
pub fn join_parameters(address: &str, parameters: &str) -> String {
    let parameters = parameters.trim_start_matches(['?', '&']);
    if parameters.is_empty() {
        return address.to_owned();
    }
    if parameters.starts_with('#') {
        return if address.contains('#') {
            address.to_owned()
        } else {
            format!("{address}{parameters}")
        };
    }
    let (before, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let mark = if before.contains('?') { '&' } else { '?' };
    let fragment = if parameters.contains('#') { "" } else { fragment };
    format!("{before}{mark}{parameters}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::join_parameters;

    #[test]
    fn parameters_are_joined() {
        for (address, parameters, joined) in [
            ("a.html", "", "a.html"),
            ("a.html", "?", "a.html"),
            ("a.html", "x=1", "a.html?x=1"),
            ("a.html", "?x=1", "a.html?x=1"),
            ("a.html", "&?&x=1", "a.html?x=1"),
            ("a.html?y=2", "?x=1", "a.html?y=2&x=1"),
            ("a.html", "#part", "a.html#part"),
            ("a.html#one", "#two", "a.html#one"),
            ("a.html#one", "?x=1", "a.html?x=1#one"),
        ] {
            assert_eq!(
                join_parameters(address, parameters),
                joined,
                "{address} {parameters}"
            );
        }
    }
}
