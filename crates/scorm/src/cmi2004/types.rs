use super::errors::{ErrorCode, Fault};
use super::identifier::is_uri;
use super::kind::{
    IDENTIFIER_ACCEPTED, Kind, LOCATION_ACCEPTED, LONG_ACCEPTED, Range, SHORT_ACCEPTED, STORE_ACCEPTED, Size,
};
use super::language::is_language;
use super::messages;
use super::responses::{check_pattern, check_response};
use super::time::is_time;
use super::timespan::Timespan;
use super::words::{CompletionStatus, Exit, InteractionType, SuccessStatus};
use crate::navigation::NavigationRequest;

type Checked = Result<(), Fault>;

/// Checks a value against the data type of its element. RTE 4.1.1.7.
///
/// `interaction` is the type of the interaction that the value belongs to.
pub(super) fn check(kind: Kind, value: &str, interaction: Option<InteractionType>) -> Checked {
    match kind {
        Kind::Told => Err(Fault::new(ErrorCode::ReadOnly, messages::READ_ONLY)),
        Kind::Text(size) => text(value, size),
        Kind::Localized(size) => localized(value, size),
        Kind::Identifier => identifier(value, IDENTIFIER_ACCEPTED),
        Kind::Language if value.is_empty() => Ok(()),
        Kind::Language => language(value),
        Kind::Real(range) => in_range(value, range),
        Kind::Time => right(is_time(value), messages::TIME),
        Kind::Interval => right(Timespan::parse(value).is_some(), messages::INTERVAL),
        Kind::Completion => right(CompletionStatus::parse(value).is_some(), messages::WORD),
        Kind::Success => right(SuccessStatus::parse(value).is_some(), messages::WORD),
        Kind::Exit => right(Exit::parse(value).is_some(), messages::WORD),
        Kind::Captioning => right(["-1", "0", "1"].contains(&value), messages::WORD),
        Kind::InteractionType => right(InteractionType::parse(value).is_some(), messages::WORD),
        Kind::Result => {
            let word = ["correct", "incorrect", "unanticipated", "neutral"].contains(&value);
            right(word || real(value).is_some(), messages::RESULT)
        }
        Kind::Pattern => check_pattern(interaction.ok_or(TYPE_FIRST)?, value),
        Kind::Response => check_response(interaction.ok_or(TYPE_FIRST)?, value),
        Kind::Request => request(value),
    }
}

/// The format of a response depends on the type of its interaction.
pub(super) const TYPE_FIRST: Fault = Fault::new(ErrorCode::DependencyNotEstablished, messages::TYPE_FIRST);

/// 406, with its reason, unless a value is right.
pub(super) fn right(right: bool, why: &'static str) -> Checked {
    if right { Ok(()) } else { Err(Fault::mismatch(why)) }
}

/// A characterstring. A text that is too long is refused whole: what content wrote is never cut.
pub(super) fn text(value: &str, size: Size) -> Checked {
    match size {
        Size::Short => shorter(value, SHORT_ACCEPTED),
        Size::Location => shorter(value, LOCATION_ACCEPTED),
        Size::Long => shorter(value, LONG_ACCEPTED),
        Size::Store if value.len() <= STORE_ACCEPTED => Ok(()),
        Size::Store => Err(Fault::set(messages::TOO_LONG)),
    }
}

/// localized_string_type: a text, perhaps after its language, `{lang=fr}`. RTE 4.1.1.7.
pub(super) fn localized(value: &str, size: Size) -> Checked {
    match value.strip_prefix("{lang=").and_then(|rest| rest.split_once('}')) {
        Some((code, rest)) => {
            language(code)?;
            text(rest, size)
        }
        None => text(value, size),
    }
}

pub(super) fn language(value: &str) -> Checked {
    shorter(value, SHORT_ACCEPTED)?;
    right(is_language(value), messages::LANGUAGE)
}

/// long_identifier_type or short_identifier_type, according to what is accepted. RTE 4.1.1.7.
pub(super) fn identifier(value: &str, characters: usize) -> Checked {
    shorter(value, characters)?;
    right(is_uri(value), messages::IDENTIFIER)
}

/// real(10,7): a minus sign perhaps, digits, a point perhaps. More digits than seven are kept.
pub(super) fn real(value: &str) -> Option<f64> {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digital = whole
        .bytes()
        .chain(fraction.bytes())
        .all(|byte| byte.is_ascii_digit());
    let numbered = whole.len() + fraction.len() > 0 && value.len() <= 64;
    if digital && numbered {
        value.parse().ok()
    } else {
        None
    }
}

fn in_range(value: &str, range: Range) -> Checked {
    let number = real(value).ok_or(Fault::mismatch(messages::REAL))?;
    let inside = match range {
        Range::Any => true,
        Range::NotNegative => number >= 0.0,
        Range::ZeroToOne => (0.0..=1.0).contains(&number),
        Range::MinusOneToOne => (-1.0..=1.0).contains(&number),
    };
    if inside {
        Ok(())
    } else {
        Err(Fault::new(ErrorCode::ValueOutOfRange, messages::RANGE))
    }
}

/// `adl.nav.request`: its targets are identifiers of the manifest. SN 5.6.4.
fn request(value: &str) -> Checked {
    shorter(value, IDENTIFIER_ACCEPTED)?;
    right(NavigationRequest::parse(value).is_ok(), messages::REQUEST)
}

fn shorter(value: &str, characters: usize) -> Checked {
    if value.len() <= characters || value.chars().count() <= characters {
        Ok(())
    } else {
        Err(Fault::set(messages::TOO_LONG))
    }
}
