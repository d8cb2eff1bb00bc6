//! What an answer is worth. An answer left blank earns and costs nothing; free words wait for a person.

use super::answer::{Answer, GapAnswer, Spot};
use super::words::fit;
use super::{
    Body, Choices, Cloze, Decimal, Filling, Hotspot, Marking, Matching, Numeric, Ordering, Parts, Question,
    Share, ShortText, UnitRule,
};

/// How an answer turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was answered.
    Unanswered,
    /// Nothing of it is right.
    Wrong,
    /// A part of it is right.
    Partly,
    /// All of it is right.
    Right,
    /// A person grades it.
    ToGrade,
}

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its share of the question's points, from −1 to 1.
    pub share: Share,
    /// How it turned out.
    pub outcome: Outcome,
    /// What is said of the answer, in order: prose, from the author. The question's own feedback isn't repeated here.
    pub feedback: Vec<String>,
    /// Of a question in parts (things to match, items, gaps), how each turned out.
    pub parts: Vec<Outcome>,
}

impl Score {
    /// Of a question left blank.
    pub const fn unanswered() -> Self {
        Self {
            share: Share::NONE,
            outcome: Outcome::Unanswered,
            feedback: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// Scores an answer. One that doesn't fit the question is left blank: it never was the page's.
pub fn score(question: &Question, answer: Option<&Answer>) -> Score {
    let body = &question.body;
    let fitting = answer.filter(|answer| !answer.is_blank() && answer.fits(body).is_ok());
    let Some(answer) = fitting else {
        return Score::unanswered();
    };
    let marking = question.marking;
    match (body, answer) {
        (Body::Single(one), Answer::Single(place)) => whole(chosen(one, *place), marking),
        (Body::Multiple(one), Answer::Multiple(places)) => multiple(one, places, marking),
        (Body::TrueFalse(one), Answer::TrueFalse(given)) => {
            let said = if *given {
                &one.feedback_true
            } else {
                &one.feedback_false
            };
            whole(Found::new(right(*given == one.answer), said), marking)
        }
        (Body::ShortText(one), Answer::ShortText(typed)) => whole(words(one, typed), marking),
        (Body::Numeric(one), Answer::Numeric(typed)) => whole(number(one, typed), marking),
        (Body::Matching(one), Answer::Matching(with)) => matching(one, with, marking),
        (Body::Ordering(one), Answer::Ordering(places)) => ordering(one, places, marking),
        (Body::Cloze(one), Answer::Cloze(gaps)) => cloze(one, gaps, marking),
        (Body::Hotspot(one), Answer::Hotspot(spot)) => whole(spotted(one, *spot), marking),
        (Body::FreeText(_), Answer::FreeText(_)) => Score {
            outcome: Outcome::ToGrade,
            ..Score::unanswered()
        },
        _ => Score::unanswered(),
    }
}

/// What was found of one answer.
struct Found {
    share: Share,
    feedback: String,
}

impl Found {
    fn new(share: Share, feedback: &str) -> Self {
        Self {
            share,
            feedback: feedback.to_owned(),
        }
    }

    fn nothing() -> Self {
        Self::new(Share::NONE, "")
    }
}

const fn right(is: bool) -> Share {
    if is { Share::ALL } else { Share::NONE }
}

fn outcome(share: Share) -> Outcome {
    if share >= Share::ALL {
        Outcome::Right
    } else if share > Share::NONE {
        Outcome::Partly
    } else {
        Outcome::Wrong
    }
}

fn whole(found: Found, marking: Marking) -> Score {
    let said = Vec::from_iter(Some(found.feedback).filter(|said| !said.is_empty()));
    marked(found.share, outcome(found.share), said, marking)
}

/// The share within its bounds, after the rule on parts and on mistakes.
fn marked(share: Share, outcome: Outcome, feedback: Vec<String>, marking: Marking) -> Score {
    let (share, outcome) = match (marking.parts, outcome) {
        (Parts::Whole, Outcome::Partly) => (Share::NONE, Outcome::Wrong),
        _ => (share, outcome),
    };
    let share = match outcome {
        Outcome::Wrong if share == Share::NONE => marking.mistake,
        _ => share,
    };
    Score {
        share: share.max(marking.floor).min(Share::ALL),
        outcome,
        feedback,
        parts: Vec::new(),
    }
}

fn chosen(one: &Choices, place: usize) -> Found {
    let choice = one.choices.get(place);
    choice.map_or_else(Found::nothing, |choice| {
        Found::new(choice.share, &choice.feedback)
    })
}

/// The sum of what was chosen, mistakes included; all of it is right when every answer worth something was, and none besides.
fn multiple(one: &Choices, places: &[usize], marking: Marking) -> Score {
    let picked = || {
        one.choices
            .iter()
            .enumerate()
            .filter(|(at, _)| places.contains(at))
    };
    // All or nothing, a mistake takes its share once, whatever was chosen.
    let once = match marking.parts {
        Parts::Each => Share::NONE,
        Parts::Whole => marking.mistake,
    };
    let sum: Share = match marking.parts {
        Parts::Each => picked()
            .map(|(_, choice)| one.earned(choice, marking.mistake))
            .sum(),
        Parts::Whole => Share::NONE,
    };
    let exact = one
        .choices
        .iter()
        .enumerate()
        .all(|(at, choice)| (choice.share > Share::NONE) == places.contains(&at));
    let any = picked().any(|(_, choice)| choice.share > Share::NONE);
    let outcome = match (exact, any) {
        (true, _) => Outcome::Right,
        (false, true) => Outcome::Partly,
        (false, false) => Outcome::Wrong,
    };
    let sum = if exact { Share::ALL } else { sum };
    let said = picked()
        .map(|(_, choice)| choice.feedback.clone())
        .filter(|said| !said.is_empty());
    marked(
        sum,
        outcome,
        said.collect(),
        Marking {
            mistake: once,
            ..marking
        },
    )
}

fn words(one: &ShortText, typed: &str) -> Found {
    let fits = |expected: &&super::Words| fit(typed, &expected.text, one.case, one.accents);
    let found = one.accepted.iter().find(fits);
    found.map_or_else(Found::nothing, |words| Found::new(words.share, &words.feedback))
}

fn number(one: &Numeric, typed: &str) -> Found {
    let otherwise = || Found::new(Share::NONE, &one.feedback_otherwise);
    let Some((value, worth)) = measured(one, typed) else {
        return otherwise();
    };
    let value = value.times(worth);
    let found = one.accepted.iter().find(|accepted| {
        accepted.bounds().is_some_and(|(low, high)| {
            value.compare(low.times(Decimal::ONE)).is_ge() && value.compare(high.times(Decimal::ONE)).is_le()
        })
    });
    found.map_or_else(otherwise, |number| Found::new(number.share, &number.feedback))
}

/// The number typed and what its unit is worth.
fn measured(one: &Numeric, typed: &str) -> Option<(Decimal, Decimal)> {
    let (value, unit) = Decimal::split(typed)?;
    if unit.is_empty() {
        return (one.units.is_empty() || one.unit_rule == UnitRule::Optional)
            .then_some((value, Decimal::ONE));
    }
    // « m » isn't « M »: capitals are told apart first.
    let plain = |name: &str| name.split_whitespace().collect::<String>();
    let exact = one.units.iter().find(|known| plain(&known.name) == plain(unit));
    let near = || {
        one.units
            .iter()
            .find(|known| plain(&known.name).to_lowercase() == plain(unit).to_lowercase())
    };
    exact.or_else(near).map(|known| (value, known.worth))
}

fn spotted(one: &Hotspot, spot: Spot) -> Found {
    let area = match spot {
        Spot::Area(place) => one.areas.get(place),
        Spot::Point(x, y) => one.areas.iter().find(|area| area.shape.holds(x, y)),
    };
    area.map_or_else(Found::nothing, |area| Found::new(area.share, &area.feedback))
}

/// A part of a question: what it weighs, what it earned (nothing when blank), what is said.
type Piece = (u32, Option<Found>);

fn matching(one: &Matching, with: &[Option<usize>], marking: Marking) -> Score {
    let options = one.options();
    let pieces = one.pairs.iter().zip(with).map(|(pair, given)| {
        let is = |place: usize| options.get(place).is_some_and(|option| *option == pair.with);
        (1, given.map(|place| Found::new(right(is(place)), "")))
    });
    in_parts(pieces.collect(), marking)
}

fn ordering(one: &Ordering, places: &[usize], marking: Marking) -> Score {
    // Items that read alike stand for each other.
    let pieces = one.items.iter().zip(places).map(|(item, place)| {
        let is = one.items.get(*place) == Some(item);
        (1, Some(Found::new(right(is), "")))
    });
    in_parts(pieces.collect(), marking)
}

fn cloze(one: &Cloze, given: &[Option<GapAnswer>], marking: Marking) -> Score {
    let pieces = one.gaps.iter().zip(given).map(|(gap, given)| {
        let given = given.as_ref().filter(|given| !given.is_blank());
        (gap.weight, given.map(|given| filled(&gap.filling, given)))
    });
    in_parts(pieces.collect(), marking)
}

fn filled(filling: &Filling, given: &GapAnswer) -> Found {
    match (filling, given) {
        (Filling::Single(one), GapAnswer::Chosen(place)) => chosen(one, *place),
        (Filling::ShortText(one), GapAnswer::Typed(typed)) => words(one, typed),
        (Filling::Numeric(one), GapAnswer::Typed(typed)) => number(one, typed),
        _ => Found::nothing(),
    }
}

/// Parts weighed together. A wrong part takes the mistake's share of its own weight.
fn in_parts(pieces: Vec<Piece>, marking: Marking) -> Score {
    let weights = pieces
        .iter()
        .fold(0u32, |sum, (weight, _)| sum.saturating_add(*weight));
    let outcomes: Vec<Outcome> = pieces
        .iter()
        .map(|(_, found)| {
            found
                .as_ref()
                .map_or(Outcome::Unanswered, |found| outcome(found.share))
        })
        .collect();
    let all = |wanted: Outcome| outcomes.iter().all(|one| *one == wanted);
    let any = outcomes
        .iter()
        .any(|one| matches!(one, Outcome::Right | Outcome::Partly));
    let turned = match (all(Outcome::Right), any) {
        (true, _) => Outcome::Right,
        (false, true) => Outcome::Partly,
        (false, false) => Outcome::Wrong,
    };
    let sum = weighed(&pieces, weights, marking);
    let said = pieces
        .into_iter()
        .filter_map(|(_, found)| found.map(|found| found.feedback));
    let said = said.filter(|said| !said.is_empty()).collect();
    // Mistakes of parts are in the sum already.
    let mistake = if marking.parts == Parts::Whole {
        marking.mistake
    } else {
        Share::NONE
    };
    let mut score = marked(sum, turned, said, Marking { mistake, ..marking });
    score.parts = outcomes;
    score
}

fn weighed(pieces: &[Piece], weights: u32, marking: Marking) -> Share {
    let whole = |share: Share| {
        pieces
            .iter()
            .all(|(_, found)| found.as_ref().is_some_and(|one| one.share == share))
    };
    if whole(Share::ALL) {
        return Share::ALL;
    }
    let parts = pieces.iter().filter_map(|(weight, found)| {
        let share = found.as_ref()?.share;
        let share = if share == Share::NONE && marking.parts == Parts::Each {
            marking.mistake
        } else {
            share
        };
        Some(share.weighed(*weight, weights))
    });
    parts.sum()
}
