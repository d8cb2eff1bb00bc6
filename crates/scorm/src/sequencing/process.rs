//! OP.1: a navigation request from its beginning to its end.

use serde::Serialize;

use super::Sequencer;
use super::requests::Found;
use super::sentences::sentence;
use super::tree::Place;
use crate::navigation::NavigationRequest;

/// Why a request isn't fulfilled: the code of the pseudo-code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Exception(pub &'static str);

/// What a request comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This activity is delivered: it is the current one, and active.
    Delivered(Place),
    /// The sequencing session has ended.
    Ended,
    /// Nothing is delivered: the learner chooses what comes next.
    Nothing,
    /// The request can't be fulfilled. Where the attempt on the current activity had to end first, it has.
    Refused(Exception),
}

impl Sequencer {
    /// Takes a navigation request. SN 4.3 (OP.1).
    pub fn navigate(&mut self, request: &NavigationRequest) -> Outcome {
        let outcome = self.process(request).unwrap_or_else(Outcome::Refused);
        let (clause, words) = match outcome {
            Outcome::Delivered(_) => ("OP.1", "La demande aboutit\u{202f}: l’activité s’ouvre"),
            Outcome::Ended => ("OP.1", "La demande termine tout"),
            Outcome::Nothing => (
                "OP.1",
                "La demande aboutit\u{202f}: à l’apprenant de choisir la suite",
            ),
            Outcome::Refused(Exception(code)) => (code, sentence(code)),
        };
        self.trace.note(clause, self.state.current, words);
        outcome
    }

    fn process(&mut self, request: &NavigationRequest) -> Result<Outcome, Exception> {
        let asked = self.navigation_request(request)?;
        if self.begins_anew() {
            self.forget_shared();
        }
        let mut sequencing = asked.sequencing;
        if let Some(termination) = asked.termination {
            sequencing = self.termination_request(termination, sequencing)?;
        }
        let Some(sequencing) = sequencing else {
            return Ok(Outcome::Nothing);
        };
        match self.sequencing_request(sequencing)? {
            Found::End => {
                self.end_session();
                Ok(Outcome::Ended)
            }
            Found::Nothing => Ok(Outcome::Nothing),
            Found::Delivery(place) => {
                self.delivery_request(place)?;
                self.deliver(place)?;
                Ok(Outcome::Delivered(place))
            }
        }
    }

    /// Whether a request made now begins an attempt on the whole package: none goes on, none is suspended.
    pub(crate) fn begins_anew(&self) -> bool {
        self.state.current.is_none() && self.state.suspended.is_none() && !self.activity(0).suspended
    }

    /// A new attempt on the package begins: so do the objectives that it shares with no other. CAM 5.1
    /// (`objectivesGlobalToSystem`).
    pub(super) fn forget_shared(&mut self) {
        if !self.tree.objectives_global_to_system {
            self.state.shared.clear();
        }
    }

    /// Past the last activity, the attempt on the root ends too; there is no current activity until another session.
    fn end_session(&mut self) {
        let open: Vec<Place> = (0..self.tree.len())
            .rev()
            .filter(|at| self.activity(*at).active)
            .collect();
        for place in open {
            self.end_attempt(place);
        }
        self.state.current = None;
    }
}
