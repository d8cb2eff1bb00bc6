//! When a job is tried again, and when it is given up.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{JobError, JobId};

/// After so many tries a job has failed: about a day and a half of trying.
pub const MAX_TRIES: u32 = 12;

const FIRST: u64 = 10_000;
const LONGEST: u64 = 6 * 3_600_000;

/// How long a sentence about a failure may be, in characters.
const SENTENCE: usize = 300;

/// The pause after so many tries, in milliseconds: 10 s, 40 s, 160 s… up to six hours, less up to a fifth that depends
/// on the job, so that what failed together does not come back together.
pub fn backoff(tries: u32, id: JobId) -> i64 {
    let full = 4_u64
        .saturating_pow(tries.saturating_sub(1))
        .saturating_mul(FIRST)
        .min(LONGEST);
    let noise = u64::from(Sha256::digest(id.0.as_bytes())[0]);
    i64::try_from(full - full * noise / 255 / 5).unwrap_or(i64::MAX)
}

/// What becomes of a job after a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Done,
    Again { due: Timestamp, why: String },
    Failed { why: String },
}

/// Decides it.
pub(super) fn fate(outcome: Result<(), JobError>, tries: u32, id: JobId, now: Timestamp) -> Fate {
    match outcome {
        Ok(()) => Fate::Done,
        Err(JobError::Retry(why)) if tries < MAX_TRIES => {
            let due = now.as_millisecond().saturating_add(backoff(tries, id));
            Fate::Again {
                due: crate::clock::timestamp(due),
                why: cut(&why),
            }
        }
        Err(JobError::Retry(why) | JobError::Fail(why)) => Fate::Failed { why: cut(&why) },
    }
}

fn cut(why: &str) -> String {
    why.chars().take(SENTENCE).collect()
}

#[cfg(test)]
mod cases {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn pauses_grow_fourfold_up_to_six_hours() {
        let full = [
            10, 10, 40, 160, 640, 2_560, 10_240, 21_600, 21_600, 21_600, 21_600, 21_600, 21_600,
        ];
        for (tries, seconds) in (0..).zip(full) {
            for n in 0..50 {
                let pause = backoff(tries, JobId(Uuid::from_u128(n)));
                assert!(
                    pause <= seconds * 1000 && pause >= seconds * 800,
                    "{tries}: {pause}"
                );
            }
        }
        assert!(backoff(u32::MAX, JobId(Uuid::nil())) <= 21_600_000);
    }

    #[test]
    fn the_jitter_depends_on_the_job_alone() {
        let of = |n| backoff(3, JobId(Uuid::from_u128(n)));
        assert_eq!(of(1), of(1));
        assert!((2..10).any(|n| of(n) != of(1)));
    }

    #[test]
    fn a_job_is_given_up_at_last() {
        let (id, now) = (JobId(Uuid::nil()), Timestamp::UNIX_EPOCH);
        let retry = || Err(JobError::Retry("no".to_owned()));
        assert_eq!(fate(Ok(()), MAX_TRIES, id, now), Fate::Done);
        assert!(matches!(fate(retry(), 1, id, now), Fate::Again { due, .. } if due > now));
        assert!(matches!(
            fate(retry(), MAX_TRIES - 1, id, now),
            Fate::Again { .. }
        ));
        assert_eq!(
            fate(retry(), MAX_TRIES, id, now),
            Fate::Failed { why: "no".to_owned() }
        );
        assert_eq!(
            fate(Err(JobError::Fail("no".to_owned())), 1, id, now),
            Fate::Failed { why: "no".to_owned() }
        );
        let long = fate(Err(JobError::Fail("é".repeat(1000))), 1, id, now);
        assert_eq!(
            long,
            Fate::Failed {
                why: "é".repeat(SENTENCE)
            }
        );
    }
}
