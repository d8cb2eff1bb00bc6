//! Which column is which, when the titles don't say.

use platform::html::{Button, Choice, Choices, FormErrors, Frame, Markup, Page, Select, form, fr, html};

use super::super::columns::{Column, Mapping};
use super::super::reading::Sheet;
use super::super::store::Intake;
use super::{at, home, inner};
use crate::sessions::TrainingSession;

/// How many cells show what a column holds, and how much of each.
const SHOWN: usize = 3;
const LONGEST: usize = 40;

/// The first characters of a cell.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

pub(in super::super) fn columns(
    frame: &Frame,
    session: &TrainingSession,
    intake: &Intake,
    (sheet, mapping): (&Sheet, &Mapping),
    errors: &FormErrors,
) -> Page {
    inner("Dire quelle colonne est laquelle", session)
        .about("Ce choix sera retenu dans votre région pour les listes qui ont les mêmes titres.")
        .errors(errors)
        .body(form(frame, &format!("{}/colonnes", at(intake)), html! {
            input type="hidden" name="revision" value=(intake.revision);
            @for (at, column) in mapping.iter().enumerate() {
                (one(sheet, at, *column).error(errors.get(&format!("colonne-{at}"))))
            }
            @if let Some(titles) = sheet.first_line() {
                @let line = titles.cells.join(", ");
                (Choices::checkbox("titres", "Première ligne").choice(
                    Choice::new("non", "La première ligne est déjà une personne, pas des titres").hint(cut(&line)),
                ))
            }
            p.actions.mt {
                (Button::primary("Continuer").icon_after("arrow-right"))
                (Button::plain("Envoyer une autre liste").href(format!("{}/liste", home(session))))
            }
        }))
}

fn one(sheet: &Sheet, at: usize, column: Option<Column>) -> Select {
    let title = sheet.titles.as_ref().and_then(|titles| titles.cells.get(at));
    let label = match title.filter(|title| !title.is_empty()) {
        Some(title) => format!("Colonne {}", fr::quote(&cut(title))),
        None => format!("Colonne {}", at + 1),
    };
    let options = Column::ALL.map(|column| (column.code(), column.label()));
    Select::new(format!("colonne-{at}"), label)
        .hint(holds(sheet, at))
        .option("", "Ne pas lire cette colonne")
        .options(options)
        .value(column.map_or("", Column::code))
}

fn holds(sheet: &Sheet, at: usize) -> Markup {
    let cells: Vec<String> = sheet.column(at).take(SHOWN).map(cut).collect();
    let more = sheet.column(at).nth(SHOWN).is_some();
    html! {
        @if cells.is_empty() { "Vide" } @else { "Contient\u{202f}: " (cells.join(", ")) @if more { "…" } }
    }
}
