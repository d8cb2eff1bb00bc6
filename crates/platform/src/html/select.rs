//! A list to choose one thing from.

use super::around::{Around, around};
use maud::{Markup, Render, html};

/// A list to choose one thing from; under six things, `Choices::radio` is easier.
#[derive(Debug, Clone)]
pub struct Select {
    around: Around,
    options: Vec<(String, String)>,
    value: String,
    required: bool,
    disabled: bool,
}

impl Select {
    /// An empty list; its id is its name.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            around: Around::new(name, label),
            options: Vec::new(),
            value: String::new(),
            required: false,
            disabled: false,
        }
    }

    around!();

    /// One thing to choose: the value that is sent, the words that are read.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push((value.into(), words.into()));
        self
    }

    /// Several of them.
    #[must_use]
    pub fn options<V: Into<String>, W: Into<String>>(
        mut self,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        self.options.extend(
            options
                .into_iter()
                .map(|(value, words)| (value.into(), words.into())),
        );
        self
    }

    /// The value that is chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Must be chosen: said to assistive tools, checked by the server alone.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Shown, not sent; the hint says why.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        self.around.wrap(&html! {
            select.select id=(self.around.id) name=(self.around.name)
                aria-required=[self.required.then_some("true")] aria-invalid=[self.around.invalid()]
                aria-describedby=[self.around.described_by()] disabled[self.disabled] {
                @for (value, words) in &self.options {
                    option value=(value) selected[*value == self.value] { (words) }
                }
            }
        })
    }
}
