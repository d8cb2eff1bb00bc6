use super::element::{Element, Space};
use super::href::{self, Target};
use super::reader::Reader;
use super::refusal::ManifestRefusal;
use super::warning::Warning;

/// `adlcp:scormtype`. CAM 2.3.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScormType {
    /// Content that speaks to the platform.
    Sco,
    /// Content that does not.
    Asset,
}

/// A `<resource>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its identifier.
    pub identifier: String,
    /// `type`, « webcontent » as a rule.
    pub r#type: String,
    /// `adlcp:scormtype`, whatever its case; an asset when absent.
    pub scorm_type: ScormType,
    /// `href`, as written; `None` when absent.
    pub href: Option<String>,
    /// The `xml:base` of the manifest, of `<resources>` and of the resource, joined.
    pub base: String,
    /// The paths of its files that are in the archive.
    pub files: Vec<String>,
    /// The identifiers of the resources it depends on.
    pub dependencies: Vec<String>,
}

/// Gathers the resources of a manifest and of its sub-manifests. IMS CP 2.2: bases join from the outside in.
pub(super) fn collect(manifest: &Element, outer: &str, reader: &mut Reader<'_>) {
    let from = reader.resources.len();
    gather(manifest, outer, reader);
    for index in from..reader.resources.len() {
        let Some(resource) = reader.resources.get(index) else {
            continue;
        };
        let missing: Vec<Warning> = resource
            .dependencies
            .iter()
            .filter(|dependency| !reader.by_identifier.contains_key(*dependency))
            .map(|dependency| Warning::DependencyMissing {
                resource: resource.identifier.clone(),
                dependency: dependency.clone(),
            })
            .collect();
        missing.into_iter().for_each(|warning| reader.warn(warning));
    }
}

fn gather(manifest: &Element, outer: &str, reader: &mut Reader<'_>) {
    let base = joined(outer, manifest);
    for list in manifest.children("resources") {
        let base = joined(&base, list);
        for element in list.children("resource") {
            let resource = read(element, joined(&base, element), reader);
            let identifier = resource.identifier.clone();
            if reader.by_identifier.contains_key(&identifier) {
                reader.warn(Warning::DuplicateIdentifier { identifier });
            } else {
                reader.by_identifier.insert(identifier, reader.resources.len());
                reader.resources.push(resource);
            }
        }
    }
    for child in manifest.children("manifest") {
        gather(child, &base, reader);
    }
}

fn joined(base: &str, element: &Element) -> String {
    match element.attribute_of(Space::Xml, "base") {
        Some(own) => href::join(base, own.trim()),
        None => base.to_owned(),
    }
}

fn read(element: &Element, base: String, reader: &mut Reader<'_>) -> Resource {
    let identifier = element.identifier("identifier").unwrap_or_default();
    let r#type = element.attribute("type").unwrap_or_default().to_owned();
    if !r#type.eq_ignore_ascii_case("webcontent") {
        reader.warn(Warning::TypeNotWebContent {
            resource: identifier.clone(),
        });
    }
    let said = element.attribute_of(Space::Adlcp, "scormtype").map(str::trim);
    let scorm_type = match said {
        Some(said) if said.eq_ignore_ascii_case("sco") => ScormType::Sco,
        Some(said) if said.eq_ignore_ascii_case("asset") => ScormType::Asset,
        _ => {
            reader.warn(Warning::ScormTypeMissing {
                resource: identifier.clone(),
            });
            ScormType::Asset
        }
    };
    let mut files = Vec::new();
    for file in element.children("file") {
        let written = file.attribute("href").unwrap_or_default();
        match reader.locate(&base, written) {
            Ok(Located::Found(target)) => files.push(target.path),
            Ok(Located::Absent(path)) => reader.warn(Warning::FileMissing {
                resource: identifier.clone(),
                path,
            }),
            Err(()) => {
                reader.warn(Warning::FileOutside {
                    resource: identifier.clone(),
                    href: written.to_owned(),
                });
            }
        }
    }
    let dependencies = element
        .children("dependency")
        .filter_map(|one| one.identifier("identifierref"));
    Resource {
        r#type,
        scorm_type,
        href: element
            .attribute("href")
            .map(str::trim)
            .filter(|href| !href.is_empty())
            .map(str::to_owned),
        base,
        files,
        dependencies: dependencies.collect(),
        identifier,
    }
}

/// Where a reference leads in the archive.
pub(super) enum Located {
    Found(Target),
    Absent(String),
}

impl Reader<'_> {
    /// Finds what a reference names: as written, then without its percent-decoding, then after a base that lacks its
    /// final slash, then by case alone. `Err` when it leads outside.
    pub(super) fn locate(&mut self, base: &str, written: &str) -> Result<Located, ()> {
        let target = href::resolve(&href::join(base, written)).map_err(|_| ())?;
        if self.paths.contains(&target.path) {
            return Ok(Located::Found(target));
        }
        let joined = href::join(base, written);
        let end = joined.find(['?', '#']).unwrap_or(joined.len());
        if let Some(path) = joined.get(..end).filter(|path| self.paths.contains(*path)) {
            return Ok(Located::Found(Target {
                path: path.to_owned(),
                suffix: target.suffix,
            }));
        }
        if !base.is_empty() && !base.ends_with('/') {
            let slashed = href::resolve(&href::join(&format!("{base}/"), written)).map_err(|_| ())?;
            if self.paths.contains(&slashed.path) {
                self.warn(Warning::BaseWithoutSlash {
                    base: base.to_owned(),
                });
                return Ok(Located::Found(slashed));
            }
        }
        if let Some(actual) = self
            .by_key
            .get(&crate::package::comparison_key(&target.path))
            .cloned()
        {
            self.warn(Warning::CaseDiffers {
                written: target.path,
                actual: actual.clone(),
            });
            return Ok(Located::Found(Target {
                path: actual,
                suffix: target.suffix,
            }));
        }
        Ok(Located::Absent(target.path))
    }

    /// What an item's resource launches.
    pub(super) fn launch_target(&mut self, index: usize) -> Result<Target, ManifestRefusal> {
        let (resource, base, href) = match self.resources.get(index) {
            Some(resource) => (
                resource.identifier.clone(),
                resource.base.clone(),
                resource.href.clone(),
            ),
            None => (String::new(), String::new(), None),
        };
        let Some(href) = href else {
            return Err(ManifestRefusal::HrefMissing { resource });
        };
        match self.locate(&base, &href) {
            Ok(Located::Found(target)) => Ok(target),
            Ok(Located::Absent(path)) => Err(ManifestRefusal::FileMissing { resource, path }),
            Err(()) => Err(ManifestRefusal::HrefOutside {
                resource,
                href: href::join(&base, &href),
            }),
        }
    }
}
