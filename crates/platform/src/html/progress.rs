//! Progress: bar, ring, stages. The figure is always written.

use super::fr;
use maud::{Markup, Render, html};

/// A bar with its label and its figure.
#[derive(Debug, Clone)]
pub struct Progress {
    id: String,
    label: String,
    value: Option<(u32, u32)>,
    figure: String,
    transfer: bool,
    cell: bool,
}

impl Progress {
    /// So many out of so many: « Étapes terminées », 4, 9. The figure is « 4 sur 9 ».
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>, value: u32, max: u32) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            value: Some((value.min(max), max.max(1))),
            figure: format!("{value} sur {max}"),
            transfer: false,
            cell: false,
        }
    }

    /// Under way, nobody knows how far: « Import en cours », « quelques secondes ».
    #[must_use]
    pub fn unknown(id: impl Into<String>, label: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            value: None,
            figure: figure.into(),
            transfer: true,
            ..Self::new(id, label, 0, 0)
        }
    }

    /// Another figure: « 62 % ».
    #[must_use]
    pub fn figure(mut self, figure: impl Into<String>) -> Self {
        self.figure = figure.into();
        self
    }

    /// An upload or an import: ink, nothing is earned.
    #[must_use]
    pub fn transfer(mut self) -> Self {
        self.transfer = true;
        self
    }

    /// In a cell of a table: the label is for screen readers only.
    #[must_use]
    pub fn cell(mut self) -> Self {
        self.cell = true;
        self
    }
}

impl Render for Progress {
    fn render(&self) -> Markup {
        let (value, max) = (self.value.map(|pair| pair.0), self.value.map(|pair| pair.1));
        let labelled = self.cell.then_some(&self.label);
        let bar = html! {
            progress.transfer[self.transfer] id=[(!self.cell).then_some(&self.id)] max=[max] value=[value]
                aria-label=[labelled] { (self.figure) }
        };
        html! {
            @if self.cell {
                span.steps-cell { (bar) span.figure { (self.figure) } }
            } @else {
                div.progress {
                    div.label {
                        label for=(self.id) { (self.label) }
                        strong.figure { (self.figure) }
                    }
                    (bar)
                }
            }
        }
    }
}

/// A ring around a percentage; the label says of what: « du parcours ».
#[must_use]
pub fn ring(percent: u8, of: &str) -> Markup {
    let percent = percent.min(100);
    let figure = fr::percent(u32::from(percent));
    html! {
        span.ring role="img" aria-label={ (figure) " " (of) } {
            svg viewBox="0 0 100 100" aria-hidden="true" {
                circle cx="50" cy="50" r="42" {}
                circle.edge cx="50" cy="50" r="47" {}
                circle.edge cx="50" cy="50" r="37" {}
                circle.value cx="50" cy="50" r="42" pathLength="100" stroke-dasharray={ (percent) " 100" } {}
            }
            strong { (figure) }
        }
    }
}

/// The stages of an assistant, numbered; `current` counts from 0.
#[must_use]
pub fn stages(label: &str, names: &[&str], current: usize) -> Markup {
    html! {
        ol.stages aria-label=(label) {
            @for (at, name) in names.iter().enumerate() {
                li data-state=[(at < current).then_some("done")] aria-current=[(at == current).then_some("step")] { (name) }
            }
        }
    }
}
