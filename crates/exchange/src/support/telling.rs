//! Who is told of what happens to a request.

use people::roles::{Over, holders};
use platform::db::Tx;
use platform::http::BuiltIn;
use platform::ids::RegionId;
use platform::{PersonId, Result};

use super::rules::Level;
use super::store::{Ticket, TicketId};
use super::{ANSWERED, ASKED};
use crate::notifications::Notice;

/// Those who answer a region's requests, or the nation's: one query, two when a region has nobody.
pub(super) async fn agents(tx: &mut Tx, level: Level, region: Option<RegionId>) -> Result<Vec<PersonId>> {
    if let (Level::Region, Some(region)) = (level, region) {
        let here = holders(tx, BuiltIn::Manager, Over::region(region)).await?;
        if !here.is_empty() {
            return Ok(here);
        }
    }
    holders(tx, BuiltIn::Administrator, Over::PLATFORM).await
}

/// What agents are told; never who did it, nor who is helped.
pub(super) fn news(
    (id, person): (TicketId, Option<PersonId>),
    agents: impl Iterator<Item = PersonId>,
    (by, words): (PersonId, &str),
) -> Vec<Notice> {
    agents
        .filter(|agent| *agent != by && Some(*agent) != person)
        .map(|to| Notice {
            kind: &ASKED,
            to,
            by: Some(by),
            about: id.0,
            path: format!("/assistance/{id}"),
            words: words.to_owned(),
        })
        .collect()
}

/// What who asked is told.
pub(super) fn to_person(ticket: &Ticket, (by, words): (PersonId, &str)) -> Vec<Notice> {
    let to = ticket.person.filter(|person| *person != by);
    let notice = to.map(|to| Notice {
        kind: &ANSWERED,
        to,
        by: Some(by),
        about: ticket.id.0,
        path: format!("/aide/demandes/{}", ticket.id),
        words: format!("{words} n°\u{a0}{}.", ticket.number),
    });
    notice.into_iter().collect()
}
