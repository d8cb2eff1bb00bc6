//! The versions of a question, and the trash.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::directory::Identity;
use platform::PersonId;
use platform::html::{Button, Column, Empty, Form, Frame, Markup, Page, Row, Table, fr, html};

use super::bank;
use crate::library::ItemId;
use crate::questions::kind_words;
use crate::questions::store::{QuestionRow, VersionLine};

fn day(at: Timestamp) -> Markup {
    fr::rich(&fr::date_words_with_year(
        at.to_zoned_datetime(TimeZone::UTC).date(),
    ))
}

pub(super) fn of(title: impl Into<String>, question: &QuestionRow) -> Page {
    bank(title).crumb(question.title.as_str(), format!("/questions/{}", question.id))
}

/// Who wrote what, and when.
pub(in super::super) fn versions(
    question: &QuestionRow,
    lines: &[VersionLine],
    authors: &HashMap<PersonId, Arc<Identity>>,
) -> Page {
    let author = |by: Option<PersonId>| {
        by.and_then(|id| authors.get(&id))
            .map_or_else(|| "–".to_owned(), |card| card.full_name())
    };
    let rows = lines.iter().map(|line| {
        Row::new(format!("Version {}", line.number))
            .cell(day(line.at))
            .cell(author(line.by))
    });
    of(format!("Versions de {}", fr::quote(&question.title)), question)
        .about("Chaque enregistrement fait une version. Ce qui a déjà été répondu reste attaché à la sienne.")
        .body(
            Table::new("Versions, la dernière d’abord")
                .hide_caption()
                .columns(["Version", "Écrite le", "Par"])
                .rows(rows),
        )
}

/// Whether it goes to the trash.
pub(in super::super) fn remove(frame: &Frame, question: &QuestionRow, held: &[(ItemId, String)]) -> Page {
    let home = format!("/questions/{}", question.id);
    if !held.is_empty() {
        let count = u64::try_from(held.len()).unwrap_or(u64::MAX);
        return of(format!("{} est encore posée", fr::quote(&question.title)), question).body(html! {
            div.prose {
                p { "Sans elle, " (fr::count(count, "quiz en ligne ne pourrait", "quiz en ligne ne pourraient")) " plus être commencés. Retirez-la d’abord de chacun, et remettez-le en ligne." }
                ul { @for (item, title) in held { li { a href=(format!("/bibliotheque/{item}/quiz")) { (title) } } } }
            }
            p.actions.mt { (Button::plain("Revenir à la question").href(home)) }
        });
    }
    of(
        format!("Mettre {} à la corbeille\u{202f}?", fr::quote(&question.title)),
        question,
    )
    .body(html! {
        div.prose { p { "Elle ne sera plus posée. Les réponses déjà données restent, et elle pourra sortir de la corbeille." } }
        (Form::post(frame, format!("{home}/retrait")).body(html! {
            p.actions.mt {
                (Button::plain("Mettre à la corbeille").danger())
                (Button::plain("Ne rien changer").href(home))
            }
        }))
    })
}

/// What waits in the trash.
pub(in super::super) fn trash(frame: &Frame, questions: &[(QuestionRow, Timestamp)]) -> Page {
    let page = bank("Corbeille des questions");
    if questions.is_empty() {
        return page.body(
            Empty::new("La corbeille est vide")
                .icon("trash-2")
                .level(2)
                .why("Les questions que vous retirez de la banque attendent ici que vous changiez d’avis."),
        );
    }
    let rows = questions.iter().map(|(question, since)| {
        let back = Form::post(frame, "/questions/corbeille").bare().body(html! {
            input type="hidden" name="question" value=(question.id);
            (Button::plain(format!("Sortir {} de la corbeille", fr::quote(&question.title))).small())
        });
        Row::new(question.title.as_str())
            .cell(kind_words(&question.kind))
            .cell(day(*since))
            .cell(back)
    });
    page.body(
        Table::new("Questions à la corbeille, les dernières d’abord")
            .hide_caption()
            .columns(["Titre", "Type", "À la corbeille depuis le"])
            .column(Column::actions("Actions"))
            .rows(rows),
    )
}
