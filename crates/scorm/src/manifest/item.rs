use super::element::Element;
use super::reader::Reader;
use super::refusal::ManifestRefusal;
use super::warning::Warning;
use super::{DEEPEST, DEEPEST_PLAN, MOST_ITEMS};
use crate::cmi12::Timespan;
use crate::plan::{DataMap, Sequencing};

/// Items that may name a sub-manifest.
const MOST_SUB_MANIFESTS: usize = 1_000;
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
    /// `adlcp:prerequisites`, as written: a script that [`crate::cmi12::Prerequisite`] reads. Before SCORM 2004, one that
    /// can't be read or can't ever hold is dropped.
    pub prerequisites: Option<String>,
    /// `adlcp:maxtimeallowed`.
    pub max_time_allowed: Option<Timespan>,
    /// `adlcp:timelimitaction`.
    pub time_limit_action: Option<String>,
    /// `adlcp:datafromlms`: what content reads as `cmi.launch_data`.
    pub data_from_lms: Option<String>,
    /// `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
    /// How it is sequenced; the default one before SCORM 2004.
    pub sequencing: Sequencing,
    /// `adlcp:data`: the shared data that it may use.
    pub data: Vec<DataMap>,
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

/// What an item's `identifierref` names.
enum Reference<'a> {
    Nothing,
    Launch(ItemLaunch),
    SubManifest(&'a Element, &'a Element),
}

impl<'a> Reader<'a> {
    /// The items of an organization or of an item; `manifest` holds the sub-manifests that they may name.
    pub fn items(
        &mut self,
        parent: &'a Element,
        manifest: &'a Element,
    ) -> Result<Vec<Item>, ManifestRefusal> {
        // Sub-manifests inside sub-manifests nest deeper than the document itself does.
        if self.depth > DEEPEST {
            return Err(ManifestRefusal::TooManyItems);
        }
        if self.is_sequenced && self.depth > DEEPEST_PLAN {
            return Err(ManifestRefusal::PlanTooDeep);
        }
        self.depth += 1;
        let items = parent
            .children("item")
            .map(|element| self.item(element, manifest))
            .collect();
        self.depth -= 1;
        items
    }

    fn item(&mut self, element: &'a Element, manifest: &'a Element) -> Result<Item, ManifestRefusal> {
        self.items += 1;
        if self.items > MOST_ITEMS {
            return Err(ManifestRefusal::TooManyItems);
        }
        self.spend(element.weight())?;
        let identifier = element.identifier("identifier").unwrap_or_default();
        let mut title = element.child_text("title");
        if title.is_empty() {
            self.warn(Warning::ItemWithoutTitle {
                item: identifier.clone(),
            });
            title.clone_from(&identifier);
        }
        let mut children = self.items(element, manifest)?;
        let mut within = None;
        let launch = match self.reference(element, manifest, &title, !children.is_empty())? {
            Reference::Nothing => None,
            Reference::Launch(launch) => Some(launch),
            Reference::SubManifest(sub, organization) => {
                children.extend(self.items(organization, sub)?);
                within = Some(organization);
                None
            }
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
            prerequisites: self.prerequisites(element, &title),
            max_time_allowed: self.max_time_allowed(element, &title),
            time_limit_action: self.time_limit_action(element, &title),
            data_from_lms: element.adlcp("datafromlms"),
            mastery_score: self.mastery_score(element, &title),
            sequencing: self.sequencing(element, within, &title)?,
            data: self.data(element, &title),
            identifier,
            title,
            launch,
            children,
        })
    }

    /// What `identifierref` names. IMS CP 2.2: a resource, or a sub-manifest.
    fn reference(
        &mut self,
        element: &Element,
        manifest: &'a Element,
        title: &str,
        is_cluster: bool,
    ) -> Result<Reference<'a>, ManifestRefusal> {
        let Some(name) = element.identifier("identifierref") else {
            return Ok(Reference::Nothing);
        };
        let resource = self.by_identifier.get(&name).copied();
        let sub = match resource {
            Some(_) => None,
            None => self.sub_manifest(&name, manifest)?,
        };
        if let Some((sub, organization)) = sub {
            return Ok(Reference::SubManifest(sub, organization));
        }
        // CAM 3.4 of 2004: only a leaf names a resource.
        if self.is_sequenced && is_cluster {
            self.warn(Warning::ClusterLaunches {
                item: title.to_owned(),
            });
            return Ok(Reference::Nothing);
        }
        let resource = resource.ok_or_else(|| ManifestRefusal::ResourceMissing {
            item: title.to_owned(),
            resource: name,
        })?;
        let target = self.launch_target(resource)?;
        Ok(Reference::Launch(ItemLaunch {
            resource,
            path: target.path,
            suffix: target.suffix,
        }))
    }

    /// A sub-manifest and the organization of it that an item names.
    fn sub_manifest(
        &mut self,
        name: &str,
        manifest: &'a Element,
    ) -> Result<Option<(&'a Element, &'a Element)>, ManifestRefusal> {
        self.sub_manifests += 1;
        if self.sub_manifests > MOST_SUB_MANIFESTS {
            return Err(ManifestRefusal::TooManyItems);
        }
        let mut subs = manifest.children("manifest");
        let found = subs.find(|sub| sub.identifier("identifier").as_deref() == Some(name));
        Ok(found.and_then(|sub| {
            let list = sub.child("organizations")?;
            let wanted = list.identifier("default");
            let organization = list
                .children("organization")
                .find(|one| wanted.is_some() && one.identifier("identifier") == wanted)
                .or_else(|| list.child("organization"))?;
            Some((sub, organization))
        }))
    }

    /// CAM 2.3.4: a script in the language of AICC, the only one that SCORM names.
    fn prerequisites(&mut self, element: &Element, title: &str) -> Option<String> {
        let script = element.adlcp("prerequisites")?;
        let language = element.adlcp_child("prerequisites")?.attribute("type");
        let language = language.map(str::trim).filter(|said| !said.is_empty());
        match language {
            Some(other) if !self.is_sequenced && !other.eq_ignore_ascii_case("aicc_script") => {
                self.warn(Warning::PrerequisitesLanguage {
                    item: title.to_owned(),
                    language: other.to_owned(),
                });
                None
            }
            _ => Some(script),
        }
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
