//! Gaps as authors type them: a type, and answers one a line.

use assess::questions::{
    Body, Choice, Choices, Cloze, Decimal, Filling, Gap, Number, Numeric, Order, Share, ShortText, Words,
};

use super::marks::number;
use super::parts::{lines, row};
use super::{Mistake, Row, Typed};

/// The types of gaps, with the words for people.
pub const FILLINGS: [(&str, &str); 3] = [
    ("mots", "Mots à écrire"),
    ("liste", "Liste où choisir"),
    ("nombre", "Nombre à écrire"),
];

const NUMBER: &str =
    "Écrivez un nombre par ligne, avec sa marge si vous en donnez une\u{202f}: 12 ou 12 ± 0,5.";
const WEIGHT: &str = "Le poids d’un trou est un nombre entier, par exemple 1.";

pub(super) fn show(gap: &Gap) -> Row {
    let (kind, answers) = match &gap.filling {
        Filling::ShortText(one) => (
            "mots",
            one.accepted.iter().map(|words| words.text.clone()).collect(),
        ),
        Filling::Single(one) => {
            let right = |one: &&Choice| one.share == Share::ALL;
            let first = one.choices.iter().filter(right);
            let others = one.choices.iter().filter(|one| !right(one));
            (
                "liste",
                first
                    .chain(others)
                    .map(|one| one.text.clone())
                    .collect::<Vec<_>>(),
            )
        }
        Filling::Numeric(one) => ("nombre", one.accepted.iter().map(number_line).collect()),
    };
    let weight = if gap.weight == 1 {
        String::new()
    } else {
        gap.weight.to_string()
    };
    row(kind, &answers.join("\n"), weight, "")
}

fn number_line(one: &Number) -> String {
    match one.tolerance == Decimal::ZERO {
        true => number(one.value),
        false => format!("{} ± {}", number(one.value), number(one.tolerance)),
    }
}

pub(super) fn read(typed: &Typed, over: Option<&Body>, mistakes: &mut Vec<Mistake>) -> Cloze {
    let before: &[Gap] = match over {
        Some(Body::Cloze(one)) => &one.gaps,
        _ => &[],
    };
    let rows = typed.rows.iter().enumerate();
    let gaps = rows.map(|(at, row)| {
        // Answers that weren't touched keep what this form doesn't show: parts, feedback.
        let kept = before.get(at).filter(|gap| {
            let shown = show(gap);
            (shown.text.as_str(), lines(&shown.with)) == (row.text.as_str(), lines(&row.with))
        });
        Gap {
            weight: weight(at, row, mistakes),
            filling: kept.map_or_else(|| filling(at, row, mistakes), |gap| gap.filling.clone()),
        }
    });
    Cloze { gaps: gaps.collect() }
}

fn weight(at: usize, row: &Row, mistakes: &mut Vec<Mistake>) -> u32 {
    match row.part.trim() {
        "" => 1,
        typed => typed.parse().unwrap_or_else(|_| {
            mistakes.push((format!("part-{at}"), WEIGHT.to_owned()));
            1
        }),
    }
}

fn filling(at: usize, row: &Row, mistakes: &mut Vec<Mistake>) -> Filling {
    let answers = lines(&row.with);
    match row.text.as_str() {
        "liste" => Filling::Single(Choices {
            choices: answers
                .into_iter()
                .enumerate()
                .map(|(at, text)| Choice {
                    text,
                    share: if at == 0 { Share::ALL } else { Share::NONE },
                    feedback: String::new(),
                })
                .collect(),
            order: Order::Shuffled,
        }),
        "nombre" => {
            let read: Option<Vec<Number>> = answers.iter().map(|line| number_of(line)).collect();
            if read.is_none() {
                mistakes.push((format!("avec-{at}"), NUMBER.to_owned()));
            }
            Filling::Numeric(Numeric {
                accepted: read.unwrap_or_default(),
                ..Numeric::default()
            })
        }
        _ => Filling::ShortText(ShortText {
            accepted: answers
                .into_iter()
                .map(|text| Words {
                    text,
                    share: Share::ALL,
                    feedback: String::new(),
                })
                .collect(),
            ..ShortText::default()
        }),
    }
}

fn number_of(line: &str) -> Option<Number> {
    let (value, tolerance) = line.split_once('±').unwrap_or((line, "0"));
    Some(Number {
        value: Decimal::read(value.trim())?,
        tolerance: Decimal::read(tolerance.trim())?,
        share: Share::ALL,
        feedback: String::new(),
    })
}
