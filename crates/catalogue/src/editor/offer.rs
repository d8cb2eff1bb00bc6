//! Publishing a course, taking it out of what chambers are proposed.

use platform::http::{Form, Proof, Response, State, View};
use platform::{Error, Result, Site};

use super::order::not_done;
use super::routes::{CHANGED, at, gather, seen};
use super::store;
use super::views;
use crate::courses::{EditCourse, Offer, unready};

pub(super) async fn change(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let wanted = Offer::parse(form.text("offre")).filter(|offer| *offer != Offer::Draft);
    let wanted =
        wanted.ok_or_else(|| Error::Refused("Dites si le parcours est proposé aux régions.".into()))?;
    let shown = gather(&site, &proof).await?;
    let why = match wanted {
        Offer::Published => unready(&shown.course, &shown.path()),
        _ => Vec::new(),
    };
    if !why.is_empty() {
        return Ok(view.invalid(&views::unready(&view.frame, &shown, &why)));
    }
    let mut tx = site.db().begin().await?;
    if !store::set_offer(&mut tx, &site, &proof, seen(&form), wanted).await? {
        drop(tx);
        return not_done(&site, &proof, &view, CHANGED).await;
    }
    tx.commit().await?;
    Ok(at(
        &proof,
        match wanted {
            Offer::Published => "Le parcours est publié\u{202f}: les régions peuvent en ouvrir des sessions.",
            _ => "Le parcours est archivé. Ses sessions continuent, aucune autre ne s’ouvre.",
        },
    ))
}
