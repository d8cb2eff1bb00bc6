//! The sequencing engine against the pseudo-code of SN appendix C, clause by clause: small plans, walked through.
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

mod build;
mod choice;
mod constraint;
mod current_attempt;
mod delivery;
mod flow;
mod objectives;
mod offers;
mod package;
mod rollup;
mod rollup_rules;
mod selection;
mod termination;
mod walk;
