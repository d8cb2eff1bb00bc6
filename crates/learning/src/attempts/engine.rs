//! The engine of a launch, whichever SCORM its package is of.

use std::sync::Arc;

use catalogue::library::Launches;
use platform::{Error, Result};
use scorm::attempt2004::{self, Attempt, Shared};
use scorm::cmi12::{self, Phase, Session};
use scorm::log::{Answer, Operation};
use scorm::sequencing::Tree;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::rules::{Standing, package_status};

/// What a launch begins with, as a browser and the store are told.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Start {
    /// A part of a SCORM 1.2 package.
    Part(Box<cmi12::Start>),
    /// A SCORM 2004 package.
    Package(Box<attempt2004::Start>),
}

/// A launch where it stands.
#[derive(Clone)]
pub(super) enum Engine {
    /// A part of a SCORM 1.2 package.
    Part(Box<Session>),
    /// A SCORM 2004 package.
    Package(Box<Attempt>),
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    serde_json::from_slice(json).map_err(|e| Error::internal("reading what content said", e))
}

impl Engine {
    /// Reads a launch: what it began with and its snapshot, in JSON.
    pub fn read(launches: &Launches, start: &[u8], snapshot: Option<&[u8]>) -> Result<Self> {
        Ok(match &launches.plan {
            None => {
                let start: cmi12::Start = read(start)?;
                Self::Part(Box::new(match snapshot {
                    Some(snapshot) => Session::restore(start, read(snapshot)?),
                    None => Session::new(start),
                }))
            }
            Some(plan) => {
                let tree = Arc::new(Tree::new(plan));
                let start: attempt2004::Start = read(start)?;
                Self::Package(Box::new(match snapshot {
                    Some(snapshot) => Attempt::restore(tree, start, read(snapshot)?),
                    None => Attempt::new(tree, start),
                }))
            }
        })
    }

    /// What it is replayed by, for as long as a launch lasts.
    pub const fn name(launches: &Launches) -> &'static str {
        match launches.plan {
            None => "cmi12/1",
            Some(_) => "scorm2004/1",
        }
    }

    pub fn apply(&mut self, operation: &Operation) -> Answer {
        match self {
            Self::Part(session) => session.apply(operation),
            Self::Package(attempt) => attempt.apply(operation),
        }
    }

    /// The sequence number of the last operation taken.
    pub fn sequence(&self) -> u64 {
        match self {
            Self::Part(session) => session.snapshot().sequence,
            Self::Package(attempt) => attempt.sequence(),
        }
    }

    /// Whether nothing can follow. A package whose session ended may begin again.
    pub fn is_finished(&self) -> bool {
        matches!(self, Self::Part(session) if session.phase() == Phase::Finished)
    }

    /// About how many bytes of memory it takes.
    pub fn footprint(&self) -> usize {
        match self {
            Self::Part(session) => session.footprint(),
            Self::Package(attempt) => attempt.footprint(),
        }
    }

    /// The snapshot, in JSON.
    pub fn snapshot(&self) -> Result<Vec<u8>> {
        let json = match self {
            Self::Part(session) => serde_json::to_vec(session.snapshot()),
            Self::Package(attempt) => serde_json::to_vec(&attempt.snapshot()),
        };
        json.map_err(|e| Error::internal("writing what content said", e))
    }

    /// What the attempt comes to, and what it shares with the learner's other packages.
    pub fn outcome(&self, sco: &str) -> (Standing, Option<Shared>) {
        match self {
            Self::Part(session) => (Standing::of_part(sco, session), None),
            Self::Package(attempt) => {
                let (standing, _, shared) = attempt.as_ref().clone().closed();
                let status = package_status(&standing, attempt.sequence() > 0);
                let standing = Standing {
                    sco: sco.to_owned(),
                    status,
                    score: standing
                        .measure
                        .map(|measure| (measure * 100.0).clamp(0.0, 100.0)),
                    seconds: i64::try_from(standing.time.centiseconds() / 100).unwrap_or(i64::MAX),
                };
                (standing, Some(shared))
            }
        }
    }
}
