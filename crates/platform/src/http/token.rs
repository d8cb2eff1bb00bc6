//! Form tokens: a code over who holds the page (login or visit cookie) under a fresh mask, so that no two pages show
//! the same bytes (a compressed page then leaks nothing of it).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use crate::random::Random;
use crate::vault::Vault;

const MASK: usize = 16;

/// A token for the holder of a cookie.
pub(super) fn make(vault: &Vault, random: &Random, holder: &str) -> String {
    let mask: [u8; MASK] = random.bytes();
    let code = vault.form_code(holder, &mask);
    URL_SAFE_NO_PAD.encode([mask.as_slice(), code.as_slice()].concat())
}

/// Whether a token was made for this holder.
pub(super) fn check(vault: &Vault, holder: &str, token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    let Some((mask, code)) = bytes.split_at_checked(MASK) else {
        return false;
    };
    vault.form_code(holder, mask).as_slice().ct_eq(code).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vault::MasterKey;

    proptest! {
        #[test]
        fn a_token_is_good_for_its_holder_only(holder: String, other: String, garbage: String) {
            let random = Random::seeded(5);
            let vault = Vault::new(&MasterKey::generate(&random));
            let token = make(&vault, &random, &holder);
            prop_assert!(check(&vault, &holder, &token));
            prop_assert_ne!(&token, &make(&vault, &random, &holder));
            prop_assert_eq!(check(&vault, &other, &token), holder == other);
            prop_assert!(!check(&vault, &holder, &garbage));
        }
    }
}
