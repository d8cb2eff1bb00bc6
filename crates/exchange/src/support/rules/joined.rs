//! What may be joined to a request when who asks says so: the page they came from, and their browser. Nothing finer.

use serde::{Deserialize, Serialize};

/// The longest address that is joined.
const LONGEST: usize = 200;

/// What is joined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Joined {
    /// A path of ours, without what was looked for in it.
    pub(in super::super) page: Option<String>,
    /// « Firefox 144 ».
    pub(in super::super) browser: Option<String>,
}

impl Joined {
    /// « la page /mes-parcours et le navigateur Firefox 144 »; none when there is nothing.
    pub(in super::super) fn words(&self) -> Option<String> {
        match (&self.page, &self.browser) {
            (Some(page), Some(browser)) => Some(format!("la page {page} et le navigateur {browser}")),
            (Some(page), None) => Some(format!("la page {page}")),
            (None, Some(browser)) => Some(format!("le navigateur {browser}")),
            (None, None) => None,
        }
    }
}

/// A path of ours, out of an address of ours or of a path; none of anything else. The questions of a step stand for the step:
/// « Aide » leads through them.
pub(in super::super) fn path(typed: &str, public_url: &str) -> Option<String> {
    let address = typed.strip_prefix(public_url).unwrap_or(typed);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.split('#').next().unwrap_or_default();
    let step = path.strip_suffix("/questions").zip(query.strip_prefix("etape="));
    let step = step.map(|(course, step)| format!("{course}/etapes/{step}"));
    let path = step.as_deref().unwrap_or(path);
    let plain = |one: char| one.is_ascii_alphanumeric() || "/-_.".contains(one);
    let ours = path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain);
    (ours && path.len() <= LONGEST && !path.starts_with("/aide")).then(|| path.to_owned())
}

/// The family and the version of a browser, out of what it says of itself.
pub(crate) fn family(agent: &str) -> Option<(&'static str, String)> {
    // Each also names those that it looks like: the most particular first.
    const KNOWN: [(&str, &str); 8] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    KNOWN.into_iter().find_map(|(mark, name)| {
        let (_, after) = agent.split_once(mark)?;
        let version: String = after.chars().take_while(char::is_ascii_digit).take(5).collect();
        let safari = name != "Safari" || agent.contains("Safari/");
        (safari && !version.is_empty()).then_some((name, version))
    })
}

/// The same in words: « Firefox 144 ».
pub(in super::super) fn browser(agent: &str) -> Option<String> {
    family(agent).map(|(name, version)| format!("{name} {version}"))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_page_is_a_path_of_ours() {
        let url = "https://formation.example";
        let cases = [
            (
                "https://formation.example/mes-parcours/7?q=secret",
                Some("/mes-parcours/7"),
            ),
            ("/sessions#fin", Some("/sessions")),
            (
                "/mes-parcours/7/questions?etape=9",
                Some("/mes-parcours/7/etapes/9"),
            ),
            ("/mes-parcours/7/questions?etape=9&q=secret", None),
            (
                "/mes-parcours/7/questions?q=secret",
                Some("/mes-parcours/7/questions"),
            ),
            ("https://ailleurs.example/page", None),
            ("//ailleurs.example", None),
            ("/aide", None),
            ("/aide/demandes", None),
            ("", None),
            ("javascript:alert(1)", None),
            ("/<script>", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(path(typed, url).as_deref(), expected, "{typed}");
        }
        assert_eq!(path(&format!("/{}", "a".repeat(LONGEST)), url), None);
    }

    #[test]
    fn a_browser_is_its_family_and_version() {
        let cases = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
                Some("Firefox 144"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                Some("Chrome 141"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
                Some("Edge 141"),
            ),
            (
                "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
                Some("Safari 18"),
            ),
            ("curl/8.5.0", None),
            ("Version/18", None),
            ("", None),
        ];
        for (agent, expected) in cases {
            assert_eq!(browser(agent).as_deref(), expected, "{agent}");
        }
    }

    #[test]
    fn what_is_joined_is_said() {
        let one = |page: Option<&str>, browser: Option<&str>| Joined {
            page: page.map(str::to_owned),
            browser: browser.map(str::to_owned),
        };
        assert_eq!(one(None, None).words(), None);
        assert_eq!(
            one(Some("/sessions"), None).words().as_deref(),
            Some("la page /sessions")
        );
        assert_eq!(
            one(Some("/sessions"), Some("Firefox 144")).words().as_deref(),
            Some("la page /sessions et le navigateur Firefox 144")
        );
    }
}
