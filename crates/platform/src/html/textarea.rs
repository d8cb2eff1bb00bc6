//! A field of several lines.

use super::around::{Around, around};
use crate::theme::asset_path;
use maud::{Markup, Render, html};

/// A field of several lines.
#[derive(Debug, Clone)]
pub struct TextArea {
    around: Around,
    value: String,
    required: bool,
    maxlength: Option<u32>,
    rich: Option<(&'static str, Markup)>,
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
            rich: None,
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

    /// Written with its marks in sight, by a script of ours that begins with `reading`: how the value is shown. Without the
    /// script, and for what is sent, it stays the text that the value is.
    #[must_use]
    pub fn rich(mut self, script: &'static str, reading: Markup) -> Self {
        self.rich = Some((script, reading));
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
        let script = self.rich.as_ref().map(|(script, _)| asset_path(script));
        self.around.wrap_with(script, &html! {
            textarea.textarea id=(self.around.id) name=(self.around.name) maxlength=[self.maxlength]
                aria-required=[self.required.then_some("true")] aria-invalid=[self.around.invalid()]
                aria-describedby=[self.around.described_by()] { @if self.value.starts_with('\n') { "\n" } (self.value) }
            @if let Some((_, reading)) = &self.rich { template { (reading) } }
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
