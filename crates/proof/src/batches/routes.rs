//! `/sessions/{session}/remise`, `/regions/{region}/remises`, `/remises`: beginning a batch, following it, taking it away.

use people::directory::Directory;
use people::regions;
use platform::events;
use platform::http::{Done, IntoResponse as _, Proof, Response, Routes, State, View, send_zip};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site};
use training::sessions;

use super::rules::Stage;
use super::store::{self, BatchId, Over};
use super::views::{self, Following};
use super::{IssueEverywhere, IssueInRegion, SeeBatch, StopBatch, archive};
use crate::certificates::IssueCertificates;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .post::<IssueCertificates, _>("/sessions/{session}/remise", of_session)
        .get::<IssueInRegion, _>("/regions/{region}/remises", region_page)
        .post::<IssueInRegion, _>("/regions/{region}/remises", of_region)
        .get::<IssueEverywhere, _>("/remises", everywhere_page)
        .post::<IssueEverywhere, _>("/remises", of_everybody)
        .get::<SeeBatch, _>("/remises/{remise}", page)
        .get::<SeeBatch, _>("/remises/{remise}/documents", documents)
        .post::<StopBatch, _>("/remises/{remise}/arret", stop)
        .post::<StopBatch, _>("/remises/{remise}/reprise", take_up)
        .post::<StopBatch, _>("/remises/{remise}/abandon", give_up)
}

/// How many of those who got nothing a page names.
const SHOWN: u32 = 100;

async fn begin(site: &Site, over: Over, by: Option<PersonId>) -> Result<Response> {
    let by = by.ok_or(Error::Forbidden)?;
    let mut tx = site.db().begin().await?;
    let id = store::start(&mut tx, site, over, by).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/remises/{id}")).into_response())
}

async fn of_session(State(site): State<Site>, proof: Proof<IssueCertificates>) -> Result<Response> {
    let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
    begin(&site, Over::Session(session.id, session.region), proof.actor()).await
}

async fn of_region(State(site): State<Site>, proof: Proof<IssueInRegion>) -> Result<Response> {
    begin(&site, Over::Region(proof.id()), proof.actor()).await
}

async fn of_everybody(State(site): State<Site>, proof: Proof<IssueEverywhere>) -> Result<Response> {
    begin(&site, Over::Everywhere, proof.actor()).await
}

async fn beginning(site: &Site, view: &View, region: Option<RegionId>) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = match region {
        Some(id) => Some(regions::find(&mut tx, id).await?),
        None => None,
    };
    let id = region.as_ref().map(|region| region.id);
    let waiting = store::waiting(&mut tx, id, site.clock().now()).await?;
    let cancelled = store::cancelled(&mut tx, id).await?;
    let last = store::last(&mut tx, id).await?;
    Ok(view.page(&views::begin(
        &view.frame,
        region.as_ref(),
        (waiting, cancelled),
        &last,
    )?))
}

async fn region_page(State(site): State<Site>, proof: Proof<IssueInRegion>, view: View) -> Result<Response> {
    beginning(&site, &view, Some(proof.id())).await
}

async fn everywhere_page(
    State(site): State<Site>,
    _proof: Proof<IssueEverywhere>,
    view: View,
) -> Result<Response> {
    beginning(&site, &view, None).await
}

async fn page(State(site): State<Site>, proof: Proof<SeeBatch>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let batch = store::find(&mut tx, proof.id()).await?;
    let sums = store::sums(&mut tx, batch.id).await?;
    let refused = store::refused(&mut tx, batch.id, SHOWN).await?;
    let session = match batch.over {
        Over::Session(session, _) => Some(sessions::find(&mut tx, session).await?),
        _ => None,
    };
    drop(tx);
    let people: Vec<PersonId> = refused.iter().map(|(person, _, _)| *person).collect();
    let cards = Directory::of(&site)?.cards(&site, &people).await?;
    Ok(view.page(&views::follow(
        &view.frame,
        &Following {
            batch: &batch,
            sums: &sums,
            refused: &refused,
            cards: &cards,
            session: session.as_ref(),
        },
    )))
}

async fn documents(State(site): State<Site>, proof: Proof<SeeBatch>) -> Result<Response> {
    let batch = store::find(&mut site.db().read().await?, proof.id()).await?;
    if batch.stage() == Stage::UnderWay {
        return Err(Error::Refused(
            "La remise est encore en cours\u{202f}: les documents se téléchargent ensemble quand elle est terminée ou arrêtée.".into(),
        ));
    }
    let mut tx = site.db().begin().await?;
    let event = store::said("batch.taken", batch.id, batch.over).by(proof.actor());
    events::write(&mut tx, &site, event).await?;
    tx.commit().await?;
    let name = name(batch.id);
    Ok(send_zip(archive::files(&site, &batch), &name))
}

async fn stop(State(site): State<Site>, proof: Proof<StopBatch>) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let stopped = store::stop(&mut tx, &site, &proof).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/remises/{}", proof.id()))
        .saying(if stopped {
            "La remise est arrêtée. Ce qui est remis le reste."
        } else {
            "Rien n’a changé\u{202f}: la remise n’était plus en cours."
        })
        .into_response())
}

async fn take_up(State(site): State<Site>, proof: Proof<StopBatch>) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    if !store::take_up(&mut tx, &site, &proof).await? {
        return Err(Error::Refused(
            "Une autre remise est en cours pour les mêmes personnes\u{202f}: attendez qu’elle se termine, ou arrêtez-la d’abord.".into(),
        ));
    }
    tx.commit().await?;
    Ok(Done::at(format!("/remises/{}", proof.id())).into_response())
}

async fn give_up(State(site): State<Site>, proof: Proof<StopBatch>) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    store::give_up(&mut tx, &site, &proof).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/remises/{}", proof.id())).into_response())
}

/// « documents-0199…zip ».
fn name(id: BatchId) -> String {
    format!("documents-{id}.zip")
}
