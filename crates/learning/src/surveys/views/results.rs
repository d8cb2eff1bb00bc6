//! Results: figures with their words beside, never a name where none was promised.

use std::collections::HashMap;

use catalogue::library::VersionId;
use catalogue::surveys::{FEW, Survey};
use platform::html::{
    Button, Chart, Column, Empty, Form, Markup, Page, Row, Select, Table, TextField, disclosure, fr, go_link,
    html, rows, section, wide_section,
};
use training::sessions::TrainingSession;

use crate::surveys::answers::told;
use crate::surveys::results::{Period, Signatory};
use crate::surveys::sheets::{Sheet, rate};
use crate::surveys::tally::{Tally, signed as with_sign};

pub(in super::super) fn of_session(
    session: &TrainingSession,
    sheets: &[Sheet],
    signed: &[Signatory],
    versions: &HashMap<VersionId, Survey>,
) -> Page {
    let home = format!("/sessions/{}", session.id);
    let page = Page::new("Enquêtes de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work();
    if sheets.is_empty() {
        return page.body(
            Empty::new("Aucune enquête")
                .icon("messages-square")
                .level(2)
                .why("Le parcours de cette session ne demande l’avis de personne. CMA France peut y ajouter une enquête.")
                .way(Button::primary("Voir la session").href(home)),
        );
    }
    page.about(html! { "Session " (session.reference) ". Ce que les apprenants disent de leur formation." })
        .actions(
            Button::plain("Télécharger les résultats")
                .icon("download")
                .href(format!("{home}/enquetes/liste")),
        )
        .body(html! {
            @for sheet in sheets {
                (wide_section(&id(sheet), sheet.title.as_str(), html! {}, html! {
                    (standing(sheet))
                    (questions(sheet, true))
                    (by_name(sheet, signed, versions))
                }))
            }
        })
}

fn id(sheet: &Sheet) -> String {
    format!("enquete-{}", sheet.step)
}

/// How many answered, and what is kept back.
fn standing(sheet: &Sheet) -> Markup {
    if sheet.asked == 0 {
        return html! { p { (sheet.kind.label()) ". Personne n’a encore été interrogé." } };
    }
    let answers = fr::count(sheet.answered, "réponse", "réponses");
    let people = fr::count(sheet.asked, "personne interrogée", "personnes interrogées");
    html! {
        p { (sheet.kind.label()) ". " (answers) " pour " (people) "\u{202f}: " (fr::percent(rate(sheet.answered, sheet.asked))) "." }
        @if sheet.held > 0 {
            p.soft {
                (fr::count(sheet.held, "réponse n’est pas montrée", "réponses ne sont pas montrées"))
                ". Les réponses anonymes se lisent par groupes de " (FEW) " au moins\u{202f}: les dernières attendent d’être assez nombreuses, ou restent à part."
            }
        }
    }
}

fn questions(sheet: &Sheet, words: bool) -> Markup {
    if sheet.asked == 0 {
        return html! {};
    }
    if sheet.shown == 0 {
        return html! { p.soft { "Aucun résultat à lire pour le moment." } };
    }
    html! {
        @for tally in &sheet.tallies {
            @if !tally.question.part.is_empty() { h3.mt-l { (tally.question.part) } }
            @if !tally.counts.is_empty() { (bars(tally)) }
            @else if words { (said(tally)) }
        }
        @if !words && sheet.tallies.iter().any(|tally| !tally.words.is_empty()) {
            p.soft.mt { "Les réponses libres se lisent session par session." }
        }
    }
}

/// The counts of a question, and what they come to.
fn bars(tally: &Tally) -> Chart {
    let caption = html! {
        strong { (fr::rich(&tally.question.text)) }
        " " (fr::count(tally.answered.into(), "réponse", "réponses")) "."
        @if let Some(words) = tally.in_words() { " " (fr::rich(&words)) }
    };
    let mut chart = Chart::new(caption, tally.question.text.as_str()).heads("Réponse", "Nombre", "Sur");
    for (label, count) in tally.bars() {
        chart = chart.bar(label, count, tally.answered);
    }
    chart
}

/// Free words, in an order that says nothing.
fn said(tally: &Tally) -> Markup {
    html! {
        p.mt { strong { (fr::rich(&tally.question.text)) } " " (fr::count(tally.answered.into(), "réponse", "réponses")) "." }
        @if !tally.words.is_empty() { (rows(tally.words.iter().map(|words| html! { p.prose { (words) } }))) }
    }
}

/// What each said, where names are shown.
fn by_name(sheet: &Sheet, signed: &[Signatory], versions: &HashMap<VersionId, Survey>) -> Markup {
    let of = signed.iter().filter(|one| one.named.step == sheet.step);
    let known = of.filter_map(|one| Some((one, versions.get(&VersionId(one.named.own.version))?)));
    let lines: Vec<(&Signatory, &Survey)> = known.collect();
    if lines.is_empty() {
        return html! {};
    }
    html! {
        h3.mt-l { "Réponses nom par nom" }
        @for (one, survey) in lines {
            (disclosure(one.card.full_name(), html! {
                dl.facts {
                    @for question in &survey.questions {
                        @if let Some(answer) = one.named.own.answers.get(&question.id) {
                            div { dt { (fr::rich(&question.text)) } dd { (told(question, answer).join(", ")) } }
                        }
                    }
                }
            }))
        }
    }
}

pub(in super::super) fn everywhere(period: &Period, sheets: &[Sheet]) -> Page {
    let course = period
        .course
        .and_then(|course| sheets.iter().find(|sheet| sheet.course == course));
    let page = match course {
        None => Page::new("Enquêtes").crumb("Accueil", "/"),
        Some(sheet) => Page::new(format!("Avis sur {}", fr::quote(&sheet.course_title)))
            .crumb("Accueil", "/")
            .crumb("Enquêtes", format!("/enquetes?{}", period.query(None))),
    };
    let page = page
        .work()
        .about("Ce que les apprenants disent de leur formation, dans les sessions que vous suivez.");
    if sheets.is_empty() {
        return page.body(html! {
            (narrow(period, sheets))
            (Empty::new("Aucune enquête sur cette période").icon("messages-square").level(2)
                .why("Élargissez la période. Une enquête est une étape d’un parcours\u{202f}: CMA France l’y ajoute."))
        });
    }
    page.actions(
        Button::plain("Télécharger les résultats")
            .icon("download")
            .href(format!("/enquetes/liste?{}", period.query(period.course))),
    )
    .body(html! {
        (narrow(period, sheets))
        @match course {
            None => (wide_section("resultats", "Par parcours", html! {}, html! {
                (table(period, sheets))
                (legend())
            })),
            Some(_) => {
                @for sheet in sheets {
                    (wide_section(&id(sheet), sheet.title.as_str(), html! {}, html! {
                        (standing(sheet))
                        p.soft { (fr::count(u64::try_from(sheet.sessions.len()).unwrap_or(u64::MAX), "session", "sessions")) "\u{202f}: " (fr::series(&sheet.sessions, "et")) "." }
                        (questions(sheet, false))
                    }))
                }
                p.mt { (go_link("Tous les parcours", format!("/enquetes?{}", period.query(None))).icon("arrow-left")) }
            }
        }
    })
}

fn narrow(period: &Period, sheets: &[Sheet]) -> Form {
    let mut courses: Vec<(String, &str)> = Vec::new();
    for sheet in sheets {
        let one = (sheet.course.to_string(), sheet.course_title.as_str());
        if !courses.contains(&one) {
            courses.push(one);
        }
    }
    let chosen = period.course.map(|course| course.to_string()).unwrap_or_default();
    Form::get("/enquetes").tools().body(html! {
        (TextField::new("du", "Sessions du").date().value(period.from.to_string()))
        (TextField::new("au", "au").date().value(period.to.to_string()))
        (Select::new("parcours", "Parcours").option("", "Tous les parcours").options(courses).value(chosen))
        (Button::plain("Afficher"))
    })
}

fn table(period: &Period, sheets: &[Sheet]) -> Table {
    let mut table = Table::new("Enquêtes, par parcours")
        .hide_caption()
        .columns(["Parcours", "Enquête"])
        .column(Column::new("Sessions").numeric())
        .column(Column::new("Réponses").numeric())
        .column(Column::new("Avis favorables").numeric())
        .column(Column::new("Recommandation").numeric());
    for sheet in sheets {
        let course = format!("/enquetes?{}", period.query(Some(sheet.course)));
        let answers = format!(
            "{} sur {} ({})",
            sheet.answered,
            sheet.asked,
            fr::percent(rate(sheet.answered, sheet.asked))
        );
        table = table.row(
            Row::new(html! { a href=(course) { (sheet.course_title) } })
                .cell(sheet.title.as_str())
                .cell(fr::number(
                    u64::try_from(sheet.sessions.len()).unwrap_or(u64::MAX),
                ))
                .cell(answers)
                .cell(sheet.pleased().map_or_else(|| "–".to_owned(), fr::percent))
                .cell(sheet.score().map_or_else(|| "–".to_owned(), with_sign)),
        );
    }
    table
}

/// What the figures mean.
fn legend() -> Markup {
    section(
        "lire",
        "Lire ce tableau",
        html! {},
        html! {
            div.prose { ul {
                li { strong { "Avis favorables" } "\u{202f}: la part de «\u{202f}Plutôt oui\u{202f}» et de «\u{202f}Tout à fait\u{202f}» parmi toutes les questions de satisfaction." }
                li { strong { "Recommandation" } "\u{202f}: la part de ceux qui recommandent (9 ou 10) moins la part de ceux qui ne recommandent pas (0 à 6), de −100 à 100." }
                li { "Les réponses anonymes d’une session se comptent par groupes de trois au moins\u{202f}: les dernières restent à part." }
            } }
        },
    )
}
