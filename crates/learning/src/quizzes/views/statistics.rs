//! How a quiz and its questions do.

use catalogue::library::Item;
use platform::html::{Column, Empty, Markup, Page, Row, State, Table, disclosure, fr, html, wide_section};

use super::super::measures::{Advice, ENOUGH, advice, discrimination, facility};
use super::super::store::{AnsweredOnce, Tries};

pub(in super::super) fn statistics(item: &Item, tries: &Tries, questions: &[AnsweredOnce]) -> Page {
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
        (wide_section("questions", "Question par question", html! {}, html! { (table(questions)) (explained()) }))
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

/// « 0,45 ».
fn coefficient(value: f64) -> String {
    format!("{value:.2}").replace('.', ",").replace('-', "−")
}

fn table(questions: &[AnsweredOnce]) -> Markup {
    if questions.is_empty() {
        return html! { p.soft { "Aucun essai terminé et corrigé pour l’instant." } };
    }
    let mut table = Table::new("Chiffres de chaque question")
        .hide_caption()
        .columns(["Question"])
        .column(Column::new("Posée").numeric())
        .column(Column::new("Sans réponse").numeric())
        .column(Column::new("Toute juste").numeric())
        .column(Column::new("Réussite").numeric())
        .column(Column::new("Discrimination").numeric())
        .columns(["À faire"]);
    for one in questions {
        let sorts = discrimination(one).filter(|_| one.count >= ENOUGH);
        table = table.row(
            Row::new(html! { (one.title) @if one.number > 1 { span.soft { ", version " (one.number) } } })
                .cell(number(one.count))
                .cell(number(one.blank))
                .cell(number(one.right))
                .cell(share(facility(one)))
                .cell(sorts.map_or_else(|| "–".to_owned(), coefficient))
                .cell(advised(advice(one))),
        );
    }
    html! { (table) }
}

fn advised(advice: Advice) -> State {
    match advice {
        Advice::Wait => State::todo("Trop peu de réponses"),
        Advice::Check => State::bad("Vérifier le corrigé"),
        Advice::Weak => State::warn("À retravailler"),
        Advice::Good => State::good("Rien"),
    }
}

fn explained() -> Markup {
    html! {
        div.mt { (disclosure("Comment lire ces chiffres", html! {
            div.prose {
                p { "La réussite est la part moyenne des points de la question que les essais ont obtenue (l’indice de facilité)." }
                p { "La discrimination est la corrélation entre la question et l’essai entier (corrélation item-total de Pearson, ou point-bisériale pour une question juste ou fausse). Elle va de −1 à 1\u{202f}: au-dessus de 0,2, la question distingue qui sait de qui ne sait pas\u{202f}; sous 0, son corrigé est sans doute faux. Elle s’affiche à partir de " (ENOUGH) " réponses." }
            }
        })) }
    }
}
