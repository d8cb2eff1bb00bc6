//! The kill −9 drill: learners commit, the server is killed again and again at moments that a seed gives, and at the end
//! the store is compared with what each learner was told. Nothing acknowledged may be lost, nothing may count twice.

mod check;
mod learner;
mod store;
pub mod upload;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::tz::TimeZone;
use platform::clock::Clock;
use platform::random::Random;
use platform::{Error, Result};
use tokio::sync::watch;

use crate::data::{self, Chance, Size, Wanted};
use crate::ground::{Ground, close};
use crate::server::{Server, free_address};
use crate::stopwatch::Stopwatch;
use crate::visits;

use learner::Learner;

pub(crate) use learner::batch;

/// How hard a drill is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many commits of five operations are acknowledged in all.
    pub commits: usize,
    /// How many times the server is killed.
    pub kills: usize,
    /// How many learners commit at the same time, 16 at most.
    pub learners: usize,
    /// The seed of all choices.
    pub seed: u64,
}

/// What a drill found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Commits acknowledged.
    pub commits: usize,
    /// Operations acknowledged.
    pub operations: usize,
    /// Answers that never came: the commit was sent again.
    pub unanswered: usize,
    /// How many times the server was killed.
    pub kills: usize,
    /// The longest time from a new start to the first answer.
    pub slowest_start: Duration,
    /// What was acknowledged and isn't in the store, sentence by sentence.
    pub lost: Vec<String>,
    /// What counts twice.
    pub twice: Vec<String>,
    /// What `verify` says of the chain of events; none when it holds.
    pub chain: Option<String>,
}

impl Outcome {
    /// Nothing lost, nothing twice, the chain holds.
    pub fn holds(&self) -> bool {
        self.lost.is_empty() && self.twice.is_empty() && self.chain.is_none()
    }
}

/// Runs a drill of the real binary on an empty ground.
///
/// # Errors
/// When it can't be run to its end: the server doesn't start any more, or answers something unheard of.
pub async fn run(program: &Path, ground: &Ground, plan: Plan) -> Result<Outcome> {
    let today = Clock::system().now().to_zoned_datetime(TimeZone::UTC).date();
    let wanted = Wanted {
        size: Size::DRILL,
        seed: plan.seed,
        day: today,
    };
    data::make(ground, wanted, |_| {}).await?;
    let site = ground.open(Clock::system(), Random::system()).await?;
    let mut launches = Vec::new();
    for visit in visits::sign_in(&site, plan.learners).await? {
        let (token, _) = visits::launch(&site, &visit).await?;
        launches.push((visit, token));
    }
    close(site).await;

    let address = free_address()?;
    let (tickets, begun) = Tickets::new(plan.commits);
    let learners: Vec<_> = launches
        .into_iter()
        .map(|(visit, token)| {
            let learner = Learner::new(visit, token, address);
            tokio::spawn(learner.commit_until_none_is_left(tickets.clone()))
        })
        .collect();
    let mut killer = Killer {
        program,
        ground,
        address,
        log: ground.folder().join("server.log"),
        slowest_start: Duration::ZERO,
    };
    killer.kill_and_start(plan, begun).await?;
    let last = killer.start().await?;
    let mut records = Vec::new();
    for learner in learners {
        let record = learner
            .await
            .map_err(|error| Error::internal("a learner", error))?;
        records.push(record?);
    }
    drop(last);

    let mut outcome = check::compare(ground, &records).await?;
    outcome.chain = killer.verify().await?;
    outcome.kills = plan.kills;
    outcome.slowest_start = killer.slowest_start;
    Ok(outcome)
}

/// The commits that are left to make, and how many were begun.
#[derive(Clone)]
struct Tickets {
    left: Arc<AtomicUsize>,
    all: usize,
    begun: watch::Sender<usize>,
}

impl Tickets {
    fn new(all: usize) -> (Self, watch::Receiver<usize>) {
        let (begun, seen) = watch::channel(0);
        let left = Arc::new(AtomicUsize::new(all));
        (Self { left, all, begun }, seen)
    }

    /// Whether one more commit may be made; the one who asks makes it.
    fn take(&self) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        match self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
        {
            Ok(before) => {
                self.begun.send_replace(self.all + 1 - before);
                true
            }
            Err(_) => false,
        }
    }
}

/// Starts the server, and kills it.
struct Killer<'a> {
    program: &'a Path,
    ground: &'a Ground,
    address: SocketAddr,
    log: PathBuf,
    slowest_start: Duration,
}

impl Killer<'_> {
    async fn start(&mut self) -> Result<Server> {
        let watch = Stopwatch::start();
        let mut server = Server::start(self.program, &["serve"], self.ground, self.address, &self.log)?;
        let took = server.answers(watch).await?;
        self.slowest_start = self.slowest_start.max(took);
        Ok(server)
    }

    /// Each kill falls a little after a commit that the seed chose was begun, whatever the other learners are doing then.
    async fn kill_and_start(&mut self, plan: Plan, mut begun: watch::Receiver<usize>) -> Result<()> {
        let mut chance = Chance::new(plan.seed);
        let mut moments: Vec<usize> = (0..plan.kills).map(|_| 1 + chance.below(plan.commits)).collect();
        moments.sort_unstable();
        for moment in moments {
            let mut server = self.start().await?;
            begun
                .wait_for(|begun| *begun >= moment)
                .await
                .map_err(|error| Error::internal("every learner ended", error))?;
            // Not a wait for anything: the moment of the kill within the commit.
            let within = Duration::from_millis(u64::try_from(chance.below(8)).unwrap_or_default());
            tokio::time::sleep(within).await;
            server.kill();
        }
        Ok(())
    }

    /// What the platform's own command says of the chain.
    async fn verify(&mut self) -> Result<Option<String>> {
        let mut command = tokio::process::Command::new(self.program);
        let command = command.arg("verify").env_clear().envs(self.ground.settings(0));
        let said = command
            .output()
            .await
            .map_err(|error| Error::internal("verify", error))?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        Ok((!said.status.success()).then_some(text))
    }
}
