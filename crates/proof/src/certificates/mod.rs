//! Certificates: the « attestation de fin de formation », the « certificat de réalisation », the « attestation d’assiduité ». What one says is frozen
//! when it is issued, read as a page or as a PDF, and checked by whoever holds its code.
//! Owns `certificates`. Announces `certificate.issued`, `certificate.cancelled`.

mod cancel;
mod check;
mod content;
mod desk;
mod issue;
mod read;
mod rules;
mod store;
mod twin;
mod views;
mod wording;

use platform::http::{Object, Routes, Source};
use platform::permission;
use training::sessions::TrainingSession;

pub use content::Content;
pub use issue::issue;
pub(crate) use issue::{Prepared, Ready, Round};
pub(crate) use read::{opened, typeset};
pub use rules::Kind;
pub(crate) use rules::{read_code, reason_words};
pub(crate) use store::pass;
pub use store::{Certificate, CertificateId, Held, of_enrolment, of_session};
pub(crate) use store::{by_code, ended_attestations, find, of_batch};
pub(crate) use twin::said;

impl Object for Certificate {
    type Id = CertificateId;
    const PARAM: &'static str = "certificat";
    const SOURCE: Option<Source> = Some(Source {
        from: "certificates o JOIN enrolments e ON e.id = o.enrolment_id JOIN training_sessions s ON s.id = e.session_id",
        id: "o.id",
        alive: "s.deleted_at IS NULL",
        region: Some("s.region_id"),
        session: None,
        learner: None,
        own: Some("e.person_id"),
    });
}

permission!(
    /// Handing certificates out.
    IssueCertificates on TrainingSession, "certificate.issue", "Remettre les attestations et les certificats", [Manager]
);
permission!(
    /// Reading a certificate.
    SeeCertificate on Certificate, "certificate.see", "Lire une attestation ou un certificat", [Manager, Learner]
);
permission!(
    /// Withdrawing a certificate that says something wrong.
    CancelCertificate on Certificate, "certificate.cancel", "Annuler une attestation ou un certificat", [Manager]
);

/// The routes of this room.
pub fn routes() -> Routes {
    desk::routes()
        .and(read::routes())
        .and(cancel::routes())
        .and(check::routes())
}
