//! A badge that was won, as an `OpenBadgeCredential` of Open Badges 3.0.

use jiff::Timestamp;
use platform::ids::RegionId;
use platform::{Error, Result};
use serde_json::{Value, json};

use super::store::Award;
use crate::badges::{contexts, identifiers, issuer_url, profile};

/// Who holds it, who gives it.
pub(super) struct Around<'a> {
    pub(super) public_url: &'a str,
    pub(super) region: RegionId,
    /// The name under which the region issues.
    pub(super) issuer: &'a str,
    pub(super) holder: &'a str,
    /// The holder's address, in their own copy.
    pub(super) email: Option<&'a str>,
}

/// What is signed.
///
/// # Errors
/// An instant that no clock shows.
pub(super) fn payload(award: &Award, around: &Around<'_>) -> Result<Value> {
    let since = Timestamp::from_second(award.won_at.as_second())
        .map_err(|error| Error::internal("the day of a badge", error))?;
    let issuer = issuer_url(around.public_url, around.region);
    let id = format!("urn:uuid:{}", award.id);
    let holder = format!("{id}#titulaire");
    let name = award.name.as_str();
    Ok(json!({
        "@context": contexts(),
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": profile(&issuer, around.issuer, around.public_url),
        "validFrom": since.to_string(),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": identifiers(award.id.0, around.holder, around.email),
            "achievement": {
                "id": format!("urn:uuid:{}", award.rule),
                "type": ["Achievement"],
                "achievementType": "Badge",
                "inLanguage": "fr",
                "name": name,
                "description": award.story,
                "criteria": { "narrative": award.story },
            },
        },
        "iss": issuer,
        "jti": id,
        "nbf": since.as_second(),
        "sub": holder,
    }))
}
