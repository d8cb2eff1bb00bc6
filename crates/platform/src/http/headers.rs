//! Security headers of every answer, and the content security policy of pages.

use http::HeaderMap;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::view::FrameSource;

/// What an answer may do that others may not.
#[derive(Default)]
pub(super) struct Lent<'a> {
    /// The one origin that it may frame.
    pub(super) framed: Option<&'a FrameSource>,
    /// It records with the microphone and the camera, and plays that.
    pub(super) records: bool,
}

/// Adds what every answer carries. A header that the handler set itself stays. A page that frames content may frame that
/// one origin, and lends it `unload`, in which many packages finish.
pub(super) fn apply(headers: &mut HeaderMap, nonce: &str, lent: &Lent<'_>, secure: bool) {
    let media = if lent.records { "'self' blob:" } else { "'self'" };
    let mut policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; \
         media-src {media}; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'; object-src 'none'"
    );
    if let Some(FrameSource(origin)) = lent.framed {
        policy.push_str(&format!("; frame-src {origin}"));
    }
    let lent = match (lent.framed.is_some(), lent.records) {
        (true, true) => "camera=(self), geolocation=(), microphone=(self), payment=(), usb=(), unload=*",
        (true, false) => "camera=(), geolocation=(), microphone=(), payment=(), usb=(), unload=*",
        (false, true) => "camera=(self), geolocation=(), microphone=(self), payment=(), usb=()",
        (false, false) => "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    };
    let fixed: [(HeaderName, &'static str); 8] = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("permissions-policy"), lent),
        (
            HeaderName::from_static("x-permitted-cross-domain-policies"),
            "none",
        ),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if secure {
        headers
            .entry(STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
}
