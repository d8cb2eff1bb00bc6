//! What content reads.

use super::element::{Element, resolve};
use super::errors::{ErrorCode, Fault};
use super::item::{Access, Array, Item, ObjectivePart, Preference, Request, Told};
use super::messages;
use super::model::SCORE;
use super::session::Session;
use super::slots::Beyond;
use super::start::Navigation;
use super::words::{CompletionStatus, SuccessStatus};
use crate::navigation::{Validity, ValidityQuery};

impl Session {
    /// `GetValue`. Errors: 122, 123, 301, 401, 403, 405. RTE 3.1.4.
    pub fn get(&self, name: &str, navigation: &dyn Navigation) -> Result<String, Fault> {
        self.running(
            ErrorCode::RetrieveDataBeforeInitialization,
            ErrorCode::RetrieveDataAfterTermination,
        )?;
        let element = resolve(name).map_err(|lost| lost.fault(ErrorCode::GeneralGetFailure))?;
        if element.definition.access == Access::Write {
            return Err(WRITE_ONLY);
        }
        let value = match element.definition.item {
            Item::Fixed(answer) => Some(answer.to_owned()),
            Item::Valid(request) => Some(validity(&element, request, navigation)?),
            Item::Told(told) => self.told(told),
            item => self.value(item, element.index)?,
        };
        value.ok_or(Fault::new(
            ErrorCode::ValueNotInitialized,
            messages::NOT_INITIALIZED_VALUE,
        ))
    }

    /// What the platform told at the start.
    fn told(&self, told: Told) -> Option<String> {
        let start = &self.start;
        match told {
            Told::LearnerId => Some(start.learner_id.clone()),
            Told::LearnerName => Some(start.learner_name.clone()),
            Told::Credit => Some(self.credit().as_str().to_owned()),
            Told::Mode => Some(start.mode.as_str().to_owned()),
            Told::Entry => Some(start.entry.as_str().to_owned()),
            Told::LaunchData => start.launch_data.clone(),
            Told::CompletionThreshold => start.completion_threshold.map(decimal),
            Told::ScaledPassingScore => start.scaled_passing_score.map(decimal),
            Told::MaxTimeAllowed => start.max_time_allowed.map(|time| time.to_string()),
            Told::TimeLimitAction => Some(start.time_limit_action.as_str().to_owned()),
            Told::TotalTime => Some(start.total_time.to_string()),
        }
    }

    /// What content wrote, what was evaluated from it, or what stands for it until it does.
    fn value(&self, item: Item, index: [usize; 2]) -> Result<Option<String>, Fault> {
        let values = &self.state.values;
        let value = match item {
            Item::Completion => Some(self.completion_status().as_str()),
            Item::Success => Some(self.success_status().as_str()),
            Item::Count(Array::LmsComments) => {
                return Ok(Some(self.start.comments_from_lms.len().to_string()));
            }
            Item::Count(array) => {
                let count = values.count(array, index[0]).map_err(|Beyond| OUT_OF_RANGE)?;
                return Ok(Some(count.to_string()));
            }
            Item::LmsComment(part) => {
                let comments = &self.start.comments_from_lms;
                comments.get(index[0]).ok_or(OUT_OF_RANGE)?.read(part)
            }
            Item::ScoreChildren => {
                values.objectives.get(index[0]).ok_or(OUT_OF_RANGE)?;
                Some(SCORE)
            }
            Item::DataId => Some(self.start.data.get(index[0]).ok_or(OUT_OF_RANGE)?.id.as_str()),
            Item::DataStore if self.start.data.get(index[0]).is_some_and(|slot| !slot.read) => {
                return Err(WRITE_ONLY);
            }
            item => values
                .read(item, index)
                .map_err(|Beyond| OUT_OF_RANGE)?
                .or(default(item)),
        };
        Ok(value.map(str::to_owned))
    }
}

const WRITE_ONLY: Fault = Fault::new(ErrorCode::WriteOnly, messages::WRITE_ONLY);
const OUT_OF_RANGE: Fault = Fault::get(messages::OUT_OF_RANGE);

/// What stands for a value that nobody has given: RTE 4.2.13, RTE 4.2.17, SN 5.6.4.
fn default(item: Item) -> Option<&'static str> {
    match item {
        Item::Objective(ObjectivePart::Completion) => Some(CompletionStatus::Unknown.as_str()),
        Item::Objective(ObjectivePart::Success) => Some(SuccessStatus::Unknown.as_str()),
        Item::Preference(Preference::AudioLevel | Preference::DeliverySpeed) => Some("1"),
        Item::Preference(Preference::Language) => Some(""),
        Item::Preference(Preference::AudioCaptioning) => Some("0"),
        Item::Request => Some("_none_"),
        _ => None,
    }
}

/// `adl.nav.request_valid`: whether a request would succeed. SN 5.6.4.
fn validity(element: &Element<'_>, request: Request, navigation: &dyn Navigation) -> Result<String, Fault> {
    let target = element.target.ok_or(Fault::get(messages::NO_TARGET));
    let query = match request {
        Request::Continue => ValidityQuery::Continue,
        Request::Previous => ValidityQuery::Previous,
        Request::Choice => ValidityQuery::Choice(target?),
        Request::Jump => ValidityQuery::Jump(target?),
    };
    let answer = match navigation.valid(query) {
        Validity::True => "true",
        Validity::False => "false",
        Validity::Unknown => "unknown",
    };
    Ok(answer.to_owned())
}

/// A number of the manifest, with one decimal at least.
fn decimal(number: f64) -> String {
    if number.fract() == 0.0 {
        format!("{number:.1}")
    } else {
        number.to_string()
    }
}
