//! How a quiz and its questions do.

use catalogue::library::Item;
use catalogue::questions::{self, Measured};
use platform::html::{Empty, Markup, Page, fr, html, wide_section};

use super::super::store::Tries;

pub(in super::super) fn statistics(item: &Item, tries: &Tries, measured: &[Measured]) -> Page {
    let home = format!("/bibliotheque/{}", item.id);
    let page = Page::new(format!("Statistiques de {}", fr::quote(&item.title)))
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .crumb(item.title.as_str(), home.as_str())
        .crumb("Composer", format!("{home}/quiz"))
        .work()
        .about("Toutes les sessions et toutes les versions ensemble. Personne n’y est nommé.");
    if tries.over + tries.underway == 0 {
        return page.body(
            Empty::new("Aucun essai pour l’instant")
                .icon("chart-column")
                .level(2)
                .why("Les chiffres arrivent avec les premiers essais."),
        );
    }
    page.body(html! {
        (whole(tries))
        div.mt-l { (wide_section("questions", "Question par question", html! {}, html! { (figures(measured)) (questions::explained()) })) }
    })
}

fn number(count: i64) -> String {
    fr::number(u64::try_from(count).unwrap_or_default())
}

fn whole(tries: &Tries) -> Markup {
    html! {
        dl.facts {
            div { dt { "Apprenants" } dd { (number(tries.learners)) } }
            div { dt { "Essais terminés" } dd { (number(tries.over)) } }
            div { dt { "Essais en cours" } dd { (number(tries.underway)) } }
            @if tries.to_grade > 0 { div { dt { "À corriger" } dd { (number(tries.to_grade)) } } }
            @if let Some(mean) = tries.mean { div { dt { "Moyenne" } dd { (share(mean)) } } }
        }
    }
}

/// « 72 % », rounded down.
fn share(part: f64) -> String {
    let percent = (0..=100u32)
        .rev()
        .find(|one| f64::from(*one) <= part * 100.0 + 1e-9);
    fr::percent(percent.unwrap_or(0))
}

/// A line for each version of a question, over all the versions of the quiz.
fn figures(measured: &[Measured]) -> Markup {
    if measured.is_empty() {
        return html! { p.soft { "Aucun essai terminé et corrigé pour l’instant. Un essai qui vient de l’être compte au bout de quelques minutes." } };
    }
    let mut lines: questions::Lines = Vec::new();
    let mut last = None;
    for one in measured {
        match lines.last_mut().filter(|_| last == Some(one.version)) {
            Some((_, tallies)) => tallies.push(one.tally),
            None => {
                let name =
                    html! { (one.title) @if one.number > 1 { span.soft { ", version " (one.number) } } };
                lines.push((name, vec![one.tally]));
            }
        }
        last = Some(one.version);
    }
    questions::table("Chiffres de chaque question", "Question", lines)
}
