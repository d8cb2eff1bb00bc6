//! What the API says in words: the texts of `GetErrorString`, as RTE 3.1.7 gives them, and the sentences of
//! `GetDiagnostic`.

use super::errors::ErrorCode;

pub(super) fn error_string(error: ErrorCode) -> &'static str {
    match error {
        ErrorCode::NoError => "No Error",
        ErrorCode::GeneralException => "General Exception",
        ErrorCode::GeneralInitializationFailure => "General Initialization Failure",
        ErrorCode::AlreadyInitialized => "Already Initialized",
        ErrorCode::ContentInstanceTerminated => "Content Instance Terminated",
        ErrorCode::GeneralTerminationFailure => "General Termination Failure",
        ErrorCode::TerminationBeforeInitialization => "Termination Before Initialization",
        ErrorCode::TerminationAfterTermination => "Termination After Termination",
        ErrorCode::RetrieveDataBeforeInitialization => "Retrieve Data Before Initialization",
        ErrorCode::RetrieveDataAfterTermination => "Retrieve Data After Termination",
        ErrorCode::StoreDataBeforeInitialization => "Store Data Before Initialization",
        ErrorCode::StoreDataAfterTermination => "Store Data After Termination",
        ErrorCode::CommitBeforeInitialization => "Commit Before Initialization",
        ErrorCode::CommitAfterTermination => "Commit After Termination",
        ErrorCode::GeneralArgumentError => "General Argument Error",
        ErrorCode::GeneralGetFailure => "General Get Failure",
        ErrorCode::GeneralSetFailure => "General Set Failure",
        ErrorCode::GeneralCommitFailure => "General Commit Failure",
        ErrorCode::UndefinedElement => "Undefined Data Model Element",
        ErrorCode::UnimplementedElement => "Unimplemented Data Model Element",
        ErrorCode::ValueNotInitialized => "Data Model Element Value Not Initialized",
        ErrorCode::ReadOnly => "Data Model Element Is Read Only",
        ErrorCode::WriteOnly => "Data Model Element Is Write Only",
        ErrorCode::TypeMismatch => "Data Model Element Type Mismatch",
        ErrorCode::ValueOutOfRange => "Data Model Element Value Out Of Range",
        ErrorCode::DependencyNotEstablished => "Data Model Dependency Not Established",
    }
}

pub(super) const NOT_INITIALIZED: &str = "Initialize was not called.";
pub(super) const ALREADY_INITIALIZED: &str = "Initialize was already called in this launch.";
pub(super) const TERMINATED: &str = "Terminate was already called.";

pub(super) const UNNAMED: &str = "No data model element was named.";
pub(super) const UNDEFINED: &str = "The data model has no such element.";
pub(super) const NO_CHILDREN: &str =
    "Data Model Element Does Not Have Children: _children is not defined here.";
pub(super) const NO_COUNT: &str = "Data Model Element Cannot Have Count: _count is only defined on arrays.";
pub(super) const NO_VERSION: &str = "Data Model Element Does Not Have Version: only cmi._version is defined.";
pub(super) const NO_TARGET: &str = "A target is written {target=identifier}, after choice or jump.";

pub(super) const OUT_OF_RANGE: &str =
    "Data Model Element Collection Element Out Of Range: the array has no such entry.";
pub(super) const NOT_INITIALIZED_VALUE: &str = "The element has no value yet.";
pub(super) const READ_ONLY: &str = "Content may only read this element.";
pub(super) const WRITE_ONLY: &str = "Content may only write this element.";

pub(super) const OUT_OF_ORDER: &str =
    "Data Model Element Collection Set Out Of Order: use the value of _count.";
pub(super) const ARRAY_FULL: &str = "The array is full: nothing was stored.";
pub(super) const ONE_PATTERN: &str =
    "An interaction of this type has one correct response: nothing was stored.";
pub(super) const ID_FIRST: &str = "The id of this entry must be set first.";
pub(super) const TYPE_FIRST: &str = "The type of this interaction must be set first.";
pub(super) const ID_FIXED: &str = "The id of an objective cannot be changed.";
pub(super) const NOT_UNIQUE: &str =
    "Data Model Element ID Already Exists: another entry of the array has this value.";
pub(super) const TOO_LONG: &str = "The text is longer than what is accepted: nothing was stored.";
pub(super) const TOO_MUCH: &str = "The attempt holds 8 MiB already: nothing was stored.";

pub(super) const WORD: &str = "The value is not a word of the element's vocabulary.";
pub(super) const REAL: &str = "A decimal number is expected, such as 0.75.";
pub(super) const RANGE: &str = "The number is outside of the range of the element.";
pub(super) const TIME: &str = "A time is written YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]], from 1970 to 2038.";
pub(super) const INTERVAL: &str = "A duration is written P[yY][mM][dD][T[hH][mM][s[.s]S]], such as PT1H5M.";
pub(super) const IDENTIFIER: &str = "An identifier is a URI: not empty, without spaces.";
pub(super) const LANGUAGE: &str = "A language is written with a code of ISO 639, such as fr or fr-CA.";
pub(super) const RESULT: &str = "A result is correct, incorrect, unanticipated, neutral or a decimal number.";
pub(super) const REQUEST: &str = "The value is not a navigation request.";

pub(super) const TRUE_FALSE: &str = "The answer is true or false.";
pub(super) const SET: &str = "Different identifiers separated by [,] are expected.";
pub(super) const LIST: &str = "Identifiers separated by [,] are expected.";
pub(super) const PAIRS: &str = "Pairs of identifiers source[.]target, separated by [,], are expected.";
pub(super) const STEPS: &str =
    "Steps name[.]answer, separated by [,], are expected; one of the two may be empty.";
pub(super) const NUMBERS: &str =
    "A range min[:]max is expected; min is not above max, and each may be empty.";
pub(super) const MATTERS: &str = "case_matters and order_matters are true or false.";
