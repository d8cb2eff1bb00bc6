//! Every kind of news, with how it is told to who chose nothing.

use super::Kind;
use super::rules::ByMail;
use crate::{automation, congratulations, forum, messages, reminders, support, together};

/// The kinds that one chooses about, with what is usual.
pub(super) const ALL: [(&Kind, ByMail); 10] = [
    (&automation::ALERT, ByMail::Now),
    (&automation::MESSAGE, ByMail::Now),
    (&congratulations::WON, ByMail::Daily),
    (&messages::NEW, ByMail::Now),
    (&forum::ASKED, ByMail::Now),
    (&forum::REPLIED, ByMail::Now),
    (&reminders::DUE, ByMail::Now),
    (&support::ANSWERED, ByMail::Now),
    (&support::ASKED, ByMail::Now),
    (&together::HANDED, ByMail::Now),
];

/// What is usual of a kind.
pub(super) fn usual(code: &str) -> ByMail {
    let found = ALL.iter().find(|(kind, _)| kind.code == code);
    found.map_or(ByMail::Now, |(_, usual)| *usual)
}

/// A kind by its code.
pub(super) fn find(code: &str) -> Option<&'static Kind> {
    ALL.iter()
        .find(|(kind, _)| kind.code == code)
        .map(|(kind, _)| *kind)
}
