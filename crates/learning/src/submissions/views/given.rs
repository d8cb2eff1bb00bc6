//! A correction as it is given: what is said and recorded, and the notes that stand on the files of the work.

use catalogue::assignments::Criterion;
use platform::html::{Markup, html, icon};
use platform::theme::asset_path;

use super::super::store::{Piece, Submission};
use super::answer::{is_image, piece};
use super::graded::graded;
use super::sheets::sheets;
use crate::gradings::{Grading, Note};

/// A correction; `files`: under which address the files of the work and of its correction are.
pub fn given(said: &Grading, rubric: &[Criterion], work: &Submission, files: &str) -> Markup {
    html! {
        (graded(said, rubric))
        @for file in &said.files { (piece(file, &format!("{files}/{}", file.id))) }
        @for file in &work.pieces {
            @let notes: Vec<&Note> = said.said.notes.iter().filter(|note| note.piece == file.id.0).collect();
            @if !notes.is_empty() { (listed(file, &notes, &format!("{files}/{}", file.id))) }
        }
    }
}

/// A file with the numbers of its notes on it, and what they say beside it, in order.
fn listed(file: &Piece, notes: &[&Note], address: &str) -> Markup {
    let name = &file.about.name;
    let image = is_image(name);
    html! {
        section.noted aria-label={ "Annotations de " (name) } data-noted data-script=[(!image).then(|| asset_path("sheets.js"))] {
            h3.size-4 { "Annotations de " (name) }
            @if image { (noted(address, name, notes)) }
            @else {
                div.actions { button.button type="button" data-show="" hidden { (icon("file-text")) "Voir où elles sont" span.visually-hidden { " dans " (name) } } }
                (sheets(address, name))
            }
            ol.notes {
                @for note in notes {
                    li data-page=(note.page) data-left=[note.point.map(|at| at.0)] data-top=[note.point.map(|at| at.1)] {
                        @if !image { a href={ (address) "#page=" (note.page) } target="_blank" rel="noopener noreferrer" { "Page " (note.page) span.visually-hidden { " de " (name) " (nouvel onglet)" } } " " }
                        span.soft.small { (place(note)) }
                        div.note-words { (note.words) }
                    }
                }
            }
        }
    }
}

/// An image under the numbers of its notes. What they say is read in the list beside: here they only show where.
pub fn noted(address: &str, name: &str, notes: &[&Note]) -> Markup {
    html! {
        div.marked {
            img.piece-image src=(address) alt={ "Image " (name) };
            svg.marks aria-hidden="true" {
                @for (at, note) in notes.iter().enumerate() {
                    @if let Some((left, top)) = note.point {
                        g { circle cx={ (left) "%" } cy={ (top) "%" } r="14" {} text x={ (left) "%" } y={ (top) "%" } { (at + 1) } }
                    }
                }
            }
        }
    }
}

/// « En haut à gauche »: where a point is, in words.
fn place(note: &Note) -> &'static str {
    let Some((left, top)) = note.point else {
        return "";
    };
    let third = |at: u8| usize::from(at > 33) + usize::from(at > 66);
    PLACES[third(top)][third(left)]
}

const PLACES: [[&str; 3]; 3] = [
    ["En haut à gauche", "En haut", "En haut à droite"],
    ["À gauche", "Au milieu", "À droite"],
    ["En bas à gauche", "En bas", "En bas à droite"],
];

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_point_is_said_in_words() {
        for (point, expected) in [
            (None, ""),
            (Some((0, 0)), "En haut à gauche"),
            (Some((50, 50)), "Au milieu"),
            (Some((100, 34)), "À droite"),
            (Some((33, 100)), "En bas à gauche"),
        ] {
            let note = Note {
                point,
                ..Note::default()
            };
            assert_eq!(place(&note), expected, "{point:?}");
        }
    }
}
