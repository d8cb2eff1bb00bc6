//! The platform's command line.

use std::process::ExitCode;

use app::commands::{self, Command};
use clap::Parser;
use tracing_subscriber::EnvFilter;

/// The learning platform: serves it, prepares its store, verifies it.
#[derive(Parser)]
#[command(name = "compagnon", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::new(platform::config::log());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match commands::run(Cli::parse().command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("compagnon: {error}");
            ExitCode::FAILURE
        }
    }
}
