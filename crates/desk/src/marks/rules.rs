//! Which steps take a percentage, and how a tutor's mark is read.

use assess::success::Required;
use jiff::civil::Date;
use learning::progress::StepState;
use platform::html::FormErrors;
use platform::html::Modality;
use platform::html::fr;

/// Whether a mark has a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scored {
    /// Never: it is done or it isn't.
    Never,
    /// Where the tutor has one to tell; success doesn't read it.
    Freely,
    /// Always: success reads it, more than this is needed.
    Above(u8),
}

/// What the rule of the course reads decides; what is corrected may have a percentage all the same.
pub(super) fn scored(modality: Modality, required: Required) -> Scored {
    match (required, modality) {
        (Required::Above(least), _) => Scored::Above(least),
        (_, Modality::CaseStudy | Modality::Quiz) => Scored::Freely,
        _ => Scored::Never,
    }
}

/// A whole percentage, « 80 » or « 80 % ».
pub(super) fn percent(typed: &str) -> Option<f64> {
    let digits = typed.trim_end_matches('%').trim();
    let value: u32 = digits.parse().ok()?;
    (value <= 100).then(|| f64::from(value))
}

/// What a form was made over, for it to be compared: what tutors say of a step, their percentage apart from its module's.
pub(super) fn said(state: Option<&StepState>, marked: Option<f64>) -> String {
    match state.filter(|state| state.is_done()) {
        None => "rien".to_owned(),
        Some(state) => format!(
            "{} {}",
            state.done_at.map_or(0, |at| at.as_millisecond()),
            marked.unwrap_or(-1.0)
        ),
    }
}

/// What was typed of a mark.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The percentage.
    pub(super) percent: String,
    /// The day on which it was done, « 2026-11-10 ».
    pub(super) day: String,
    /// Why it is given or changed.
    pub(super) why: String,
    /// Why it is taken back.
    pub(super) back: String,
}

/// The most characters of why.
const LONGEST: usize = 500;

/// Whether why a mark changes is short enough to be kept.
pub(super) fn is_short(why: &str) -> bool {
    why.trim().chars().count() <= LONGEST
}

pub(super) const TOO_LONG: &str = "Dites-le en 500 caractères au plus.";

/// Reads a mark: the percentage where the step takes one, and a day between the first of the session and today.
pub(super) fn read(
    typed: &Typed,
    scored: Scored,
    (first, last): (Date, Date),
    errors: &mut FormErrors,
) -> Option<(Option<f64>, Date)> {
    let before = errors.len();
    let empty = typed.percent.trim().is_empty();
    let percent = percent(&typed.percent).filter(|_| scored != Scored::Never);
    let wrong = match scored {
        Scored::Never => false,
        Scored::Freely => percent.is_none() && !empty,
        Scored::Above(_) => percent.is_none(),
    };
    if wrong {
        let message = "Donnez un pourcentage entier, de 0 à 100.";
        errors.add("pourcentage", "Pourcentage obtenu", message);
    }
    let day: Option<Date> = typed.day.trim().parse().ok();
    let day = day.filter(|day| (first..=last).contains(day));
    if day.is_none() {
        let message = format!("Choisissez une date\u{202f}: {}.", fr::days(first, last));
        errors.add("date", "Fait le", message);
    }
    if !is_short(&typed.why) {
        errors.add("motif", "Raison", TOO_LONG);
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
        let read_by_the_rule = Scored::Above(70);
        let cases = [
            (
                "80",
                "2026-11-10",
                read_by_the_rule,
                Some((Some(80.0), date(2026, 11, 10))),
                "",
            ),
            ("", "2026-11-10", read_by_the_rule, None, "pourcentage"),
            ("abc", "", read_by_the_rule, None, "pourcentage,date"),
            (
                "80",
                "2026-11-20",
                Scored::Freely,
                Some((Some(80.0), date(2026, 11, 20))),
                "",
            ),
            (
                " ",
                "2026-11-20",
                Scored::Freely,
                Some((None, date(2026, 11, 20))),
                "",
            ),
            ("101", "2026-11-20", Scored::Freely, None, "pourcentage"),
            (
                "",
                "2026-11-02",
                Scored::Never,
                Some((None, date(2026, 11, 2))),
                "",
            ),
            (
                "80",
                "2026-11-20",
                Scored::Never,
                Some((None, date(2026, 11, 20))),
                "",
            ),
            ("", "2026-11-01", Scored::Never, None, "date"),
            ("", "2026-11-21", Scored::Never, None, "date"),
            ("", "10/11/2026", Scored::Never, None, "date"),
        ];
        for (percent, day, scored, expected, wrong) in cases {
            let typed = Typed {
                percent: percent.to_owned(),
                day: day.to_owned(),
                ..Typed::default()
            };
            let mut errors = FormErrors::default();
            assert_eq!(read(&typed, scored, bounds, &mut errors), expected, "{typed:?}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
        }
    }

    #[test]
    fn why_is_a_sentence_not_a_letter() {
        for (why, expected) in [("", true), (&*"é".repeat(500), true), (&*"é".repeat(501), false)] {
            assert_eq!(is_short(why), expected, "{}", why.len());
        }
    }

    #[test]
    fn a_percentage_is_given_where_the_rule_reads_one() {
        let cases = [
            (Modality::SelfPaced, Required::Above(0), Scored::Above(0)),
            (Modality::Live, Required::Above(70), Scored::Above(70)),
            (Modality::OnSite, Required::Above(50), Scored::Above(50)),
            (Modality::Quiz, Required::Above(70), Scored::Above(70)),
            (Modality::Quiz, Required::Done, Scored::Freely),
            (Modality::CaseStudy, Required::Nothing, Scored::Freely),
            (Modality::SelfPaced, Required::Done, Scored::Never),
            (Modality::Live, Required::Nothing, Scored::Never),
        ];
        for (modality, required, expected) in cases {
            assert_eq!(scored(modality, required), expected, "{modality:?} {required:?}");
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
