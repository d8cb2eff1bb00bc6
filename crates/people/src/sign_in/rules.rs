//! How long to wait after failures, how long a login lasts.

use jiff::{SignedDuration, Timestamp};

/// What a new try meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Go on.
    None,
    /// Wait so many seconds.
    Wait(u64),
    /// Locked: a link by e-mail opens it at once, otherwise in so many seconds.
    Locked(u64),
}

/// Whose failures are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whose account it is; what was typed as identifier where nobody has it.
    Account,
    /// The address it came from; a training centre shares one.
    Address,
}

/// Failures older than this are forgotten: a day for an account, an hour for an address that many may share.
pub const fn memory(subject: Subject) -> SignedDuration {
    match subject {
        Subject::Account => SignedDuration::from_hours(24),
        Subject::Address => SignedDuration::from_hours(1),
    }
}

/// Failures that lock an account, and for how long.
const LOCK_AT: i64 = 10;
const LOCK: i64 = 3600;
const LONGEST: i64 = 900;

/// The delay after so many failures, the last one at `last`.
pub fn delay(subject: Subject, failures: i64, last: Timestamp, now: Timestamp) -> Delay {
    let free = match subject {
        Subject::Account => 3,
        Subject::Address => 50,
    };
    if failures < free {
        return Delay::None;
    }
    let locked = subject == Subject::Account && failures >= LOCK_AT;
    let seconds = if locked {
        LOCK
    } else {
        (5 << (failures - free).min(20)).min(LONGEST)
    };
    let left = last
        .as_second()
        .saturating_add(seconds)
        .saturating_sub(now.as_second());
    match u64::try_from(left) {
        Ok(0) | Err(_) => Delay::None,
        Ok(left) if locked => Delay::Locked(left),
        Ok(left) => Delay::Wait(left),
    }
}

/// A login that isn't used ends after twelve hours, and in any case after seven days.
pub fn login_end(created: Timestamp, seen: Timestamp) -> Timestamp {
    let after = |from: Timestamp, hours| {
        from.checked_add(SignedDuration::from_hours(hours))
            .unwrap_or(Timestamp::MAX)
    };
    after(seen, 12).min(after(created, 7 * 24))
}

/// « 40 secondes », « 15 minutes »: rounded up, as one says it.
pub fn spoken(seconds: u64) -> String {
    match seconds {
        0 | 1 => "une seconde".to_owned(),
        2..=90 => format!("{seconds}\u{202f}secondes"),
        _ => format!("{}\u{202f}minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn the_delay_grows_then_locks_then_opens() {
        use Delay::{Locked, None, Wait};
        use Subject::{Account, Address};
        let cases = [
            (Account, 0, 0, None),
            (Account, 2, 0, None),
            (Account, 3, 0, Wait(5)),
            (Account, 3, 5, None),
            (Account, 4, 0, Wait(10)),
            (Account, 5, 1, Wait(19)),
            (Account, 9, 0, Wait(320)),
            (Account, 10, 0, Locked(3600)),
            (Account, 40, 3599, Locked(1)),
            (Account, 40, 3600, None),
            (Address, 49, 0, None),
            (Address, 50, 0, Wait(5)),
            (Address, 70, 0, Wait(900)),
            (Address, i64::MAX, 0, Wait(900)),
        ];
        for (subject, failures, later, expected) in cases {
            assert_eq!(
                delay(subject, failures, at(0), at(later)),
                expected,
                "{subject:?} {failures} {later}"
            );
        }
        assert_eq!(
            delay(Account, 3, at(100), at(0)),
            Wait(105),
            "a clock set back makes nobody pass"
        );
    }

    #[test]
    fn a_login_ends_idle_or_old() {
        let hours = |h: i64| at(h * 3600);
        assert_eq!(login_end(hours(0), hours(0)), hours(12));
        assert_eq!(login_end(hours(0), hours(100)), hours(112));
        assert_eq!(login_end(hours(0), hours(160)), hours(168));
    }
}
