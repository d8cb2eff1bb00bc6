//! Floor 6: people and what they tell each other.
//! [`faq`]: questions often asked, and their answers.
//! [`forum`]: what the people of a session ask and answer.
//! [`messages`]: conversations between people who meet.
//! [`notifications`]: what each is told of, and how.
//! [`reminders`]: what is to come, told as long before as one chooses.

pub mod faq;
pub mod forum;
pub mod messages;
pub mod notifications;
pub mod reminders;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::jobs::Handlers;
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    faq::WriteFaq::INFO,
    forum::ModerateForum::INFO,
    forum::ReadForum::INFO,
    forum::WriteForum::INFO,
    messages::HandleReports::INFO,
    messages::SetMessages::INFO,
    messages::WriteMessages::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("faq.changed", "Question fréquente modifiée"),
    verb("faq.removed", "Question fréquente retirée"),
    verb("faq.written", "Question fréquente ajoutée"),
    verb("forum.answered", "Réponse retenue dans un forum, ou non"),
    verb("forum.arranged", "Discussion épinglée, close ou rouverte"),
    verb("forum.asked", "Discussion ouverte dans un forum"),
    verb("forum.changed", "Message d’un forum modifié"),
    verb("forum.hidden", "Message d’un forum masqué, ou montré de nouveau"),
    verb("forum.opened", "Forum d’une session ouvert"),
    verb("forum.replied", "Message écrit dans un forum"),
    verb("forum.reported", "Message d’un forum signalé"),
    verb("message.report_settled", "Signalement d’un message traité"),
    verb("message.reported", "Message signalé"),
    verb(
        "session.quiet",
        "Messages entre apprenants d’une session permis, ou non",
    ),
];

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "conversation_members",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les conversations où vous êtes, et quand vous les avez lues",
    },
    PersonalData {
        table: "conversations",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &["subject"],
        erasure: Erasure::KeepSealed,
        about: "Les conversations que vous avez commencées, leur sujet chiffré",
    },
    PersonalData {
        table: "faq_entries",
        column: "author_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les questions fréquentes que vous avez écrites",
    },
    PersonalData {
        table: "faq_votes",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les réponses aux questions fréquentes que vous avez dites utiles, ou non",
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
        table: "forum_threads",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &["title"],
        erasure: Erasure::KeepSealed,
        about: "Les discussions que vous avez ouvertes dans un forum",
    },
    PersonalData {
        table: "forum_visits",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Quand vous avez ouvert un forum pour la première fois",
    },
    PersonalData {
        table: "message_blocks",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les personnes que vous avez bloquées",
    },
    PersonalData {
        table: "message_blocks",
        column: "blocked_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les personnes qui vous ont bloqué, sans qu’on vous dise lesquelles",
    },
    PersonalData {
        table: "message_files",
        column: "message_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les fichiers et les enregistrements de vos messages, chiffrés",
    },
    PersonalData {
        table: "message_removals",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les messages que vous avez effacés pour vous",
    },
    PersonalData {
        table: "message_reports",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les messages que vous avez signalés, et pourquoi, chiffré",
    },
    PersonalData {
        table: "message_reports",
        column: "actor_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les signalements que vous avez traités",
    },
    PersonalData {
        table: "messages",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les messages que vous avez écrits, chiffrés",
    },
    PersonalData {
        table: "notice_choices",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les notifications que vous voulez recevoir par e-mail",
    },
    PersonalData {
        table: "notice_hours",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les heures auxquelles vous voulez les recevoir",
    },
    PersonalData {
        table: "notices",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &["words"],
        erasure: Erasure::Delete,
        about: "Ce dont vous avez été prévenu, chiffré, gardé trois mois après votre lecture",
    },
    PersonalData {
        table: "notices",
        column: "by_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Ce que vous avez fait et dont d’autres ont été prévenus",
    },
    PersonalData {
        table: "reminder_choices",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Combien de temps avant vous voulez être prévenu de ce qui vient",
    },
    PersonalData {
        table: "reminders",
        column: "enrolment_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Ce qu’on vous a rappelé, jusqu’à ce que ce soit passé",
    },
];

/// What this floor runs later.
pub fn handlers() -> Handlers {
    [forum::handlers(), notifications::handlers()].concat()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    Routes::new()
        .and(faq::routes())
        .and(forum::routes())
        .and(messages::routes())
        .and(notifications::routes())
        .and(reminders::routes())
}
