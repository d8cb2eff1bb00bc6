//! Icons: Lucide, as one small sprite that holds only what the page uses.

use crate::theme;
use maud::{Markup, PreEscaped, html};
use memchr::memmem;

/// What comes before the name of an icon where it is used.
const USE: &str = "href=\"#i-";

/// An icon of the sprite, decoration only: the words beside it carry the meaning.
#[must_use]
pub fn icon(name: &str) -> Markup {
    debug_assert!(icon_exists(name), "no icon « {name} »: add it to web/icons.txt");
    html! { svg.icon aria-hidden="true" { use href={ "#i-" (name) } {} } }
}

/// Whether the sprite can hold this icon.
#[must_use]
pub fn icon_exists(name: &str) -> bool {
    theme::icon_markup(name).is_some()
}

/// The sprite for a rendered body: the symbols whose `#i-…` occur in it, in alphabetical order.
pub(super) fn sprite(body: &str) -> Markup {
    let used = used_in(body);
    html! {
        @if !used.is_empty() {
            svg.sprite xmlns="http://www.w3.org/2000/svg" aria-hidden="true" {
                @for (name, inner) in used {
                    symbol id={ "i-" (name) } viewBox="0 0 24 24" { (PreEscaped(inner)) }
                }
            }
        }
    }
}

fn used_in(body: &str) -> Vec<(&str, &'static str)> {
    // Over a whole page: worth more than the standard library's search.
    let mut names: Vec<&str> = memmem::find_iter(body.as_bytes(), USE)
        .filter_map(|at| body.get(at + USE.len()..)?.split('"').next())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| theme::icon_markup(name).map(|inner| (name, inner)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sprite_holds_each_used_icon_once_and_nothing_else() {
        let body =
            html! { (icon("play")) (icon("check")) (icon("play")) a href="#i-am-no-icon" {} }.into_string();
        let sprite = sprite(&body).into_string();
        assert_eq!(sprite.matches("<symbol").count(), 2);
        assert!(sprite.find("i-check") < sprite.find("i-play"));
        assert!(!sprite.contains("i-am-no-icon"));
    }

    #[test]
    fn a_page_without_icons_has_no_sprite() {
        assert_eq!(super::sprite("<p>rien</p>").into_string(), "");
    }
}
