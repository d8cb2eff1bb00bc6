//! Every kind of news: whom it may reach, and how it is told to who chose nothing.

use platform::http::BuiltIn;

use super::Kind;
use super::rules::ByMail;
use crate::{automation, congratulations, forum, messages, reminders, support, together};

/// Whom a kind may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reaches {
    /// Anybody.
    All,
    /// Who learns.
    Learners,
    /// Who works here: tutors, managers, advisers, administrators.
    Staff,
}
use Reaches::{All, Learners, Staff};

/// The kinds that one chooses about, with what is usual.
const KINDS: [(&Kind, ByMail, Reaches); 10] = [
    (&automation::ALERT, ByMail::Now, Staff),
    (&automation::MESSAGE, ByMail::Now, Learners),
    (&congratulations::WON, ByMail::Daily, Learners),
    (&messages::NEW, ByMail::Now, All),
    (&forum::ASKED, ByMail::Now, Staff),
    (&forum::REPLIED, ByMail::Now, All),
    (&reminders::DUE, ByMail::Now, All),
    (&support::ANSWERED, ByMail::Now, All),
    (&support::ASKED, ByMail::Now, Staff),
    (&together::HANDED, ByMail::Now, Learners),
];

/// What somebody is here, as far as news goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whom {
    /// They learn.
    learns: bool,
    /// They work here.
    works: bool,
}

impl Whom {
    /// By the codes of the roles held; who holds none yet is told what learners are.
    pub(super) fn holding<'a>(roles: impl IntoIterator<Item = &'a str>) -> Self {
        let learner = BuiltIn::Learner.code();
        let (mut learns, mut works) = (false, false);
        for role in roles {
            learns |= role == learner;
            works |= role != learner;
        }
        Self {
            learns: learns || !works,
            works,
        }
    }

    /// The kinds that may reach them, with what is usual.
    pub(super) fn kinds(self) -> impl Iterator<Item = (&'static Kind, ByMail)> {
        let reached = move |whom: Reaches| match whom {
            All => true,
            Learners => self.learns,
            Staff => self.works,
        };
        let all = KINDS.iter().filter(move |(_, _, whom)| reached(*whom));
        all.map(|(kind, usual, _)| (*kind, *usual))
    }
}

/// Every kind.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().map(|(kind, ..)| *kind)
}

/// What is usual of a kind.
pub(super) fn usual(code: &str) -> ByMail {
    let found = KINDS.iter().find(|(kind, ..)| kind.code == code);
    found.map_or(ByMail::Now, |(_, usual, _)| *usual)
}

/// A kind by its code.
pub(super) fn find(code: &str) -> Option<&'static Kind> {
    all().find(|kind| kind.code == code)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn one_chooses_about_what_may_reach_one() {
        let (learner, tutor) = (["learner"].as_slice(), ["tutor"].as_slice());
        let cases = [
            (learner, true, false),
            (tutor, false, true),
            (&["learner", "manager"], true, true),
            (&["own-role"], false, true),
            (&[], true, false),
        ];
        for (roles, learns, works) in cases {
            let whom = Whom::holding(roles.iter().copied());
            assert_eq!(whom, Whom { learns, works }, "{roles:?}");
            let offered: Vec<&str> = whom.kinds().map(|(kind, _)| kind.code).collect();
            assert_eq!(offered.contains(&"badge.won"), learns, "{roles:?}");
            assert_eq!(offered.contains(&"automation.alert"), works, "{roles:?}");
            assert!(offered.contains(&"message.new"), "{roles:?}");
        }
        let both = Whom::holding(["learner", "tutor"]);
        assert_eq!(both.kinds().count(), KINDS.len());
    }
}
