//! May this person be enrolled, and under which account.

use jiff::Timestamp;
use people::accounts::NewPerson;
use people::directory::Identity;
use platform::PersonId;

use crate::sessions::{Phase, phase};

/// The manager's answer: whoever has the address is somebody else.
pub(crate) const OTHER: &str = "autre";

/// What the form's e-mail address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Nobody has it here: a new account.
    New,
    /// The same name and address: this account.
    Existing(PersonId),
    /// Someone of another name has it here: the manager says whether it is the same person.
    Ask,
}

/// Which account to enrol. `known` are the people of the region with this address; `answer` is the manager's.
pub fn account(typed: &NewPerson, known: &[(PersonId, &Identity)], answer: &str) -> Account {
    if known.is_empty() || answer == OTHER {
        return Account::New;
    }
    if let Some((person, _)) = known.iter().find(|(person, _)| person.to_string() == answer) {
        return Account::Existing(*person);
    }
    let same = |card: &Identity| {
        let fold = |text: &str| text.trim().to_lowercase();
        fold(&card.given_name) == fold(&typed.given_name)
            && fold(&card.family_name) == fold(&typed.family_name)
    };
    let mut same = known.iter().filter(|(_, card)| same(card));
    match (same.next(), same.next()) {
        (Some((person, _)), None) => Account::Existing(*person),
        _ => Account::Ask,
    }
}

/// Why nobody can join any more.
pub fn closed(starts: Timestamp, ends: Timestamp, now: Timestamp) -> Option<&'static str> {
    (phase(starts, ends, now) == Phase::Over)
        .then_some("La session est terminée\u{202f}: plus personne ne peut la rejoindre. Inscrivez la personne à la prochaine.")
}

#[cfg(test)]
mod cases {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_address_already_known_is_never_guessed() {
        let person = PersonId(Uuid::from_u128(7));
        let card = |given: &str| Identity {
            given_name: given.to_owned(),
            family_name: "Le Bihan".to_owned(),
            ..Identity::default()
        };
        let (monique, yves) = (card("Monique"), card("Yves"));
        let typed = NewPerson {
            given_name: "monique".to_owned(),
            family_name: "LE BIHAN".to_owned(),
            ..NewPerson::default()
        };
        let other = PersonId(Uuid::from_u128(8));
        type Known<'a> = &'a [(PersonId, &'a Identity)];
        let cases: &[(Known<'_>, &str, Account)] = &[
            (&[], "", Account::New),
            (&[(person, &monique)], "", Account::Existing(person)),
            (&[(person, &yves)], "", Account::Ask),
            (&[(person, &yves)], "autre", Account::New),
            (&[(person, &yves)], &person.to_string(), Account::Existing(person)),
            (&[(person, &yves)], &other.to_string(), Account::Ask),
            (&[(person, &monique), (other, &monique)], "", Account::Ask),
            (
                &[(person, &yves), (other, &monique)],
                "",
                Account::Existing(other),
            ),
        ];
        for (known, answer, expected) in cases {
            assert_eq!(account(&typed, known, answer), *expected, "{answer}");
        }
    }
}
