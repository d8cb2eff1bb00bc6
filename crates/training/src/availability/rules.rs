//! What a tutor may declare, and what of it stands in the way of a session's dates.

mod week;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use platform::html::FormErrors;
use platform::html::fr;

use super::AbsenceId;

pub use week::{HalfDays, Part, WEEK};

/// The longest absence, in days, and how far ahead one may begin.
const LONGEST: i64 = 366;
/// The longest reason, in signs.
pub(super) const REASON: usize = 200;
/// Absences to come that one person may have noted.
pub(super) const MOST: usize = 50;
/// The largest number of learners that makes sense.
const MOST_LEARNERS: u32 = 500;

/// Days on which someone is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Which.
    pub id: AbsenceId,
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
    /// Why, for who chooses tutors.
    pub reason: Option<String>,
}

/// What a tutor said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The usual half-days; none when they say nothing of them.
    pub half_days: HalfDays,
    /// How many learners at once.
    pub most: Option<u32>,
    /// When they are away, in order.
    pub absences: Vec<Absence>,
    /// How often the week and the number have changed.
    pub revision: i64,
}

impl Declared {
    /// Whether they said anything.
    pub fn is_empty(&self) -> bool {
        self.half_days.is_empty() && self.most.is_none() && self.absences.is_empty()
    }
}

/// Something at a date: a class, a half-day on site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The step's title.
    pub title: String,
    /// Begins.
    pub starts_at: Timestamp,
    /// Ends.
    pub ends_at: Timestamp,
}

/// Something at a date in another session of the same tutor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The session's reference; none when it is another region's, which isn't told.
    pub reference: Option<String>,
    /// What happens there.
    pub meeting: Meeting,
}

/// What whoever chooses a tutor should know. It never forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Away for a while during the session.
    Away(Absence),
    /// Away when this happens.
    AwayAt(Meeting),
    /// This happens outside the usual half-days.
    Unusual(Meeting),
    /// This happens at the same time as something of another session.
    Clash(Meeting, Elsewhere),
    /// More learners than they can follow.
    TooMany {
        /// With this session.
        learners: u64,
        /// Their number.
        most: u32,
    },
}

/// What of someone's time stands in the way of a session: `days` are its first and last; all are read in their own zone.
pub fn concerns(
    declared: &Declared,
    zone: &TimeZone,
    days: (Date, Date),
    meetings: &[Meeting],
    elsewhere: &[Elsewhere],
) -> Vec<Concern> {
    let away = |first, last| overlapping(&declared.absences, first, last);
    let during = declared
        .absences
        .iter()
        .filter(|absence| meets(absence, days.0, days.1));
    let mut found: Vec<Concern> = during.cloned().map(Concern::Away).collect();
    for meeting in meetings {
        let local = |at: Timestamp| at.to_zoned_datetime(zone.clone()).datetime();
        let (from, to) = (local(meeting.starts_at), local(meeting.ends_at));
        let last = to.saturating_sub(1.millisecond()).date().max(from.date());
        if away(from.date(), last).is_some() {
            found.push(Concern::AwayAt(meeting.clone()));
        } else if !declared.half_days.is_empty() && !declared.half_days.hold(from, to) {
            found.push(Concern::Unusual(meeting.clone()));
        }
        let clashes = elsewhere.iter().filter(|other| {
            other.meeting.starts_at < meeting.ends_at && meeting.starts_at < other.meeting.ends_at
        });
        found.extend(clashes.map(|other| Concern::Clash(meeting.clone(), other.clone())));
    }
    found
}

fn meets(absence: &Absence, first: Date, last: Date) -> bool {
    absence.first <= last && first <= absence.last
}

/// The absence that these days meet, when there is one.
pub(super) fn overlapping(held: &[Absence], first: Date, last: Date) -> Option<&Absence> {
    held.iter().find(|absence| meets(absence, first, last))
}

/// « Vous avez déjà noté une absence du … au … ».
pub(super) fn already(absence: &Absence) -> String {
    format!(
        "vous avez déjà noté une absence {}\u{202f}: retirez-la d’abord, ou choisissez d’autres jours",
        fr::days(absence.first, absence.last)
    )
}

/// An absence, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) reason: String,
}

/// The days of an absence, once they hold.
pub(super) fn read(typed: &Typed, today: Date, errors: &mut FormErrors) -> Option<(Date, Date)> {
    let day = |text: &str| text.trim().parse::<Date>().ok();
    let furthest = today.saturating_add(LONGEST.days());
    if typed.reason.chars().count() > REASON {
        errors.add(
            "motif",
            "Raison",
            format!("écrivez-la en {REASON} caractères au plus"),
        );
    }
    let first = day(&typed.first);
    if first.is_none() {
        errors.add(
            "du",
            "Premier jour",
            "donnez une date qui existe, par exemple le 21/12/2026",
        );
    }
    let last = day(&typed.last);
    if last.is_none() {
        errors.add(
            "au",
            "Dernier jour",
            "donnez une date qui existe, par exemple le 03/01/2027",
        );
    }
    let (first, last) = (first?, last?);
    if last < first {
        errors.add(
            "au",
            "Dernier jour",
            format!(
                "choisissez le {} ou un jour d’après",
                fr::date_words_with_year(first)
            ),
        );
    } else if last < today {
        errors.add(
            "au",
            "Dernier jour",
            "ces jours sont déjà passés\u{202f}: notez une absence à venir",
        );
    } else if first > furthest {
        let message = format!(
            "choisissez un jour avant le {}",
            fr::date_words_with_year(furthest)
        );
        errors.add("du", "Premier jour", message);
    } else if (last - first).get_days() >= i32::try_from(LONGEST).unwrap_or(i32::MAX) {
        errors.add(
            "au",
            "Dernier jour",
            "une absence dure un an au plus\u{202f}: choisissez un jour plus proche",
        );
    }
    errors.is_empty().then_some((first, last))
}

/// How many learners at once: nothing said, or a number that holds.
pub(super) fn read_most(typed: &str, errors: &mut FormErrors) -> Option<u32> {
    let typed = typed.trim();
    let most = typed
        .parse()
        .ok()
        .filter(|most| (1..=MOST_LEARNERS).contains(most));
    if most.is_none() && !typed.is_empty() {
        let message = format!("donnez un nombre de 1 à {MOST_LEARNERS}, ou laissez vide");
        errors.add("limite", "Apprenants à la fois", message);
    }
    most
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn absence(first: Date, last: Date) -> Absence {
        Absence {
            id: AbsenceId(Uuid::nil()),
            first,
            last,
            reason: None,
        }
    }

    fn meeting(starts_at: &str, ends_at: &str) -> Meeting {
        Meeting {
            title: "Nos pages passées au crible".to_owned(),
            starts_at: starts_at.parse().unwrap(),
            ends_at: ends_at.parse().unwrap(),
        }
    }

    #[test]
    fn absences_meet_when_they_share_a_day() {
        let held = [absence(date(2026, 12, 10), date(2026, 12, 12))];
        let cases = [
            (date(2026, 12, 1), date(2026, 12, 9), false),
            (date(2026, 12, 1), date(2026, 12, 10), true),
            (date(2026, 12, 11), date(2026, 12, 11), true),
            (date(2026, 12, 12), date(2026, 12, 30), true),
            (date(2026, 12, 13), date(2026, 12, 30), false),
            (date(2026, 12, 1), date(2026, 12, 30), true),
        ];
        for (first, last, expected) in cases {
            assert_eq!(
                overlapping(&held, first, last).is_some(),
                expected,
                "{first} {last}"
            );
        }
    }

    #[test]
    fn an_absence_is_to_come_in_order_and_a_year_at_most() {
        let today = date(2026, 11, 28);
        let cases = [
            ("2026-12-21", "2027-01-03", None),
            ("2026-11-28", "2026-11-28", None),
            ("2026-11-01", "2026-11-28", None),
            ("2026-11-01", "2026-11-27", Some("au")),
            ("2027-01-03", "2026-12-21", Some("au")),
            ("2026-12-21", "2036-12-21", Some("au")),
            ("2026-12-21", "2027-12-21", None),
            ("2026-12-21", "2027-12-22", Some("au")),
            ("2027-11-29", "2027-11-30", None),
            ("2027-11-30", "2027-11-30", Some("du")),
            ("21/12/2026", "2026-12-22", Some("du")),
            ("2026-12-21", "", Some("au")),
            ("2026-02-30", "2026-12-22", Some("du")),
        ];
        for (first, last, fault) in cases {
            let typed = Typed {
                first: first.to_owned(),
                last: last.to_owned(),
                reason: String::new(),
            };
            let mut errors = FormErrors::default();
            let days = read(&typed, today, &mut errors);
            assert_eq!(days.is_none(), fault.is_some(), "{first} {last}");
            assert!(
                fault.is_none_or(|field| errors.get(field).is_some()),
                "{first} {last}"
            );
        }
        let mut errors = FormErrors::default();
        let typed = Typed {
            first: "2026-12-21".to_owned(),
            last: "2026-12-22".to_owned(),
            reason: "é".repeat(REASON + 1),
        };
        assert!(read(&typed, today, &mut errors).is_none() && errors.get("motif").is_some());
    }

    #[test]
    fn a_number_of_learners_may_be_left_out() {
        let cases = [
            ("", None, true),
            (" 30 ", Some(30), true),
            ("500", Some(500), true),
            ("501", None, false),
            ("0", None, false),
            ("-3", None, false),
            ("dix", None, false),
        ];
        for (typed, expected, holds) in cases {
            let mut errors = FormErrors::default();
            assert_eq!(read_most(typed, &mut errors), expected, "{typed}");
            assert_eq!(errors.is_empty(), holds, "{typed}");
        }
    }

    #[test]
    fn what_stands_in_the_way() {
        let zone = TimeZone::get("Indian/Reunion").unwrap();
        let days = (date(2026, 11, 2), date(2026, 12, 1));
        // Eight in the evening of the 9th in Paris is the 10th already, and eleven at night, over there.
        let (class, late) = (
            meeting("2026-11-10T14:00:00Z", "2026-11-10T15:30:00Z"),
            meeting("2026-11-09T20:00:00Z", "2026-11-09T21:00:00Z"),
        );
        let evening = HalfDays::default().with(jiff::civil::Weekday::Tuesday, Part::Evening);
        let away = absence(date(2026, 11, 10), date(2026, 11, 10));
        let other = Elsewhere {
            reference: Some("FB-2026-10".to_owned()),
            meeting: meeting("2026-11-10T15:00:00Z", "2026-11-10T16:00:00Z"),
        };
        let after = Elsewhere {
            meeting: meeting("2026-11-10T15:30:00Z", "2026-11-10T16:00:00Z"),
            ..other.clone()
        };
        let said = |half_days, absences: &[Absence]| Declared {
            half_days,
            absences: absences.to_vec(),
            ..Declared::default()
        };
        type Case = (Declared, Meeting, Vec<Elsewhere>, Vec<Concern>);
        let cases: [Case; 7] = [
            (Declared::default(), class.clone(), vec![], vec![]),
            (said(evening, &[]), class.clone(), vec![after], vec![]),
            (
                said(evening, &[]),
                late.clone(),
                vec![],
                vec![Concern::Unusual(late.clone())],
            ),
            (
                said(evening, std::slice::from_ref(&away)),
                class.clone(),
                vec![],
                vec![Concern::Away(away.clone()), Concern::AwayAt(class.clone())],
            ),
            (
                said(HalfDays::default(), std::slice::from_ref(&away)),
                late.clone(),
                vec![],
                vec![Concern::Away(away), Concern::AwayAt(late)],
            ),
            (
                said(evening, &[absence(date(2026, 12, 2), date(2026, 12, 9))]),
                class.clone(),
                vec![],
                vec![],
            ),
            (
                Declared::default(),
                class.clone(),
                vec![other.clone()],
                vec![Concern::Clash(class, other)],
            ),
        ];
        for (at, (declared, meeting, elsewhere, expected)) in cases.into_iter().enumerate() {
            let found = concerns(&declared, &zone, days, std::slice::from_ref(&meeting), &elsewhere);
            assert_eq!(found, expected, "case {at}");
        }
    }
}
