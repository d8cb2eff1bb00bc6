//! A learner's walk through a plan, told in lines: what content says, what is asked for, what comes of it.
//!
//! « `passed, continue: b` »: content says that it is passed, the learner asks to continue, `b` opens. What comes is the
//! identifier of an activity, `-` when the learner is left to choose, `end`, or the code of a refusal. What content asks
//! for itself is written with a `!`: « `passed, !exit: -` ». `start` opens the package, `reopen` leaves it and opens it
//! again.

use std::sync::Arc;

use scorm::attempt2004::{Api2004, Attempt, Called, Saved, Shared, Stage, Start};
use scorm::log::Act;
use scorm::navigation::NavigationRequest;
use scorm::plan::Plan;
use scorm::sequencing::{Offer, Tree};

pub struct Learner {
    tree: Arc<Tree>,
    api: Api2004,
}

/// Walks, and answers the learner where they are.
#[track_caller]
pub fn walk(plan: &Plan, lines: &[&str]) -> Learner {
    let mut learner = Learner::new(plan, Shared::default());
    learner.walk(lines);
    learner
}

impl Learner {
    pub fn new(plan: &Plan, shared: Shared) -> Self {
        let tree = Arc::new(Tree::new(plan));
        let api = open(&tree, None, shared);
        Self { tree, api }
    }

    /// A learner before the first content.
    pub fn open(plan: &Plan) -> Self {
        let mut learner = Self::new(plan, Shared::default());
        learner.begin();
        learner
    }

    #[track_caller]
    pub fn walk(&mut self, lines: &[&str]) {
        for line in lines {
            let (told, expected) = line.split_once(": ").unwrap();
            let (said, asked) = told.rsplit_once(", ").unwrap_or(("", told));
            self.say(said);
            self.request(asked);
            assert_eq!(self.place(), expected, "{line}, in {lines:?}");
        }
    }

    /// What the learner has before them.
    pub fn place(&self) -> String {
        let attempt = self.api.attempt();
        match (attempt.stage(), attempt.delivered(), attempt.exception()) {
            (Stage::Content, Some(delivered), _) => self.tree.identifier(delivered.place).to_owned(),
            (Stage::Ended, ..) => "end".to_owned(),
            (Stage::Refused, _, Some(code)) => code.to_owned(),
            _ => "-".to_owned(),
        }
    }

    pub fn offer(&self) -> Offer {
        self.api.attempt().offer()
    }

    /// Where the learner stands with an activity: « `completed? satisfied? measure?` », a `?` for what isn't known.
    pub fn standing(&self, identifier: &str) -> String {
        let sequencer = self.api.attempt().sequencer();
        let place = self.tree.find(identifier).unwrap();
        let primary = sequencer.objective(place, 0);
        let known = |value: Option<bool>, yes: &str, no: &str| match value {
            Some(true) => yes.to_owned(),
            Some(false) => no.to_owned(),
            None => "?".to_owned(),
        };
        format!(
            "{} {} {}",
            known(sequencer.completed(place), "completed", "incomplete"),
            known(primary.satisfied, "satisfied", "failed"),
            primary
                .measure
                .map_or("?".to_owned(), |measure| measure.to_string()),
        )
    }

    pub fn call(&mut self, function: Called, first: &str, second: &str) -> String {
        self.api.call(function, first, second, 0)
    }

    pub fn get(&mut self, element: &str) -> String {
        self.call(Called::Initialize, "", "");
        self.call(Called::GetValue, element, "")
    }

    /// Says something of each word: a status, `score=…`, `suspend`… or « `element=value` », `#id` standing for the place of
    /// an objective.
    pub fn say(&mut self, words: &str) {
        for word in words.split_whitespace() {
            let (element, value) = match word {
                "passed" | "failed" => ("cmi.success_status", word),
                "completed" | "incomplete" => ("cmi.completion_status", word),
                "suspend" | "time-out" | "logout" | "normal" => ("cmi.exit", word),
                _ => word.split_once('=').unwrap(),
            };
            let element = match element {
                "score" => "cmi.score.scaled".to_owned(),
                "progress" => "cmi.progress_measure".to_owned(),
                other => self.indexed(other),
            };
            self.call(Called::Initialize, "", "");
            let said = self.call(Called::SetValue, &element, value);
            assert_eq!(said, "true", "{element} = {value}");
        }
    }

    fn indexed(&mut self, element: &str) -> String {
        let Some((before, rest)) = element.split_once('#') else {
            return element.to_owned();
        };
        let (id, rest) = rest.split_once('.').unwrap();
        let place = (0..9)
            .find(|index| self.get(&format!("cmi.objectives.{index}.id")) == id)
            .unwrap();
        format!("{before}{place}.{rest}")
    }

    /// Leaves the package and asks for this at the next opening, instead of going on.
    pub fn reopen_with(&mut self, asked: &str) {
        let (_, saved, shared) = self.api.attempt().clone().closed();
        self.api = open(&self.tree, Some(saved), shared);
        self.request(asked);
    }

    /// Asks, or has content ask.
    pub fn request(&mut self, asked: &str) {
        match asked {
            "start" => self.begin(),
            "reopen" => self.reopen_with("start"),
            "gone" => self.leave(None),
            _ => match asked.strip_prefix('!') {
                Some(own) => {
                    self.call(Called::Initialize, "", "");
                    let set = self.call(Called::SetValue, "adl.nav.request", &written(own));
                    assert_eq!(set, "true", "{own}");
                    self.leave(None);
                }
                None => self.leave(Some(request(asked))),
            },
        }
    }

    fn begin(&mut self) {
        if let Some(opening) = self.api.attempt().opening() {
            self.leave(Some(opening));
        }
    }

    /// Content ends, then goes, and what was asked for is done.
    fn leave(&mut self, request: Option<NavigationRequest>) {
        let open = self.api.attempt().delivered().is_some();
        self.call(Called::Terminate, "", "");
        if let Some(request) = request {
            self.api.platform(Act::Navigate(request), 0);
        }
        if open {
            self.api.platform(Act::Unload, 0);
        }
    }
}

fn open(tree: &Arc<Tree>, saved: Option<Saved>, shared: Shared) -> Api2004 {
    let start = Start {
        learner_id: "1".to_owned(),
        learner_name: "Monique".to_owned(),
        seed: 7,
        saved,
        shared,
    };
    Api2004::new(Attempt::new(Arc::clone(tree), start))
}

fn request(words: &str) -> NavigationRequest {
    NavigationRequest::parse(&written(words)).unwrap().unwrap()
}

/// As `adl.nav.request` writes it.
fn written(words: &str) -> String {
    match words.split_once(' ') {
        Some((verb @ ("choice" | "jump"), target)) => format!("{{target={target}}}{verb}"),
        _ => words.to_owned(),
    }
}
