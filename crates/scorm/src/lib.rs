//! The SCORM engine, pure: it runs the SCORM 1.2 data model ([`cmi12`]).
//!
//! Nothing here touches a disk, a clock or a source of randomness: readers and times come from the caller, so the same
//! code runs on the server and, without the `packages` feature, in the browser. Clauses are those of SCORM 1.2 (« RTE »
//! for the run-time environment, « CAM » for the content aggregation model) and of IMS Content Packaging 1.1.2 (« IMS CP »).

pub mod cmi12;
