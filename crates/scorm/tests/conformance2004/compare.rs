//! Whether two values of an element are the same, in its type: `PT1M` is `PT60S`, `0.50` is `0.5`.

use std::collections::BTreeSet;

/// Compares what `GetValue` answered with what was expected.
pub fn same(element: &str, expected: &str, got: &str) -> bool {
    expected == got
        || match element.rsplit('.').next().unwrap_or_default() {
            "_children" => names(expected) == names(got),
            "pattern" | "learner_response" => undelimited(expected) == undelimited(got),
            "session_time" | "total_time" | "latency" | "max_time_allowed" => {
                duration(expected).is_some_and(|hundredths| duration(got) == Some(hundredths))
            }
            "scaled"
            | "raw"
            | "min"
            | "max"
            | "progress_measure"
            | "weighting"
            | "completion_threshold"
            | "scaled_passing_score"
            | "audio_level"
            | "delivery_speed" => real(expected, got),
            _ => false,
        }
}

/// A response in two parts: the delimiters that it begins with, in any order, without those that say what is so by default;
/// and the rest. RTE 4.2.9.
fn undelimited(mut text: &str) -> (BTreeSet<&str>, &str) {
    const DEFAULTS: [&str; 3] = ["order_matters=true", "case_matters=false", "lang=en"];
    const NAMES: [&str; 3] = ["order_matters=", "case_matters=", "lang="];
    let mut delimiters = BTreeSet::new();
    while let Some((delimiter, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        if !NAMES.iter().any(|name| delimiter.starts_with(name)) {
            break;
        }
        if !DEFAULTS.contains(&delimiter) {
            delimiters.insert(delimiter);
        }
        text = rest;
    }
    (delimiters, text)
}

/// The names of `_children` come in any order.
fn names(text: &str) -> BTreeSet<&str> {
    text.split(',').collect()
}

/// Reals have seven significant digits after the point. RTE 4.1.1.7, `real(10,7)`.
fn real(expected: &str, got: &str) -> bool {
    let read = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    matches!((read(expected), read(got)), (Some(expected), Some(got)) if (expected - got).abs() < 5e-8)
}

/// A `timeinterval(second,10,2)` in hundredths of a second, with years of 365 days and months of 30: good enough to compare
/// the same amounts written in two ways.
fn duration(text: &str) -> Option<u64> {
    let rest = text.strip_prefix('P')?;
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut total = units(date, &[('Y', 31_536_000), ('M', 2_592_000), ('D', 86_400)])?;
    total += units(time, &[('H', 3_600), ('M', 60), ('S', 1)])?;
    Some(total)
}

fn units(mut text: &str, units: &[(char, u64)]) -> Option<u64> {
    let mut total = 0;
    for &(unit, seconds) in units {
        let Some((number, rest)) = text.split_once(unit) else {
            continue;
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let hundredths: u64 = format!("{fraction:0<2}").get(..2)?.parse().ok()?;
        total += (whole.parse::<u64>().ok()? * 100 + hundredths) * seconds;
        text = rest;
    }
    text.is_empty().then_some(total)
}

#[test]
fn values_are_compared_in_their_type() {
    let cases = [
        ("cmi.total_time", "PT0H0M0S", "PT0S", true),
        ("cmi.total_time", "PT2H20S", "PT2H0M20.00S", true),
        ("cmi.total_time", "PT1M", "PT61S", false),
        ("cmi.total_time", "PT1.5S", "PT1.05S", false),
        ("cmi.total_time", "P29D", "29 days", false),
        ("cmi.score.scaled", "1", "1.0", true),
        ("cmi.score.scaled", "0.8", "0.81", false),
        ("cmi.score.scaled", "0.8", "", false),
        ("cmi.objectives._count", "1", "1.0", false),
        ("cmi.score._children", "raw,scaled", "scaled,raw", true),
        ("cmi.score._children", "raw,scaled", "scaled", false),
        (
            "cmi.interactions.0.learner_response",
            "a[,]b",
            "{order_matters=true}{case_matters=false}a[,]b",
            true,
        ),
        (
            "cmi.interactions.0.correct_responses.0.pattern",
            "a[,]b",
            "{order_matters=false}a[,]b",
            false,
        ),
        (
            "cmi.interactions.0.learner_response",
            "{lang=fr}{case_matters=true}é",
            "{case_matters=true}{lang=fr}é",
            true,
        ),
        (
            "cmi.interactions.0.learner_response",
            "{lang=fr}a",
            "{lang=en}a",
            false,
        ),
        ("cmi.location", "a", "a", true),
    ];
    for (element, expected, got, is_same) in cases {
        assert_eq!(
            same(element, expected, got),
            is_same,
            "{element} {expected} {got}"
        );
    }
}
