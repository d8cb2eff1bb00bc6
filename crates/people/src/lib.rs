//! Floor 1: who people are ([`directory`], [`accounts`]), how they come in ([`sign_in`]), what they may do ([`roles`])
//! which chamber is theirs ([`regions`], [`organisations`]) and who is known to two ([`uniting`]). Above this floor a person is an identifier.

pub mod accounts;
pub mod directory;
pub mod organisations;
pub mod regions;
pub mod roles;
pub mod sign_in;
pub mod uniting;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[organisations::EditOrganisation::INFO];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("person.created", "Compte créé"),
    verb("person.corrected", "Fiche d’une personne corrigée"),
    verb("person.united", "Comptes d’une personne réunis par elle"),
    verb("account.activated", "Compte activé"),
    verb("password.changed", "Mot de passe changé"),
    verb("login.opened", "Connexion"),
    verb("login.closed", "Déconnexion"),
    verb("role.granted", "Rôle donné"),
    verb("role.revoked", "Rôle retiré"),
    verb("organisation.changed", "Mentions de l’organisme modifiées"),
];

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "people",
        column: "id",
        class: Class::Account,
        sealed: &["identity"],
        erasure: Erasure::KeepSealed,
        about: "Votre identité\u{202f}: nom, adresse e-mail, identifiant, téléphone, entreprise, métier",
    },
    PersonalData {
        table: "credentials",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Votre mot de passe, sous une forme que personne ne peut relire",
    },
    PersonalData {
        table: "links",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les liens d’activation et de changement de mot de passe",
    },
    PersonalData {
        table: "logins",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Vos connexions en cours",
    },
    PersonalData {
        table: "grants",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Vos droits d’accès",
    },
    PersonalData {
        table: "united_accounts",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les comptes que vous avez réunis dans le vôtre",
    },
    PersonalData {
        table: "united_accounts",
        column: "former_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Votre ancien compte, réuni à un autre qui est à vous",
    },
];

/// The routes of this floor.
pub fn routes() -> Routes {
    sign_in::routes()
        .and(uniting::routes())
        .and(organisations::routes())
}
