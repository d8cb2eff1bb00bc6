//! A field of several lines.

use super::around::{Around, around};
use maud::{Markup, Render, html};

/// A field of several lines.
#[derive(Debug, Clone)]
pub struct TextArea {
    around: Around,
    value: String,
    required: bool,
    maxlength: Option<u32>,
}

impl TextArea {
    /// Several lines of text; its id is its name.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            around: Around::new(name, label),
            value: String::new(),
            required: false,
            maxlength: None,
        }
    }

    around!();

    /// What was typed, or what is known.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Must be filled: said to assistive tools, checked by the server alone.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The most characters it takes.
    #[must_use]
    pub fn maxlength(mut self, characters: u32) -> Self {
        self.maxlength = Some(characters);
        self
    }
}

impl Render for TextArea {
    fn render(&self) -> Markup {
        // The first line feed after the tag is dropped by browsers: one more keeps what was typed.
        self.around.wrap(&html! {
            textarea.textarea id=(self.around.id) name=(self.around.name) maxlength=[self.maxlength]
                aria-required=[self.required.then_some("true")] aria-invalid=[self.around.invalid()]
                aria-describedby=[self.around.described_by()] { @if self.value.starts_with('\n') { "\n" } (self.value) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_escaped() {
        let html = TextArea::new("m", "Message")
            .value("</textarea><b>")
            .render()
            .into_string();
        assert!(html.contains("&lt;/textarea&gt;"));
    }
}
