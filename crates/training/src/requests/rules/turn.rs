//! Whose turn it is when places are lacking: who signed first.

use platform::html::fr;

/// Whether a signed request may have one of the places left: those signed before it come first. `left`: none, no limit.
pub(crate) fn is_its_turn(before: u64, left: Option<u32>) -> bool {
    left.is_none_or(|left| u64::from(left) > before)
}

/// Said when others come first.
pub(crate) fn not_its_turn(before: u64) -> String {
    let many = match before {
        1 => "Un dossier a été signé avant celui-ci".to_owned(),
        _ => format!(
            "{} dossiers ont été signés avant celui-ci",
            fr::capitalise(&fr::in_words(before))
        ),
    };
    format!(
        "{many}, et il n’y a pas assez de places pour tous\u{202f}: commencez par le premier de la liste d’attente, ou choisissez-lui une autre session."
    )
}

/// What everybody is told of the places of a session; nothing when it takes everyone.
pub(crate) fn places_words(left: Option<u32>) -> Option<String> {
    Some(match left? {
        0 => "sur liste d’attente".to_owned(),
        left => fr::count(u64::from(left), "place libre", "places libres"),
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_place_goes_to_who_signed_first() {
        let cases = [
            (0, None, true),
            (40, None, true),
            (0, Some(0), false),
            (0, Some(1), true),
            (1, Some(1), false),
            (1, Some(2), true),
            (3, Some(2), false),
        ];
        for (before, left, turn) in cases {
            assert_eq!(is_its_turn(before, left), turn, "{before} {left:?}");
        }
        assert!(not_its_turn(1).starts_with("Un dossier a été signé"));
        assert!(not_its_turn(2).starts_with("Deux dossiers ont été signés"));
        let words = [
            (None, None),
            (Some(0), Some("sur liste d’attente")),
            (Some(1), Some("1 place libre")),
            (Some(7), Some("7 places libres")),
        ];
        for (left, said) in words {
            assert_eq!(places_words(left).as_deref(), said);
        }
    }
}
