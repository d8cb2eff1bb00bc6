//! Floor 4: learning itself. [`progress`]: where each learner stands with each step. [`adaptation`]: a
//! course made to measure. [`player`]: packages in their
//! origin of their own. [`reading`]: steps that run nothing. [`watching`]: recordings.
//! [`submissions`]: work to hand in. [`gradings`]: what is said of it. [`summaries`]: what sums up what is done. [`attempts`]: what they say, kept and replayed. [`history`]: each opening, told.
//! [`quizzes`]: quizzes taken, graded by the server's clock. [`surveys`]: what learners think, and results. [`formats`]: how
//! someone would rather be told. [`planning`]: when they mean to do their steps.

pub mod adaptation;
pub mod attempts;
pub mod formats;
pub mod gradings;
pub mod history;
mod passing;
pub mod planning;
pub mod player;
pub mod progress;
pub mod quizzes;
pub mod reading;
mod step;
pub mod submissions;
pub mod summaries;
pub mod surveys;
pub mod watching;

pub use passing::Passing;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    adaptation::AdaptCourse::INFO,
    gradings::AskSecondReading::INFO,
    gradings::GradeSession::INFO,
    gradings::GradeSubmission::INFO,
    history::ReadLaunches::INFO,
    progress::MarkSteps::INFO,
    quizzes::GiveMoreTime::INFO,
    quizzes::GradeAnswers::INFO,
    surveys::SeeSurveys::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("step.started", "Étape commencée"),
    verb("step.completed", "Étape terminée"),
    verb("step.marked", "Étape validée par un tuteur"),
    verb("submission.handed", "Travail rendu"),
    verb("submission.graded", "Travail corrigé"),
    verb("submission.entrusted", "Travail confié à un tuteur, ou rendu"),
    verb("grading.asked", "Relecture d’une correction demandée"),
    verb("grading.agreed", "Correction relue et publiée"),
    verb("grading.sent_back", "Correction renvoyée par un second tuteur"),
    verb("grading.taken_up", "Correction reprise avant sa relecture"),
    verb(
        "session.second_reading",
        "Relecture des corrections d’une session demandée, ou non",
    ),
    verb("module.opened", "Module ouvert"),
    verb("step.added", "Étape ajoutée au parcours d’un apprenant"),
    verb("step.withdrawn", "Étape ajoutée, puis retirée"),
    verb("step.waived", "Dispense d’une étape"),
    verb("step.wanted", "Dispense levée"),
    verb("step.moved", "Date d’une étape changée"),
    verb("quiz.started", "Essai d’un quiz commencé"),
    verb("quiz.ended", "Essai d’un quiz terminé"),
    verb("quiz.graded", "Réponse d’un quiz corrigée"),
    verb("quiz.extra_time", "Temps des quiz changé pour un apprenant"),
];

/// What this floor keeps of people: all of it through their enrolment.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "step_states",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Où vous en êtes de chaque étape\u{202f}: état, résultat, temps",
    },
    PersonalData {
        table: "mark_changes",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["reason"],
        erasure: Erasure::KeepSealed,
        about: "Chaque changement de vos notes\u{202f}: quand, de quoi à quoi, et pourquoi, chiffré",
    },
    PersonalData {
        table: "mark_changes",
        column: "actor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les notes que vous avez données ou changées",
    },
    PersonalData {
        table: "adapted_steps",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["reason"],
        erasure: Erasure::KeepSealed,
        about: "Ce qui a été adapté pour vous dans vos parcours, et pourquoi",
    },
    PersonalData {
        table: "adapted_steps",
        column: "made_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Ce que vous avez adapté dans le parcours d’apprenants",
    },
    PersonalData {
        table: "plans",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les moments que vous avez choisis pour faire vos étapes",
    },
    PersonalData {
        table: "plan_changes",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Votre dernier changement de ces moments, pour que vous puissiez l’annuler",
    },
    PersonalData {
        table: "calendar_feeds",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "L’adresse privée de votre calendrier, si vous en avez demandé une\u{202f}: son empreinte seule",
    },
    PersonalData {
        table: "media_views",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Ce que vous avez regardé ou écouté des enregistrements, et où vous en êtes",
    },
    PersonalData {
        table: "submissions",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Ce que vous avez écrit pour les travaux à rendre, chiffré, et quand vous l’avez rendu",
    },
    PersonalData {
        table: "submission_files",
        column: "submission_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les enregistrements et les fichiers que vous avez rendus, chiffrés",
    },
    PersonalData {
        table: "submission_files",
        column: "author_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les fichiers que vous avez ajoutés au travail de votre groupe",
    },
    PersonalData {
        table: "submission_members",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Les travaux que votre groupe a rendus avec vous, et quand vous avez lu leur correction",
    },
    PersonalData {
        table: "submission_writings",
        column: "author_id",
        class: Class::Shared,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Ce que vous avez écrit dans les travaux de votre groupe, chiffré avec la clé du groupe",
    },
    PersonalData {
        table: "preferred_formats",
        column: "person_id",
        class: Class::Account,
        sealed: &["content"],
        erasure: Erasure::Delete,
        about: "La forme que vous préférez pour les consignes et vos réponses, chiffrée",
    },
    PersonalData {
        table: "gradings",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "La correction de vos travaux\u{202f}: grille et commentaire, chiffrés, note et suite donnée",
    },
    PersonalData {
        table: "gradings",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les travaux que vous avez corrigés",
    },
    PersonalData {
        table: "grading_changes",
        column: "submission_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les corrections de vos travaux qui ont été remplacées\u{202f}: grille et commentaire, chiffrés, note",
    },
    PersonalData {
        table: "grading_changes",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les corrections que vous avez publiées puis changées",
    },
    PersonalData {
        table: "grading_files",
        column: "submission_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les enregistrements qu’un tuteur a faits pour corriger vos travaux, et ce qui s’y dit, chiffrés",
    },
    PersonalData {
        table: "grading_claims",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les travaux à corriger dont vous vous chargez",
    },
    PersonalData {
        table: "grading_openings",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les travaux à corriger que vous avez ouverts, et quand",
    },
    PersonalData {
        table: "grading_readings",
        column: "submission_id",
        class: Class::Evidence,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les corrections de vos travaux relues par un second tuteur, chiffrées",
    },
    PersonalData {
        table: "grading_readings",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les corrections que vous avez données à relire",
    },
    PersonalData {
        table: "grading_readings",
        column: "actor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les corrections que vous avez relues",
    },
    PersonalData {
        table: "remarks",
        column: "tutor_id",
        class: Class::Account,
        sealed: &["content"],
        erasure: Erasure::Delete,
        about: "Les phrases que vous gardez pour vos corrections, chiffrées",
    },
    PersonalData {
        table: "module_attempts",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Vos essais dans les modules\u{202f}: état, résultat, temps",
    },
    PersonalData {
        table: "launches",
        column: "attempt_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Chaque ouverture d’un module\u{202f}: quand, combien de temps",
    },
    PersonalData {
        table: "launch_records",
        column: "launch_id",
        class: Class::Evidence,
        sealed: &["start", "snapshot"],
        erasure: Erasure::KeepSealed,
        about: "Ce que chaque module a gardé de vous, chiffré",
    },
    PersonalData {
        table: "attempt_operations",
        column: "launch_id",
        class: Class::Evidence,
        sealed: &["operation"],
        erasure: Erasure::KeepSealed,
        about: "Le détail de vos gestes dans les modules, chiffré",
    },
    PersonalData {
        table: "shared_tracking",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["shared"],
        erasure: Erasure::KeepSealed,
        about: "Ce que vos modules se transmettent de l’un à l’autre, chiffré",
    },
    PersonalData {
        table: "quiz_attempts",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Vos essais aux quiz\u{202f}: quand, ce qui était demandé, le résultat",
    },
    PersonalData {
        table: "quiz_tallies",
        column: "attempt_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("chiffres des questions, où personne n’est nommé, quelques minutes"),
        about: "Ce que vos essais apportent aux chiffres des questions, avant d’y être ajouté",
    },
    PersonalData {
        table: "quiz_answers",
        column: "attempt_id",
        class: Class::Evidence,
        sealed: &["answer", "comment"],
        erasure: Erasure::KeepSealed,
        about: "Vos réponses aux quiz et ce qu’un tuteur en dit, chiffrées, et ce que chacune a rapporté",
    },
    PersonalData {
        table: "quiz_answers",
        column: "tutor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les réponses de quiz que vous avez corrigées",
    },
    PersonalData {
        table: "quiz_extra_times",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["reason"],
        erasure: Erasure::KeepSealed,
        about: "Le temps que vous avez en plus dans les quiz, et pourquoi",
    },
    PersonalData {
        table: "quiz_extra_times",
        column: "actor_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Le temps de quiz que vous avez donné à des apprenants",
    },
    PersonalData {
        table: "survey_turns",
        column: "enrolment_id",
        class: Class::Exchanges,
        sealed: &["content"],
        erasure: Erasure::KeepSealed,
        about: "Les enquêtes auxquelles vous avez répondu ou que l’on vous a proposées\u{202f}; vos réponses, chiffrées, quand elles portaient votre nom",
    },
    PersonalData {
        table: "content_origins",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "L’adresse réservée à vous de chaque module",
    },
];

/// What this floor runs later.
pub fn handlers() -> platform::jobs::Handlers {
    [quizzes::handlers(), surveys::handlers()].concat()
}

/// The routes of this floor.
pub fn routes() -> Routes {
    player::routes()
        .and(adaptation::routes())
        .and(history::routes())
        .and(reading::routes())
        .and(watching::routes())
        .and(submissions::routes())
        .and(formats::routes())
        .and(summaries::routes())
        .and(quizzes::routes())
        .and(surveys::routes())
}
