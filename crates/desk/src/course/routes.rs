//! `/mes-parcours` and `/mes-parcours/{inscription}`.

use platform::http::{Actor, Proof, Response, Routes, State, View, Within};
use platform::{Result, Site};
use training::enrolment::FollowCourse;

use super::rules::standing;
use super::views::{self, CoursePage};
use crate::own;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<FollowCourse, _>("/mes-parcours", list)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}", page)
}

async fn list(
    State(site): State<Site>,
    _within: Within<FollowCourse>,
    actor: Actor,
    view: View,
) -> Result<Response> {
    let mine = own::list(&site, &actor).await?;
    Ok(view.page(&views::list(&mine, site.clock().now())?))
}

async fn page(
    State(site): State<Site>,
    proof: Proof<FollowCourse>,
    actor: Actor,
    view: View,
) -> Result<Response> {
    let own = own::course(&site, &actor, proof.id()).await?;
    let helpers = own.helpers(&site).await?;
    let now = site.clock().now();
    let page = own.page(now, &helpers, || {
        views::page(&CoursePage {
            enrolment: &own.followed.enrolment,
            session: &own.followed.session,
            edition: &own.edition,
            sum: &standing(&own.edition, &own.states),
            dates: &own.around.dates,
            tutors: &own.tutors,
            helpers: &helpers,
            states: &own.states,
            documents: &own.documents,
            now,
        })
    })?;
    Ok(view.page(&page))
}
