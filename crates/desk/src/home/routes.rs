//! `/`.

use catalogue::courses::Step;
use exchange::{automation, forum, support};
use jiff::Timestamp;
use learning::gradings;
use learning::surveys::waiting;
use platform::http::{Actor, BuiltIn, Method, Response, Routes, State, View};
use platform::{Result, Site};
use training::enrolment::Followed;
use training::sessions::{Phase, phase};
use training::{requests, sessions};

use super::views::{self, LearnerHome, Opinion};
use crate::calendar::{MOMENTS, fitting_in};
use crate::chrome::main_role;
use crate::course::rules::standing;
use crate::own::{self, Own};

/// Sessions shown on a staff home.
const RECENT: u32 = 8;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().signed_in(Method::Get, "/", home)
}

async fn home(State(site): State<Site>, actor: Actor, view: View) -> Result<Response> {
    match main_role(&actor) {
        Some(BuiltIn::Learner) => learner(&site, &actor, &view).await,
        Some(BuiltIn::Adviser) => adviser(&site, &actor, &view).await,
        Some(_) => staff(&site, &actor, &view).await,
        None => Ok(view.page(&views::nobody(&view.frame))),
    }
}

async fn staff(site: &Site, actor: &Actor, view: &View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let mine = sessions::list_for(&mut tx, actor.person, RECENT).await?;
    let several = sessions::choices_for(&mut tx, actor.person).await?.regions.len() > 1;
    let asking = requests::to_handle(&mut tx, actor.person).await?;
    let handed = gradings::to_correct(&mut tx, site, actor.person).await?;
    let unanswered = forum::unanswered(&mut tx, actor.person).await?;
    let alerts = automation::waiting(&mut tx, site, actor.person).await?;
    let helping = support::waiting(&mut tx, actor.person).await?;
    drop(tx);
    Ok(view.page(&views::staff(
        &view.frame,
        (&mine, several),
        [alerts, asking, helping, handed, unanswered],
        site.clock().now(),
    )?))
}

async fn adviser(site: &Site, actor: &Actor, view: &View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let sent = requests::sent(&mut tx, site, actor.person, RECENT).await?;
    let regions = requests::regions(&mut tx, actor.person).await?;
    drop(tx);
    Ok(view.page(&views::adviser(&view.frame, &sent, &regions)?))
}

async fn learner(site: &Site, actor: &Actor, view: &View) -> Result<Response> {
    let mine = own::list(site, actor).await?;
    let Some(current) = mine.first() else {
        return Ok(view.page(&views::nobody(&view.frame)));
    };
    let own = own::course(site, actor, current.enrolment.id).await?;
    let helpers = own.helpers(site).await?;
    let opinion = opinion(site, actor, &mine).await?;
    Ok(view.page(&views::learner(
        &view.frame,
        &LearnerHome {
            enrolment: &own.followed.enrolment,
            session: &own.followed.session,
            path: &own.edition.path,
            sum: &standing(&own.edition, &own.states),
            dates: &own.around.dates,
            tutors: &own.tutors,
            helpers: &helpers,
            corrected: &own.corrected,
            awards: &own.awards,
            moment: moment(&own, site.clock().now()).as_deref(),
            opinion: opinion.as_ref(),
            now: site.clock().now(),
        },
    )?))
}

/// What else holds in a quarter of an hour; none while nothing opens.
fn moment(own: &Own, now: Timestamp) -> Option<Vec<&Step>> {
    let Followed { enrolment, session } = &own.followed;
    let open = phase(session.starts_at, enrolment.ends_at, now) == Phase::Open && enrolment.paused.is_none();
    let (_, next) = standing(&own.edition, &own.states).next.filter(|_| open)?;
    let fits = fitting_in(own, MOMENTS[0]).into_iter();
    Some(fits.filter(|step| step.id != next.id).collect())
}

/// How many of their courses are looked at for an opinion to ask.
const LATEST: usize = 4;

/// The survey that waits for a learner: a late one is of a course that is over.
async fn opinion(site: &Site, actor: &Actor, mine: &[Followed]) -> Result<Option<Opinion>> {
    let now = site.clock().now();
    for one in mine.iter().take(LATEST) {
        let own = own::course(site, actor, one.enrolment.id).await?;
        let Followed { enrolment, session } = &own.followed;
        let sum = standing(&own.edition, &own.states);
        let of = (session.starts_at, enrolment);
        if let Some(step) = waiting(&own.edition.path, &sum.accesses, &own.states, of, now) {
            return Ok(Some(Opinion {
                course: session.title.clone(),
                href: format!("/mes-parcours/{}/etapes/{}", enrolment.id, step.id),
            }));
        }
    }
    Ok(None)
}
