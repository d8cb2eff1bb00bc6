//! Floor 6: people and what they tell each other.
//! `attachments`: files that go with words.
//! [`automation`]: what writes to people by itself.
//! [`congratulations`]: who wins a badge is told.
//! [`faq`]: questions often asked, and their answers.
//! [`forum`]: what the people of a session ask and answer.
//! [`messages`]: conversations between people who meet.
//! [`notifications`]: what each is told of, and how.
//! [`push`]: devices that ring when there is news.
//! [`support`]: requests for help.
//! [`reminders`]: what is to come, told as long before as one chooses.
//! [`together`]: a group is told that its work is handed in.

mod attachments;
pub mod automation;
pub mod congratulations;
pub mod faq;
pub mod forum;
pub mod messages;
pub mod notifications;
mod passing;
pub mod push;
pub mod reminders;
pub mod support;
pub mod together;

pub use passing::Passing;

use platform::events::{Reactors, Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::jobs::Handlers;
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    automation::SeeAlert::INFO,
    automation::SetAutomation::INFO,
    faq::WriteFaq::INFO,
    forum::ModerateForum::INFO,
    forum::ReadForum::INFO,
    forum::ShareForum::INFO,
    forum::WriteForum::INFO,
    messages::HandleReports::INFO,
    messages::SetMessages::INFO,
    messages::WriteMessages::INFO,
    support::AnswerTickets::INFO,
    support::AskSupport::INFO,
    support::CountTickets::INFO,
    support::LeadSupport::INFO,
    support::SetSupport::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb(
        "automation.paused",
        "Messages automatiques d’une session suspendus, ou repris",
    ),
    verb("automation.seen", "Alerte sur un apprenant vue"),
    verb("automation.written", "Texte d’un message automatique modifié"),
    verb("faq.changed", "Question fréquente modifiée"),
    verb("faq.removed", "Question fréquente retirée"),
    verb("faq.written", "Question fréquente ajoutée"),
    verb("forum.answered", "Réponse retenue dans un forum, ou non"),
    verb("forum.arranged", "Discussion épinglée, close ou rouverte"),
    verb("forum.asked", "Discussion ouverte dans un forum"),
    verb("forum.changed", "Message d’un forum modifié"),
    verb("forum.hidden", "Message d’un forum masqué, ou montré de nouveau"),
    verb(
        "forum.joined",
        "Session ajoutée au forum de son parcours, ou retirée",
    ),
    verb("forum.moved", "Discussion déplacée dans un autre forum"),
    verb("forum.opened", "Forum d’une session ouvert"),
    verb("forum.replied", "Message écrit dans un forum"),
    verb("forum.reported", "Message d’un forum signalé"),
    verb("forum.shared", "Forum d’un parcours ouvert, ou fermé"),
    verb("message.report_settled", "Signalement d’un message traité"),
    verb("message.reported", "Message signalé"),
    verb(
        "session.quiet",
        "Messages entre apprenants d’une session permis, ou non",
    ),
    verb("support.answered", "Réponse à une demande d’aide"),
    verb("support.assigned", "Demande d’aide confiée à quelqu’un"),
    verb("support.closed", "Demande d’aide close"),
    verb("support.noted", "Note interne sur une demande d’aide"),
    verb("support.opened", "Demande d’aide ouverte"),
    verb("support.passed", "Demande d’aide transmise, ou rendue"),
    verb("support.rated", "Avis donné sur une demande d’aide"),
    verb("support.set", "Téléphone et horaires de l’assistance modifiés"),
    verb("support.written", "Message dans une demande d’aide"),
];

/// A request for help is kept for who is helped.
const HELP: Erasure =
    Erasure::Keep("ce qui est écrit dans une demande d’aide finit avec le compte de la personne aidée");

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "automation_sends",
        column: "enrolment_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les messages automatiques que vous avez reçus, et ce dont vos tuteurs ont été prévenus",
    },
    PersonalData {
        table: "automation_sends",
        column: "seen_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les alertes que vous avez vues",
    },
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
        table: "forum_files",
        column: "post_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les fichiers et les enregistrements de vos messages dans les forums, chiffrés",
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
        table: "message_drafts",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::Delete,
        about: "Les messages que vous avez commencés et pas encore envoyés, chiffrés\u{202f}; effacés quand vous n’y avez pas touché pendant 90 jours",
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
        sealed: &["words", "letter"],
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
        table: "push_devices",
        column: "person_id",
        class: Class::Account,
        sealed: &["address", "name"],
        erasure: Erasure::Delete,
        about: "Les appareils que vous laissez sonner, chiffrés\u{202f}: leur adresse auprès du service de leur navigateur, leur navigateur et leur système",
    },
    PersonalData {
        table: "support_entries",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: HELP,
        about: "Ce que vous avez écrit dans une demande d’aide, chiffré avec la clé de la personne aidée",
    },
    PersonalData {
        table: "support_tickets",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &["subject", "joined", "rating_words"],
        erasure: Erasure::KeepSealed,
        about: "Vos demandes d’aide, ce qui y est écrit, et ce que vous avez pensé de l’aide",
    },
    PersonalData {
        table: "support_tickets",
        column: "author_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: HELP,
        about: "Les demandes d’aide que vous avez ouvertes, pour vous ou pour quelqu’un au téléphone",
    },
    PersonalData {
        table: "support_tickets",
        column: "actor_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: HELP,
        about: "Les demandes d’aide que vous suivez",
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
    PersonalData {
        table: "tutor_reminders",
        column: "person_id",
        class: Class::Exchanges,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les classes qu’on vous a rappelées comme tuteur, jusqu’à ce qu’elles soient passées",
    },
];

/// What this floor runs later.
pub fn handlers() -> Handlers {
    [
        automation::handlers(),
        forum::handlers(),
        notifications::handlers(),
        push::handlers(),
        support::handlers(),
    ]
    .concat()
}

/// What this floor follows.
pub fn reactors() -> Reactors {
    [congratulations::reactors(), together::reactors()].concat()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    Routes::new()
        .and(automation::routes())
        .and(faq::routes())
        .and(forum::routes())
        .and(messages::routes())
        .and(notifications::routes())
        .and(push::routes())
        .and(reminders::routes())
        .and(support::routes())
}
