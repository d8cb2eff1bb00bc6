//! Reading `imsmanifest.xml`. CAM 2.3 of SCORM 1.2, CAM 3.4 and 5 of SCORM 2004, IMS CP 1.1.2.
//!
//! [`parse`] takes the bytes and the archive's paths; it refuses what cannot be launched safely, in a French sentence
//! for authors, and tolerates the rest with [`Warning`]s. Unknown extensions are ignored.

mod element;
mod encoding;
mod href;
mod identifiers;
mod item;
mod launch;
mod plan;
mod prerequisites;
mod reader;
mod refusal;
mod resource;
mod sequencing;
mod version;
mod warning;
mod xml;

use std::collections::BTreeSet;

pub use item::{Item, ItemLaunch};
pub use launch::{Block, Launchable, join_parameters};
pub use refusal::ManifestRefusal;
pub use resource::{Resource, ScormType};
pub use sequencing::Remark;
pub use version::Version;
pub use warning::Warning;

use crate::plan::{Plan, Sequencing};
use element::Element;
use reader::Reader;

/// The largest manifest that is read, in bytes.
pub const LARGEST: usize = 8 << 20;
/// The deepest nesting of elements that is read.
pub const DEEPEST: usize = 64;
/// The most elements that are read.
pub const MOST_ELEMENTS: usize = 200_000;
/// The most items that the organizations may hold together.
pub const MOST_ITEMS: usize = 20_000;
/// The deepest plan that has sequencing: each level of a [`Plan`] is two levels of its JSON, and readers of JSON stop at
/// about 128.
pub const DEEPEST_PLAN: usize = 48;

/// A manifest that can be launched.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The version of SCORM.
    pub version: Version,
    /// The identifier of the manifest; empty when it has none.
    pub identifier: String,
    /// The title of the default organization, or that of the metadata.
    pub title: String,
    /// The organizations, in order: never empty.
    pub organizations: Vec<Organization>,
    /// The index of the default one. CAM 2.3.4: the one that `default` names, otherwise the first.
    pub default: usize,
    /// The resources, those of sub-manifests included.
    pub resources: Vec<Resource>,
    /// What authors should know.
    pub warnings: Vec<Warning>,
}

/// An `<organization>`: one way through the package.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// Its identifier; empty when it has none.
    pub identifier: String,
    /// Its title.
    pub title: String,
    /// Its items, a tree in order.
    pub items: Vec<Item>,
    /// How it is sequenced; the default one before SCORM 2004.
    pub sequencing: Sequencing,
    /// `adlseq:objectivesGlobalToSystem`.
    pub objectives_global_to_system: bool,
    /// `adlcp:sharedDataGlobalToSystem`.
    pub shared_data_global_to_system: bool,
}

impl Manifest {
    /// The default organization.
    pub fn organization(&self) -> Option<&Organization> {
        self.organizations.get(self.default)
    }

    /// What the default organization launches, in order.
    pub fn launchables(&self) -> Vec<Launchable> {
        self.content().0
    }

    /// The items of the default organization that hold others or launch nothing, each after the one that it is in.
    pub fn blocks(&self) -> Vec<Block> {
        self.content().1
    }

    fn content(&self) -> (Vec<Launchable>, Vec<Block>) {
        self.organization()
            .map(|organization| launch::content(self, organization))
            .unwrap_or_default()
    }

    /// The activities of the default organization, and how they are sequenced; `None` before SCORM 2004.
    ///
    /// Each has an identifier of its own, the one of its item in [`Manifest::launchables`].
    pub fn plan(&self) -> Option<Plan> {
        let organization = self.organization().filter(|_| self.version.has_sequencing())?;
        Some(plan::plan(self, organization))
    }
}

/// Reads a manifest.
///
/// `paths` are those of the archive's files, from its root, as [`crate::package::Package::paths`] gives them.
///
/// Errors: a [`ManifestRefusal`], whose text is a French sentence for authors.
pub fn parse(bytes: &[u8], paths: &BTreeSet<String>) -> Result<Manifest, ManifestRefusal> {
    if bytes.len() > LARGEST {
        return Err(ManifestRefusal::TooLarge);
    }
    let text = encoding::decode(bytes)?;
    let root = xml::parse(&text)?;
    if root.name != "manifest" {
        return Err(ManifestRefusal::NotAManifest { root: root.name });
    }
    let mut reader = Reader::new(paths);
    let version = version::detect(&root, &mut reader.warnings);
    if version.has_sequencing() {
        reader.sequence(&root);
    }
    resource::collect(&root, "", &mut reader);
    let (organizations, default) = organizations(&root, &mut reader)?;
    let title = match organizations
        .get(default)
        .map(|organization| organization.title.clone())
    {
        Some(title) if !title.is_empty() => title,
        _ => metadata_title(&root).unwrap_or_default(),
    };
    if title.is_empty() {
        reader.warn(Warning::NoTitle);
    }
    let mut manifest = Manifest {
        version,
        identifier: root.attribute("identifier").unwrap_or_default().to_owned(),
        title,
        organizations,
        default,
        resources: std::mem::take(&mut reader.resources),
        warnings: Vec::new(),
    };
    if let Some(plan) = manifest.plan() {
        sequencing::check(&plan.root, &mut |title, remark| {
            reader.warn(Warning::Sequencing {
                item: title.to_owned(),
                remark,
            });
        });
    }
    manifest.warnings = reader.warnings;
    Ok(manifest)
}

fn organizations<'a>(
    root: &'a Element,
    reader: &mut Reader<'a>,
) -> Result<(Vec<Organization>, usize), ManifestRefusal> {
    let Some(list) = root.child("organizations") else {
        return Err(ManifestRefusal::NoOrganization);
    };
    let mut organizations = Vec::new();
    for element in list.children("organization") {
        organizations.push(organization(element, root, reader)?);
    }
    if organizations.is_empty() {
        return Err(ManifestRefusal::NoOrganization);
    }
    let default = match list.identifier("default") {
        None => 0,
        Some(name) => match organizations.iter().position(|one| one.identifier == name) {
            Some(index) => index,
            None => {
                reader.warn(Warning::DefaultOrganizationUnknown { name });
                0
            }
        },
    };
    if let Some(organization) = organizations.get_mut(default) {
        let settle = if reader.is_sequenced {
            identifiers::settle
        } else {
            prerequisites::check
        };
        settle(organization, &mut |warning| reader.warn(warning));
    }
    if organizations
        .get(default)
        .is_none_or(|organization| !item::launches(&organization.items))
    {
        return Err(ManifestRefusal::NoItem);
    }
    Ok((organizations, default))
}

fn organization<'a>(
    element: &'a Element,
    root: &'a Element,
    reader: &mut Reader<'a>,
) -> Result<Organization, ManifestRefusal> {
    reader.spend(element.weight())?;
    let identifier = element.identifier("identifier").unwrap_or_default();
    let title = element.child_text("title");
    let shown = if title.is_empty() { &identifier } else { &title };
    Ok(Organization {
        items: reader.items(element, root)?,
        sequencing: reader.sequencing(element, None, shown)?,
        objectives_global_to_system: reader.is_global(element, "objectivesGlobalToSystem", shown),
        shared_data_global_to_system: reader.is_global(element, "sharedDataGlobalToSystem", shown),
        identifier,
        title,
    })
}

/// The title of the metadata: `lom/general/title/langstring`. CAM 2.2.
fn metadata_title(root: &Element) -> Option<String> {
    let title = root
        .child("metadata")?
        .any_child("lom")?
        .any_child("general")?
        .any_child("title")?;
    let text = title
        .any_child("langstring")
        .or_else(|| title.any_child("string"))
        .unwrap_or(title)
        .text();
    (!text.is_empty()).then_some(text)
}
