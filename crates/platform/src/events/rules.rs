//! How long a reactor that fails waits.

use std::time::Duration;

const LONGEST: Duration = Duration::from_secs(300);

/// The pause after so many failures in a row: 1 s, 2 s, 4 s… up to five minutes.
pub(super) fn pause(failures: u32) -> Duration {
    let doubled = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_secs(doubled).min(LONGEST)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes() {
        for (failures, seconds) in [
            (0, 1),
            (1, 1),
            (2, 2),
            (3, 4),
            (9, 256),
            (10, 300),
            (64, 300),
            (u32::MAX, 300),
        ] {
            assert_eq!(pause(failures), Duration::from_secs(seconds), "{failures}");
        }
    }
}
