//! What may be asked for from where the learner is, what content said so far counted. SN 5.6.4.

use super::attempt::Attempt;
use super::content::Running;
use crate::cmi2004::Navigation;
use crate::navigation::{NavigationRequest, Validity, ValidityQuery};
use crate::sequencing::{Exception, Offer, Outcome, Sequencer};

/// The state as it would be if content ended now.
pub(super) struct Outlook<'a>(&'a Attempt);

impl<'a> Outlook<'a> {
    pub fn of(attempt: &'a Attempt) -> Self {
        Self(attempt)
    }
}

impl Navigation for Outlook<'_> {
    fn valid(&self, query: ValidityQuery<'_>) -> Validity {
        let request = match query {
            ValidityQuery::Continue => NavigationRequest::Continue,
            ValidityQuery::Previous => NavigationRequest::Previous,
            ValidityQuery::Choice(target) => NavigationRequest::Choice(target.to_owned()),
            ValidityQuery::Jump(target) => NavigationRequest::Jump(target.to_owned()),
        };
        if self.0.outlook().allows(&request) {
            Validity::True
        } else {
            Validity::False
        }
    }
}

impl Attempt {
    /// Sequencing, with what the open content said so far.
    fn outlook(&self) -> Sequencer {
        let mut outlook = self.sequencer.silent();
        if let Some(delivered) = &self.state.delivered {
            let running = delivered.running.as_ref();
            let said = running.is_some_and(|running| running.record(delivered.place, &mut outlook));
            let over = running.is_none_or(Running::is_terminated);
            if said || over {
                outlook.anticipate(over);
            }
        }
        outlook
    }

    /// Why a request would open nothing, were it made now: tried on a copy.
    pub fn refusal(&self, request: &NavigationRequest) -> Option<Exception> {
        let mut copy = self.sequencer.silent();
        if let Some(delivered) = &self.state.delivered
            && let Some(running) = &delivered.running
        {
            running.record(delivered.place, &mut copy);
        }
        match copy.navigate(request) {
            Outcome::Refused(exception) => Some(exception),
            _ => None,
        }
    }

    /// What the platform offers now.
    pub fn offer(&self) -> Offer {
        self.outlook().offer()
    }
}
