//! Cards: what the chamber knows of a learner (name, address, telephone, company, trade), put right by the manager of their
//! session. The login stays; whoever has another role than learner has their card put right by nobody here.
//! Writes what `people/directory` owns, which announces `person.corrected`.

mod mails;
mod routes;
mod rules;
mod views;

use platform::permission;

use crate::enrolment::Enrolment;

pub use routes::routes;
pub(crate) use rules::changes;

permission!(
    /// Putting right what the chamber knows of a learner.
    CorrectCard on Enrolment, "person.correct", "Corriger la fiche d’une personne inscrite", [Manager]
);
