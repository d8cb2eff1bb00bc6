//! Reading `imsmanifest.xml`. CAM 2.3 (content packaging), IMS CP 1.1.2.
//!
//! [`parse`] takes the bytes and the archive's paths; it refuses what cannot be launched safely, in a French sentence
//! for authors, and tolerates the rest with [`Warning`]s. Unknown extensions are ignored.

mod encoding;
mod href;
mod item;
mod launch;
mod refusal;
mod resource;
mod version;
mod xml;

use std::collections::BTreeSet;

pub use item::{Item, ItemLaunch};
pub use launch::{Launchable, join_parameters};
pub use refusal::{ManifestRefusal, Warning};
pub use resource::{Resource, ScormType};
pub use version::Version;

use item::Reader;
use xml::Element;

/// The largest manifest that is read, in bytes.
pub const LARGEST: usize = 8 << 20;
/// The deepest nesting of elements that is read.
pub const DEEPEST: usize = 64;
/// The most elements that are read.
pub const MOST_ELEMENTS: usize = 200_000;
/// The most items that the organizations may hold together.
pub const MOST_ITEMS: usize = 20_000;

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
}

impl Manifest {
    /// The default organization.
    pub fn organization(&self) -> Option<&Organization> {
        self.organizations.get(self.default)
    }

    /// What the default organization launches, in order.
    pub fn launchables(&self) -> Vec<Launchable> {
        self.organization()
            .map(|organization| launch::launchables(self, organization))
            .unwrap_or_default()
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
    Ok(Manifest {
        version,
        identifier: root.attribute("identifier").unwrap_or_default().to_owned(),
        title,
        organizations,
        default,
        resources: reader.resources,
        warnings: reader.warnings,
    })
}

fn organizations(
    root: &Element,
    reader: &mut Reader<'_>,
) -> Result<(Vec<Organization>, usize), ManifestRefusal> {
    let Some(list) = root.child("organizations") else {
        return Err(ManifestRefusal::NoOrganization);
    };
    let mut organizations = Vec::new();
    for element in list.children("organization") {
        organizations.push(Organization {
            identifier: element.attribute("identifier").unwrap_or_default().to_owned(),
            title: element.child_text("title"),
            items: reader.items(element, root)?,
        });
    }
    if organizations.is_empty() {
        return Err(ManifestRefusal::NoOrganization);
    }
    let default = match list.attribute("default") {
        None => 0,
        Some(name) => match organizations.iter().position(|one| one.identifier == name) {
            Some(index) => index,
            None => {
                reader.warn(Warning::DefaultOrganizationUnknown {
                    name: name.to_owned(),
                });
                0
            }
        },
    };
    if organizations
        .get(default)
        .is_none_or(|organization| !item::launches(&organization.items))
    {
        return Err(ManifestRefusal::NoItem);
    }
    Ok((organizations, default))
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
