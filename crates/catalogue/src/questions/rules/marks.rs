//! Figures as authors type them: percentages, points, numbers with the comma of French.

use assess::questions::{Decimal, Points, Share};

use super::Mistake;

const PERCENTAGE: &str = "Écrivez un pourcentage entre −100 et 100, par exemple 50 ou 33,33.";
const POINTS: &str =
    "Écrivez ce que vaut la question, par exemple 1 ou 0,5. Trois chiffres au plus après la virgule.";

/// A number with its decimals, as it is typed: « 33,33333 », « 1 ».
pub fn figures(number: i64, decimals: i32) -> String {
    let plain = Decimal::new(number, -decimals).unwrap_or_default().to_string();
    match plain.contains('.') {
        true => plain
            .trim_end_matches('0')
            .trim_end_matches('.')
            .replace('.', ","),
        false => plain,
    }
}

/// A number as it is typed.
pub(super) fn number(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

/// A percentage; none when nothing is typed or it can't be read, which is a mistake of its field.
pub(super) fn share(field: &str, typed: &str, mistakes: &mut Vec<Mistake>) -> Option<Share> {
    let typed = typed.trim().trim_end_matches('%').trim();
    if typed.is_empty() {
        return None;
    }
    let read = Decimal::read(typed)
        .and_then(|number| number.shifted(5))
        .filter(|percentage| percentage.abs() <= 10_000_000);
    if read.is_none() {
        mistakes.push((field.to_owned(), PERCENTAGE.to_owned()));
    }
    read.map(Share::percentage)
}

/// Points; one when they can't be read.
pub(super) fn points(typed: &str, mistakes: &mut Vec<Mistake>) -> Points {
    if typed.trim().is_empty() {
        return Points::default();
    }
    // Thousandths are kept; what would be cut is to be typed again.
    let read = Decimal::read(typed.trim()).and_then(|number| {
        let thousandths = number.shifted(3)?;
        let whole = Decimal::new(thousandths, -3)? == number;
        whole.then(|| u32::try_from(thousandths).ok()).flatten()
    });
    read.map(Points).unwrap_or_else(|| {
        mistakes.push(("points".to_owned(), POINTS.to_owned()));
        Points::default()
    })
}
