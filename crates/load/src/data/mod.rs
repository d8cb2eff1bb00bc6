//! Reference data: chambers, courses, sessions, people, enrolments, what they did, and a past of millions of events. Made
//! through the floors' own stores, so that the server opens them as its own: identities are sealed, keys are where they
//! belong, the chain of events holds. The same seed, size and day give the same data.

mod catalogue;
mod chance;
mod history;
mod news;
mod people;
mod sessions;
mod size;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use platform::clock::Clock;
use platform::random::Random;
use platform::{Result, Site, events};

use crate::ground::{Ground, close};
use crate::stopwatch::Stopwatch;

pub use chance::Chance;
pub use people::name;
pub use size::Size;

/// The data are as many days old as that before the day they are made for.
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

/// What is made: how much, from which seed, for which day (sessions are open around it).
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How much.
    pub size: Size,
    /// The seed.
    pub seed: u64,
    /// The day.
    pub day: Date,
}

/// What the makers share.
struct Making {
    site: Site,
    clock: Clock,
    wanted: Wanted,
    chance: Chance,
}

/// Makes the data on an empty ground; tells each stage and its duration.
///
/// # Errors
/// The store's.
pub async fn make(ground: &Ground, wanted: Wanted, tell: impl Fn(&str)) -> Result<()> {
    let start = noon(wanted.day) - YEAR;
    let clock = Clock::manual(start);
    let site = ground.open(clock.clone(), Random::seeded(wanted.seed)).await?;
    let mut making = Making {
        site: site.clone(),
        clock,
        wanted,
        chance: Chance::new(wanted.seed),
    };
    let watch = Stopwatch::start();
    let said = |what: &str| tell(&format!("{what}, {:.1} s", watch.elapsed().as_secs_f64()));
    let regions = catalogue::regions(&mut making).await?;
    let courses = catalogue::courses(&mut making).await?;
    said("courses");
    let people = people::make(&mut making, &regions).await?;
    said("people");
    let sessions = sessions::make(&mut making, &regions, &courses, &people).await?;
    said("sessions");
    sessions::enrol(&mut making, &sessions, &people).await?;
    said("enrolments");
    news::make(&mut making, &people).await?;
    said("news");
    events::settle(&site, &[]).await?;
    said("their events sealed");
    history::make(&mut making, &people, &sessions).await?;
    let mut tx = site.db().begin().await?;
    events::skip_past(&mut tx, &app::rooms::reactors()).await?;
    tx.commit().await?;
    said("the past");
    drop(making);
    close(site).await;
    Ok(())
}

/// Noon of a day, UTC.
fn noon(day: Date) -> Timestamp {
    let seconds = i64::from((day - Date::constant(1970, 1, 1)).get_days()) * 86_400 + 43_200;
    platform::clock::timestamp(seconds * 1000)
}
