//! Months, as they are asked for and drawn.

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

    pub(super) fn before(self) -> Self {
        Self(self.0.saturating_sub(1.month()))
    }

    pub(super) fn after(self) -> Self {
        Self(self.0.saturating_add(1.month()))
    }

    pub(super) fn holds(self, day: Date) -> bool {
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
        assert_eq!(
            (month.code().as_str(), month.after().code().as_str()),
            ("2026-12", "2027-01")
        );
        assert_eq!(month.before().code(), "2026-11");
        for wrong in [
            "", "2026", "2026-13", "2026-00", "26-11", "9999-12", "2026-1", "-026-11", "2026-+1",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
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
