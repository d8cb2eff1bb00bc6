use super::href::percent_encode;
use super::item::{Item, ItemLaunch};
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
    /// The index in [`Manifest::blocks`] of the item that it is in; none at the top of the plan.
    pub within: Option<usize>,
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

/// An item that holds others, or that launches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The item's identifier.
    pub identifier: String,
    /// The item's title.
    pub title: String,
    /// The item's `adlcp:prerequisites`: those of all that it holds too.
    pub prerequisites: Option<String>,
    /// The index of the block that it is in.
    pub within: Option<usize>,
}

/// What an organization launches, in the order of its plan, and the blocks around that.
pub(super) fn content(manifest: &Manifest, organization: &Organization) -> (Vec<Launchable>, Vec<Block>) {
    let mut found = (Vec::new(), Vec::new());
    walk(manifest, &organization.items, None, &mut found);
    found
}

fn walk(
    manifest: &Manifest,
    items: &[Item],
    within: Option<usize>,
    found: &mut (Vec<Launchable>, Vec<Block>),
) {
    for item in items {
        let launch = item.launch.as_ref();
        let launched = launch.and_then(|launch| Some((launch, manifest.resources.get(launch.resource)?)));
        if let Some((launch, resource)) = launched {
            found.0.push(Launchable {
                identifier: item.identifier.clone(),
                title: item.title.clone(),
                within,
                is_visible: item.is_visible,
                scorm_type: resource.scorm_type,
                path: launch.path.clone(),
                url: address(launch, &item.parameters),
                prerequisites: item.prerequisites.clone(),
                max_time_allowed: item.max_time_allowed,
                time_limit_action: item.time_limit_action.clone(),
                data_from_lms: item.data_from_lms.clone(),
                mastery_score: item.mastery_score,
            });
        }
        if launched.is_none() || !item.children.is_empty() {
            let at = found.1.len();
            found.1.push(Block {
                identifier: item.identifier.clone(),
                title: item.title.clone(),
                prerequisites: item.prerequisites.clone(),
                within,
            });
            walk(manifest, &item.children, Some(at), found);
        }
    }
}

/// The address to launch, relative to the root of the package.
pub(super) fn address(launch: &ItemLaunch, parameters: &str) -> String {
    let address = format!("{}{}", percent_encode(&launch.path), launch.suffix);
    join_parameters(&address, parameters)
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
