//! States, modalities, and what is saved: always an icon and a word.

use super::icon;
use maud::{Markup, Render, html};

/// A state: an icon and a word; the colour only agrees with them.
#[derive(Debug, Clone)]
pub struct State {
    state: &'static str,
    icon: &'static str,
    words: Markup,
    loud: bool,
}

impl State {
    fn new(state: &'static str, icon: &'static str, words: impl Render) -> Self {
        Self {
            state,
            icon,
            words: words.render(),
            loud: false,
        }
    }

    /// Done, earned: « Terminé ».
    #[must_use]
    pub fn done(words: impl Render) -> Self {
        Self::new("done", "check", words)
    }

    /// Under way: « En cours ».
    #[must_use]
    pub fn now(words: impl Render) -> Self {
        Self::new("now", "circle-dot", words)
    }

    /// To come: « À faire », « À venir ».
    #[must_use]
    pub fn todo(words: impl Render) -> Self {
        Self::new("todo", "circle", words)
    }

    /// « Pas encore ouvert ».
    #[must_use]
    pub fn locked(words: impl Render) -> Self {
        Self::new("locked", "lock", words)
    }

    /// In order: « À jour ».
    #[must_use]
    pub fn good(words: impl Render) -> Self {
        Self::new("good", "check", words)
    }

    /// To watch: « En retard ».
    #[must_use]
    pub fn warn(words: impl Render) -> Self {
        Self::new("warn", "triangle-alert", words)
    }

    /// Wrong or missing: « Absent ».
    #[must_use]
    pub fn bad(words: impl Render) -> Self {
        Self::new("bad", "x", words)
    }

    /// Another icon than the usual one.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = name;
        self
    }

    /// On a ground of its own: only for what waits for someone.
    #[must_use]
    pub fn loud(mut self) -> Self {
        self.loud = true;
        self
    }
}

impl Render for State {
    fn render(&self) -> Markup {
        html! { span.state.loud[self.loud] data-state=(self.state) { (icon(self.icon)) span { (self.words) } } }
    }
}

/// The five ways to learn, with the same icon and words everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// À distance, à mon rythme.
    SelfPaced,
    /// À distance, en direct.
    Live,
    /// Sur place.
    OnSite,
    /// Étude de cas.
    CaseStudy,
    /// Quiz.
    Quiz,
}

impl Modality {
    /// The five, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::SelfPaced,
        Self::Live,
        Self::OnSite,
        Self::CaseStudy,
        Self::Quiz,
    ];

    /// Its words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::SelfPaced => "À distance, à mon rythme",
            Self::Live => "À distance, en direct",
            Self::OnSite => "Sur place",
            Self::CaseStudy => "Étude de cas",
            Self::Quiz => "Quiz",
        }
    }

    /// Its icon.
    #[must_use]
    pub const fn icon_name(self) -> &'static str {
        match self {
            Self::SelfPaced => "laptop",
            Self::Live => "video",
            Self::OnSite => "map-pin",
            Self::CaseStudy => "briefcase-business",
            Self::Quiz => "list-checks",
        }
    }
}

impl Render for Modality {
    fn render(&self) -> Markup {
        html! { span.modality { (icon(self.icon_name())) (self.label()) } }
    }
}

/// A duration with its clock, beside a modality: `duration_tag(fr::duration(45))`.
#[must_use]
pub fn duration_tag(words: impl Render) -> Markup {
    html! { span.modality { (icon("clock")) span { (words) } } }
}

/// What is saved: says only what the server has acknowledged.
#[derive(Debug, Clone)]
pub enum SaveState {
    /// « Enregistré à 10 h 42 ».
    Saved(String),
    /// « En attente : 3 réponses partiront au retour du réseau ».
    Waiting(String),
    /// « Non enregistré : gardez cette page ouverte ».
    Lost(String),
}

impl Render for SaveState {
    fn render(&self) -> Markup {
        let (state, sign, words) = match self {
            Self::Saved(words) => ("saved", "cloud-check", words),
            Self::Waiting(words) => ("waiting", "cloud-upload", words),
            Self::Lost(words) => ("lost", "cloud-off", words),
        };
        html! { span.save-state data-state=(state) { (icon(sign)) span { (words) } } }
    }
}
