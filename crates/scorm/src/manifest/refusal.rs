use std::{error, fmt};

use super::version::Version;
use crate::typography::fill;

/// Why a manifest is refused. Its text is a French sentence for authors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum ManifestRefusal {
    TooLarge,
    TooDeep { line: usize },
    TooManyItems,
    Encoding { name: String },
    BadBytes { line: usize },
    NotXml { line: usize },
    Dtd { line: usize },
    Entity { line: usize },
    NotAManifest { root: String },
    NoOrganization,
    NoItem,
    ResourceMissing { item: String, resource: String },
    HrefMissing { resource: String },
    HrefOutside { resource: String, href: String },
    FileMissing { resource: String, path: String },
}

impl fmt::Display for ManifestRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line_of = |line: &usize| vec![line.to_string()];
        let (sentence, names): (&str, Vec<String>) = match self {
            Self::TooLarge => (
                "Le fichier « imsmanifest.xml » est démesuré : exportez à nouveau le module, ou partagez-le en plusieurs.",
                vec![],
            ),
            Self::TooDeep { line } => (
                "Le fichier « imsmanifest.xml » imbrique trop d’éléments (ligne {}) : simplifiez le plan du module.",
                line_of(line),
            ),
            Self::TooManyItems => (
                "Le fichier « imsmanifest.xml » contient trop d’éléments de plan : partagez le module en plusieurs.",
                vec![],
            ),
            Self::Encoding { name } => (
                "Le fichier « imsmanifest.xml » est écrit dans l’encodage « {} », qui n’est pas lu : enregistrez-le en UTF-8.",
                vec![name.clone()],
            ),
            Self::BadBytes { line } => (
                "Le fichier « imsmanifest.xml » contient un caractère illisible à la ligne {} : enregistrez-le en UTF-8.",
                line_of(line),
            ),
            Self::NotXml { line } => (
                "Le fichier « imsmanifest.xml » n’est pas du XML correct à la ligne {} : corrigez-la, ou exportez à nouveau le module.",
                line_of(line),
            ),
            Self::Dtd { line } => (
                "Le fichier « imsmanifest.xml » contient une déclaration DOCTYPE à la ligne {} : retirez-la.",
                line_of(line),
            ),
            Self::Entity { line } => (
                "Le fichier « imsmanifest.xml » utilise une entité inconnue à la ligne {} : remplacez-la par le caractère lui-même.",
                line_of(line),
            ),
            Self::NotAManifest { root } => (
                "Le fichier « imsmanifest.xml » commence par l’élément « {} » au lieu de « manifest » : exportez le module au format SCORM.",
                vec![root.clone()],
            ),
            Self::NoOrganization => (
                "Le fichier « imsmanifest.xml » ne décrit aucun plan (élément « organization ») : exportez le module au format SCORM, avec au moins une page à lancer.",
                vec![],
            ),
            Self::NoItem => (
                "Le plan du module ne contient aucune page à lancer (élément « item » relié à une ressource) : ajoutez-en une, puis exportez à nouveau le module.",
                vec![],
            ),
            Self::ResourceMissing { item, resource } => (
                "L’élément de plan « {} » renvoie à la ressource « {} », qui n’existe pas : corrigez le plan, puis exportez à nouveau le module.",
                vec![item.clone(), resource.clone()],
            ),
            Self::HrefMissing { resource } => (
                "La ressource « {} » ne dit pas quelle page lancer (attribut « href ») : complétez-la, puis exportez à nouveau le module.",
                vec![resource.clone()],
            ),
            Self::HrefOutside { resource, href } => (
                "La ressource « {} » lance « {} », hors du module : mettez cette page dans l’archive.",
                vec![resource.clone(), href.clone()],
            ),
            Self::FileMissing { resource, path } => (
                "La ressource « {} » lance « {} », absent de l’archive : ajoutez ce fichier, ou corrigez son chemin.",
                vec![resource.clone(), path.clone()],
            ),
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        f.write_str(&fill(sentence, &names))
    }
}

impl error::Error for ManifestRefusal {}

/// What authors should know of a manifest that is read all the same. Its text is a French sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum Warning {
    NoVersion { said: String },
    VersionGuessed { said: String, version: Version },
    NoTitle,
    ItemWithoutTitle { item: String },
    ItemWithNothing { item: String },
    DefaultOrganizationUnknown { name: String },
    TypeNotWebContent { resource: String },
    ScormTypeMissing { resource: String },
    CaseDiffers { written: String, actual: String },
    BaseWithoutSlash { base: String },
    FileMissing { resource: String, path: String },
    FileOutside { resource: String, href: String },
    DependencyMissing { resource: String, dependency: String },
    DuplicateIdentifier { identifier: String },
    MasteryScore { item: String, value: String },
    MaxTimeAllowed { item: String, value: String },
    TimeLimitAction { item: String, value: String },
    More,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sentence, names): (&str, Vec<&str>) = match self {
            Self::NoVersion { said } if said.is_empty() => (
                "Paquet sans version : le manifeste ne dit pas sa version de SCORM.",
                vec![],
            ),
            Self::NoVersion { said } => (
                "Paquet sans version : « {} » n’est pas une version de SCORM connue.",
                vec![said],
            ),
            Self::VersionGuessed { version, .. } => (
                "Le manifeste ne dit pas clairement sa version : il est lu comme {}.",
                vec![version.label()],
            ),
            Self::NoTitle => ("Le module n’a pas de titre.", vec![]),
            Self::ItemWithoutTitle { item } => ("L’élément de plan « {} » n’a pas de titre.", vec![item]),
            Self::ItemWithNothing { item } => (
                "L’élément de plan « {} » ne lance rien et ne contient rien.",
                vec![item],
            ),
            Self::DefaultOrganizationUnknown { name } => (
                "Le plan par défaut « {} » n’existe pas : le premier est utilisé.",
                vec![name],
            ),
            Self::TypeNotWebContent { resource } => (
                "La ressource « {} » n’est pas du type « webcontent ».",
                vec![resource],
            ),
            Self::ScormTypeMissing { resource } => (
                "La ressource « {} » ne dit pas si elle est un « sco » ou un « asset » : elle est lue comme un asset, sans suivi.",
                vec![resource],
            ),
            Self::CaseDiffers { written, actual } => (
                "Le manifeste écrit « {} » alors que le fichier s’appelle « {} » : seules les majuscules diffèrent, mais d’autres plateformes refuseraient.",
                vec![written, actual],
            ),
            Self::BaseWithoutSlash { base } => (
                "L’adresse de base « {} » devrait finir par une barre oblique.",
                vec![base],
            ),
            Self::FileMissing { resource, path } => (
                "La ressource « {} » cite le fichier « {} », absent de l’archive.",
                vec![resource, path],
            ),
            Self::FileOutside { resource, href } => (
                "La ressource « {} » cite « {} », hors du module : ce contenu ne sera pas servi.",
                vec![resource, href],
            ),
            Self::DependencyMissing { resource, dependency } => (
                "La ressource « {} » dépend de « {} », qui n’existe pas.",
                vec![resource, dependency],
            ),
            Self::DuplicateIdentifier { identifier } => (
                "L’identifiant de ressource « {} » sert plusieurs fois : la première est utilisée.",
                vec![identifier],
            ),
            Self::MasteryScore { item, value } => (
                "Le seuil de réussite de « {} », « {} », n’est pas un nombre de 0 à 100 : il est ignoré.",
                vec![item, value],
            ),
            Self::MaxTimeAllowed { item, value } => (
                "La durée maximale de « {} », « {} », ne s’écrit pas HHHH:MM:SS : elle est ignorée.",
                vec![item, value],
            ),
            Self::TimeLimitAction { item, value } => (
                "L’action en fin de temps de « {} », « {} », est inconnue : elle est ignorée.",
                vec![item, value],
            ),
            Self::More => ("D’autres remarques ne sont pas montrées.", vec![]),
        };
        f.write_str(&fill(sentence, &names))
    }
}
