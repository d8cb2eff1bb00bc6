//! Messages in a page, and disclosures.

use super::icon;
use maud::{Markup, Render, html};

/// What a message means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// In order.
    Good,
    /// To watch.
    Warn,
    /// Refused or failed.
    Bad,
    /// Earned: brass.
    Earned,
}

impl Tone {
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Info => None,
            Self::Good => Some("good"),
            Self::Warn => Some("warn"),
            Self::Bad => Some("bad"),
            Self::Earned => Some("earned"),
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "circle-check",
            Self::Warn => "triangle-alert",
            Self::Bad => "circle-alert",
            Self::Earned => "award",
        }
    }
}

/// A message: why, and the way out.
#[derive(Debug, Clone)]
pub struct Notice {
    tone: Tone,
    title: Option<Markup>,
    level: u8,
    body: Markup,
}

impl Notice {
    /// A message of this tone; the body is one sentence, or paragraphs of one's own.
    #[must_use]
    pub fn new(tone: Tone, body: impl Render) -> Self {
        Self {
            tone,
            title: None,
            level: 2,
            body: body.render(),
        }
    }

    /// Good to know.
    #[must_use]
    pub fn info(body: impl Render) -> Self {
        Self::new(Tone::Info, body)
    }

    /// In order.
    #[must_use]
    pub fn good(body: impl Render) -> Self {
        Self::new(Tone::Good, body)
    }

    /// To watch.
    #[must_use]
    pub fn warn(body: impl Render) -> Self {
        Self::new(Tone::Warn, body)
    }

    /// Refused or failed.
    #[must_use]
    pub fn bad(body: impl Render) -> Self {
        Self::new(Tone::Bad, body)
    }

    /// Earned.
    #[must_use]
    pub fn earned(body: impl Render) -> Self {
        Self::new(Tone::Earned, body)
    }

    /// A title over the sentence.
    #[must_use]
    pub fn title(mut self, title: impl Render) -> Self {
        self.title = Some(title.render());
        self
    }

    /// The level of the title: 2, or 3 inside a section.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}

impl Render for Notice {
    fn render(&self) -> Markup {
        html! {
            div.notice data-tone=[self.tone.word()] {
                (icon(self.tone.sign()))
                @if let Some(title) = &self.title { (heading(self.level, title)) }
                div { (self.body) }
            }
        }
    }
}

/// A heading of level 2 to 4.
pub(super) fn heading(level: u8, text: &Markup) -> Markup {
    html! {
        @match level {
            0..=2 => h2 { (text) },
            3 => h3 { (text) },
            _ => h4 { (text) },
        }
    }
}

/// What opens on demand: an answer, a transcript.
#[derive(Debug, Clone)]
pub struct Disclosure {
    summary: Markup,
    body: Markup,
    open: bool,
    plain: bool,
}

/// What opens on demand: `disclosure("Que compte le temps actif ?", html! { p { … } })`.
#[must_use]
pub fn disclosure(summary: impl Render, body: impl Render) -> Disclosure {
    Disclosure {
        summary: summary.render(),
        body: body.render(),
        open: false,
        plain: false,
    }
}

impl Disclosure {
    /// Already open.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Without hairlines.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }
}

impl Render for Disclosure {
    fn render(&self) -> Markup {
        html! {
            details.disclosure.plain[self.plain] open[self.open] {
                summary { (icon("chevron-right")) (self.summary) }
                (self.body)
            }
        }
    }
}
