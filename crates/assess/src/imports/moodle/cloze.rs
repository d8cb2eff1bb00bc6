//! The gaps of Moodle's cloze: « {1:SHORTANSWER:=four#Oui ~%50%fournil} » amid the text.

use super::super::few;
use super::super::html::{End, GAP, prose};
use super::super::items::{Item, item, keep_apart, number, put_back};
use super::super::xml::Element;
use super::Reader;
use crate::questions::{
    Accents, Body, Case, Choice, Choices, Cloze, Filling, Gap, MOST_PARTS, Numeric, Order, Share, ShortText,
    Words, gap_mark,
};

/// What stands for a gap while its text becomes prose.
pub(super) fn placeholder(place: usize) -> String {
    format!("{}{place}{}", GAP.0, GAP.1)
}

/// With the marks of the gaps.
pub(super) fn with_marks(text: &str, count: usize) -> String {
    (0..count).fold(text.to_owned(), |text, place| {
        text.replace(&placeholder(place), &gap_mark(place))
    })
}

impl Reader<'_> {
    /// The body and the text of a cloze.
    pub(super) fn gaps(&mut self, asked: &Element) -> Result<(Body, String), String> {
        let written = asked.first("text").map(Element::words).unwrap_or_default();
        self.hold(asked);
        self.markdown = asked.attribute("format") == Some("markdown");
        let kept = keep_apart(&written);
        let (mut out, mut gaps, mut rest) = (String::new(), Vec::new(), kept.as_str());
        let mut ends = End::default();
        while let Some((before, inner, after)) = next_gap(rest, &mut ends) {
            if gaps.len() >= MOST_PARTS {
                return Err(format!("Ce texte a plus de {MOST_PARTS} trous."));
            }
            out.push_str(before);
            out.push_str(&placeholder(gaps.len()));
            gaps.push(self.gap(inner, gaps.len() + 1)?);
            rest = after;
        }
        out.push_str(rest);
        let out = put_back(&out);
        let text = self.written(&out);
        let text = with_marks(&text, gaps.len());
        Ok((Body::Cloze(Cloze { gaps }), text))
    }

    fn gap(&mut self, inner: &str, place: usize) -> Result<Gap, String> {
        let mut parts = inner.splitn(3, ':');
        let weight = parts.next().unwrap_or_default().trim();
        let weight = if weight.is_empty() {
            Some(1)
        } else {
            weight.parse().ok()
        };
        let weight = weight.ok_or_else(|| format!("Le poids du trou {place} n’est pas un nombre."))?;
        let kind = parts.next().unwrap_or_default().trim().to_ascii_uppercase();
        let items = gap_items(parts.next().unwrap_or_default());
        few(items.len())?;
        let filling = match kind.as_str() {
            "SHORTANSWER" | "SA" | "MW" => Filling::ShortText(self.gap_words(&items, Case::Ignored)),
            "SHORTANSWER_C" | "SAC" | "MWC" => Filling::ShortText(self.gap_words(&items, Case::Counts)),
            "NUMERICAL" | "NM" => Filling::Numeric(self.gap_number(&items, place)?),
            kind if kind.starts_with("MULTICHOICE") || kind.starts_with("MC") => {
                let shuffled = kind.ends_with('S');
                Filling::Single(
                    self.gap_choices(&items, if shuffled { Order::Shuffled } else { Order::Kept }),
                )
            }
            kind => {
                return Err(format!(
                    "Le trou {place} est du type «\u{202f}{kind:.30}\u{202f}», qui n’est pas repris."
                ));
            }
        };
        Ok(Gap { weight, filling })
    }

    /// Words of the text, as the text is written.
    fn written(&mut self, words: &str) -> String {
        match self.markdown {
            true => self.marked(words),
            false => prose(words, self.losses),
        }
    }

    fn said(&mut self, item: &Item) -> String {
        self.written(&put_back(&item.feedback))
    }

    fn gap_words(&mut self, items: &[Item], case: Case) -> ShortText {
        let words = items.iter().map(|item| Words {
            text: put_back(&item.text),
            share: item.worth(),
            feedback: self.said(item),
        });
        ShortText {
            accepted: words.collect(),
            case,
            accents: Accents::Count,
        }
    }

    fn gap_choices(&mut self, items: &[Item], order: Order) -> Choices {
        let choices = items.iter().map(|item| Choice {
            text: self.written(&put_back(&item.text)),
            share: item.worth(),
            feedback: self.said(item),
        });
        Choices {
            choices: choices.collect(),
            order,
        }
    }

    fn gap_number(&mut self, items: &[Item], place: usize) -> Result<Numeric, String> {
        let mut numeric = Numeric::default();
        for item in items {
            let said = self.said(item);
            if item.text == "*" {
                numeric.feedback_otherwise = said;
            } else if item.worth() > Share::NONE {
                let read = number(&put_back(&item.text), item.worth(), said);
                numeric
                    .accepted
                    .push(read.ok_or_else(|| format!("Le nombre du trou {place} ne se lit pas."))?);
            } else if let Some(wrong) = number(&put_back(&item.text), item.worth(), said) {
                numeric.accepted.push(wrong);
            }
        }
        Ok(numeric)
    }
}

/// What stands before the next gap, what is within, and what follows it. Other braces are words.
fn next_gap<'t>(text: &'t str, ends: &mut End) -> Option<(&'t str, &'t str, &'t str)> {
    let opened = text.match_indices('{').map(|(at, _)| at);
    let at = opened.into_iter().find(|at| begins(&text[at + 1..]))?;
    let (inner, after) = ends.cut(&text[at + 1..], '}')?;
    Some((&text[..at], inner, after))
}

/// Whether a brace opens a gap: « 1:SHORTANSWER:… ». Reads no further than that.
fn begins(inner: &str) -> bool {
    let weight = inner
        .trim_start()
        .trim_start_matches(|one: char| one.is_ascii_digit());
    let Some(kind) = weight.trim_start().strip_prefix(':').map(str::trim_start) else {
        return false;
    };
    let after = kind.trim_start_matches(|one: char| one.is_ascii_alphabetic() || one == '_');
    after.len() < kind.len() && after.trim_start().starts_with(':')
}

/// The answers of a gap: « ~ » alone stands between them, « = » before those that are right.
fn gap_items(written: &str) -> Vec<Item> {
    let all = written.split('~').map(str::trim).filter(|one| !one.is_empty());
    all.map(|one| match one.strip_prefix('=') {
        Some(right) => item(true, right),
        None => item(false, one),
    })
    .collect()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn the_end_of_a_gap_is_sought_where_one_begins() {
        let cases = [
            ("{{{ {x {1: {1:SA:=a {:MC:", None, 1),
            ("{{ {é} {12:3:} {", None, 0),
            ("a {x} { 1 : SA :=b} c", Some(("a {x} ", " 1 : SA :=b", " c")), 1),
        ];
        for (text, expected, sought) in cases {
            let mut ends = End::default();
            assert_eq!(
                (next_gap(text, &mut ends), ends.sought),
                (expected, sought),
                "{text}"
            );
            if expected.is_none() {
                next_gap(text, &mut ends);
                assert_eq!(ends.sought, sought);
            }
        }
    }
}
