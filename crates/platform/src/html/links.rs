//! Links that stand alone, and tabs.

use super::icon;
use maud::{Markup, Render, html};

/// A link that stands alone: bold, 24 px high.
#[derive(Debug, Clone)]
pub struct GoLink {
    label: String,
    href: String,
    icon: Option<&'static str>,
    arrow: bool,
}

/// A link that stands alone: `go_link("Écrire à Fabienne", "/messages/…").icon("mail")`.
#[must_use]
pub fn go_link(label: impl Into<String>, href: impl Into<String>) -> GoLink {
    GoLink {
        label: label.into(),
        href: href.into(),
        icon: None,
        arrow: false,
    }
}

impl GoLink {
    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// An arrow after the words: the link leads further.
    #[must_use]
    pub fn arrow(mut self) -> Self {
        self.arrow = true;
        self
    }
}

impl Render for GoLink {
    fn render(&self) -> Markup {
        html! {
            a.go href=(self.href) {
                @if let Some(name) = self.icon { (icon(name)) }
                (self.label)
                @if self.arrow { (icon("arrow-right")) }
            }
        }
    }
}

/// One view among the tabs of a thing.
#[derive(Debug, Clone)]
pub struct Tab {
    label: String,
    href: String,
    current: bool,
    count: Option<(u32, String)>,
}

impl Tab {
    /// A tab is a link to a view.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current: false,
            count: None,
        }
    }

    /// Marks the view that is shown.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// What waits there, with its words: `.count(2, "nouveau message", "nouveaux messages")`. Zero is not shown.
    #[must_use]
    pub fn count(mut self, number: u32, one: &str, many: &str) -> Self {
        self.count = (number > 0).then(|| (number, if number > 1 { many } else { one }.to_owned()));
        self
    }
}

/// Tabs: links to the views of one thing.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some((number, words)) = &tab.count { " " (count(*number, words)) }
                        }
                    }
                }
            }
        }
    }
}

/// The brick disc with a number; the words after it are for screen readers.
pub(super) fn count(number: u32, words: &str) -> Markup {
    html! { span.count { (number) span.visually-hidden { " " (words) } } }
}
