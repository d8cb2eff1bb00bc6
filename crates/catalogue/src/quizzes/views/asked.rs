//! A question as it is asked: plain fields, complete without scripts.

use assess::questions::{
    Answer, Body, Choices, Cloze, Filling, GapAnswer, Names, Question, Shown, Spot, gap_mark,
};
use platform::html::{Markup, Render, html};

use crate::library::prose;

/// A question on a page. The page's form is around it.
pub struct Asking<'a> {
    /// What is asked.
    pub question: &'a Question,
    /// The orders in which it is shown.
    pub shown: &'a Shown,
    /// The answer given so far.
    pub given: Option<&'a Answer>,
    /// What the names of its fields begin with: empty where it is alone in its form.
    pub prefix: &'a str,
}

impl Asking<'_> {
    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn typed(&self) -> &str {
        match self.given {
            Some(Answer::ShortText(typed) | Answer::Numeric(typed) | Answer::FreeText(typed)) => typed,
            _ => "",
        }
    }
}

/// What is asked, and the fields of its answer.
pub fn asked(one: &Asking<'_>) -> Markup {
    let text = (1..=assess::questions::MOST_PARTS).fold(one.question.text.clone(), |text, number| {
        text.replace(&gap_mark(number - 1), &format!("(trou\u{a0}{number})"))
    });
    html! { (prose(&text)) (fields(one)) }
}

fn fields(one: &Asking<'_>) -> Markup {
    let name = one.name(Names::ANSWER);
    match &one.question.body {
        Body::Single(choices) => listed(one, choices, "radio"),
        Body::Multiple(choices) => listed(one, choices, "checkbox"),
        Body::TrueFalse(_) => group(html! {
            @for (value, words) in [("true", "Vrai"), ("false", "Faux")] {
                @let given = one.given == Some(&Answer::TrueFalse(value == "true"));
                label { input type="radio" name=(name) value=(value) checked[given]; span { (words) } }
            }
        }),
        Body::FreeText(free) => {
            let typed = if one.given.is_some() {
                one.typed()
            } else {
                &free.start
            };
            html! { div.field { label for=(name) { "Votre réponse" } textarea id=(name) name=(name) rows="6" { (typed) } } }
        }
        Body::ShortText(_) | Body::Numeric(_) => line(&name, "Votre réponse", one.typed()),
        Body::Matching(matching) => html! {
            @for (at, thing) in one.shown.answers().iter().enumerate() {
                @if let Some(pair) = matching.pairs.get(*thing) {
                    @let given = match one.given { Some(Answer::Matching(with)) => with.get(*thing).copied().flatten(), _ => None };
                    @let options = matching.options();
                    @let shown = one.shown.options().iter().enumerate().filter_map(|(at, place)| Some((at, options.get(*place)?, given == Some(*place))));
                    (select(&one.name(&Names::part(at)), &pair.thing, shown.map(|(at, words, chosen)| (at, (*words).to_owned(), chosen)).collect()))
                }
            }
        },
        Body::Ordering(ordering) => {
            let count = ordering.items.len();
            let rank = |place: usize| match one.given {
                Some(Answer::Ordering(places)) => {
                    places.iter().position(|one| *one == place).map(|at| at + 1)
                }
                _ => None,
            };
            html! {
                p.hint { "Donnez son rang à chacun, de 1 à " (count) "." }
                @for (at, place) in one.shown.answers().iter().enumerate() {
                    @if let Some(item) = ordering.items.get(*place) {
                        (select(&one.name(&Names::part(at)), item, (1..=count).map(|number| (number, number.to_string(), rank(*place) == Some(number))).collect()))
                    }
                }
            }
        }
        Body::Cloze(cloze) => gaps(one, cloze),
        Body::Hotspot(spot) => group(html! {
            @for (at, place) in one.shown.answers().iter().enumerate() {
                @if let Some(area) = spot.areas.get(*place) {
                    label { input type="radio" name=(name) value=(at) checked[one.given == Some(&Answer::Hotspot(Spot::Area(*place)))]; span { (area.name) } }
                }
            }
        }),
    }
}

fn group(choices: impl Render) -> Markup {
    html! { fieldset.field.choices { legend { "Votre réponse" } (choices) } }
}

fn line(name: &str, label: &str, typed: &str) -> Markup {
    html! { div.field { label for=(name) { (label) } input id=(name) type="text" name=(name) value=(typed) autocomplete="off"; } }
}

fn select(name: &str, label: &str, options: Vec<(usize, String, bool)>) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "–" }
                @for (value, words, chosen) in options { option value=(value) selected[chosen] { (words) } }
            }
        }
    }
}

fn listed(one: &Asking<'_>, choices: &Choices, kind: &str) -> Markup {
    let chosen = |place: usize| match one.given {
        Some(Answer::Single(given)) => *given == place,
        Some(Answer::Multiple(given)) => given.contains(&place),
        _ => false,
    };
    group(html! {
        @for (at, place) in one.shown.answers().iter().enumerate() {
            @if let Some(choice) = choices.choices.get(*place) {
                label { input type=(kind) name=(one.name(Names::ANSWER)) value=(at) checked[chosen(*place)]; span { (choice.text) } }
            }
        }
    })
}

fn gaps(one: &Asking<'_>, cloze: &Cloze) -> Markup {
    html! {
        @for (at, gap) in cloze.gaps.iter().enumerate() {
            @let (name, label) = (one.name(&Names::part(at)), format!("Trou {}", at + 1));
            @let given = match one.given { Some(Answer::Cloze(all)) => all.get(at).cloned().flatten(), _ => None };
            @match (&gap.filling, given) {
                (Filling::Single(choices), given) => {
                    @let shown = one.shown.gap(at).iter().enumerate().filter_map(|(at, place)| Some((at, choices.choices.get(*place)?.text.clone(), given == Some(GapAnswer::Chosen(*place)))));
                    (select(&name, &label, shown.collect()))
                }
                (_, Some(GapAnswer::Typed(typed))) => { (line(&name, &label, &typed)) }
                (_, _) => { (line(&name, &label, "")) }
            }
        }
    }
}
