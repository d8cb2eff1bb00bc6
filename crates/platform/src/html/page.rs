//! A whole page: title, breadcrumb, matter, in the frame of the request.

use super::chrome::{door_tools, head, panel, site_footer, site_header};
use super::{FormErrors, Frame, Player, TextSize, error_summary, fr, icon::sprite, toast};
use maud::{DOCTYPE, Markup, Render, html};

/// A page to be rendered in a `Frame`.
#[derive(Debug, Clone)]
pub struct Page {
    title: String,
    heading: Option<Markup>,
    crumbs: Vec<(String, String)>,
    about: Option<Markup>,
    actions: Option<(Markup, bool)>,
    work: bool,
    door: bool,
    player: Option<Player>,
    errors: Option<Markup>,
    notices: Vec<Markup>,
    body: Markup,
    dock: Option<Markup>,
    undo: Option<Markup>,
    scripts: Vec<String>,
}

impl Page {
    /// A page for someone who is in; the title names it in the browser, the breadcrumb and the `h1`.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            heading: None,
            crumbs: Vec::new(),
            about: None,
            actions: None,
            work: false,
            door: false,
            player: None,
            errors: None,
            notices: Vec::new(),
            body: Markup::default(),
            dock: None,
            undo: None,
            scripts: Vec::new(),
        }
    }

    /// A page before sign-in: the painted panel and its joint. It has no breadcrumb.
    #[must_use]
    pub fn door(title: impl Into<String>) -> Self {
        Self {
            door: true,
            ..Self::new(title)
        }
    }

    /// A page that holds a module and little else.
    #[must_use]
    pub fn player(player: Player) -> Self {
        let page = Self::new(player.title());
        Self {
            player: Some(player),
            ..page
        }
    }

    /// One more item of the breadcrumb; the page itself comes last by itself.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
        self
    }

    /// Another `h1` than the title: « Bonjour Monique ».
    #[must_use]
    pub fn heading(mut self, heading: impl Render) -> Self {
        self.heading = Some(heading.render());
        self
    }

    /// One sentence under the title.
    #[must_use]
    pub fn about(mut self, about: impl Render) -> Self {
        self.about = Some(about.render());
        self
    }

    /// The primary action, and a menu for the others.
    #[must_use]
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some((actions.render(), false));
        self
    }

    /// The primary action, which the dock takes over on a phone.
    #[must_use]
    pub fn docked_actions(mut self, actions: impl Render, dock: impl Render) -> Self {
        self.actions = Some((actions.render(), true));
        self.dock = Some(dock.render());
        self
    }

    /// A page of the back office: it speaks lower.
    #[must_use]
    pub fn work(mut self) -> Self {
        self.work = true;
        self
    }

    /// The summary of a refused form, first in the page; the title then begins with « Erreur ».
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.errors = (!errors.is_empty()).then(|| error_summary(errors));
        self
    }

    /// A message under the title.
    #[must_use]
    pub fn notice(mut self, notice: impl Render) -> Self {
        self.notices.push(notice.render());
        self
    }

    /// What the page is for.
    #[must_use]
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = body.render();
        self
    }

    /// The form of « Annuler », shown in the toast of the frame.
    #[must_use]
    pub fn undo(mut self, undo: impl Render) -> Self {
        self.undo = Some(undo.render());
        self
    }

    /// One more script, by its logical name: `player.js`.
    #[must_use]
    pub fn script(mut self, name: impl Into<String>) -> Self {
        self.scripts.push(name.into());
        self
    }

    /// The whole document.
    #[must_use]
    pub fn render(&self, frame: &Frame) -> Markup {
        let title = if self.errors.is_some() {
            format!("Erreur{}: {}", fr::NARROW, self.title)
        } else {
            self.title.clone()
        };
        let inside = match &self.player {
            Some(player) => html! { (player.main(frame)) (site_footer(frame)) },
            None if self.door => self.at_the_door(frame),
            None => self.inside(frame),
        };
        let size = (frame.text_size != TextSize::Normal).then(|| frame.text_size.as_str());
        html! {
            (DOCTYPE)
            html lang="fr" data-text-size=[size] {
                (head(frame, &title, &self.scripts))
                body {
                    (sprite(&inside.0))
                    a.skip-link href="#contenu" { "Aller au contenu" }
                    (inside)
                }
            }
        }
    }

    fn inside(&self, frame: &Frame) -> Markup {
        html! {
            (site_header(frame))
            (self.breadcrumb())
            main #contenu.wrap.work[self.work] tabindex="-1" {
                @if let Some(errors) = &self.errors { (errors) }
                (self.title_block())
                @for notice in &self.notices { (notice) }
                (self.body)
                @if let Some(dock) = &self.dock { (dock) }
                (self.toasts(frame))
            }
            (site_footer(frame))
        }
    }

    fn at_the_door(&self, frame: &Frame) -> Markup {
        html! {
            div.sign-in {
                (panel(frame))
                main #contenu.door tabindex="-1" {
                    (door_tools(frame))
                    @if let Some(errors) = &self.errors { (errors) }
                    h1 { (self.h1()) }
                    @if let Some(about) = &self.about { p.mt { (about) } }
                    @for notice in &self.notices { div.mt { (notice) } }
                    div.mt-l { (self.body) }
                    (self.toasts(frame))
                }
            }
            (site_footer(frame))
        }
    }

    fn h1(&self) -> Markup {
        self.heading.clone().unwrap_or_else(|| fr::rich(&self.title))
    }

    fn breadcrumb(&self) -> Markup {
        html! {
            nav."breadcrumb wrap" aria-label="Fil d’Ariane" {
                ol {
                    @for (label, href) in &self.crumbs { li { a href=(href) { (label) } } }
                    li aria-current="page" { (fr::rich(&self.title)) }
                }
            }
        }
    }

    fn title_block(&self) -> Markup {
        html! {
            div.page-title {
                div {
                    h1 { (self.h1()) }
                    @if let Some(about) = &self.about { p.about { (about) } }
                }
                @if let Some((actions, docked)) = &self.actions { div.actions.docked[*docked] { (actions) } }
            }
        }
    }

    fn toasts(&self, frame: &Frame) -> Markup {
        html! {
            @if let Some(message) = &frame.toast { div.toasts { (toast(message, self.undo.clone())) } }
        }
    }
}
