//! Months and weeks, as they are asked for and drawn.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// A month of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month(Date);

impl Month {
    /// The month of a day.
    pub(super) fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// « 2026-11 », in the years that a course may be followed in.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (year, month) = word.split_once('-')?;
        let digits =
            |text: &str, length| text.len() == length && text.bytes().all(|one| one.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        let known = (2000..2200).contains(&year);
        Date::new(year, month.parse().ok()?, 1)
            .ok()
            .filter(|_| known)
            .map(Self)
    }

    /// As an address writes it.
    pub(super) fn code(self) -> String {
        self.0.strftime("%Y-%m").to_string()
    }

    pub(super) fn first(self) -> Date {
        self.0
    }

    fn holds(self, day: Date) -> bool {
        self == Self::of(day)
    }

    /// Its weeks from Monday to Sunday; nothing where a day is another month's.
    pub(super) fn weeks(self) -> Vec<[Option<Date>; 7]> {
        let before = i64::from(self.0.weekday().to_monday_zero_offset());
        let first = self.0.saturating_sub(before.days());
        let day = |week: i64, weekday: i64| {
            let day = first.saturating_add((week * 7 + weekday).days());
            self.holds(day).then_some(day)
        };
        (0..6)
            .map(|week| [0, 1, 2, 3, 4, 5, 6].map(|weekday| day(week, weekday)))
            .filter(|week| week.iter().any(Option::is_some))
            .collect()
    }
}

/// A week of a calendar, by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week(Date);

impl Week {
    /// The week of a day.
    pub(super) fn of(day: Date) -> Self {
        let before = i64::from(day.weekday().to_monday_zero_offset());
        Self(day.saturating_sub(before.days()))
    }

    pub(super) fn days(self) -> [Date; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|days: i64| self.0.saturating_add(days.days()))
    }
}

/// How many days the list of this month looks ahead.
const NEXT: i64 = 31;

/// How a calendar is looked at, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    List(Month),
    Week(Week),
    Month(Month),
}

impl Look {
    /// As an address says it: `vue`, `mois`, `jour`. Without any of them, or with what can't be, today's.
    pub(super) fn parse(view: &str, month: &str, day: &str, today: Date) -> Self {
        let month = || Month::parse(month).unwrap_or_else(|| Month::of(today));
        let known = |day: &Date| (2000..2200).contains(&day.year());
        match view {
            "semaine" => Self::Week(Week::of(day.parse().ok().filter(known).unwrap_or(today))),
            "mois" => Self::Month(month()),
            _ => Self::List(month()),
        }
    }

    /// In one word of a form: « semaine:2026-11-23 ».
    pub(super) fn code(self) -> String {
        match self {
            Self::List(month) => format!("liste:{}", month.code()),
            Self::Week(week) => format!("semaine:{}", week.0),
            Self::Month(month) => format!("mois:{}", month.code()),
        }
    }

    /// Reads it back; none when nobody could have been there.
    pub(super) fn read(code: &str) -> Option<Self> {
        let (view, when) = code.split_once(':')?;
        let found = Self::parse(view, when, when, Date::MIN);
        (found.code() == code).then_some(found)
    }

    pub(super) fn address(self) -> String {
        match self {
            Self::List(month) => format!("/calendrier?mois={}", month.code()),
            Self::Week(week) => format!("/calendrier?vue=semaine&jour={}", week.0),
            Self::Month(month) => format!("/calendrier?mois={}&vue=mois", month.code()),
        }
    }

    /// Its first and its last day.
    pub(super) fn days(self) -> (Date, Date) {
        match self {
            Self::List(month) | Self::Month(month) => (month.first(), month.first().last_of_month()),
            Self::Week(week) => (week.0, week.0.saturating_add(6.days())),
        }
    }

    /// How far what is listed goes: over the end of the month that it is, for who looks on its last day.
    pub(super) fn reaches(self, today: Date) -> (Date, Date) {
        let (first, last) = self.days();
        match self {
            Self::List(month) if month.holds(today) => (first, today.saturating_add(NEXT.days())),
            Self::List(_) | Self::Week(_) | Self::Month(_) => (first, last),
        }
    }

    pub(super) fn before(self) -> Self {
        self.on(self.days().0.saturating_sub(1.day()))
    }

    pub(super) fn after(self) -> Self {
        self.on(self.days().1.saturating_add(1.day()))
    }

    /// The same, where it holds a day.
    pub(super) fn on(self, day: Date) -> Self {
        match self {
            Self::List(_) => Self::List(Month::of(day)),
            Self::Week(_) => Self::Week(Week::of(day)),
            Self::Month(_) => Self::Month(Month::of(day)),
        }
    }

    /// What another look begins with: today when it is seen, the first day otherwise.
    pub(super) fn anchor(self, today: Date) -> Date {
        let (first, last) = self.days();
        if first <= today && today <= last {
            today
        } else {
            first
        }
    }
}

/// The hours that a week shows, from the first to the last: those of an office, and all in which something begins.
pub(super) fn hours(begin: impl IntoIterator<Item = i8>) -> (i8, i8) {
    begin
        .into_iter()
        .fold((8, 18), |(first, last), hour| (first.min(hour), last.max(hour)))
}

/// What fits in so many minutes, in the order of the course: what is too long is passed over. `minutes`: of each thing.
pub(super) fn fitting<T>(
    things: impl IntoIterator<Item = T>,
    minutes: impl Fn(&T) -> u32,
    within: u32,
) -> Vec<T> {
    let mut left = within;
    let mut fits = |thing: &T| {
        let rest = left.checked_sub(minutes(thing).max(1));
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    things.into_iter().filter(|thing| fits(thing)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_holds_each_of_its_days_once_under_its_weekday() {
        for month in [
            date(2026, 2, 1),
            date(2028, 2, 1),
            date(2026, 11, 1),
            date(2026, 12, 1),
        ] {
            let weeks = Month::of(month).weeks();
            let days: Vec<Date> = weeks.iter().flatten().flatten().copied().collect();
            assert_eq!(days.len(), usize::try_from(month.days_in_month()).unwrap());
            assert!(days.windows(2).all(|two| two[0].tomorrow().unwrap() == two[1]));
            for week in &weeks {
                for (place, day) in week.iter().enumerate() {
                    assert!(day.is_none_or(|day| {
                        usize::try_from(day.weekday().to_monday_zero_offset()).unwrap() == place
                    }));
                }
            }
        }
    }

    #[test]
    fn a_month_is_asked_for_by_its_code() {
        let month = Month::parse("2026-12").unwrap();
        assert_eq!(month.code(), "2026-12");
        for wrong in [
            "", "2026", "2026-13", "2026-00", "26-11", "9999-12", "2026-1", "-026-11", "2026-+1",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_calendar_is_looked_at_in_three_ways() {
        let today = date(2026, 11, 29);
        let cases = [
            (("", "", ""), "liste:2026-11", ("liste:2026-10", "liste:2026-12")),
            (
                ("mois", "2026-12", ""),
                "mois:2026-12",
                ("mois:2026-11", "mois:2027-01"),
            ),
            (
                ("semaine", "", ""),
                "semaine:2026-11-23",
                ("semaine:2026-11-16", "semaine:2026-11-30"),
            ),
            (
                ("semaine", "", "2027-01-01"),
                "semaine:2026-12-28",
                ("semaine:2026-12-21", "semaine:2027-01-04"),
            ),
            (
                ("semaine", "", "9999-12-31"),
                "semaine:2026-11-23",
                ("semaine:2026-11-16", "semaine:2026-11-30"),
            ),
            (
                ("an", "2026", "hier"),
                "liste:2026-11",
                ("liste:2026-10", "liste:2026-12"),
            ),
        ];
        for ((view, month, day), code, (before, after)) in cases {
            let look = Look::parse(view, month, day, today);
            assert_eq!((look.code().as_str(), Look::read(code)), (code, Some(look)));
            assert_eq!(
                (look.before().code().as_str(), look.after().code().as_str()),
                (before, after),
                "{code}"
            );
            assert_eq!(look.after().before(), look);
        }
        for wrong in [
            "",
            "semaine:",
            "semaine:2026-11-24",
            "mois:2026-13",
            "liste:2026-11&x=1",
            "//ailleurs:2026-11",
        ] {
            assert_eq!(Look::read(wrong), None, "{wrong}");
        }
        let week = Look::parse("semaine", "", "", today);
        assert_eq!(week.days(), (date(2026, 11, 23), today));
        assert_eq!(
            (week.anchor(today), week.after().anchor(today)),
            (today, date(2026, 11, 30))
        );
    }

    #[test]
    fn the_list_of_this_month_goes_on_over_its_end() {
        let today = date(2026, 11, 30);
        let cases = [
            ("liste:2026-11", date(2026, 12, 31)),
            ("liste:2026-12", date(2026, 12, 31)),
            ("liste:2026-10", date(2026, 10, 31)),
            ("mois:2026-11", date(2026, 11, 30)),
            ("semaine:2026-11-30", date(2026, 12, 6)),
        ];
        for (code, last) in cases {
            let look = Look::read(code).unwrap();
            assert_eq!(look.reaches(today), (look.days().0, last), "{code}");
        }
        let first = Look::read("liste:2026-11").unwrap();
        assert_eq!(first.reaches(date(2026, 11, 1)).1, date(2026, 12, 2));
    }

    #[test]
    fn a_week_shows_the_hours_in_which_something_begins() {
        assert_eq!(hours([]), (8, 18));
        assert_eq!(hours([9, 20, 18]), (8, 20));
        assert_eq!(hours([6, 0]), (0, 18));
    }

    #[test]
    fn what_fits_in_a_moment_is_taken_in_order() {
        let cases: [(&[u32], u32, &[u32]); 6] = [
            (&[10, 20, 5], 15, &[10, 5]),
            (&[20, 15, 5], 15, &[15]),
            (&[20, 30], 15, &[]),
            (&[15, 15], 30, &[15, 15]),
            (&[0, 0, 0], 2, &[0, 0]),
            (&[], 60, &[]),
        ];
        for (things, within, expected) in cases {
            assert_eq!(
                fitting(things.iter().copied(), |one| *one, within),
                expected,
                "{things:?} in {within}"
            );
        }
    }
}
