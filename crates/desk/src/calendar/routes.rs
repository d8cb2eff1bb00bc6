//! `/calendrier`.

use std::collections::HashMap;

use jiff::civil::Date;
use learning::planning;
use platform::http::{Actor, Method, Query, Response, Routes, State, View};
use platform::{Result, Site};
use training::enrolment::FollowCourse;

use super::gather::{gather, zone};
use super::rules::Look;
use super::views::{self, Shown};
use super::{feed, plans, spreading};
use crate::own;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, "/calendrier", page)
        .signed_in(Method::Post, "/calendrier/abonnement", feed::open)
        .signed_in(Method::Post, "/calendrier/abonnement/retrait", feed::close)
        .public(Method::Get, "/calendrier/{jeton}", feed::file)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/planification", plans::page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/planification", plans::add)
        .post::<FollowCourse, _>(
            "/mes-parcours/{inscription}/planification/annulation",
            plans::take_back,
        )
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/planification/retrait", plans::remove)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/repartition", spreading::page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/repartition", spreading::save)
}

async fn page(
    State(site): State<Site>,
    actor: Actor,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mine = own::list(&site, &actor).await?;
    let today = site.clock().now().to_zoned_datetime(zone(&mine)?).date();
    let asked = |name: &str| query.get(name).map_or("", String::as_str);
    let look = Look::parse(asked("vue"), asked("mois"), asked("jour"), today);
    let gathered = gather(&site, actor.person, &mine, look.reaches(today)).await?;
    let follows = |day: Date| {
        move |one: &&training::enrolment::Followed| {
            let zone = zone(std::slice::from_ref(*one));
            zone.is_ok_and(|zone| one.enrolment.ends_at.to_zoned_datetime(zone).date() >= day)
        }
    };
    let courses: Vec<_> = mine
        .iter()
        .filter(follows(look.days().0))
        .map(|one| (one.session.title.clone(), one.enrolment.id))
        .collect();
    let has_feed = planning::has_feed(&mut site.db().read().await?, actor.person).await?;
    Ok(view.page(&views::page(
        &view.frame,
        &Shown {
            look,
            today,
            gathered: &gathered,
            courses: &courses,
            has_feed,
            undo: asked("planifie").parse().ok().zip(asked("lot").parse().ok()),
        },
    )))
}
