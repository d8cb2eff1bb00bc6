//! What every act on a sheet begins with and leaves behind.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::{Error, PersonId, Result, Site};
use training::sessions::SessionId;

use super::planned;
use super::rules::Said;
use super::sheet::{Shown, gather};
use super::store::seals;
use super::store::{self, MarkId, NewMark, SheetId};

/// A sheet that somebody vouched for says nothing else until it is opened again.
pub(super) const SEALED: &str = "Cette feuille est validée\u{202f}: pour y changer quelque chose, rouvrez-la d’abord, en disant pourquoi.";

pub(super) fn sealed() -> Error {
    Error::Refused(SEALED.into())
}

/// A half-day whose sheet may still change.
///
/// # Errors
/// [`Error::Refused`] once somebody vouches for it, [`Error::NotFound`], or the store's.
pub(super) async fn unsealed(site: &Site, session: SessionId, name: &str) -> Result<Shown> {
    let shown = gather(site, session, name).await?;
    match shown.sealed() {
        Some(_) => Err(sealed()),
        None => Ok(shown),
    }
}

/// The sheet of a half-day, begun when nobody has, held alone until the transaction ends; none once somebody vouches for it.
pub(super) async fn hold(tx: &mut Tx, site: &Site, shown: &Shown) -> Result<Option<SheetId>> {
    let sheet = planned::begin(tx, site, shown.session.id, &shown.half).await?.id;
    store::lock(tx, sheet).await?;
    Ok((!seals::in_force(tx, sheet).await?).then_some(sheet))
}

/// Something happened to a sheet.
pub(super) fn event(verb: &'static str, shown: &Shown, sheet: SheetId, by: Option<PersonId>) -> Event {
    Event::new(verb)
        .by(by)
        .in_region(shown.session.region)
        .in_session(shown.session.id)
        .on(sheet)
}

/// Writes a mark of someone with its event; false when something is in force already of the same matter.
pub(super) async fn put(
    tx: &mut Tx,
    site: &Site,
    (shown, sheet): (&Shown, SheetId),
    (id, person): (MarkId, PersonId),
    new: &NewMark,
) -> Result<bool> {
    if !store::put(tx, site, id, sheet, new).await? {
        return Ok(false);
    }
    let present = i64::from(!matches!(new.said, Said::Absent(_)));
    let event = event("attendance.marked", shown, sheet, new.by).about(person);
    events::write(tx, site, event.with("present", present)).await?;
    Ok(true)
}
