use super::errors::ErrorCode;
use super::outcome::Outcome;
use super::session::{Fault, Session, Snapshot};
use super::start::Start;
use crate::log::{Act, Operation};

/// The API object that content calls (`window.API`). RTE 3.3.
///
/// `C` gives the time, in milliseconds since 1970 (UTC). Every call that changed something leaves an [`Operation`],
/// to be taken with [`Api12::take_operations`] and sent to the server.
#[derive(Debug)]
pub struct Api12<C> {
    session: Session,
    clock: C,
    operations: Vec<Operation>,
    last: (ErrorCode, &'static str),
}

impl<C: FnMut() -> i64> Api12<C> {
    /// An API for a launch that begins.
    pub fn new(start: Start, clock: C) -> Self {
        Self {
            session: Session::new(start),
            clock,
            operations: Vec::new(),
            last: (ErrorCode::NoError, ""),
        }
    }

    /// An API for a launch taken up again at a snapshot; `start` is the one it began with.
    pub fn restore(start: Start, snapshot: Snapshot, clock: C) -> Self {
        let session = Session::restore(start, snapshot);
        Self {
            session,
            clock,
            operations: Vec::new(),
            last: (ErrorCode::NoError, ""),
        }
    }

    /// `LMSInitialize`: « true », or « false » with 201 (the argument is not empty) or 101 (already called).
    pub fn lms_initialize(&mut self, argument: &str) -> &'static str {
        self.act(Some(argument), Act::Initialize)
    }

    /// `LMSFinish`: « true », or « false » with 201 or 301.
    pub fn lms_finish(&mut self, argument: &str) -> &'static str {
        self.act(Some(argument), Act::Finish)
    }

    /// `LMSCommit`: « true », or « false » with 201 or 301.
    pub fn lms_commit(&mut self, argument: &str) -> &'static str {
        self.act(Some(argument), Act::Commit)
    }

    /// `LMSSetValue`: « true », or « false » with 101, 201, 301, 401, 402, 403 or 405; then nothing is stored.
    pub fn lms_set_value(&mut self, element: &str, value: &str) -> &'static str {
        self.act(
            None,
            Act::Set {
                element: element.to_owned(),
                value: value.to_owned(),
            },
        )
    }

    /// `LMSGetValue`: the value, or the empty text with 201, 202, 203, 301, 401 or 404.
    pub fn lms_get_value(&mut self, element: &str) -> String {
        match self.session.get(element) {
            Ok(value) => {
                self.last = (ErrorCode::NoError, "");
                value
            }
            Err(Fault { code, why }) => {
                self.last = (code, why);
                String::new()
            }
        }
    }

    /// `LMSGetLastError`: the code of the last call's error, « 0 » after a success. Changes nothing.
    pub fn lms_get_last_error(&self) -> &'static str {
        self.last.0.code()
    }

    /// `LMSGetErrorString`: the text of a code; empty for an unknown one. Changes nothing.
    pub fn lms_get_error_string(&self, code: &str) -> &'static str {
        ErrorCode::from_code(code).map_or("", ErrorCode::string)
    }

    /// `LMSGetDiagnostic`: what went wrong in the last call, when `code` is empty or is its code; otherwise the text of
    /// the code. Changes nothing.
    pub fn lms_get_diagnostic(&self, code: &str) -> &'static str {
        let (last, why) = self.last;
        if code.is_empty() || code == last.code() {
            if why.is_empty() { last.string() } else { why }
        } else {
            self.lms_get_error_string(code)
        }
    }

    /// Takes the operations left since the last call.
    pub fn take_operations(&mut self) -> Vec<Operation> {
        std::mem::take(&mut self.operations)
    }

    /// The state, to keep.
    pub fn snapshot(&self) -> &Snapshot {
        self.session.snapshot()
    }

    /// What the launch comes to, now.
    pub fn outcome(&self) -> Outcome {
        self.session.outcome()
    }

    fn act(&mut self, argument: Option<&str>, act: Act) -> &'static str {
        if argument.is_some_and(|argument| !argument.is_empty()) {
            self.last = (ErrorCode::InvalidArgument, "The argument must be the empty text.");
            return "false";
        }
        let at = (self.clock)();
        match self.session.perform(&act, at) {
            Ok(()) => {
                self.last = (ErrorCode::NoError, "");
                self.operations.push(Operation {
                    sequence: self.session.snapshot().sequence,
                    at,
                    act,
                });
                "true"
            }
            Err(Fault { code, why }) => {
                self.last = (code, why);
                "false"
            }
        }
    }
}
