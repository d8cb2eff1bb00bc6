//! Navigation requests: what the learner, the platform or content asks for. SN 5.6.2 and SN 5.6.4 (`adl.nav.request`).

use serde::{Deserialize, Serialize};

/// A navigation request. SN table 5.1.1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "request", content = "target")]
pub enum NavigationRequest {
    /// Begin an attempt on the package.
    Start,
    /// Go on where a « suspend all » stopped.
    ResumeAll,
    /// The next activity.
    Continue,
    /// The one before.
    Previous,
    /// This activity, by its identifier.
    Choice(String),
    /// This activity, by its identifier, whatever sequencing says.
    Jump(String),
    /// End the attempt on the current activity.
    Exit,
    /// End the attempt on the package.
    ExitAll,
    /// End the attempt on the current activity without recording it.
    Abandon,
    /// End the attempt on the package without recording the current activity.
    AbandonAll,
    /// Stop here, to go on later.
    SuspendAll,
}

/// What `adl.nav.request_valid` asks about. SN 5.6.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityQuery<'a> {
    /// `adl.nav.request_valid.continue`.
    Continue,
    /// `adl.nav.request_valid.previous`.
    Previous,
    /// `adl.nav.request_valid.choice.{target=…}`.
    Choice(&'a str),
    /// `adl.nav.request_valid.jump.{target=…}`.
    Jump(&'a str),
}

/// Its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Validity {
    /// `true`.
    True,
    /// `false`.
    False,
    /// `unknown`.
    Unknown,
}

impl NavigationRequest {
    /// Reads a value of `adl.nav.request`: none for `_none_`. Errors when it isn't of the vocabulary.
    #[expect(
        clippy::result_unit_err,
        reason = "there is nothing to say but that it isn't one"
    )]
    pub fn parse(value: &str) -> Result<Option<Self>, ()> {
        Ok(Some(match value {
            "_none_" => return Ok(None),
            "continue" => Self::Continue,
            "previous" => Self::Previous,
            "exit" => Self::Exit,
            "exitAll" => Self::ExitAll,
            "abandon" => Self::Abandon,
            "abandonAll" => Self::AbandonAll,
            "suspendAll" => Self::SuspendAll,
            other => {
                let rest = other.strip_prefix("{target=").ok_or(())?;
                let (target, verb) = rest.rsplit_once('}').ok_or(())?;
                if target.is_empty() {
                    return Err(());
                }
                match verb {
                    "choice" => Self::Choice(target.to_owned()),
                    "jump" => Self::Jump(target.to_owned()),
                    _ => return Err(()),
                }
            }
        }))
    }
}

#[cfg(test)]
mod cases {
    use super::NavigationRequest::{self, Choice, Continue, Jump, SuspendAll};

    #[test]
    fn the_vocabulary_of_adl_nav_request() {
        let cases = [
            ("_none_", Ok(None)),
            ("continue", Ok(Some(Continue))),
            ("suspendAll", Ok(Some(SuspendAll))),
            ("{target=intro}choice", Ok(Some(Choice("intro".to_owned())))),
            ("{target=a}b}jump", Ok(Some(Jump("a}b".to_owned())))),
            ("{target=}choice", Err(())),
            ("{target=a}continue", Err(())),
            ("Continue", Err(())),
            ("", Err(())),
        ];
        for (value, expected) in cases {
            assert_eq!(NavigationRequest::parse(value), expected, "{value}");
        }
    }
}
