//! Floor 3: who learns when. [`sessions`] (a course, a region, thirty days, its dates), [`tutors`], [`enrolment`],
//! [`requests`] (who wishes to be), [`intake`] (many at once), [`lives`] (what becomes of an enrolment), [`cards`] (who they are), [`extension`] (more time),
//! [`groups`] (who hand work in together), [`materials`] (documents), [`availability`] (of tutors) and [`advisers`] (who send requests).

pub mod advisers;
pub mod availability;
pub mod cards;
mod colleagues;
pub mod enrolment;
pub mod extension;
pub mod groups;
pub mod intake;
pub mod lives;
pub mod materials;
mod passing;
pub mod requests;
pub mod sessions;
pub mod standings;
pub mod tutors;

pub use passing::Passing;

use platform::events::{Verb, verb};
use platform::http::{Permission as _, PermissionInfo, Routes};
use platform::keys::Class;
use platform::personal::{Erasure, PersonalData};

/// The permissions of this floor.
pub const PERMISSIONS: &[PermissionInfo] = &[
    sessions::CreateSession::INFO,
    sessions::SeeSession::INFO,
    sessions::AssignTutors::INFO,
    sessions::CopySession::INFO,
    sessions::MoveSession::INFO,
    sessions::RepeatSession::INFO,
    tutors::AddTutor::INFO,
    advisers::ManageAdvisers::INFO,
    enrolment::EnrolLearner::INFO,
    enrolment::WithdrawLearner::INFO,
    enrolment::InviteLearner::INFO,
    enrolment::FollowCourse::INFO,
    cards::CorrectCard::INFO,
    lives::SeeEnrolment::INFO,
    lives::SuspendLearner::INFO,
    lives::TransferLearner::INFO,
    lives::SetPlaces::INFO,
    intake::UndoIntake::INFO,
    requests::MakeRequest::INFO,
    requests::HandleRequest::INFO,
    requests::OpenForms::INFO,
    extension::ExtendAccess::INFO,
    extension::ExtendSession::INFO,
    groups::MakeGroups::INFO,
    materials::AddMaterials::INFO,
];

/// What this floor announces.
pub const VERBS: &[Verb] = &[
    verb("session.created", "Session créée"),
    verb("session.moved", "Dates d’une session changées"),
    verb("series.opened", "Sessions ouvertes en série"),
    verb("tutor.added", "Tuteur ajouté à la région"),
    verb("tutor.left", "Tuteur retiré de la région"),
    verb("tutor.assigned", "Tuteur affecté"),
    verb("tutor.removed", "Tuteur retiré de la session"),
    verb("tutor.replaced", "Tuteur remplacé dans la session"),
    verb("tutor.chosen", "Tuteur choisi pour un apprenant"),
    verb("availability.declared", "Disponibilités déclarées"),
    verb("absence.declared", "Absence d’un tuteur déclarée"),
    verb("absence.withdrawn", "Absence d’un tuteur retirée"),
    verb("enrolment.created", "Inscription"),
    verb("enrolment.withdrawn", "Retrait de la session"),
    verb("enrolment.suspended", "Accès suspendu"),
    verb("enrolment.resumed", "Accès rendu"),
    verb("enrolment.transferred", "Changement de session"),
    verb("session.places", "Nombre de places fixé"),
    verb("request.made", "Demande d’inscription faite"),
    verb("request.confirmed", "Demande d’inscription confirmée"),
    verb("request.incomplete", "Dossier d’inscription à compléter"),
    verb("request.signed", "Dossier d’inscription signé"),
    verb(
        "request.session",
        "Session choisie pour une demande d’inscription",
    ),
    verb(
        "request.enrolled",
        "Demande d’inscription devenue une inscription",
    ),
    verb("request.refused", "Demande d’inscription refusée"),
    verb(
        "request.withdrawn",
        "Demande d’inscription retirée par la personne",
    ),
    verb(
        "request.forms",
        "Formulaires publics d’inscription ouverts ou fermés",
    ),
    verb("request.erased", "Demande d’inscription effacée"),
    verb("intake.sent", "Liste de personnes envoyée"),
    verb("intake.applied", "Liste de personnes inscrite"),
    verb("intake.undone", "Inscription d’une liste annulée"),
    verb("session.exported", "Liste des apprenants exportée"),
    verb("enrolment.extended", "Accès prolongé"),
    verb("session.extended", "Session prolongée"),
    verb("group.made", "Groupe d’apprenants créé"),
    verb("group.placed", "Apprenant mis dans un groupe, ou retiré"),
    verb("group.dissolved", "Groupe d’apprenants dissous"),
    verb("material.added", "Document ajouté à la session"),
    verb("material.changed", "Document de la session modifié"),
    verb("material.removed", "Document retiré de la session"),
    verb("standing.noted", "Situation d’un apprenant notée"),
];

/// What this floor keeps of people.
pub const PERSONAL: &[PersonalData] = &[
    PersonalData {
        table: "group_members",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Le groupe de votre session avec qui vous rendez vos travaux",
    },
    PersonalData {
        table: "enrolments",
        column: "person_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Vos inscriptions",
    },
    PersonalData {
        table: "enrolments",
        column: "suspended_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les accès que vous avez suspendus",
    },
    PersonalData {
        table: "enrolment_standings",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["standing"],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Votre situation pendant une formation, dite par son certificat de réalisation",
    },
    PersonalData {
        table: "withdrawals",
        column: "enrolment_id",
        class: Class::Account,
        sealed: &["reason", "note"],
        erasure: Erasure::Delete,
        about: "Pourquoi vous avez quitté une session",
    },
    PersonalData {
        table: "enrolment_pauses",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de la formation suivie"),
        about: "Quand votre accès a été suspendu",
    },
    PersonalData {
        table: "session_tutors",
        column: "person_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de l’accompagnement assuré"),
        about: "Les sessions que vous accompagnez",
    },
    PersonalData {
        table: "former_tutors",
        column: "person_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de l’accompagnement assuré"),
        about: "Les sessions que vous avez accompagnées",
    },
    PersonalData {
        table: "learner_tutors",
        column: "person_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de l’accompagnement assuré"),
        about: "Les apprenants pour qui l’on vous a choisi",
    },
    PersonalData {
        table: "learner_tutors",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::Keep("preuve de l’accompagnement assuré"),
        about: "Les tuteurs choisis pour vous",
    },
    PersonalData {
        table: "tutor_hours",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Vos demi-journées habituelles et le nombre d’apprenants que vous pouvez suivre",
    },
    PersonalData {
        table: "tutor_absences",
        column: "person_id",
        class: Class::Account,
        sealed: &["reason"],
        erasure: Erasure::Delete,
        about: "Vos absences de tuteur",
    },
    PersonalData {
        table: "session_materials",
        column: "added_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les documents que vous avez ajoutés à des sessions",
    },
    PersonalData {
        table: "intakes",
        column: "sent_by",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les listes de personnes que vous avez envoyées",
    },
    PersonalData {
        table: "intake_lines",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "La liste qui vous a inscrit à une session",
    },
    PersonalData {
        table: "intake_updates",
        column: "person_id",
        class: Class::Account,
        sealed: &["before"],
        erasure: Erasure::Delete,
        about: "Votre fiche telle qu’elle était avant qu’une liste la mette à jour, chiffrée, gardée un jour",
    },
    PersonalData {
        table: "intake_standings",
        column: "enrolment_id",
        class: Class::Evidence,
        sealed: &["before"],
        erasure: Erasure::Delete,
        about: "Votre situation telle qu’elle était avant qu’une liste la mette à jour, chiffrée, gardée un jour",
    },
    PersonalData {
        table: "requests",
        column: "id",
        class: Class::Account,
        sealed: &["details"],
        erasure: Erasure::Delete,
        about: "Vos demandes d’inscription\u{202f}: nom, adresse e-mail, téléphone, entreprise, SIRET, métier, message, réponses de la CMA\u{202f}; effacées un an après la dernière nouvelle, au bout de sept jours si l’adresse n’est pas confirmée",
    },
    PersonalData {
        table: "requests",
        column: "enrolment_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "La demande qui vous a inscrit à une session",
    },
    PersonalData {
        table: "requests",
        column: "author_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::KeepSealed,
        about: "Les demandes d’inscription que vous avez transmises",
    },
    PersonalData {
        table: "region_tutors",
        column: "person_id",
        class: Class::Account,
        sealed: &[],
        erasure: Erasure::Delete,
        about: "Les régions où l’on peut vous choisir comme tuteur",
    },
];

/// The routes of this floor.
pub fn routes() -> Routes {
    enrolment::routes()
        .and(cards::routes())
        .and(lives::routes())
        .and(intake::routes())
        .and(requests::routes())
        .and(extension::routes())
        .and(groups::routes())
        .and(materials::routes())
        .and(availability::routes())
        .and(standings::routes())
        .and(tutors::routes())
        .and(advisers::routes())
}
