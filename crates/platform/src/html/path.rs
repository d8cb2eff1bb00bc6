//! The steps of a course along their rail, and what is left of it.

use super::{Button, Modality, duration_tag, icon};
use maud::{Markup, Render, html};

/// One step of a course.
#[derive(Debug, Clone)]
pub struct Step {
    state: &'static str,
    number: u32,
    mark: Option<&'static str>,
    title: Markup,
    href: Option<String>,
    meta: Vec<Markup>,
    outcome: Vec<Markup>,
    why: Option<Markup>,
    actions: Option<Markup>,
}

impl Step {
    fn new(state: &'static str, number: u32, mark: Option<&'static str>, title: &dyn Render) -> Self {
        Self {
            state,
            number,
            mark,
            title: title.render(),
            href: None,
            meta: Vec::new(),
            outcome: Vec::new(),
            why: None,
            actions: None,
        }
    }

    /// Done: solid brass behind it.
    #[must_use]
    pub fn done(number: u32, title: impl Render) -> Self {
        Self::new("done", number, Some("check"), &title)
    }

    /// Where the learner is.
    #[must_use]
    pub fn now(number: u32, title: impl Render) -> Self {
        Self::new("now", number, Some("play"), &title)
    }

    /// Open, not begun.
    #[must_use]
    pub fn todo(number: u32, title: impl Render) -> Self {
        Self::new("todo", number, None, &title)
    }

    /// Not open yet: its title is no link, and `why` says what opens it.
    #[must_use]
    pub fn locked(number: u32, title: impl Render) -> Self {
        Self::new("locked", number, None, &title)
    }

    /// Another mark on the rail: `circle-slash` for an exemption.
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.mark = Some(name);
        self
    }

    /// Where the step opens; ignored while it is locked.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// How one learns there.
    #[must_use]
    pub fn modality(mut self, modality: Modality) -> Self {
        self.meta.push(modality.render());
        self
    }

    /// How long it takes: « 45 min, encore 12 min ».
    #[must_use]
    pub fn duration(mut self, words: impl Render) -> Self {
        self.meta.push(duration_tag(words));
        self
    }

    /// Its `State`, then facts and links: one call each.
    #[must_use]
    pub fn outcome(mut self, fact: impl Render) -> Self {
        self.outcome.push(fact.render());
        self
    }

    /// Why it is locked and the link that opens it.
    #[must_use]
    pub fn why(mut self, why: impl Render) -> Self {
        self.why = Some(why.render());
        self
    }

    /// « Reprendre ».
    #[must_use]
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(actions.render());
        self
    }
}

impl Render for Step {
    fn render(&self) -> Markup {
        let href = self.href.as_ref().filter(|_| self.state != "locked");
        html! {
            li data-state=(self.state) aria-current=[(self.state == "now").then_some("step")] {
                span.mark {
                    @match self.mark {
                        Some(name) => (icon(name)),
                        None => span { span.visually-hidden { "Étape " } (self.number) },
                    }
                }
                div.body {
                    h3 { @if let Some(href) = href { a href=(href) { (self.title) } } @else { (self.title) } }
                    @if !self.meta.is_empty() { p.meta { @for fact in &self.meta { (fact) } } }
                    @if !self.outcome.is_empty() {
                        p.outcome { @for fact in &self.outcome { span { (fact) } } }
                    }
                    @if let Some(why) = &self.why { p.why { (why) } }
                    @if let Some(actions) = &self.actions { p.actions { (actions) } }
                }
            }
        }
    }
}

/// The steps of a course, in order.
#[derive(Debug, Clone, Default)]
pub struct Path(Vec<Step>);

impl Path {
    /// No step yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next step.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// Several steps.
    #[must_use]
    pub fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.0.extend(steps);
        self
    }
}

impl Render for Path {
    fn render(&self) -> Markup {
        html! { ol.path { @for step in &self.0 { (step) } } }
    }
}

/// What is left, beside the path: « Il vous reste », (19, jours), facts in pairs, then whatever follows.
#[must_use]
pub fn left_box(
    id: &str,
    title: &str,
    (figure, unit): (&str, &str),
    facts: &[(&str, &str)],
    rest: impl Render,
) -> Markup {
    html! {
        aside.sticky.left-box aria-labelledby=(id) {
            h2.eyebrow id=(id) { (title) }
            p.big { (figure) " " small { (unit) } }
            @if !facts.is_empty() {
                dl { @for (name, value) in facts { div { dt { (name) } dd.figure { (value) } } } }
            }
            (rest)
        }
    }
}

/// What is left, at the bottom of a phone, with the primary button of the page (`Page::docked_actions` hides the other).
#[must_use]
pub fn dock(strong: &str, text: &str, act: &Button) -> Markup {
    html! { div.dock { p { strong { (strong) } " " (text) } (act) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_title_is_no_link() {
        let html = Step::locked(7, "Quiz final")
            .href("/quiz")
            .why("S’ouvre après.")
            .render()
            .into_string();
        assert!(!html.contains("<a ") && html.contains("S’ouvre après."));
        let html = Step::now(5, "Photographier").href("/e5").render().into_string();
        assert!(html.contains(r#"aria-current="step""#) && html.contains(r#"<a href="/e5">"#));
    }
}
