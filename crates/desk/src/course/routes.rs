//! `/mes-parcours` and `/mes-parcours/{inscription}`.

use catalogue::courses;
use learning::progress;
use people::directory::Directory;
use platform::http::{Actor, Proof, Response, Routes, State, View, Within};
use platform::{PersonId, Result, Site};
use proof::certificates;
use training::enrolment::{self, FollowCourse};
use training::sessions;

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
    let mut mine = Vec::new();
    for enrolment in enrolment::of_person(&mut tx, actor.person).await? {
        mine.push((enrolment, sessions::find(&mut tx, enrolment.session).await?));
    }
    Ok(view.page(&views::list(&mine, site.clock().now())?))
}

async fn page(State(site): State<Site>, proof: Proof<FollowCourse>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let enrolment = enrolment::find(&mut tx, proof.id()).await?;
    let session = sessions::find(&mut tx, enrolment.session).await?;
    let course = courses::find(&mut tx, session.course).await?;
    let path = courses::outline(&mut tx, session.course).await?;
    let dates = sessions::dates(&mut tx, session.id).await?;
    let tutors = sessions::tutors(&mut tx, session.id).await?;
    let states = progress::of_enrolment(&mut tx, enrolment.id).await?;
    let documents = certificates::of_enrolment(&mut tx, enrolment.id).await?;
    drop(tx);
    let helpers: Vec<PersonId> = tutors.iter().map(|tutor| tutor.person).collect();
    let helpers = Directory::of(&site)?.cards(&site, &helpers).await?;
    Ok(view.page(&views::page(&CoursePage {
        enrolment: &enrolment,
        session: &session,
        course: &course,
        path: &path,
        dates: &dates,
        tutors: &tutors,
        helpers: &helpers,
        states: &states,
        documents: &documents,
        now: site.clock().now(),
    })?))
}
