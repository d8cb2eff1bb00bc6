//! `/`.

use learning::{adaptation, progress};
use people::directory::Directory;
use platform::http::{Actor, BuiltIn, Method, Response, Routes, State, View};
use platform::{PersonId, Result, Site};
use training::{enrolment, sessions};

use super::views::{self, LearnerHome};
use crate::chrome::main_role;
use crate::course::rules::standing;

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
    let session = &current.session;
    let around = sessions::around(&mut tx, site, session).await?;
    let states = progress::of_enrolment(&mut tx, current.enrolment.id).await?;
    let edition = adaptation::edition(&mut tx, site, session, &current.enrolment, &states).await?;
    drop(tx);
    let helpers: Vec<PersonId> = around.tutors.iter().map(|tutor| tutor.person).collect();
    let helpers = Directory::of(site)?.cards(site, &helpers).await?;
    Ok(view.page(&views::learner(
        &view.frame,
        &LearnerHome {
            enrolment: &current.enrolment,
            session,
            path: &edition.path,
            sum: &standing(&edition, &states),
            dates: &around.dates,
            tutors: &around.tutors,
            helpers: &helpers,
            now: site.clock().now(),
        },
    )?))
}
