//! What an identity is, and how names are compared.

use platform::html::fr;
use serde::{Deserialize, Serialize};

/// Who someone is: sealed as one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// « Monique ».
    pub given_name: String,
    /// « Le Bihan ».
    pub family_name: String,
    /// Address that mail goes to; two people may share one.
    pub email: String,
    /// Unique: « monique.lebihan ».
    pub login: String,
    /// Telephone, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Company, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Trade, if known: « Pâtissière ».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<String>,
}

impl Identity {
    /// « Monique Le Bihan ».
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// A login as it is compared: case and surrounding spaces don't count.
pub fn normal_login(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// An e-mail address as it is compared.
pub fn normal_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// A login made of a name: « monique.lebihan », then « monique.lebihan2 » for the second of that name.
pub fn propose_login(given_name: &str, family_name: &str, attempt: u32) -> String {
    let word = |text: &str| {
        fr::folded(text)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    let base = [word(given_name), word(family_name)]
        .into_iter()
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(".");
    let base = if base.is_empty() {
        "apprenant".to_owned()
    } else {
        base
    };
    if attempt < 2 {
        base
    } else {
        format!("{base}{attempt}")
    }
}

/// What names sort by: family name then given name, without accents or case.
pub fn sort_key(card: &Identity) -> String {
    format!(
        "{}\u{0}{}",
        fr::folded(&card.family_name),
        fr::folded(&card.given_name)
    )
}
