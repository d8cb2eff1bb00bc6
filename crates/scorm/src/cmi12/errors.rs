use serde::{Deserialize, Serialize};

/// An error of the run-time API. RTE 3.3.3: error codes and their strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ErrorCode {
    /// 0: the last call succeeded.
    NoError,
    /// 101: the call makes no sense now, or a limit of the platform is reached.
    GeneralException,
    /// 201: the argument, or the element named, is not valid; also an index that leaves a hole in an array.
    InvalidArgument,
    /// 202: `_children` was asked of an element that has none.
    CannotHaveChildren,
    /// 203: `_count` was asked of an element that is not an array.
    NotAnArray,
    /// 301: `LMSInitialize` has not been called, or `LMSFinish` has.
    NotInitialized,
    /// 401: the data model has no such category.
    NotImplemented,
    /// 402: `_children`, `_count` and `_version` are keywords: they cannot be set.
    ElementIsKeyword,
    /// 403: content may only read this element.
    ReadOnly,
    /// 404: content may only write this element.
    WriteOnly,
    /// 405: the value is not of the element's data type, or is larger than what is accepted.
    IncorrectDataType,
}

impl ErrorCode {
    /// Every code, in order.
    pub const ALL: [Self; 11] = [
        Self::NoError,
        Self::GeneralException,
        Self::InvalidArgument,
        Self::CannotHaveChildren,
        Self::NotAnArray,
        Self::NotInitialized,
        Self::NotImplemented,
        Self::ElementIsKeyword,
        Self::ReadOnly,
        Self::WriteOnly,
        Self::IncorrectDataType,
    ];

    /// The code as `LMSGetLastError` returns it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoError => "0",
            Self::GeneralException => "101",
            Self::InvalidArgument => "201",
            Self::CannotHaveChildren => "202",
            Self::NotAnArray => "203",
            Self::NotInitialized => "301",
            Self::NotImplemented => "401",
            Self::ElementIsKeyword => "402",
            Self::ReadOnly => "403",
            Self::WriteOnly => "404",
            Self::IncorrectDataType => "405",
        }
    }

    /// The code as a number.
    pub fn number(self) -> u16 {
        self.code().parse().unwrap_or_default()
    }

    /// The text of `LMSGetErrorString`.
    pub fn string(self) -> &'static str {
        match self {
            Self::NoError => "No error",
            Self::GeneralException => "General Exception",
            Self::InvalidArgument => "Invalid argument error",
            Self::CannotHaveChildren => "Element cannot have children",
            Self::NotAnArray => "Element not an array. Cannot have count.",
            Self::NotInitialized => "Not initialized",
            Self::NotImplemented => "Not implemented error",
            Self::ElementIsKeyword => "Invalid set value, element is a keyword",
            Self::ReadOnly => "Element is read only.",
            Self::WriteOnly => "Element is write only",
            Self::IncorrectDataType => "Incorrect Data Type",
        }
    }

    /// The error that a code names; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.code() == code.trim())
    }
}
