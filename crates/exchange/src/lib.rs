//! Floor 6: people and what they tell each other. [`forum`]: what the people of a session ask and answer. [`notifications`]: what each is told of, and how.

pub mod forum;
pub mod notifications;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::jobs::Handlers;
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    forum::ReadForum::INFO,
    forum::WriteForum::INFO,
    forum::ModerateForum::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("forum.opened", "Forum ouvert pour la première fois"),
    verb("forum.asked", "Discussion ouverte dans un forum"),
    verb("forum.replied", "Message écrit dans un forum"),
    verb("forum.changed", "Message d’un forum modifié"),
    verb("forum.answered", "Réponse retenue dans un forum, ou non"),
    verb("forum.arranged", "Discussion épinglée, close ou rouverte"),
    verb("forum.hidden", "Message d’un forum masqué, ou montré de nouveau"),
    verb("forum.reported", "Message d’un forum signalé"),
];

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "forum_threads",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &["title"],
        erasure: Erasure::KeepSealed,
        about: "Les discussions que vous avez ouvertes dans un forum",
    },
    PersonalData {
        table: "forum_posts",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Vos messages dans les forums\u{202f}; effacés, ils laissent leur place vide dans la discussion",
    },
    PersonalData {
        table: "forum_posts",
        column: "hidden_by",
        class: Class::Exchanges,
        sealed: &["hidden_reason"],
        erasure: Erasure::KeepSealed,
        about: "Les messages que vous avez masqués, et pourquoi",
    },
    PersonalData {
        table: "forum_reads",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Jusqu’où vous avez lu chaque discussion, et celles que vous suivez",
    },
    PersonalData {
        table: "forum_reports",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &["reason"],
        erasure: Erasure::KeepSealed,
        about: "Les messages que vous avez signalés, et pourquoi",
    },
    PersonalData {
        table: "forum_visits",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Quand vous avez ouvert un forum pour la première fois",
    },
];

/// What this floor runs later.
pub fn handlers() -> Handlers {
    forum::handlers()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    forum::routes()
}
