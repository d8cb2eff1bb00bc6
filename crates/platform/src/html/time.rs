//! Dates as on a wall calendar, and what happened in order.

use super::fr;
use jiff::civil::{Date, DateTime};
use maud::{Markup, Render, html};

/// A day as on a wall calendar, with what happens then beside it.
#[derive(Debug, Clone)]
pub struct DateBlock {
    date: Date,
    datetime: String,
    what: Markup,
    body: Markup,
    small: bool,
}

/// A day and hour, and what happens then: `date_block(start, "Nos pages passées au crible")`.
#[must_use]
pub fn date_block(start: DateTime, what: impl Render) -> DateBlock {
    DateBlock {
        datetime: start.strftime("%Y-%m-%dT%H:%M").to_string(),
        ..DateBlock::day(start.date(), what)
    }
}

impl DateBlock {
    /// A whole day: « Fin de l’accès ».
    #[must_use]
    pub fn day(date: Date, what: impl Render) -> Self {
        Self {
            date,
            datetime: date.to_string(),
            what: what.render(),
            body: Markup::default(),
            small: false,
        }
    }

    /// Hours, place, what to do: each in its paragraph.
    #[must_use]
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = body.render();
        self
    }

    /// Smaller: in a list of dates.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }
}

impl Render for DateBlock {
    fn render(&self) -> Markup {
        let words = fr::day_month(self.date);
        let (day, month) = words.split_once(' ').unwrap_or((&words, ""));
        html! {
            div.date.small[self.small] {
                time datetime=(self.datetime) { span.day { (fr::rich(day)) } " " span.month { (month) } }
                div.stack.tight { p.what { (self.what) } (self.body) }
            }
        }
    }
}

/// What happened, in order.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    events: Vec<(String, Markup, Markup, bool)>,
}

impl Timeline {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Something that happened: the moment for machines (`2026-11-02T09:12`), in words, and what it is.
    #[must_use]
    pub fn done(self, datetime: impl Into<String>, when: impl Render, what: impl Render) -> Self {
        self.event(datetime.into(), &when, &what, true)
    }

    /// Something to come.
    #[must_use]
    pub fn to_come(self, datetime: impl Into<String>, when: impl Render, what: impl Render) -> Self {
        self.event(datetime.into(), &when, &what, false)
    }

    fn event(mut self, datetime: String, when: &dyn Render, what: &dyn Render, done: bool) -> Self {
        self.events.push((datetime, when.render(), what.render(), done));
        self
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            ol.timeline {
                @for (datetime, when, what, done) in &self.events {
                    li data-state=[done.then_some("done")] { time datetime=(datetime) { (when) } p { (what) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_month_is_raised() {
        let html = DateBlock::day(jiff::civil::date(2026, 12, 1), "Fin de l’accès")
            .render()
            .into_string();
        assert!(html.contains(r#"<time datetime="2026-12-01"><span class="day">1<sup>er</sup></span> <span class="month">décembre"#));
        let html = date_block(jiff::civil::date(2026, 11, 20).at(9, 0, 0, 0), "…")
            .render()
            .into_string();
        assert!(html.contains(r#"datetime="2026-11-20T09:00""#));
    }
}
