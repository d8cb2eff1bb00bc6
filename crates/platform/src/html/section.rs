//! The parts of a page: sections, columns, lists.

use maud::{Markup, Render, html};

/// A part of a page: an ink rule, the title in the margin, its matter beside it. `aside` is a short line under the title.
#[must_use]
pub fn section(id: &str, title: impl Render, aside: impl Render, body: impl Render) -> Markup {
    part("section", id, &title.render(), &aside.render(), &body.render())
}

/// The same with the title above: tables, rulers.
#[must_use]
pub fn wide_section(id: &str, title: impl Render, aside: impl Render, body: impl Render) -> Markup {
    part(
        "section wide",
        id,
        &title.render(),
        &aside.render(),
        &body.render(),
    )
}

fn part(class: &str, id: &str, title: &Markup, aside: &Markup, body: &Markup) -> Markup {
    html! {
        section class=(class) aria-labelledby=(id) {
            header {
                h2 id=(id) { (title) }
                @if !aside.0.is_empty() { p.soft { (aside) } }
            }
            div.stack { (body) }
        }
    }
}

/// A list of things, one hairline between two.
#[must_use]
pub fn rows<R: Render>(items: impl IntoIterator<Item = R>) -> Markup {
    html! { ul.rows { @for item in items { li { (item) } } } }
}

/// A list of things, each with a figure or a fact at the end of its line.
#[must_use]
pub fn fits<R: Render, F: Render>(items: impl IntoIterator<Item = (R, F)>) -> Markup {
    html! { ul.fits { @for (item, figure) in items { li { span { (item) } span.figure { (figure) } } } } }
}

/// Equal columns that fold: cards, contacts.
#[must_use]
pub fn columns<R: Render>(items: impl IntoIterator<Item = R>) -> Markup {
    html! { ul.columns { @for item in items { li { (item) } } } }
}
