//! What the system says of a process (Linux: `/proc`).

use std::time::Duration;

use platform::{Error, Result};

/// Ticks a second in `/proc/…/stat`: the kernel's interface fixes it (`USER_HZ`).
const TICKS: f64 = 100.0;

/// Processor time that this process has taken so far, in seconds.
///
/// # Errors
/// Where there is no `/proc`.
pub fn own_cpu_seconds() -> Result<f64> {
    let stat = read("/proc/self/stat")?;
    cpu_ticks(&stat)
        .map(|ticks| ticks / TICKS)
        .ok_or_else(|| Error::fault("/proc/self/stat can't be read"))
}

/// Waits until a process takes less than a twentieth of a processor for a second: what an earlier measure left to do is done.
///
/// # Errors
/// Where there is no `/proc`, the process has ended, or doesn't rest within ten minutes.
pub async fn rests(process: u32) -> Result<()> {
    let taken = || {
        let stat = read(&format!("/proc/{process}/stat"))?;
        cpu_ticks(&stat).ok_or_else(|| Error::fault("the process has ended"))
    };
    for _ in 0..600 {
        let before = taken()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        if taken()? - before < TICKS / 20.0 {
            return Ok(());
        }
    }
    Err(Error::fault("the server always has something to do"))
}

/// Memory that a process holds, in MiB (resident set).
///
/// # Errors
/// Where there is no `/proc`, or the process has ended.
pub fn memory_mib(process: u32) -> Result<f64> {
    held(process, "VmRSS:")
}

/// The most memory that a process has held so far, in MiB (resident set).
///
/// # Errors
/// Where there is no `/proc`, or the process has ended.
pub fn peak_mib(process: u32) -> Result<f64> {
    held(process, "VmHWM:")
}

fn held(process: u32, name: &str) -> Result<f64> {
    let status = read(&format!("/proc/{process}/status"))?;
    kib(&status, name)
        .map(|kib| kib / 1024.0)
        .ok_or_else(|| Error::fault("the process has ended"))
}

fn read(path: &str) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| Error::internal(path.to_owned(), error))
}

/// Fields 14 and 15 of proc_pid_stat(5), counted after the name, which may hold spaces.
fn cpu_ticks(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_ascii_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

fn kib(status: &str, name: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn the_systems_words_are_read() {
        let stat = "812 (a (b) c) S 1 812 812 0 -1 4194304 900 0 0 0 150 25 0 0 20 0 9 0 100 0 0";
        assert_eq!(cpu_ticks(stat), Some(175.0));
        assert_eq!(cpu_ticks("812 nothing"), None);
        let status = "VmPeak:\t 9000 kB\nVmHWM:\t 4096 kB\nVmRSS:\t   2048 kB\n";
        assert_eq!(kib(status, "VmRSS:"), Some(2048.0));
        assert_eq!(kib(status, "VmHWM:"), Some(4096.0));
        assert_eq!(kib("VmPeak:\t 9000 kB\n", "VmRSS:"), None);
    }
}
