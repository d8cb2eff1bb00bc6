//! The drawing of the rule: in per cent and em, so that it needs no script and fits every width.

use super::{Ruler, anchor, share, width};
use crate::html::fr;
use maud::{Markup, Render, html};

impl Ruler {
    fn notches(&self) -> Markup {
        html! {
            @for (number, words) in self.marks() {
                @let x = percent(share(number, self.days));
                @if words.is_some() || self.days <= 100 {
                    line.notch x1=(x) x2=(x) y1="2.4em" y2=(if words.is_some() { "3.3em" } else { "2.95em" }) {}
                }
                @if let Some(words) = words { text.day x=(x) y="4.5em" text-anchor="middle" { (words) } }
            }
        }
    }
}

impl Render for Ruler {
    fn render(&self) -> Markup {
        let pins = self.pins();
        let two_lines = pins.iter().any(|pin| pin.line == Some(1));
        let end_is_free = pins.iter().all(|pin| pin.at <= 65.0);
        html! {
            svg.ruler data-lines=[two_lines.then_some("2")] role="img" aria-label=(self.sentence()) {
                rect.body x="0" y="2.4em" width="100%" height="2.6em" rx="3" {}
                rect.spent x="0" y="2.4em" width=(percent(self.spent())) height="2.6em" rx="3" {}
                (self.notches())
                @for pin in &pins {
                    svg x=(percent(pin.at)) y="5em" overflow="visible" {
                        path.pin.done[pin.done] d="M-7 12 0 2l7 10z" {}
                        @if let Some(line) = pin.line {
                            text.event y=(if line == 0 { "2em" } else { "3.3em" }) text-anchor=(anchor(pin.at, width(pin.label) / 2.0)) {
                                (pin.label)
                            }
                        }
                    }
                }
                @if self.within(self.today) {
                    @let x = percent(self.place(self.today));
                    line.today x1=(x) x2=(x) y1="1.4em" y2="5em" {}
                    text.today-label x=(x) y="0.9em" text-anchor=(anchor(self.place(self.today), 30.0)) {
                        "Aujourd’hui, " (raised(&fr::day_month(self.today)))
                    }
                }
                @if end_is_free {
                    text.end x="100%" y="7em" text-anchor="end" {
                        "Fin" (fr::NARROW) ": " (raised(&fr::day_month(self.last_day())))
                    }
                }
            }
        }
    }
}

/// « 11.67% », without useless zeros.
pub(super) fn percent(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (sign, (whole, rest)) = (
        if hundredths < 0 { "-" } else { "" },
        (hundredths.abs() / 100, hundredths.abs() % 100),
    );
    match (rest / 10, rest % 10) {
        (0, 0) => format!("{sign}{whole}%"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}%"),
        _ => format!("{sign}{whole}.{rest:02}%"),
    }
}

/// « 1er » inside an SVG text.
fn raised(words: &str) -> Markup {
    html! {
        @match words.strip_prefix("1er") {
            Some(rest) => { "1" tspan font-size="75%" dy="-0.35em" { "er" } tspan dy="0.26em" { (rest) } }
            None => (words),
        }
    }
}
