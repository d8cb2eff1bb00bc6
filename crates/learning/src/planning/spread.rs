//! What is left of a course, spread over the hours that a learner has until the end.

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use training::sessions::meeting;

/// A stretch of time.
pub type Stretch = (Timestamp, Timestamp);

/// What is shorter isn't worth opening a computer for.
const SHORTEST: SignedDuration = SignedDuration::from_mins(5);
/// A course lasts no longer, in days: what ends later is spread over so many.
const FURTHEST: i64 = 731;

/// A step that has no moment yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// How long it takes.
    pub minutes: u32,
    /// The steps that it waits for.
    pub after: Vec<StepId>,
    /// One of them is enough.
    pub any: bool,
    /// What was planned already and waits for it begins then.
    pub before: Option<Timestamp>,
    /// The end of the day by which it should be done.
    pub due: Option<Timestamp>,
    /// Its moment is for somebody else to give, or comes after the end: what waits for it waits.
    pub given: bool,
}

/// The time that someone has: on which days from Monday, from which hour, for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Free {
    /// Monday first.
    pub weekdays: [bool; 7],
    /// On the clocks of the session's region.
    pub at: Time,
    /// Each day.
    pub minutes: u32,
}

/// A step at its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which.
    pub step: StepId,
    /// Begins.
    pub at: Timestamp,
    /// Is over: on another day where it is longer than one's time of a day.
    pub ends: Timestamp,
    /// It is over after the day by which it should be.
    pub late: bool,
}

/// Why a step has no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too little time is left until the end.
    NoTime,
    /// Too little time is left before what was planned and waits for it.
    Before,
    /// The step that it waits for has none.
    Waits(StepId),
    /// Its moment isn't for who learns to choose.
    Given,
}

/// Steps at their moments, and those that have none, in the order of the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// In the order of time.
    pub placed: Vec<Placed>,
    /// With the reason of each.
    pub left: Vec<(StepId, Why)>,
}

/// Spreads steps, in the order of the course but for what waits for another, over what is free until the end. `known`: when
/// the steps that have a moment already are over. `taken`: what else one is to do. Nothing begins before the period does.
pub fn spread(
    steps: &[(StepId, Todo)],
    known: &HashMap<StepId, Timestamp>,
    free: &Free,
    taken: &[Stretch],
    (zone, period): (&TimeZone, Stretch),
) -> Spread {
    let mut room = Room {
        slots: slots(free, taken, zone, period),
        at: 0,
        day: minutes(free.minutes),
    };
    let mut ends = known.clone();
    let mut spread = Spread::default();
    let mut waiting: Vec<&(StepId, Todo)> = steps.iter().collect();
    // The first that waits for nothing that has no moment yet, again and again.
    while let Some(at) = waiting.iter().position(|one| ready(one, &waiting, &spread)) {
        let (step, todo) = waiting.remove(at);
        match place(&mut room, todo, &ends, &spread) {
            Ok((at, over)) => {
                ends.insert(*step, over);
                let late = todo.due.is_some_and(|due| over > due);
                spread.placed.push(Placed {
                    step: *step,
                    at,
                    ends: over,
                    late,
                });
            }
            Err(why) => spread.left.push((*step, why)),
        }
    }
    // Steps that wait for one another in a ring, which no course should have.
    let ring = waiting
        .iter()
        .map(|(step, todo)| (*step, Why::Waits(todo.after.first().copied().unwrap_or(*step))));
    spread.left.extend(ring);
    let rank = |step: StepId| steps.iter().position(|(id, _)| *id == step);
    spread.left.sort_by_key(|(step, _)| rank(*step));
    spread
}

/// Whether all that a step waits for was looked at; where one is enough, whether one has its moment.
fn ready((step, todo): &(StepId, Todo), waiting: &[&(StepId, Todo)], spread: &Spread) -> bool {
    let open = |id: &StepId| id != step && waiting.iter().any(|(other, _)| other == id);
    let settled = |id: &StepId| !open(id) && spread.left.iter().all(|(left, _)| left != id);
    (todo.any && todo.after.iter().any(settled)) || !todo.after.iter().any(open)
}

fn place(
    room: &mut Room,
    todo: &Todo,
    ends: &HashMap<StepId, Timestamp>,
    spread: &Spread,
) -> Result<Stretch, Why> {
    if todo.given {
        return Err(Why::Given);
    }
    let without = |id: &&StepId| spread.left.iter().any(|(left, _)| left == *id);
    let lacks = todo.after.iter().find(without);
    let enough = todo.any && todo.after.iter().any(|id| !without(&id));
    if let (Some(step), false) = (lacks, enough) {
        return Err(Why::Waits(*step));
    }
    let over = |id: &StepId| ends.get(id).copied().unwrap_or(Timestamp::MIN);
    let all = todo.after.iter().filter(|id| !without(id));
    // Of those of which one is enough, what has no moment yet is none to begin by.
    let from = match todo.any {
        true => todo.after.iter().filter_map(|id| ends.get(id).copied()).min(),
        false => all.map(over).max(),
    };
    room.take(minutes(todo.minutes), from.unwrap_or(Timestamp::MIN), todo.before)
}

fn minutes(minutes: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(minutes.max(1)))
}

/// What is still free, from a moment on.
struct Room {
    slots: Vec<Stretch>,
    /// Those before are over.
    at: usize,
    /// Someone's time of a day.
    day: SignedDuration,
}

impl Room {
    /// Takes so long, not before an instant nor over another: in one go where it holds in someone's day, from the first free
    /// hours and over the next ones where it doesn't.
    fn take(
        &mut self,
        long: SignedDuration,
        from: Timestamp,
        before: Option<Timestamp>,
    ) -> Result<Stretch, Why> {
        let found = self.find(long, from).ok_or(Why::NoTime)?;
        let (begins, (last, ends)) = found;
        if before.is_some_and(|before| ends > before) {
            return Err(Why::Before);
        }
        self.at = last;
        if let Some(slot) = self.slots.get_mut(last) {
            slot.0 = ends;
        }
        Ok((begins, ends))
    }

    /// When it begins, the slot where it is over, and when.
    fn find(&self, long: SignedDuration, from: Timestamp) -> Option<(Timestamp, (usize, Timestamp))> {
        let slots = self.slots.iter().enumerate().skip(self.at);
        let mut slots = slots.map(|(at, slot)| (at, (slot.0.max(from), slot.1)));
        if long <= self.day {
            let (at, (start, _)) = slots.find(|(_, (start, end))| end.duration_since(*start) >= long)?;
            return Some((start, (at, start + long)));
        }
        let (mut left, mut begins) = (long, None);
        for (at, (start, end)) in slots {
            let here = end.duration_since(start);
            if here < SHORTEST {
                continue;
            }
            begins.get_or_insert(start);
            if here >= left {
                return Some((begins?, (at, start + left)));
            }
            left -= here;
        }
        None
    }
}

/// The free hours of a period, in order, without what is taken.
fn slots(free: &Free, taken: &[Stretch], zone: &TimeZone, (from, until): Stretch) -> Vec<Stretch> {
    let from = on_the_five(from);
    let first = from.to_zoned_datetime(zone.clone()).date();
    let days = (0..FURTHEST).map(|days| first.saturating_add(days.days()));
    let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let last = day(until);
    let wanted = |day: &Date| {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        free.weekdays.get(weekday).copied().unwrap_or_default()
    };
    let mut slots = Vec::new();
    for day in days.take_while(|day| *day <= last).filter(wanted) {
        // Clocks that jump over that hour: not on that day.
        let Ok((start, end)) = meeting(day, free.at, free.minutes, zone) else {
            continue;
        };
        let mut here = vec![(start.max(from), end.min(until))];
        for (begins, ends) in taken {
            let rest = |(start, end): Stretch| [(start, end.min(*begins)), (start.max(*ends), end)];
            let meets = |(start, end): Stretch| *begins < end && start < *ends;
            here = here
                .into_iter()
                .flat_map(|slot| {
                    if meets(slot) {
                        rest(slot).to_vec()
                    } else {
                        vec![slot]
                    }
                })
                .collect();
        }
        here.retain(|(start, end)| end.duration_since(*start) >= SHORTEST);
        here.sort_unstable();
        slots.extend(here);
    }
    slots
}

/// The next time that a clock shows a multiple of five minutes.
fn on_the_five(at: Timestamp) -> Timestamp {
    let step = 300;
    let over = at.as_second().rem_euclid(step);
    let whole = over == 0 && at.subsec_nanosecond() == 0;
    let next = if whole {
        at.as_second()
    } else {
        at.as_second() - over + step
    };
    Timestamp::from_second(next).unwrap_or(at)
}
