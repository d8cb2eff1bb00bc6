//! The pages of the bank.

mod exchange;
mod form;
mod rows;
mod versions;

use platform::html::{
    Button, Card, Empty, Form, Markup, Page, Pages, Row, Select, Table, TextField, columns, fr, go_link,
    html, pagination,
};

use super::filter::{self, Filter};
use super::kind_words;
use super::rules::Kind;
use super::store::Listed;
use crate::courses::CourseId;

pub(super) use exchange::{ImportForm, Reported, export, import, report};
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

/// The list.
pub(super) fn list(
    shown: &[&Listed],
    all: usize,
    courses: &Courses,
    tags: &[String],
    filter: &Filter,
) -> Page {
    let page = Page::new("Questions")
        .crumb("Accueil", "/")
        .work()
        .about("Les questions que les quiz posent\u{202f}: celles de toute la plateforme, et celles de chaque parcours.")
        .actions(html! { (Button::primary("Écrire une question").icon("plus").href("/questions/nouvelle")) });
    if all == 0 {
        return page.body(html! {
            (Empty::new("La banque est vide").icon("circle-question-mark").level(2)
                .why("Écrivez une première question, ou importez celles que vous avez déjà dans Moodle ou ailleurs.")
                .way(go_link("Importer des questions", "/questions/import").icon("upload")))
            div.actions { (go_link("Corbeille", "/questions/corbeille").icon("trash-2")) }
        });
    }
    page.body(html! {
        (search(courses, tags, filter))
        (found(shown, filter))
        div.actions.mt {
            (go_link("Importer des questions", "/questions/import").icon("upload"))
            @if !shown.is_empty() { (go_link("Exporter cette liste", format!("/questions/export?{}", filter.query())).icon("download")) }
            (go_link("Corbeille", "/questions/corbeille").icon("trash-2"))
        }
    })
}

fn search(courses: &Courses, tags: &[String], filter: &Filter) -> Form {
    Form::get("/questions").tools().body(html! {
        (TextField::new("q", "Chercher").search().value(filter.words.as_str()))
        (Select::new("banque", "Banque").option("", "Toutes").option(filter::PLATFORM, "Toute la plateforme")
            .options(courses.iter().map(|(id, title)| (id.to_string(), title.clone()))).value(filter.bank.as_str()))
        (Select::new("type", "Type").option("", "Tous")
            .options(Kind::ALL.map(|kind| (kind.code(), kind.label()))).value(filter.kind.as_str()))
        @if !tags.is_empty() || !filter.tag.is_empty() {
            (Select::new("etiquette", "Étiquette").option("", "Toutes")
                .options(tags.iter().map(|tag| (tag.as_str(), tag.as_str()))).value(filter.tag.as_str()))
        }
        (Button::plain("Chercher").icon("search"))
    })
}

fn found(shown: &[&Listed], filter: &Filter) -> Markup {
    if shown.is_empty() {
        return html! {
            (Empty::new("Aucune question ne correspond").icon("search").level(2)
                .why("Essayez un autre mot, une autre banque ou un autre type. Les titres et les étiquettes sont cherchés.")
                .way(go_link("Voir toutes les questions", "/questions")))
        };
    }
    let total = u64::try_from(shown.len()).unwrap_or(u64::MAX);
    let (size, last) = (
        u32::try_from(SIZE).unwrap_or(u32::MAX),
        shown.len().div_ceil(SIZE),
    );
    let current = filter.page.clamp(1, last.max(1));
    let rows = shown.iter().skip((current - 1) * SIZE).take(SIZE).map(|line| {
        let bank = line.course.as_ref().map(|(_, title)| title.as_str());
        Row::new(html! { a href=(format!("/questions/{}", line.id)) { (line.title) } })
            .cell(kind_words(&line.kind))
            .cell(bank.unwrap_or("Toute la plateforme"))
            .cell(line.tags.join(", "))
    });
    html! {
        p.soft role="status" { (fr::count(total, "question", "questions")) }
        (Table::new("Questions, les dernières modifiées d’abord").hide_caption()
            .columns(["Titre", "Type", "Banque", "Étiquettes"]).rows(rows))
        (pagination("Pages de la liste", Pages { current: u32::try_from(current).unwrap_or(1), size, total },
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
