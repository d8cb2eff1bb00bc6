use serde::{Deserialize, Serialize};

use super::messages;

/// An error of the run-time API. RTE 3.1.7: error codes, with the number that `GetLastError` returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ErrorCode {
    /// 0: the last call succeeded.
    NoError = 0,
    /// 101: no other code says it.
    GeneralException = 101,
    /// 102: `Initialize` failed.
    GeneralInitializationFailure = 102,
    /// 103: `Initialize` was already called.
    AlreadyInitialized = 103,
    /// 104: `Initialize` after `Terminate`.
    ContentInstanceTerminated = 104,
    /// 111: `Terminate` failed.
    GeneralTerminationFailure = 111,
    /// 112: `Terminate` before `Initialize`.
    TerminationBeforeInitialization = 112,
    /// 113: `Terminate` was already called.
    TerminationAfterTermination = 113,
    /// 122: `GetValue` before `Initialize`.
    RetrieveDataBeforeInitialization = 122,
    /// 123: `GetValue` after `Terminate`.
    RetrieveDataAfterTermination = 123,
    /// 132: `SetValue` before `Initialize`.
    StoreDataBeforeInitialization = 132,
    /// 133: `SetValue` after `Terminate`.
    StoreDataAfterTermination = 133,
    /// 142: `Commit` before `Initialize`.
    CommitBeforeInitialization = 142,
    /// 143: `Commit` after `Terminate`.
    CommitAfterTermination = 143,
    /// 201: an argument that must be the empty text is not.
    GeneralArgumentError = 201,
    /// 301: nothing can be read there: no such entry, no such keyword, no name.
    GeneralGetFailure = 301,
    /// 351: nothing can be written there: out of order, not unique, full, no name.
    GeneralSetFailure = 351,
    /// 391: what was written could not be kept.
    GeneralCommitFailure = 391,
    /// 401: the data model has no such element.
    UndefinedElement = 401,
    /// 402: the element is known and not supported; never, here.
    UnimplementedElement = 402,
    /// 403: nobody has given the element a value.
    ValueNotInitialized = 403,
    /// 404: content may only read this element.
    ReadOnly = 404,
    /// 405: content may only write this element.
    WriteOnly = 405,
    /// 406: the value is not of the element's data type.
    TypeMismatch = 406,
    /// 407: the number is outside of the element's range.
    ValueOutOfRange = 407,
    /// 408: another element must be written first.
    DependencyNotEstablished = 408,
}

impl ErrorCode {
    /// Every code, in order.
    pub const ALL: [Self; 26] = [
        Self::NoError,
        Self::GeneralException,
        Self::GeneralInitializationFailure,
        Self::AlreadyInitialized,
        Self::ContentInstanceTerminated,
        Self::GeneralTerminationFailure,
        Self::TerminationBeforeInitialization,
        Self::TerminationAfterTermination,
        Self::RetrieveDataBeforeInitialization,
        Self::RetrieveDataAfterTermination,
        Self::StoreDataBeforeInitialization,
        Self::StoreDataAfterTermination,
        Self::CommitBeforeInitialization,
        Self::CommitAfterTermination,
        Self::GeneralArgumentError,
        Self::GeneralGetFailure,
        Self::GeneralSetFailure,
        Self::GeneralCommitFailure,
        Self::UndefinedElement,
        Self::UnimplementedElement,
        Self::ValueNotInitialized,
        Self::ReadOnly,
        Self::WriteOnly,
        Self::TypeMismatch,
        Self::ValueOutOfRange,
        Self::DependencyNotEstablished,
    ];

    /// The number that `GetLastError` returns.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// The text of `GetErrorString`: 255 characters at most.
    pub fn error_string(self) -> &'static str {
        messages::error_string(self)
    }

    /// The error that a number names, written as `GetLastError` writes it; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|error| error.code().to_string() == code)
    }
}

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What `GetLastError` returns.
    pub code: ErrorCode,
    /// What `GetDiagnostic` says of it: a sentence in English, as the rest of the API; 255 characters at most.
    pub why: &'static str,
}

impl Fault {
    pub(super) const fn new(code: ErrorCode, why: &'static str) -> Self {
        Self { code, why }
    }

    /// 351, with its reason.
    pub(super) const fn set(why: &'static str) -> Self {
        Self::new(ErrorCode::GeneralSetFailure, why)
    }

    /// 301, with its reason.
    pub(super) const fn get(why: &'static str) -> Self {
        Self::new(ErrorCode::GeneralGetFailure, why)
    }

    /// 406, with its reason.
    pub(super) const fn mismatch(why: &'static str) -> Self {
        Self::new(ErrorCode::TypeMismatch, why)
    }
}
