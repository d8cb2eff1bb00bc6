//! Training sessions: a course made available to a group for a period, by a region, with its dates and its tutors.
//! Owns `training_sessions`, `session_dates`. Announces `session.created`, `session.moved`, `series.opened`.

mod around;
mod by_region;
mod filter;
mod list;
mod reach;
mod rules;
mod store;

use people::regions;
use platform::http::{Object, Source};
use platform::permission;

pub use crate::tutors::{Duty, Tutor, assign, tutors};
pub use around::{Around, Arounds, around};
pub use by_region::{Region, Span, by_region, by_region_statement};
pub use filter::{Choices, Filter, choices, choices_for, choices_statement};
pub use list::{Summary, dates_for, dates_statement, list, list_for, list_statement, running};
pub use reach::Sessions;
pub use rules::clock::meeting;
pub use rules::holidays::Territory;
pub use rules::{Phase, days, due, local, period, phase, within};
pub use store::moving::{DateId, Moves, Planned, move_dates, planned};
pub use store::series::{Neighbour, Opened, Rank, Repeated, rank, rank_statement, references_like, repeat};
pub use store::session as read;
pub use store::{
    Beginnings, Date, NewSession, SessionId, TrainingSession, add_date, create, create_whole, dates, find,
    first_start, reference_taken, regions, regions_statement,
};
pub(crate) use store::{changed, lock, session};

impl Object for TrainingSession {
    type Id = SessionId;
    const PARAM: &'static str = "session";
    const SOURCE: Option<Source> = Some(Source {
        from: "training_sessions o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: Some("o.region_id"),
        session: Some("o.id"),
        learner: None,
        own: None,
    });
}

permission!(
    /// Opening a session in a region.
    CreateSession on regions::Region, "session.create", "Créer une session", [Manager]
);
permission!(
    /// Seeing a session: its people, dates and progress.
    SeeSession on TrainingSession, "session.see", "Voir une session et ses apprenants", [Manager, Tutor]
);
permission!(
    /// Choosing who accompanies a session.
    AssignTutors on TrainingSession, "session.tutors", "Affecter les tuteurs d’une session", [Manager]
);
permission!(
    /// Beginning another session from this one.
    CopySession on TrainingSession, "session.copy", "Dupliquer une session", [Manager]
);
permission!(
    /// Changing when a session and its classes are.
    MoveSession on TrainingSession, "session.move", "Changer les dates d’une session", [Manager]
);
permission!(
    /// Opening the same session at other dates, several at once.
    RepeatSession on TrainingSession, "session.repeat", "Ouvrir une session en série", [Manager]
);
