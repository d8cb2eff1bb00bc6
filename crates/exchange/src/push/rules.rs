//! What a push service's answer means, and how many devices one has.

/// Devices that somebody may have: a new one takes the place of the oldest.
pub(super) const MOST: usize = 10;

/// What becomes of an announcement (RFC 8030, 5; 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The service took it.
    Taken,
    /// The device is there no more.
    Gone,
    /// Another time.
    Later,
    /// Never, as it is.
    Refused,
}

/// Reads an answer.
pub(super) const fn outcome(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Taken,
        404 | 410 => Outcome::Gone,
        429 | 500..=599 => Outcome::Later,
        _ => Outcome::Refused,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn an_answer_says_what_to_do_of_the_device() {
        for (status, expected) in [
            (201, Outcome::Taken),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (429, Outcome::Later),
            (503, Outcome::Later),
            (400, Outcome::Refused),
            (403, Outcome::Refused),
            (301, Outcome::Refused),
        ] {
            assert_eq!(outcome(status), expected, "{status}");
        }
    }
}
