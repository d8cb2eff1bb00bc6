//! Dialogs and menus: native `dialog` and popover.

use super::notice::heading;
use super::{Button, Frame, icon};
use maud::{Markup, Render, html};

/// One question, its consequences, two answers. `Button::opens(id)` opens it.
#[derive(Debug, Clone)]
pub struct Dialog {
    id: String,
    title: Markup,
    level: u8,
    body: Markup,
    answers: Markup,
    shown: bool,
}

impl Dialog {
    /// The title is the question.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Render) -> Self {
        Self {
            id: id.into(),
            title: title.render(),
            level: 2,
            body: Markup::default(),
            answers: Markup::default(),
            shown: false,
        }
    }

    /// What will happen.
    #[must_use]
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = body.render();
        self
    }

    /// The answers repeat the verb: a form with its button, then `Button::plain("Ne rien changer").closes(id)`.
    #[must_use]
    pub fn answers(mut self, answers: impl Render) -> Self {
        self.answers = answers.render();
        self
    }

    /// The level of the title: 2, or 3 inside a section.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// Laid open in the page, on the kit's page only.
    pub(super) fn shown(mut self) -> Self {
        self.shown = true;
        self
    }
}

impl Render for Dialog {
    fn render(&self) -> Markup {
        let title_id = format!("{}-titre", self.id);
        html! {
            dialog.dialog.shown[self.shown] id=(self.id) aria-labelledby=(title_id) open[self.shown] {
                header {
                    div id=(title_id) { (heading(self.level, &self.title)) }
                    (Button::plain("Fermer").quiet().icon("x").icon_only().closes(self.id.as_str()))
                }
                div.prose { (self.body) }
                footer { (self.answers) }
            }
        }
    }
}

/// One entry of a menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    label: String,
    target: Target,
    icon: Option<&'static str>,
    danger: bool,
    apart: bool,
}

#[derive(Debug, Clone)]
enum Target {
    Link(String),
    Post { action: String, token: String },
    Dialog(String),
}

impl MenuItem {
    /// Leads somewhere.
    #[must_use]
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label, Target::Link(href.into()))
    }

    /// Does something at once, by a form of its own.
    #[must_use]
    pub fn post(frame: &Frame, label: impl Into<String>, action: impl Into<String>) -> Self {
        Self::new(
            label,
            Target::Post {
                action: action.into(),
                token: frame.csrf.clone(),
            },
        )
    }

    /// Opens the dialog with this id.
    #[must_use]
    pub fn dialog(label: impl Into<String>, id: impl Into<String>) -> Self {
        Self::new(label, Target::Dialog(id.into()))
    }

    fn new(label: impl Into<String>, target: Target) -> Self {
        Self {
            label: label.into(),
            target,
            icon: None,
            danger: false,
            apart: false,
        }
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// Destroys something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Set apart from those above by a hairline.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.apart = true;
        self
    }
}

impl Render for MenuItem {
    fn render(&self) -> Markup {
        let words = html! { @if let Some(name) = self.icon { (icon(name)) } (self.label) };
        html! {
            li.apart[self.apart] {
                @match &self.target {
                    Target::Link(href) => a.danger[self.danger] href=(href) { (words) },
                    Target::Post { action, token } => form action=(action) method="post" {
                        input type="hidden" name="jeton" value=(token);
                        button.danger[self.danger] type="submit" { (words) }
                    },
                    Target::Dialog(id) => button.danger[self.danger] type="button" commandfor=(id) command="show-modal" {
                        (words)
                    },
                }
            }
        }
    }
}

/// A menu under its button: `Menu::new("plus", "Autres actions")`.
#[derive(Debug, Clone)]
pub struct Menu {
    id: String,
    button: Button,
    items: Vec<MenuItem>,
}

impl Menu {
    /// An empty menu, with three dots on its button.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            button: Button::plain(label).icon("ellipsis").menu(id.as_str()),
            id,
            items: Vec::new(),
        }
    }

    /// Shows the three dots alone, without outline: at the end of a row.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.button = self.button.quiet().icon_only();
        self
    }

    /// The next entry.
    #[must_use]
    pub fn item(mut self, item: MenuItem) -> Self {
        self.items.push(item);
        self
    }
}

impl Render for Menu {
    fn render(&self) -> Markup {
        html! {
            (self.button)
            div.menu id=(self.id) popover { ul { @for item in &self.items { (item) } } }
        }
    }
}
