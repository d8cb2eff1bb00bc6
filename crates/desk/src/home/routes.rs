//! `/`.

use catalogue::courses;
use learning::progress;
use people::directory::Directory;
use platform::http::{Actor, BuiltIn, Method, Response, Routes, State, View};
use platform::{PersonId, Result, Site};
use training::{enrolment, sessions};

use super::views::{self, LearnerHome};
use crate::chrome::main_role;

/// Sessions shown on a staff home.
const RECENT: u32 = 8;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().signed_in(Method::Get, "/", home)
}

async fn home(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    match main_role(&actor) {
        Some(BuiltIn::Learner) => learner(&site, &actor, &view).await,
        Some(_) => staff(&site, &actor, &view).await,
        None => Ok(view.page(&views::nobody(&view.frame))),
    }
}

async fn staff(site: &Site, actor: &Actor, view: &View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let mine = sessions::list_for(&mut tx, actor.person, RECENT).await?;
    drop(tx);
    Ok(view.page(&views::staff(&view.frame, &mine, site.clock().now())?))
}

async fn learner(site: &Site, actor: &Actor, view: &View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let mine = enrolment::of_person(&mut tx, actor.person).await?;
    let Some(current) = mine.first() else {
        drop(tx);
        return Ok(view.page(&views::nobody(&view.frame)));
    };
    let session = sessions::find(&mut tx, current.session).await?;
    let path = courses::outline(&mut tx, session.course).await?;
    let dates = sessions::dates(&mut tx, session.id).await?;
    let tutors = sessions::tutors(&mut tx, session.id).await?;
    let states = progress::of_enrolment(&mut tx, current.id).await?;
    drop(tx);
    let helpers: Vec<PersonId> = tutors.iter().map(|tutor| tutor.person).collect();
    let helpers = Directory::of(site)?.cards(site, &helpers).await?;
    Ok(view.page(&views::learner(
        &view.frame,
        &LearnerHome {
            enrolment: current,
            session: &session,
            path: &path,
            dates: &dates,
            tutors: &tutors,
            helpers: &helpers,
            states: &states,
            now: site.clock().now(),
        },
    )?))
}
