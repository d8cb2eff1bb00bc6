//! The benchmark: the signed-in pages and the commits of modules, each beside its ceiling, in one run on one machine.
//! A figure is a share of the ceiling; a latency is taken at four fifths of the rate that was reached.

pub mod bulk;
pub mod ceiling;
mod errand;
mod figures;
mod generator;
mod lines;
mod long;
mod process;
pub mod quiz;
pub mod replay;
mod told;

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use platform::clock::Clock;
use platform::random::Random;
use platform::{Error, Result};

use crate::ground::{Ground, close};
use crate::http::Connection;
use crate::server::{Server, free_address};
use crate::stopwatch::Stopwatch;
use crate::summary::Line;
use crate::visits::{self, Visit};

use errand::Errand;
use figures::{median, millis, percentile};
use generator::{Pace, Run};
use lines::Beside;
use long::Long;

pub use lines::{growth, name};

/// Connections that ask for pages.
const READERS: usize = 32;
/// Connections that commit: as many learners at work at the same instant.
const WRITERS: usize = 128;
/// Share of the rate reached at which latencies are taken.
const LOAD: f64 = 0.8;
/// How often the start is measured.
const STARTS: usize = 5;

/// What is measured, and for how long.
pub struct Bench<'a> {
    /// The platform's binary.
    pub program: &'a Path,
    /// This binary, which serves the ceiling.
    pub own: &'a Path,
    /// Where the data stand.
    pub ground: &'a Ground,
    /// Where the ceiling's table stands.
    pub bare: &'a Ground,
    /// How long each run lasts.
    pub time: Duration,
    /// How many runs of each: the middle one counts.
    pub rounds: usize,
}

/// A learner signed in, with a module open.
struct Learner {
    visit: Visit,
    token: String,
}

/// A reference that no earlier run on the same data has used.
fn once(reference: &str, site: &platform::Site) -> String {
    format!("{reference}-{}", site.clock().now().as_second())
}

fn course(visit: &Visit) -> String {
    format!("/mes-parcours/{}", visit.enrolment)
}

impl Bench<'_> {
    /// Runs everything.
    ///
    /// # Errors
    /// When a server doesn't start, or the store's.
    pub async fn run(&self) -> Result<Vec<Line>> {
        let engine = lines::name(self.ground.engine());
        let mut lines = Vec::new();
        let (learners, long) = self.before(&mut lines).await?;
        let (mut platform, address, starts) = self.platform().await?;
        lines.push(lines::start(engine, &starts));
        process::rests(platform.id()).await?;
        lines.push(lines::idle(engine, process::memory_mib(platform.id())?));
        let (mut bare, bare_address) = self.ceiling().await?;
        let visits: Vec<Visit> = learners.iter().map(|learner| learner.visit.clone()).collect();
        for (id, path) in [
            ("page-home", None),
            ("page-course", Some(course as fn(&Visit) -> String)),
        ] {
            let path = |visit: &Visit| path.map_or_else(|| "/".to_owned(), |of| of(visit));
            let beside = self.pages(&visits, address, bare_address, path).await?;
            lines.extend(lines::beside(id, engine, &beside, lines::PAGES));
        }
        let beside = self.pages(&long.learners, address, bare_address, course).await?;
        lines.extend(lines::beside(
            "page-course-60-steps",
            engine,
            &beside,
            lines::PAGES,
        ));
        lines.push(lines::edit(engine, long.edit(address).await?));
        let beside = self.commits(&learners, address, bare_address).await?;
        lines.extend(lines::beside("scorm-commit", engine, &beside, lines::COMMITS));
        lines.push(lines::loaded(engine, process::memory_mib(platform.id())?));
        platform.kill();
        bare.kill();
        Ok(lines)
    }

    /// How many home and course pages a second, without any ceiling.
    ///
    /// # Errors
    /// As for [`Bench::run`].
    pub async fn pages_a_second(&self) -> Result<f64> {
        let site = self.ground.open(Clock::system(), Random::system()).await?;
        let visits = visits::sign_in(&site, READERS).await?;
        close(site).await;
        let (mut platform, address, _) = self.platform().await?;
        process::rests(platform.id()).await?;
        let mut rates = Vec::new();
        let pages = self.page_errands(&visits, address, course).await?;
        for _ in 0..self.rounds {
            let (run, _) = generator::run(address, pages.clone(), Pace::Flat, self.time).await?;
            rates.push(run.rate);
        }
        platform.kill();
        Ok(median(&rates))
    }

    /// What is made before the platform starts: learners with a module open, a long course, a version published.
    async fn before(&self, lines: &mut Vec<Line>) -> Result<(Vec<Learner>, Long)> {
        let site = self.ground.open(Clock::system(), Random::system()).await?;
        let mut visits = visits::sign_in(&site, WRITERS + READERS + 1).await?;
        let others = visits.split_off(visits.len().saturating_sub(READERS + 1));
        let mut learners = Vec::new();
        for visit in visits {
            let (token, _) = visits::launch(&site, &visit).await?;
            learners.push(Learner { visit, token });
        }
        let long = Long::make(&site, others).await?;
        lines.push(lines::publish(
            lines::name(self.ground.engine()),
            long.publish(&site).await?,
        ));
        close(site).await;
        Ok((learners, long))
    }

    /// Starts the platform, several times; the last one stays.
    async fn platform(&self) -> Result<(Server, SocketAddr, Vec<f64>)> {
        let log = self.bare.folder().join("platform.log");
        let mut starts = Vec::new();
        loop {
            let address = free_address()?;
            let watch = Stopwatch::start();
            let mut server = Server::start(self.program, &["serve"], self.ground, address, &log)?;
            starts.push(millis(server.answers(watch).await?));
            if starts.len() == STARTS {
                return Ok((server, address, starts));
            }
            server.kill();
        }
    }

    async fn ceiling(&self) -> Result<(Server, SocketAddr)> {
        let address = free_address()?;
        let log = self.bare.folder().join("ceiling.log");
        let mut server = Server::start(self.own, &["ceiling"], self.bare, address, &log)?;
        server.answers(Stopwatch::start()).await?;
        Ok((server, address))
    }

    async fn page_errands(
        &self,
        visits: &[Visit],
        address: SocketAddr,
        path: impl Fn(&Visit) -> String,
    ) -> Result<Vec<Errand>> {
        let mut errands = Vec::new();
        for visit in visits.iter().take(READERS) {
            let size = size(address, &path(visit), &visit.cookie).await?;
            errands.push(Errand::page(
                address.port(),
                &path(visit),
                &visit.cookie,
                size / 2,
            ));
        }
        Ok(errands)
    }

    async fn pages(
        &self,
        visits: &[Visit],
        address: SocketAddr,
        bare: SocketAddr,
        path: impl Fn(&Visit) -> String,
    ) -> Result<Beside> {
        let first = visits.first().ok_or(Error::NotFound)?;
        let bytes = size(address, &path(first), &first.cookie).await?;
        let least = (0..).zip(visits.iter().take(READERS));
        let least = least
            .map(|(row, _): (u64, _)| Errand::page(bare.port(), &format!("/page/{row}/{bytes}"), "", bytes))
            .collect();
        let errands = self.page_errands(visits, address, path).await?;
        self.beside((bare, least), (address, errands)).await
    }

    async fn commits(&self, learners: &[Learner], address: SocketAddr, bare: SocketAddr) -> Result<Beside> {
        let rows = (0..ceiling::ROWS).take(learners.len());
        let least = rows.map(|row| Errand::upsert(bare.port(), row)).collect();
        let commits = learners
            .iter()
            .map(|learner| Errand::commits(address.port(), &learner.token))
            .collect();
        self.beside((bare, least), (address, commits)).await
    }

    /// The ceiling and the platform in turn, then the platform at a steady pace.
    async fn beside(
        &self,
        (bare, least): (SocketAddr, Vec<Errand>),
        (address, mut errands): (SocketAddr, Vec<Errand>),
    ) -> Result<Beside> {
        let mut found = Beside::default();
        for _ in 0..self.rounds {
            let (run, _) = generator::run(bare, least.clone(), Pace::Flat, self.time).await?;
            found.ceilings.push(run.rate);
            found.errors += run.errors;
            let run;
            (run, errands) = generator::run(address, errands, Pace::Flat, self.time).await?;
            found.rates.push(run.rate);
            found.generator.push(run.generator);
            found.errors += run.errors;
        }
        let pace = Pace::Steady(median(&found.rates) * LOAD);
        let (
            Run {
                latencies, errors, ..
            },
            _,
        ) = generator::run(address, errands, pace, self.time).await?;
        found.p99 = percentile(latencies, 99);
        found.errors += errors;
        Ok(found)
    }
}

/// How many bytes a page has.
async fn size(address: SocketAddr, path: &str, cookie: &str) -> Result<usize> {
    let io = |error| Error::internal("the size of a page", error);
    let mut connection = Connection::open(address).await.map_err(io)?;
    let answer = connection.get(path, cookie).await.map_err(io)?;
    match answer.status {
        200 => Ok(answer.body.len()),
        status => Err(Error::fault(format!("{path} answers {status}"))),
    }
}
