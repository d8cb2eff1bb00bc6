use std::{error, fmt, io};

use crate::typography::{fill, number};

/// Why an archive is refused. Its text is a French sentence that names the entry and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum Refusal {
    NotAZip,
    TooManyEntries { limit: usize },
    TooLarge { limit: u64 },
    EntryTooLarge { entry: String, limit: u64 },
    Ratio { entry: String, limit: u64 },
    LargerThanDeclared { entry: String },
    Overlap,
    DuplicateNames,
    Encrypted { entry: String },
    Symlink { entry: String },
    SpecialFile { entry: String },
    ControlCharacter { entry: String },
    Backslash { entry: String },
    Absolute { entry: String },
    Outside { entry: String },
    TooDeep { entry: String, limit: usize },
    PathTooLong { entry: String, limit: usize },
    SameName { first: String, second: String },
    Executable { entry: String },
    Compression { entry: String },
    Unreadable { entry: String },
    NoSuchEntry { index: usize },
    ManifestMissing,
    ManifestName { entry: String },
    ManifestInFolder { folder: String },
}

impl fmt::Display for Refusal {
    #[expect(clippy::too_many_lines, reason = "one sentence a line of the table")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sentence, names): (&str, Vec<String>) = match self {
            Self::NotAZip => (
                "Ce fichier n’est pas une archive zip lisible : exportez à nouveau le module depuis l’outil auteur, au format SCORM (fichier .zip).",
                vec![],
            ),
            Self::TooManyEntries { limit } => (
                "L’archive contient plus de {} fichiers : retirez ceux qui ne servent pas, ou partagez le module en plusieurs.",
                vec![number(*limit)],
            ),
            Self::TooLarge { limit } => (
                "Une fois décompressée, l’archive dépasse {} : allégez les vidéos et les images, ou partagez le module en plusieurs.",
                vec![size(*limit)],
            ),
            Self::EntryTooLarge { entry, limit } => (
                "Le fichier « {} » dépasse {} : allégez-le, puis exportez à nouveau le module.",
                vec![entry.clone(), size(*limit)],
            ),
            Self::Ratio { entry, limit } => (
                "Le fichier « {} » est plus de {} fois plus gros que sa forme compressée, comme dans une archive piégée : remplacez-le, puis exportez à nouveau le module.",
                vec![entry.clone(), limit.to_string()],
            ),
            Self::LargerThanDeclared { entry } => (
                "Le fichier « {} » contient plus que la taille annoncée par l’archive : exportez à nouveau le module depuis l’outil auteur.",
                vec![entry.clone()],
            ),
            Self::Overlap => (
                "Dans cette archive, plusieurs fichiers occupent la même place, comme dans une archive piégée : exportez à nouveau le module depuis l’outil auteur.",
                vec![],
            ),
            Self::DuplicateNames => (
                "L’archive contient plusieurs fois le même nom de fichier : exportez à nouveau le module depuis l’outil auteur.",
                vec![],
            ),
            Self::Encrypted { entry } => (
                "L’archive contient un fichier protégé par un mot de passe, « {} » : refaites l’archive sans mot de passe.",
                vec![entry.clone()],
            ),
            Self::Symlink { entry } => (
                "L’archive contient un lien symbolique, « {} » : remplacez-le par le fichier lui-même, puis refaites l’archive.",
                vec![entry.clone()],
            ),
            Self::SpecialFile { entry } => (
                "L’archive contient un fichier d’un genre spécial, « {} » : retirez-le, puis refaites l’archive.",
                vec![entry.clone()],
            ),
            Self::ControlCharacter { entry } => (
                "Le nom « {} » contient un caractère invisible : renommez ce fichier, puis exportez à nouveau le module.",
                vec![entry.clone()],
            ),
            Self::Backslash { entry } => (
                "Le nom « {} » contient une barre oblique inversée : refaites l’archive avec un outil qui sépare les dossiers par « / ».",
                vec![entry.clone()],
            ),
            Self::Absolute { entry } => (
                "Le chemin « {} » part de la racine d’un disque : refaites l’archive avec des chemins relatifs.",
                vec![entry.clone()],
            ),
            Self::Outside { entry } => (
                "Le chemin « {} » sort de l’archive : refaites-la avec des chemins qui restent dans le module.",
                vec![entry.clone()],
            ),
            Self::TooDeep { entry, limit } => (
                "Le chemin « {} » traverse plus de {} dossiers : rapprochez ce fichier de la racine.",
                vec![entry.clone(), limit.to_string()],
            ),
            Self::PathTooLong { entry, limit } => (
                "Le chemin « {} » dépasse {} caractères : raccourcissez le nom du fichier ou de ses dossiers.",
                vec![entry.clone(), limit.to_string()],
            ),
            Self::SameName { first, second } => (
                "Les chemins « {} » et « {} » se confondent (majuscules, accents ou dossier du même nom) : renommez l’un des deux.",
                vec![first.clone(), second.clone()],
            ),
            Self::Executable { entry } => (
                "L’archive contient un programme, « {} » : retirez-le du module, puis exportez-le à nouveau.",
                vec![entry.clone()],
            ),
            Self::Compression { entry } => (
                "Le fichier « {} » est compressé d’une manière inhabituelle : refaites l’archive avec la compression zip ordinaire (deflate).",
                vec![entry.clone()],
            ),
            Self::Unreadable { entry } => (
                "Le fichier « {} » est abîmé dans l’archive : envoyez-la à nouveau, ou exportez à nouveau le module.",
                vec![entry.clone()],
            ),
            Self::NoSuchEntry { index } => ("L’archive n’a pas de fichier n° {}.", vec![index.to_string()]),
            Self::ManifestMissing => (
                "L’archive ne contient pas le fichier « imsmanifest.xml » : exportez le module au format SCORM depuis l’outil auteur.",
                vec![],
            ),
            Self::ManifestName { entry } => (
                "Le manifeste est nommé « {} » : renommez-le « imsmanifest.xml », tout en minuscules.",
                vec![entry.clone()],
            ),
            Self::ManifestInFolder { folder } => (
                "Le fichier « imsmanifest.xml » est dans le dossier « {} » au lieu d’être à la racine : refaites l’archive à partir du contenu de ce dossier, sans le dossier lui-même.",
                vec![folder.clone()],
            ),
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        f.write_str(&fill(sentence, &names))
    }
}

impl error::Error for Refusal {}

/// A size for a reader: « 2 Gio », « 8 Mio ».
fn size(bytes: u64) -> String {
    let (number, unit) = match bytes {
        0..1_048_576 => (bytes, "octets"),
        1_048_576..1_073_741_824 => (bytes >> 20, "Mio"),
        _ => (bytes >> 30, "Gio"),
    };
    format!("{number}\u{a0}{unit}")
}

/// Why an entry could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The entry is refused.
    Refused(Refusal),
    /// The place it was written to failed.
    Sink(io::Error),
}

impl From<Refusal> for ReadError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Sink(error) => write!(f, "cannot write the entry: {error}"),
        }
    }
}

impl error::Error for ReadError {}
