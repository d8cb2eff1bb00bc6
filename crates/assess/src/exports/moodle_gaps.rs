//! The gaps of a text as Moodle's cloze writes them.

use super::{accents, percentage, say};
use crate::questions::{Case, Choices, Cloze, Filling, Gap, Numeric, Order, Share, ShortText, gap_mark};

/// The text, its gaps written where their marks stand.
pub(super) fn gapped(text: &str, one: &Cloze, losses: &mut Vec<String>) -> String {
    let mut out = text.replace('\\', "\\\\").replace('{', "\\{").replace('}', "\\}");
    for (place, gap) in one.gaps.iter().enumerate() {
        out = out.replacen(&gap_mark(place), &written(gap, losses), 1);
    }
    out
}

fn written(gap: &Gap, losses: &mut Vec<String>) -> String {
    let (kind, items) = match &gap.filling {
        Filling::Single(one) => (
            if one.order == Order::Shuffled {
                "MULTICHOICE_S"
            } else {
                "MULTICHOICE"
            },
            choices(one),
        ),
        Filling::ShortText(one) => {
            accents(one.accents, losses);
            (
                if one.case == Case::Counts {
                    "SHORTANSWER_C"
                } else {
                    "SHORTANSWER"
                },
                short(one),
            )
        }
        Filling::Numeric(one) => ("NUMERICAL", numeric(one, losses)),
    };
    format!("{{{}:{kind}:{}}}", gap.weight, items.join("~"))
}

fn choices(one: &Choices) -> Vec<String> {
    one.choices
        .iter()
        .map(|one| item(one.share, &kept(&one.text), &one.feedback))
        .collect()
}

fn short(one: &ShortText) -> Vec<String> {
    one.accepted
        .iter()
        .map(|one| item(one.share, &kept(&one.text), &one.feedback))
        .collect()
}

fn numeric(one: &Numeric, losses: &mut Vec<String>) -> Vec<String> {
    if !one.units.is_empty() {
        say(losses, "Les unités d’un trou ne se disent pas dans Moodle.");
    }
    let all = one.accepted.iter().map(|number| {
        item(
            number.share,
            &format!("{}:{}", number.value, number.tolerance),
            &number.feedback,
        )
    });
    let mut all: Vec<String> = all.collect();
    if !one.feedback_otherwise.is_empty() {
        all.push(item(Share::NONE, "*", &one.feedback_otherwise));
    }
    all
}

fn item(share: Share, text: &str, feedback: &str) -> String {
    let said = if feedback.is_empty() {
        String::new()
    } else {
        format!("#{}", kept(feedback))
    };
    match share {
        Share::ALL => format!("={text}{said}"),
        share => format!("%{}%{text}{said}", percentage(share)),
    }
}

/// With a backslash before each sign that would cut.
fn kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '~' | '=' | '#' | '{' | '}' | '\\' | '%' | '"' | '/' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}
