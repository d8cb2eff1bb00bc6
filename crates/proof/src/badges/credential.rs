//! What a badge says: the `OpenBadgeCredential` of Open Badges 3.0 (1EdTech), on the W3C's Verifiable Credentials 2.0.

use documents::{EndOfTraining, Met};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::html::fr;
use platform::ids::{RegionId, Uuid};
use platform::{Error, Result};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Where a badge comes from and when.
pub(super) struct Badge<'a> {
    /// The address of the platform.
    pub(super) public_url: &'a str,
    /// The certificate that it stands for.
    pub(super) certificate: Uuid,
    /// When that was issued.
    pub(super) issued_at: Timestamp,
    /// Which course, which region.
    pub(super) course: Uuid,
    pub(super) region: RegionId,
    /// The holder's e-mail address, for their own copy: a wallet recognises them by it. Hashed, as the specification wants.
    pub(super) email: Option<&'a str>,
}

/// The address of an issuer's profile.
pub(crate) fn issuer_url(public_url: &str, region: RegionId) -> String {
    format!("{public_url}/badges/emetteurs/{region}")
}

/// The address of an issuer's list of what is no longer valid.
pub(super) fn revocations_url(public_url: &str, region: RegionId) -> String {
    format!("{}/annulations", issuer_url(public_url, region))
}

/// A certificate's name in badges.
pub(super) fn badge_id(certificate: Uuid) -> String {
    format!("urn:uuid:{certificate}")
}

/// The credential with its JWT claims: what is signed.
///
/// # Errors
/// An instant that no clock shows.
pub(super) fn payload(badge: &Badge<'_>, said: &EndOfTraining) -> Result<Value> {
    let since = Timestamp::from_second(badge.issued_at.as_second())
        .map_err(|error| Error::internal("the day of a badge", error))?;
    let issuer = issuer_url(badge.public_url, badge.region);
    let id = badge_id(badge.certificate);
    let holder = format!("{id}#titulaire");
    Ok(json!({
        "@context": contexts(),
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": said.title,
        "issuer": profile(&issuer, &said.organisation.name, badge.public_url),
        "validFrom": since.to_string(),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": identifiers(badge.certificate, &said.learner, badge.email),
            "activityStartDate": midnight(said.from),
            "activityEndDate": midnight(said.to),
            "achievement": achievement(badge, said),
        },
        "evidence": [{
            "id": said.proof.url,
            "type": ["Evidence"],
            "name": "Attestation de fin de formation, à vérifier par son code",
        }],
        "credentialStatus": {
            "id": revocations_url(badge.public_url, badge.region),
            "type": "1EdTechRevocationList",
        },
        "iss": issuer,
        "jti": id,
        "nbf": since.as_second(),
        "sub": holder,
    }))
}

/// The words of a badge, as JSON-LD.
pub(crate) fn contexts() -> Value {
    json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ])
}

/// Who issues, as a `Profile`.
pub(crate) fn profile(id: &str, name: &str, url: &str) -> Value {
    json!({ "id": id, "type": ["Profile"], "name": name, "url": url })
}

/// How a holder is recognised: by name and, in their own copy, by their address, hashed with this salt.
pub(crate) fn identifiers(salt: Uuid, name: &str, email: Option<&str>) -> Value {
    let mut all = vec![json!({
        "type": "IdentityObject",
        "identityType": "name",
        "hashed": false,
        "identityHash": name,
    })];
    if let Some(email) = email {
        let salt = salt.simple().to_string();
        let hash = Sha256::new()
            .chain_update(email.as_bytes())
            .chain_update(salt.as_bytes())
            .finalize();
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        all.push(json!({
            "type": "IdentityObject",
            "identityType": "emailAddress",
            "hashed": true,
            "salt": salt,
            "identityHash": format!("sha256${hex}"),
        }));
    }
    Value::Array(all)
}

fn achievement(badge: &Badge<'_>, said: &EndOfTraining) -> Value {
    let wanted = said.results.iter().filter(|line| line.met != Met::NotRequired);
    let conditions: Vec<String> = wanted
        .map(|line| format!("- {}\u{202f}: {}", line.label, line.required.to_lowercase()))
        .collect();
    let duration = format!("Formation de {}.", fr::duration(said.minutes));
    let description = match said.objectives.as_slice() {
        [] => duration,
        objectives => format!("{duration} Objectifs\u{202f}: {}.", objectives.join("\u{202f}; ")),
    };
    json!({
        "id": format!("urn:uuid:{}", badge.course),
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "inLanguage": "fr",
        "name": said.title,
        "description": description,
        "criteria": { "narrative": format!("{}\n\n{}", said.verdict, conditions.join("\n")).trim_end().to_owned() },
    })
}

fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// What is no longer valid, for whoever kept a copy: each certificate and why.
pub(super) fn revocations(public_url: &str, region: RegionId, ended: &[(Uuid, &'static str)]) -> Value {
    let ended: Vec<Value> = ended
        .iter()
        .map(|(certificate, why)| {
            json!({ "id": badge_id(*certificate), "revoked": true, "revocationReason": fr::capitalise(why) })
        })
        .collect();
    json!({
        "id": revocations_url(public_url, region),
        "type": ["1EdTechRevocationList"],
        "issuer": issuer_url(public_url, region),
        "revokedCredential": ended,
    })
}

#[cfg(test)]
mod cases {
    use documents::{Nature, Organisation, Proof, ResultLine, Signatory};
    use jiff::civil::date;

    use super::*;

    fn said() -> EndOfTraining {
        let line = |label: &str, required: &str, met| ResultLine {
            label: label.to_owned(),
            required: required.to_owned(),
            obtained: "80\u{202f}%".to_owned(),
            met,
        };
        EndOfTraining {
            platform: "Formation CMA".to_owned(),
            organisation: Organisation {
                name: "CMA d’essai".to_owned(),
                address_lines: Vec::new(),
                siret: String::new(),
                nda: String::new(),
                city: "Rennes".to_owned(),
            },
            signatory: Signatory {
                name: "Fabienne Le Goff".to_owned(),
                capacity: "directrice".to_owned(),
                stamp: None,
                signature: None,
            },
            learner: "Monique Le Bihan".to_owned(),
            company: None,
            title: "Chiffrer un devis".to_owned(),
            objectives: vec!["Calculer un prix".to_owned(), "Le dire".to_owned()],
            nature: Nature::Training,
            from: date(2026, 11, 2),
            to: date(2026, 12, 1),
            minutes: 420,
            minutes_done: 420,
            results: vec![
                line("Devis", "Plus de 70\u{202f}%", Met::Yes),
                line("Accueil", "–", Met::NotRequired),
            ],
            verdict: "Toutes les conditions de réussite sont remplies.".to_owned(),
            issued: date(2026, 12, 2),
            issued_at: "Rennes".to_owned(),
            proof: Proof {
                code: "K7QF-2M9X-40TB-ZC81".to_owned(),
                url: "https://x.test/verification/K7QF-2M9X-40TB-ZC81".to_owned(),
            },
            wording: documents::Wording::default(),
        }
    }

    fn badge(email: Option<&str>) -> Badge<'_> {
        Badge {
            public_url: "https://x.test",
            certificate: Uuid::from_u128(7),
            issued_at: Timestamp::from_millisecond(1_796_200_000_400).unwrap(),
            course: Uuid::from_u128(8),
            region: RegionId(Uuid::from_u128(9)),
            email,
        }
    }

    #[test]
    fn the_claims_of_the_token_are_those_of_the_credential() {
        let made = payload(&badge(None), &said()).unwrap();
        assert_eq!(made["iss"], made["issuer"]["id"]);
        assert_eq!(made["jti"], made["id"]);
        assert_eq!(made["sub"], made["credentialSubject"]["id"]);
        let since: Timestamp = made["validFrom"].as_str().unwrap().parse().unwrap();
        assert_eq!(made["nbf"], since.as_second());
        assert_eq!(since.subsec_nanosecond(), 0, "the token knows whole seconds");
        let achievement = &made["credentialSubject"]["achievement"];
        assert_eq!(achievement["name"], "Chiffrer un devis");
        let narrative = achievement["criteria"]["narrative"].as_str().unwrap();
        assert!(
            narrative.ends_with("- Devis\u{202f}: plus de 70\u{202f}%"),
            "{narrative}"
        );
    }

    #[test]
    fn an_address_is_told_to_its_holder_only_and_hashed() {
        let shared = payload(&badge(None), &said()).unwrap();
        let own = payload(&badge(Some("monique@x.test")), &said()).unwrap();
        let identifiers = |made: &Value| {
            made["credentialSubject"]["identifier"]
                .as_array()
                .unwrap()
                .clone()
        };
        assert_eq!(identifiers(&shared).len(), 1);
        let own = identifiers(&own);
        assert_eq!(own[0]["identityHash"], "Monique Le Bihan");
        assert_eq!(
            own[1]["identityHash"], "sha256$2d432dcc3bdef70a2518a71881843ac9226b5e799836adfebd249c9df663fdec",
            "SHA-256 of the address followed by the salt"
        );
    }
}
