//! Why a document was not made, for the operator.

use std::fmt;

/// A document that could not be made. No string of the caller's is known to cause one: it is a fault of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which document: « certificat de réalisation ».
    pub document: &'static str,
    /// Why, in the words of the typesetter, without anything that the document says.
    pub cause: String,
}

impl Error {
    pub(crate) fn new(document: &'static str, cause: impl fmt::Display) -> Self {
        Self {
            document,
            cause: cause.to_string(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the document « {} » could not be made: {}",
            self.document, self.cause
        )
    }
}

impl std::error::Error for Error {}

/// The typesetter quotes the text that it stumbles on, between backticks: a name has no place in a log.
pub(crate) fn without_quotes(message: &str) -> String {
    let Some((before, rest)) = message.split_once('`') else {
        return message.to_owned();
    };
    let after = rest.rsplit_once('`').map_or("", |(_, after)| after);
    format!("{before}`…`{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_does_not_repeat_what_the_document_says() {
        let cases = [
            ("file not found", "file not found"),
            (
                "the text `Monique` could not be displayed with Noto",
                "the text `…` could not be displayed with Noto",
            ),
            ("the text `a`b` is wrong", "the text `…` is wrong"),
            ("the text `Monique", "the text `…`"),
        ];
        for (message, cause) in cases {
            assert_eq!(without_quotes(message), cause);
        }
    }
}
