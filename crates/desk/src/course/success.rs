//! What passing the course takes, what is met, and the documents of the end.

use assess::success::{Verdict, met};
use catalogue::courses::{Condition, Step, conditions};
use learning::progress::{reached, verdict};
use platform::html::{Markup, Notice, State, fits, fr, html, rows, section};
use proof::certificates::Held;

use super::views::CoursePage;

fn verdict_of(shown: &CoursePage<'_>) -> Verdict {
    verdict(
        &shown.edition.path,
        shown.states,
        shown.enrolment.settles_at(),
        shown.now,
    )
}

/// The good news, once every condition is met.
pub(super) fn passed(shown: &CoursePage<'_>) -> Markup {
    let next = match shown.documents {
        [] => "Votre CMA vous remettra votre attestation\u{202f}: vous recevrez un e-mail.",
        _ => "Votre attestation est sur cette page.",
    };
    match verdict_of(shown) {
        Verdict::Passed(_) => html! {
            (Notice::earned(html! { p { "Toutes les conditions sont remplies. " (next) } }).title("Parcours réussi"))
        },
        _ => html! {},
    }
}

/// The conditions, each with how much of it is met.
pub(super) fn conditions_of(shown: &CoursePage<'_>) -> Markup {
    let all = conditions(&shown.edition.path);
    if all.is_empty() {
        return html! {};
    }
    let lines = all
        .iter()
        .map(|condition| (fr::capitalise(&condition.sentence), state(shown, condition)));
    section(
        "reussir",
        "Pour réussir",
        html! { "Avant la fin de mon accès" },
        fits(lines),
    )
}

fn state(shown: &CoursePage<'_>, condition: &Condition) -> State {
    let steps = shown.edition.path.iter().flat_map(|part| &part.steps);
    let steps: Vec<&Step> = steps.filter(|step| condition.steps.contains(&step.id)).collect();
    let is_met = |step: &&&Step| {
        met(
            step.required,
            reached(shown.states.get(&step.id)),
            shown.enrolment.settles_at(),
        )
    };
    let done = steps.iter().filter(is_met).count();
    let all = steps.len();
    match (done, all) {
        _ if done == all => State::good("Rempli"),
        (_, 1) => State::todo("À faire"),
        _ => State::todo(format!("{done} sur {all}")),
    }
}

/// What was handed out.
pub(super) fn documents(shown: &CoursePage<'_>) -> Markup {
    if shown.documents.is_empty() {
        return html! {};
    }
    let link = |held: &Held| html! { a href=(format!("/certificats/{}", held.id)) { (held.kind.label()) } };
    section(
        "documents",
        "Mes documents",
        html! {},
        rows(shown.documents.iter().map(link)),
    )
}
