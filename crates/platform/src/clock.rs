//! Time is injected. Stored times are UTC milliseconds; a day is a `jiff::civil::Date`, never a string.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<AtomicI64>),
    #[cfg(feature = "testing")]
    Shifted(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until [`Clock::advance`] moves it: tests.
    pub fn manual(start: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(start.as_millisecond()))))
    }

    /// The machine's clock plus a shift that a browser test can move (absent from release builds).
    #[cfg(feature = "testing")]
    pub fn shifted() -> Self {
        Self(Source::Shifted(Arc::new(AtomicI64::new(0))))
    }

    /// Now, cut to the millisecond that is stored.
    pub fn now(&self) -> Timestamp {
        let millis = match &self.0 {
            Source::System => system_millis(),
            Source::Manual(at) => at.load(Ordering::SeqCst),
            #[cfg(feature = "testing")]
            Source::Shifted(by) => system_millis().saturating_add(by.load(Ordering::SeqCst)),
        };
        timestamp(millis)
    }

    /// Moves a manual or shifted clock by so many milliseconds; the system clock doesn't move.
    pub fn advance(&self, millis: i64) {
        match &self.0 {
            Source::System => {}
            Source::Manual(at) => {
                at.fetch_add(millis, Ordering::SeqCst);
            }
            #[cfg(feature = "testing")]
            Source::Shifted(by) => {
                by.fetch_add(millis, Ordering::SeqCst);
            }
        }
    }
}

/// Milliseconds to a time; what is out of range is held at the bounds of the calendar.
pub fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock"
)]
fn system_millis() -> i64 {
    Timestamp::now().as_millisecond()
}
