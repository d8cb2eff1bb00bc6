//! The token of the public form: made for one course at one instant, good once, neither at once nor the next day. A robot that
//! knows only the address of the form has none; nobody has a puzzle to solve.

use catalogue::courses::CourseId;
use jiff::Timestamp;
use platform::random::Random;
use platform::vault::{Vault, hex, token_hash};

/// Nobody reads and fills the form faster.
const LEAST_MILLIS: i64 = 3_000;
/// A page left open longer is asked again.
pub(super) const MOST_MILLIS: i64 = 24 * 3_600_000;

/// Why a token doesn't serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not ours, or of another form.
    Unknown,
    /// Sent faster than anyone types.
    TooFast,
    /// The page was open too long.
    TooOld,
}

impl Fault {
    /// What to do, in a sentence.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::Unknown => {
                "ce formulaire a déjà servi, ou n’est plus bon\u{202f}: relisez, puis envoyez-le de nouveau"
            }
            Self::TooFast => {
                "le formulaire est parti trop vite\u{202f}: relisez, puis envoyez-le de nouveau dans quelques secondes"
            }
            Self::TooOld => {
                "la page est restée ouverte trop longtemps\u{202f}: relisez, puis envoyez-le de nouveau"
            }
        }
    }
}

fn code(vault: &Vault, course: CourseId, at: i64, nonce: &str) -> String {
    hex(&vault.blind("request form", &format!("{course} {at} {nonce}")))
}

/// A token for the form of a course, from now on.
pub(super) fn make(vault: &Vault, random: &Random, course: CourseId, now: Timestamp) -> String {
    let (at, nonce) = (now.as_millisecond(), hex(&random.bytes::<8>()));
    format!("{at}.{nonce}.{}", code(vault, course, at, &nonce))
}

/// The hash under which a good token is noted as used.
pub(super) fn check(vault: &Vault, course: CourseId, now: Timestamp, token: &str) -> Result<[u8; 32], Fault> {
    let mut parts = token.split('.');
    let (Some(at), Some(nonce), Some(told), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Fault::Unknown);
    };
    let Ok(at) = at.parse::<i64>() else {
        return Err(Fault::Unknown);
    };
    let ours = code(vault, course, at, nonce);
    // Hashed first, so that how long it takes tells nothing of the code.
    if token_hash(&ours) != token_hash(told) {
        return Err(Fault::Unknown);
    }
    match now.as_millisecond().saturating_sub(at) {
        age if age < LEAST_MILLIS => Err(Fault::TooFast),
        age if age > MOST_MILLIS => Err(Fault::TooOld),
        _ => Ok(token_hash(&ours)),
    }
}

#[cfg(test)]
mod cases {
    use platform::vault::MasterKey;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    #[test]
    fn it_is_good_for_its_form_and_its_time() {
        let random = Random::seeded(3);
        let vault = Vault::new(&MasterKey::generate(&random));
        let (course, other) = (CourseId(Uuid::from_u128(1)), CourseId(Uuid::from_u128(2)));
        let token = make(&vault, &random, course, at(0));
        let cases = [
            (course, 0, Err(Fault::TooFast)),
            (course, -1, Err(Fault::TooFast)),
            (course, LEAST_MILLIS - 1, Err(Fault::TooFast)),
            (course, LEAST_MILLIS, Ok(())),
            (course, MOST_MILLIS, Ok(())),
            (course, MOST_MILLIS + 1, Err(Fault::TooOld)),
            (other, LEAST_MILLIS, Err(Fault::Unknown)),
        ];
        for (course, later, expected) in cases {
            assert_eq!(
                check(&vault, course, at(later), &token).map(drop),
                expected,
                "{later}"
            );
        }
        let later = token.replacen("18", "19", 1);
        assert_eq!(
            check(&vault, course, at(LEAST_MILLIS), &later),
            Err(Fault::Unknown)
        );
    }

    proptest! {
        #[test]
        fn garbage_is_unknown(garbage: String, at_millis in 0_i64..1_000_000) {
            let vault = Vault::new(&MasterKey::generate(&Random::seeded(4)));
            let course = CourseId(Uuid::from_u128(1));
            prop_assert_eq!(check(&vault, course, at(0), &garbage), Err(Fault::Unknown));
            let shaped = format!("{at_millis}.{garbage}.{garbage}");
            prop_assert_eq!(check(&vault, course, at(0), &shaped), Err(Fault::Unknown));
        }
    }
}
