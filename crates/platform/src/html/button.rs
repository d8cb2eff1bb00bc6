//! Buttons: one primary a page; the others are outlined or quiet.

use super::icon;
use maud::{Markup, Render, html};

/// A button, or a link that looks like one.
#[derive(Debug, Clone, Default)]
pub struct Button {
    label: String,
    classes: Vec<&'static str>,
    icon: Option<&'static str>,
    icon_after: Option<&'static str>,
    icon_only: bool,
    href: Option<String>,
    name_value: Option<(String, String)>,
    to: Option<String>,
    opens: Option<(String, &'static str)>,
    menu: Option<String>,
    inert: bool,
    disabled: bool,
    busy: bool,
    show: Option<&'static str>,
}

impl Button {
    /// The one thing to do on this page; submits its form.
    #[must_use]
    pub fn primary(label: impl Into<String>) -> Self {
        Self::plain(label).class("primary")
    }

    /// An outlined button; submits its form.
    #[must_use]
    pub fn plain(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// No outline: for a row of a list or a table.
    #[must_use]
    pub fn quiet(self) -> Self {
        self.class("quiet")
    }

    /// Destroys something: the label says what.
    #[must_use]
    pub fn danger(self) -> Self {
        self.class("danger")
    }

    /// Bigger: the single act of a learner's page.
    #[must_use]
    pub fn large(self) -> Self {
        self.class("large")
    }

    /// Smaller: in tables.
    #[must_use]
    pub fn small(self) -> Self {
        self.class("small")
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// An icon after the words.
    #[must_use]
    pub fn icon_after(mut self, name: &'static str) -> Self {
        self.icon_after = Some(name);
        self
    }

    /// Shows the icon alone; the label stays for screen readers.
    #[must_use]
    pub fn icon_only(mut self) -> Self {
        self.icon_only = true;
        self.class("icon-only")
    }

    /// Makes it a link to this address.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The name and value that the form sends when this button submits it.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name_value = Some((name.into(), value.into()));
        self
    }

    /// Sends its form to another address than the form's own.
    #[must_use]
    pub fn to(mut self, action: impl Into<String>) -> Self {
        self.to = Some(action.into());
        self
    }

    /// Opens the dialog with this id.
    #[must_use]
    pub fn opens(mut self, dialog: impl Into<String>) -> Self {
        self.opens = Some((dialog.into(), "show-modal"));
        self
    }

    /// Closes the dialog with this id.
    #[must_use]
    pub fn closes(mut self, dialog: impl Into<String>) -> Self {
        self.opens = Some((dialog.into(), "close"));
        self
    }

    /// Opens the menu (popover) with this id.
    #[must_use]
    pub fn menu(mut self, id: impl Into<String>) -> Self {
        self.menu = Some(id.into());
        self
    }

    /// Submits nothing by itself (`type="button"`): a script gives it its effect.
    #[must_use]
    pub fn inert(mut self) -> Self {
        self.inert = true;
        self
    }

    /// Disabled; the page says why just beside it.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Working: its icon turns.
    #[must_use]
    pub fn busy(mut self) -> Self {
        self.busy = true;
        self
    }

    /// Freezes « hover » or « focus », on the kit's page only.
    pub(super) fn show(mut self, state: &'static str) -> Self {
        self.show = Some(state);
        self
    }

    fn class(mut self, class: &'static str) -> Self {
        self.classes.push(class);
        self
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(name) = self.icon { (icon(name)) }
            @if self.icon_only { span.visually-hidden { (self.label) } } @else { (self.label) }
            @if let Some(name) = self.icon_after { (icon(name)) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let mut class = String::from("button");
        for word in &self.classes {
            class.push(' ');
            class.push_str(word);
        }
        if let Some(href) = &self.href {
            return html! { a class=(class) href=(href) data-show=[self.show] { (self.inside()) } };
        }
        let kind = if self.inert || self.opens.is_some() || self.menu.is_some() {
            "button"
        } else {
            "submit"
        };
        html! {
            button class=(class) type=(kind)
                name=[self.name_value.as_ref().map(|pair| &pair.0)]
                value=[self.name_value.as_ref().map(|pair| &pair.1)]
                formaction=[self.to.as_ref()]
                commandfor=[self.opens.as_ref().map(|pair| &pair.0)]
                command=[self.opens.as_ref().map(|pair| pair.1)]
                popovertarget=[self.menu.as_ref()]
                aria-busy=[self.busy.then_some("true")]
                data-show=[self.show]
                disabled[self.disabled] { (self.inside()) }
        }
    }
}

/// A link that looks like an outlined button: `link_button("Annuler", "/sessions")`.
#[must_use]
pub fn link_button(label: impl Into<String>, href: impl Into<String>) -> Button {
    Button::plain(label).href(href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submit_a_link_and_a_dialog_opener() {
        assert_eq!(
            Button::primary("Enregistrer").render().into_string(),
            r#"<button class="button primary" type="submit">Enregistrer</button>"#
        );
        assert_eq!(
            link_button("Annuler", "/sessions").render().into_string(),
            r#"<a class="button" href="/sessions">Annuler</a>"#
        );
        assert_eq!(
            Button::plain("Supprimer")
                .danger()
                .opens("d")
                .render()
                .into_string(),
            r#"<button class="button danger" type="button" commandfor="d" command="show-modal">Supprimer</button>"#
        );
    }
}
