//! The forum of a session: whoever learns in it or accompanies it asks, answers, quotes, joins files, follows; who accompanies pins,
//! closes, moves, hides for a reason. Chosen sessions share the forum of their course, read from each of them. Words are sealed with their author's own key ([ADR 30](../../../../docs/adr/0030-words-of-a-forum.md)).
//! Owns `forum_threads`, `forum_posts`, `forum_files`, `forum_reads`, `forum_reports`, `forum_visits`, `course_forums`,
//! `forum_sessions`. Announces `forum.opened`, `forum.asked`, `forum.replied`, `forum.changed`, `forum.answered`, `forum.arranged`,
//! `forum.moved`, `forum.hidden`, `forum.reported`, `forum.shared`, `forum.joined`.

mod acts;
mod ground;
mod jobs;
mod load;
mod moderation;
mod routes;
mod rules;
mod sealing;
mod sharing;
mod store;
mod views;
mod words;

use platform::http::{Object, Source};
use platform::permission;
use training::sessions::SessionId;

use crate::notifications::Kind;

pub use jobs::handlers;
pub use routes::routes;
pub use store::statements;
pub use store::waiting::unanswered;

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
permission!(
    /// Taking a session in and out of the forum of its course.
    ShareForum on Forum, "forum.share", "Ouvrir à une session le forum de son parcours", [Manager]
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
