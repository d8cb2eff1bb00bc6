//! Requests and answers.

use std::cell::Cell;
use std::rc::Rc;

use scorm::cmi12::{Api12, Operation, Start};
use serde::{Deserialize, Serialize};

type Clock = Box<dyn FnMut() -> i64>;

/// What the shell asks.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    /// Begins a launch, with what the server said.
    Launch(Box<Start>),
    /// Content called a function of the API.
    Call(Call),
}

#[derive(Deserialize)]
struct Call {
    name: String,
    /// Milliseconds since 1970 (UTC).
    at: i64,
    #[serde(default)]
    arguments: Vec<String>,
}

/// What the shell is answered.
#[derive(Default, Serialize)]
struct Answer {
    /// What content is answered.
    value: String,
    /// What the call left, to be sent to the server.
    operations: Vec<Operation>,
    /// Why nothing was done: a mistake of the shell's.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
}

/// One launch at a time.
#[derive(Default)]
pub struct Engine {
    api: Option<Api12<Clock>>,
    now: Rc<Cell<i64>>,
}

impl Engine {
    /// Handles one request, JSON in and out. A request that can't be read, or a call before a launch, is answered with a
    /// `fault` and changes nothing.
    pub fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let answer = match serde_json::from_slice(request) {
            Ok(Request::Launch(start)) => self.launch(*start),
            Ok(Request::Call(call)) => self.call(&call),
            Err(error) => fault(error.to_string()),
        };
        serde_json::to_vec(&answer).unwrap_or_default()
    }

    fn launch(&mut self, start: Start) -> Answer {
        let now = self.now.clone();
        self.api = Some(Api12::new(start, Box::new(move || now.get())));
        Answer::default()
    }

    fn call(&mut self, call: &Call) -> Answer {
        let Some(api) = &mut self.api else {
            return fault("no launch".to_owned());
        };
        self.now.set(call.at);
        let argument = |at: usize| call.arguments.get(at).map_or("", String::as_str);
        let value = match call.name.as_str() {
            "LMSInitialize" => api.lms_initialize(argument(0)).to_owned(),
            "LMSFinish" => api.lms_finish(argument(0)).to_owned(),
            "LMSCommit" => api.lms_commit(argument(0)).to_owned(),
            "LMSGetValue" => api.lms_get_value(argument(0)),
            "LMSSetValue" => api.lms_set_value(argument(0), argument(1)).to_owned(),
            "LMSGetLastError" => api.lms_get_last_error().to_owned(),
            "LMSGetErrorString" => api.lms_get_error_string(argument(0).trim()).to_owned(),
            "LMSGetDiagnostic" => api.lms_get_diagnostic(argument(0)).to_owned(),
            other => return fault(format!("no function « {other} »")),
        };
        Answer {
            value,
            operations: api.take_operations(),
            fault: None,
        }
    }
}

fn fault(why: String) -> Answer {
    Answer {
        fault: Some(why),
        ..Answer::default()
    }
}
