//! What writes to people by itself: messages to learners (welcome, a class tomorrow, a deadline, fifteen days of silence) and alerts
//! to those who accompany them, by rules that are ready; their words belong to the course or to the session, which may pause
//! them ([ADR 34](../../../../docs/adr/0034-messages-by-themselves.md)).
//! Owns `automation_words`, `automation_pauses`, `automation_sends`. Announces `automation.written`, `automation.paused`,
//! `automation.seen`.

mod jobs;
mod letters;
mod ready;
mod routes;
mod rules;
mod simulation;
mod store;
mod templates;
mod views;

use platform::http::{Object, Source};
use platform::permission;
use training::sessions::TrainingSession;

use crate::notifications::Kind;

pub use jobs::{begin, handlers};
pub use routes::routes;
pub use store::alerts::waiting;
pub use store::{SendId, statements};

/// Something that tutors were told of one of their learners.
pub struct Alert;

impl Object for Alert {
    type Id = SendId;
    const PARAM: &'static str = "alerte";
    const SOURCE: Option<Source> = Some(Source {
        from: "automation_sends o JOIN enrolments x ON x.id = o.enrolment_id JOIN training_sessions s ON s.id = x.session_id",
        id: "o.id",
        alive: "o.alert = 1 AND x.withdrawn_at IS NULL AND s.deleted_at IS NULL",
        region: Some("s.region_id"),
        session: Some("s.id"),
        learner: None,
        own: None,
    });
}

permission!(
    /// Choosing what leaves by itself in a session, and its words.
    SetAutomation on TrainingSession, "automation.set", "Régler les messages automatiques d’une session", [Manager, Tutor]
);
permission!(
    /// Reading the alerts about learners, and saying that they are seen.
    SeeAlert on Alert, "alert.see", "Voir les alertes de ses apprenants", [Manager, Tutor]
);

/// What a learner receives by itself.
pub const MESSAGE: Kind = Kind {
    code: "automation.message",
    label: "Un message automatique d’une formation que vous suivez",
};
/// What tutors are told of a learner.
pub const ALERT: Kind = Kind {
    code: "automation.alert",
    label: "Une alerte sur un de vos apprenants",
};
