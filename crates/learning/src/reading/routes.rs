//! What `/mes-parcours/{inscription}/etapes/{etape}` shows of what is read, and « J’ai terminé ».

use catalogue::courses::Completion;
use catalogue::library::{self, ItemId, ItemKind};
use platform::db::Tx;
use platform::http::{
    Actor, Done, IntoResponse as _, Path, Proof, Response, Routes, State, StatusCode, View,
};
use platform::{Error, Result, Site};
use training::enrolment::FollowCourse;
use training::sessions;

use super::views::{self, Shown};
use crate::player;
use crate::progress::{self, Observed, Status};
use crate::step::Opened;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().post::<FollowCourse, _>("/mes-parcours/{inscription}/etapes/{etape}/fait", finish)
}

/// The page of a step whose item is read. Opening it begins the step.
pub(crate) async fn page(
    site: &Site,
    proof: &Proof<FollowCourse>,
    view: &View,
    opened: &Opened,
    (item, kind): (ItemId, ItemKind),
) -> Result<Response> {
    if let Some(why) = opened.closed(site.clock().now()) {
        return Ok(view.page(&views::shut(opened, why)));
    }
    if let Some(why) = opened.access.why() {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &views::shut(opened, why)));
    }
    let mut tx = site.db().read().await?;
    let version = library::current(&mut tx, item).await?;
    let around = sessions::around(&mut tx, site, &opened.session).await?;
    drop(tx);
    let reading = version.reading()?;
    let origin = match &reading.file {
        Some(_) => Some(player::origin(site, proof, item).await?),
        None => None,
    };
    let file = reading.file.as_deref().zip(origin.as_deref());
    let file = file.map(|(name, origin)| (name, library::address(origin, version.id, name)));
    if kind != ItemKind::Meeting && opened.is_news() {
        observe(site, opened, opened.by_opening()).await?;
    }
    let date = around.dates.iter().find(|date| date.step == opened.step.id);
    let shown = Shown {
        opened,
        reading: &reading,
        file,
        date,
    };
    let page = views::page(&view.frame, &shown)?;
    Ok(match &origin {
        Some(origin) => view.framing(&page, origin),
        None => view.page(&page),
    })
}

async fn observe(site: &Site, opened: &Opened, seen: Observed) -> Result<()> {
    let mut tx = site.db().begin().await?;
    progress::record(&mut tx, site, &opened.enrolment, opened.step.id, seen).await?;
    tx.commit().await
}

/// Whether who learns says that it is done: not what the platform observes, nor what a tutor validates. A recording is
/// observed, unless it was read.
async fn says_done(tx: &mut Tx, opened: &Opened) -> Result<bool> {
    match (opened.step.completion, opened.step.kind, opened.step.item) {
        (Completion::Watched(_), _, Some(item)) => {
            Ok(!library::current(tx, item).await?.reading()?.transcript.is_empty())
        }
        // What is handed in ends by being handed in, what is asked by being answered.
        (Completion::Done, Some(kind), _) => {
            Ok(!kind.plays() && kind != ItemKind::Assignment && !kind.asks_opinion())
        }
        _ => Ok(false),
    }
}

async fn finish(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    Path((_, step)): Path<(String, String)>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let opened = Opened::find(&mut tx, &site, &proof, &actor, &step).await?;
    if !says_done(&mut tx, &opened).await? {
        return Err(Error::NotFound);
    }
    drop(tx);
    if let Some(why) = opened.closed(site.clock().now()).or(opened.access.why()) {
        return Ok(view.with_status(StatusCode::FORBIDDEN, &views::shut(&opened, why)));
    }
    let said = Observed {
        status: Status::Done,
        percent: None,
        seconds: 0,
    };
    observe(&site, &opened, said).await?;
    let saying = format!("Étape {} terminée.", opened.number);
    Ok(Done::at(opened.course_path()).saying(saying).into_response())
}
