//! Fields to type in: visible label, hint before the control, error above the control.

use super::around::{Around, around};
use super::icon;
use maud::{Markup, Render, html};

/// A field of one line.
#[derive(Debug, Clone)]
pub struct TextField {
    around: Around,
    kind: &'static str,
    value: String,
    required: bool,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    literal: bool,
    placeholder: Option<String>,
    maxlength: Option<u32>,
    between: (Option<String>, Option<String>),
    unit: Option<String>,
    readonly: bool,
    disabled: bool,
    show: Option<&'static str>,
}

impl TextField {
    /// A line of text; its id is its name.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            around: Around::new(name, label),
            kind: "text",
            value: String::new(),
            required: false,
            autocomplete: None,
            inputmode: None,
            literal: false,
            placeholder: None,
            maxlength: None,
            between: (None, None),
            unit: None,
            readonly: false,
            disabled: false,
            show: None,
        }
    }

    around!();

    /// An e‑mail address.
    #[must_use]
    pub fn email(self) -> Self {
        self.kind("email").literal()
    }

    /// A telephone number.
    #[must_use]
    pub fn tel(self) -> Self {
        self.kind("tel")
    }

    /// A password, never sent back to the page, with « Afficher le mot de passe » where scripts run.
    #[must_use]
    pub fn password(self) -> Self {
        self.kind("password")
    }

    /// A day; its value is `2026-11-20`.
    #[must_use]
    pub fn date(self) -> Self {
        self.kind("date").short()
    }

    /// An hour; its value is `09:30`.
    #[must_use]
    pub fn time(self) -> Self {
        self.kind("time").short()
    }

    /// A whole number, typed on a keyboard of figures.
    #[must_use]
    pub fn number(self) -> Self {
        self.inputmode("numeric").short()
    }

    /// Words to look for.
    #[must_use]
    pub fn search(self) -> Self {
        self.kind("search")
    }

    /// What was typed, or what is known. A password shows none.
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

    /// What browsers may fill in (`username`, `current-password`, `email`, `given-name`, `off`…).
    #[must_use]
    pub fn autocomplete(mut self, tokens: &'static str) -> Self {
        self.autocomplete = Some(tokens);
        self
    }

    /// The keyboard of a phone (`numeric`, `email`, `tel`…).
    #[must_use]
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    /// Neither capitals nor spelling are corrected: identifiers and codes.
    #[must_use]
    pub fn literal(mut self) -> Self {
        self.literal = true;
        self
    }

    /// A sample in the empty field; never the only explanation.
    #[must_use]
    pub fn placeholder(mut self, sample: impl Into<String>) -> Self {
        self.placeholder = Some(sample.into());
        self
    }

    /// The most characters it takes.
    #[must_use]
    pub fn maxlength(mut self, characters: u32) -> Self {
        self.maxlength = Some(characters);
        self
    }

    /// The least and the most, for dates and hours.
    #[must_use]
    pub fn between(mut self, least: impl Into<String>, most: impl Into<String>) -> Self {
        self.between = (Some(least.into()), Some(most.into()));
        self
    }

    /// What follows the control: « sur 100 ».
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Shown, sent, not changed; the hint says why.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// Shown, not sent; the hint says why.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    pub(super) fn show(mut self, state: &'static str) -> Self {
        self.show = Some(state);
        self
    }

    fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    fn control(&self) -> Markup {
        let shown = (self.kind != "password" && !self.value.is_empty()).then_some(&self.value);
        html! {
            input.input id=(self.around.id) name=(self.around.name) type=(self.kind) value=[shown]
                autocomplete=[self.autocomplete] inputmode=[self.inputmode] placeholder=[self.placeholder.as_ref()]
                autocapitalize=[self.literal.then_some("none")] spellcheck=[self.literal.then_some("false")]
                maxlength=[self.maxlength] min=[self.between.0.as_ref()] max=[self.between.1.as_ref()]
                aria-required=[self.required.then_some("true")] aria-invalid=[self.around.invalid()]
                aria-describedby=[self.around.described_by()] data-show=[self.show]
                readonly[self.readonly] disabled[self.disabled];
        }
    }

    fn reveal(&self) -> Markup {
        html! {
            button.button.quiet.small.reveal type="button" aria-controls=(self.around.id) aria-pressed="false" hidden {
                (icon("eye")) "Afficher le mot de passe"
            }
        }
    }
}

impl Render for TextField {
    fn render(&self) -> Markup {
        let control = self.control();
        self.around.wrap(&html! {
            @match &self.unit {
                Some(unit) => div.unit { (control) span { (unit) } },
                None => (control),
            }
            @if self.kind == "password" { (self.reveal()) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hint_and_error_describe_the_control() {
        let html = TextField::new("email", "Adresse")
            .email()
            .hint("Une aide.")
            .error(Some("Il manque la fin."));
        let html = html.render().into_string();
        assert!(html.contains(r#"aria-describedby="email-aide email-erreur""#));
        assert!(html.contains(r#"aria-invalid="true""#));
        assert!(html.find("email-aide") < html.find("<input"));
    }

    #[test]
    fn a_password_is_never_written_back() {
        let html = TextField::new("mdp", "Mot de passe")
            .password()
            .value("secret")
            .render()
            .into_string();
        assert!(!html.contains("secret"));
    }

    #[test]
    fn the_required_attribute_of_html_is_never_written() {
        let html = TextField::new("n", "Nom").required().render().into_string();
        assert!(html.contains(r#"aria-required="true""#) && !html.contains(" required"));
    }
}
