//! What was expected, once it may be seen. Choices say it beside each of them.

use assess::questions::{Body, Cloze, Decimal, Filling, Numeric, Share};
use platform::html::{Markup, fr, html};

use super::Asked;
use crate::library::plain;

/// What was expected; none where the fields say it themselves, or where a person judges.
pub(super) fn right(place: &Asked<'_>) -> Option<Markup> {
    match &place.question.body {
        Body::Single(_) | Body::Multiple(_) | Body::TrueFalse(_) | Body::Hotspot(_) | Body::FreeText(_) => {
            None
        }
        Body::ShortText(one) => {
            let all = one.accepted.iter().filter(|words| words.share == Share::ALL);
            Some(html! { p { (either(all.map(|words| words.text.clone()))) } })
        }
        Body::Numeric(one) => Some(html! { p { (either(numbers(one))) } }),
        Body::Matching(one) => Some(html! {
            ul { @for pair in &one.pairs { li { (place.inline(&pair.thing)) " → " (pair.with) } } }
        }),
        Body::Ordering(one) => Some(html! { ol { @for item in &one.items { li { (place.inline(item)) } } } }),
        Body::Cloze(one) => Some(gaps(one)),
    }
}

fn either(all: impl Iterator<Item = String>) -> String {
    fr::series(&all.collect::<Vec<_>>(), "ou")
}

fn numbers(one: &Numeric) -> impl Iterator<Item = String> {
    let right = one.accepted.iter().filter(|number| number.share == Share::ALL);
    right.map(|number| match number.tolerance == Decimal::ZERO {
        true => figures(number.value),
        false => format!("{} (± {})", figures(number.value), figures(number.tolerance)),
    })
}

/// A number with the comma of French.
pub fn figures(number: Decimal) -> String {
    number.to_string().replace('.', ",").replace('-', "−")
}

fn gaps(one: &Cloze) -> Markup {
    let expected = |filling: &Filling| match filling {
        Filling::Single(one) => {
            let all = one.choices.iter().filter(|choice| choice.share == Share::ALL);
            either(all.map(|choice| plain(&choice.text)))
        }
        Filling::ShortText(one) => {
            let all = one.accepted.iter().filter(|words| words.share == Share::ALL);
            either(all.map(|words| words.text.clone()))
        }
        Filling::Numeric(one) => either(numbers(one)),
    };
    html! {
        ul { @for (at, gap) in one.gaps.iter().enumerate() { li { "Trou " (at + 1) "\u{202f}: " (expected(&gap.filling)) } } }
    }
}
