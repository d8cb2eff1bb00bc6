//! Sealing: AES-256-GCM with the place (table, column, row, key version) as associated data, so that a sealed value
//! moved elsewhere no longer opens. Blind indexes: HMAC-SHA-256 of a normalised value, to find it without reading it.

mod master_key;

use aes_gcm::aead::{Aead, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::random::Random;
use crate::{Error, Result};

pub use master_key::MasterKey;

const FORMAT: u8 = 1;
const NONCE: usize = 12;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// Row.
    pub row: Uuid,
}

impl Place {
    /// A column of a row.
    pub const fn new(table: &'static str, column: &'static str, row: Uuid) -> Self {
        Self { table, column, row }
    }
}

/// A key that seals data: 256 bits and the version written beside what it seals.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey {
    bytes: [u8; 32],
    version: u32,
}

impl DataKey {
    /// A fresh key.
    pub fn generate(random: &Random, version: u32) -> Self {
        Self {
            bytes: random.bytes(),
            version,
        }
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    pub(crate) fn from_bytes(bytes: [u8; 32], version: u32) -> Self {
        Self { bytes, version }
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Seals a value for a place: format (1 byte), nonce (12), ciphertext and tag (16).
    ///
    /// # Errors
    /// When the value is longer than AES-GCM takes.
    pub fn seal(&self, random: &Random, place: Place, plain: &[u8]) -> Result<Vec<u8>> {
        self.seal_with(random, &self.associated(place), plain)
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When it was sealed with another key, for another place, or was altered.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>> {
        self.open_with(&self.associated(place), sealed)
    }

    pub(crate) fn seal_with(&self, random: &Random, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = random.bytes();
        let cipher = Aes256Gcm::new(&self.bytes.into());
        let body = cipher
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: associated,
                },
            )
            .map_err(|_| Error::fault("a value too long to seal"))?;
        let mut out = Vec::with_capacity(1 + NONCE + body.len());
        out.push(FORMAT);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&body);
        Ok(out)
    }

    pub(crate) fn open_with(&self, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        let closed = || Error::fault("a sealed value doesn't open: wrong key, wrong place or altered");
        let (&format, rest) = sealed.split_first().ok_or_else(closed)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or_else(closed)?;
        if format != FORMAT {
            return Err(closed());
        }
        let cipher = Aes256Gcm::new(&self.bytes.into());
        cipher
            .decrypt(
                &Nonce::from(*nonce),
                Payload {
                    msg: body,
                    aad: associated,
                },
            )
            .map_err(|_| closed())
    }

    fn associated(&self, place: Place) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        for part in [place.table.as_bytes(), place.column.as_bytes()] {
            out.extend_from_slice(part);
            out.push(0);
        }
        out.extend_from_slice(place.row.as_bytes());
        out.extend_from_slice(&self.version.to_be_bytes());
        out
    }
}

/// What is derived from the master key: the wrapping key, the index key, the web's keys.
#[derive(Clone)]
pub struct Vault {
    wrap: DataKey,
    index: [u8; 32],
    web: [u8; 32],
    cookies: DataKey,
    fingerprint: String,
}

impl Vault {
    /// Derives the keys.
    pub fn new(master: &MasterKey) -> Self {
        Self {
            wrap: DataKey::from_bytes(master.derive("wrap"), 1),
            index: master.derive("blind index"),
            web: master.derive("web forms"),
            cookies: DataKey::from_bytes(master.derive("cookies"), 1),
            fingerprint: hex(&Sha256::digest(master.derive("fingerprint"))[..8]),
        }
    }

    /// Says which master key this is without telling anything of it: a store refuses to open with another one.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The blind index of a normalised value, within a domain (`login`, `email`, `address`).
    pub fn blind(&self, domain: &str, value: &str) -> [u8; 32] {
        authenticate(&self.index, &[domain.as_bytes(), &[0], value.as_bytes()])
    }

    /// A form token's authentication code for the holder of a cookie.
    pub(crate) fn form_code(&self, holder: &str, mask: &[u8]) -> [u8; 32] {
        authenticate(&self.web, &[holder.as_bytes(), &[0], mask])
    }

    /// Seals what a cookie carries.
    pub(crate) fn cookie_key(&self) -> &DataKey {
        &self.cookies
    }

    pub(crate) fn wrapping_key(&self) -> &DataKey {
        &self.wrap
    }
}

/// The hash under which a token is kept.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn authenticate(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&(*key).into_padded());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

trait Padded {
    fn into_padded(self) -> hmac::digest::Key<Hmac<Sha256>>;
}

impl Padded for [u8; 32] {
    /// HMAC pads a short key with zeros to its block (RFC 2104 §2).
    fn into_padded(self) -> hmac::digest::Key<Hmac<Sha256>> {
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..32].copy_from_slice(&self);
        block
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(i * 2..i * 2 + 2)?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(row: u128) -> Place {
        Place::new("people", "identity", Uuid::from_u128(row))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_in_its_place_only(plain: Vec<u8>, row: u128, other: u128) {
            let random = Random::seeded(7);
            let key = DataKey::generate(&random, 1);
            let sealed = key.seal(&random, place(row), &plain).unwrap();
            prop_assert_eq!(key.open(place(row), &sealed).unwrap(), plain);
            if row != other {
                prop_assert!(key.open(place(other), &sealed).is_err());
            }
            prop_assert!(key.open(Place::new("people", "other", Uuid::from_u128(row)), &sealed).is_err());
        }

        #[test]
        fn an_altered_value_never_opens(plain: Vec<u8>, at: usize, bit in 0u8..8) {
            let random = Random::seeded(8);
            let key = DataKey::generate(&random, 1);
            let mut sealed = key.seal(&random, place(1), &plain).unwrap();
            let at = at % sealed.len();
            sealed[at] ^= 1 << bit;
            prop_assert!(key.open(place(1), &sealed).is_err());
        }

        #[test]
        fn garbage_never_panics(garbage: Vec<u8>) {
            let key = DataKey::generate(&Random::seeded(9), 1);
            prop_assert!(key.open(place(1), &garbage).is_err());
        }
    }

    #[test]
    fn a_blind_index_depends_on_domain_value_and_key() {
        let random = Random::seeded(1);
        let vault = Vault::new(&MasterKey::generate(&random));
        let other = Vault::new(&MasterKey::generate(&random));
        assert_eq!(vault.blind("login", "rene"), vault.blind("login", "rene"));
        assert_ne!(vault.blind("login", "rene"), vault.blind("email", "rene"));
        assert_ne!(vault.blind("login", "rene"), vault.blind("login", "karim"));
        assert_ne!(vault.blind("login", "rene"), other.blind("login", "rene"));
        assert_ne!(vault.fingerprint(), other.fingerprint());
    }
}
