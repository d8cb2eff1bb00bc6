//! Data types, and the sizes that are taken.

/// Characters accepted of a short text (the specification's smallest permitted maximum, « SPM », is 250), and of a
/// short_identifier_type (the same).
pub const SHORT_ACCEPTED: usize = 4_096;
/// Characters accepted in `cmi.location` (SPM 1,000).
pub const LOCATION_ACCEPTED: usize = 16_384;
/// Characters accepted of a long text (SPM 4,000).
pub const LONG_ACCEPTED: usize = 65_536;
/// Characters accepted of a long_identifier_type (SPM 4,000).
pub const IDENTIFIER_ACCEPTED: usize = 16_384;
/// Bytes of UTF-8 accepted in `cmi.suspend_data` and in an `adl.data.n.store` (SPM 64,000 characters).
pub const STORE_ACCEPTED: usize = 1_048_576;
/// Bytes of UTF-8 accepted in a learner's response and in a pattern of correct response, all parts together.
pub const RESPONSE_ACCEPTED: usize = 1_048_576;
/// Entries accepted in `cmi.objectives` (SPM 100) and in `cmi.comments_from_learner` (SPM 250).
pub const ENTRIES_ACCEPTED: usize = 1_000;
/// Entries accepted in `cmi.interactions` (SPM 250).
pub const INTERACTIONS_ACCEPTED: usize = 10_000;
/// Entries accepted in an interaction's `objectives` and in its `correct_responses` (SPM 10).
pub const NESTED_ACCEPTED: usize = 250;
/// Bytes of text that one attempt may hold in all.
pub const TOTAL_ACCEPTED: usize = 8 * 1_048_576;

/// How long a characterstring may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    Short,
    Location,
    Long,
    Store,
}

/// The range of a real(10,7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    Any,
    NotNegative,
    ZeroToOne,
    MinusOneToOne,
}

/// The data type of an element. RTE 4.1.1.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What content never writes isn't checked.
    Told,
    Text(Size),
    /// localized_string_type.
    Localized(Size),
    /// long_identifier_type.
    Identifier,
    /// language_type, or nothing.
    Language,
    Real(Range),
    /// time(second,10,0).
    Time,
    /// timeinterval(second,10,2).
    Interval,
    Completion,
    Success,
    Exit,
    /// -1, 0 or 1.
    Captioning,
    InteractionType,
    Result,
    Pattern,
    Response,
    Request,
}
