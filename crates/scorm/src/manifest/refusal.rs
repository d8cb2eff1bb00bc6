use std::{error, fmt};

use crate::typography::fill;

/// Why a manifest is refused. Its text is a French sentence for authors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum ManifestRefusal {
    TooLarge,
    TooDeep { line: usize },
    TooManyItems,
    PlanTooDeep,
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
            Self::PlanTooDeep => (
                "Le plan du module a trop de niveaux : simplifiez-le, puis exportez à nouveau le module.",
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
