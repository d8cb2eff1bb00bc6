//! What the pages of an account read from their forms.

use platform::html::FormErrors;
use platform::http::Form;

use crate::accounts::weakness;
use crate::directory::Identity;

/// A new password, typed twice.
pub(super) struct NewPassword {
    pub(super) password: String,
}

impl NewPassword {
    /// Reads and checks it against its owner's own data.
    pub(super) fn read(form: &Form, owner: &Identity, site_name: &str) -> Result<Self, FormErrors> {
        let password = form.raw("mot_de_passe").to_owned();
        let mut errors = FormErrors::default();
        if let Some(fault) = weakness(&password, owner, site_name) {
            errors.add("mot_de_passe", "Mot de passe", fault);
        } else if form.raw("confirmation") != password {
            errors.add(
                "confirmation",
                "Confirmation",
                "les deux mots de passe ne sont pas les mêmes",
            );
        }
        if errors.is_empty() {
            Ok(Self { password })
        } else {
            Err(errors)
        }
    }
}

/// Where to go after signing in: a path of ours, never another site.
pub(super) fn safe_return(path: &str) -> &str {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if plain && !path.starts_with("/connexion") {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn one_returns_to_our_own_pages_only() {
        let cases = [
            ("/sessions?page=2", "/sessions?page=2"),
            ("", "/"),
            ("https://mechant.example", "/"),
            ("//mechant.example", "/"),
            ("/\\mechant.example", "/"),
            ("/connexion?retour=/connexion", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ];
        for (typed, expected) in cases {
            assert_eq!(safe_return(typed), expected, "{typed:?}");
        }
    }
}
