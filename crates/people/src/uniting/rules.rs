//! Which accounts may be made one, and which of them somebody names.

use platform::PersonId;
use platform::html::fr;
use platform::ids::RegionId;

use crate::directory::{Identity, normal_login};

/// An account, as far as this is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    /// Whose.
    pub(crate) person: PersonId,
    /// The region that holds it.
    pub(crate) region: Option<RegionId>,
    /// A password was chosen.
    pub(crate) active: bool,
    /// A role over their own path, and nothing else.
    pub(crate) only_learns: bool,
}

/// The accounts that `pending` may become part of, among those of its address. An account that was used keeps its own history, one
/// that gives rights over others isn't carried along, and two people of one region who share an address were told apart by their
/// manager.
pub(crate) fn offered(pending: PersonId, all: &[Account]) -> Vec<PersonId> {
    let Some(own) = all.iter().find(|one| one.person == pending) else {
        return Vec::new();
    };
    let (false, true, Some(region)) = (own.active, own.only_learns, own.region) else {
        return Vec::new();
    };
    let elsewhere = |one: &&Account| one.region.is_some_and(|home| home != region);
    all.iter()
        .filter(|one| one.active)
        .filter(elsewhere)
        .map(|one| one.person)
        .collect()
}

/// Whom `typed` names among them: by login, or by the address that they all have when there is only one.
pub(crate) fn named(typed: &str, email: &str, offered: &[(PersonId, String)]) -> Option<PersonId> {
    let typed = normal_login(typed);
    if let Some((person, _)) = offered.iter().find(|(_, login)| normal_login(login) == typed) {
        return Some(*person);
    }
    match offered {
        [(only, _)] if normal_login(email) == typed => Some(*only),
        _ => None,
    }
}

/// Whether who proved one account has still to say that the other is theirs too: it bears another name, and a mailbox may be shared.
pub(crate) fn must_say(pending: &Identity, proved: &Identity, said: bool) -> bool {
    !said && name(pending) != name(proved)
}

/// A name as it is compared: letters alone.
fn name(card: &Identity) -> [String; 2] {
    [&card.given_name, &card.family_name].map(|word| {
        fr::folded(word)
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect()
    })
}

#[cfg(test)]
mod cases {
    use platform::ids::Uuid;

    use super::*;

    fn region(number: u128) -> Option<RegionId> {
        Some(RegionId(Uuid::from_u128(number)))
    }

    fn account(number: u128, home: u128, active: bool) -> Account {
        Account {
            person: PersonId(Uuid::from_u128(number)),
            region: region(home),
            active,
            only_learns: true,
        }
    }

    #[test]
    fn only_an_account_never_used_joins_one_of_another_region() {
        let staff = |account: Account| Account {
            only_learns: false,
            ..account
        };
        let national = Account {
            region: None,
            ..account(2, 0, true)
        };
        let pending = account(1, 1, false);
        let there = account(2, 2, true);
        let cases: &[(&str, Vec<Account>, &[u128])] = &[
            ("alone", vec![pending], &[]),
            ("somebody elsewhere", vec![pending, there], &[2]),
            ("who teaches there learns here", vec![pending, staff(there)], &[2]),
            ("the same region", vec![pending, account(2, 1, true)], &[]),
            (
                "no account is open there",
                vec![pending, account(2, 2, false)],
                &[],
            ),
            ("of the national office", vec![pending, national], &[]),
            ("both were used", vec![account(1, 1, true), there], &[]),
            ("it gives rights", vec![staff(pending), there], &[]),
            ("closed already", vec![there], &[]),
            (
                "two people share the address",
                vec![pending, there, account(3, 3, true), account(4, 1, true)],
                &[2, 3],
            ),
        ];
        for (name, all, expected) in cases {
            let found: Vec<u128> = offered(pending.person, all)
                .iter()
                .map(|one| one.0.as_u128())
                .collect();
            assert_eq!(found, *expected, "{name}");
        }
    }

    #[test]
    fn one_is_named_by_login_or_by_an_address_that_says_who() {
        let one = |number: u128, login: &str| (PersonId(Uuid::from_u128(number)), login.to_owned());
        let alone = [one(2, "monique.lebihan")];
        let shared = [one(2, "monique.lebihan"), one(3, "rene.lebihan")];
        let email = "monique@exemple.fr";
        let nobody: [(PersonId, String); 0] = [];
        for (typed, offered, expected) in [
            ("monique.lebihan", alone.as_slice(), Some(2)),
            (" Monique.LeBihan ", &alone, Some(2)),
            ("MONIQUE@exemple.fr", &alone, Some(2)),
            ("monique@exemple.fr", &shared, None),
            ("rene.lebihan", &shared, Some(3)),
            ("karim.haddad", &alone, None),
            ("karim@exemple.fr", &alone, None),
            ("", &alone, None),
            ("monique.lebihan", &nobody, None),
        ] {
            let found = named(typed, email, offered).map(|person| person.0.as_u128());
            assert_eq!(found, expected, "{typed:?}");
        }
    }

    #[test]
    fn another_name_is_asked_about() {
        let card = |given: &str, family: &str| Identity {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            ..Identity::default()
        };
        for (pending, proved, said, expected) in [
            (card("Karim", "Haddad"), card("Monique", "Le Bihan"), false, true),
            (card("Karim", "Haddad"), card("Monique", "Le Bihan"), true, false),
            (card("Karim", "Haddad"), card("Karim", "Haddad"), false, false),
            (card("René", "Le Bihan"), card("Monique", "Le Bihan"), false, true),
            (
                card("Monique", "Martin"),
                card("Monique", "Le Bihan"),
                false,
                true,
            ),
            (
                card("Éloïse", "LE BIHAN"),
                card("eloise", "Le Bihan"),
                false,
                false,
            ),
            (
                card("Jean Paul ", "L’Hôte"),
                card("Jean-Paul", "L'Hote"),
                false,
                false,
            ),
            (card("Paul", "Jean"), card("Jean", "Paul"), false, true),
        ] {
            let found = must_say(&pending, &proved, said);
            assert_eq!(found, expected, "{pending:?} {proved:?} {said}");
        }
    }
}
