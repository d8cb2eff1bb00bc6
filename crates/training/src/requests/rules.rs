//! What may become of a request, what its form must hold, how long it is kept; [`turn`]: whose the places are.

mod turn;

use jiff::{SignedDuration, Timestamp};
use people::accounts::{NewPerson, check_person};
use platform::html::FormErrors;
use serde::{Deserialize, Serialize};

use crate::standings::Standing;
pub(crate) use turn::{is_its_turn, not_its_turn, places_words};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// Sent by the public form; the e-mail address isn't proved yet, and nobody reads it.
    Unconfirmed,
    /// Nobody has looked after it yet.
    Received,
    /// Something is missing in the file.
    Incomplete,
    /// The file is signed: the person can be enrolled.
    Signed,
    /// Enrolled.
    Enrolled,
    /// The chamber said no.
    Refused,
    /// The person no longer wishes it.
    Withdrawn,
}

impl RequestState {
    /// Those that a manager meets.
    pub const SHOWN: [Self; 6] = [
        Self::Received,
        Self::Incomplete,
        Self::Signed,
        Self::Enrolled,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As stored, and as a filter sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Received => "received",
            Self::Incomplete => "incomplete",
            Self::Signed => "signed",
            Self::Enrolled => "enrolled",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        let unconfirmed = [Self::Unconfirmed].into_iter();
        Self::SHOWN
            .into_iter()
            .chain(unconfirmed)
            .find(|one| one.code() == code)
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unconfirmed => "À confirmer par e-mail",
            Self::Received => "Demande reçue",
            Self::Incomplete => "Dossier à compléter",
            Self::Signed => "Dossier signé",
            Self::Enrolled => "Inscription faite",
            Self::Refused => "Demande refusée",
            Self::Withdrawn => "Demande retirée",
        }
    }

    /// Something may still be done about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Incomplete | Self::Signed)
    }
}

/// What is done about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// The person proves their address.
    Confirm,
    /// The manager says what is missing.
    Complete,
    /// The manager notes that the file is signed.
    Sign,
    /// The manager enrols.
    Enrol,
    /// The manager says no.
    Refuse,
    /// The person gives up.
    Withdraw,
}

impl Act {
    /// The verb of its event.
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::Confirm => "request.confirmed",
            Self::Complete => "request.incomplete",
            Self::Sign => "request.signed",
            Self::Enrol => "request.enrolled",
            Self::Refuse => "request.refused",
            Self::Withdraw => "request.withdrawn",
        }
    }
}

/// The state after an act; none when the act isn't possible from here.
pub(crate) fn after(state: RequestState, act: Act) -> Option<RequestState> {
    use RequestState::{Enrolled, Incomplete, Received, Refused, Signed, Unconfirmed, Withdrawn};
    match (state, act) {
        (Unconfirmed, Act::Confirm) => Some(Received),
        // A file noted as signed by mistake goes back.
        (Received | Incomplete | Signed, Act::Complete) => Some(Incomplete),
        (Received | Incomplete, Act::Sign) => Some(Signed),
        (Signed, Act::Enrol) => Some(Enrolled),
        (Received | Incomplete | Signed, Act::Refuse) => Some(Refused),
        (Received | Incomplete | Signed, Act::Withdraw) => Some(Withdrawn),
        _ => None,
    }
}

/// Whether an act erases the request: given up before the address was proved, nobody is to read it.
pub(crate) fn erases(state: RequestState, act: Act) -> bool {
    (state, act) == (RequestState::Unconfirmed, Act::Withdraw)
}

/// Why an act isn't possible, and what is.
pub(crate) fn impossible(state: RequestState) -> String {
    let label = state.label().to_lowercase();
    match state.is_open() {
        true => format!(
            "Ce n’est pas possible pour l’instant\u{202f}: la demande est à l’état «\u{202f}{label}\u{202f}»."
        ),
        false => format!(
            "La demande est close («\u{202f}{label}\u{202f}»)\u{202f}: pour la reprendre, faites-en une nouvelle."
        ),
    }
}

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An adviser of the chamber.
    Adviser,
    /// Who manages the region.
    Manager,
    /// The public form.
    Public,
}

impl Origin {
    const ALL: [Self; 3] = [Self::Adviser, Self::Manager, Self::Public];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Manager => "manager",
            Self::Public => "public",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Adviser => "Équipe de conseil",
            Self::Manager => "Gestion de la région",
            Self::Public => "Formulaire public",
        }
    }
}

/// Who wishes to be enrolled, and what they say: sealed as one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// Company; may be empty.
    pub company: String,
    /// Number of the company, digits only; may be empty.
    pub siret: String,
    /// Trade; may be empty.
    pub trade: String,
    /// What they are, when it is said.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// What they or their adviser add; may be empty.
    pub message: String,
}

impl Asked {
    /// « Monique Le Bihan ».
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// The account that they would get.
    pub(crate) fn person(&self) -> NewPerson {
        NewPerson {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            company: self.company.clone(),
            trade: self.trade.clone(),
        }
    }
}

/// Most signs of a message, of what is missing, of a reason.
pub(crate) const MOST_SIGNS: usize = 2000;

/// What to mend before a request can be sent.
pub(crate) fn check(asked: &Asked) -> FormErrors {
    let mut errors = check_person(&asked.person());
    let siret = &asked.siret;
    if !siret.is_empty() && (siret.len() != 14 || !siret.bytes().all(|byte| byte.is_ascii_digit())) {
        let mend = "quatorze chiffres, comme sur l’avis de situation de l’entreprise, ou rien";
        errors.add("siret", "SIRET", mend);
    }
    if asked.message.chars().count() > MOST_SIGNS {
        errors.add("message", "Message", "deux mille caractères au plus");
    }
    errors
}

/// What is said to the person: something, not too long.
pub(crate) fn check_words(field: &str, label: &str, words: &str) -> FormErrors {
    let mut errors = FormErrors::default();
    if words.is_empty() {
        errors.add(
            field,
            label,
            "à remplir\u{202f}: la personne le lira dans son e-mail",
        );
    } else if words.chars().count() > MOST_SIGNS {
        errors.add(field, label, "deux mille caractères au plus");
    }
    errors
}

/// What was typed on several lines: of control characters, only the ends of lines stay.
pub(crate) fn lines(typed: &str) -> String {
    let kept = typed.replace("\r\n", "\n");
    let kept: String = kept.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    kept.trim().to_owned()
}

/// When a request is erased if nothing happens to it: a week without a proved address, twelve months otherwise.
pub(crate) fn erased_at(state: RequestState, changed: Timestamp) -> Timestamp {
    let days = match state {
        RequestState::Unconfirmed => 7,
        _ => 365,
    };
    changed
        .checked_add(SignedDuration::from_hours(24 * days))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod cases {
    use super::*;

    const STATES: [RequestState; 7] = [
        RequestState::Unconfirmed,
        RequestState::Received,
        RequestState::Incomplete,
        RequestState::Signed,
        RequestState::Enrolled,
        RequestState::Refused,
        RequestState::Withdrawn,
    ];

    #[test]
    fn each_state_leads_where_it_may() {
        use RequestState::{Enrolled, Incomplete, Received, Refused, Signed, Unconfirmed, Withdrawn};
        let possible = [
            (Unconfirmed, Act::Confirm, Received),
            (Received, Act::Complete, Incomplete),
            (Received, Act::Sign, Signed),
            (Received, Act::Refuse, Refused),
            (Received, Act::Withdraw, Withdrawn),
            (Incomplete, Act::Complete, Incomplete),
            (Incomplete, Act::Sign, Signed),
            (Incomplete, Act::Refuse, Refused),
            (Incomplete, Act::Withdraw, Withdrawn),
            (Signed, Act::Complete, Incomplete),
            (Signed, Act::Enrol, Enrolled),
            (Signed, Act::Refuse, Refused),
            (Signed, Act::Withdraw, Withdrawn),
        ];
        let acts = [
            Act::Confirm,
            Act::Complete,
            Act::Sign,
            Act::Enrol,
            Act::Refuse,
            Act::Withdraw,
        ];
        for state in STATES {
            for act in acts {
                let listed = possible.iter().find(|(from, by, _)| (*from, *by) == (state, act));
                assert_eq!(
                    after(state, act),
                    listed.map(|(_, _, to)| *to),
                    "{state:?} {act:?}"
                );
            }
        }
    }

    #[test]
    fn only_what_nobody_has_read_is_erased_when_it_is_given_up() {
        for state in STATES {
            assert_eq!(erases(state, Act::Withdraw), state == RequestState::Unconfirmed);
            assert!(!erases(state, Act::Refuse) && !erases(state, Act::Confirm));
        }
    }

    #[test]
    fn each_is_read_back() {
        for state in STATES {
            assert_eq!(RequestState::parse(state.code()), Some(state));
            assert_eq!(state.is_open(), after(state, Act::Refuse).is_some());
        }
        for origin in Origin::ALL {
            assert_eq!(Origin::parse(origin.code()), Some(origin));
        }
    }

    #[test]
    fn a_form_says_what_to_mend() {
        let asked = |siret: &str, message: usize| Asked {
            given_name: "Monique".to_owned(),
            family_name: "Le Bihan".to_owned(),
            email: "monique@exemple.fr".to_owned(),
            siret: siret.to_owned(),
            message: "é".repeat(message),
            ..Asked::default()
        };
        let cases = [
            ("", 0, None),
            ("12345678901234", 2000, None),
            ("1234567890123", 0, Some("siret")),
            ("1234567890123a", 0, Some("siret")),
            ("", 2001, Some("message")),
        ];
        for (siret, message, wrong) in cases {
            let errors = check(&asked(siret, message));
            assert_eq!(
                errors.iter().next().map(|error| error.field.as_str()),
                wrong,
                "{siret} {message}"
            );
        }
        assert_eq!(lines("un\r\ndeux\u{0}\u{8}\n"), "un\ndeux");
    }

    #[test]
    fn it_is_kept_a_week_or_a_year() {
        let at = |days: i64| Timestamp::from_second(1_800_000_000 + days * 86_400).unwrap();
        for state in STATES {
            let days = if state == RequestState::Unconfirmed {
                7
            } else {
                365
            };
            assert_eq!(erased_at(state, at(0)), at(days), "{state:?}");
        }
    }
}
