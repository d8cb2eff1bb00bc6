//! Floor 5: what proves a training. [`certificates`]: issued, read, checked by anyone who holds one.

pub mod certificates;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    certificates::IssueCertificates::INFO,
    certificates::SeeCertificate::INFO,
    certificates::CancelCertificate::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("certificate.issued", "Attestation ou certificat remis"),
    verb("certificate.cancelled", "Attestation ou certificat annulé"),
];

/// What this floor keeps of people: through their enrolment.
pub const PERSONAL: &[PersonalData] = &[PersonalData {
    table: "certificates",
    column: "enrolment_id",
    class: Class::Evidence,
    sealed: &["content"],
    erasure: Erasure::Keep("preuve de la formation suivie, trois ans au moins"),
    about: "Vos attestations et certificats",
}];

/// The routes of this floor.
pub fn routes() -> Routes {
    certificates::routes()
}
