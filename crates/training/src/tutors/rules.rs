//! Who helps whom, and what a change leaves behind.

use platform::html::fr;

use super::{Duty, Tutor};

/// Who helps a learner: for each duty, whoever was chosen for them, or else the session's.
pub fn helping(of_session: &[Tutor], chosen: &[Tutor]) -> Vec<Tutor> {
    let duties = Duty::ALL.into_iter();
    duties
        .flat_map(|duty| {
            let own = chosen.iter().any(|tutor| tutor.duty == duty);
            let from = if own { chosen } else { of_session };
            from.iter().filter(move |tutor| tutor.duty == duty).copied()
        })
        .collect()
}

/// Whether a duty would be nobody's without this tutor, who has it for everybody or for some.
pub(super) fn is_alone(of_session: &[Tutor], one: Tutor) -> bool {
    let mut others = of_session
        .iter()
        .filter(|tutor| tutor.duty == one.duty && tutor.person != one.person);
    others.next().is_none()
}

/// « pour le contenu et pour la technique ».
pub(super) fn duties_in_words(duties: &[Duty]) -> String {
    let words: Vec<String> = duties.iter().map(|duty| duty.task().to_owned()).collect();
    fr::series(&words, "et")
}

/// What someone can follow, when that is fewer than they would have: `most` of theirs, `followed` elsewhere, `here` in the
/// session.
pub(super) fn too_many(most: Option<u32>, followed: u64, here: u64) -> Option<u32> {
    most.filter(|most| followed + here > u64::from(*most))
}

/// Why one tutor takes the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Away for a while.
    Away,
    /// Too much on their hands.
    Load,
    /// Gone for good.
    Gone,
    /// Anything else.
    Other,
}

impl Why {
    /// Every one, in the order of the form.
    pub(super) const ALL: [Self; 4] = [Self::Away, Self::Load, Self::Gone, Self::Other];

    /// In the form.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Away => "absence",
            Self::Load => "charge",
            Self::Gone => "depart",
            Self::Other => "autre",
        }
    }

    /// In the event; never changed once released.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Away => 1,
            Self::Load => 2,
            Self::Gone => 3,
            Self::Other => 4,
        }
    }

    /// As shown.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Away => "Absence",
            Self::Load => "Trop de sessions ou d’apprenants à la fois",
            Self::Gone => "Départ",
            Self::Other => "Une autre raison",
        }
    }

    /// Reads it back.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

#[cfg(test)]
mod cases {
    use platform::PersonId;
    use uuid::Uuid;

    use super::*;

    const FABIENNE: PersonId = PersonId(Uuid::from_u128(1));
    const KARIM: PersonId = PersonId(Uuid::from_u128(2));
    const RENE: PersonId = PersonId(Uuid::from_u128(3));

    const fn tutor(person: PersonId, duty: Duty) -> Tutor {
        Tutor { person, duty }
    }

    #[test]
    fn a_learner_has_the_session_s_tutors_but_where_others_were_chosen() {
        let content = tutor(FABIENNE, Duty::Content);
        let also = tutor(RENE, Duty::Content);
        let motivation = tutor(FABIENNE, Duty::Motivation);
        let own = tutor(KARIM, Duty::Content);
        let tech = tutor(KARIM, Duty::Technical);
        let cases: [(&[Tutor], &[Tutor], &[Tutor]); 6] = [
            (&[], &[], &[]),
            (&[content, motivation], &[], &[content, motivation]),
            (&[content, also, motivation], &[own], &[own, motivation]),
            (&[content], &[tech], &[content, tech]),
            (&[], &[own], &[own]),
            (&[motivation, content], &[], &[content, motivation]),
        ];
        for (of_session, chosen, expected) in cases {
            assert_eq!(helping(of_session, chosen), expected, "{of_session:?} {chosen:?}");
        }
    }

    #[test]
    fn a_duty_may_be_left_to_nobody() {
        let one = tutor(FABIENNE, Duty::Content);
        let cases: [(&[Tutor], bool); 5] = [
            (&[], true),
            (&[one], true),
            (&[one, tutor(FABIENNE, Duty::Motivation)], true),
            (&[one, tutor(KARIM, Duty::Motivation)], true),
            (&[one, tutor(KARIM, Duty::Content)], false),
        ];
        for (of_session, expected) in cases {
            assert_eq!(is_alone(of_session, one), expected, "{of_session:?}");
        }
    }

    #[test]
    fn a_number_is_passed_when_both_sums_are_above_it() {
        let cases = [
            (None, 400, 30, None),
            (Some(30), 0, 0, None),
            (Some(30), 20, 10, None),
            (Some(30), 20, 11, Some(30)),
            (Some(30), 31, 0, Some(30)),
        ];
        for (most, followed, here, expected) in cases {
            assert_eq!(
                too_many(most, followed, here),
                expected,
                "{most:?} {followed} {here}"
            );
        }
    }

    #[test]
    fn reasons_are_read_back_and_told_apart() {
        let numbers: std::collections::HashSet<u32> = Why::ALL.map(Why::number).into();
        assert_eq!(numbers.len(), Why::ALL.len());
        assert!(Why::ALL.iter().all(|why| Why::parse(why.code()) == Some(*why)));
        assert_eq!(Why::parse(""), None);
        assert_eq!(
            duties_in_words(&[Duty::Content, Duty::Technical]),
            "pour le contenu et pour la technique"
        );
    }
}
