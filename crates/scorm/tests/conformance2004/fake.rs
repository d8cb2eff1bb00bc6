//! A small platform for the tests of the runner itself: a flat package, Continue and Previous by position, one value per element.

use std::collections::BTreeMap;

use scorm::navigation::NavigationRequest;
use scorm::plan::{Activity, Content, Plan};

use crate::case::Case;
use crate::driver;
use crate::lms::{Interface, Lms, Package, TocLine};
use crate::vocabulary::sample;

#[derive(Default)]
struct Fake {
    /// Start delivers the first activity.
    flows: bool,
    items: Vec<String>,
    at: Option<usize>,
    ended: bool,
    suspended: Option<usize>,
    running: bool,
    pending: Option<NavigationRequest>,
    values: BTreeMap<String, String>,
    error: &'static str,
}

impl Fake {
    fn go(&mut self, request: NavigationRequest) {
        let at = self.at;
        self.running = false;
        match request {
            NavigationRequest::Continue => self.at = at.map(|at| at + 1).filter(|&at| at < self.items.len()),
            NavigationRequest::Previous => self.at = at.and_then(|at| at.checked_sub(1)),
            NavigationRequest::Choice(target) => self.at = self.items.iter().position(|item| *item == target),
            NavigationRequest::SuspendAll => (self.suspended, self.at) = (at, None),
            _ => self.at = None,
        }
        self.ended = self.at.is_none();
    }

    fn set(&mut self, element: &str, value: &str) -> Result<(), &'static str> {
        if !self.running {
            return Err("132");
        }
        if element == "adl.nav.request" {
            self.pending = NavigationRequest::parse(value).map_err(|()| "406")?;
        }
        self.values.insert(element.to_owned(), value.to_owned());
        Ok(())
    }
}

impl Lms for Fake {
    fn open(&mut self, package: &Package) -> Result<(), String> {
        self.items = package
            .plan
            .root
            .children
            .iter()
            .map(|child| child.identifier.clone())
            .collect();
        let resumed = self.suspended.take();
        self.at = resumed.or(self.flows.then_some(0));
        self.ended = false;
        Ok(())
    }

    fn request(&mut self, request: NavigationRequest, farewell: &[(&str, Vec<&str>)]) {
        for (function, arguments) in farewell {
            if *function == "SetValue" {
                self.call(function, arguments);
            }
        }
        self.pending = None;
        self.go(request);
    }

    fn call(&mut self, function: &str, arguments: &[&str]) -> String {
        let mut answer = Ok("true".to_owned());
        match (function, arguments) {
            ("GetLastError", _) => return self.error.to_owned(),
            ("Initialize", _) => self.running = true,
            ("SetValue", &[element, value]) => answer = self.set(element, value).map(|()| "true".to_owned()),
            ("GetValue", &["cmi.objectives._count"]) => answer = Ok("2".to_owned()),
            ("GetValue", &["cmi.objectives.0.id"]) => answer = Ok("a".to_owned()),
            ("GetValue", &["cmi.objectives.1.id"]) => answer = Ok("b".to_owned()),
            ("GetValue", &[element]) => answer = self.values.get(element).cloned().ok_or("403"),
            ("Terminate", _) => self.running = false,
            _ => answer = Err("101"),
        }
        self.error = answer.as_ref().err().unwrap_or(&"0");
        answer.unwrap_or_else(|_| {
            if function == "GetValue" {
                String::new()
            } else {
                "false".to_owned()
            }
        })
    }

    fn settle(&mut self) {
        if let Some(request) = self.pending.take() {
            self.go(request);
        }
    }

    fn close(&mut self) -> Result<(), String> {
        Ok(())
    }

    fn delivered(&self) -> Option<String> {
        self.items.get(self.at?).cloned()
    }

    fn interface(&self) -> Interface {
        let line = |(index, item): (usize, &String)| TocLine {
            identifier: item.clone(),
            title: item.clone(),
            visible: true,
            selectable: true,
            current: self.at == Some(index),
        };
        Interface {
            toc: self.items.iter().enumerate().map(line).collect(),
            ..Interface::default()
        }
    }

    fn ended(&self) -> bool {
        self.ended
    }
}

fn package(pages: &[&str]) -> Package {
    let item = |(index, page): (usize, &&str)| Activity {
        identifier: format!("item{}", index + 1),
        title: format!("Activity {}", index + 1),
        content: Some(Content {
            href: format!("{page}?act={}", index + 1),
            ..Content::default()
        }),
        ..Activity::default()
    };
    let root = Activity {
        children: pages.iter().enumerate().map(item).collect(),
        ..Activity::default()
    };
    let plan = Plan {
        root,
        objectives_global_to_system: true,
        shared_data_global_to_system: true,
    };
    Package {
        id: "XX".to_owned(),
        plan,
    }
}

fn play(flows: bool, pages: &[&str], text: &str) -> Result<(), String> {
    let case = Case::parse("XX", text.as_bytes(), &sample())?;
    let mut fake = Fake {
        flows,
        ..Fake::default()
    };
    driver::play(&case, &|_| Ok(package(pages)), &mut fake)
}

#[test]
fn a_case_that_conforms_is_played_to_its_end() {
    let whole = "start=.\nAct1V1.UIQ=toc.enabled\nAct1V1.UIA=Y\nAct1V1.commands.0=I->->t->0\n\
        Act1V1.commands.1=COI->b,a\nAct1V1.commands.2=GET->c~OB~&b&~id->->0\nAct1V1.commands.3=SET->a~n~r!N.c->t->0\n\
        Act2V1.commands.0=I->->t->0\nAct2V1.CUI=Choice~Activity 1\n\
        Act1V2.commands.0=I->->t->0\nAct1V2.CUI=Exit\n";
    assert_eq!(play(true, &["SequencingTest.htm"; 2], whole), Ok(()));
}

#[test]
fn an_opening_that_delivers_nothing_lets_the_learner_pick() {
    let text = "start=.\nAct2V1.commands.0=I->->t->0\nAct2V1.CUI=Exit\n";
    assert_eq!(play(false, &["SequencingTest.htm"; 2], text), Ok(()));
    let named = "start=Activity 2\nAct2V1.commands.0=I->->t->0\nAct2V1.CUI=Exit\n";
    assert_eq!(play(false, &["SequencingTest.htm"; 2], named), Ok(()));
}

#[test]
fn what_a_page_leaves_in_its_unload_is_no_request() {
    let pages = [
        "exitAllOnUnload.htm",
        "SequencingTestSingleDoTerminate.htm",
        "SequencingTest.htm",
    ];
    let text = "start=.\nAct1V1.commands.0=I->->t->0\nAct1V1.CUI=Continue\n\
        Act2V1.commands.0=I->->t->0\nAct2V1.commands.1=SET->a~n~r!N.c->t->0\nAct2V1.CUI=Previous\n\
        Act1V2.commands.0=I->->t->0\nAct1V2.CUI=Exit\n";
    assert_eq!(play(true, &pages, text), Ok(()));
}

#[test]
fn each_failure_says_where_and_what() {
    let start = "start=.\nAct1V1.commands.0=I->->t->0\n";
    for (rest, said) in [
        (
            "Act1V1.commands.1=GET->c~SS->pass->0\n",
            "XX Act1V1: GetValue(\"cmi.success_status\"): expected \"passed\" and error 0, got \"\" and error 403",
        ),
        (
            "Act1V1.commands.1=COI->a\n",
            "XX Act1V1: objectives: expected {\"a\"}, got {\"a\", \"b\"}",
        ),
        (
            "Act1V1.commands.1=SET->c~OB~&z&~SS!pass->t->0\n",
            "XX Act1V1: cmi.objectives: no z among [\"a\", \"b\"]",
        ),
        (
            "Act1V1.UIQ=continue.enabled\nAct1V1.UIA=Y\n",
            "XX Act1V1: Enabled(\"continue\"): expected yes, got no",
        ),
        (
            "Act1V1.CUI=AutoTest\n",
            "XX Act1V1: then Over: the session goes on, with Some(\"item1\")",
        ),
        ("Act1V1.CUI=Choice~Activity 9\n", "no Titled(\"Activity 9\")"),
        (
            "Act1V1.CUI=Continue\nAct1V2.commands.0=I->->t->0\n",
            "XX Act1V2: expected activity 1, got item2",
        ),
        (
            "Act1V1.commands.1=SET->a~n~r!N.ea->t->0\nAct2V1.commands.0=I->->t->0\n",
            "XX Act2V1: expected activity 2, got none: the session is over",
        ),
    ] {
        let error = play(true, &["SequencingTest.htm"; 2], &format!("{start}{rest}")).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
    let forbidden = play(true, &["SequencingTestFail.htm"], start).unwrap_err();
    assert!(forbidden.contains("must never be delivered"), "{forbidden}");
}
