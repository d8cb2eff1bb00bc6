//! The engine as a platform: what the shell and the server do around it, without either.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use scorm::attempt2004::{Api2004, Attempt, Called, Saved, Shared, Snapshot, Stage, Start};
use scorm::log::{Act, Answer};
use scorm::manifest;
use scorm::navigation::NavigationRequest;
use scorm::plan::Plan;
use scorm::sequencing::Tree;

use crate::lms::{Interface, Lms, Package, TocLine};

/// Reads the default organization of a manifest, whose files are all there.
pub fn plan(manifest: &[u8]) -> Result<Plan, String> {
    let text = String::from_utf8_lossy(manifest);
    let manifest = manifest::parse(manifest, &files(&text)).map_err(|refusal| refusal.to_string())?;
    manifest.plan().ok_or_else(|| "no organization".to_owned())
}

/// The paths that a manifest names, from the root or from any `xml:base` that it has.
fn files(manifest: &str) -> BTreeSet<String> {
    let values = |attribute: &str| -> Vec<String> {
        let quoted = manifest.split(attribute).skip(1);
        quoted
            .filter_map(|rest| Some(rest.split_once('"')?.0.trim().to_owned()))
            .collect()
    };
    let mut bases = values("xml:base=\"");
    bases.push(String::new());
    let hrefs = values("href=\"");
    bases
        .iter()
        .flat_map(|base| hrefs.iter().map(move |href| format!("{base}{href}")))
        .collect()
}

/// A learner, and the package that they have open.
#[derive(Default)]
pub struct Learner {
    saved: BTreeMap<String, Saved>,
    shared: Shared,
    open: Option<Launch>,
    moment: i64,
}

/// An opening of a package.
struct Launch {
    package: String,
    start: Start,
    api: Api2004,
}

impl Launch {
    /// What the server does with the log: it comes to the same state, and the state to itself through JSON.
    fn replayed(&mut self) -> Result<(), String> {
        let mut replayed = Attempt::new(self.api.attempt().tree().clone(), self.start.clone());
        for operation in self.api.take_operations() {
            let answer = replayed.apply(&operation);
            if answer != Answer::Accepted {
                return Err(format!("the log isn't replayed: {operation:?}: {answer:?}"));
            }
        }
        let (played, replayed) = (self.api.attempt().snapshot(), replayed.snapshot());
        if replayed != played {
            return Err(format!(
                "the log comes to another state: {replayed:?} instead of {played:?}"
            ));
        }
        let json = serde_json::to_string(&played).map_err(|error| error.to_string())?;
        let read: Snapshot = serde_json::from_str(&json).map_err(|error| error.to_string())?;
        if read == played {
            Ok(())
        } else {
            Err(format!(
                "JSON gives another state: {read:?} instead of {played:?}"
            ))
        }
    }
}

impl Learner {
    fn attempt(&self) -> Option<&Attempt> {
        self.open.as_ref().map(|launch| launch.api.attempt())
    }

    /// What the platform or the learner does.
    fn act(&mut self, act: Act) {
        self.moment += 1;
        if let Some(launch) = &mut self.open {
            launch.api.platform(act, self.moment);
        }
    }
}

impl Lms for Learner {
    fn open(&mut self, package: &Package) -> Result<(), String> {
        self.close()?;
        let start = Start {
            learner_id: "m".to_owned(),
            learner_name: "Monique".to_owned(),
            seed: 1,
            saved: self.saved.get(&package.id).cloned(),
            shared: self.shared.clone(),
        };
        let attempt = Attempt::new(Arc::new(Tree::new(&package.plan)), start.clone()).traced();
        let opening = attempt.opening();
        self.open = Some(Launch {
            package: package.id.clone(),
            start,
            api: Api2004::new(attempt),
        });
        if let Some(request) = opening {
            self.act(Act::Navigate(request));
        }
        Ok(())
    }

    fn request(&mut self, request: NavigationRequest, farewell: &[(&str, Vec<&str>)]) {
        let open = self.delivered().is_some();
        self.act(Act::Navigate(request));
        if open {
            for (function, arguments) in farewell {
                self.call(function, arguments);
            }
            self.act(Act::Unload);
        }
    }

    fn call(&mut self, function: &str, arguments: &[&str]) -> String {
        self.moment += 1;
        let (Some(launch), Some(called)) = (&mut self.open, Called::parse(function)) else {
            return String::new();
        };
        let argument = |index: usize| arguments.get(index).copied().unwrap_or_default();
        launch.api.call(called, argument(0), argument(1), self.moment)
    }

    fn settle(&mut self) {
        if self.attempt().is_some_and(Attempt::leaving) {
            self.act(Act::Unload);
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if let Some(mut launch) = self.open.take() {
            launch.replayed()?;
            let (_, saved, shared) = launch.api.attempt().clone().closed();
            self.saved.insert(launch.package, saved);
            self.shared = shared;
        }
        Ok(())
    }

    fn delivered(&self) -> Option<String> {
        let attempt = self.attempt()?;
        let place = attempt.delivered()?.place;
        Some(attempt.tree().identifier(place).to_owned())
    }

    fn interface(&self) -> Interface {
        let Some(attempt) = self.attempt() else {
            return Interface::default();
        };
        let offer = attempt.offer();
        let tree = attempt.tree();
        let lines = offer.lines.iter().map(|line| TocLine {
            identifier: tree.identifier(line.place).to_owned(),
            title: tree.node(line.place).activity.title.clone(),
            visible: line.visible,
            selectable: line.selectable,
            current: line.current,
        });
        let controls = [
            ("continue", offer.r#continue),
            ("previous", offer.previous),
            ("exit", offer.exit),
            ("exitAll", offer.exit_all),
            ("abandon", offer.abandon),
            ("abandonAll", offer.abandon_all),
            ("suspendAll", offer.suspend_all),
        ];
        Interface {
            controls: controls
                .into_iter()
                .filter_map(|(name, shown)| shown.then_some(name))
                .collect(),
            toc: lines.collect(),
        }
    }

    fn ended(&self) -> bool {
        self.attempt()
            .is_some_and(|attempt| attempt.stage() == Stage::Ended)
    }

    fn trace(&self) -> String {
        let Some(mut attempt) = self.attempt().cloned() else {
            return String::new();
        };
        let decisions = attempt.take_trace();
        let tree = attempt.tree();
        let lines = decisions.iter().map(|decision| {
            let activity = decision.activity.map_or("", |place| tree.identifier(place));
            format!("    {} {activity}: {}", decision.clause, decision.words)
        });
        let lines: Vec<_> = lines.collect();
        lines[lines.len().saturating_sub(25)..].join("\n")
    }
}
