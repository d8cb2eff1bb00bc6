//! An opening played again from its beginning, with its reasons.

use std::sync::Arc;

use catalogue::library::Launches;
use platform::{Error, Result};
use scorm::attempt2004::{Attempt, Start};
use scorm::log::{Act, Operation};
use scorm::navigation::NavigationRequest;
use scorm::plan::Plan;
use scorm::sequencing::{Decision, Tree};

/// Something of an opening, when it happened: milliseconds since 1970 (UTC).
pub(super) struct Moment {
    pub at: i64,
    pub what: What,
}

/// What it was.
pub(super) enum What {
    /// Content begins to speak.
    Begun,
    /// Content wrote so many values, one after another.
    Wrote(usize),
    /// Content ends.
    Ended,
    /// Content is taken away.
    Gone,
    /// The learner asked for something.
    Asked(NavigationRequest),
    /// Sequencing decided something; with the title of the activity.
    Decided(Decision, Option<String>),
}

/// The moments of an opening, in order.
pub(super) fn moments(launches: &Launches, start: &[u8], operations: &[Operation]) -> Result<Vec<Moment>> {
    let mut moments = Vec::new();
    let mut attempt = launches
        .plan
        .as_ref()
        .map(|plan| restored(plan, start))
        .transpose()?;
    for operation in operations {
        let at = operation.at;
        note(&mut moments, at, &operation.act);
        let Some(attempt) = &mut attempt else { continue };
        attempt.apply(operation);
        for decision in attempt.take_trace() {
            let node = decision
                .activity
                .map(|place| attempt.tree().node(place).activity.title.clone());
            moments.push(Moment {
                at,
                what: What::Decided(decision, node),
            });
        }
    }
    Ok(moments)
}

fn restored(plan: &Plan, start: &[u8]) -> Result<Attempt> {
    let start: Start = serde_json::from_slice(start)
        .map_err(|e| Error::internal("reading what an opening began with", e))?;
    Ok(Attempt::new(Arc::new(Tree::new(plan)), start).traced())
}

fn note(moments: &mut Vec<Moment>, at: i64, act: &Act) {
    let what = match act {
        Act::Initialize => What::Begun,
        Act::Finish => What::Ended,
        Act::Unload => What::Gone,
        Act::Navigate(request) => What::Asked(request.clone()),
        Act::Commit => return,
        Act::Set { .. } => {
            if let Some(Moment {
                what: What::Wrote(many),
                ..
            }) = moments.last_mut()
            {
                *many += 1;
                return;
            }
            What::Wrote(1)
        }
    };
    moments.push(Moment { at, what });
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn values_one_after_another_are_one_moment_and_none_is_told() {
        let set = || Act::Set {
            element: "cmi.suspend_data".to_owned(),
            value: "secret".to_owned(),
        };
        let acts = [Act::Initialize, set(), set(), Act::Commit, set(), Act::Finish];
        let operations: Vec<Operation> = (1..)
            .zip(acts)
            .map(|(sequence, act)| Operation {
                sequence,
                at: 1000,
                act,
            })
            .collect();
        let seen = moments(&Launches::default(), b"{}", &operations).unwrap();
        let words: Vec<String> = seen
            .iter()
            .map(|moment| match &moment.what {
                What::Begun => "begun".to_owned(),
                What::Wrote(many) => format!("wrote {many}"),
                What::Ended => "ended".to_owned(),
                _ => "other".to_owned(),
            })
            .collect();
        assert_eq!(words, ["begun", "wrote 3", "ended"]);
    }
}
