//! What a push service's answer means, how many devices one has, and what tells one from another.

use crate::support::family;

/// Devices that somebody may have: a new one takes the place of the oldest.
pub(super) const MOST: usize = 10;

/// What becomes of an announcement (RFC 8030, 5; 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The service took it.
    Taken,
    /// The device is there no more.
    Gone,
    /// Another time.
    Later,
    /// Never, as it is.
    Refused,
}

/// Reads an answer.
pub(super) const fn outcome(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Taken,
        404 | 410 => Outcome::Gone,
        429 | 500..=599 => Outcome::Later,
        _ => Outcome::Refused,
    }
}

/// « Firefox sur Windows », out of what a browser says of itself; nothing of one that isn't known.
pub(super) fn name(agent: &str) -> Option<String> {
    // Each also names those that it looks like: the most particular first.
    const KNOWN: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "Chromebook"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let (browser, _) = family(agent)?;
    let system = KNOWN.into_iter().find(|(mark, _)| agent.contains(mark));
    Some(match system {
        Some((_, system)) => format!("{browser} sur {system}"),
        None => browser.to_owned(),
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_device_is_named_by_its_browser_and_system() {
        let cases = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
                Some("Firefox sur Linux"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
                Some("Edge sur Windows"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
                Some("Chrome sur Android"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
                Some("Safari sur iPhone"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
                Some("Safari sur Mac"),
            ),
            ("Mozilla/5.0 (Amiga) Firefox/9.0", Some("Firefox")),
            ("curl/8.5.0 (Linux)", None),
            ("", None),
        ];
        for (agent, expected) in cases {
            assert_eq!(name(agent).as_deref(), expected, "{agent}");
        }
    }

    #[test]
    fn an_answer_says_what_to_do_of_the_device() {
        for (status, expected) in [
            (201, Outcome::Taken),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (429, Outcome::Later),
            (503, Outcome::Later),
            (400, Outcome::Refused),
            (403, Outcome::Refused),
            (301, Outcome::Refused),
        ] {
            assert_eq!(outcome(status), expected, "{status}");
        }
    }
}
