//! The SCORM engine, pure: it reads packages ([`package`], [`manifest`]) and runs the SCORM 1.2 data model ([`cmi12`]).
//!
//! Nothing here touches a disk, a clock or a source of randomness: readers and times come from the caller, so the same
//! code runs on the server and, without the `packages` feature, in the browser. Clauses are those of SCORM 1.2 (« RTE »
//! for the run-time environment, « CAM » for the content aggregation model) and of IMS Content Packaging 1.1.2 (« IMS CP »).

pub mod cmi12;
#[cfg(feature = "packages")]
pub mod manifest;
#[cfg(feature = "packages")]
pub mod package;
#[cfg(feature = "packages")]
mod typography;
