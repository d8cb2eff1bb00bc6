//! Badges: brass tokens, or the outline of one not yet earned.

use crate::html::icon_exists;
use maud::{Markup, Render, html};

/// A badge and how it was, or will be, earned.
#[derive(Debug, Clone)]
pub struct Badge {
    name: String,
    icon: String,
    text: Markup,
    earned: bool,
}

impl Badge {
    /// Struck: « Obtenu le 4 novembre ».
    #[must_use]
    pub fn earned(name: impl Into<String>, icon: impl Into<String>, text: impl Render) -> Self {
        Self {
            name: name.into(),
            icon: icon.into(),
            text: text.render(),
            earned: true,
        }
    }

    /// An outline, and how to earn it.
    #[must_use]
    pub fn todo(name: impl Into<String>, icon: impl Into<String>, text: impl Render) -> Self {
        Self {
            earned: false,
            ..Self::earned(name, icon, text)
        }
    }

    /// A list of badges.
    #[must_use]
    pub fn list(badges: &[Self]) -> Markup {
        html! {
            ul.badges {
                @for badge in badges {
                    li.badge data-state=[(!badge.earned).then_some("todo")] { (badge.inside()) }
                }
            }
        }
    }

    fn inside(&self) -> Markup {
        let sign = if icon_exists(&self.icon) {
            self.icon.as_str()
        } else {
            "award"
        };
        html! {
            svg.token viewBox="0 0 64 64" aria-hidden="true" {
                circle.mill cx="32" cy="32" r="29.5" {}
                circle.coin cx="32" cy="32" r="26" {}
                svg x="19" y="19" width="26" height="26" {
                    use href={ "#i-" (sign) } fill="none" stroke="currentColor" stroke-width="1.8"
                        stroke-linecap="round" stroke-linejoin="round" {}
                }
            }
            div { p.name { (self.name) } p.soft { (self.text) } }
        }
    }
}

impl Render for Badge {
    fn render(&self) -> Markup {
        html! { div.badge data-state=[(!self.earned).then_some("todo")] { (self.inside()) } }
    }
}
