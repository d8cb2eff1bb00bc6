//! A compact JWS signed with RS256 (RFC 7515; RFC 7518, section 3.3), the proof that every reader of Open Badges 3.0 takes
//! (section 8.2.3 of its specification).

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use platform::{Error, Result};
use serde_json::{Value, json};

/// A key that signs, and the address where its public half is read.
pub(super) struct SigningKey {
    pair: RsaKeyPair,
    url: String,
}

impl SigningKey {
    /// A new private key of 2,048 bits, as PKCS #8. Takes a while: not for the threads that answer.
    pub(super) fn generate() -> Result<Vec<u8>> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|error| fault("made", error))?;
        let der = pair.as_der().map_err(|error| fault("written", error))?;
        Ok(der.as_ref().to_vec())
    }

    /// Reads it back.
    pub(super) fn open(pkcs8: &[u8], url: String) -> Result<Self> {
        let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(|error| fault("read", error))?;
        Ok(Self { pair, url })
    }

    /// Its public half (RFC 7517).
    pub(super) fn jwk(&self) -> Value {
        let public = self.pair.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.url,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
        })
    }

    /// Header, payload and signature, as one word.
    pub(super) fn sign(&self, payload: &Value) -> Result<String> {
        let header = json!({ "alg": "RS256", "kid": self.url, "typ": "JWT" });
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(&header), encode(payload));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                signed.as_bytes(),
                &mut signature,
            )
            .map_err(|error| fault("used", error))?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn fault(doing: &'static str, error: impl std::fmt::Display) -> Error {
    Error::fault(format!("the key of badges can't be {doing}: {error}"))
}

#[cfg(test)]
mod cases {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

    use super::*;

    fn decode(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn what_is_signed_is_checked_with_the_public_half_alone() {
        let key =
            SigningKey::open(&SigningKey::generate().unwrap(), "https://x.test/cle".to_owned()).unwrap();
        let payload = json!({ "jti": "urn:uuid:1", "name": "Étape" });
        let token = key.sign(&payload).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let [header, body, signature] = parts[..] else {
            panic!("{token}")
        };
        let jwk = key.jwk();
        assert!(jwk.get("d").is_none(), "the private half stays here");
        let public = RsaPublicKeyComponents {
            n: decode(jwk["n"].as_str().unwrap()),
            e: decode(jwk["e"].as_str().unwrap()),
        };
        let check = |said: &str| {
            public
                .verify(&RSA_PKCS1_2048_8192_SHA256, said.as_bytes(), &decode(signature))
                .is_ok()
        };
        assert!(check(&format!("{header}.{body}")));
        assert!(!check(&format!("{header}.{body}A")), "one letter more");
        let header: Value = serde_json::from_slice(&decode(header)).unwrap();
        assert_eq!(
            header,
            json!({ "alg": "RS256", "kid": "https://x.test/cle", "typ": "JWT" })
        );
        assert_eq!(serde_json::from_slice::<Value>(&decode(body)).unwrap(), payload);
        assert_eq!(
            key.sign(&payload).unwrap(),
            token,
            "the same badge is the same word"
        );
    }
}
