//! Floor 2: what is learnt. [`library`]: items and their versions. [`courses`]: sections and steps that use them.
//! [`editor`]: the pages that make courses. [`exchange`]: a course as an archive. [`questions`]: the bank of questions.
//! [`quizzes`]: what quizzes are made of. [`assignments`]: work to hand in.
//! [`surveys`]: what is asked of learners about their training.

pub mod assignments;
pub mod courses;
pub mod editor;
pub mod exchange;
pub mod library;
pub mod questions;
pub mod quizzes;
pub mod surveys;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("course.created", "Parcours créé"),
    verb("course.changed", "Parcours modifié"),
    verb("course.published", "Parcours publié"),
    verb("course.archived", "Parcours archivé"),
    verb("item.archived", "Ressource archivée"),
    verb("item.recalled", "Ressource remise en service"),
    verb("item.created", "Ressource ajoutée"),
    verb("item.changed", "Fiche d’une ressource modifiée"),
    verb("item.trashed", "Ressource mise à la corbeille"),
    verb("item.restored", "Ressource sortie de la corbeille"),
    verb("item.version_added", "Nouvelle version d’une ressource"),
    verb("question.created", "Question ajoutée à la banque"),
    verb("question.changed", "Question modifiée"),
    verb("question.trashed", "Question mise à la corbeille"),
    verb("question.restored", "Question sortie de la corbeille"),
];

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    courses::EditCourses::INFO,
    courses::EditCourse::INFO,
    library::AddItems::INFO,
    library::EditItem::INFO,
    questions::AddQuestions::INFO,
    questions::EditQuestion::INFO,
];

/// What this floor keeps of people: who made what.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "item_versions",
        column: "made_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les versions que vous avez ajoutées à la bibliothèque",
    },
    PersonalData {
        table: "item_changes",
        column: "changed_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Ce que vous avez modifié dans les fiches de la bibliothèque",
    },
    PersonalData {
        table: "question_versions",
        column: "made_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les questions que vous avez écrites ou modifiées",
    },
];

/// The routes of this floor.
pub fn routes() -> Routes {
    library::routes()
        .and(editor::routes())
        .and(exchange::routes())
        .and(quizzes::routes())
        .and(surveys::routes())
        .and(questions::routes())
}
