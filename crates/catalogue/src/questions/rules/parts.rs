//! The rows of each type, both ways.

use assess::questions::{
    Accents, Area, Body, Case, Choice, Choices, Decimal, FreeText, Hotspot, Matching, Number, Numeric, Order,
    Ordering, Pair, Shape, Share, ShortText, TrueFalse, Unit, UnitRule, Words,
};

use super::marks::{figures, number, share};
use super::{ACCENTS, CASE, Image, KEPT, Kind, Mistake, Row, Typed, UNIT, cloze, lost, same};

const NUMBER: &str = "Écrivez un nombre, par exemple 12 ou 2,5.";
const UNITS: &str =
    "Écrivez une unité par ligne\u{202f}; si elle vaut autre chose que 1, ajoutez «\u{202f}= 0,01\u{202f}».";
const AREA: &str = "Écrivez les nombres de la zone en pixels\u{202f}: quatre pour un rectangle (gauche, haut, droite, bas), trois pour un cercle (centre, centre, rayon), six ou plus pour un polygone.";
const TRUTH: &str = "Indiquez si l’affirmation est vraie ou fausse.";

/// Fills the form's rows from a body.
pub(super) fn show(body: &Body, typed: &mut Typed) {
    match body {
        Body::Single(one) => choices(one, typed, [Share::ALL, Share::NONE]),
        Body::Multiple(one) => {
            let right = one.choices.iter().filter(|one| one.share > Share::NONE).count();
            let shares = usual(right, !typed.mistake.is_empty());
            choices(one, typed, shares);
        }
        Body::TrueFalse(one) => {
            typed.truth = Some(one.answer);
            typed.said = (one.feedback_true.clone(), one.feedback_false.clone());
        }
        Body::ShortText(one) => {
            let words = |one: &Words| row(&one.text, "", part(one.share, Share::ALL), &one.feedback);
            typed.rows = one.accepted.iter().map(words).collect();
            tick(typed, CASE, one.case == Case::Counts);
            tick(typed, ACCENTS, one.accents == Accents::Count);
        }
        Body::Numeric(one) => {
            typed.rows = one.accepted.iter().map(number_row).collect();
            typed.otherwise = one.feedback_otherwise.clone();
            typed.more = one.units.iter().map(unit_line).collect::<Vec<_>>().join("\n");
            tick(typed, UNIT, one.unit_rule == UnitRule::Required);
        }
        Body::Matching(one) => {
            let pair = |one: &Pair| row(&one.thing, &one.with, String::new(), "");
            typed.rows = one.pairs.iter().map(pair).collect();
            typed.more = one.decoys.join("\n");
            tick(typed, KEPT, one.order == Order::Kept);
        }
        Body::Ordering(one) => {
            typed.rows = one
                .items
                .iter()
                .map(|item| row(item, "", String::new(), ""))
                .collect();
        }
        Body::Cloze(one) => typed.rows = one.gaps.iter().map(cloze::show).collect(),
        Body::Hotspot(one) => {
            typed.rows = one.areas.iter().map(area_row).collect();
            typed.image = Image {
                name: one.image.clone(),
                described: one.described.clone(),
                size: (one.width, one.height),
            };
        }
        Body::FreeText(one) => (typed.more, typed.start) = (one.expected.clone(), one.start.clone()),
    }
}

fn tick(typed: &mut Typed, tick: &str, on: bool) {
    if on {
        typed.ticks.push(tick.to_owned());
    }
}

pub(super) fn row(text: &str, with: &str, part: String, feedback: &str) -> Row {
    Row {
        text: text.to_owned(),
        with: with.to_owned(),
        part,
        feedback: feedback.to_owned(),
        right: false,
    }
}

/// A share that isn't the usual one is written.
fn part(share: Share, usual: Share) -> String {
    match share == usual {
        true => String::new(),
        false => figures(share.as_percentage(), 5),
    }
}

/// What a right and a wrong answer are worth where nothing is typed: ticking everything earns nothing. Where what a mistake
/// takes is typed, a wrong answer has no share of its own, and takes that.
fn usual(right: usize, costs: bool) -> [Share; 2] {
    let each = Share::of(1, i64::try_from(right.max(1)).unwrap_or(1));
    [each, if costs { Share::NONE } else { -each }]
}

fn choices(one: &Choices, typed: &mut Typed, [right, wrong]: [Share; 2]) {
    // One alone is ticked of those of which one is chosen: another that earns as much says so by its part.
    let mut ticked = false;
    let several = typed.kind == Kind::Multiple;
    let mut line = |one: &Choice| {
        let is = one.share > Share::NONE && (several || (one.share == right && !ticked));
        ticked |= is;
        let written = part(one.share, if is { right } else { wrong });
        Row {
            right: is,
            ..row(&one.text, "", written, &one.feedback)
        }
    };
    typed.rows = one.choices.iter().map(&mut line).collect();
    tick(typed, KEPT, one.order == Order::Kept);
}

fn number_row(one: &Number) -> Row {
    let tolerance = match one.tolerance == Decimal::ZERO {
        true => String::new(),
        false => number(one.tolerance),
    };
    row(
        &number(one.value),
        &tolerance,
        part(one.share, Share::ALL),
        &one.feedback,
    )
}

fn unit_line(unit: &Unit) -> String {
    match unit.worth == Decimal::ONE {
        true => unit.name.clone(),
        false => format!("{} = {}", unit.name, number(unit.worth)),
    }
}

fn area_row(one: &Area) -> Row {
    let all: Vec<u32> = match &one.shape {
        Shape::Rectangle(left, top, right, bottom) => vec![*left, *top, *right, *bottom],
        Shape::Circle(x, y, radius) => vec![*x, *y, *radius],
        Shape::Polygon(corners) => corners.iter().flat_map(|(x, y)| [*x, *y]).collect(),
    };
    let figures: Vec<String> = all.iter().map(u32::to_string).collect();
    let is = one.share == Share::ALL;
    let usual = if is { Share::ALL } else { Share::NONE };
    Row {
        right: is,
        ..row(
            &one.name,
            &figures.join(", "),
            part(one.share, usual),
            &one.feedback,
        )
    }
}

/// The body that the form says, and its mistakes.
pub(super) fn read(typed: &Typed, over: Option<&Body>, mistakes: &mut Vec<Mistake>) -> Body {
    match typed.kind {
        Kind::Single => Body::Single(read_choices(typed, [Share::ALL, Share::NONE], mistakes)),
        Kind::Multiple => {
            let right = typed.rows.iter().filter(|row| row.right).count();
            let costs = lost("erreur", &typed.mistake, &mut Vec::new()) != Share::NONE;
            Body::Multiple(read_choices(typed, usual(right, costs), mistakes))
        }
        Kind::TrueFalse => {
            if typed.truth.is_none() {
                mistakes.push(("reponses".to_owned(), TRUTH.to_owned()));
            }
            Body::TrueFalse(TrueFalse {
                answer: typed.truth.unwrap_or_default(),
                feedback_true: typed.said.0.trim().to_owned(),
                feedback_false: typed.said.1.trim().to_owned(),
            })
        }
        Kind::ShortText => Body::ShortText(ShortText {
            accepted: each(typed, mistakes, |row, share| Words {
                text: row.text.trim().to_owned(),
                share,
                feedback: said(row),
            }),
            case: if typed.ticked(CASE) {
                Case::Counts
            } else {
                Case::Ignored
            },
            accents: if typed.ticked(ACCENTS) {
                Accents::Count
            } else {
                Accents::Ignored
            },
        }),
        Kind::Numeric => Body::Numeric(numeric(typed, mistakes)),
        Kind::Matching => Body::Matching(Matching {
            pairs: typed
                .rows
                .iter()
                .map(|row| Pair {
                    thing: row.text.trim().to_owned(),
                    with: row.with.trim().to_owned(),
                })
                .collect(),
            decoys: lines(&typed.more),
            order: order(typed),
        }),
        Kind::Ordering => Body::Ordering(Ordering {
            items: typed.rows.iter().map(|row| row.text.trim().to_owned()).collect(),
        }),
        Kind::Cloze => Body::Cloze(cloze::read(typed, same(typed.kind, over), mistakes)),
        Kind::Hotspot => Body::Hotspot(hotspot(typed, mistakes)),
        Kind::FreeText => Body::FreeText(FreeText {
            expected: typed.more.trim().to_owned(),
            start: typed.start.trim().to_owned(),
        }),
    }
}

fn said(row: &Row) -> String {
    row.feedback.trim().to_owned()
}

fn order(typed: &Typed) -> Order {
    if typed.ticked(KEPT) {
        Order::Kept
    } else {
        Order::Shuffled
    }
}

/// The lines that say something.
pub(super) fn lines(text: &str) -> Vec<String> {
    let all = text.lines().map(str::trim).filter(|line| !line.is_empty());
    all.map(str::to_owned).collect()
}

/// Rows that are right unless their part says otherwise.
fn each<T>(typed: &Typed, mistakes: &mut Vec<Mistake>, make: impl Fn(&Row, Share) -> T) -> Vec<T> {
    let rows = typed.rows.iter().enumerate();
    rows.map(|(at, row)| {
        let worth = share(&format!("part-{at}"), &row.part, mistakes);
        make(row, worth.unwrap_or(Share::ALL))
    })
    .collect()
}

fn read_choices(typed: &Typed, [right, wrong]: [Share; 2], mistakes: &mut Vec<Mistake>) -> Choices {
    let rows = typed.rows.iter().enumerate();
    let choices = rows.map(|(at, row)| Choice {
        text: row.text.trim().to_owned(),
        share: share(&format!("part-{at}"), &row.part, mistakes).unwrap_or(if row.right {
            right
        } else {
            wrong
        }),
        feedback: said(row),
    });
    Choices {
        choices: choices.collect(),
        order: order(typed),
    }
}

/// A number of a field; nought, and a mistake, when it can't be read.
fn decimal(field: String, typed: &str, mistakes: &mut Vec<Mistake>) -> Decimal {
    Decimal::read(typed.trim()).unwrap_or_else(|| {
        mistakes.push((field, NUMBER.to_owned()));
        Decimal::ZERO
    })
}

fn numeric(typed: &Typed, mistakes: &mut Vec<Mistake>) -> Numeric {
    let mut wrong = Vec::new();
    let rows = typed.rows.iter().enumerate();
    let accepted = rows.map(|(at, row)| Number {
        value: decimal(format!("texte-{at}"), &row.text, &mut wrong),
        tolerance: match row.with.trim() {
            "" => Decimal::ZERO,
            tolerance => decimal(format!("avec-{at}"), tolerance, &mut wrong),
        },
        share: share(&format!("part-{at}"), &row.part, mistakes).unwrap_or(Share::ALL),
        feedback: said(row),
    });
    let accepted = accepted.collect();
    mistakes.append(&mut wrong);
    Numeric {
        accepted,
        feedback_otherwise: typed.otherwise.trim().to_owned(),
        units: units(&typed.more, mistakes),
        unit_rule: if typed.ticked(UNIT) {
            UnitRule::Required
        } else {
            UnitRule::Optional
        },
    }
}

fn units(typed: &str, mistakes: &mut Vec<Mistake>) -> Vec<Unit> {
    let all = lines(typed).into_iter().map(|line| match line.rsplit_once('=') {
        None => Some(Unit {
            name: line,
            worth: Decimal::ONE,
        }),
        Some((name, worth)) => Decimal::read(worth.trim()).map(|worth| Unit {
            name: name.trim().to_owned(),
            worth,
        }),
    });
    let all: Option<Vec<Unit>> = all.collect();
    all.unwrap_or_else(|| {
        mistakes.push(("plus".to_owned(), UNITS.to_owned()));
        Vec::new()
    })
}

fn hotspot(typed: &Typed, mistakes: &mut Vec<Mistake>) -> Hotspot {
    let rows = typed.rows.iter().enumerate();
    let areas = rows.map(|(at, row)| Area {
        name: row.text.trim().to_owned(),
        shape: shape(&row.with).unwrap_or_else(|| {
            mistakes.push((format!("avec-{at}"), AREA.to_owned()));
            Shape::Rectangle(0, 0, 1, 1)
        }),
        share: share(&format!("part-{at}"), &row.part, mistakes).unwrap_or(if row.right {
            Share::ALL
        } else {
            Share::NONE
        }),
        feedback: said(row),
    });
    let areas = areas.collect();
    let Image {
        name,
        described,
        size: (width, height),
    } = typed.image.clone();
    Hotspot {
        image: name,
        described: described.trim().to_owned(),
        width,
        height,
        areas,
    }
}

/// An area from its figures: three make a circle, four a rectangle, six or more a polygon.
fn shape(typed: &str) -> Option<Shape> {
    let figures = typed.split([',', ';', ' ']).filter(|figure| !figure.is_empty());
    let figures: Vec<u32> = figures.map(|figure| figure.parse().ok()).collect::<Option<_>>()?;
    match figures.as_slice() {
        [x, y, radius] => Some(Shape::Circle(*x, *y, *radius)),
        [left, top, right, bottom] => Some(Shape::Rectangle(*left, *top, *right, *bottom)),
        corners if corners.len() >= 6 && corners.len().is_multiple_of(2) => {
            let pairs = corners.chunks_exact(2);
            Some(Shape::Polygon(
                pairs
                    .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
                    .collect(),
            ))
        }
        _ => None,
    }
}
