//! Cards, to choose among equals, and what an empty list says.

use super::icon;
use super::notice::heading;
use maud::{Markup, Render, html};

/// One thing to choose among equals (a course of the catalogue); the whole card leads there.
#[derive(Debug, Clone)]
pub struct Card {
    title: String,
    href: String,
    meta: Option<Markup>,
    body: Option<Markup>,
}

impl Card {
    /// Its title is its link.
    #[must_use]
    pub fn new(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            href: href.into(),
            meta: None,
            body: None,
        }
    }

    /// Modality, duration, state.
    #[must_use]
    pub fn meta(mut self, meta: impl Render) -> Self {
        self.meta = Some(meta.render());
        self
    }

    /// A sentence, or more.
    #[must_use]
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            article.card {
                h3 { a href=(self.href) { (self.title) } }
                @if let Some(meta) = &self.meta { p.meta { (meta) } }
                @if let Some(body) = &self.body { div { (body) } }
            }
        }
    }
}

/// Why there is nothing, and what will bring something.
#[derive(Debug, Clone)]
pub struct Empty {
    icon: &'static str,
    title: String,
    level: u8,
    why: Option<Markup>,
    way: Option<Markup>,
}

impl Empty {
    /// « Aucune copie à corriger ».
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            icon: "inbox",
            title: title.into(),
            level: 3,
            why: None,
            way: None,
        }
    }

    /// Another icon than the tray.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = name;
        self
    }

    /// Why, in a sentence.
    #[must_use]
    pub fn why(mut self, why: impl Render) -> Self {
        self.why = Some(why.render());
        self
    }

    /// What to do: a button or a link.
    #[must_use]
    pub fn way(mut self, way: impl Render) -> Self {
        self.way = Some(way.render());
        self
    }

    /// The level of the title: 3, or 2 outside of a section.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}

impl Render for Empty {
    fn render(&self) -> Markup {
        html! {
            div.empty {
                (icon(self.icon))
                (heading(self.level, &self.title.render()))
                @if let Some(why) = &self.why { p { (why) } }
                @if let Some(way) = &self.way { div { (way) } }
            }
        }
    }
}
