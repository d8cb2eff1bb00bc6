//! Radio buttons and checkboxes, native, 24 px.

use super::around::{Around, around};
use maud::{Markup, Render, html};

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    label: Markup,
    hint: Option<Markup>,
    checked: bool,
    disabled: bool,
}

impl Choice {
    /// The value that is sent, the words that are read.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Render) -> Self {
        Self {
            value: value.into(),
            label: label.render(),
            hint: None,
            checked: false,
            disabled: false,
        }
    }

    /// A second line under the words.
    #[must_use]
    pub fn hint(mut self, hint: impl Render) -> Self {
        self.hint = Some(hint.render());
        self
    }

    /// Whether it is chosen.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// Can't be chosen; its words say why.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// A group of radio buttons or of checkboxes. Its first control has the id of the group, for the error summary.
#[derive(Debug, Clone)]
pub struct Choices {
    around: Around,
    kind: &'static str,
    choices: Vec<Choice>,
    required: bool,
    hidden_legend: bool,
    beside: bool,
}

impl Choices {
    /// One among several.
    #[must_use]
    pub fn radio(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self::new("radio", name, legend)
    }

    /// Any number among several.
    #[must_use]
    pub fn checkbox(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self::new("checkbox", name, legend)
    }

    fn new(kind: &'static str, name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            around: Around::new(name, legend),
            kind,
            choices: Vec::new(),
            required: false,
            hidden_legend: false,
            beside: false,
        }
    }

    around!();

    /// Adds one thing to choose.
    #[must_use]
    pub fn choice(mut self, choice: Choice) -> Self {
        self.choices.push(choice);
        self
    }

    /// Adds several, as pairs of value and words.
    #[must_use]
    pub fn choices<V: Into<String>, W: Render>(mut self, choices: impl IntoIterator<Item = (V, W)>) -> Self {
        self.choices.extend(
            choices
                .into_iter()
                .map(|(value, words)| Choice::new(value, words)),
        );
        self
    }

    /// Checks the choice that has this value. After the choices.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        for choice in &mut self.choices {
            choice.checked |= choice.value == value;
        }
        self
    }

    /// Checks every choice whose value is in the list. After the choices.
    #[must_use]
    pub fn values<S: AsRef<str>>(mut self, values: &[S]) -> Self {
        for choice in &mut self.choices {
            choice.checked |= values.iter().any(|value| value.as_ref() == choice.value);
        }
        self
    }

    /// Must be answered: said to assistive tools, checked by the server alone.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The legend is for screen readers only: a single checkbox whose words say it all.
    #[must_use]
    pub fn hide_legend(mut self) -> Self {
        self.hidden_legend = true;
        self
    }

    /// The choices stand beside each other: a few of a word or two.
    #[must_use]
    pub fn beside(mut self) -> Self {
        self.beside = true;
        self
    }
}

impl Render for Choices {
    fn render(&self) -> Markup {
        let radio = self.kind == "radio";
        let invalid = self.around.invalid();
        html! {
            fieldset.field.choices.short[self.around.short].beside[self.beside] role=[radio.then_some("radiogroup")]
                aria-required=[(radio && self.required).then_some("true")]
                aria-invalid=[invalid.filter(|_| radio)] aria-describedby=[self.around.described_by()] {
                legend.visually-hidden[self.hidden_legend] {
                    (self.around.label)
                    @if self.around.optional { " " span.optional { "(facultatif)" } }
                }
                (self.around.help())
                @for (at, choice) in self.choices.iter().enumerate() {
                    label {
                        input id=(id(&self.around.id, at)) type=(self.kind) name=(self.around.name) value=(choice.value)
                            aria-invalid=[invalid.filter(|_| !radio)]
                            checked[choice.checked] disabled[choice.disabled];
                        span { (choice.label) }
                        @if let Some(hint) = &choice.hint { span.hint { (hint) } }
                    }
                }
                @if let Some(after) = &self.around.after { (after) }
            }
        }
    }
}

fn id(group: &str, at: usize) -> String {
    if at == 0 {
        group.to_owned()
    } else {
        format!("{group}-{}", at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_one_is_checked_and_the_first_has_the_id_of_the_group() {
        let html = Choices::radio("format", "Format")
            .choices([("ecrit", "Écrit"), ("audio", "Audio")])
            .value("audio");
        let html = html.error(Some("Choisissez un format.")).render().into_string();
        assert!(html.contains(r#"id="format" type="radio" name="format" value="ecrit">"#));
        assert!(html.contains(r#"id="format-2" type="radio" name="format" value="audio" checked"#));
        assert!(html.contains(r#"role="radiogroup" aria-invalid="true" aria-describedby="format-erreur""#));
    }
}
