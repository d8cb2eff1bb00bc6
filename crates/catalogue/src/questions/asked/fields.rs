//! The fields of each type: native, with their labels, complete without scripts.

use assess::questions::{
    Answer, Body, Choices, FreeText, Matching, Names, Numeric, Ordering, Outcome, Share, UnitRule,
};
use platform::html::{Choice, Choices as Group, Markup, State, TextArea, TextField, fr, html};
use platform::theme::asset_path;

use super::{Asked, costs, image};
use crate::library::plain;

pub(super) fn fields(place: &Asked<'_>) -> Markup {
    match &place.question.body {
        Body::Single(one) => {
            let group = Group::radio(place.name(Names::ANSWER), "Choisissez une réponse");
            choices(place, one, group)
        }
        Body::Multiple(one) => {
            let group = Group::checkbox(place.name(Names::ANSWER), "Choisissez toutes les bonnes réponses");
            choices(place, one, group)
        }
        Body::TrueFalse(one) => true_false(place, one.answer),
        Body::ShortText(_) => html! { (line(place)) },
        Body::Numeric(one) => numeric(place, one),
        Body::Matching(one) => matching(place, one),
        Body::Ordering(one) => ordering(place, one),
        Body::Cloze(_) => html! {},
        Body::Hotspot(one) => image::fields(place, one),
        Body::FreeText(one) => free_text(place, one),
    }
}

/// A choice that a locked question keeps as it is.
pub(super) fn choice(place: &Asked<'_>, value: &str, words: Markup, chosen: bool) -> Choice {
    let choice = Choice::new(value, words).checked(chosen);
    match place.disabled {
        true => choice.disabled(),
        false => choice,
    }
}

/// A group of choices, with « no answer » where a mistake would cost.
pub(super) fn group(place: &Asked<'_>, group: Group, choices: Vec<Choice>, one_of_them: bool) -> Markup {
    let mut group = group.id(place.part("reponse"));
    for choice in choices {
        group = group.choice(choice);
    }
    if one_of_them && costs(place.question) {
        let none = choice(place, "", html! { "Je ne réponds pas" }, place.given.is_none());
        group = group.choice(none);
    }
    html! { (group) }
}

fn choices(place: &Asked<'_>, one: &Choices, of: Group) -> Markup {
    let single = matches!(place.question.body, Body::Single(_));
    let chosen = |author: usize| match place.given {
        Some(Answer::Single(at)) => *at == author,
        Some(Answer::Multiple(all)) => all.contains(&author),
        _ => false,
    };
    let shown = place.shown.answers().iter().enumerate();
    let lines = shown.filter_map(|(at, author)| {
        let known = one.choices.get(*author)?;
        let line = choice(place, &at.to_string(), place.inline(&known.text), chosen(*author));
        Some(match place.seen.answers.then_some(known.share) {
            Some(Share::ALL) => line.hint("Bonne réponse"),
            Some(share) if share > Share::NONE && single => line.hint("Réponse juste en partie"),
            Some(share) if share > Share::NONE => line.hint("Bonne réponse"),
            _ => line,
        })
    });
    group(place, of, lines.collect(), single)
}

fn true_false(place: &Asked<'_>, right: bool) -> Markup {
    let lines = [(true, "true", "Vrai"), (false, "false", "Faux")].map(|(value, sent, words)| {
        let chosen = matches!(place.given, Some(Answer::TrueFalse(given)) if *given == value);
        let line = choice(place, sent, html! { (words) }, chosen);
        match place.seen.answers && value == right {
            true => line.hint("Bonne réponse"),
            false => line,
        }
    });
    let of = Group::radio(place.name(Names::ANSWER), "Choisissez une réponse");
    group(place, of, lines.to_vec(), true)
}

fn typed<'a>(place: &Asked<'a>) -> &'a str {
    match place.given {
        Some(Answer::ShortText(typed) | Answer::Numeric(typed) | Answer::FreeText(typed)) => typed,
        _ => "",
    }
}

fn line(place: &Asked<'_>) -> TextField {
    let field = TextField::new(place.name(Names::ANSWER), "Votre réponse")
        .id(place.part("reponse"))
        .autocomplete("off")
        .maxlength(500)
        .value(typed(place));
    match place.disabled {
        true => field.disabled(),
        false => field,
    }
}

fn numeric(place: &Asked<'_>, one: &Numeric) -> Markup {
    let field = line(place).literal().short();
    if one.units.is_empty() {
        return html! { (field.inputmode("decimal")) };
    }
    let units: Vec<String> = one.units.iter().map(|unit| unit.name.clone()).collect();
    let hint = match one.unit_rule {
        UnitRule::Required => format!("Un nombre et son unité\u{202f}: {}.", fr::series(&units, "ou")),
        UnitRule::Optional => {
            format!(
                "Un nombre, avec son unité si vous voulez\u{202f}: {}.",
                fr::series(&units, "ou")
            )
        }
    };
    html! { (field.hint(hint)) }
}

fn free_text(place: &Asked<'_>, one: &FreeText) -> Markup {
    let value = match place.given {
        None => one.start.as_str(),
        Some(_) => typed(place),
    };
    // A locked answer is read, not sent.
    html! {
        @if place.disabled {
            p { strong { "Votre réponse" } }
            div.prose { @for line in value.lines() { p { (line) } } }
        } @else {
            (TextArea::new(place.name(Names::ANSWER), "Votre réponse").id(place.part("reponse")).maxlength(50_000).value(value))
        }
    }
}

/// A list whose label may have marks.
fn list(place: &Asked<'_>, at: usize, label: &Markup, options: &[(String, String)], chosen: &str) -> Markup {
    let id = place.part(&format!("reponse-{at}"));
    html! {
        label for=(id) { (label) }
        select.select id=(id) name=(place.name(&Names::part(at))) disabled[place.disabled] {
            @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
        }
    }
}

/// How a part turned out, in a word and a sign.
pub(super) fn mark(outcome: Option<Outcome>) -> Markup {
    html! {
        @match outcome {
            Some(Outcome::Right) => (State::good("Juste")),
            Some(Outcome::Partly) => (State::warn("Juste en partie")),
            Some(Outcome::Wrong) => (State::bad("Faux")),
            _ => {}
        }
    }
}

fn matching(place: &Asked<'_>, one: &Matching) -> Markup {
    let known = one.options();
    let offered = place.shown.options();
    let words = |author: &usize| known.get(*author).copied().unwrap_or_default().to_owned();
    let mut options = vec![(String::new(), "Choisissez…".to_owned())];
    options.extend(
        offered
            .iter()
            .enumerate()
            .map(|(at, author)| (at.to_string(), words(author))),
    );
    let given = |thing: usize| match place.given {
        Some(Answer::Matching(with)) => with
            .get(thing)
            .copied()
            .flatten()
            .and_then(|author| offered.iter().position(|one| *one == author))
            .map_or(String::new(), |at| at.to_string()),
        _ => String::new(),
    };
    let things = place.shown.answers().iter().enumerate();
    html! {
        fieldset.field.pairs {
            legend { "Associez à chacun ce qui lui correspond" }
            @for (at, thing) in things {
                @if let Some(pair) = one.pairs.get(*thing) {
                    div.pair { (list(place, at, &place.inline(&pair.thing), &options, &given(*thing))) (mark(place.outcome(*thing))) }
                }
            }
        }
    }
}

/// Things with their ranks; a script adds buttons that move them.
fn ordering(place: &Asked<'_>, one: &Ordering) -> Markup {
    let shown = place.shown.answers();
    // In the learner's order once there is one: each keeps the name of the place where it was shown.
    let order: Vec<usize> = match place.given {
        Some(Answer::Ordering(given)) => given
            .iter()
            .filter_map(|author| shown.iter().position(|one| one == author))
            .collect(),
        _ => (0..shown.len()).collect(),
    };
    let answered = matches!(place.given, Some(Answer::Ordering(_)));
    let mut ranks = vec![(String::new(), "Rang…".to_owned())];
    ranks.extend((1..=shown.len()).map(|rank| (rank.to_string(), rank.to_string())));
    html! {
        fieldset.field.ranks data-script=(asset_path("asked.js")) data-ranks="" {
            legend { "Donnez son rang à chaque élément" }
            @if !place.disabled { p.hint { "Un rang par élément. À rang égal, ou sans rang, l’ordre de cette page est gardé." } }
            ol {
                @for (rank, at) in order.iter().enumerate() {
                    @if let Some(item) = shown.get(*at).and_then(|author| one.items.get(*author)) {
                        @let chosen = if answered { (rank + 1).to_string() } else { String::new() };
                        li data-words=(plain(item)) { (list(place, *at, &place.inline(item), &ranks, &chosen)) (mark(place.outcome(rank))) }
                    }
                }
            }
        }
    }
}
