//! `/aide/demandes`, `/assistance`, `/regions/{region}/assistance`.

mod agent;
mod desk;
mod list;
mod own;
mod phone;
mod summary;

use platform::Result;
use platform::blobs;
use platform::http::{HeaderMap, Response, Routes, View, as_download, header, put_header, send_blob};
use platform::{PersonId, Site, db::Tx};

use super::store::TicketId;
use super::store::entries::{self, Entry};
use super::{AnswerTickets, AskSupport, CountTickets, LeadSupport, SetSupport};
use crate::notifications;

pub(super) use agent::{Desked, Written};
pub(super) use desk::{Set, Shelf};
pub(super) use own::Typed;
pub use own::ask_from;
pub(super) use phone::Called;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AskSupport, _>("/aide/demandes", own::list)
        .get::<AskSupport, _>("/aide/demandes/nouvelle", own::form)
        .upload::<AskSupport, _>("/aide/demandes/nouvelle", own::ask)
        .get::<AskSupport, _>("/aide/demandes/{appel}", own::page)
        .upload::<AskSupport, _>("/aide/demandes/{appel}", own::write)
        .post::<AskSupport, _>("/aide/demandes/{appel}/fin", own::give_up)
        .post::<AskSupport, _>("/aide/demandes/{appel}/avis", own::rate)
        .get::<AskSupport, _>("/aide/demandes/{appel}/pieces/{jointe}", own::piece)
        .get::<AnswerTickets, _>("/assistance", list::list)
        .get::<AnswerTickets, _>("/assistance/telephone", phone::page)
        .post::<AnswerTickets, _>("/assistance/telephone", phone::open)
        .get::<CountTickets, _>("/assistance/bilan", summary::page)
        .get::<CountTickets, _>("/assistance/bilan/document", summary::document)
        .get::<CountTickets, _>("/assistance/bilan/classeur", summary::workbook)
        .get::<LeadSupport, _>("/assistance/reglages", desk::page::<LeadSupport>)
        .post::<LeadSupport, _>("/assistance/reglages", desk::save::<LeadSupport>)
        .post::<LeadSupport, _>("/assistance/reglages/reponses", desk::add::<LeadSupport>)
        .get::<LeadSupport, _>(
            "/assistance/reglages/reponses/{reponse}",
            desk::reply::<LeadSupport>,
        )
        .post::<LeadSupport, _>(
            "/assistance/reglages/reponses/{reponse}",
            desk::change::<LeadSupport>,
        )
        .get::<SetSupport, _>("/regions/{region}/assistance", desk::page::<SetSupport>)
        .post::<SetSupport, _>("/regions/{region}/assistance", desk::save::<SetSupport>)
        .post::<SetSupport, _>("/regions/{region}/assistance/reponses", desk::add::<SetSupport>)
        .get::<SetSupport, _>(
            "/regions/{region}/assistance/reponses/{reponse}",
            desk::reply::<SetSupport>,
        )
        .post::<SetSupport, _>(
            "/regions/{region}/assistance/reponses/{reponse}",
            desk::change::<SetSupport>,
        )
        .get::<AnswerTickets, _>("/assistance/{aide}", agent::page)
        .upload::<AnswerTickets, _>("/assistance/{aide}", agent::answer)
        .post::<AnswerTickets, _>("/assistance/{aide}/note", agent::note)
        .post::<AnswerTickets, _>("/assistance/{aide}/suivi", agent::assign)
        .post::<AnswerTickets, _>("/assistance/{aide}/transmission", agent::pass)
        .post::<AnswerTickets, _>("/assistance/{aide}/cloture", agent::close)
        .get::<AnswerTickets, _>("/assistance/{aide}/pieces/{jointe}", agent::piece)
}

/// Somebody reads a request: what they were told of it isn't news any more. The bell was counted before.
async fn seen(site: &Site, view: &mut View, person: PersonId, id: TicketId) -> Result<()> {
    let mut tx = site.db().begin().await?;
    let news = notifications::seen(&mut tx, site, person, id.0).await?;
    tx.commit().await?;
    if news {
        view.frame.bell = view.frame.bell.map(|count| count.saturating_sub(1));
    }
    Ok(())
}

/// A file of a request: it is only ever kept, never shown from here, whatever it says that it is.
async fn send(
    site: &Site,
    mut tx: Tx,
    entries: &[Entry],
    typed: &str,
    asked: &HeaderMap,
) -> Result<Response> {
    let file = entries::named(entries, typed)?;
    let blob = blobs::find(&mut tx, file.blob).await?;
    drop(tx);
    let mut response = send_blob(site, &blob, asked, false).await?;
    put_header(&mut response, header::CONTENT_TYPE, "application/octet-stream");
    as_download(&mut response, &file.name);
    Ok(response)
}
