//! Opening hours, and what is due by them.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use platform::html::fr;
use training::availability::WEEK;

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// How many days are looked at: more than any request lives.
const DAYS: usize = 1200;

/// When a desk answers: the same hours on each of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Monday is the first bit.
    pub(in super::super) days: u8,
    /// Minutes of the day.
    pub(in super::super) opens: u16,
    pub(in super::super) closes: u16,
}

impl Default for Hours {
    fn default() -> Self {
        Self {
            days: 0b111_1111,
            opens: 8 * 60,
            closes: 18 * 60,
        }
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

/// « 8 h 30 ».
fn clock(minutes: u16) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    match minute {
        0 => format!("{hour}\u{202f}h"),
        _ => format!("{hour}\u{202f}h\u{202f}{minute:02}"),
    }
}

impl Hours {
    /// None when nothing would ever be open.
    pub(in super::super) fn new(days: u8, opens: u16, closes: u16) -> Option<Self> {
        let days = days & 0b111_1111;
        (days != 0 && opens < closes && closes <= DAY).then_some(Self { days, opens, closes })
    }

    pub(in super::super) fn opens_on(self, day: Weekday) -> bool {
        self.days & bit(day) != 0
    }

    /// « du lundi au vendredi, de 9 h à 17 h ».
    pub fn words(self) -> String {
        let open: Vec<usize> = (0..7).filter(|at| self.opens_on(WEEK[*at].0)).collect();
        let name = |at: usize| WEEK[at].1.to_owned();
        let days = match open.as_slice() {
            all if all.len() == 7 => "tous les jours".to_owned(),
            [one] => format!("le {}", name(*one)),
            [first, .., last] if last - first + 1 == open.len() && open.len() > 2 => {
                format!("du {} au {}", name(*first), name(*last))
            }
            some => {
                let names: Vec<String> = some.iter().map(|at| name(*at)).collect();
                format!("les {}", fr::series(&names, "et"))
            }
        };
        format!("{days}, de {} à {}", clock(self.opens), clock(self.closes))
    }
}

/// How long something may take, in opening time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Delay {
    Hours(u8),
    /// Until the end of the day that comes so many opening days later.
    Days(u8),
}

impl Delay {
    /// « 2 heures ».
    pub(in super::super) fn brief(self) -> String {
        match self {
            Self::Hours(hours) => fr::count(hours.into(), "heure", "heures"),
            Self::Days(days) => fr::count(days.into(), "jour", "jours"),
        }
    }

    /// « 2 heures d’ouverture ».
    pub(in super::super) fn words(self) -> String {
        format!("{} d’ouverture", self.brief())
    }
}

/// Opening hours, by the clocks of a place.
#[derive(Clone, Debug)]
pub(in super::super) struct Calendar {
    pub(in super::super) hours: Hours,
    pub(in super::super) zone: TimeZone,
}

impl Calendar {
    /// When it opens and closes on a day.
    fn window(&self, day: Date) -> Option<(Timestamp, Timestamp)> {
        if !self.hours.opens_on(day.weekday()) {
            return None;
        }
        let at = |minutes: u16| {
            let midnight = day.at(0, 0, 0, 0);
            let local = midnight.checked_add(i64::from(minutes).minutes()).ok()?;
            Some(local.to_zoned_datetime(self.zone.clone()).ok()?.timestamp())
        };
        at(self.hours.opens).zip(at(self.hours.closes))
    }

    /// Each opening from an instant on, what is past of the first one left out.
    fn windows(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let today = from.to_zoned_datetime(self.zone.clone()).date();
        today
            .series(1.day())
            .take(DAYS)
            .filter_map(|day| self.window(day))
            .filter(move |(_, closes)| *closes > from)
            .map(move |(opens, closes)| (opens.max(from), closes))
    }

    /// The opening minutes between two instants.
    pub(in super::super) fn minutes(&self, from: Timestamp, until: Timestamp) -> i64 {
        self.windows(from)
            .take_while(|(opens, _)| *opens < until)
            .map(|(opens, closes)| (closes.min(until).as_second() - opens.as_second()) / 60)
            .sum()
    }

    /// So many opening minutes later.
    pub(in super::super) fn later(&self, from: Timestamp, minutes: i64) -> Timestamp {
        let mut left = minutes.max(0) * 60;
        for (opens, closes) in self.windows(from) {
            let length = closes.as_second() - opens.as_second();
            if left <= length {
                return Timestamp::from_second(opens.as_second() + left).unwrap_or(closes);
            }
            left -= length;
        }
        from
    }

    /// When something that begins now is due.
    pub(in super::super) fn due(&self, from: Timestamp, delay: Delay) -> Timestamp {
        match delay {
            Delay::Hours(hours) => self.later(from, i64::from(hours) * 60),
            Delay::Days(days) => {
                let today = from.to_zoned_datetime(self.zone.clone()).date();
                let later = self.windows(from).filter(|(_, closes)| {
                    let day = closes.checked_sub(1.second()).unwrap_or(*closes);
                    day.to_zoned_datetime(self.zone.clone()).date() > today
                });
                let mut ends = later.map(|(_, closes)| closes);
                ends.nth(usize::from(days.saturating_sub(1))).unwrap_or(from)
            }
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn calendar(zone: &str, days: u8, opens: u16, closes: u16) -> Calendar {
        Calendar {
            hours: Hours::new(days, opens, closes).unwrap(),
            zone: TimeZone::get(zone).unwrap(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const WORKING: u8 = 0b001_1111;
    const ALL: u8 = 0b111_1111;

    #[test]
    fn what_is_due_counts_opening_hours() {
        let paris = calendar("Europe/Paris", WORKING, 9 * 60, 17 * 60);
        let every = calendar("Europe/Paris", ALL, 8 * 60, 18 * 60);
        let reunion = calendar("Indian/Reunion", ALL, 8 * 60, 18 * 60);
        let night = calendar("Europe/Paris", ALL, 0, DAY);
        let cases = [
            // A Monday morning, while it is open.
            (
                &paris,
                "2026-11-30T09:00:00Z",
                Delay::Hours(2),
                "2026-11-30T11:00:00Z",
            ),
            // An hour before closing: what is left is the next morning's.
            (
                &paris,
                "2026-11-30T15:00:00Z",
                Delay::Hours(2),
                "2026-12-01T09:00:00Z",
            ),
            // A Friday evening: on Monday.
            (
                &paris,
                "2026-11-27T18:00:00Z",
                Delay::Hours(2),
                "2026-11-30T10:00:00Z",
            ),
            // A Sunday, where one answers every day.
            (
                &every,
                "2026-11-29T10:00:00Z",
                Delay::Hours(4),
                "2026-11-29T14:00:00Z",
            ),
            // Before it opens.
            (
                &every,
                "2026-11-29T04:00:00Z",
                Delay::Hours(4),
                "2026-11-29T11:00:00Z",
            ),
            // The clocks of La Réunion are three hours ahead of Paris in winter.
            (
                &reunion,
                "2026-11-29T13:00:00Z",
                Delay::Hours(2),
                "2026-11-30T05:00:00Z",
            ),
            // The night when Paris puts its clocks back has twenty-five hours.
            (
                &night,
                "2026-10-24T22:00:00Z",
                Delay::Hours(24),
                "2026-10-25T22:00:00Z",
            ),
            (
                &every,
                "2026-10-24T15:00:00Z",
                Delay::Hours(2),
                "2026-10-25T08:00:00Z",
            ),
            // Days: at the end of the opening day that comes so many later.
            (
                &paris,
                "2026-11-30T09:00:00Z",
                Delay::Days(1),
                "2026-12-01T16:00:00Z",
            ),
            (
                &paris,
                "2026-11-27T09:00:00Z",
                Delay::Days(3),
                "2026-12-02T16:00:00Z",
            ),
            (
                &paris,
                "2026-11-28T09:00:00Z",
                Delay::Days(1),
                "2026-11-30T16:00:00Z",
            ),
            (
                &every,
                "2026-11-28T20:00:00Z",
                Delay::Days(1),
                "2026-11-29T17:00:00Z",
            ),
            (
                &night,
                "2026-11-28T12:00:00Z",
                Delay::Days(1),
                "2026-11-29T23:00:00Z",
            ),
        ];
        for (calendar, from, delay, expected) in cases {
            assert_eq!(calendar.due(at(from), delay), at(expected), "{from} {delay:?}");
        }
    }

    #[test]
    fn minutes_are_those_of_opening_hours() {
        let paris = calendar("Europe/Paris", WORKING, 9 * 60, 17 * 60);
        let night = calendar("Europe/Paris", ALL, 0, DAY);
        let cases = [
            (&paris, "2026-11-30T09:00:00Z", "2026-11-30T10:30:00Z", 90),
            // From Friday at 16 h to Monday at 10 h.
            (&paris, "2026-11-27T15:00:00Z", "2026-11-30T09:00:00Z", 120),
            (&paris, "2026-11-28T15:00:00Z", "2026-11-29T09:00:00Z", 0),
            (&paris, "2026-11-30T10:00:00Z", "2026-11-30T09:00:00Z", 0),
            (&night, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25 * 60),
        ];
        for (calendar, from, until, expected) in cases {
            assert_eq!(calendar.minutes(at(from), at(until)), expected, "{from} {until}");
            let back = calendar.minutes(at(from), calendar.later(at(from), expected));
            assert_eq!(back, expected, "{from} and back");
        }
    }

    #[test]
    fn hours_are_said() {
        let cases = [
            (ALL, 480, 1080, "tous les jours, de 8\u{202f}h à 18\u{202f}h"),
            (
                WORKING,
                540,
                1050,
                "du lundi au vendredi, de 9\u{202f}h à 17\u{202f}h\u{202f}30",
            ),
            (0b000_0001, 540, 720, "le lundi, de 9\u{202f}h à 12\u{202f}h"),
            (
                0b000_1001,
                540,
                720,
                "les lundi et jeudi, de 9\u{202f}h à 12\u{202f}h",
            ),
        ];
        for (days, opens, closes, expected) in cases {
            assert_eq!(Hours::new(days, opens, closes).unwrap().words(), expected);
        }
        for (days, opens, closes) in [(0, 480, 1080), (ALL, 600, 600), (ALL, 600, 500), (ALL, 0, 1441)] {
            assert_eq!(Hours::new(days, opens, closes), None);
        }
    }
}
