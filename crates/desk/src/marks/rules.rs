//! Which steps take a percentage, and how a tutor's mark is read.

use jiff::civil::Date;
use platform::html::FormErrors;
use platform::html::Modality;
use platform::html::fr;

/// Whether a step is marked with a percentage.
pub(super) fn scored(modality: Modality) -> bool {
    matches!(modality, Modality::CaseStudy | Modality::Quiz)
}

/// A whole percentage, « 80 » or « 80 % ».
pub(super) fn percent(typed: &str) -> Option<f64> {
    let digits = typed.trim_end_matches('%').trim();
    let value: u32 = digits.parse().ok()?;
    (value <= 100).then(|| f64::from(value))
}

/// What was typed of a mark.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The percentage.
    pub(super) percent: String,
    /// The day on which it was done, « 2026-11-10 ».
    pub(super) day: String,
}

/// Reads a mark: the percentage where the step takes one, and a day between the first of the session and today.
pub(super) fn read(
    typed: &Typed,
    modality: Modality,
    (first, last): (Date, Date),
    errors: &mut FormErrors,
) -> Option<(Option<f64>, Date)> {
    let before = errors.len();
    let percent = percent(&typed.percent).filter(|_| scored(modality));
    if scored(modality) && percent.is_none() {
        let message = "Donnez un pourcentage entier, de 0 à 100.";
        errors.add("pourcentage", "Pourcentage obtenu", message);
    }
    let day: Option<Date> = typed.day.trim().parse().ok();
    let day = day.filter(|day| (first..=last).contains(day));
    if day.is_none() {
        let message = format!("Choisissez une date\u{202f}: {}.", fr::days(first, last));
        errors.add("date", "Fait le", message);
    }
    if errors.len() > before {
        return None;
    }
    Some((percent, day?))
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_mark_has_a_day_of_the_session_that_is_not_to_come() {
        let bounds = (date(2026, 11, 2), date(2026, 11, 20));
        let cases = [
            (
                "80",
                "2026-11-10",
                Modality::Quiz,
                Some((Some(80.0), date(2026, 11, 10))),
                "",
            ),
            (
                "",
                "2026-11-02",
                Modality::Live,
                Some((None, date(2026, 11, 2))),
                "",
            ),
            (
                "80",
                "2026-11-20",
                Modality::Live,
                Some((None, date(2026, 11, 20))),
                "",
            ),
            ("", "2026-11-01", Modality::Live, None, "date"),
            ("", "2026-11-21", Modality::Live, None, "date"),
            ("", "10/11/2026", Modality::Live, None, "date"),
            ("abc", "", Modality::CaseStudy, None, "pourcentage,date"),
        ];
        for (percent, day, modality, expected, wrong) in cases {
            let typed = Typed {
                percent: percent.to_owned(),
                day: day.to_owned(),
            };
            let mut errors = FormErrors::default();
            assert_eq!(read(&typed, modality, bounds, &mut errors), expected, "{typed:?}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
        }
    }

    #[test]
    fn a_percentage_is_whole_and_at_most_a_hundred() {
        let cases = [
            ("80", Some(80.0)),
            ("0", Some(0.0)),
            ("100", Some(100.0)),
            ("80\u{202f}%", Some(80.0)),
            ("101", None),
            ("-1", None),
            ("79,5", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(percent(typed), expected, "{typed:?}");
        }
    }
}
