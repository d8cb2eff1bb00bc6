use std::collections::{BTreeMap, BTreeSet};

use super::refusal::{ManifestRefusal, Warning};
use super::resource::Resource;
use super::xml::Element;
use super::{DEEPEST, MOST_ITEMS};
use crate::cmi12::Timespan;

/// Items that may name a sub-manifest.
const MOST_SUB_MANIFESTS: usize = 1_000;
/// Remarks kept for one manifest.
const MOST_WARNINGS: usize = 100;
/// The values of `adlcp:timelimitaction`. CAM 2.3.4.
const TIME_LIMIT_ACTIONS: [&str; 4] = [
    "exit,message",
    "exit,no message",
    "continue,message",
    "continue,no message",
];

/// An `<item>`: a line of the plan. CAM 2.3.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its identifier.
    pub identifier: String,
    /// Its title; its identifier when it has none.
    pub title: String,
    /// `isvisible`: true unless said otherwise.
    pub is_visible: bool,
    /// `parameters`, as written.
    pub parameters: String,
    /// `adlcp:prerequisites`, as written (an AICC script).
    pub prerequisites: Option<String>,
    /// `adlcp:maxtimeallowed`.
    pub max_time_allowed: Option<Timespan>,
    /// `adlcp:timelimitaction`.
    pub time_limit_action: Option<String>,
    /// `adlcp:datafromlms`: what content reads as `cmi.launch_data`.
    pub data_from_lms: Option<String>,
    /// `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
    /// What it launches; `None` for a folder of the plan.
    pub launch: Option<ItemLaunch>,
    /// The items inside.
    pub children: Vec<Item>,
}

/// What an item launches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLaunch {
    /// The index of its resource in [`super::Manifest::resources`].
    pub resource: usize,
    /// The path of the file in the archive.
    pub path: String,
    /// The query and fragment of the resource's `href`, as written.
    pub suffix: String,
}

/// Whether something launches among these items.
pub(super) fn launches(items: &[Item]) -> bool {
    items
        .iter()
        .any(|item| item.launch.is_some() || launches(&item.children))
}

/// What reading a manifest gathers.
pub(super) struct Reader<'a> {
    pub paths: &'a BTreeSet<String>,
    pub by_key: BTreeMap<String, String>,
    pub resources: Vec<Resource>,
    pub by_identifier: BTreeMap<String, usize>,
    pub warnings: Vec<Warning>,
    items: usize,
    depth: usize,
    sub_manifests: usize,
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
            items: 0,
            depth: 0,
            sub_manifests: 0,
        }
    }

    pub fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(warning);
        } else if self.warnings.last() != Some(&Warning::More) {
            self.warnings.push(Warning::More);
        }
    }

    /// The items of an organization or of an item; `manifest` holds the sub-manifests that they may name.
    pub fn items(&mut self, parent: &Element, manifest: &Element) -> Result<Vec<Item>, ManifestRefusal> {
        // Sub-manifests inside sub-manifests nest deeper than the document itself does.
        if self.depth > DEEPEST {
            return Err(ManifestRefusal::TooManyItems);
        }
        self.depth += 1;
        let items = parent
            .children("item")
            .map(|element| self.item(element, manifest))
            .collect();
        self.depth -= 1;
        items
    }

    fn item(&mut self, element: &Element, manifest: &Element) -> Result<Item, ManifestRefusal> {
        self.items += 1;
        if self.items > MOST_ITEMS {
            return Err(ManifestRefusal::TooManyItems);
        }
        let identifier = element.attribute("identifier").unwrap_or_default().to_owned();
        let mut title = element.child_text("title");
        if title.is_empty() {
            self.warn(Warning::ItemWithoutTitle {
                item: identifier.clone(),
            });
            title.clone_from(&identifier);
        }
        let mut children = self.items(element, manifest)?;
        let reference = element
            .attribute("identifierref")
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let launch = match reference {
            None => None,
            Some(name) => match self.by_identifier.get(name).copied() {
                Some(resource) => {
                    let target = self.launch_target(resource)?;
                    Some(ItemLaunch {
                        resource,
                        path: target.path,
                        suffix: target.suffix,
                    })
                }
                None => {
                    children.extend(self.sub_manifest(name, manifest).ok_or_else(|| {
                        ManifestRefusal::ResourceMissing {
                            item: title.clone(),
                            resource: name.to_owned(),
                        }
                    })??);
                    None
                }
            },
        };
        if launch.is_none() && children.is_empty() {
            self.warn(Warning::ItemWithNothing { item: title.clone() });
        }
        Ok(Item {
            is_visible: !element
                .attribute("isvisible")
                .is_some_and(|said| matches!(said.trim(), "false" | "0")),
            parameters: element
                .attribute("parameters")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            prerequisites: element.adlcp("prerequisites"),
            max_time_allowed: self.max_time_allowed(element, &title),
            time_limit_action: self.time_limit_action(element, &title),
            data_from_lms: element
                .adlcp("datafromlms")
                .or_else(|| element.adlcp("dataFromLMS")),
            mastery_score: self.mastery_score(element, &title),
            identifier,
            title,
            launch,
            children,
        })
    }

    /// The items of the sub-manifest that an item names. IMS CP 2.2: an item may refer to a sub-manifest.
    fn sub_manifest(&mut self, name: &str, manifest: &Element) -> Option<Result<Vec<Item>, ManifestRefusal>> {
        self.sub_manifests += 1;
        if self.sub_manifests > MOST_SUB_MANIFESTS {
            return Some(Err(ManifestRefusal::TooManyItems));
        }
        let sub = manifest
            .children("manifest")
            .find(|sub| sub.attribute("identifier") == Some(name))?;
        let list = sub.child("organizations")?;
        let wanted = list.attribute("default");
        let organization = list
            .children("organization")
            .find(|one| wanted.is_some() && one.attribute("identifier") == wanted)
            .or_else(|| list.child("organization"))?;
        Some(self.items(organization, sub))
    }

    fn mastery_score(&mut self, element: &Element, title: &str) -> Option<f64> {
        let value = element.adlcp("masteryscore")?;
        let score = value
            .parse::<f64>()
            .ok()
            .filter(|score| (0.0..=100.0).contains(score));
        if score.is_none() {
            self.warn(Warning::MasteryScore {
                item: title.to_owned(),
                value,
            });
        }
        score
    }

    fn max_time_allowed(&mut self, element: &Element, title: &str) -> Option<Timespan> {
        let value = element.adlcp("maxtimeallowed")?;
        let time = Timespan::parse(&value);
        if time.is_none() {
            self.warn(Warning::MaxTimeAllowed {
                item: title.to_owned(),
                value,
            });
        }
        time
    }

    fn time_limit_action(&mut self, element: &Element, title: &str) -> Option<String> {
        let value = element.adlcp("timelimitaction")?;
        if TIME_LIMIT_ACTIONS.contains(&value.as_str()) {
            return Some(value);
        }
        self.warn(Warning::TimeLimitAction {
            item: title.to_owned(),
            value,
        });
        None
    }
}
