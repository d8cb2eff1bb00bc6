//! What the platform shows of a SCORM 2004 package.

use scorm::attempt2004::{Attempt, Stage};
use scorm::navigation::NavigationRequest;
use scorm::plan::ActivityType;
use scorm::sequencing::{Offer, Place, sentence};
use serde::Serialize;

/// What to show, in place of what was shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Show {
    stage: Stage,
    /// Why nothing is delivered, for the learner.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    /// The content that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    /// Content asked for something else: it is to be taken away.
    leaving: bool,
    r#continue: bool,
    /// Why « continue » would open nothing now: the learner is told before content is taken away for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked: Option<&'static str>,
    previous: bool,
    /// Ending everything: the next opening begins again.
    exit_all: bool,
    /// There is something to go on with at the next opening.
    suspended: bool,
    /// The table of contents, in order: the organization first, for choosing it begins at its beginning.
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Content {
    /// Tells one opening from the next.
    number: u32,
    title: String,
    /// From the root of the package.
    address: String,
    /// Whether it speaks to the platform.
    sco: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    identifier: String,
    title: String,
    depth: usize,
    /// Whether it can be chosen now.
    selectable: bool,
    current: bool,
    /// A cluster, whose children follow.
    cluster: bool,
    state: &'static str,
}

impl Show {
    /// What an attempt shows now.
    pub fn of(attempt: &Attempt) -> Self {
        let tree = attempt.tree();
        let Offer {
            r#continue,
            previous,
            exit_all,
            lines,
            ..
        } = attempt.offer();
        let content = attempt.delivered().map(|delivered| {
            let activity = &tree.node(delivered.place).activity;
            let content = activity.content.clone().unwrap_or_default();
            Content {
                number: delivered.number,
                title: activity.title.clone(),
                sco: content.kind == ActivityType::Sco,
                address: content.href,
            }
        });
        Self {
            stage: attempt.stage(),
            why: attempt.exception().map(sentence),
            content,
            leaving: attempt.leaving(),
            blocked: attempt
                .refusal(&NavigationRequest::Continue)
                .filter(|_| r#continue)
                .map(|exception| sentence(exception.0)),
            r#continue,
            previous,
            exit_all,
            suspended: attempt.sequencer().state().suspended.is_some(),
            lines: lines
                .into_iter()
                .filter(|line| line.visible)
                .map(|line| Line {
                    identifier: tree.identifier(line.place).to_owned(),
                    title: tree.node(line.place).activity.title.clone(),
                    depth: tree.node(line.place).depth,
                    selectable: line.selectable,
                    current: line.current,
                    cluster: !tree.is_leaf(line.place),
                    state: state(attempt, line.place),
                })
                .collect(),
        }
    }
}

/// Where the learner stands with an activity: `done`, `failed`, `now` or `todo`.
fn state(attempt: &Attempt, place: Place) -> &'static str {
    let sequencer = attempt.sequencer();
    let activity = sequencer.activity(place);
    match (
        sequencer.objective(place, 0).satisfied,
        sequencer.completed(place),
    ) {
        (Some(false), Some(true)) => "failed",
        (Some(true), _) | (None, Some(true)) => "done",
        _ if activity.attempts > 0 => "now",
        _ => "todo",
    }
}
