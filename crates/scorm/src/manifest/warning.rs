use std::fmt;

use super::sequencing::Remark;
use super::version::Version;
use crate::cmi12::Unreadable;
use crate::typography::fill;

/// What authors should know of a manifest that is read all the same. Its text is a French sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum Warning {
    NoVersion {
        said: String,
    },
    VersionGuessed {
        said: String,
        version: Version,
    },
    NoTitle,
    ItemWithoutTitle {
        item: String,
    },
    ItemWithNothing {
        item: String,
    },
    DefaultOrganizationUnknown {
        name: String,
    },
    TypeNotWebContent {
        resource: String,
    },
    ScormTypeMissing {
        resource: String,
    },
    CaseDiffers {
        written: String,
        actual: String,
    },
    BaseWithoutSlash {
        base: String,
    },
    FileMissing {
        resource: String,
        path: String,
    },
    FileOutside {
        resource: String,
        href: String,
    },
    DependencyMissing {
        resource: String,
        dependency: String,
    },
    DuplicateIdentifier {
        identifier: String,
    },
    MasteryScore {
        item: String,
        value: String,
    },
    MaxTimeAllowed {
        item: String,
        value: String,
    },
    TimeLimitAction {
        item: String,
        value: String,
    },
    PrerequisitesLanguage {
        item: String,
        language: String,
    },
    PrerequisitesUnreadable {
        item: String,
        script: String,
        why: Unreadable,
    },
    PrerequisiteUnknown {
        item: String,
        named: String,
    },
    PrerequisitesNever {
        item: String,
    },
    ClusterLaunches {
        item: String,
    },
    DuplicateItem {
        identifier: String,
        renamed: String,
    },
    ItemWithoutIdentifier {
        item: String,
        given: String,
    },
    SequencingTwice {
        name: String,
    },
    Sequencing {
        item: String,
        remark: Remark,
    },
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
            Self::PrerequisitesLanguage { item, language } => (
                "Les prérequis de « {} » sont écrits en « {} », qui n’est pas le langage de SCORM 1.2 : ils sont ignorés.",
                vec![item, language],
            ),
            Self::PrerequisitesUnreadable { item, script, why } => (unreadable(*why), vec![item, script]),
            Self::PrerequisiteUnknown { item, named } => (
                "Les prérequis de « {} » citent « {} », qui n’est pas dans le plan : cette condition est ignorée.",
                vec![item, named],
            ),
            Self::PrerequisitesNever { item } => (
                "Les prérequis de « {} » ne pourraient jamais être remplis : ils sont ignorés.",
                vec![item],
            ),
            Self::ClusterLaunches { item } => (
                "L’élément de plan « {} » contient d’autres éléments : la page qu’il désigne ne sera pas lancée.",
                vec![item],
            ),
            Self::DuplicateItem { identifier, renamed } => (
                "L’identifiant « {} » sert à plusieurs éléments de plan : l’un d’eux devient « {} ».",
                vec![identifier, renamed],
            ),
            Self::ItemWithoutIdentifier { item, given } => (
                "L’élément de plan « {} » n’a pas d’identifiant : il reçoit « {} ».",
                vec![item, given],
            ),
            Self::SequencingTwice { name } => (
                "Le séquencement « {} » est défini plusieurs fois : le premier est utilisé.",
                vec![name],
            ),
            Self::Sequencing { item, remark } => return f.write_str(&remark.sentence(item)),
            Self::More => ("D’autres remarques ne sont pas montrées.", vec![]),
        };
        f.write_str(&fill(sentence, &names))
    }
}

fn unreadable(why: Unreadable) -> &'static str {
    match why {
        Unreadable::Syntax => {
            "Les prérequis de « {} », « {} », ne sont pas un script AICC bien écrit : ils sont ignorés."
        }
        Unreadable::NoStatus => {
            "Les prérequis de « {} », « {} », attendent un état qui n’existe pas : ils sont ignorés."
        }
        Unreadable::TooLong => "Les prérequis de « {} », « {} », sont trop longs : ils sont ignorés.",
        Unreadable::TooDeep => "Les prérequis de « {} », « {} », sont trop imbriqués : ils sont ignorés.",
    }
}
