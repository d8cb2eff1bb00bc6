//! An address elsewhere, as pages show it.

use platform::html::{Markup, html};

/// A button that opens the address in a new tab, and the name of the site.
pub fn elsewhere(address: &str) -> Markup {
    html! {
        p.actions.mt { a.button href=(address) target="_blank" rel="noopener noreferrer" { "Ouvrir le site" span.visually-hidden { " (nouvel onglet)" } } }
        p.soft.small { (host(address)) ", dans un nouvel onglet." }
    }
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn where_a_link_leads() {
        for (address, expected) in [
            ("https://www.exemple.fr/a?b", "www.exemple.fr"),
            ("http://exemple.fr:8080", "exemple.fr:8080"),
            ("exemple.fr#x", "exemple.fr"),
        ] {
            assert_eq!(host(address), expected);
        }
    }
}
