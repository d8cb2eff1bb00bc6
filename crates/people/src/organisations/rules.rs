//! What a chamber says of itself, checked.

use platform::html::FormErrors;
use serde::{Deserialize, Serialize};

/// What the documents of a chamber print of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// « Chambre de métiers et de l’artisanat de Bretagne ».
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Where its documents are made.
    pub city: String,
    /// Fourteen digits.
    pub siret: String,
    /// Number of the declaration of activity: eleven characters.
    pub nda: String,
    /// Who signs: first name and surname.
    pub signatory: String,
    /// In which capacity.
    pub capacity: String,
}

/// Reads what was typed; says what to mend.
pub(super) fn check(typed: &Organisation) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, label, value) in [
        ("nom", "Nom de l’organisme", &typed.name),
        ("ville", "Ville", &typed.city),
        ("signataire", "Nom du signataire", &typed.signatory),
        ("qualite", "Qualité du signataire", &typed.capacity),
    ] {
        if value.is_empty() {
            errors.add(field, label, "à remplir\u{202f}: chaque document le porte");
        } else if value.chars().count() > 150 {
            errors.add(field, label, "cent cinquante caractères au plus");
        }
    }
    if typed.address.is_empty() {
        errors.add(
            "adresse",
            "Adresse",
            "à remplir\u{202f}: chaque document la porte",
        );
    } else if typed.address.len() > 5 || typed.address.iter().any(|line| line.chars().count() > 100) {
        errors.add("adresse", "Adresse", "cinq lignes de cent caractères au plus");
    }
    if !is_siret(&typed.siret) {
        let message =
            "quatorze chiffres, ceux de l’avis de situation\u{202f}: vérifiez qu’aucun n’est inversé";
        errors.add("siret", "SIRET", message);
    }
    let nda = typed.nda.chars().count() == 11 && typed.nda.chars().all(|c| c.is_ascii_alphanumeric());
    if !nda {
        errors.add(
            "nda",
            "Numéro de déclaration d’activité",
            "onze chiffres, par exemple 53 35 12345 35",
        );
    }
    errors
}

/// Fourteen digits whose weighted sum is a multiple of ten (Luhn's key, as INSEE gives it).
fn is_siret(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 14 || number.chars().count() != 14 {
        return false;
    }
    let weigh = |(place, digit): (usize, &u32)| match place % 2 {
        0 => digit * 2 / 10 + digit * 2 % 10,
        _ => *digit,
    };
    digits.iter().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_siret_has_its_key() {
        let cases = [
            ("73282932000074", true),
            ("73282932000075", false),
            ("7328293200007", false),
            ("732829320000741", false),
            ("7328293200007A", false),
            ("", false),
        ];
        for (number, expected) in cases {
            assert_eq!(is_siret(number), expected, "{number}");
        }
    }

    #[test]
    fn what_a_document_prints_is_there() {
        let good = Organisation {
            name: "CMA Bretagne".to_owned(),
            address: vec!["2 cours des Alliés".to_owned(), "35000 Rennes".to_owned()],
            city: "Rennes".to_owned(),
            siret: "73282932000074".to_owned(),
            nda: "53351234535".to_owned(),
            signatory: "René Kerjean".to_owned(),
            capacity: "conseiller formation".to_owned(),
        };
        assert!(check(&good).is_empty());
        type Change = fn(&mut Organisation);
        let cases: &[(Change, &str)] = &[
            (|one| one.name.clear(), "nom"),
            (|one| one.city = "x".repeat(151), "ville"),
            (|one| one.address.clear(), "adresse"),
            (|one| one.address = vec!["x".to_owned(); 6], "adresse"),
            (|one| one.siret.clear(), "siret"),
            (|one| one.nda = "5335 1234535".to_owned(), "nda"),
            (|one| one.signatory.clear(), "signataire"),
            (|one| one.capacity.clear(), "qualite"),
        ];
        for (change, wrong) in cases {
            let mut typed = good.clone();
            change(&mut typed);
            let errors = check(&typed);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, [*wrong]);
        }
    }
}
