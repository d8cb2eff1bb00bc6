use proptest::prelude::*;

use super::rules::{Identity, normal_email, normal_login, propose_login, sort_key};

#[test]
fn a_login_is_made_of_the_name() {
    let cases = [
        ("Monique", "Le Bihan", 1, "monique.lebihan"),
        ("Monique", "Le Bihan", 2, "monique.lebihan2"),
        ("Gaëlle", "L’Hénaff", 1, "gaelle.lhenaff"),
        ("François-Xavier", "Œuvrard", 1, "francoisxavier.oeuvrard"),
        ("", "Diallo", 1, "diallo"),
        ("明", "", 3, "apprenant3"),
    ];
    for (given, family, attempt, expected) in cases {
        assert_eq!(propose_login(given, family, attempt), expected);
    }
}

#[test]
fn names_sort_as_a_french_reader_expects() {
    let card = |given: &str, family: &str| Identity {
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        ..Identity::default()
    };
    let mut names = [
        card("Zoé", "Île"),
        card("Ana", "Éon"),
        card("Ana", "eon"),
        card("Bob", "Diallo"),
        card("Léa", "Jan"),
    ];
    names.sort_by_key(sort_key);
    let sorted: Vec<&str> = names.iter().map(|name| name.family_name.as_str()).collect();
    assert_eq!(sorted, ["Diallo", "Éon", "eon", "Île", "Jan"]);
}

proptest! {
    #[test]
    fn what_is_typed_twice_is_compared_as_one(text: String) {
        prop_assert_eq!(normal_login(&normal_login(&text)), normal_login(&text));
        prop_assert_eq!(normal_email(&format!("  {text} ")), normal_email(&text));
    }

    #[test]
    fn a_proposed_login_is_plain(given: String, family: String, attempt in 1u32..100) {
        let login = propose_login(&given, &family, attempt);
        prop_assert!(!login.is_empty());
        prop_assert!(login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.'), "{login}");
    }
}
