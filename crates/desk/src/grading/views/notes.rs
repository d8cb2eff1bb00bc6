//! Notes on the images and the PDF of a work, as who corrects writes them: a place and words, one under the other; where scripts
//! run, pages are drawn, and a point of them is also shown with the pointer.

use learning::gradings::{Mark, TypedNote};
use learning::submissions::{Piece, is_image, sheets};
use platform::html::{FormErrors, Markup, TextArea, TextField, disclosure, html};

use super::super::desk::Desk;

/// A part for each file that notes may stand on.
pub(super) fn parts(desk: &Desk, typed: &Mark, errors: &FormErrors) -> Markup {
    let files = format!("/corrections/{}/pieces", desk.ready.submission.id);
    html! {
        @for piece in desk.notable() {
            @let id = piece.id.to_string();
            @let notes: Vec<(usize, &TypedNote)> = typed.notes.iter().enumerate()
                .filter(|(_, note)| note.piece == id && !note.words.trim().is_empty()).collect();
            @let part = part(piece, &format!("{files}/{id}"), &notes, errors);
            @if notes.is_empty() { (disclosure(html! { "Annoter " (piece.about.name) }, part)) }
            @else { (disclosure(html! { "Annoter " (piece.about.name) }, part).open()) }
        }
    }
}

fn part(piece: &Piece, address: &str, notes: &[(usize, &TypedNote)], errors: &FormErrors) -> Markup {
    let name = &piece.about.name;
    let image = is_image(name);
    let blank = TypedNote {
        piece: piece.id.to_string(),
        page: "1".to_owned(),
        ..TypedNote::default()
    };
    html! {
        div.stack data-annotates {
            @if image {
                div.marked data-sheet="" { img.piece-image src=(address) alt={ "Image " (name) }; svg.marks aria-hidden="true" {} }
            } @else {
                div.actions { a.button.small href=(address) target="_blank" rel="noopener noreferrer" { "Ouvrir " (name) " (nouvel onglet)" } }
                (sheets(address, name))
            }
            p.soft.small data-pointed="" hidden { "Touchez ou cliquez l’endroit à annoter\u{202f}: une annotation s’y place." }
            @for (place, (at, note)) in notes.iter().enumerate() { (one(name, image, place + 1, note, Some(*at), errors)) }
            (one(name, image, notes.len() + 1, &blank, None, errors))
            p.soft.small { "Une annotation sans texte n’est pas gardée. Enregistrez le brouillon pour en ajouter d’autres." }
        }
    }
}

/// One note: `at`, its place among all that were typed, names what is to be mended.
fn one(
    name: &str,
    image: bool,
    number: usize,
    note: &TypedNote,
    at: Option<usize>,
    errors: &FormErrors,
) -> Markup {
    let id = |field: &str| format!("note-{}-{number}-{field}", note.piece);
    let words = at.map_or_else(|| id("texte"), |at| format!("note-{at}"));
    let error = at.and_then(|at| errors.get(&format!("note-{at}")));
    html! {
        fieldset.stack data-note=(number) {
            legend { "Annotation " (number) span.visually-hidden { " de " (name) } }
            input type="hidden" name="note-fichier" value=(note.piece);
            (TextArea::new("note-texte", "Ce que vous en dites").id(words).value(&*note.words).error(error))
            div.note-place {
                @if image { input type="hidden" name="note-page" value="1"; }
                @else { (TextField::new("note-page", "Page").id(id("page")).number().value(&*note.page)) }
                (TextField::new("note-gauche", "Depuis la gauche").id(id("gauche")).optional().number().between("0", "100").unit("%").value(&*note.left))
                (TextField::new("note-haut", "Depuis le haut").id(id("haut")).optional().number().between("0", "100").unit("%").value(&*note.top))
            }
        }
    }
}
