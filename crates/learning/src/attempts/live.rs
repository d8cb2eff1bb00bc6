//! Launches under way, in memory.

use std::sync::{Arc, Mutex, PoisonError};

use catalogue::courses::{Completion, StepId};
use catalogue::library;
use jiff::Timestamp;
use platform::db::Tx;
use platform::keys::Class;
use platform::memo::Generations;
use platform::vault::DataKey;
use platform::{Error, Result, Site};
use scorm::attempt2004::Shared;
use training::enrolment::{self, Enrolment};

use super::engine::Engine;
use super::rules::Standing;
use super::store::{self, Launch};
use crate::progress;

/// How many launches a generation holds.
const GENERATION: usize = 2048;
/// A launch that takes more than this, in bytes, is read again each time: two generations stay under 256 MiB at worst.
const LIGHT: usize = 64 * 1024;

type Hash = [u8; 32];

/// A launch, and where it stands.
pub(super) struct Known {
    pub(super) launch: Launch,
    pub(super) step: StepId,
    /// What ends the step.
    pub(super) completion: Completion,
    pub(super) enrolment: Enrolment,
    pub(super) withdrawn: bool,
    /// When its lease ended with a suspension: the access may be given back since, to another launch.
    pub(super) paused_at: Option<Timestamp>,
    /// The parts of its version.
    pub(super) parts: Vec<String>,
    pub(super) engine: Engine,
    /// What the store says that the attempt comes to.
    pub(super) settled: Standing,
    /// What the store says of the step, once this launch has made it go on.
    pub(super) kept: Option<progress::Kept>,
    /// What the store says that the learner's packages share, for a package that shares.
    pub(super) shared: Option<Shared>,
    /// Read for this batch: reading it again would tell nothing more.
    pub(super) fresh: bool,
}

impl Known {
    /// Reads it. The statements may see different instants when others write meanwhile: [`store::advance`] then refuses.
    pub(super) async fn load(tx: &mut Tx, site: &Site, hash: Hash) -> Result<Self> {
        let held = store::held(tx, hash).await?;
        let enrolment = enrolment::find(tx, held.enrolment).await?;
        let launches = library::version(tx, held.launch.version).await?.launches()?;
        let key = key(site, &enrolment).await?;
        let engine = store::engine(tx, &key, &held.launch, &held.sealed, &launches).await?;
        let shared = match engine {
            Engine::Part(_) => None,
            Engine::Package(_) => Some(store::shared(tx, &key, enrolment.id).await?),
        };
        Ok(Self {
            launch: held.launch,
            step: held.step,
            completion: held.completion,
            enrolment,
            withdrawn: held.withdrawn,
            paused_at: held.paused_at,
            parts: launches.parts().into_iter().map(str::to_owned).collect(),
            engine,
            settled: held.settled,
            kept: None,
            shared,
            fresh: true,
        })
    }

    /// Whether more is expected of it, and it takes little room. Who was withdrawn may be enrolled again: that is read.
    fn worth_keeping(&self) -> bool {
        let over = self.launch.replaced || self.withdrawn || self.engine.is_finished();
        let parts = self.parts.iter().map(|part| size_of::<String>() + part.len());
        !over && self.engine.footprint() + parts.sum::<usize>() <= LIGHT
    }
}

/// What seals a launch. Gone once the learner's evidence was erased: the launch is then unknown, in memory too.
pub(super) async fn key(site: &Site, enrolment: &Enrolment) -> Result<Arc<DataKey>> {
    let key = site.keys().find(enrolment.person.0, Class::Evidence).await?;
    key.ok_or(Error::NotFound)
}

/// The launches that said something lately.
pub struct Live(Mutex<Generations<Hash, Known>>);

impl Default for Live {
    fn default() -> Self {
        Self(Mutex::new(Generations::new(GENERATION)))
    }
}

impl Live {
    /// Takes a launch out: whoever writes for it puts it back once that is durable. When the write fails, or its outcome
    /// isn't known, it stays out and is read from the store.
    pub(super) fn take(&self, hash: &Hash) -> Option<Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(hash)
    }

    /// Puts a launch back.
    pub(super) fn keep(&self, hash: Hash, mut known: Known) {
        if known.worth_keeping() {
            known.fresh = false;
            let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            generations.put(hash, known);
        }
    }
}
