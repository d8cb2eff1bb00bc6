//! What each command does. `serve` never loads a demonstration; `demo` does, once.

use std::process::ExitCode;

use clap::Subcommand;
use people::accounts::{self, Purpose};
use people::directory;
use people::sign_in::Passwords;
use platform::clock::Clock;
use platform::config::{Config, SETTINGS};
use platform::http::{Gate, Routes};
use platform::random::Random;
use platform::{Error, Result, Site, events, live};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::{demo, rooms};

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serve the platform.
    Serve,
    /// Bring the store's tables up to date.
    Migrate,
    /// Load the demonstration: regions, a course, a session, its people.
    Demo {
        /// Do nothing when the store holds someone already.
        #[arg(long)]
        if_new: bool,
    },
    /// Check the chain of events; names the first broken link.
    Verify,
    /// Print a single-use link with which someone chooses a new password.
    Password {
        /// Their identifier.
        login: String,
    },
    /// List the routes and what each wants.
    Routes {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the permissions.
    Permissions {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the settings.
    Settings {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs a command.
///
/// # Errors
/// The command's own; the sentence is for the operator.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve => serve().await?,
        Command::Migrate => drop(open().await?),
        Command::Demo { if_new } => print!("{}", demo::load(&open().await?, if_new).await?),
        Command::Verify => return verify().await,
        Command::Password { login } => println!("{}", password_link(&open().await?, &login).await?),
        Command::Routes { json } => print!("{}", routes(json)?),
        Command::Permissions { json } => print!("{}", permissions(json)?),
        Command::Settings { json } => print!("{}", settings(json)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn config() -> Result<Config> {
    Config::read(|name| std::env::var(name).ok())
}

#[cfg(not(feature = "testing"))]
fn clock() -> Clock {
    Clock::system()
}

#[cfg(feature = "testing")]
fn clock() -> Clock {
    Clock::shifted()
}

async fn open() -> Result<Site> {
    rooms::open(config()?, clock(), Random::system(), Passwords::new()).await
}

async fn serve() -> Result<()> {
    open_many();
    let site = open().await?;
    let listen = site.config().listen;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| Error::internal(format!("listening on {listen}"), e))?;
    learning::surveys::begin(&site).await?;
    learning::quizzes::begin(&site).await?;
    exchange::automation::begin(&site).await?;
    let (stop, stopped) = watch::channel(false);
    let told = |mut stopped: watch::Receiver<bool>| async move { drop(stopped.changed().await) };
    let mut tasks = vec![
        tokio::spawn(events::run(
            site.clone(),
            rooms::reactors(),
            told(stopped.clone()),
        )),
        tokio::spawn(work(site.clone(), stopped.clone())),
        tokio::spawn(follow_names(site.clone(), stopped.clone())),
        tokio::spawn(sweep(site.clone(), told(stopped.clone()))),
        tokio::spawn(live::run(site.clone(), told(stopped.clone()))),
        tokio::spawn(exchange::reminders::run(site.clone(), told(stopped.clone()))),
    ];
    println!(
        "{} répond à {}",
        site.config().site_name,
        site.config().public_url
    );
    print!("{}", demo::reminder(&site).await?);
    let told_to_stop = async {
        until_told().await;
        // A page that follows something would hold the server until its patience ends.
        live::end(&site);
    };
    platform::http::serve(listener, served(&site).into_service(&site), told_to_stop).await?;
    let _ = stop.send(true);
    for task in tasks.drain(..) {
        drop(task.await);
    }
    site.db().close().await;
    Ok(())
}

/// Lets the process hold as many connections as the system grants it: the usual limit, a thousand, is that of older programs,
/// and a class that begins together is more.
fn open_many() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let known = getrlimit(Resource::Nofile);
    let wanted = Rlimit {
        current: known.maximum,
        ..known
    };
    if let Err(error) = setrlimit(Resource::Nofile, wanted) {
        tracing::warn!(%error, "the limit of open files stays where it was");
    }
}

#[cfg(not(feature = "testing"))]
fn served(site: &Site) -> Routes {
    rooms::routes(site.config().mode)
}

#[cfg(feature = "testing")]
fn served(site: &Site) -> Routes {
    rooms::routes(site.config().mode).and(crate::testing::routes())
}

#[cfg(not(feature = "testing"))]
async fn work(site: Site, mut stopped: watch::Receiver<bool>) {
    let stop = async { drop(stopped.changed().await) };
    platform::jobs::run(site, rooms::handlers(), stop).await;
}

#[cfg(feature = "testing")]
async fn work(site: Site, stopped: watch::Receiver<bool>) {
    crate::testing::run(site, stopped).await;
}

/// Ctrl-C, or the service manager.
async fn until_told() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Fills the directory's memory, then forgets what other instances changed.
async fn follow_names(site: Site, mut stopped: watch::Receiver<bool>) {
    let mut position = directory::position(&site).await.unwrap_or(0);
    if let Err(error) = directory::fill(&site).await {
        tracing::warn!(%error, "the directory fills itself as names are asked for");
    }
    let mut tick = tokio::time::interval(std::time::Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            _ = stopped.changed() => return,
        }
        match directory::follow(&site, position).await {
            Ok(now) => position = now,
            Err(error) => tracing::warn!(%error, "names changed elsewhere are read later"),
        }
    }
}

/// Removes what a crash may have left among the files, then, every hour, those that no form took and messages begun long ago.
async fn sweep(site: Site, told: impl Future<Output = ()>) {
    if let Err(error) = platform::blobs::sweep(&site).await {
        tracing::warn!(%error, "files left by a crash are swept at the next start");
    }
    let mut told = std::pin::pin!(told);
    let mut tick = tokio::time::interval(std::time::Duration::from_secs(3600));
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = &mut told => return,
        }
        if let Err(error) = platform::uploads::sweep(&site).await {
            tracing::warn!(%error, "files that no form took are swept later");
        }
        if let Err(error) = exchange::messages::sweep(&site).await {
            tracing::warn!(%error, "messages begun long ago are swept later");
        }
    }
}

async fn verify() -> Result<ExitCode> {
    let found = events::verify(&open().await?).await?;
    println!("{} events in {} batches", found.events, found.batches);
    match found.broken {
        None => {
            println!("the chain holds");
            Ok(ExitCode::SUCCESS)
        }
        Some(broken) => {
            println!("broken at position {}: {}", broken.position, broken.why);
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn password_link(site: &Site, login: &str) -> Result<String> {
    let mut tx = site.db().begin().await?;
    let person = directory::by_login(&mut tx, site, login).await?;
    let person = person.ok_or_else(|| Error::fault(format!("nobody signs in as « {login} »")))?;
    let token = accounts::create_link(&mut tx, site, person, Purpose::Reset).await?;
    tx.commit().await?;
    Ok(format!(
        "{}/nouveau-mot-de-passe/{token}",
        site.config().public_url
    ))
}

/// The generated table of routes.
///
/// # Errors
/// When JSON can't be written.
pub fn routes(json: bool) -> Result<String> {
    let rows = rooms::routes(platform::config::Mode::Development)
        .infos()
        .into_iter()
        .map(|route| {
            let method = route.method.as_str();
            let gate = match route.gate {
                Gate::Public => "public",
                Gate::Token => "a token of its own",
                Gate::SignedIn => "signed in",
                Gate::Permission(permission) => permission.name,
            };
            [method.to_owned(), route.path.to_owned(), gate.to_owned()]
        });
    table(json, ["method", "path", "wants"], &rows.collect::<Vec<_>>())
}

/// The generated table of permissions.
///
/// # Errors
/// When JSON can't be written.
pub fn permissions(json: bool) -> Result<String> {
    let rows = rooms::permissions().into_iter().map(|permission| {
        let roles = platform::http::BuiltIn::ALL
            .into_iter()
            .filter(|role| permission.given_to(*role));
        let roles: Vec<&str> = roles.map(|role| role.code()).collect();
        [
            permission.name.to_owned(),
            permission.on.to_owned(),
            permission.label.to_owned(),
            roles.join(" "),
        ]
    });
    table(
        json,
        ["permission", "on", "label", "built-in roles"],
        &rows.collect::<Vec<_>>(),
    )
}

/// The generated table of settings; never their values.
///
/// # Errors
/// When JSON can't be written.
pub fn settings(json: bool) -> Result<String> {
    let rows = SETTINGS.iter().map(|s| {
        [
            s.name.to_owned(),
            s.default.to_owned(),
            s.about.to_owned(),
            if s.secret { "secret" } else { "" }.to_owned(),
        ]
    });
    table(
        json,
        ["setting", "default", "about", ""],
        &rows.collect::<Vec<_>>(),
    )
}

fn table<const N: usize>(json: bool, heads: [&str; N], rows: &[[String; N]]) -> Result<String> {
    if json {
        let object = |row: &[String; N]| {
            heads
                .iter()
                .zip(row)
                .map(|(k, v)| ((*k).to_owned(), v.clone().into()))
                .collect()
        };
        let list: Vec<serde_json::Map<String, serde_json::Value>> = rows.iter().map(object).collect();
        let text = serde_json::to_string_pretty(&list).map_err(|e| Error::internal("writing JSON", e))?;
        return Ok(text + "\n");
    }
    let width = |i: usize| {
        rows.iter()
            .map(|row| row[i].chars().count())
            .chain([heads[i].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |cells: Vec<&str>| {
        let cells = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}", width = *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let head = line(heads.to_vec());
    Ok(rows.iter().fold(head, |out, row| {
        out + &line(row.iter().map(String::as_str).collect())
    }))
}
