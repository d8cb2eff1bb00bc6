//! Requests and answers.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use scorm::attempt2004::{Api2004, Attempt, Called};
use scorm::cmi12::{Api12, Start};
use scorm::log::{Act, Operation};
use scorm::plan::Plan;
use scorm::sequencing::Tree;
use serde::{Deserialize, Serialize};

use crate::show::Show;

type Clock = Box<dyn FnMut() -> i64>;

/// What the shell asks.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    /// Begins a launch of a part of a SCORM 1.2 package, with what the server said.
    Launch(Box<Start>),
    /// Begins a launch of a SCORM 2004 package.
    Open(Box<Opened>),
    /// Content called a function of the API.
    Call(Call),
    /// The learner or the platform does something, in a SCORM 2004 package.
    Act(Done),
}

#[derive(Deserialize)]
struct Opened {
    plan: Plan,
    start: scorm::attempt2004::Start,
    /// Milliseconds since 1970 (UTC).
    at: i64,
}

#[derive(Deserialize)]
struct Call {
    name: String,
    /// Milliseconds since 1970 (UTC).
    at: i64,
    #[serde(default)]
    arguments: Vec<String>,
}

#[derive(Deserialize)]
struct Done {
    /// Milliseconds since 1970 (UTC).
    at: i64,
    what: Act,
}

/// What the shell is answered.
#[derive(Default, Serialize)]
struct Answer {
    /// What content is answered.
    value: String,
    /// What the call left, to be sent to the server.
    operations: Vec<Operation>,
    /// What the platform shows from now on, when that may have changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    show: Option<Show>,
    /// Why nothing was done: a mistake of the shell's.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
}

enum Api {
    Part(Box<Api12<Clock>>),
    Package(Box<Api2004>),
}

/// One launch at a time.
#[derive(Default)]
pub struct Engine {
    api: Option<Api>,
    now: Rc<Cell<i64>>,
}

impl Engine {
    /// Handles one request, JSON in and out. A request that can't be read, or a call before a launch, is answered with a
    /// `fault` and changes nothing.
    pub fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let answer = match serde_json::from_slice(request) {
            Ok(Request::Launch(start)) => self.launch(*start),
            Ok(Request::Open(opened)) => self.open(*opened),
            Ok(Request::Call(call)) => self.call(&call),
            Ok(Request::Act(done)) => self.act(done),
            Err(error) => fault(error.to_string()),
        };
        serde_json::to_vec(&answer).unwrap_or_default()
    }

    fn launch(&mut self, start: Start) -> Answer {
        let now = self.now.clone();
        self.api = Some(Api::Part(Box::new(Api12::new(
            start,
            Box::new(move || now.get()),
        ))));
        Answer::default()
    }

    fn open(&mut self, opened: Opened) -> Answer {
        let attempt = Attempt::new(Arc::new(Tree::new(&opened.plan)), opened.start);
        let opening = attempt.opening();
        let mut api = Api2004::new(attempt);
        if let Some(request) = opening {
            api.platform(Act::Navigate(request), opened.at);
        }
        let answer = shown(&mut api);
        self.api = Some(Api::Package(Box::new(api)));
        answer
    }

    fn act(&mut self, done: Done) -> Answer {
        let Some(Api::Package(api)) = &mut self.api else {
            return fault("no package".to_owned());
        };
        if !matches!(done.what, Act::Navigate(_) | Act::Unload) {
            return fault("content's acts are calls".to_owned());
        }
        api.platform(done.what, done.at);
        shown(api)
    }

    fn call(&mut self, call: &Call) -> Answer {
        self.now.set(call.at);
        match &mut self.api {
            None => fault("no launch".to_owned()),
            Some(Api::Part(api)) => part(api, call),
            Some(Api::Package(api)) => package(api, call),
        }
    }
}

impl Call {
    fn argument(&self, at: usize) -> &str {
        self.arguments.get(at).map_or("", String::as_str)
    }
}

fn part(api: &mut Api12<Clock>, call: &Call) -> Answer {
    let (first, second) = (call.argument(0), call.argument(1));
    let value = match call.name.as_str() {
        "LMSInitialize" => api.lms_initialize(first).to_owned(),
        "LMSFinish" => api.lms_finish(first).to_owned(),
        "LMSCommit" => api.lms_commit(first).to_owned(),
        "LMSGetValue" => api.lms_get_value(first),
        "LMSSetValue" => api.lms_set_value(first, second).to_owned(),
        "LMSGetLastError" => api.lms_get_last_error().to_owned(),
        "LMSGetErrorString" => api.lms_get_error_string(first.trim()).to_owned(),
        "LMSGetDiagnostic" => api.lms_get_diagnostic(first).to_owned(),
        other => return fault(format!("no function « {other} »")),
    };
    Answer {
        value,
        operations: api.take_operations(),
        ..Answer::default()
    }
}

fn package(api: &mut Api2004, call: &Call) -> Answer {
    let Some(function) = Called::parse(&call.name) else {
        return fault(format!("no function « {} »", call.name));
    };
    let value = api.call(function, call.argument(0), call.argument(1), call.at);
    let changes = matches!(function, Called::Terminate | Called::Commit) && value == "true";
    Answer {
        value,
        operations: api.take_operations(),
        show: changes.then(|| Show::of(api.attempt())),
        ..Answer::default()
    }
}

fn shown(api: &mut Api2004) -> Answer {
    Answer {
        operations: api.take_operations(),
        show: Some(Show::of(api.attempt())),
        ..Answer::default()
    }
}

fn fault(why: String) -> Answer {
    Answer {
        fault: Some(why),
        ..Answer::default()
    }
}
