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
    let (kind, answers): (&str, Vec<String>) = match &gap.filling {
        Filling::ShortText(one) => (
            "mots",
            one.accepted.iter().map(|words| words.text.clone()).collect(),
        ),
        Filling::Single(one) => ("liste", shown(one).map(|(_, one)| one.text.clone()).collect()),
        Filling::Numeric(one) => ("nombre", one.accepted.iter().map(number_line).collect()),
    };
    let weight = if gap.weight == 1 {
        String::new()
    } else {
        gap.weight.to_string()
    };
    row(kind, &answers.join("\n"), weight, "")
}

/// The choices of a list as they are shown, the right ones first, each with its place.
fn shown(one: &Choices) -> impl Iterator<Item = (usize, &Choice)> {
    let right = |(_, one): &(usize, &Choice)| one.share == Share::ALL;
    let all = || one.choices.iter().enumerate();
    all().filter(right).chain(all().filter(move |one| !right(one)))
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
    let said = |row: &Row| (row.text.clone(), lines(&row.with));
    let typed_gaps: Vec<_> = typed.rows.iter().map(said).collect();
    let known: Vec<_> = before.iter().map(|gap| said(&show(gap))).collect();
    let from = origins(&typed_gaps, &known);
    let rows = typed.rows.iter().enumerate().zip(from);
    let gaps = rows.map(|((at, row), from)| {
        let was = from.and_then(|from| before.get(from).map(|gap| (from, &gap.filling)));
        let filling = match was {
            // Answers that weren't touched keep what this form doesn't show: parts, feedback.
            Some((from, was)) if known.get(from) == typed_gaps.get(at) => was.clone(),
            was => filling(at, row, was.map(|(_, was)| was), mistakes),
        };
        Gap {
            weight: weight(at, row, mistakes),
            filling,
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

/// What fills a gap as it is typed. What this form doesn't show of an answer (its part, its feedback) stays with the answer, or
/// with the one that took its place.
fn filling(at: usize, row: &Row, before: Option<&Filling>, mistakes: &mut Vec<Mistake>) -> Filling {
    let answers = lines(&row.with);
    match (row.text.as_str(), before) {
        ("liste", Some(Filling::Single(one))) => Filling::Single(list_over(answers, one)),
        ("liste", _) => Filling::Single(list_over(answers, &Choices::default())),
        ("nombre", before) => {
            let before = match before {
                Some(Filling::Numeric(one)) => one.clone(),
                _ => Numeric::default(),
            };
            let read: Option<Vec<Number>> = answers.iter().map(|line| number_of(line)).collect();
            if read.is_none() {
                mistakes.push((format!("avec-{at}"), NUMBER.to_owned()));
            }
            let known: Vec<String> = before.accepted.iter().map(number_line).collect();
            let from = origins(&answers, &known);
            let accepted = read.unwrap_or_default().into_iter().zip(from);
            let accepted = accepted.map(
                |(number, from)| match from.and_then(|at| before.accepted.get(at)) {
                    Some(was) => Number {
                        share: was.share,
                        feedback: was.feedback.clone(),
                        ..number
                    },
                    None => number,
                },
            );
            Filling::Numeric(Numeric {
                accepted: accepted.collect(),
                ..before
            })
        }
        (_, before) => {
            let before = match before {
                Some(Filling::ShortText(one)) => one.clone(),
                _ => ShortText::default(),
            };
            let known: Vec<String> = before.accepted.iter().map(|one| one.text.clone()).collect();
            let from = origins(&answers, &known);
            let accepted = answers.into_iter().zip(from).map(|(text, from)| {
                let was = from.and_then(|at| before.accepted.get(at));
                Words {
                    text,
                    share: was.map_or(Share::ALL, |was| was.share),
                    feedback: was.map(|was| was.feedback.clone()).unwrap_or_default(),
                }
            });
            Filling::ShortText(ShortText {
                accepted: accepted.collect(),
                ..before
            })
        }
    }
}

/// For each thing typed, the place of the one that it was: the one that reads the same; otherwise, where there are as many as
/// before, the one of its place, unless that one is found elsewhere.
fn origins<T: PartialEq>(typed: &[T], known: &[T]) -> Vec<Option<usize>> {
    let mut free = vec![true; known.len()];
    let same = |one: &T| {
        let mut places = known.iter().enumerate();
        let (at, _) = places.find(|(at, other)| free[*at] && *other == one)?;
        free[at] = false;
        Some(at)
    };
    let exact: Vec<Option<usize>> = typed.iter().map(same).collect();
    let as_many = typed.len() == known.len();
    let placed = exact.into_iter().enumerate();
    placed
        .map(|(at, found)| found.or_else(|| Some(at).filter(|at| as_many && free[*at])))
        .collect()
}

/// A list as it is typed over another. Where each answer is at its place, so is it in the author's order; otherwise the list is
/// new, and shuffled: its first is the right one.
fn list_over(answers: Vec<String>, before: &Choices) -> Choices {
    let was: Vec<(usize, &Choice)> = shown(before).collect();
    let known: Vec<String> = was.iter().map(|(_, one)| one.text.clone()).collect();
    let from = origins(&answers, &known);
    let in_place = !was.is_empty()
        && answers.len() == was.len()
        && from.iter().enumerate().all(|(at, from)| *from == Some(at));
    let choices = answers.into_iter().zip(&from).enumerate();
    let mut choices: Vec<Choice> = choices
        .map(|(at, (text, from))| {
            let was = from.and_then(|at| was.get(at)).map(|(_, one)| one);
            let new = if at == 0 { Share::ALL } else { Share::NONE };
            Choice {
                text,
                share: was.map_or(new, |was| was.share),
                feedback: was.map(|was| was.feedback.clone()).unwrap_or_default(),
            }
        })
        .collect();
    if let Some((first, others)) = choices.split_first_mut()
        && first.share != Share::ALL
    {
        first.share = Share::ALL;
        for one in others.iter_mut().filter(|one| one.share == Share::ALL) {
            one.share = Share::NONE;
        }
    }
    if !in_place {
        return Choices {
            choices,
            order: Order::Shuffled,
        };
    }
    let mut placed: Vec<(usize, Choice)> = was.iter().map(|(at, _)| *at).zip(choices).collect();
    placed.sort_by_key(|(at, _)| *at);
    Choices {
        choices: placed.into_iter().map(|(_, one)| one).collect(),
        order: before.order,
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
