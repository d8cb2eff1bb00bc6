//! What a correction changes, and why it may not be made.

use people::accounts::NewPerson;
use people::directory::Identity;
use platform::ids::RegionId;

/// The form, as it begins.
pub(super) fn typed(card: &Identity) -> NewPerson {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    NewPerson {
        given_name: card.given_name.clone(),
        family_name: card.family_name.clone(),
        email: card.email.clone(),
        phone: text(&card.phone),
        company: text(&card.company),
        trade: text(&card.trade),
    }
}

/// A card in a few words, for who must compare.
pub(super) fn told(card: &Identity) -> String {
    let optional = [&card.phone, &card.company, &card.trade].into_iter().flatten();
    let all = [card.full_name(), card.email.clone()]
        .into_iter()
        .chain(optional.cloned());
    all.collect::<Vec<_>>().join(", ")
}

/// What differs, by the names of its fields: never what it was.
pub(crate) fn changes(before: &Identity, after: &Identity) -> Vec<&'static str> {
    let all = [
        ("given_name", before.given_name != after.given_name),
        ("family_name", before.family_name != after.family_name),
        ("email", before.email != after.email),
        ("phone", before.phone != after.phone),
        ("company", before.company != after.company),
        ("trade", before.trade != after.trade),
    ];
    let differing = all.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name).collect()
}

/// Why a manager of the region doesn't correct this card, when they don't: with the address comes the way to choose
/// another password, and so whatever the person may do.
pub(super) fn forbidden(only_learns: bool, home: Option<RegionId>, region: RegionId) -> Option<&'static str> {
    if !only_learns {
        return Some(
            "Cette personne a aussi un autre rôle sur la plateforme\u{202f}: sa fiche ne se corrige pas ici. Demandez-le à CMA France.",
        );
    }
    (home != Some(region)).then_some(
        "Le compte de cette personne est tenu par une autre région\u{202f}: demandez-lui de s’adresser à sa CMA.",
    )
}

#[cfg(test)]
mod cases {
    use platform::ids::Uuid;

    use super::*;

    fn monique() -> Identity {
        Identity {
            given_name: "Monique".to_owned(),
            family_name: "Le Bihan".to_owned(),
            email: "monique@exemple.fr".to_owned(),
            login: "monique.lebihan".to_owned(),
            phone: Some("0612345678".to_owned()),
            ..Identity::default()
        }
    }

    #[test]
    fn what_differs_is_named() {
        let before = monique();
        let same = typed(&before).identity(before.login.clone());
        assert_eq!((changes(&before, &same), &same), (vec![], &before));
        type Change = fn(&mut Identity);
        let cases: [(Change, &[&str]); 5] = [
            (|one| one.email = "m@exemple.fr".to_owned(), &["email"]),
            (|one| one.phone = None, &["phone"]),
            (|one| one.trade = Some("Pâtissière".to_owned()), &["trade"]),
            (
                |one| {
                    one.given_name = "Monika".to_owned();
                    one.family_name = "Bihan".to_owned();
                },
                &["given_name", "family_name"],
            ),
            (
                |one| one.company = Some("Aux bons choux".to_owned()),
                &["company"],
            ),
        ];
        for (change, expected) in cases {
            let mut after = monique();
            change(&mut after);
            assert_eq!(changes(&before, &after), expected);
        }
    }

    #[test]
    fn only_learners_of_the_region_are_corrected() {
        let (here, there) = (RegionId(Uuid::from_u128(1)), RegionId(Uuid::from_u128(2)));
        let cases = [
            (true, Some(here), None),
            (true, Some(there), Some("une autre région")),
            (true, None, Some("une autre région")),
            (false, Some(here), Some("un autre rôle")),
        ];
        for (only_learns, home, expected) in cases {
            let why = forbidden(only_learns, home, here);
            match expected {
                None => assert_eq!(why, None),
                Some(words) => assert!(why.is_some_and(|why| why.contains(words)), "{why:?}"),
            }
        }
    }
}
