//! Every setting, in one place. Read from the environment once; `compagnon settings` prints the table.

mod content;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::Serialize;

use crate::db;
use crate::{Error, Result};

pub use content::ContentOrigin;

/// A setting: what the environment calls it, what it means, what it is when absent.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Setting {
    /// The environment variable.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What holds when it is absent.
    pub default: &'static str,
    /// Never printed.
    pub secret: bool,
}

const fn setting(name: &'static str, about: &'static str, default: &'static str) -> Setting {
    Setting {
        name,
        about,
        default,
        secret: false,
    }
}

const fn secret(name: &'static str, about: &'static str, default: &'static str) -> Setting {
    Setting {
        name,
        about,
        default,
        secret: true,
    }
}

/// What the log tells when nobody says.
const LOG: &str = "info,sqlx=warn";

/// What the log tells. Apart from the other settings: what is wrong with those is said in the log.
pub fn log() -> String {
    std::env::var("LOG").unwrap_or_else(|_| LOG.to_owned())
}

/// The settings, in the order of the table.
pub const SETTINGS: &[Setting] = &[
    setting("HOST", "address to listen on", "127.0.0.1"),
    setting("PORT", "port to listen on", "8080"),
    setting(
        "PUBLIC_URL",
        "address that users type; links in e-mails begin with it; https means production",
        "http://localhost:PORT",
    ),
    setting(
        "CONTENT_ORIGIN",
        "wildcard origin of uploaded content (https://*.contenu-formation.example), on a second registrable domain; production refuses to start without it",
        "http://*.contenu.localhost:PORT in development",
    ),
    setting(
        "DATA_DIR",
        "folder of the embedded store, the files and the master key",
        "./data",
    ),
    secret(
        "DATABASE_URL",
        "PostgreSQL instead of the embedded store",
        "the embedded store in DATA_DIR",
    ),
    secret(
        "KEYS_DATABASE_URL",
        "PostgreSQL database of the keys, on a server of its own; needed by several instances",
        "keys.db in DATA_DIR",
    ),
    setting(
        "MASTER_KEY_FILE",
        "file (0600) of the key that wraps all others; the same for every instance",
        "master.key in DATA_DIR, made when absent",
    ),
    setting("SITE_NAME", "displayed name of the platform", "Formation CMA"),
    secret(
        "SMTP_URL",
        "smtps://user:password@host:port of the mail server",
        "the development mailbox; production refuses to start without it",
    ),
    setting(
        "MAIL_FROM",
        "address that e-mails come from",
        "formation@localhost in development; production refuses to start without it",
    ),
    setting(
        "PUSH_SERVICES",
        "hosts of browsers' push services that may ring learners' devices, separated by spaces (fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com *.notify.windows.com); they stand outside the EEA",
        "none: no device is offered to ring",
    ),
    setting(
        "TRUSTED_PROXY",
        "address of the proxy whose X-Forwarded-For is believed",
        "none",
    ),
    setting(
        "STORAGE_QUOTA",
        "space that all files may take, in gigabytes; what doesn't fit is refused",
        "none",
    ),
    setting(
        "LOG",
        "what the log tells: a level, then a level of a part of the program (debug,sqlx=warn)",
        LOG,
    ),
    secret(
        "DEMO_PASSWORD",
        "password of the demonstration's sign-ins",
        "generated and printed",
    ),
];

/// Development (loopback, mailbox page, `/kit`) or production (https).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// On one's own machine.
    Development,
    /// For users.
    Production,
}

/// The settings, read and checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it runs for whom.
    pub mode: Mode,
    /// What to listen on.
    pub listen: SocketAddr,
    /// Scheme, host and port that users type; no slash at the end.
    pub public_url: String,
    /// Where uploaded content lives.
    pub content: ContentOrigin,
    /// Folder of the embedded store, files and master key.
    pub data_dir: PathBuf,
    /// The store.
    pub store: db::Options,
    /// The keys' store.
    pub keys: db::Options,
    /// The master key's file.
    pub master_key: PathBuf,
    /// Displayed name of the platform.
    pub site_name: String,
    /// The mail server; none means the development mailbox.
    pub smtp: Option<String>,
    /// Address that e-mails come from.
    pub mail_from: String,
    /// Push services that may be asked to ring a device; none: it isn't offered.
    pub push_services: Vec<String>,
    /// The proxy that is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// The most bytes that all files may come to.
    pub storage_quota: Option<u64>,
    /// Password of the demonstration.
    pub demo_password: Option<String>,
}

impl Config {
    /// Reads the settings; `lookup` is the environment.
    ///
    /// # Errors
    /// A sentence that names the setting and what it must be.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let get = |name: &str| {
            lookup(name)
                .map(|v| v.trim().to_owned())
                .filter(|v| !v.is_empty())
        };
        let host: IpAddr = parse(
            "HOST",
            get("HOST").as_deref().unwrap_or("127.0.0.1"),
            "an IP address",
        )?;
        let port: u16 = parse("PORT", get("PORT").as_deref().unwrap_or("8080"), "a port number")?;
        let public_url = get("PUBLIC_URL")
            .unwrap_or_else(|| format!("http://localhost:{port}"))
            .trim_end_matches('/')
            .to_owned();
        let mode = mode(&public_url)?;
        if mode == Mode::Development && !host.is_loopback() {
            return Err(Error::fault(
                "HOST: development shows its mailbox to whoever asks, so it listens on loopback only",
            ));
        }
        let data_dir = PathBuf::from(get("DATA_DIR").unwrap_or_else(|| "./data".to_owned()));
        let smtp = get("SMTP_URL");
        if mode == Mode::Production {
            if smtp
                .as_deref()
                .is_none_or(|url| !url.starts_with("smtps://") && !url.contains("tls=required"))
            {
                return Err(Error::fault(
                    "SMTP_URL: production needs a mail server over TLS (smtps://… or …?tls=required)",
                ));
            }
            if get("MAIL_FROM").is_none() {
                return Err(Error::fault(
                    "MAIL_FROM: production needs the address that e-mails come from",
                ));
            }
            for name in ["DATABASE_URL", "KEYS_DATABASE_URL"] {
                if let Some(url) = get(name) {
                    refuse_clear_hop(name, &url)?;
                }
            }
        }
        let at = |name: &str, file: &str| match get(name) {
            Some(url) => db::Options::Postgres(url),
            None => db::Options::Sqlite(data_dir.join(file)),
        };
        Ok(Self {
            mode,
            listen: SocketAddr::new(host, port),
            store: at("DATABASE_URL", "store.db"),
            keys: at("KEYS_DATABASE_URL", "keys.db"),
            master_key: get("MASTER_KEY_FILE").map_or_else(|| data_dir.join("master.key"), PathBuf::from),
            site_name: get("SITE_NAME").unwrap_or_else(|| "Formation CMA".to_owned()),
            smtp,
            mail_from: get("MAIL_FROM").unwrap_or_else(|| "formation@localhost".to_owned()),
            push_services: push_services(get("PUSH_SERVICES").as_deref().unwrap_or_default(), mode)?,
            trusted_proxy: get("TRUSTED_PROXY")
                .map(|ip| parse("TRUSTED_PROXY", &ip, "an IP address"))
                .transpose()?,
            storage_quota: get("STORAGE_QUOTA")
                .map(|gigabytes| parse::<u32>("STORAGE_QUOTA", &gigabytes, "a whole number of gigabytes"))
                .transpose()?
                .map(|gigabytes| u64::from(gigabytes) << 30),
            demo_password: get("DEMO_PASSWORD"),
            content: ContentOrigin::read(get("CONTENT_ORIGIN").as_deref(), &public_url)?,
            public_url,
            data_dir,
        })
    }

    /// Whether users come over https: decides the cookies' names and flags.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn parse<T: std::str::FromStr>(name: &str, value: &str, wanted: &str) -> Result<T> {
    value
        .parse()
        .map_err(|_| Error::fault(format!("{name}: « {value} » is not {wanted}")))
}

/// Hosts; in development, an address of one's own machine too.
fn push_services(typed: &str, mode: Mode) -> Result<Vec<String>> {
    let own = |service: &str| mode == Mode::Development && service.starts_with("http://127.0.0.1:");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let host = |service: &str| {
        let name = service.strip_prefix("*.").unwrap_or(service);
        name.contains('.') && name.chars().all(plain)
    };
    let services: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    match services.iter().find(|service| !own(service) && !host(service)) {
        Some(wrong) => Err(Error::fault(format!("PUSH_SERVICES: « {wrong} » is not a host"))),
        None => Ok(services),
    }
}

/// https is production; plain http is for one's own machine only.
fn mode(public_url: &str) -> Result<Mode> {
    if public_url.starts_with("https://") {
        return Ok(Mode::Production);
    }
    let host = public_url.strip_prefix("http://").unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    match name {
        "localhost" | "127.0.0.1" | "[::1]" => Ok(Mode::Development),
        _ => Err(Error::fault(format!(
            "PUBLIC_URL: « {public_url} » must begin with https://, or be http://localhost"
        ))),
    }
}

/// A database on another machine must be reached over TLS with its certificate checked; a socket is no hop.
fn refuse_clear_hop(name: &str, url: &str) -> Result<()> {
    let socket = url.contains("host=%2F") || url.contains("host=/");
    if socket || url.contains("sslmode=verify-full") || url.contains("sslmode=verify-ca") {
        return Ok(());
    }
    Err(Error::fault(format!(
        "{name}: production needs sslmode=verify-full, or a Unix socket"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config> {
        Config::read(|name| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn development_is_the_default() {
        let config = read(&[("PORT", "9000")]).unwrap();
        assert_eq!(config.mode, Mode::Development);
        assert_eq!(config.public_url, "http://localhost:9000");
        assert!(!config.secure());
    }

    #[test]
    fn push_services_are_hosts() {
        for (typed, fine) in [
            ("", true),
            ("fcm.googleapis.com *.push.apple.com", true),
            ("http://127.0.0.1:9000", true),
            ("https://fcm.googleapis.com", false),
            ("http://example.org", false),
            ("localhost", false),
            ("*", false),
        ] {
            assert_eq!(read(&[("PUSH_SERVICES", typed)]).is_ok(), fine, "{typed}");
        }
        assert!(read(&[]).unwrap().push_services.is_empty());
    }

    #[test]
    fn production_refuses_clear_hops() {
        let https = ("PUBLIC_URL", "https://formation.example.org");
        let smtp = ("SMTP_URL", "smtps://u:p@mail.example.org");
        let content = ("CONTENT_ORIGIN", "https://*.contenu.example");
        let from = ("MAIL_FROM", "formation@example.org");
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[https], false),
            (&[https, smtp, content], false),
            (&[https, smtp, from], false),
            (&[https, smtp, content, from], true),
            (
                &[https, content, from, ("SMTP_URL", "smtp://mail.example.org")],
                false,
            ),
            (
                &[
                    https,
                    smtp,
                    content,
                    from,
                    ("DATABASE_URL", "postgres://db.example.org/lms"),
                ],
                false,
            ),
            (
                &[
                    https,
                    smtp,
                    content,
                    from,
                    (
                        "DATABASE_URL",
                        "postgres://db.example.org/lms?sslmode=verify-full",
                    ),
                ],
                true,
            ),
            (
                &[
                    https,
                    smtp,
                    content,
                    from,
                    ("DATABASE_URL", "postgres://localhost/lms?host=%2Frun%2Fpg"),
                ],
                true,
            ),
            (&[("PUBLIC_URL", "http://formation.example.org")], false),
            (&[("PORT", "many")], false),
            (&[("HOST", "0.0.0.0")], false),
            (&[("HOST", "0.0.0.0"), https, smtp, from, content], true),
        ];
        for (settings, ok) in cases {
            assert_eq!(read(settings).is_ok(), *ok, "{settings:?}");
        }
    }
}
