//! What a person's record must hold, what a password must resist, how long a link lives.

use std::borrow::Cow;

use jiff::SignedDuration;
use platform::html::FormErrors;

use crate::directory::{Identity, normal_email};

/// What is typed of a new person.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
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
    /// Trade; may be empty.
    pub trade: String,
}

impl NewPerson {
    /// The identity, with this login.
    pub fn identity(&self, login: String) -> Identity {
        let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Identity {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: normal_email(&self.email),
            login,
            phone: optional(&self.phone),
            company: optional(&self.company),
            trade: optional(&self.trade),
        }
    }
}

/// What to mend before a person can be added, field by field.
pub fn check_person(new: &NewPerson) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, label, value) in [
        ("prenom", "Prénom", &new.given_name),
        ("nom", "Nom", &new.family_name),
    ] {
        if value.is_empty() {
            errors.add(field, label, "à remplir");
        } else if let Some(fault) = name_fault(value) {
            errors.add(field, label, fault);
        }
    }
    if let Some(fault) = email_fault(&new.email) {
        errors.add("courriel", "Adresse e-mail", fault);
    }
    if !new.phone.is_empty() && phone_fault(&new.phone) {
        errors.add(
            "telephone",
            "Téléphone",
            "dix chiffres au moins, par exemple «\u{202f}06 12 34 56 78\u{202f}»",
        );
    }
    for (field, label, value) in [
        ("entreprise", "Entreprise", &new.company),
        ("metier", "Métier", &new.trade),
    ] {
        if value.chars().count() > 200 {
            errors.add(field, label, "deux cents caractères au plus");
        }
    }
    errors
}

fn name_fault(name: &str) -> Option<&'static str> {
    if name.chars().count() > 100 {
        return Some("cent caractères au plus");
    }
    let strange = |c: char| c.is_control() || "<>@#%{}[]|\\^~=+*/\"".contains(c) || c.is_ascii_digit();
    name.chars()
        .any(strange)
        .then_some("des lettres, des espaces, des traits d’union et des apostrophes seulement")
}

fn email_fault(email: &str) -> Option<&'static str> {
    if email.is_empty() {
        return Some("à remplir\u{202f}: un e-mail y est envoyé");
    }
    let Some((local, domain)) = email.rsplit_once('@') else {
        return Some(
            "il manque l’arobase «\u{202f}@\u{202f}», par exemple «\u{202f}monique@exemple.fr\u{202f}»",
        );
    };
    if !domain.contains('.') || domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
        return Some("il manque la fin de l’adresse, par exemple «\u{202f}gmail.com\u{202f}»");
    }
    let plain = |c: char| c.is_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c);
    let host = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let sound =
        !local.is_empty() && local.chars().all(plain) && domain.chars().all(host) && email.len() <= 254;
    (!sound).then_some("cette adresse n’a pas la forme d’une adresse e-mail, par exemple «\u{202f}monique@exemple.fr\u{202f}»")
}

/// Signs of a telephone number, spaces included: more is no number.
const MOST_OF_A_PHONE: usize = 40;

fn phone_fault(phone: &str) -> bool {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || " .-+()\u{202f}\u{a0}".contains(c);
    phone.chars().count() > MOST_OF_A_PHONE || !(10..=15).contains(&digits) || !phone.chars().all(known)
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first password.
    Activation,
    /// Another one.
    Reset,
}

impl Purpose {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Reset => "reset",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Activation, Self::Reset]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }
}

/// How long a link may be used: an activation waits for the craftsperson, a reset is asked for now.
pub const fn link_life(purpose: Purpose) -> SignedDuration {
    match purpose {
        Purpose::Activation => SignedDuration::from_hours(14 * 24),
        Purpose::Reset => SignedDuration::from_hours(1),
    }
}

/// Why a password is refused (CNIL 2022: twelve signs or more, strength measured, any sign allowed, 128 at most).
pub fn weakness(password: &str, owner: &Identity, site_name: &str) -> Option<Cow<'static, str>> {
    let length = password.chars().count();
    if length < 12 {
        return Some(
            format!(
                "douze caractères au moins, et non {length}\u{202f}; une petite phrase convient très bien"
            )
            .into(),
        );
    }
    if length > 128 {
        return Some("cent vingt-huit caractères au plus".into());
    }
    let email = owner.email.split('@').next().unwrap_or_default();
    let own = [
        owner.given_name.as_str(),
        owner.family_name.as_str(),
        owner.login.as_str(),
        email,
        owner.company.as_deref().unwrap_or_default(),
        owner.trade.as_deref().unwrap_or_default(),
        site_name,
        "formation",
        "artisan",
        "chambre",
        "metiers",
        "motdepasse",
        "azerty",
        "azertyuiop",
        "bonjour",
        "soleil",
    ];
    let score = zxcvbn::zxcvbn(password, &own).score();
    (score < zxcvbn::Score::Three)
        .then(|| "trop facile à deviner\u{202f}: évitez votre nom, les suites et les mots très courants, ajoutez un mot ou deux".into())
}
