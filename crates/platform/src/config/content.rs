//! Where uploaded content lives: an origin of its own for each (enrolment, item), under a wildcard.

use crate::{Error, Result};

/// `https://*.contenu-formation.example`: the label takes the star's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentOrigin {
    scheme: &'static str,
    /// What follows the label, with its dot and port: `.contenu.localhost:8080`.
    suffix: String,
}

impl ContentOrigin {
    /// Reads the setting; without one, `*.contenu.localhost` on the port that users type (development only).
    ///
    /// # Errors
    /// A sentence that names the setting and what it must be.
    pub fn read(setting: Option<&str>, public_url: &str) -> Result<Self> {
        let secure = public_url.starts_with("https://");
        let public = public_url.split_once("://").map_or(public_url, |(_, host)| host);
        let Some(setting) = setting else {
            if secure {
                return Err(Error::fault(
                    "CONTENT_ORIGIN: production needs the wildcard origin of uploaded content, on a second registrable domain (https://*.contenu-formation.example)",
                ));
            }
            let port = public
                .rsplit_once(':')
                .filter(|(_, port)| port.parse::<u16>().is_ok());
            let suffix = port.map_or_else(
                || ".contenu.localhost".to_owned(),
                |(_, port)| format!(".contenu.localhost:{port}"),
            );
            return Ok(Self {
                scheme: "http",
                suffix,
            });
        };
        let (scheme, start) = if secure {
            ("https", "https://*.")
        } else {
            ("http", "http://*.")
        };
        let host = setting
            .strip_prefix(start)
            .map(|host| host.trim_end_matches('/').to_ascii_lowercase())
            .filter(|host| {
                !host.is_empty() && !host.contains(['/', '*', '@', '?', '#', ' ', '"', ';', ',', '\''])
            })
            .ok_or_else(|| {
                Error::fault(format!(
                    "CONTENT_ORIGIN: « {setting} » must look like {start}example.org"
                ))
            })?;
        let suffix = format!(".{host}");
        if public == host || public.ends_with(&suffix) || host.ends_with(&format!(".{public}")) {
            return Err(Error::fault(
                "CONTENT_ORIGIN: uploaded content needs another registrable domain than PUBLIC_URL's",
            ));
        }
        Ok(Self { scheme, suffix })
    }

    /// The origin of a label.
    pub fn origin(&self, label: &str) -> String {
        format!("{}://{label}{}", self.scheme, self.suffix)
    }

    /// What stands before the suffix, when a Host is one of content: the platform's pages never answer there.
    pub fn label(&self, host: &str) -> Option<String> {
        let host = host.to_ascii_lowercase();
        if let Some(label) = host.strip_suffix(&self.suffix) {
            return Some(label.to_owned());
        }
        (Some(host.as_str()) == self.suffix.strip_prefix('.')).then(String::new)
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn the_star_is_a_label() {
        let cases = [
            (
                None,
                "http://localhost:8080",
                Some("http://x.contenu.localhost:8080"),
            ),
            (None, "http://localhost", Some("http://x.contenu.localhost")),
            (None, "https://formation.example.org", None),
            (
                Some("https://*.contenu.example"),
                "https://formation.example.org",
                Some("https://x.contenu.example"),
            ),
            (
                Some("https://*.contenu.example/"),
                "https://formation.example.org",
                Some("https://x.contenu.example"),
            ),
            (
                Some("http://*.contenu.example"),
                "https://formation.example.org",
                None,
            ),
            (
                Some("https://contenu.example"),
                "https://formation.example.org",
                None,
            ),
            (
                Some("https://*.formation.example.org"),
                "https://formation.example.org",
                None,
            ),
            (
                Some("https://*.example.org"),
                "https://formation.example.org",
                None,
            ),
            (
                Some("https://*.a.example; script-src *"),
                "https://formation.example.org",
                None,
            ),
        ];
        for (setting, public, expected) in cases {
            let read = ContentOrigin::read(setting, public)
                .ok()
                .map(|content| content.origin("x"));
            assert_eq!(read.as_deref(), expected, "{setting:?} {public}");
        }
    }

    #[test]
    fn hosts_of_content_are_known() {
        let content = ContentOrigin::read(None, "http://localhost:8080").unwrap();
        let cases = [
            ("abc.contenu.localhost:8080", Some("abc")),
            ("ABC.Contenu.localhost:8080", Some("abc")),
            ("a.b.contenu.localhost:8080", Some("a.b")),
            ("contenu.localhost:8080", Some("")),
            ("localhost:8080", None),
            ("abc.contenu.localhost:9090", None),
            ("abccontenu.localhost:8080", None),
        ];
        for (host, label) in cases {
            assert_eq!(content.label(host).as_deref(), label, "{host}");
        }
    }
}
