//! What the platform reads of a launch, during or after it: what sequencing needs. RTE 4.2, the behaviour of the LMS.

use super::session::{Phase, Session};
use super::start::{DataSlot, Start};
use super::timespan::Timespan;
use super::types::real;
use super::values::{Objective, Values};
use super::words::{CompletionStatus, Credit, Exit, Mode, SuccessStatus};
use crate::navigation::NavigationRequest;

impl Session {
    /// What the launch began with, but for its values and stores.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// Where the launch is.
    pub fn phase(&self) -> Phase {
        self.state.phase
    }

    /// What content wrote, as it wrote it; with what it found, what to keep when it suspends.
    pub fn values(&self) -> &Values {
        &self.state.values
    }

    /// Whether the attempt counts: with credit, in normal mode. RTE 4.2.6 and 4.2.16: browse and review are for no
    /// credit.
    pub fn credit(&self) -> Credit {
        if self.start.mode == Mode::Normal {
            self.start.credit
        } else {
            Credit::NoCredit
        }
    }

    /// `cmi.completion_status`: with a completion threshold, the progress measure alone decides; otherwise it is what
    /// content says. RTE 4.2.4.1.
    pub fn completion_status(&self) -> CompletionStatus {
        match (self.start.completion_threshold, self.progress_measure()) {
            (None, _) => self.state.values.completion_status.unwrap_or_default(),
            (Some(_), None) => CompletionStatus::Unknown,
            (Some(threshold), Some(progress)) if progress >= threshold => CompletionStatus::Completed,
            (Some(_), Some(_)) => CompletionStatus::Incomplete,
        }
    }

    /// `cmi.success_status`: with a scaled passing score, the scaled score alone decides; otherwise it is what content
    /// says. RTE 4.2.22.1.
    pub fn success_status(&self) -> SuccessStatus {
        match (self.start.scaled_passing_score, self.scaled()) {
            (None, _) => self.state.values.success_status.unwrap_or_default(),
            (Some(_), None) => SuccessStatus::Unknown,
            (Some(passing), Some(scaled)) if scaled >= passing => SuccessStatus::Passed,
            (Some(_), Some(_)) => SuccessStatus::Failed,
        }
    }

    /// `cmi.score.scaled`, −1 to 1.
    pub fn scaled(&self) -> Option<f64> {
        self.state.values.score.scaled()
    }

    /// `cmi.progress_measure`, 0 to 1.
    pub fn progress_measure(&self) -> Option<f64> {
        real(self.state.values.progress_measure.as_deref()?)
    }

    /// `cmi.objectives`, those that sequencing knows and those that content made.
    pub fn objectives(&self) -> &[Objective] {
        &self.state.values.objectives
    }

    /// `cmi.exit`.
    pub fn exit(&self) -> Exit {
        self.state.values.exit.unwrap_or_default()
    }

    /// `adl.nav.request`: what content asks to be done once it has terminated; none for `_none_`. SN 5.6.4.
    pub fn navigation_request(&self) -> Option<NavigationRequest> {
        let request = self.state.values.request.as_deref()?;
        NavigationRequest::parse(request).ok().flatten()
    }

    /// `cmi.session_time`, when content said it.
    pub fn session_time(&self) -> Option<Timespan> {
        Timespan::parse(self.state.values.session_time.as_deref()?)
    }

    /// `cmi.total_time` of the next learner session of the attempt: the earlier ones and this one. RTE 4.2.25.
    pub fn total_time(&self) -> Timespan {
        self.start
            .total_time
            .plus(self.session_time().unwrap_or_default())
    }

    /// `adl.data`: each slot, and what its store holds now. RTE 4.3.
    pub fn stores(&self) -> impl Iterator<Item = (&DataSlot, Option<&str>)> {
        let stores = self.state.values.stores.iter().map(Option::as_deref);
        self.start.data.iter().zip(stores)
    }
}
