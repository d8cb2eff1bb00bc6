//! What every field has around its control: label, hint, error.

use super::icon;
use maud::{Markup, html};

/// What every field has around its control.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: Option<Markup>,
    pub error: Option<String>,
    pub optional: bool,
    pub short: bool,
    pub after: Option<Markup>,
}

impl Around {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name,
            label: label.into(),
            ..Self::default()
        }
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        match (&self.hint, &self.error) {
            (None, None) => None,
            (Some(_), None) => Some(format!("{}-aide", self.id)),
            (None, Some(_)) => Some(format!("{}-erreur", self.id)),
            (Some(_), Some(_)) => Some(format!("{0}-aide {0}-erreur", self.id)),
        }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// Hint and error, in this order.
    pub fn help(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (self.id) "-aide" } { (hint) } }
            @if let Some(error) = &self.error {
                p.error id={ (self.id) "-erreur" } { (icon("circle-alert")) span { (super::fr::rich(&super::fr::capitalise(error))) } }
            }
        }
    }

    pub fn wrap(&self, control: &Markup) -> Markup {
        self.wrap_with(None, control)
    }

    /// The same, brought to life by a script of its own: a text with marks.
    pub fn wrap_with(&self, script: Option<&str>, control: &Markup) -> Markup {
        html! {
            div.field.short[self.short] data-script=[script] data-richtext=[script.map(|_| "")] {
                label for=(self.id) {
                    (self.label)
                    @if self.optional { " " span.optional { "(facultatif)" } }
                }
                (self.help())
                (control)
                @if let Some(after) = &self.after { (after) }
            }
        }
    }
}

/// The methods that every kind of field shares.
macro_rules! around {
    () => {
        /// Another id than the name; errors are keyed by it.
        #[must_use]
        pub fn id(mut self, id: impl Into<String>) -> Self {
            self.around.id = id.into();
            self
        }

        /// How to fill it, read before the control.
        #[must_use]
        pub fn hint(mut self, hint: impl maud::Render) -> Self {
            self.around.hint = Some(hint.render());
            self
        }

        /// What is wrong and how to mend it: `.error(errors.get("email"))`.
        #[must_use]
        pub fn error(mut self, error: Option<&str>) -> Self {
            self.around.error = error.map(str::to_owned);
            self
        }

        /// Says « (facultatif) » after the label.
        #[must_use]
        pub fn optional(mut self) -> Self {
            self.around.optional = true;
            self
        }

        /// As wide as what it holds: a date, a mark.
        #[must_use]
        pub fn short(mut self) -> Self {
            self.around.short = true;
            self
        }

        /// What stands just under the control.
        #[must_use]
        pub fn after(mut self, after: impl maud::Render) -> Self {
            self.around.after = Some(after.render());
            self
        }
    };
}
pub(super) use around;
