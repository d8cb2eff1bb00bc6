//! Answers in words: what a learner answered, and what was right. Only what `seen` allows is ever asked for.

use assess::questions::{
    Answer, Body, Choices, Decimal, Filling, GapAnswer, Matching, Numeric, Question, Share, ShortText, Spot,
};
use platform::html::fr;

/// A line in words: the thing it is about where there are several, and the words. Both are prose.
pub(super) type Line = (Option<String>, String);

fn alone(words: impl Into<String>) -> Vec<Line> {
    vec![(None, words.into())]
}

const fn truth(is: bool) -> &'static str {
    if is { "Vrai" } else { "Faux" }
}

/// What a learner answered, line by line.
pub(super) fn answered(question: &Question, answer: &Answer) -> Vec<Line> {
    match (&question.body, answer) {
        (Body::Single(one), Answer::Single(place)) => chosen(one, &[*place]),
        (Body::Multiple(one), Answer::Multiple(places)) => chosen(one, places),
        (Body::TrueFalse(_), Answer::TrueFalse(given)) => alone(truth(*given)),
        (_, Answer::ShortText(typed) | Answer::Numeric(typed) | Answer::FreeText(typed)) => alone(typed),
        (Body::Matching(one), Answer::Matching(with)) => matched(one, with),
        (Body::Ordering(one), Answer::Ordering(places)) => {
            let items = places.iter().filter_map(|place| one.items.get(*place));
            numbered(items.map(String::as_str))
        }
        (Body::Cloze(one), Answer::Cloze(given)) => one
            .gaps
            .iter()
            .zip(given)
            .enumerate()
            .map(|(place, (gap, given))| (gap_name(place), filled(&gap.filling, given.as_ref())))
            .collect(),
        (Body::Hotspot(one), Answer::Hotspot(Spot::Area(place))) => {
            alone(one.areas.get(*place).map_or("", |area| area.name.as_str()))
        }
        (Body::Hotspot(_), Answer::Hotspot(Spot::Point(x, y))) => {
            alone(format!("Le point {x}, {y} de l’image"))
        }
        _ => Vec::new(),
    }
}

/// What is right, line by line; nothing where a person says it.
pub(super) fn right(question: &Question) -> Vec<Line> {
    match &question.body {
        Body::Single(one) => best(one).into_iter().collect(),
        Body::Multiple(one) => {
            let right = one.choices.iter().filter(|choice| choice.share > Share::NONE);
            right.map(|choice| (None, choice.text.clone())).collect()
        }
        Body::TrueFalse(one) => alone(truth(one.answer)),
        Body::ShortText(one) => alone(words(one)),
        Body::Numeric(one) => alone(number(one)),
        Body::Matching(one) => {
            let pairs = one.pairs.iter();
            pairs
                .map(|pair| (Some(pair.thing.clone()), pair.with.clone()))
                .collect()
        }
        Body::Ordering(one) => numbered(one.items.iter().map(String::as_str)),
        Body::Cloze(one) => one
            .gaps
            .iter()
            .enumerate()
            .map(|(place, gap)| (gap_name(place), filling(&gap.filling)))
            .collect(),
        Body::Hotspot(one) => {
            let right = one.areas.iter().filter(|area| area.share >= Share::ALL);
            right.map(|area| (None, area.name.clone())).collect()
        }
        Body::FreeText(_) => Vec::new(),
    }
}

fn chosen(one: &Choices, places: &[usize]) -> Vec<Line> {
    let chosen = places.iter().filter_map(|place| one.choices.get(*place));
    chosen.map(|choice| (None, choice.text.clone())).collect()
}

/// The answers that earn everything; otherwise those that earn most.
fn best(one: &Choices) -> Vec<Line> {
    let most = one.choices.iter().map(|choice| choice.share).max();
    let best = one.choices.iter().filter(|choice| Some(choice.share) == most);
    best.map(|choice| (None, choice.text.clone())).collect()
}

fn matched(one: &Matching, with: &[Option<usize>]) -> Vec<Line> {
    let options = one.options();
    let pairs = one.pairs.iter().zip(with);
    pairs
        .map(|(pair, place)| {
            let with = place.and_then(|place| options.get(place)).copied();
            (Some(pair.thing.clone()), with.unwrap_or(NOTHING).to_owned())
        })
        .collect()
}

const NOTHING: &str = "–";

fn numbered<'a>(items: impl Iterator<Item = &'a str>) -> Vec<Line> {
    (1..)
        .zip(items)
        .map(|(rank, item)| (Some(format!("{rank}.")), item.to_owned()))
        .collect()
}

fn gap_name(place: usize) -> Option<String> {
    Some(format!("Trou {}", place + 1))
}

fn filled(filling: &Filling, given: Option<&GapAnswer>) -> String {
    match (filling, given) {
        (Filling::Single(one), Some(GapAnswer::Chosen(place))) => {
            let choice = one.choices.get(*place);
            choice.map_or_else(|| NOTHING.to_owned(), |choice| choice.text.clone())
        }
        (_, Some(GapAnswer::Typed(typed))) => typed.clone(),
        _ => NOTHING.to_owned(),
    }
}

fn filling(filling: &Filling) -> String {
    match filling {
        Filling::Single(one) => {
            let words: Vec<String> = best(one).into_iter().map(|(_, words)| words).collect();
            or(&words)
        }
        Filling::ShortText(one) => words(one),
        Filling::Numeric(one) => number(one),
    }
}

/// What is typed to earn everything: « * » stands for anything.
fn words(one: &ShortText) -> String {
    let whole = one.accepted.iter().filter(|words| words.share >= Share::ALL);
    let whole: Vec<String> = whole
        .map(|words| {
            words
                .text
                .replace("\\*", "\u{1}")
                .replace('*', "…")
                .replace('\u{1}', "*")
        })
        .collect();
    or(&whole)
}

fn number(one: &Numeric) -> String {
    let unit = one.units.iter().find(|unit| unit.worth == Decimal::ONE);
    let unit = unit
        .map(|unit| format!("\u{a0}{}", unit.name))
        .unwrap_or_default();
    let whole = one.accepted.iter().filter(|number| number.share >= Share::ALL);
    let whole: Vec<String> = whole
        .map(|number| match number.bounds() {
            Some((low, high)) if low != high => format!("de {} à {}{unit}", comma(low), comma(high)),
            _ => format!("{}{unit}", comma(number.value)),
        })
        .collect();
    or(&whole)
}

fn comma(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

fn or(words: &[String]) -> String {
    fr::series(words, "ou")
}
