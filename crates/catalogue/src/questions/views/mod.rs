//! The pages of the bank.

mod exchange;
mod figures;
mod form;
mod rows;
mod versions;

use platform::html::{
    Button, Card, Column, Empty, Form, Markup, Page, Pages, Row, Select, Table, TextField, columns, fr,
    go_link, html, pagination,
};

use super::filter::{self, Filter};
use super::kind_words;
use super::rules::Kind;
use super::store::Listed;
use crate::courses::CourseId;

pub(super) use exchange::{ImportForm, Reported, export, import, report};
pub(super) use figures::question as figures;
pub use figures::{Lines, explained, table};
pub(super) use form::{FormPage, edit};
pub(super) use versions::{remove, trash, versions};

/// How many questions a page lists.
const SIZE: usize = 50;

/// The courses, by their identifiers.
pub(super) type Courses = [(CourseId, String)];

pub(super) fn bank(title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Questions", "/questions")
        .work()
}

/// The choice of a bank.
pub(super) fn banks(courses: &Courses, chosen: &str) -> Select {
    Select::new("banque", "Banque")
        .option("", "Toute la plateforme")
        .options(courses.iter().map(|(id, title)| (id.to_string(), title.clone())))
        .value(chosen)
}

/// Which questions of those that are found a page lists.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    total: u64,
    current: usize,
}

/// The page that was asked for, or the last one.
pub(super) fn pages(total: u64, asked: usize) -> Shown {
    let all = usize::try_from(total).unwrap_or(usize::MAX);
    Shown {
        total,
        current: asked.clamp(1, all.div_ceil(SIZE).max(1)),
    }
}

impl Shown {
    /// How many questions, and after how many.
    pub(super) fn window(self) -> (usize, usize) {
        (SIZE, (self.current - 1) * SIZE)
    }
}

/// The list.
pub(super) fn list(
    shown: &[Listed],
    pages: Shown,
    (courses, tags): (&Courses, &[(String, u64)]),
    filter: &Filter,
) -> Page {
    let page = Page::new("Questions")
        .crumb("Accueil", "/")
        .work()
        .about("Les questions que les quiz posent\u{202f}: celles de toute la plateforme, et celles de chaque parcours.")
        .actions(html! { (Button::primary("Écrire une question").icon("plus").href("/questions/nouvelle")) });
    if shown.is_empty() && filter.is_blank() {
        return page.body(html! {
            (Empty::new("La banque est vide").icon("circle-question-mark").level(2)
                .why("Écrivez une première question, ou importez celles que vous avez déjà dans Moodle ou ailleurs.")
                .way(go_link("Importer des questions", "/questions/import").icon("upload")))
            div.actions { (go_link("Corbeille", "/questions/corbeille").icon("trash-2")) }
        });
    }
    page.body(html! {
        (search(courses, tags, filter))
        (found(shown, pages, filter))
        div.actions.mt {
            (go_link("Importer des questions", "/questions/import").icon("upload"))
            @if !shown.is_empty() { (go_link("Exporter cette liste", format!("/questions/export?{}", filter.query())).icon("download")) }
            (go_link("Corbeille", "/questions/corbeille").icon("trash-2"))
        }
    })
}

fn search(courses: &Courses, tags: &[(String, u64)], filter: &Filter) -> Form {
    Form::get("/questions").tools().body(html! {
        (TextField::new("q", "Chercher").search().value(filter.words.as_str()))
        (Select::new("banque", "Banque").option("", "Toutes").option(filter::PLATFORM, "Toute la plateforme")
            .options(courses.iter().map(|(id, title)| (id.to_string(), title.clone()))).value(filter.bank.as_str()))
        (Select::new("type", "Type").option("", "Tous")
            .options(Kind::ALL.map(|kind| (kind.code(), kind.label()))).value(filter.kind.as_str()))
        @if !tags.is_empty() || !filter.tag.is_empty() {
            (Select::new("etiquette", "Étiquette").option("", "Toutes")
                .options(tags.iter().map(|(tag, _)| (tag.as_str(), tag.as_str()))).value(filter.tag.as_str()))
        }
        (Select::new("chiffres", "Chiffres").option("", "Tous").option(filter::TO_REVIEW, "À relire").value(filter.figures.as_str()))
        (Select::new("ordre", "Ordre").option("", "Les dernières modifiées").option(filter::HARDEST, "Les moins réussies")
            .value(filter.order.as_str()))
        (Button::plain("Chercher").icon("search"))
    })
}

fn found(shown: &[Listed], pages: Shown, filter: &Filter) -> Markup {
    if shown.is_empty() {
        return html! {
            (Empty::new("Aucune question ne correspond").icon("search").level(2)
                .why("Essayez un autre mot, une autre banque ou un autre type. Les titres et les étiquettes sont cherchés.")
                .way(go_link("Voir toutes les questions", "/questions")))
        };
    }
    let size = u32::try_from(SIZE).unwrap_or(u32::MAX);
    let current = u32::try_from(pages.current).unwrap_or(1);
    let rows = shown.iter().map(|line| {
        let bank = line.course.as_ref().map(|(_, title)| title.as_str());
        let row = Row::new(html! { a href=(format!("/questions/{}", line.id)) { (line.title) } })
            .cell(kind_words(&line.kind))
            .cell(bank.unwrap_or("Toute la plateforme"))
            .cell(line.tags.join(", "));
        match &line.figures {
            Some(figures) => row
                .cell(figures::share(figures.success))
                .cell(figures::advised(figures.verdict())),
            None => row.cell("–").cell("–"),
        }
    });
    let order = match filter.order.as_str() {
        filter::HARDEST => "Questions, les moins réussies d’abord",
        _ => "Questions, les dernières modifiées d’abord",
    };
    html! {
        p.soft role="status" { (fr::count(pages.total, "question", "questions")) }
        (Table::new(order).hide_caption()
            .columns(["Titre", "Type", "Banque", "Étiquettes"]).column(Column::new("Réussite").numeric()).columns(["Avis"]).rows(rows))
        (pagination("Pages de la liste", Pages { current, size, total: pages.total },
            |page| format!("/questions?{}&page={page}", filter.query())))
    }
}

/// Which type to write.
pub(super) fn kinds() -> Page {
    let card = |kind: Kind| {
        Card::new(kind.label(), format!("/questions/nouvelle?type={}", kind.code()))
            .body(html! { p { (kind.purpose()) } })
    };
    bank("Écrire une question")
        .about("Comment répondra-t-on\u{202f}?")
        .body(html! {
            h2.visually-hidden { "Types de questions" }
            (columns(Kind::ALL.map(card)))
            div.actions.mt { (go_link("Importer des questions", "/questions/import").icon("upload")) }
        })
}
