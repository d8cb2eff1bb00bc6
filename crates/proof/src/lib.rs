//! Floor 5: what proves a training. [`attendance`]: signed half-day by half-day, vouched for, frozen. [`convocation`]:
//! where and when a learner is expected. [`certificates`]: issued,
//! read, checked by anyone who holds one. [`badges`]: the same for wallets. [`awards`]: badges won by themselves. [`batches`]: handed out to many at once. [`templates`]:
//! the words that documents are made with. [`standings`]: what each learner is, for their certificate.

pub mod attendance;
pub mod awards;
pub mod badges;
pub mod batches;
pub mod certificates;
pub mod convocation;
mod letterhead;
mod passing;
pub mod templates;

pub use passing::Passing;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    certificates::IssueCertificates::INFO,
    certificates::SeeCertificate::INFO,
    certificates::CancelCertificate::INFO,
    attendance::KeepAttendance::INFO,
    attendance::SignAttendance::INFO,
    convocation::ReadConvocation::INFO,
    awards::MakeBadges::INFO,
    awards::ShowAward::INFO,
    templates::EditTemplates::INFO,
    batches::IssueInRegion::INFO,
    batches::IssueEverywhere::INFO,
    batches::StopBatch::INFO,
    batches::SeeBatch::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("badge.won", "Badge gagné"),
    verb("badge.shared", "Badge montré par un lien"),
    verb("badge.unshared", "Lien d’un badge retiré"),
    verb("badge_rule.made", "Badge ajouté"),
    verb("badge_rule.stopped", "Badge arrêté"),
    verb("badge_rule.resumed", "Badge repris"),
    verb("certificate.issued", "Attestation ou certificat remis"),
    verb("certificate.cancelled", "Attestation ou certificat annulé"),
    verb("attendance.marked", "Présence ou absence notée"),
    verb("attendance.corrected", "Présence corrigée"),
    verb("attendance.sealed", "Feuille d’émargement validée"),
    verb("attendance.reopened", "Feuille d’émargement rouverte"),
    verb("attendance.scanned", "Feuille d’émargement de papier classée"),
    verb("batch.started", "Remise de documents en nombre lancée"),
    verb("batch.stopped", "Remise de documents en nombre arrêtée"),
    verb("batch.resumed", "Remise de documents en nombre reprise"),
    verb("batch.ended", "Remise de documents en nombre terminée"),
    verb("batch.given_up", "Remise de documents en nombre abandonnée"),
    verb("batch.taken", "Documents d’une remise téléchargés"),
    verb("template.changed", "Texte d’un document modifié"),
];

const KEPT: Erasure = Erasure::Keep("preuve de la formation suivie, trois ans au moins");

/// What trainers did on sheets.
const fn done(table: &'static str, column: &'static str) -> PersonalData {
    PersonalData {
        table,
        column,
        class: Class::Evidence,
        sealed: &[],
        erasure: KEPT,
        about: "Ce que vous avez noté ou validé sur des feuilles d’émargement",
    }
}

/// What this floor keeps of people: through their enrolment, and as trainers.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "awards",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les badges que vous avez gagnés",
    },
    PersonalData {
        table: "certificates",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: KEPT,
        about: "Vos attestations et certificats",
    },
    PersonalData {
        table: "attendance_marks",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["signature"],
        erasure: KEPT,
        about: "Vos présences, vos absences et vos signatures",
    },
    PersonalData {
        table: "attendance_tries",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: KEPT,
        about: "Les codes de séance que vous avez mal tapés",
    },
    done("attendance_marks", "actor_id"),
    done("attendance_marks", "cancelled_by"),
    done("attendance_seals", "actor_id"),
    done("attendance_seals", "cancelled_by"),
    done("attendance_scans", "actor_id"),
    PersonalData {
        table: "certificate_batch_lines",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: KEPT,
        about: "Les remises de documents où vous étiez",
    },
    PersonalData {
        table: "certificate_batches",
        column: "actor_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: KEPT,
        about: "Les remises de documents que vous avez lancées",
    },
    PersonalData {
        table: "document_templates",
        column: "actor_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: KEPT,
        about: "Les textes de documents que vous avez enregistrés",
    },
];

/// The routes of this floor.
pub fn routes() -> Routes {
    certificates::routes()
        .and(attendance::routes())
        .and(convocation::routes())
        .and(awards::routes())
        .and(badges::routes())
        .and(templates::routes())
        .and(batches::routes())
}
