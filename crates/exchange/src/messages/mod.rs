//! Messages between people who meet: in a session, or as colleagues of a region. A conversation has a subject and its people; each
//! reads, answers, erases for themselves. Words are sealed with the key of exchanges of who writes them: erased with them, they leave
//! the conversation readable without them ([ADR 31](docs/adr/0031-messages-are-their-authors.md)).
//! Owns `conversations`, `conversation_members`, `messages`, `message_drafts`, `message_files`, `message_removals`, `message_blocks`,
//! `message_reports`, `quiet_sessions`. Announces `message.reported`, `message.report_settled`, `session.quiet`.

mod circle;
mod drafts;
mod opened;
mod routes;
mod rules;
mod sending;
mod store;
mod views;

use platform::http::{Object, Source};
use platform::permission;
use training::sessions::TrainingSession;

use crate::notifications::Kind;

pub use drafts::sweep;
pub use routes::routes;
pub(crate) use store::passing::pass;
pub use store::reports::ReportId;
pub use store::{ConversationId, MessageId, statements};

/// What a new message is told as.
pub const NEW: Kind = Kind {
    code: "message.new",
    label: "Un message pour vous",
};

/// A message that somebody reported.
pub struct Report;

impl Object for Report {
    type Id = ReportId;
    const PARAM: &'static str = "signalement";
    const SOURCE: Option<Source> = Some(Source {
        from: "message_reports o",
        id: "o.id",
        alive: "o.settled_at IS NULL",
        region: Some("o.region_id"),
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Writing to people one meets, and reading what they write.
    WriteMessages on TrainingSession, "message.write", "Échanger des messages", [Manager, Tutor, Adviser, Learner]
);
permission!(
    /// Saying whether the learners of a session write to each other.
    SetMessages on TrainingSession, "session.messages", "Régler les messages d’une session", [Manager]
);
permission!(
    /// Reading the messages that somebody reported.
    HandleReports on Report, "message.reports", "Traiter les messages signalés", [Manager]
);
