//! A month of requests: the same tables as a page, a document and a workbook.

use documents::{Cell, ReportTable};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use platform::html::{
    Button, Column, Form, Page, Row, Select, Table, fr, html, link_button, section, wide_section,
};

use super::super::FRANCE;
use super::super::rules::summary::{Line, Summary};

/// Months that one may choose.
const MONTHS: i32 = 24;

fn count(many: u64) -> String {
    fr::count(many, "demande", "demandes")
}

/// What comes first, in sentences.
pub(in super::super) fn about(summary: &Summary) -> Vec<String> {
    let mut about = vec![match summary.all.opened {
        0 => "Aucune demande d’aide n’a été ouverte ce mois-là.".to_owned(),
        1 => "Une demande d’aide a été ouverte ce mois-là.".to_owned(),
        many => format!("{} d’aide ont été ouvertes ce mois-là.", count(many)),
    }];
    if let Some(share) = summary.phone_share() {
        about.push(format!(
            "Par téléphone\u{202f}: {} ({}).",
            fr::number(summary.by_phone),
            fr::percent(share)
        ));
        about.push(format!(
            "Suivies par CMA France\u{202f}: {}.",
            fr::number(summary.national)
        ));
    }
    if let Some(share) = summary.satisfied() {
        about.push(format!(
            "Personnes satisfaites, parmi les {} qui l’ont dit\u{202f}: {}.",
            fr::number(summary.rated),
            fr::percent(share)
        ));
    }
    about
}

fn minutes(value: Option<i64>) -> Cell {
    value
        .and_then(|value| u32::try_from(value).ok())
        .map_or(Cell::Nothing, Cell::Minutes)
}

fn share(value: Option<u32>) -> Cell {
    value.map_or(Cell::Nothing, Cell::Share)
}

fn row(name: &str, line: &Line) -> Vec<Cell> {
    vec![
        Cell::Text(name.to_owned()),
        Cell::Number(line.opened),
        Cell::Number(line.solved),
        Cell::Number(line.reopened),
        minutes(line.answer.median()),
        share(line.answer.share()),
        minutes(line.solution.median()),
        share(line.solution.share()),
    ]
}

fn counts(caption: &str, head: &str, rows: &[(&'static str, u64)]) -> ReportTable {
    let row = |(name, many): &(&'static str, u64)| vec![Cell::Text((*name).to_owned()), Cell::Number(*many)];
    ReportTable {
        caption: caption.to_owned(),
        heads: vec![head.to_owned(), "Demandes".to_owned()],
        rows: rows.iter().map(row).collect(),
    }
}

/// The figures.
pub(in super::super) fn tables(summary: &Summary) -> Vec<ReportTable> {
    let heads = |first: &str| {
        let heads = [
            first,
            "Ouvertes",
            "Résolues",
            "Rouvertes",
            "Première réponse (médiane)",
            "Réponse dans le délai",
            "Solution (médiane)",
            "Solution dans le délai",
        ];
        heads.map(str::to_owned).into()
    };
    let categories = summary.categories.iter().map(|(name, line)| row(name, line));
    let regions = summary.regions.iter().map(|(name, line)| row(name, line));
    vec![
        ReportTable {
            caption: "Par sujet".to_owned(),
            heads: heads("Sujet"),
            rows: categories.chain([row("Ensemble", &summary.all)]).collect(),
        },
        ReportTable {
            caption: "Par région".to_owned(),
            heads: heads("Région"),
            rows: regions.collect(),
        },
        counts("Où elles en sont", "État", &summary.states),
        counts("Satisfaction", "Aide utile", &summary.ratings),
    ]
}

fn table(shown: &ReportTable) -> Table {
    let mut heads = shown.heads.iter();
    let first = heads.next().map_or("", String::as_str);
    let table = Table::new(shown.caption.as_str())
        .hide_caption()
        .column(Column::new(first));
    let table = heads.fold(table, |table, head| {
        table.column(Column::new(head.as_str()).numeric())
    });
    let row = |cells: &Vec<Cell>| {
        let mut cells = cells.iter().map(|cell| fr::rich(&cell.words()));
        let first = Row::new(cells.next().unwrap_or_default());
        cells.fold(first, Row::cell)
    };
    table.rows(shown.rows.iter().map(row))
}

pub(in super::super) fn page(month: Date, summary: &Summary, now: Timestamp) -> Page {
    let zone = TimeZone::get(FRANCE).unwrap_or(TimeZone::UTC);
    let this = now.to_zoned_datetime(zone).date().first_of_month();
    let code = |month: Date| month.strftime("%Y-%m").to_string();
    let months = (0..MONTHS).map(|back| {
        let month = this.saturating_sub(back.months());
        (code(month), fr::capitalise(&fr::month_year(month)))
    });
    let chosen = code(month);
    Page::new("Bilan de l’assistance")
        .heading(format!("Bilan de l’assistance, {}", fr::month_year(month)))
        .crumb("Accueil", "/")
        .crumb("Demandes d’aide", "/assistance")
        .work()
        .actions(html! {
            (link_button("Document (PDF)", format!("/assistance/bilan/document?mois={chosen}")).icon("download"))
            (link_button("Tableur (XLSX)", format!("/assistance/bilan/classeur?mois={chosen}")).icon("download"))
        })
        .body(html! {
            (Form::get("/assistance/bilan").tools().body(html! {
                (Select::new("mois", "Mois").options(months).value(chosen.as_str()).short())
                p.actions { (Button::plain("Voir")) }
            }))
            (wide_section("ensemble", "L’essentiel", "", html! { @for sentence in about(summary) { p { (fr::rich(&sentence)) } } }))
            @for (at, shown) in tables(summary).iter().enumerate() {
                @let id = format!("tableau-{at}");
                @if shown.rows.is_empty() {}
                @else if shown.heads.len() > 2 { (wide_section(&id, shown.caption.as_str(), "", table(shown))) }
                // Two columns stand too far apart over the whole width.
                @else { (section(&id, shown.caption.as_str(), "", table(shown))) }
            }
            p.soft.small { "Les durées sont comptées en heures d’ouverture, sans ce que la personne aidée a mis à répondre. Médiane\u{202f}: la moitié des demandes ont attendu moins. Une demande rouverte avait été dite résolue, et ne l’était pas. Personne n’est nommé dans ce bilan." }
        })
}
