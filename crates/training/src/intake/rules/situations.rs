//! What a list says of the situation of who is in the session already.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::PersonId;

use super::{Judged, Verdict};
use crate::enrolment::EnrolmentId;
use crate::standings::Standing;

/// What is said of somebody who is in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Held {
    pub(in super::super) enrolment: EnrolmentId,
    /// What, and when it was said.
    pub(in super::super) said: Option<(Standing, Timestamp)>,
}

/// What a line changes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Restated {
    pub(in super::super) person: PersonId,
    pub(in super::super) held: Held,
    pub(in super::super) after: Standing,
}

/// Notes what each line changes. An empty cell takes nothing away.
pub(in super::super) fn restate(judged: &mut [Judged], held: &HashMap<PersonId, Held>) {
    for line in judged {
        line.restated = match (&line.verdict, line.standing) {
            (Verdict::Already(person), Some(after)) => held.get(person).and_then(|held| {
                let same = held.said.is_some_and(|(said, _)| said == after);
                (!same).then_some(Restated {
                    person: *person,
                    held: *held,
                    after,
                })
            }),
            _ => None,
        };
    }
}

#[cfg(test)]
mod cases {
    use people::accounts::NewPerson;
    use platform::ids::Uuid;

    use super::super::{Counts, count};
    use super::*;

    #[test]
    fn a_list_says_again_what_somebody_is() {
        let person = PersonId(Uuid::from_u128(1));
        let held = |said: Option<Standing>| Held {
            enrolment: EnrolmentId(Uuid::from_u128(2)),
            said: said.map(|said| (said, Timestamp::UNIX_EPOCH)),
        };
        let (employee, seeker) = (Some(Standing::Employee), Some(Standing::JobSeeker));
        let cases = [
            (Verdict::Already(person), None, employee, true),
            (Verdict::Already(person), seeker, employee, true),
            (Verdict::Already(person), employee, employee, false),
            (Verdict::Already(person), employee, None, false),
            // Who joins is said to be it as they join.
            (Verdict::Enrol(person), seeker, employee, false),
            (Verdict::Create, None, employee, false),
            (Verdict::SameAs(1), None, employee, false),
            (
                Verdict::Already(PersonId(Uuid::from_u128(9))),
                None,
                employee,
                false,
            ),
        ];
        for (verdict, said, written, changes) in cases {
            let ignored = u32::from(!changes && matches!(verdict, Verdict::Already(_) | Verdict::SameAs(_)));
            let enrols = u32::from(matches!(verdict, Verdict::Enrol(_) | Verdict::Create));
            let mut lines = [Judged {
                number: 1,
                new: NewPerson::default(),
                standing: written,
                verdict,
                other: false,
                update: None,
                restated: None,
            }];
            restate(&mut lines, &HashMap::from([(person, held(said))]));
            assert_eq!(lines[0].restated.is_some(), changes, "{:?}", lines[0]);
            let expected = Counts {
                enrols,
                updates: u32::from(changes),
                ignored,
                ..Counts::default()
            };
            assert_eq!(count(&lines), expected, "{:?}", lines[0]);
        }
    }
}
