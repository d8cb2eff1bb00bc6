//! Charts: bars drawn by the server, and the same figures in a table just under.

use super::{Column, Row, Table, disclosure};
use maud::{Markup, Render, html};

/// Bars, one a line, each out of its own total, on one scale.
#[derive(Debug, Clone)]
pub struct Chart {
    caption: Markup,
    subject: String,
    heads: (String, String, String),
    bars: Vec<(String, u32, u32)>,
    open: bool,
}

/// The height of a line, in em.
const LINE: f32 = 2.7;

impl Chart {
    /// The caption says what to see in it; the subject names it in a few words: « Attestations par mois ».
    #[must_use]
    pub fn new(caption: impl Render, subject: impl Into<String>) -> Self {
        Self {
            caption: caption.render(),
            subject: subject.into(),
            heads: (String::new(), String::new(), String::new()),
            bars: Vec::new(),
            open: false,
        }
    }

    /// The titles of the table: what each line is, what is counted, out of what.
    #[must_use]
    pub fn heads(
        mut self,
        line: impl Into<String>,
        value: impl Into<String>,
        total: impl Into<String>,
    ) -> Self {
        self.heads = (line.into(), value.into(), total.into());
        self
    }

    /// One bar: so many out of so many.
    #[must_use]
    pub fn bar(mut self, label: impl Into<String>, value: u32, total: u32) -> Self {
        self.bars.push((label.into(), value, total));
        self
    }

    /// The table is open at once.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    fn drawing(&self) -> Markup {
        let most = self
            .bars
            .iter()
            .map(|(_, value, total)| (*value).max(*total))
            .max()
            .unwrap_or(1)
            .max(1);
        let width = |value: u32| format!("{:.1}%", f64::from(value) * 100.0 / f64::from(most));
        let height = format!(
            "{:.1}em",
            LINE * f32::from(u16::try_from(self.bars.len()).unwrap_or(u16::MAX))
        );
        html! {
            svg height=(height) role="img" aria-label={ (self.subject) ". Les mêmes chiffres sont dans le tableau qui suit." } {
                @for (at, (label, value, total)) in (0_u16..).zip(&self.bars) {
                    @let top = LINE * f32::from(at);
                    text x="0" y=(em(top + 1.0)) { (label) }
                    text.value x="100%" y=(em(top + 1.0)) text-anchor="end" { (value) " sur " (total) }
                    rect.track y=(em(top + 1.4)) width=(width(*total)) height="0.75em" rx="2" {}
                    @if *value > 0 { rect.bar y=(em(top + 1.4)) width=(width(*value)) height="0.75em" rx="2" {} }
                }
            }
        }
    }

    fn table(&self) -> Table {
        let (line, value, total) = &self.heads;
        Table::new(self.subject.as_str())
            .hide_caption()
            .column(Column::new(line.as_str()))
            .column(Column::new(value.as_str()).numeric())
            .column(Column::new(total.as_str()).numeric())
            .rows(
                self.bars
                    .iter()
                    .map(|(label, value, total)| Row::new(label).cell(value).cell(total)),
            )
    }
}

fn em(value: f32) -> String {
    format!("{value:.1}em")
}

impl Render for Chart {
    fn render(&self) -> Markup {
        let table = disclosure("Les mêmes chiffres en tableau", self.table()).plain();
        html! {
            figure.chart {
                figcaption { (self.caption) }
                (self.drawing())
                @if self.open { (table.open()) } @else { (table) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_one_scale_and_nothing_is_drawn_for_zero() {
        let html = Chart::new("…", "Attestations")
            .bar("Septembre", 38, 42)
            .bar("Octobre", 47, 51)
            .bar("Novembre", 0, 36);
        let html = html.render().into_string();
        assert!(
            html.contains(r#"<rect class="track" y="1.4em" width="82.4%""#),
            "{html}"
        );
        assert!(html.contains(r#"<rect class="bar" y="4.1em" width="92.2%""#));
        assert_eq!(html.matches("class=\"bar\"").count(), 2);
        assert!(html.contains("height=\"8.1em\""));
    }

    #[test]
    fn a_chart_of_nothing_holds() {
        assert!(
            Chart::new("…", "Rien")
                .bar("Novembre", 0, 0)
                .render()
                .into_string()
                .contains("0.0%")
        );
    }
}
