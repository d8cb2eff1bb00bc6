//! The real binary, started, watched and killed.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use platform::{Error, Result};

use crate::ground::Ground;
use crate::http::Connection;
use crate::stopwatch::Stopwatch;

/// How long a server may take before its first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server under way. Dropped, it is killed.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts `program arguments…` with a site's settings; what it says goes to the file `log`.
    ///
    /// # Errors
    /// When the program can't be started.
    pub fn start(
        program: &Path,
        arguments: &[&str],
        ground: &Ground,
        address: SocketAddr,
        log: &Path,
    ) -> Result<Self> {
        let io = |error| Error::internal(format!("starting {}", program.display()), error);
        let log = File::options().create(true).append(true).open(log).map_err(io)?;
        let child = Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(ground.settings(address.port()))
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(io)?)
            .stderr(log)
            .spawn()
            .map_err(io)?;
        Ok(Self { child, address })
    }

    /// Waits for its first answer; says how long that took since the stopwatch began.
    ///
    /// # Errors
    /// When it ended, or didn't answer in a minute.
    pub async fn answers(&mut self, since: Stopwatch) -> Result<Duration> {
        loop {
            if let Ok(mut connection) = Connection::open(self.address).await
                && connection.get("/sante", "").await.is_ok()
            {
                return Ok(since.elapsed());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Error::fault(format!(
                    "the server ended before it answered: {status}"
                )));
            }
            if since.elapsed() > PATIENCE {
                return Err(Error::fault("the server doesn't answer"));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A loopback address whose port was free a moment ago.
///
/// # Errors
/// The system's.
pub fn free_address() -> Result<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Error::internal("a free port", error))
}
