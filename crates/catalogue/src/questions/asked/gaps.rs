//! A text with gaps to fill.

use assess::questions::{Answer, Choices, Cloze, Filling, Gap, GapAnswer, Names, gap_mark};
use platform::html::{Markup, fr, html};

use super::Asked;
use super::fields::mark;
use crate::library::{Put, plain, prose_with};

/// The text, each mark of a gap replaced by its field.
pub(super) fn text(place: &Asked<'_>, one: &Cloze) -> Markup {
    let line = |line: &str| line.contains("[[").then(|| filled(place, one, line));
    place.shows(|put| prose_with(&place.question.text, Put { marks: &line, ..put }))
}

fn filled(place: &Asked<'_>, one: &Cloze, line: &str) -> Markup {
    let (mut rest, mut parts) = (line, Vec::new());
    while let Some((start, number)) = next(rest, one.gaps.len()) {
        parts.push((&rest[..start], Some(number)));
        rest = &rest[start + gap_mark(number).len()..];
    }
    parts.push((rest, None));
    html! {
        @for (words, gap) in parts {
            (fr::rich(words))
            @if let Some((number, gap)) = gap.and_then(|number| Some((number, one.gaps.get(number)?))) { (field(place, number, gap)) }
        }
    }
}

/// Where the next gap stands in a line, and which it is.
fn next(line: &str, count: usize) -> Option<(usize, usize)> {
    (0..count)
        .filter_map(|number| Some((line.find(&gap_mark(number))?, number)))
        .min()
}

fn field(place: &Asked<'_>, number: usize, gap: &Gap) -> Markup {
    let given = match place.given {
        Some(Answer::Cloze(gaps)) => gaps.get(number).and_then(Option::as_ref),
        _ => None,
    };
    let (id, name) = (
        place.part(&format!("reponse-{number}")),
        place.name(&Names::part(number)),
    );
    let label = format!("Trou {}", number + 1);
    html! {
        span.gap {
            @match &gap.filling {
                Filling::Single(one) => select.select id=(id) name=(name) aria-label=(label) disabled[place.disabled] { (options(place, number, one, given)) },
                _ => input.input id=(id) name=(name) type="text" aria-label=(label) autocomplete="off" maxlength="500"
                    value=[typed(given)] disabled[place.disabled];,
            }
            (mark(place.outcome(number)))
        }
    }
}

fn typed(given: Option<&GapAnswer>) -> Option<&str> {
    match given {
        Some(GapAnswer::Typed(typed)) => Some(typed),
        _ => None,
    }
}

fn options(place: &Asked<'_>, number: usize, one: &Choices, given: Option<&GapAnswer>) -> Markup {
    let shown = place.shown.gap(number).iter().enumerate();
    let chosen = |author: usize| matches!(given, Some(GapAnswer::Chosen(at)) if *at == author);
    html! {
        option value="" { "…" }
        @for (at, author) in shown {
            @if let Some(choice) = one.choices.get(*author) {
                option value=(at) selected[chosen(*author)] { (plain(&choice.text)) }
            }
        }
    }
}
