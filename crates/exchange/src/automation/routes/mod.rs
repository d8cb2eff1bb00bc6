//! `/sessions/{session}/messages-automatiques`, `/parcours/{parcours}/messages-automatiques`, `/alertes`.

mod alerts;
mod session;
mod words;

use catalogue::courses::EditCourse;
use platform::http::Routes;
use platform::{Error, Result};

use super::ready::{self, Rule};
use super::{SeeAlert, SetAutomation};

pub(super) use session::Listed;
pub(super) use words::{Ground, Shown};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeAlert, _>("/alertes", alerts::list)
        .post::<SeeAlert, _>("/alertes/{alerte}/vue", alerts::see)
        .get::<SetAutomation, _>("/sessions/{session}/messages-automatiques", session::list)
        .post::<SetAutomation, _>("/sessions/{session}/messages-automatiques", session::pause)
        .get::<SetAutomation, _>("/sessions/{session}/messages-partis", session::journal)
        .get::<SetAutomation, _>(
            "/sessions/{session}/messages-automatiques/{regle}",
            words::one::<SetAutomation>,
        )
        .post::<SetAutomation, _>(
            "/sessions/{session}/messages-automatiques/{regle}",
            words::change::<SetAutomation>,
        )
        .get::<EditCourse, _>("/parcours/{parcours}/messages-automatiques", words::list)
        .get::<EditCourse, _>(
            "/parcours/{parcours}/messages-automatiques/{regle}",
            words::one::<EditCourse>,
        )
        .post::<EditCourse, _>(
            "/parcours/{parcours}/messages-automatiques/{regle}",
            words::change::<EditCourse>,
        )
}

/// The rule that an address or a form names.
fn named(code: Option<&str>) -> Result<&'static Rule> {
    code.and_then(ready::find).ok_or_else(|| {
        Error::Refused(
            "Ce message n’existe pas\u{202f}: choisissez-en un dans la liste des messages automatiques."
                .into(),
        )
    })
}
