//! `/mes-parcours` and `/mes-parcours/{inscription}`.

use learning::{adaptation, progress};
use people::directory::Directory;
use platform::http::{Actor, Proof, Response, Routes, State, View, Within};
use platform::{PersonId, Result, Site};
use proof::certificates;
use training::enrolment::{self, FollowCourse, Followed};
use training::sessions;

use super::rules::standing;
use super::views::{self, CoursePage};

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
    let mut tx = site.db().read().await?;
    let mine = enrolment::of_person(&mut tx, actor.person).await?;
    drop(tx);
    Ok(view.page(&views::list(&mine, site.clock().now())?))
}

async fn page(State(site): State<Site>, proof: Proof<FollowCourse>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let Followed { enrolment, session } = enrolment::follow(&mut tx, proof.id()).await?;
    let around = sessions::around(&mut tx, &site, &session).await?;
    let states = progress::of_enrolment(&mut tx, enrolment.id).await?;
    let edition = adaptation::edition(&mut tx, &site, &session, &enrolment, &states).await?;
    let documents = certificates::of_enrolment(&mut tx, enrolment.id).await?;
    drop(tx);
    let helpers: Vec<PersonId> = around.tutors.iter().map(|tutor| tutor.person).collect();
    let helpers = Directory::of(&site)?.cards(&site, &helpers).await?;
    let sum = standing(&edition, &states);
    Ok(view.page(&views::page(&CoursePage {
        enrolment: &enrolment,
        session: &session,
        edition: &edition,
        sum: &sum,
        dates: &around.dates,
        tutors: &around.tutors,
        helpers: &helpers,
        states: &states,
        documents: &documents,
        now: site.clock().now(),
    })?))
}
