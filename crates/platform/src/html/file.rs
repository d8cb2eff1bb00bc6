//! A file to send. What is big leaves piece by piece while the form is filled in (`uploads.ts`); without a script, and when
//! it is small, it goes with the form.

use super::around::{Around, around};
use crate::theme::asset_path;
use crate::uploads::PATH;
use maud::{Markup, Render, html};

/// From how many bytes on a file leaves before its form; several at once always do.
const FROM: u32 = 4_000_000;

/// A file to send, by the button or by dropping it; its form is `Form::multipart`.
#[derive(Debug, Clone)]
pub struct FileField {
    around: Around,
    accept: Option<&'static str>,
    multiple: bool,
    required: bool,
}

impl FileField {
    /// One file; its id is its name. The hint says which kinds and how big.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            around: Around::new(name, label),
            accept: None,
            multiple: false,
            required: false,
        }
    }

    around!();

    /// The kinds that the browser proposes: `.csv,.xlsx`.
    #[must_use]
    pub fn accept(mut self, kinds: &'static str) -> Self {
        self.accept = Some(kinds);
        self
    }

    /// Several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// Must be there: said to assistive tools, checked by the server alone.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Render for FileField {
    fn render(&self) -> Markup {
        let pieces = if self.multiple { 0 } else { FROM };
        self.around.wrap(&html! {
            div.drop data-pieces=(pieces) data-address=(PATH) data-script=(asset_path("uploads.js")) {
                input id=(self.around.id) name=(self.around.name) type="file" accept=[self.accept]
                    aria-invalid=[self.around.invalid()] aria-describedby=[self.around.described_by()]
                    aria-required=[self.required.then_some("true")] multiple[self.multiple];
            }
        })
    }
}
