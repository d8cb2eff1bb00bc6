//! What someone has begun to write: kept while they write, so that a page that closes loses nothing; sent, it is no more.

use jiff::SignedDuration;
use platform::html::FormErrors;
use platform::http::{Response, View};
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::rules::{DRAFT_DAYS, LONGEST};
use super::store::drafts::{self, Desk, Draft};

const ELSEWHERE: &str = "Vous avez écrit autre chose ici dans une autre fenêtre\u{202f}: rechargez la page pour le lire. Copiez d’abord ce que vous venez d’écrire.";
const TOO_LONG: &str = "Votre message est trop long pour être gardé\u{202f}: raccourcissez-le.";

/// What someone has begun there, with its revision; nothing yet.
pub(super) async fn begun(site: &Site, me: PersonId, desk: Desk) -> Result<(Draft, i64)> {
    let Some(key) = site.keys().find(me.0, Class::Exchanges).await? else {
        return Ok(Default::default());
    };
    let found = drafts::find(&mut site.db().read().await?, &key, (me, desk)).await?;
    Ok(found.unwrap_or_default())
}

/// Keeps what a page saves by itself; none when the page is to be shown again, with what is wrong.
pub(super) async fn keep(
    site: &Site,
    view: &View,
    (me, desk): (PersonId, Desk),
    (revision, draft): (i64, &Draft),
    errors: &mut FormErrors,
) -> Result<Option<Response>> {
    if draft.text.chars().count() > LONGEST || draft.subject.chars().count() > LONGEST {
        errors.add("message", "Votre message", TOO_LONG);
        return Ok(None);
    }
    let key = site.keys().get_or_create(me.0, Class::Exchanges).await?;
    let mut tx = site.db().begin().await?;
    let Some(next) = drafts::save(&mut tx, site, &key, (me, desk), (revision, draft)).await? else {
        errors.add("message", "Votre message", ELSEWHERE);
        return Ok(None);
    };
    tx.commit().await?;
    Ok(Some(view.kept(next, "")))
}

/// What was begun and left lying for [`DRAFT_DAYS`] goes; answers how many.
///
/// # Errors
/// The store's.
pub async fn sweep(site: &Site) -> Result<u64> {
    let kept = SignedDuration::from_hours(24 * i64::from(DRAFT_DAYS));
    let mut tx = site.db().begin().await?;
    let gone = drafts::drop_before(&mut tx, site.clock().now() - kept).await?;
    tx.commit().await?;
    Ok(gone)
}
