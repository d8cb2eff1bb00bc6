//! Which addresses may be rung.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Uri;

/// The longest address of a push service.
const LONGEST: usize = 2_000;

/// The address of a device, when it is one of a service that the operator named: `fcm.googleapis.com`, `*.push.apple.com`; or, whole,
/// one on this machine (`http://127.0.0.1:9000`).
pub(super) fn address(typed: &str, services: &[String]) -> Option<Uri> {
    let plain = typed.len() <= LONGEST && typed.bytes().all(|byte| byte.is_ascii_graphic());
    let uri: Uri = Some(typed).filter(|_| plain)?.parse().ok()?;
    let authority = uri.authority()?.as_str();
    let named = |service: &String| match (service.strip_prefix("http://"), uri.scheme_str()) {
        (Some(own), Some("http")) => own == authority,
        (None, Some("https")) => match service.strip_prefix('*') {
            Some(end) => authority.strip_suffix(end).is_some_and(is_name),
            None => authority == service,
        },
        _ => false,
    };
    services.iter().any(named).then_some(uri)
}

/// What a browser, which knows its own address, tells itself by among others: a digest, for the page of its owner.
pub(super) fn mark(address: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, address.as_bytes()))
}

/// Letters, figures, hyphens and dots: neither a port nor somebody's name before an at sign.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_mark_is_what_a_browser_makes_of_its_address() {
        // SHA-256 of « abc » (FIPS 180-2, B.1).
        assert_eq!(mark("abc"), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    #[test]
    fn only_what_the_operator_named_is_rung() {
        let services = ["fcm.googleapis.com", "*.push.apple.com", "http://127.0.0.1:9000"].map(str::to_owned);
        for (typed, fine) in [
            ("https://fcm.googleapis.com/fcm/send/abc:def-1_2", true),
            ("https://web.push.apple.com/QJ", true),
            ("http://127.0.0.1:9000/1", true),
            ("http://fcm.googleapis.com/1", false),
            ("https://127.0.0.1:9000/1", false),
            ("http://127.0.0.1:9001/1", false),
            ("http://127.0.0.1:9000@example.org/1", false),
            ("https://fcm.googleapis.com:8443/1", false),
            ("https://fcm.googleapis.com@example.org/1", false),
            ("https://fcm.googleapis.com.example.org/1", false),
            ("https://.push.apple.com/1", false),
            ("https://push.apple.com/1", false),
            ("https://me:web.push.apple.com/1", false),
            ("https://me@web.push.apple.com/1", false),
            ("https://169.254.169.254/latest", false),
            ("/relative", false),
            ("", false),
        ] {
            assert_eq!(address(typed, &services).is_some(), fine, "{typed}");
            assert!(address(typed, &[]).is_none());
        }
        let long = format!("https://fcm.googleapis.com/{}", "a".repeat(LONGEST));
        assert!(address(&long, &services).is_none());
    }
}
