//! `/kit`: every component in all its states. What isn't here doesn't exist: it is added here first.

mod data;
mod fields;
mod learning;
mod words;

use super::{Frame, Markup, Page, html, toast};

/// The page of the kit, in any frame.
#[must_use]
pub fn render(frame: &Frame) -> Markup {
    Page::new("La boîte à outils")
        .crumb("Accueil", "/")
        .work()
        .about("Tous les composants, dans tous leurs états. Ce qui n’est pas ici n’existe pas : on l’ajoute ici d’abord.")
        .body(html! {
            (words::parts())
            (fields::parts(frame))
            (data::parts(frame))
            (learning::parts())
            (part("k-toast", "Retour en arrière", "Reste jusqu’à ce qu’on le ferme.", &html! {
                (toast("Accès de deux personnes prolongé.", Some(html! { button.button type="button" { "Annuler" } })))
            }))
        })
        .render(frame)
}

/// One family of components.
fn part(id: &str, title: &str, aside: &str, body: &Markup) -> Markup {
    html! {
        section.section aria-labelledby=(id) {
            header {
                h2 id=(id) { (title) }
                @if !aside.is_empty() { p."soft small" { (aside) } }
            }
            div.stack { (body) }
        }
    }
}
