//! What tells a push service who announces (RFC 8292): a key on P-256, and a token that it signs.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Uri;
use jiff::Timestamp;
use platform::{Error, Result, Site};
use serde_json::json;

use super::store;

/// How long a token is worth, in seconds: a day at most (RFC 8292, 2).
const WORTH: i64 = 12 * 3_600;

/// The key of the platform.
pub(super) struct Key(EcdsaKeyPair);

fn fault(doing: &'static str, error: impl std::fmt::Display) -> Error {
    Error::fault(format!("the key of announcements can't be {doing}: {error}"))
}

impl Key {
    /// A new private key, as PKCS #8.
    pub(super) fn generate() -> Result<Vec<u8>> {
        let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        Ok(pair.map_err(|error| fault("made", error))?.as_ref().to_vec())
    }

    /// Reads it back.
    pub(super) fn open(pkcs8: &[u8]) -> Result<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8);
        pair.map(Self).map_err(|error| fault("read", error))
    }

    /// The platform's; the first time makes it.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn of(site: &Site) -> Result<Self> {
        store::key(site).await
    }

    /// Its public half, as a browser is given it: an uncompressed point in base64url.
    pub(super) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// The header `Authorization` of an announcement to this address.
    pub(super) fn authorization(&self, to: &Uri, contact: &str, now: Timestamp) -> Result<String> {
        let (scheme, authority) = to.scheme_str().zip(to.authority()).ok_or(Error::NotFound)?;
        let claims = json!({
            "aud": format!("{scheme}://{authority}"),
            "exp": now.as_second() + WORTH,
            "sub": format!("mailto:{contact}"),
        });
        let encode = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({ "typ": "JWT", "alg": "ES256" });
        let signed = format!("{}.{}", encode(&header), encode(&claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|error| fault("used", error))?;
        let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public()))
    }
}

#[cfg(test)]
mod cases {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    #[test]
    fn a_service_checks_who_announces() {
        let key = Key::open(&Key::generate().unwrap()).unwrap();
        let to: Uri = "https://fcm.googleapis.com/fcm/send/abc".parse().unwrap();
        let now = "2026-11-29T10:00:00Z".parse().unwrap();
        let header = key.authorization(&to, "formation@example.org", now).unwrap();
        let (token, public) = header
            .strip_prefix("vapid t=")
            .unwrap()
            .split_once(", k=")
            .unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&decode(parts[1])).unwrap();
        assert_eq!(claims["aud"], "https://fcm.googleapis.com");
        assert_eq!(claims["sub"], "mailto:formation@example.org");
        assert_eq!(claims["exp"], Timestamp::as_second(now) + 12 * 3_600);
        let public = decode(public);
        assert_eq!((public.len(), public[0]), (65, 4));
        let signed = format!("{}.{}", parts[0], parts[1]);
        let checks = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public);
        assert!(checks.verify(signed.as_bytes(), &decode(parts[2])).is_ok());
        assert!(checks.verify(b"another", &decode(parts[2])).is_err());
    }
}
