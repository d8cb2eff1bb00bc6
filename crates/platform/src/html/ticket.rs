//! The ticket on a learner's desk: what to do now, and a stub to tear off.

use super::Button;
use maud::{Markup, Render, html};

/// What to do now. The title is the step, the button says « Reprendre ».
#[derive(Debug, Clone)]
pub struct Ticket {
    id: String,
    title: String,
    eyebrow: Option<Markup>,
    meta: Option<Markup>,
    progress: Option<Markup>,
    act: Option<Button>,
    stub: Option<Markup>,
}

impl Ticket {
    /// The step; its id names the section.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            eyebrow: None,
            meta: None,
            progress: None,
            act: None,
            stub: None,
        }
    }

    /// « Vous en étiez là : étape 5 sur 9 ».
    #[must_use]
    pub fn eyebrow(mut self, words: impl Render) -> Self {
        self.eyebrow = Some(words.render());
        self
    }

    /// Modality and minutes left.
    #[must_use]
    pub fn meta(mut self, meta: impl Render) -> Self {
        self.meta = Some(meta.render());
        self
    }

    /// How far in the step.
    #[must_use]
    pub fn progress(mut self, progress: impl Render) -> Self {
        self.progress = Some(progress.render());
        self
    }

    /// « Reprendre », large.
    #[must_use]
    pub fn act(mut self, act: Button) -> Self {
        self.act = Some(act);
        self
    }

    /// The stub: a title of level 2 and what fits in the minutes one has.
    #[must_use]
    pub fn stub(mut self, stub: impl Render) -> Self {
        self.stub = Some(stub.render());
        self
    }
}

impl Render for Ticket {
    fn render(&self) -> Markup {
        html! {
            div.ticket-box {
                section.ticket.whole[self.stub.is_none()] aria-labelledby=(self.id) {
                    div {
                        @if let Some(words) = &self.eyebrow { p.eyebrow { (words) } }
                        h2.title id=(self.id) { (self.title) }
                        @if let Some(meta) = &self.meta { p.meta { (meta) } }
                        @if let Some(progress) = &self.progress { div.mt { (progress) } }
                        @if let Some(act) = &self.act { p { (act) } }
                    }
                    @if let Some(stub) = &self.stub { div { (stub) } }
                }
            }
        }
    }
}
