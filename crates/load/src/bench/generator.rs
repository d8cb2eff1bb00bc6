//! The generator: connections that ask as fast as they are answered, or at a steady pace. At a steady pace a request's
//! latency counts from the moment it was due, so that a server that stalls doesn't hide the requests it kept waiting.

use std::net::SocketAddr;
use std::time::Duration;

use platform::{Error, Result};

use super::errand::Errand;
use super::process::own_cpu_seconds;
use crate::http::Connection;
use crate::stopwatch::Stopwatch;

/// What a run gave.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Right answers a second.
    pub rate: f64,
    /// Latencies of the right answers.
    pub latencies: Vec<Duration>,
    /// Wrong answers, or none.
    pub errors: usize,
    /// Share of the machine's processor time that the generator took, from 0 to 1.
    pub generator: f64,
}

/// How connections ask.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// As soon as they are answered.
    Flat,
    /// So many requests a second, all connections together.
    Steady(f64),
}

/// Runs errands for a while, one connection each; answers them back with how far they came.
///
/// # Errors
/// When a connection can't be opened.
pub async fn run(
    address: SocketAddr,
    errands: Vec<Errand>,
    pace: Pace,
    time: Duration,
) -> Result<(Run, Vec<Errand>)> {
    let of = errands.len();
    let cpu = own_cpu_seconds()?;
    let watch = Stopwatch::start();
    let workers: Vec<_> = errands
        .into_iter()
        .enumerate()
        .map(|(rank, errand)| tokio::spawn(work(address, errand, turns(pace, rank, of), watch, time)))
        .collect();
    let (mut all, mut errands) = (Run::default(), Vec::with_capacity(of));
    for worker in workers {
        let (run, errand) = worker
            .await
            .map_err(|error| Error::internal("a worker", error))??;
        all.latencies.extend(run.latencies);
        all.errors += run.errors;
        errands.push(errand);
    }
    let took = watch.elapsed().as_secs_f64();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    all.rate = count(all.latencies.len()) / took;
    all.generator = (own_cpu_seconds()? - cpu) / took / count(cores);
    Ok((all, errands))
}

/// A count as a number to divide by; counts of requests are far below 2^32.
pub fn count(many: usize) -> f64 {
    u32::try_from(many).map_or(f64::INFINITY, f64::from)
}

/// When a connection's requests are due: the first, and the time between two. None: as soon as it is answered.
fn turns(pace: Pace, rank: usize, of: usize) -> Option<(Duration, Duration)> {
    match pace {
        Pace::Flat => None,
        Pace::Steady(rate) => {
            let between_all = Duration::from_secs_f64(1.0 / rate.max(1.0));
            Some((between_all.mul_f64(count(rank)), between_all.mul_f64(count(of))))
        }
    }
}

async fn work(
    address: SocketAddr,
    mut errand: Errand,
    turns: Option<(Duration, Duration)>,
    watch: Stopwatch,
    time: Duration,
) -> Result<(Run, Errand)> {
    let io = |error| Error::internal("a connection of the generator", error);
    let mut connection = Connection::open(address).await.map_err(io)?;
    let mut run = Run::default();
    let mut due = turns.map_or(Duration::ZERO, |(first, _)| first);
    loop {
        let now = watch.elapsed();
        let from = match turns {
            Some((_, between)) => {
                let from = due;
                due += between;
                from
            }
            None => now,
        };
        if from.max(now) >= time {
            return Ok((run, errand));
        }
        tokio::time::sleep(from.saturating_sub(now)).await;
        let request = errand.next();
        match connection.exchange(request.as_bytes()).await {
            Ok(answer) if errand.satisfied(&answer) => {
                run.latencies.push(watch.elapsed().saturating_sub(from));
            }
            Ok(_) => run.errors += 1,
            Err(_) => {
                run.errors += 1;
                connection = Connection::open(address).await.map_err(io)?;
            }
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn connections_take_turns() {
        assert_eq!(turns(Pace::Flat, 3, 4), None);
        let (first, between) = turns(Pace::Steady(100.0), 3, 4).unwrap();
        assert_eq!(
            (first, between),
            (Duration::from_millis(30), Duration::from_millis(40))
        );
    }
}
