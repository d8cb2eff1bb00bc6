//! From measures to figures: pure.

use std::time::Duration;

/// The middle one; 0 when there are none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The duration under which `percent` of them stay (nearest rank); zero when there are none.
pub fn percentile(mut durations: Vec<Duration>, percent: usize) -> Duration {
    durations.sort_unstable();
    let rank = (durations.len() * percent).div_ceil(100).max(1);
    durations.get(rank - 1).copied().unwrap_or_default()
}

/// Milliseconds.
pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn middles_and_ranks() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(&[]).abs() < f64::EPSILON);
        let hundred: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(hundred.clone(), 99), Duration::from_millis(99));
        assert_eq!(percentile(hundred, 50), Duration::from_millis(50));
        assert_eq!(
            percentile(vec![Duration::from_millis(7)], 99),
            Duration::from_millis(7)
        );
        assert_eq!(percentile(Vec::new(), 99), Duration::ZERO);
    }
}
