//! The page of a module: the module in the middle, everything else out of its way.

use super::chrome::{help, text_size};
use super::{Button, Frame, Markup, Render, fr, html, icon};

/// What stands around a module.
#[derive(Debug, Clone)]
pub struct Player {
    title: String,
    exit: String,
    crumbs: Vec<(String, String)>,
    here: String,
    stage: Markup,
    steps: Option<Markup>,
    below: Markup,
}

impl Player {
    /// A module, and where « Quitter » leads.
    #[must_use]
    pub fn new(title: impl Into<String>, exit: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            exit: exit.into(),
            crumbs: Vec::new(),
            here: String::new(),
            stage: Markup::default(),
            steps: None,
            below: Markup::default(),
        }
    }

    /// One more item of the breadcrumb; on a phone only the last stays.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
        self
    }

    /// The last item: « Étape 5 ».
    #[must_use]
    pub fn here(mut self, label: impl Into<String>) -> Self {
        self.here = label.into();
        self
    }

    /// The module itself.
    #[must_use]
    pub fn stage(mut self, stage: impl Render) -> Self {
        self.stage = stage.render();
        self
    }

    /// Before, where, after.
    #[must_use]
    pub fn steps(mut self, steps: impl Render) -> Self {
        self.steps = Some(steps.render());
        self
    }

    /// Under the module: its plan.
    #[must_use]
    pub fn below(mut self, below: impl Render) -> Self {
        self.below = below.render();
        self
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    pub(super) fn main(&self, frame: &Frame) -> Markup {
        let last = self.crumbs.len();
        html! {
            main #contenu.player tabindex="-1" {
                header."wrap top" {
                    (Button::plain("Quitter").icon("arrow-left").href(self.exit.as_str()))
                    div.title {
                        nav.breadcrumb aria-label="Fil d’Ariane" {
                            ol {
                                @for (at, (label, href)) in (1..).zip(&self.crumbs) {
                                    li.only-wide[at < last] { a href=(href) { (label) } }
                                }
                                li aria-current="page" { (self.here) }
                            }
                        }
                        h1 { (fr::rich(&self.title)) }
                    }
                    p.save-state #etat data-state="waiting" role="status" {
                        span.sign data-sign="open" hidden { (icon("play")) }
                        span.sign data-sign="saved" hidden { (icon("cloud-check")) }
                        span.sign data-sign="waiting" { (icon("cloud-upload")) }
                        span.sign data-sign="lost" hidden { (icon("cloud-off")) }
                        span.words { "Ouverture du module…" }
                    }
                    div.controls {
                        (help(frame))
                        button.tool #ajuster type="button" aria-pressed="false" hidden { (icon("zoom-in")) "Taille réelle" }
                        button.tool #plein-ecran type="button" hidden { (icon("maximize")) "Plein écran" }
                        (text_size(frame))
                    }
                }
                p."wrap beside" #dehors hidden {
                    (icon("external-link")) "Le module propose d’ouvrir un autre site\u{202f}: "
                    a href="/" target="_blank" rel="noopener noreferrer" {}
                }
                p."wrap beside" #pour-ordinateur hidden {
                    (icon("laptop")) "Prévu pour ordinateur\u{202f}: il est réduit pour tenir ici."
                }
                (self.stage)
                @if let Some(steps) = &self.steps { nav."wrap steps" aria-label="Parties du module" { (steps) } }
                (self.below)
            }
        }
    }
}
