//! The folding rule: the days of a session, one notch a day. What is spent is darker, dates hang under it.

mod draw;
#[cfg(test)]
mod tests;

use super::fr;
use jiff::civil::Date;
use jiff::{Span, SpanRelativeTo};

/// The rule of a session.
#[derive(Debug, Clone)]
pub struct Ruler {
    start: Date,
    days: u32,
    today: Date,
    events: Vec<(Date, String)>,
}

/// A date hung under the rule.
#[derive(Debug, PartialEq)]
struct Pin<'a> {
    at: f64,
    label: &'a str,
    done: bool,
    /// The line its words stand on; without one, only the pin is drawn.
    line: Option<u8>,
}

/// The width of a letter on a phone, in per cent of the rule.
const LETTER: f64 = 2.5;

impl Ruler {
    /// A session that starts on this day and lasts so many, seen on this day.
    #[must_use]
    pub fn new(start: Date, days: u32, today: Date) -> Self {
        Self {
            start,
            days: days.max(1),
            today,
            events: Vec::new(),
        }
    }

    /// A date to hang: « Classe virtuelle ». It is done once its day is past.
    #[must_use]
    pub fn event(mut self, date: Date, label: impl Into<String>) -> Self {
        self.events.push((date, label.into()));
        self.events.sort_by_key(|event| event.0);
        self
    }

    /// The number of a day of the session, from 1; zero or less before it, more than `days` after it.
    fn number(&self, date: Date) -> i64 {
        i64::from(days_between(self.start, date)) + 1
    }

    fn within(&self, date: Date) -> bool {
        (1..=i64::from(self.days)).contains(&self.number(date))
    }

    /// Where a day stands, in per cent: the middle of its share of the rule.
    fn place(&self, date: Date) -> f64 {
        share(self.number(date), self.days)
    }

    /// How much is spent, in per cent.
    fn spent(&self) -> f64 {
        if self.within(self.today) {
            self.place(self.today)
        } else if self.today < self.start {
            0.0
        } else {
            100.0
        }
    }

    fn last_day(&self) -> Date {
        let span = Span::new().try_days(i64::from(self.days) - 1).unwrap_or_default();
        self.start.saturating_add(span)
    }

    fn pins(&self) -> Vec<Pin<'_>> {
        let mut ends = [f64::NEG_INFINITY; 2];
        let mut pins = Vec::new();
        for (date, label) in self.events.iter().filter(|event| self.within(event.0)) {
            let at = self.place(*date);
            let (from, to) = extent(at, label);
            let line = (0_u8..2)
                .zip(ends)
                .find(|(_, end)| from > *end)
                .map(|(line, _)| line);
            if let Some(end) = line.and_then(|line| ends.get_mut(usize::from(line))) {
                *end = to + LETTER / 2.0;
            }
            pins.push(Pin {
                at,
                label,
                done: *date < self.today,
                line,
            });
        }
        pins
    }

    /// Each day with its number in the session and the words under its notch: the day of the month now and
    /// then; over a hundred days, the initial of each month.
    fn marks(&self) -> impl Iterator<Item = (i64, Option<String>)> + '_ {
        let every = match self.days {
            0..=40 => 5,
            41..=100 => 10,
            _ => 0,
        };
        (1_i64..)
            .zip(self.start.series(Span::new().days(1)))
            .take(usize::try_from(self.days).unwrap_or(usize::MAX))
            .map(move |(number, date)| {
                let words = match (every, date.day()) {
                    (0, 1) => fr::capitalise(&fr::month_year(date))
                        .chars()
                        .next()
                        .map(String::from),
                    (0, _) => None,
                    (_, day) => (day % every == 0).then(|| day.to_string()),
                };
                (number, words)
            })
    }

    /// The whole drawing in one sentence or two.
    fn sentence(&self) -> String {
        let mut words = format!(
            "Règle de la session, du {} au {}.",
            fr::day_month(self.start),
            fr::day_month(self.last_day())
        );
        if self.within(self.today) {
            let (day, number) = (fr::day_month(self.today), self.number(self.today));
            words.push_str(&format!(" Aujourd’hui, {day}, jour {number} sur {}.", self.days));
        } else if self.today < self.start {
            words.push_str(" Elle n’a pas commencé.");
        } else {
            words.push_str(" Elle est terminée.");
        }
        for (date, label) in &self.events {
            let past = if *date < self.today { ", passé" } else { "" };
            words.push_str(&format!(" {label} le {}{past}.", fr::day_month(*date)));
        }
        words
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to)
        .ok()
        .and_then(|span| {
            span.total((jiff::Unit::Day, SpanRelativeTo::days_are_24_hours()))
                .ok()
        })
        .map_or(0, whole)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "two dates are at most 7.3 million days apart"
)]
fn whole(days: f64) -> i32 {
    days.round() as i32
}

fn share(number: i64, days: u32) -> f64 {
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    (f64::from(number) - 0.5) * 100.0 / f64::from(days.max(1))
}

/// How wide some words are on a phone, in per cent of the rule.
fn width(words: &str) -> f64 {
    LETTER * f64::from(u32::try_from(words.chars().count()).unwrap_or(u32::MAX))
}

/// Where some words begin and end on a phone, in per cent of the rule.
fn extent(at: f64, words: &str) -> (f64, f64) {
    let width = width(words);
    match anchor(at, width / 2.0) {
        "start" => (at, at + width),
        "end" => (at - width, at),
        _ => (at - width / 2.0, at + width / 2.0),
    }
}

/// Near an end, the words run away from it.
fn anchor(at: f64, margin: f64) -> &'static str {
    if at < margin {
        "start"
    } else if at > 100.0 - margin {
        "end"
    } else {
        "middle"
    }
}
