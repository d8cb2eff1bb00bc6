//! Responses and patterns of correct responses, by type of interaction. RTE 4.2.9.1 and 4.2.9.2.

use std::collections::HashSet;

use super::errors::Fault;
use super::kind::{NESTED_ACCEPTED, RESPONSE_ACCEPTED, SHORT_ACCEPTED, Size};
use super::messages;
use super::types::{identifier, language, localized, real, right, text};
use super::words::InteractionType;

/// Between the elements of a list.
const COMMA: &str = "[,]";
/// Between the two parts of a pair or of a step.
const DOT: &str = "[.]";
/// Between the two ends of a range.
const COLON: &str = "[:]";

type Checked = Result<(), Fault>;

/// Checks a `learner_response`.
pub(super) fn check_response(kind: InteractionType, value: &str) -> Checked {
    short_enough(value)?;
    match kind {
        InteractionType::TrueFalse => right(["true", "false"].contains(&value), messages::TRUE_FALSE),
        // Nothing chosen, nothing matched.
        InteractionType::Choice | InteractionType::Matching if value.is_empty() => Ok(()),
        InteractionType::Choice => set(value),
        InteractionType::FillIn => match_texts(value),
        InteractionType::LongFillIn => localized(value, Size::Long),
        InteractionType::Likert => short_identifier(value),
        InteractionType::Matching => pairs(value),
        InteractionType::Performance => steps(value),
        InteractionType::Sequencing => list(value),
        InteractionType::Numeric => right(real(value).is_some(), messages::REAL),
        InteractionType::Other => text(value, Size::Long),
    }
}

/// Checks a `correct_responses.n.pattern`.
pub(super) fn check_pattern(kind: InteractionType, value: &str) -> Checked {
    short_enough(value)?;
    match kind {
        InteractionType::FillIn => match_texts(delimited(value, &[Delimiter::Case, Delimiter::Order])?),
        InteractionType::LongFillIn => {
            let rest = delimited(value, &[Delimiter::Case, Delimiter::Language])?;
            text(rest, Size::Long)
        }
        InteractionType::Matching => pairs(value),
        InteractionType::Performance => steps(delimited(value, &[Delimiter::Order])?),
        InteractionType::Numeric => range(value, messages::NUMBERS),
        InteractionType::TrueFalse
        | InteractionType::Choice
        | InteractionType::Likert
        | InteractionType::Sequencing
        | InteractionType::Other => check_response(kind, value),
    }
}

/// How many patterns an interaction takes: one where there is one answer. RTE 4.2.9.1.
pub(super) fn patterns_accepted(kind: InteractionType) -> usize {
    match kind {
        InteractionType::TrueFalse
        | InteractionType::Likert
        | InteractionType::Numeric
        | InteractionType::Other => 1,
        _ => NESTED_ACCEPTED,
    }
}

/// Whether two patterns of an interaction may not stand together: those of a choice are different sets, those of a
/// sequencing are different lists. RTE 4.2.9.1.
pub(super) fn collide(kind: InteractionType, one: &str, other: &str) -> bool {
    match kind {
        InteractionType::Choice => {
            let [one, other] = [one, other].map(|set| set.split(COMMA).collect::<HashSet<_>>());
            one == other
        }
        InteractionType::Sequencing => one == other,
        _ => false,
    }
}

fn short_enough(value: &str) -> Checked {
    if value.len() <= RESPONSE_ACCEPTED {
        Ok(())
    } else {
        Err(Fault::set(messages::TOO_LONG))
    }
}

fn short_identifier(value: &str) -> Checked {
    identifier(value, SHORT_ACCEPTED)
}

/// Different identifiers.
fn set(value: &str) -> Checked {
    let mut seen = HashSet::new();
    for id in value.split(COMMA) {
        short_identifier(id)?;
        right(seen.insert(id), messages::SET)?;
    }
    Ok(())
}

/// Identifiers, in order.
fn list(value: &str) -> Checked {
    right(!value.is_empty(), messages::LIST)?;
    value.split(COMMA).try_for_each(short_identifier)
}

/// Texts, each perhaps after its language.
fn match_texts(value: &str) -> Checked {
    value
        .split(COMMA)
        .try_for_each(|text| localized(text, Size::Short))
}

/// Pairs of identifiers.
fn pairs(value: &str) -> Checked {
    for pair in value.split(COMMA) {
        let (source, target) = pair.split_once(DOT).ok_or(Fault::mismatch(messages::PAIRS))?;
        short_identifier(source)?;
        short_identifier(target)?;
    }
    Ok(())
}

/// Names of steps, which are identifiers, and answers, which are texts or ranges of numbers.
fn steps(value: &str) -> Checked {
    for step in value.split(COMMA) {
        let (name, answer) = step.split_once(DOT).ok_or(Fault::mismatch(messages::STEPS))?;
        let said = !(name.is_empty() && answer.is_empty());
        right(said && !answer.contains(DOT), messages::STEPS)?;
        if !name.is_empty() {
            short_identifier(name)?;
        }
        if answer.contains(COLON) {
            range(answer, messages::STEPS)?;
        } else {
            text(answer, Size::Short)?;
        }
    }
    Ok(())
}

/// Two numbers in order, either of which may be left out.
fn range(value: &str, why: &'static str) -> Checked {
    let end = |text: &str| match text {
        "" => Ok(None),
        text => real(text).map(Some).ok_or(Fault::mismatch(why)),
    };
    let (least, most) = value.split_once(COLON).ok_or(Fault::mismatch(why))?;
    match (end(least)?, end(most)?) {
        (Some(least), Some(most)) => right(least <= most, why),
        _ => Ok(()),
    }
}

/// What may lead a pattern, between braces. RTE 4.1.1.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Case,
    Order,
    Language,
}

impl Delimiter {
    fn lead(self) -> &'static str {
        match self {
            Self::Case => "{case_matters=",
            Self::Order => "{order_matters=",
            Self::Language => "{lang=",
        }
    }

    fn check(self, value: &str) -> Checked {
        match self {
            Self::Case | Self::Order => right(["true", "false"].contains(&value), messages::MATTERS),
            Self::Language => language(value),
        }
    }
}

/// What follows the delimiters of a pattern: each once at most, in any order; from anything else on, it is text.
fn delimited<'a>(value: &'a str, expected: &[Delimiter]) -> Result<&'a str, Fault> {
    let mut left = expected.to_vec();
    let mut rest = value;
    while let Some((place, inside, after)) = left.iter().enumerate().find_map(|(place, delimiter)| {
        let (inside, after) = rest.strip_prefix(delimiter.lead())?.split_once('}')?;
        Some((place, inside, after))
    }) {
        left.remove(place).check(inside)?;
        rest = after;
    }
    Ok(rest)
}
