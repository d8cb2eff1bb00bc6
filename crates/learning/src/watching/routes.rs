//! What `/mes-parcours/{inscription}/etapes/{etape}` shows of a recording, its files, and what the page reports.

use catalogue::library::{self, ItemId, ItemKind, Version};
use platform::db::Tx;
use platform::http::{
    Actor, HeaderMap, Json, Path, Proof, Response, Routes, State, StatusCode, View, json, send_blob,
};
use platform::{Error, Result, Site, blobs};
use serde::{Deserialize, Serialize};
use training::enrolment::FollowCourse;

use super::rules::{Watched, plausible};
use super::store::{self, MediaView};
use super::views::{self, Shown};
use crate::progress::{self, Observed, Status};
use crate::reading::shut;
use crate::step::Opened;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>(
            "/mes-parcours/{inscription}/etapes/{etape}/fichiers/{version}/{fichier}",
            file,
        )
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/visionnage", report)
}

/// The page of a step whose item is a recording. Opening it begins the step.
pub(crate) async fn page(
    site: &Site,
    view: &View,
    opened: &Opened,
    (item, kind): (ItemId, ItemKind),
) -> Result<Response> {
    if let Some(why) = opened.closed(site.clock().now()) {
        return Ok(view.page(&shut(opened, why)));
    }
    if let Some(why) = opened.access.why() {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &shut(opened, why)));
    }
    let place = (opened.enrolment.id, opened.step.id);
    let mut tx = site.db().read().await?;
    let version = library::current(&mut tx, item).await?;
    let reading = version.reading()?;
    let file = library::file(&mut tx, version.id, reading.file.as_deref().unwrap_or_default()).await?;
    let seen = store::find(&mut tx, place, file.blob).await?;
    drop(tx);
    let is_new = seen.is_none();
    let seen = seen.unwrap_or_else(|| MediaView {
        watched: Watched::default(),
        position: 0,
        opened_at: site.clock().now(),
    });
    if is_new || opened.is_news() {
        let mut tx = site.db().begin().await?;
        if is_new {
            store::keep(&mut tx, site, place, file.blob, &seen, 0).await?;
        }
        let begun = opened.by_opening();
        progress::record(&mut tx, site, &opened.enrolment, opened.step.id, begun).await?;
        tx.commit().await?;
    }
    let shown = Shown {
        opened,
        kind,
        version: version.id,
        reading: &reading,
        seen: &seen,
    };
    Ok(view.page(&views::page(&view.frame, &shown)))
}

/// The recording of a step that is open, when this version is one of its item's.
async fn recording(tx: &mut Tx, site: &Site, opened: &Opened, version: &str) -> Result<Version> {
    let item = opened
        .step
        .item
        .filter(|_| opened.step.kind.is_some_and(ItemKind::recorded));
    let version = library::version(tx, version.parse()?).await?;
    if item != Some(version.item) {
        return Err(Error::NotFound);
    }
    let closed = opened.closed(site.clock().now()).or(opened.access.why());
    closed.map_or(Ok(version), |why| Err(Error::Refused(why.to_owned().into())))
}

async fn file(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step, version, name)): Path<(String, String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let version = recording(&mut tx, &site, &opened, &version).await?;
    let file = library::file(&mut tx, version.id, &name).await?;
    let blob = blobs::find(&mut tx, file.blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}

/// What the page has played, in milliseconds.
#[derive(Deserialize)]
struct Report {
    version: String,
    ranges: Vec<(u64, u64)>,
    position: u64,
}

/// What is kept of it.
#[derive(Serialize)]
struct Kept {
    percent: u32,
    done: bool,
}

async fn report(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Path<(String, String)>,
    Json(report): Json<Report>,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    let version = recording(&mut tx, &site, &opened, &report.version).await?;
    let reading = version.reading()?;
    let length = reading.length_ms.unwrap_or_default();
    let file = library::file(&mut tx, version.id, reading.file.as_deref().unwrap_or_default()).await?;
    progress::lock(&mut tx, opened.enrolment.id).await?;
    let place = (opened.enrolment.id, opened.step.id);
    // Nothing of a recording that another has replaced since, nor of a page that was never opened.
    let before = store::find(&mut tx, place, file.blob)
        .await?
        .ok_or(Error::NotFound)?;
    let watched = before.watched.and(&Watched::of(report.ranges, length), length);
    if !plausible(&watched, before.opened_at, site.clock().now()) {
        return Err(Error::Refused(
            "Ce qui a été regardé ne tient pas dans le temps passé\u{202f}: rechargez la page.".into(),
        ));
    }
    let (percent, done) = (
        watched.percent(length),
        watched.enough(length, opened.step.completion),
    );
    let seen = Observed {
        status: if done { Status::Done } else { Status::Started },
        percent: None,
        seconds: i64::try_from(watched.total() / 1000).unwrap_or(i64::MAX),
    };
    let view = MediaView {
        watched,
        position: report.position.min(length),
        ..before
    };
    store::keep(&mut tx, &site, place, file.blob, &view, length).await?;
    let state = progress::record(&mut tx, &site, &opened.enrolment, opened.step.id, seen).await?;
    tx.commit().await?;
    let kept = Kept {
        percent,
        done: state.is_done(),
    };
    json(StatusCode::OK, &kept)
}
