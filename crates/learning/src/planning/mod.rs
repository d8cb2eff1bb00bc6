//! When a learner means to do their steps, and the private address at which other programs read their calendar. The pages are
//! the affair of `desk/calendar`. Owns `plans`, `plan_changes`, `calendar_feeds`.

mod rules;
mod spread;
mod store;

#[cfg(test)]
mod spread_cases;

pub use rules::{Wrong, when};
pub use spread::{Free, Placed, Spread, Stretch, Todo, Why, spread};
pub use store::{
    Plan, Planned, change, close_feed, feed_of, has_feed, of_enrolment, of_person, open_feed, take_back,
};
