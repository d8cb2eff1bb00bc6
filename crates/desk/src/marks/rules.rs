//! Which steps take a percentage, and how it is read.

use platform::html::Modality;

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

#[cfg(test)]
mod cases {
    use super::*;

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
