//! Enrolment requests: an adviser, a manager or the person themselves says who wishes to follow which course; the manager asks
//! to complete the file, notes its signature, then enrols. Each request is sealed with its own key and erased after a year.
//! Owns `requests`, `open_courses`, `sent_forms`. Announces `request.*`.

mod enrolling;
mod form_token;
mod forms;
mod jobs;
mod mails;
mod routes;
mod rules;
mod store;
mod views;

use people::regions::Region;
use platform::http::{Object, Platform, Source};
use platform::permission;

pub use jobs::handlers;
pub use routes::routes;
pub use rules::{Asked, Origin, RequestState};
pub use store::public::open_forms;
pub use store::{Request, RequestId, Sent, regions, sent, statements, to_handle, waiting, waits};
pub use views::{sent_table, ways};

impl Object for Request {
    type Id = RequestId;
    const PARAM: &'static str = "demande";
    const SOURCE: Option<Source> = Some(Source {
        from: "requests o",
        id: "o.id",
        alive: "o.state <> 'unconfirmed'",
        region: Some("o.region_id"),
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Sending a region somebody's wish to follow a course, and seeing what became of those one sent.
    MakeRequest on Region, "request.make", "Transmettre une demande d’inscription", [Manager, Adviser]
);
permission!(
    /// Reading the requests of a region and deciding on them.
    HandleRequest on Request, "request.handle", "Traiter les demandes d’inscription", [Manager]
);
permission!(
    /// Saying which courses have their form open to everybody.
    OpenForms on Platform, "request.open", "Ouvrir les formulaires publics d’inscription", []
);
