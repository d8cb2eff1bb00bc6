//! The command line of loads and drills: what `make bench` and `make drill` call.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use jiff::tz::TimeZone;
use load::bench::{self, Bench};
use load::data::{self, Size, Wanted};
use load::drill::{self, Plan};
use load::ground::{Databases, Ground};
use load::summary::{self, Line};
use platform::clock::Clock;
use platform::{Error, Result};

/// Every run makes the same choices.
const SEED: u64 = 21;

/// Measures the platform and tries to break it.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make reference data, measure the platform on them beside its ceiling.
    Bench {
        #[command(flatten)]
        site: SiteArgs,
        /// The reference data divided by this.
        #[arg(long, default_value_t = 1)]
        scale: usize,
        /// Also measure on a tenth of the data.
        #[arg(long)]
        growth: bool,
        /// The data are there already, from an earlier run in this folder or in these databases.
        #[arg(long)]
        made: bool,
        /// How long each run lasts, in seconds.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// How many runs of each; the middle one counts.
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// Kill the platform again and again while learners commit.
    Drill {
        #[command(flatten)]
        site: SiteArgs,
        /// Commits acknowledged in all.
        #[arg(long, default_value_t = 10_000)]
        commits: usize,
        /// How many times the server is killed.
        #[arg(long, default_value_t = 200)]
        kills: usize,
        /// The size of the recording that is sent over lines that are cut, in MiB.
        #[arg(long, default_value_t = 2048)]
        upload: u64,
    },
    /// Serve the ceiling on the store that the environment names.
    Ceiling,
}

#[derive(Args)]
struct SiteArgs {
    /// The platform's binary.
    #[arg(long)]
    program: PathBuf,
    /// A folder for data, on a disk.
    #[arg(long)]
    folder: PathBuf,
    /// The summary to add to.
    #[arg(long)]
    summary: PathBuf,
    /// The URL of a PostgreSQL, with {} where the name of a database stands: whole, tenth, bare, and each with _keys.
    #[arg(long)]
    postgres: Option<String>,
}

impl SiteArgs {
    /// An empty place for a store.
    /// The folder is emptied unless what it holds is to be used again.
    fn ground(&self, name: &str, again: bool) -> Result<Ground> {
        let folder = self.folder.join(name);
        let io = |error| Error::internal(format!("the folder {}", folder.display()), error);
        if folder.exists() && !again {
            std::fs::remove_dir_all(&folder).map_err(io)?;
        }
        std::fs::create_dir_all(&folder).map_err(io)?;
        let databases = self.postgres.as_ref().map(|url| Databases {
            store: url.replace("{}", name),
            keys: url.replace("{}", &format!("{name}_keys")),
        });
        Ok(Ground::new(folder, databases))
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Bench {
            site,
            scale,
            growth,
            made,
            seconds,
            rounds,
        } => {
            let time = Duration::from_secs(seconds);
            run_bench(&site, (scale, made), growth, (time, rounds)).await
        }
        Command::Drill {
            site,
            commits,
            kills,
            upload,
        } => run_drill(&site, commits, kills, upload).await,
        Command::Ceiling => bench::ceiling::serve().await.map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load: {error:?}");
            ExitCode::FAILURE
        }
    }
}

async fn run_bench(
    site: &SiteArgs,
    (scale, there): (usize, bool),
    growth: bool,
    (time, rounds): (Duration, usize),
) -> Result<bool> {
    let own = std::env::current_exe().map_err(|error| Error::internal("this binary", error))?;
    let bare = site.ground("bare", false)?;
    let whole = made(site, "whole", (Size::REFERENCE.divided_by(scale), there)).await?;
    let on = |ground| Bench {
        program: &site.program,
        own: &own,
        ground,
        bare: &bare,
        time,
        rounds,
    };
    let mut kept = true;
    let mut tell = |lines: Vec<Line>| {
        kept &= lines.iter().all(|line| line.ok);
        summary::add(&site.summary, &lines)
    };
    tell(on(&whole).run().await?)?;
    // Before the rest, whose lists and documents leave jobs to do.
    if growth {
        let tenth = made(site, "tenth", (Size::REFERENCE.divided_by(scale * 10), there)).await?;
        let (tenth, whole) = (
            on(&tenth).pages_a_second().await?,
            on(&whole).pages_a_second().await?,
        );
        tell(vec![bench::growth(bare.engine(), tenth, whole)])?;
    }
    tell(bench::quiz::run(&site.program, &whole, time).await?)?;
    tell(bench::bulk::run(&site.program, &whole).await?)?;
    if site.postgres.is_none() {
        tell(bench::replay::lines()?)?;
    }
    Ok(kept)
}

/// Data of a size, made now unless they are there.
async fn made(site: &SiteArgs, name: &str, (size, there): (Size, bool)) -> Result<Ground> {
    let ground = site.ground(name, there)?;
    if there {
        return Ok(ground);
    }
    let day = Clock::system().now().to_zoned_datetime(TimeZone::UTC).date();
    let wanted = Wanted {
        size,
        seed: SEED,
        day,
    };
    println!("{name}: {size:?}");
    data::make(&ground, wanted, |stage| println!("  {stage}")).await?;
    Ok(ground)
}

async fn run_drill(site: &SiteArgs, commits: usize, kills: usize, upload: u64) -> Result<bool> {
    let ground = site.ground("whole", false)?;
    let plan = Plan {
        commits,
        kills,
        learners: 16,
        seed: SEED,
    };
    let found = drill::run(&site.program, &ground, plan).await?;
    for sentence in found.lost.iter().chain(&found.twice).chain(&found.chain) {
        println!("{sentence}");
    }
    let line = Line {
        id: format!("kill9-{}", bench::name(ground.engine())),
        measured: format!(
            "{} acknowledged lost, {} counted twice ({} commits, {} kills, {} sent again)",
            found.lost.len(),
            found.twice.len(),
            found.commits,
            found.kills,
            found.unanswered
        ),
        bar: "0 acknowledged lost, 0 counted twice, the chain holds".to_owned(),
        ok: found.holds(),
    };
    let sent = run_upload(site, upload << 20).await?;
    let lines = [line, sent];
    summary::add(&site.summary, &lines)?;
    Ok(lines.iter().all(|line| line.ok))
}

/// A recording sent over lines that are cut.
async fn run_upload(site: &SiteArgs, bytes: u64) -> Result<Line> {
    const CUTS: usize = 20;
    let ground = site.ground("tenth", false)?;
    let plan = drill::upload::Plan {
        bytes,
        cuts: CUTS,
        seed: SEED,
    };
    let found = drill::upload::run(&site.program, &ground, plan).await?;
    Ok(Line {
        id: format!("upload-{}", bench::name(ground.engine())),
        measured: format!(
            "{} of {bytes} bytes came back, {} cuts (sent in {:.0} s, its form took {:.1} s)",
            found.same,
            found.cuts,
            found.sending.as_secs_f64(),
            found.form.as_secs_f64()
        ),
        bar: format!("every byte after {CUTS} cuts"),
        ok: found.same == bytes && found.cuts == CUTS,
    })
}
