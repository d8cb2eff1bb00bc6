use super::element::Kind;
use super::feedback;
use super::start::ResponseCheck;
use super::timespan::{Timespan, digits};
use super::values::{Exit, LessonStatus};

/// Characters accepted in a CMIString255 (the specification's minimum is 255).
pub const STRING255_ACCEPTED: usize = 4_096;
/// Characters accepted in a CMIString4096 (the specification's minimum is 4,096).
pub const STRING4096_ACCEPTED: usize = 65_536;
/// Bytes of UTF-8 accepted in `cmi.suspend_data` (the specification's minimum is 4,096 characters).
pub const SUSPEND_DATA_ACCEPTED: usize = 1_048_576;
/// Characters accepted in a CMIIdentifier (the specification says 255).
pub const IDENTIFIER_ACCEPTED: usize = 1_024;
/// Entries accepted in `cmi.objectives`.
pub const OBJECTIVES_ACCEPTED: usize = 1_000;
/// Entries accepted in `cmi.interactions`.
pub const INTERACTIONS_ACCEPTED: usize = 10_000;
/// Entries accepted in an interaction's `objectives` and in its `correct_responses`.
pub const NESTED_ACCEPTED: usize = 250;

/// Why a value is refused: a sentence for `LMSGetDiagnostic`, in English as the rest of the API.
pub(super) type Refused = &'static str;

/// Checks a value against the data type of its element. RTE 3.4.1.
///
/// `interaction` is the type of the interaction the value belongs to, empty when unknown.
pub(super) fn check(kind: Kind, value: &str, interaction: &str, check: ResponseCheck) -> Result<(), Refused> {
    match kind {
        Kind::Fixed(_) | Kind::Count => Err("A keyword cannot be set."),
        Kind::String255 => longest(value, STRING255_ACCEPTED),
        Kind::String4096 => longest(value, STRING4096_ACCEPTED),
        Kind::SuspendData if value.len() <= SUSPEND_DATA_ACCEPTED => Ok(()),
        Kind::SuspendData => Err("cmi.suspend_data is larger than 1 MiB: nothing was stored."),
        Kind::Identifier => identifier(value),
        Kind::ScoreDecimal => {
            let right =
                value.is_empty() || decimal(value).is_some_and(|score| (0.0..=100.0).contains(&score));
            says(right, "A score is a decimal number from 0 to 100, or blank.")
        }
        Kind::Decimal => says(
            value.is_empty() || decimal(value).is_some(),
            "A decimal number or blank is expected.",
        ),
        Kind::SInteger(least, most) => {
            let right = integer(value).is_some_and(|number| (least..=most).contains(&number));
            says(
                right,
                "A whole number within the range of the element is expected.",
            )
        }
        Kind::Time => says(is_time(value), "A time is written HH:MM:SS.SS."),
        Kind::Timespan => says(
            value.is_empty() || Timespan::parse(value).is_some(),
            "A time span is written HHHH:MM:SS.SS.",
        ),
        Kind::LessonStatus => {
            let status = LessonStatus::parse(value).filter(|status| *status != LessonStatus::NotAttempted);
            says(
                status.is_some(),
                "Content may set passed, completed, failed, incomplete or browsed.",
            )
        }
        Kind::ObjectiveStatus => says(
            LessonStatus::parse(value).is_some(),
            "A status is passed, completed, failed, incomplete, browsed or not attempted.",
        ),
        Kind::Exit => says(
            Exit::parse(value).is_some(),
            "An exit is time-out, suspend, logout or empty.",
        ),
        Kind::InteractionType => says(
            feedback::TYPES.contains(&value),
            "The interaction's type is unknown.",
        ),
        Kind::Result => {
            let word = ["correct", "wrong", "unanticipated", "neutral"].contains(&value);
            says(
                word || decimal(value).is_some(),
                "A result is correct, wrong, unanticipated, neutral or a number.",
            )
        }
        Kind::Feedback => {
            longest(value, STRING255_ACCEPTED)?;
            let right = check == ResponseCheck::AnyText || feedback::fits(interaction, value);
            says(
                right,
                "The response does not have the format of its interaction's type.",
            )
        }
    }
}

fn says(right: bool, refused: Refused) -> Result<(), Refused> {
    if right { Ok(()) } else { Err(refused) }
}

fn longest(value: &str, characters: usize) -> Result<(), Refused> {
    let fits = value.len() <= characters || value.chars().count() <= characters;
    says(
        fits,
        "The text is longer than what is accepted: nothing was stored.",
    )
}

/// CMIIdentifier: no white space, nothing unprintable, never blank.
fn identifier(value: &str) -> Result<(), Refused> {
    longest(value, IDENTIFIER_ACCEPTED)?;
    let printable = !value.chars().any(|c| c.is_whitespace() || c.is_control());
    says(
        !value.is_empty() && printable,
        "An identifier has no white space and is not empty.",
    )
}

/// CMIDecimal: an optional minus sign, digits, an optional point.
pub(super) fn decimal(value: &str) -> Option<f64> {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = whole
        .bytes()
        .chain(fraction.bytes())
        .all(|byte| byte.is_ascii_digit());
    if all_digits && whole.len() + fraction.len() > 0 && value.len() <= 64 {
        value.parse().ok()
    } else {
        None
    }
}

/// CMISInteger: an optional minus sign, digits; -32768 to 32767.
fn integer(value: &str) -> Option<i32> {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    digits(unsigned, 1, 5)?;
    value.parse().ok()
}

/// CMITime: a time of day, `HH:MM:SS` with one or two decimals at most.
fn is_time(value: &str) -> bool {
    value
        .split(':')
        .next()
        .is_some_and(|hours| hours.len() == 2 && hours < "24")
        && value.get(3..5).is_some_and(|minutes| minutes < "60")
        && Timespan::parse(value).is_some()
}
