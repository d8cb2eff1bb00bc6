//! Whose year the figures are of.

/// The years that may be chosen, the latest first: from the first session on.
pub(super) fn years(first: Option<i16>, today: i16) -> Vec<i16> {
    (first.unwrap_or(today).min(today)..=today).rev().collect()
}

/// The year that is asked for: this one, unless it is one of them.
pub(super) fn chosen(typed: &str, years: &[i16], today: i16) -> i16 {
    let asked = typed.parse().ok();
    asked.filter(|year| years.contains(year)).unwrap_or(today)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_year_of_the_platform_may_be_chosen() {
        let cases: [(Option<i16>, &[i16]); 4] = [
            (None, &[2026]),
            (Some(2026), &[2026]),
            (Some(2027), &[2026]),
            (Some(2024), &[2026, 2025, 2024]),
        ];
        for (first, expected) in cases {
            assert_eq!(years(first, 2026), expected, "{first:?}");
        }
        let all = years(Some(2024), 2026);
        for (typed, expected) in [
            ("", 2026),
            ("2025", 2025),
            ("2024", 2024),
            ("2023", 2026),
            ("2027", 2026),
            ("' OR 1", 2026),
            ("99999999999", 2026),
        ] {
            assert_eq!(chosen(typed, &all, 2026), expected, "{typed}");
        }
    }
}
