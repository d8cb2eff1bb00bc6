//! What a sheet says of someone, why it may be taken back, the code that learners type.

use jiff::Timestamp;
use platform::PersonId;
use training::tutors::Spell;

use super::halves::HalfDay;

/// Wrong codes that a learner may type in a day.
pub(super) const MOST_TRIES: i64 = 10;

/// Why someone wasn't there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Work.
    Work,
    /// A personal reason, which stays personal.
    Personal,
    /// Getting there.
    Transport,
    /// A technical one, for a virtual class.
    Technical,
    /// Nobody knows.
    Unknown,
}

impl Reason {
    /// In the order of lists.
    pub(super) const ALL: [Self; 5] = [
        Self::Work,
        Self::Personal,
        Self::Transport,
        Self::Technical,
        Self::Unknown,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Personal => "personal",
            Self::Transport => "transport",
            Self::Technical => "technical",
            Self::Unknown => "unknown",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// After « absence : ».
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Work => "raison professionnelle",
            Self::Personal => "raison personnelle",
            Self::Transport => "transport",
            Self::Technical => "problème technique",
            Self::Unknown => "sans nouvelles",
        }
    }
}

/// Why something is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Mistake,
    WrongPerson,
    News,
}

impl Why {
    pub(super) const ALL: [Self; 3] = [Self::Mistake, Self::WrongPerson, Self::News];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::WrongPerson => "wrong_person",
            Self::News => "news",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Mistake => "C’est une erreur de saisie",
            Self::WrongPerson => "Quelqu’un a signé à la place d’un autre",
            Self::News => "Une information est arrivée depuis",
        }
    }

    /// In a sentence.
    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Mistake => "erreur de saisie",
            Self::WrongPerson => "signature d’une autre personne",
            Self::News => "information arrivée depuis",
        }
    }
}

/// How something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Signed on the trainer's tablet.
    Tablet,
    /// Signed on one's own telephone, with the code.
    Phone,
    /// Signed on paper.
    Paper,
    /// Said by the trainer.
    Trainer,
}

impl Method {
    const ALL: [Self; 4] = [Self::Tablet, Self::Phone, Self::Paper, Self::Trainer];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Tablet => "tablet",
            Self::Phone => "phone",
            Self::Paper => "paper",
            Self::Trainer => "trainer",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// They were there.
    Present,
    /// They weren't.
    Absent(Reason),
    /// They arrived at this time, after the beginning.
    Arrived(Timestamp),
    /// They left at this time, before the end.
    Left(Timestamp),
}

impl Said {
    /// The hour of an arrival or a departure.
    pub(super) const fn hour(self) -> Option<Timestamp> {
        match self {
            Self::Arrived(at) | Self::Left(at) => Some(at),
            Self::Present | Self::Absent(_) => None,
        }
    }

    /// What it is about: only one mark of each is in force.
    pub(super) const fn aspect(self) -> &'static str {
        match self {
            Self::Present | Self::Absent(_) => "presence",
            Self::Arrived(_) => "arrival",
            Self::Left(_) => "departure",
        }
    }
}

/// Why a mark can't stand on a sheet; `present` and `absent` are what is in force of this learner.
pub(super) fn refused(said: Said, half: &HalfDay, absent: bool, now: Timestamp) -> Option<&'static str> {
    match said {
        Said::Present | Said::Absent(_) if now < half.opens_at() => Some(
            "Cette demi-journée n’a pas encore commencé\u{202f}: la présence se note à partir de son début.",
        ),
        Said::Arrived(at) | Said::Left(at) if at <= half.starts_at || at >= half.ends_at => {
            Some("Donnez une heure comprise entre le début et la fin de la demi-journée.")
        }
        Said::Arrived(_) | Said::Left(_) if absent => {
            Some("Cette personne est notée absente\u{202f}: corrigez d’abord son absence.")
        }
        _ => None,
    }
}

/// « 042 917 », read with or without its space.
pub(super) fn read_code(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A code out of random bytes.
pub(super) fn code(bytes: [u8; 8]) -> String {
    format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000)
}

/// Who accompanied a session during a half-day, each once: those of today when nobody did then.
pub(super) fn in_charge(spells: &[Spell], half: &HalfDay) -> Vec<PersonId> {
    let then =
        |one: &&Spell| one.since < half.ends_at && one.until.is_none_or(|until| until > half.starts_at);
    let once = |all: &mut Vec<PersonId>, one: &Spell| {
        if !all.contains(&one.person) {
            all.push(one.person);
        }
    };
    let mut all = Vec::new();
    spells.iter().filter(then).for_each(|one| once(&mut all, one));
    if all.is_empty() {
        let today = spells.iter().filter(|one| one.until.is_none());
        today.for_each(|one| once(&mut all, one));
    }
    all
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::attendance::halves::cases::morning;

    const HOUR: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

    #[test]
    fn what_can_t_stand_is_refused() {
        let half = morning();
        let at = |text: &str| -> Timestamp { format!("2026-11-20T{text}:00Z").parse().unwrap() };
        let cases = [
            (Said::Present, false, "09:00", false),
            (Said::Present, false, "07:00", true),
            (Said::Absent(Reason::Work), false, "07:00", true),
            (Said::Arrived(at("08:20")), false, "09:00", false),
            (Said::Arrived(at("08:00")), false, "09:00", true),
            (Said::Left(at("11:30")), false, "12:00", true),
            (Said::Left(at("11:00")), true, "12:00", true),
        ];
        for (said, absent, now, wrong) in cases {
            assert_eq!(
                refused(said, &half, absent, at(now)).is_some(),
                wrong,
                "{said:?} at {now}"
            );
        }
    }

    #[test]
    fn a_code_is_six_digits() {
        let cases = [
            ("042917", Some("042917")),
            (" 042 917", Some("042917")),
            ("42917", None),
            ("04291a", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_code(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(code([7, 0, 0, 0, 0, 0, 0, 0]), "000007");
    }
    #[test]
    fn who_was_in_charge_then_is_named() {
        let half = morning();
        let (before, after) = (half.starts_at - HOUR, half.ends_at + HOUR);
        let spell = |person: u128, since, until| Spell {
            person: PersonId(platform::ids::Uuid::from_u128(person)),
            since,
            until,
        };
        let middle = half.starts_at + HOUR;
        let cases: &[(&[Spell], &[u128])] = &[
            (&[], &[]),
            (&[spell(1, before, None)], &[1]),
            (&[spell(1, before, Some(after)), spell(2, after, None)], &[1]),
            (
                &[
                    spell(1, before, Some(half.starts_at)),
                    spell(2, half.starts_at, None),
                ],
                &[2],
            ),
            (&[spell(1, before, Some(middle)), spell(2, middle, None)], &[1, 2]),
            (&[spell(1, before, None), spell(1, before, None)], &[1]),
            // Said too late: better who is there today than nobody.
            (&[spell(1, after, Some(after)), spell(2, after, None)], &[2]),
        ];
        for (spells, expected) in cases {
            let named: Vec<u128> = in_charge(spells, &half)
                .iter()
                .map(|person| person.0.as_u128())
                .collect();
            assert_eq!(named, *expected, "{spells:?}");
        }
    }
}
