//! `/calendrier`.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use learning::planning;
use platform::http::{Actor, Method, Query, Response, Routes, State, View};
use platform::{Error, Result, Site};
use training::enrolment::FollowCourse;
use training::sessions::period;

use super::entries::{self, in_order};
use super::rules::Month;
use super::views::{self, Shown};
use super::{feed, plans};
use crate::own;

/// Whose day it is for who follows no course.
const ZONE: &str = "Europe/Paris";

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .signed_in(Method::Get, "/calendrier", page)
        .signed_in(Method::Post, "/calendrier/abonnement", feed::open)
        .signed_in(Method::Post, "/calendrier/abonnement/retrait", feed::close)
        .public(Method::Get, "/calendrier/{jeton}", feed::file)
        .get::<FollowCourse, _>("/mes-parcours/{inscription}/planification", plans::page)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/planification", plans::add)
        .post::<FollowCourse, _>("/mes-parcours/{inscription}/planification/retrait", plans::remove)
}

async fn page(
    State(site): State<Site>,
    actor: Actor,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mine = own::list(&site, &actor).await?;
    let zone = mine.first().map_or(ZONE, |one| one.session.zone.as_str());
    let there = TimeZone::get(zone).map_err(|error| Error::internal("a session's zone", error))?;
    let today = site.clock().now().to_zoned_datetime(there).date();
    let asked = query.get("mois").and_then(|word| Month::parse(word));
    let month = asked.unwrap_or_else(|| Month::of(today));
    let days = u32::try_from(month.first().days_in_month()).unwrap_or(31);
    let (from, until) = period(month.first(), days, zone)?;
    let mut all = entries::of_staff(&site, actor.person, (from, until)).await?;
    let mut courses = Vec::new();
    for one in mine.iter() {
        if one.session.starts_at >= until || one.enrolment.ends_at < from {
            continue;
        }
        let own = own::course(&site, &actor, one.enrolment.id).await?;
        let plans = planning::of_enrolment(&mut site.db().read().await?, one.enrolment.id).await?;
        all.extend(entries::of_course(&own, &plans)?);
        courses.push((own.followed.session.title.clone(), one.enrolment.id));
    }
    all.retain(|entry| month.holds(entry.day));
    let has_feed = planning::has_feed(&mut site.db().read().await?, actor.person).await?;
    Ok(view.page(&views::page(
        &view.frame,
        &Shown {
            month,
            today,
            as_month: query.get("vue").is_some_and(|word| word == "mois"),
            entries: &in_order(all),
            courses: &courses,
            has_feed,
        },
    )))
}
