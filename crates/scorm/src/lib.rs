//! The SCORM engine, pure: it reads packages ([`package`], [`manifest`]), runs the SCORM 1.2 data model ([`cmi12`]), and
//! SCORM 2004: the data model of a content ([`cmi2004`]), sequencing ([`sequencing`]) of the activities that a manifest
//! describes ([`plan`]), and both together ([`attempt2004`]). What is done is a [`log`] that anyone plays to the same state.
//!
//! Nothing here touches a disk, a clock or a source of randomness: readers and times come from the caller, so the same
//! code runs on the server and, without the `packages` feature, in the browser. Clauses are those of the books of
//! SCORM: « RTE » for the run-time environment, « CAM » for the content aggregation model, « SN » for sequencing and
//! navigation; and of IMS Content Packaging 1.1.2 (« IMS CP »).

pub mod attempt2004;
pub mod cmi12;
pub mod cmi2004;
pub mod log;
#[cfg(feature = "packages")]
pub mod manifest;
pub mod navigation;
#[cfg(feature = "packages")]
pub mod package;
pub mod plan;
pub mod sequencing;
#[cfg(feature = "packages")]
mod typography;
