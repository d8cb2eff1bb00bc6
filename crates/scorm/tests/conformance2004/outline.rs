//! The activities of a package, found by identifier, by title, by number.

use scorm::plan::{Activity, Plan};
use serde::Serialize;

use crate::content::{self, Page};
use crate::place::Place;

/// The activities of a package, the organization first.
#[derive(Debug, Default, Serialize)]
pub struct Outline(Vec<Entry>);

/// An activity.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its identifier.
    pub identifier: String,
    title: String,
    address: Option<String>,
}

impl Outline {
    /// Of this plan.
    pub fn of(plan: &Plan) -> Self {
        let mut entries = Vec::new();
        collect(&plan.root, &mut entries);
        Self(entries)
    }

    /// The activity of this identifier.
    pub fn identified(&self, identifier: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.identifier == identifier)
    }

    /// The first activity of this number.
    pub fn numbered(&self, number: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.number() == Some(number))
    }

    /// The activity that a person finds at this place.
    pub fn at(&self, place: &Place) -> Option<&Entry> {
        match place {
            Place::Root => self.0.first(),
            Place::Titled(title) => self.0.iter().find(|entry| entry.title.trim() == title),
        }
    }
}

impl Entry {
    /// What its page does.
    pub fn page(&self) -> Page {
        content::page(self.address.as_deref().unwrap_or_default())
    }

    /// Its number.
    pub fn number(&self) -> Option<&str> {
        content::number(self.address.as_deref()?)
    }
}

fn collect(activity: &Activity, entries: &mut Vec<Entry>) {
    entries.push(Entry {
        identifier: activity.identifier.clone(),
        title: activity.title.clone(),
        address: activity.content.as_ref().map(|content| content.href.clone()),
    });
    for child in &activity.children {
        collect(child, entries);
    }
}
