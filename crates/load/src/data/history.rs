//! The past: a year of events, as many as are still missing.

use jiff::SignedDuration;
use platform::events::{self, Event};
use platform::{PersonId, Result};

use super::people::People;
use super::sessions::Made;
use super::{Making, YEAR, noon};

/// How many events a batch of the chain holds here.
const BATCH: usize = 4_000;

/// What learners do, as often as they do it.
const VERBS: [&str; 6] = [
    "login.opened",
    "module.opened",
    "module.opened",
    "step.started",
    "step.completed",
    "login.closed",
];

pub(super) async fn make(making: &mut Making, people: &People, sessions: &[Made]) -> Result<()> {
    let site = making.site.clone();
    let have = events::last_position(&mut site.db().read().await?).await?;
    let have = usize::try_from(have).unwrap_or_default();
    let missing = making.wanted.size.events.saturating_sub(have);
    let start = noon(making.wanted.day) - YEAR;
    let mut written = 0;
    while written < missing {
        let many = BATCH.min(missing - written);
        let mut past = Vec::with_capacity(many);
        for number in written..written + many {
            let Some(person) = making.chance.pick(&people.learners).copied() else {
                return Ok(());
            };
            let at = start + share(number, missing);
            past.push((at, event(making, person, sessions)));
        }
        let mut tx = site.db().begin().await?;
        events::write_past(&mut tx, &site, past).await?;
        tx.commit().await?;
        written += many;
    }
    Ok(())
}

/// How far in the year an event stands.
fn share(number: usize, of: usize) -> SignedDuration {
    let part = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let millis = i64::try_from(YEAR.as_millis()).unwrap_or(i64::MAX);
    SignedDuration::from_millis(millis / part(of.max(1)) * part(number))
}

fn event(making: &mut Making, person: PersonId, sessions: &[Made]) -> Event {
    let chance = &mut making.chance;
    let event = Event::new(chance.pick(&VERBS).copied().unwrap_or(VERBS[0]))
        .by(person)
        .about(person);
    match chance.pick(sessions) {
        Some(session) if chance.below(3) > 0 => event
            .in_session(session.id)
            .with("minutes", i64::try_from(chance.below(60)).unwrap_or_default()),
        _ => event,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn the_past_fills_the_year_in_order() {
        let day = jiff::civil::date(2026, 11, 12);
        let at = |number| noon(day) - YEAR + share(number, 6_000_000);
        let moments: Vec<jiff::Timestamp> = [0, 1, 3_000_000, 5_999_999].map(at).to_vec();
        assert!(moments.is_sorted() && moments[3] <= noon(day));
        assert!(noon(day).duration_since(moments[3]) < SignedDuration::from_hours(1));
    }
}
