use super::attempt::Attempt;
use super::validity::Outlook;
use crate::cmi2004::{ErrorCode, Fault};
use crate::log::{Act, Operation};

/// The API object that content calls (`window.API_1484_11`). RTE 3.1.
///
/// Every call that changed something leaves an [`Operation`], to be taken with [`Api2004::take_operations`] and sent to
/// the server.
#[derive(Debug)]
pub struct Api2004 {
    attempt: Attempt,
    operations: Vec<Operation>,
    last: (ErrorCode, &'static str),
}

/// A function of the API, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// `Initialize`.
    Initialize,
    /// `Terminate`.
    Terminate,
    /// `GetValue`.
    GetValue,
    /// `SetValue`.
    SetValue,
    /// `Commit`.
    Commit,
    /// `GetLastError`.
    GetLastError,
    /// `GetErrorString`.
    GetErrorString,
    /// `GetDiagnostic`.
    GetDiagnostic,
}

impl Called {
    /// The function of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "Initialize" => Self::Initialize,
            "Terminate" => Self::Terminate,
            "GetValue" => Self::GetValue,
            "SetValue" => Self::SetValue,
            "Commit" => Self::Commit,
            "GetLastError" => Self::GetLastError,
            "GetErrorString" => Self::GetErrorString,
            "GetDiagnostic" => Self::GetDiagnostic,
            _ => return None,
        })
    }
}

impl Api2004 {
    /// The API of a launch.
    pub fn new(attempt: Attempt) -> Self {
        Self {
            attempt,
            operations: Vec::new(),
            last: (ErrorCode::NoError, ""),
        }
    }

    /// The launch.
    pub fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Takes the operations left since the last call.
    pub fn take_operations(&mut self) -> Vec<Operation> {
        std::mem::take(&mut self.operations)
    }

    /// What the learner or the platform does, at a moment in milliseconds since 1970 (UTC).
    pub fn platform(&mut self, act: Act, at: i64) {
        if self.attempt.act(&act, at).is_ok() {
            self.left(act, at);
        }
        self.last = (ErrorCode::NoError, "");
    }

    /// A call of content, at a moment in milliseconds since 1970 (UTC); arguments that aren't given are empty.
    pub fn call(&mut self, function: Called, first: &str, second: &str, at: i64) -> String {
        match function {
            Called::Initialize => self.act(Some(first), Act::Initialize, at).to_owned(),
            Called::Terminate => self.act(Some(first), Act::Finish, at).to_owned(),
            Called::Commit => self.act(Some(first), Act::Commit, at).to_owned(),
            Called::SetValue => {
                let (element, value) = (first.to_owned(), second.to_owned());
                self.act(None, Act::Set { element, value }, at).to_owned()
            }
            Called::GetValue => self.get(first),
            Called::GetLastError => self.last.0.code().to_string(),
            Called::GetErrorString => ErrorCode::from_code(first)
                .map_or("", ErrorCode::error_string)
                .to_owned(),
            Called::GetDiagnostic => self.diagnostic(first).to_owned(),
        }
    }

    fn get(&mut self, element: &str) -> String {
        match self.attempt.get(element) {
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

    /// RTE 3.1.6.3: what went wrong in the last call, when `code` is empty or is its code.
    fn diagnostic(&self, code: &str) -> &'static str {
        let (last, why) = self.last;
        if code.is_empty() || ErrorCode::from_code(code) == Some(last) {
            if why.is_empty() { last.error_string() } else { why }
        } else {
            ErrorCode::from_code(code).map_or("", ErrorCode::error_string)
        }
    }

    fn act(&mut self, argument: Option<&str>, act: Act, at: i64) -> &'static str {
        if argument.is_some_and(|argument| !argument.is_empty()) {
            self.last = (
                ErrorCode::GeneralArgumentError,
                "The argument must be the empty text.",
            );
            return "false";
        }
        match self.attempt.act(&act, at) {
            Ok(()) => {
                self.last = (ErrorCode::NoError, "");
                self.left(act, at);
                "true"
            }
            Err(Fault { code, why }) => {
                self.last = (code, why);
                "false"
            }
        }
    }

    fn left(&mut self, act: Act, at: i64) {
        self.operations.push(Operation {
            sequence: self.attempt.sequence(),
            at,
            act,
        });
    }
}

impl Attempt {
    /// `GetValue`.
    ///
    /// # Errors
    /// What content is told.
    pub fn get(&self, element: &str) -> Result<String, Fault> {
        let running = self.state.delivered.as_ref().and_then(|one| one.running.as_ref());
        let running = running.ok_or(Fault {
            code: ErrorCode::RetrieveDataBeforeInitialization,
            why: "No content is open.",
        })?;
        running.session.get(element, &Outlook::of(self))
    }
}
