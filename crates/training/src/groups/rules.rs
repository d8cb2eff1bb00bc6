//! What a group may be called, and who is to move.

use platform::html::FormErrors;
use platform::html::fr;

use super::store::GroupId;
use crate::enrolment::EnrolmentId;

/// The most characters of a name.
const LONGEST_NAME: usize = 60;
/// The most groups of a session.
pub(super) const MOST_GROUPS: usize = 60;

/// The name of a group, among those of the others; otherwise the errors say what to mend.
pub(super) fn name(typed: &str, others: &[&str], errors: &mut FormErrors) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = if name.is_empty() {
        "Donnez un nom au groupe\u{202f}: ses membres le liront."
    } else if name.chars().count() > LONGEST_NAME {
        "Ce nom dépasse 60 caractères\u{202f}: raccourcissez-le."
    } else if others.iter().any(|other| fr::folded(other) == fr::folded(&name)) {
        "Un autre groupe de cette session porte ce nom\u{202f}: donnez-en un qui le distingue."
    } else {
        return Some(name);
    };
    errors.add("nom", "Nom du groupe", sentence);
    None
}

/// Where someone was when the form was made, and where they are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) enrolment: EnrolmentId,
    pub(super) before: Option<GroupId>,
    pub(super) after: Option<GroupId>,
}

/// Who moves: not those whom the form left where they were, wherever somebody else has put them since.
pub(super) fn moves(places: &[Place]) -> impl Iterator<Item = &Place> {
    places.iter().filter(|place| place.before != place.after)
}

#[cfg(test)]
mod cases {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_name_tells_groups_apart() {
        for (typed, others, expected) in [
            ("Les  boulangers ", &[][..], Some("Les boulangers")),
            ("", &[][..], None),
            (" \n", &[][..], None),
            ("Équipe A", &["équipe a"][..], None),
            ("Équipe B", &["Équipe A"][..], Some("Équipe B")),
        ] {
            let mut errors = FormErrors::default();
            assert_eq!(name(typed, others, &mut errors).as_deref(), expected, "{typed:?}");
            assert_eq!(errors.is_empty(), expected.is_some(), "{typed:?}");
        }
        let mut errors = FormErrors::default();
        assert_eq!(name(&"é".repeat(LONGEST_NAME + 1), &[], &mut errors), None);
    }

    #[test]
    fn only_who_was_moved_moves() {
        let group = |number: u128| Some(GroupId(Uuid::from_u128(number)));
        let place = |before, after| Place {
            enrolment: EnrolmentId(Uuid::nil()),
            before,
            after,
        };
        let places = [
            place(None, None),
            place(group(1), group(1)),
            place(None, group(1)),
            place(group(1), None),
            place(group(1), group(2)),
        ];
        assert_eq!(moves(&places).count(), 3);
    }
}
