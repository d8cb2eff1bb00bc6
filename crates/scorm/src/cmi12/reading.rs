//! What content reads.

use super::element::{Access, Element, Kind, resolve};
use super::errors::ErrorCode;
use super::session::{Fault, Phase, Session, fault};

impl Session {
    /// The value of an element, as `LMSGetValue` gives it.
    pub(super) fn get(&self, name: &str) -> Result<String, Fault> {
        match self.state.phase {
            Phase::NotInitialized => {
                return fault(ErrorCode::NotInitialized, "LMSInitialize was not called.");
            }
            Phase::Finished => return fault(ErrorCode::NotInitialized, "LMSFinish was already called."),
            Phase::Running => {}
        }
        let element = resolve(name).map_err(|code| Fault {
            code,
            why: "The data model has no such element.",
        })?;
        if element.definition.access == Access::Write {
            return fault(ErrorCode::WriteOnly, "Content may only write this element.");
        }
        let Element {
            definition,
            index: [outer, inner],
        } = element;
        if let Kind::Fixed(answer) = definition.kind {
            return Ok(answer.to_owned());
        }
        let value = self
            .told(definition.name)
            .or_else(|| self.state.values.read(definition.name, outer, inner));
        value.ok_or(Fault {
            code: ErrorCode::InvalidArgument,
            why: "The array has no such entry.",
        })
    }

    /// What the platform told at the start.
    fn told(&self, name: &str) -> Option<String> {
        let start = &self.start;
        Some(match name {
            "cmi.core.student_id" => start.student_id.clone(),
            "cmi.core.student_name" => start.student_name.clone(),
            "cmi.core.credit" => self.credit().as_str().to_owned(),
            "cmi.core.entry" => start.entry.as_str().to_owned(),
            "cmi.core.total_time" => start.total_time.to_string(),
            "cmi.core.lesson_mode" => start.lesson_mode.as_str().to_owned(),
            "cmi.launch_data" => start.launch_data.clone(),
            "cmi.comments_from_lms" => start.comments_from_lms.clone(),
            "cmi.student_data.mastery_score" => {
                start.mastery_score.map_or_else(String::new, |s| s.to_string())
            }
            "cmi.student_data.max_time_allowed" => {
                start.max_time_allowed.map_or_else(String::new, |t| t.to_string())
            }
            "cmi.student_data.time_limit_action" => start.time_limit_action.clone(),
            _ => return None,
        })
    }
}
