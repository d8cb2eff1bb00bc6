//! The table of regions.

use platform::html::{Button, Column, Form, Page, Row, Select, Table, fr, html};
use training::sessions::Region;

/// `years`: those that may be chosen.
pub(super) fn page(found: &[Region], today: &str, (year, years): (i16, &[i16])) -> Page {
    let mut table = Table::new("Régions, par nom").hide_caption().columns(["Région"]);
    for label in [
        "Sessions ouvertes".to_owned(),
        "Sessions à venir".to_owned(),
        "Apprenants en formation".to_owned(),
        format!("Inscrits en {year}"),
        format!("Attestations remises en {year}"),
    ] {
        table = table.column(Column::new(label).numeric());
    }
    for region in found {
        table = table.row(
            Row::new(html! { a href=(format!("/sessions?region={}", region.id)) { (region.name) } })
                .cell(fr::number(region.open))
                .cell(fr::number(region.coming))
                .cell(fr::number(region.learners))
                .cell(fr::number(region.joined))
                .cell(fr::number(region.handed)),
        );
    }
    if found.len() > 1 {
        let sum = |of: fn(&Region) -> u64| fr::number(found.iter().map(of).sum());
        table = table.foot(
            Row::new("Ensemble")
                .cell(sum(|region| region.open))
                .cell(sum(|region| region.coming))
                .cell(sum(|region| region.learners))
                .cell(sum(|region| region.joined))
                .cell(sum(|region| region.handed)),
        );
    }
    Page::new("Régions")
        .crumb("Accueil", "/")
        .work()
        .about(html! { "Où en est chaque région, le " (fr::rich(today)) "." })
        .body(html! {
            @if years.len() > 1 {
                (Form::get("/regions").tools().body(html! {
                    (Select::new("annee", "Année des inscriptions et des attestations")
                        .options(years.iter().map(|year| (year.to_string(), year.to_string()))).value(year.to_string()))
                    (Button::plain("Afficher"))
                }))
            }
            (table)
            p.soft.mt { "Une personne inscrite à deux sessions compte deux fois. Les attestations annulées ou remplacées ne comptent pas." }
        })
}
