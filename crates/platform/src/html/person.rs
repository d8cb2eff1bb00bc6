//! People: initials, always with the name in words beside them.

use super::{GoLink, Render};
use maud::{Markup, html};

/// The size of an avatar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// In the header.
    Small,
    /// In lists.
    #[default]
    Medium,
    /// In a learner's « Qui m’aide ».
    Large,
}

/// The initials of someone; decoration, the name stands beside.
#[must_use]
pub fn avatar(initials: &str, size: AvatarSize) -> Markup {
    let class = match size {
        AvatarSize::Small => "avatar small",
        AvatarSize::Medium => "avatar",
        AvatarSize::Large => "avatar large",
    };
    html! { span class=(class) aria-hidden="true" { (initials) } }
}

/// Someone and how to reach them.
#[derive(Debug, Clone)]
pub struct Contact {
    name: String,
    initials: String,
    size: AvatarSize,
    about: Option<Markup>,
    link: Option<GoLink>,
}

impl Contact {
    /// Their name and initials.
    #[must_use]
    pub fn new(name: impl Into<String>, initials: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            initials: initials.into(),
            size: AvatarSize::Large,
            about: None,
            link: None,
        }
    }

    /// What they are there for: « Pour le contenu. Répond sous un jour ouvré. »
    #[must_use]
    pub fn about(mut self, about: impl Render) -> Self {
        self.about = Some(about.render());
        self
    }

    /// « Écrire à Fabienne ».
    #[must_use]
    pub fn link(mut self, link: GoLink) -> Self {
        self.link = Some(link);
        self
    }

    /// Another size than large.
    #[must_use]
    pub fn size(mut self, size: AvatarSize) -> Self {
        self.size = size;
        self
    }
}

impl Render for Contact {
    fn render(&self) -> Markup {
        html! {
            div.contact {
                (avatar(&self.initials, self.size))
                div {
                    p.name { (self.name) }
                    @if let Some(about) = &self.about { p.small { (about) } }
                    @if let Some(link) = &self.link { p { (link) } }
                }
            }
        }
    }
}
