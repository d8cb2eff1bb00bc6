//! The forum of a session: whoever learns in it or accompanies it asks, answers, quotes, follows; who accompanies pins,
//! closes, hides for a reason. Words are sealed with their author's own key ([ADR 30](../../../../docs/adr/0030-words-of-a-forum.md)).
//! Owns `forum_threads`, `forum_posts`, `forum_reads`, `forum_reports`, `forum_visits`. Announces `forum.opened`,
//! `forum.asked`, `forum.replied`, `forum.changed`, `forum.answered`, `forum.arranged`, `forum.hidden`, `forum.reported`.

mod acts;
mod ground;
mod jobs;
mod moderation;
mod routes;
mod rules;
mod sealing;
mod store;
mod views;

use platform::http::{Object, Source};
use platform::permission;
use training::sessions::SessionId;

use crate::notifications::Kind;

pub use jobs::handlers;
pub use routes::routes;
pub use store::waiting::{statements, unanswered};

/// The forum of a session, named by the session.
pub struct Forum;

impl Object for Forum {
    type Id = SessionId;
    const PARAM: &'static str = "forum";
    const SOURCE: Option<Source> = Some(Source {
        from: "training_sessions o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: Some("o.region_id"),
        session: Some("o.id"),
        learner: None,
        own: Some(
            "(SELECT e.person_id FROM enrolments e WHERE e.session_id = o.id AND e.person_id = g.person_id AND e.withdrawn_at IS NULL)",
        ),
    });
}

permission!(
    /// Reading the forum of a session.
    ReadForum on Forum, "forum.read", "Lire le forum d’une session", [Manager, Tutor, Learner]
);
permission!(
    /// Writing in it.
    WriteForum on Forum, "forum.write", "Écrire dans le forum d’une session", [Manager, Tutor, Learner]
);
permission!(
    /// Pinning, closing, hiding what is written in it.
    ModerateForum on Forum, "forum.moderate", "Modérer le forum d’une session", [Manager, Tutor]
);

/// A discussion begins.
pub const ASKED: Kind = Kind {
    code: "forum.asked",
    label: "Une nouvelle discussion dans le forum d’une session que vous accompagnez",
};
/// Somebody wrote in a discussion that one follows.
pub const REPLIED: Kind = Kind {
    code: "forum.replied",
    label: "Une réponse dans une discussion que vous suivez",
};
