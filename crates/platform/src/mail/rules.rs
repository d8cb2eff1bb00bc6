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

/// Whether the answer is of the address itself: nobody there, or not there any more (RFC 5321, 4.2.3). A server that says more
/// precisely why (RFC 3463) is believed: a mail taken for spam says nothing of the address.
pub(super) fn unknown_address(code: u16, told: &str) -> bool {
    let precise = told.split_whitespace().find(|word| {
        let mut parts = word.split('.');
        parts.next() == Some("5")
            && parts.clone().count() == 2
            && parts.all(|part| part.parse::<u16>().is_ok())
    });
    matches!(code, 550 | 551 | 553) && precise.is_none_or(|precise| precise.starts_with("5.1."))
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
        for (code, told, unknown) in [
            (450, "", false),
            (501, "", false),
            (535, "", false),
            (550, "no such user here", true),
            (550, "5.1.1 unknown", true),
            (550, "5.7.1 taken for spam", false),
            (551, "", true),
            (552, "", false),
            (553, "version 5.1 of the server", true),
            (554, "5.1.1", false),
        ] {
            assert_eq!(unknown_address(code, told), unknown, "{code} {told}");
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
