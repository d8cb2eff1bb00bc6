//! Who declares personal data. Each room lists the tables in which it keeps something of a person; a test finds any
//! table that refers to a person and that nobody declared. Export, erasure and retention are driven by this list.

use crate::keys::Class;

/// What happens to a person's rows when their data of a class is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// The rows are deleted.
    Delete,
    /// The rows stay as pseudonymous facts; what was sealed in them dies with the key.
    KeepSealed,
    /// The law keeps them; the sentence says which duty.
    Keep(&'static str),
}

/// A table, or the part of it, that concerns a person.
#[derive(Clone, Copy, Debug)]
pub struct PersonalData {
    /// Table.
    pub table: &'static str,
    /// Column that refers to the person.
    pub column: &'static str,
    /// Class that its end depends on.
    pub class: Class,
    /// Columns sealed with the key of that class.
    pub sealed: &'static [&'static str],
    /// What becomes of the rows at the end of the class.
    pub erasure: Erasure,
    /// What it is, in the words of the person's own space (French).
    pub about: &'static str,
}

/// What the ground floor itself keeps.
pub const PLATFORM: &[PersonalData] = &[
    PersonalData {
        table: "mails",
        column: "person_id",
        class: Class::Account,
        sealed: &["message"],
        erasure: Erasure::Delete,
        about: "E-mails envoyés par la plateforme",
    },
    PersonalData {
        table: "uploads",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Fichiers que vous êtes en train d’envoyer, gardés un jour au plus, chiffrés",
    },
    PersonalData {
        table: "journal",
        column: "person_id",
        class: Class::Platform,
        sealed: &["address"],
        erasure: Erasure::Keep("journal de sécurité, conservé douze mois"),
        about: "Journal de vos connexions et de vos actions",
    },
    PersonalData {
        table: "events",
        column: "person_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "L’historique de votre formation, sans vos textes ni votre nom",
    },
    PersonalData {
        table: "events",
        column: "actor_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "L’historique de ce que vous avez fait sur la plateforme, sans textes ni noms",
    },
];
