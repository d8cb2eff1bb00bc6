//! What a mail server's answer means for the job.

use crate::jobs::JobError;

/// A refusal of this recipient or this message stays; the rest passes, sign-in to the server included, since an operator
/// will mend that. The server's sentence is left out: it often repeats the address.
pub(super) fn verdict(code: Option<u16>) -> JobError {
    match code {
        Some(code @ (530..=539)) => JobError::Retry(format!("the mail server refused our sign-in ({code})")),
        Some(code @ 500..) => JobError::Fail(format!("the mail server refused the mail ({code})")),
        Some(code) => JobError::Retry(format!("the mail server put the mail off ({code})")),
        None => JobError::Retry("the mail server could not be reached".to_owned()),
    }
}

/// Whether the answer is of the address itself: nobody there, or not there any more (RFC 5321, 4.2.3).
pub(super) const fn unknown_address(code: u16) -> bool {
    matches!(code, 550 | 551 | 553)
}

/// Whether a mail that was refused still has its use at another address: what gives access was sent again by whoever corrected it.
pub(super) fn still_wanted(kind: &str) -> bool {
    !matches!(kind, "activation" | "reset" | "card")
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn refusals_stay_and_the_rest_passes() {
        for (code, stays) in [
            (None, false),
            (Some(421), false),
            (Some(450), false),
            (Some(452), false),
            (Some(501), true),
            (Some(535), false),
            (Some(538), false),
            (Some(550), true),
            (Some(553), true),
            (Some(554), true),
        ] {
            assert_eq!(matches!(verdict(code), JobError::Fail(_)), stays, "{code:?}");
        }
    }

    #[test]
    fn an_address_is_unknown_when_the_server_says_so_of_it() {
        for (code, unknown) in [
            (450, false),
            (501, false),
            (535, false),
            (550, true),
            (551, true),
            (552, false),
            (553, true),
            (554, false),
        ] {
            assert_eq!(unknown_address(code), unknown, "{code}");
        }
        for (kind, wanted) in [
            ("notice", true),
            ("certificate", true),
            ("activation", false),
            ("reset", false),
            ("card", false),
        ] {
            assert_eq!(still_wanted(kind), wanted, "{kind}");
        }
    }
}
