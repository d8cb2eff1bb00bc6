//! The verbs that rooms declare, so that a misspelt one is found by the first test that writes it.

use std::collections::BTreeMap;

use crate::{Error, Result, Site};

/// A declared verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// `enrolment.created`.
    pub name: &'static str,
    /// « Inscription », as a person reads it in a journal.
    pub label: &'static str,
}

/// Declares a verb.
pub const fn verb(name: &'static str, label: &'static str) -> Verb {
    Verb { name, label }
}

/// Every declared verb; registered with `SiteBuilder::with`.
#[derive(Clone, Debug, Default)]
pub struct Verbs(BTreeMap<&'static str, (&'static str, Verb)>);

impl Verbs {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the verbs of a room.
    ///
    /// # Errors
    /// When another room declared one of them: a verb has one owner.
    pub fn declare(mut self, room: &'static str, verbs: &[Verb]) -> Result<Self> {
        for verb in verbs {
            if let Some((other, _)) = self.0.insert(verb.name, (room, *verb)) {
                return Err(Error::fault(format!(
                    "the verb {} is declared by {other} and by {room}",
                    verb.name
                )));
            }
        }
        Ok(self)
    }

    /// The label of a verb.
    pub fn label(&self, name: &str) -> Option<&'static str> {
        self.0.get(name).map(|(_, verb)| verb.label)
    }

    /// Every verb with the room that declared it, by name.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Verb)> + '_ {
        self.0.values().copied()
    }
}

/// A site without a registry (a bare test of the ground floor) takes any verb.
pub(super) fn check(site: &Site, name: &str) -> Result<()> {
    match site.extension::<Verbs>() {
        Ok(verbs) if verbs.label(name).is_none() => {
            tracing::error!(verb = name, "an event's verb was not declared");
            if cfg!(debug_assertions) {
                Err(Error::fault(format!("the verb {name} was not declared")))
            } else {
                Ok(())
            }
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_verb_has_one_owner() {
        let created = [verb("enrolment.created", "Inscription")];
        let verbs = Verbs::new().declare("enrolment", &created).unwrap();
        assert_eq!(verbs.label("enrolment.created"), Some("Inscription"));
        assert_eq!(verbs.label("enrolment.lost"), None);
        assert_eq!(verbs.all().count(), 1);
        assert!(verbs.declare("sessions", &created).is_err());
    }
}
