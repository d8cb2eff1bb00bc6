//! The pages of a PDF, for a script that draws them where its reader is: until then nothing of it shows.

use platform::html::{Markup, Notice, html, icon};
use platform::theme::asset_path;

/// The pages of the PDF at an address, one at a time, with a place for numbers over them.
pub fn sheets(address: &str, name: &str) -> Markup {
    html! {
        div.sheets tabindex="-1" data-sheets=(address) data-name=(name) data-library=(asset_path("pdf.js")) data-reader=(asset_path("pdf-reader.js")) hidden {
            div.actions data-turning="" {
                button.button.small type="button" data-turn="-1" { (icon("chevron-left")) "Page précédente" span.visually-hidden { " de " (name) } }
                span.soft role="status" data-told="" { "Les pages arrivent…" }
                button.button.small type="button" data-turn="1" { "Page suivante" span.visually-hidden { " de " (name) } (icon("chevron-right")) }
            }
            div.marked data-sheet="" data-turning="" { svg.marks aria-hidden="true" {} }
            div data-lacks="" hidden { (Notice::warn(html! {
                "Une image de cette page n’a pas pu être affichée ici\u{202f}: " (elsewhere(address, name)) " pour la voir."
            })) }
            div.stack data-failed="" hidden {
                (Notice::warn(html! { "Les pages de ce fichier n’ont pas pu être affichées ici\u{202f}: " (elsewhere(address, name)) "." }))
                div.actions { button.button.small type="button" data-again="" { (icon("refresh-cw")) "Réessayer" span.visually-hidden { " d’afficher " (name) } } }
            }
        }
    }
}

/// « ouvrez Fiche.pdf dans un nouvel onglet ».
fn elsewhere(address: &str, name: &str) -> Markup {
    html! { a href=(address) target="_blank" rel="noopener noreferrer" { "ouvrez " (name) " dans un nouvel onglet" } }
}
