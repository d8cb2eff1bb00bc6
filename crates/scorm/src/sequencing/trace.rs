use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::tree::Place;

/// A decision, and the clause that makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The clause of the pseudo-code, or the code of its exception: « NB.2.1 », « SB.2.9-5 ».
    pub clause: String,
    /// The activity that it is about.
    pub activity: Option<Place>,
    /// What was decided, in French.
    pub words: String,
}

/// Where decisions are written down, when someone asked. A copy writes in the same place.
#[derive(Clone, Debug, Default)]
pub struct Trace(Option<Arc<Mutex<Vec<Decision>>>>);

/// What is written doesn't tell two sequencers apart.
impl PartialEq for Trace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Trace {
    /// A trace that keeps what is written.
    pub fn kept() -> Self {
        Self(Some(Arc::default()))
    }

    pub(super) fn note(&self, clause: &str, activity: Option<Place>, words: &str) {
        if let Some(decisions) = &self.0 {
            let mut decisions = decisions.lock().unwrap_or_else(PoisonError::into_inner);
            decisions.push(Decision {
                clause: clause.to_owned(),
                activity,
                words: words.to_owned(),
            });
        }
    }

    /// What was written since the last time.
    pub fn take(&self) -> Vec<Decision> {
        let decisions = self.0.as_ref();
        decisions.map_or_else(Vec::new, |decisions| {
            std::mem::take(&mut *decisions.lock().unwrap_or_else(PoisonError::into_inner))
        })
    }
}
