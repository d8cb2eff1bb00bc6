//! When a learner means to do their steps, and the private address at which other programs read their calendar. The pages are
//! the affair of `desk/calendar`. Owns `plans`, `calendar_feeds`.

mod rules;
mod store;

pub use rules::{Wrong, when};
pub use store::{Plan, close_feed, feed_of, has_feed, of_enrolment, open_feed, plan, unplan};
