//! Help: the telephone and its hours, and requests for help (« demandes d’aide »), which someone asks, or an agent opens for who
//! calls. A region's managers answer, the national office what they pass on. Words are sealed with the key of who is helped
//! ([ADR 35](../../../../docs/adr/0035-a-request-for-help-is-whose-it-helps.md)).
//! Owns `support_tickets`, `support_entries`, `support_files`, `support_desks`, `support_replies`. Announces `support.*`.

mod asking;
mod jobs;
mod mails;
mod opened;
mod routes;
mod rules;
mod sealing;
mod store;
mod telling;
mod views;

use people::regions::Region;
use platform::http::{Object, Platform, Source};
use platform::permission;

use crate::notifications::Kind;

pub use jobs::handlers;
pub use routes::{ask_from, routes};
pub use rules::hours::Hours;
pub(crate) use rules::joined::family;
pub(crate) use store::desks::called;
pub use store::desks::{Desk, of as desk_of, of_regions as desks_of_regions, save as save_desk};
pub(crate) use store::passing::pass;
pub use store::{Ticket, TicketId, statements, waiting};

/// The clocks of who belongs to no region.
const FRANCE: &str = "Europe/Paris";

impl Object for Ticket {
    type Id = TicketId;
    const PARAM: &'static str = "aide";
    const SOURCE: Option<Source> = Some(Source {
        from: "support_tickets o",
        id: "o.id",
        // Whoever answers doesn't answer themselves, nor reads what is noted about them.
        alive: "(o.person_id IS NULL OR o.person_id <> $1)",
        region: Some("o.region_id"),
        session: None,
        learner: None,
        own: None,
    });
}

/// The requests of a region, as a summary counts them: one's own too.
pub struct Counts;

impl Object for Counts {
    type Id = TicketId;
    const PARAM: &'static str = "bilan";
    const SOURCE: Option<Source> = Some(Source {
        from: "support_tickets o",
        id: "o.id",
        alive: "1 = 1",
        region: Some("o.region_id"),
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Asking for help, and following what one asked.
    AskSupport on Region, "support.ask", "Demander de l’aide", [Manager, Tutor, Adviser, Learner]
);
permission!(
    /// Answering requests for help.
    AnswerTickets on Ticket, "support.answer", "Répondre aux demandes d’aide", [Manager]
);
permission!(
    /// Reading how many there were in a month, and how they went.
    CountTickets on Counts, "support.count", "Lire le bilan de l’assistance", [Manager]
);
permission!(
    /// The telephone, the hours and the prepared answers of a region.
    SetSupport on Region, "support.settings", "Régler l’assistance d’une région", [Manager]
);
permission!(
    /// The same for all regions, and what regions pass on.
    LeadSupport on Platform, "support.lead", "Tenir l’assistance nationale", []
);

/// An answer to what one asked.
pub const ANSWERED: Kind = Kind {
    code: "support.answered",
    label: "Une réponse à l’une de vos demandes d’aide",
};
/// Somebody asks for help.
pub const ASKED: Kind = Kind {
    code: "support.asked",
    label: "Une demande d’aide à suivre",
};
