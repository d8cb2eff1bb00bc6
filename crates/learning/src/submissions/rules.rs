//! Whose turn it is, whether it is too late, and what an answer must hold.

use catalogue::assignments::{Format, Late};
use jiff::civil::Date;
use training::groups::GroupId;

/// The most characters of an answer that is written, and of what is said in a recording.
pub const LONGEST_TEXT: usize = 20_000;
/// The most files of an answer.
pub(super) const MOST_FILES: usize = 10;
/// The most bytes of a voice, of a film.
const LARGEST_AUDIO: u64 = 200 << 20;
const LARGEST_VIDEO: u64 = 1 << 30;

/// One try, as far as its turn goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// From 1.
    pub number: u32,
    /// Handed in.
    pub handed: bool,
    /// What was published of it: whether it is to be done again.
    pub redo: Option<bool>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The learner's, who writes this try.
    Learner(u32),
    /// Their tutor's.
    Tutor,
    /// Nobody's: it is corrected.
    Over,
}

/// Whose turn it is, from the tries in order.
pub fn turn(tries: &[Try], allowed: u8) -> Turn {
    match tries.last() {
        None => Turn::Learner(1),
        Some(last) if !last.handed => Turn::Learner(last.number),
        Some(last) => match last.redo {
            None => Turn::Tutor,
            Some(true) if last.number < u32::from(allowed) => Turn::Learner(last.number + 1),
            Some(_) => Turn::Over,
        },
    }
}

/// With which group someone goes on, none for alone. `known`: of each try, the group that it is of, whether it was handed in,
/// and whether the learner is among those whose it is; `now`: the group that they are in.
///
/// What was handed in together goes on together. Who comes to a group that has handed in without them hands in alone, unless it
/// is writing again.
pub(super) fn owner(known: &[(Option<GroupId>, bool, bool)], now: Option<GroupId>) -> Option<GroupId> {
    if let Some((group, ..)) = known.iter().rev().find(|(_, handed, mine)| *handed && *mine) {
        return *group;
    }
    let group = now?;
    let of_group = || known.iter().filter(|(of, ..)| *of == Some(group));
    let writing = of_group().any(|(_, handed, _)| !handed);
    let without_me = of_group().any(|(_, handed, mine)| *handed && !mine);
    (writing || !without_me).then_some(group)
}

/// Where today stands to the date of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timing {
    InTime,
    /// It is taken, and said to be late.
    Late,
    /// It isn't taken any more.
    TooLate,
}

/// A try that the tutor asked for has no other date than the end of the access.
pub(super) fn timing(number: u32, today: Date, due: Option<Date>, late: Late) -> Timing {
    match due {
        Some(due) if today > due && number == 1 => match late {
            Late::Accepted => Timing::Late,
            Late::Refused => Timing::TooLate,
        },
        _ => Timing::InTime,
    }
}

/// The forms in the order in which a page shows them: the one that this learner prefers, or used last, comes first by itself.
pub(super) fn ordered(formats: &[Format], last: Option<Format>) -> Vec<Format> {
    let first = last.filter(|last| formats.contains(last));
    let others = formats.iter().copied().filter(|one| Some(*one) != first);
    first.into_iter().chain(others).collect()
}

/// The form that an answer mostly has: what was recorded says more of a habit than a few words beside it.
pub(super) fn mostly(text: &str, pieces: &[Format]) -> Option<Format> {
    let has = |format| pieces.contains(&format);
    [Format::Video, Format::Audio]
        .into_iter()
        .find(|format| has(*format))
        .or((!text.trim().is_empty()).then_some(Format::Text))
        .or(has(Format::File).then_some(Format::File))
}

/// Why a file of so many bytes can't go with an answer, when it can't.
pub(super) fn too_large(format: Format, size: u64) -> Option<String> {
    let most = match format {
        Format::Audio => LARGEST_AUDIO,
        Format::Video => LARGEST_VIDEO,
        // What a document may be is the library's to say.
        Format::Text | Format::File => return None,
    };
    (size > most).then(|| {
        format!(
            "Cet enregistrement dépasse {}\u{a0}Mo\u{202f}: raccourcissez-le, ou choisissez une qualité moins fine.",
            most >> 20
        )
    })
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whose_turn_it_is() {
        let draft = |number| Try {
            number,
            handed: false,
            redo: None,
        };
        let handed = |number| Try {
            number,
            handed: true,
            redo: None,
        };
        let graded = |number, redo| Try {
            number,
            handed: true,
            redo: Some(redo),
        };
        let cases: &[(&[Try], u8, Turn)] = &[
            (&[], 1, Turn::Learner(1)),
            (&[draft(1)], 1, Turn::Learner(1)),
            (&[handed(1)], 2, Turn::Tutor),
            (&[graded(1, false)], 2, Turn::Over),
            (&[graded(1, true)], 2, Turn::Learner(2)),
            (&[graded(1, true)], 1, Turn::Over),
            (&[graded(1, true), draft(2)], 2, Turn::Learner(2)),
            (&[graded(1, true), handed(2)], 2, Turn::Tutor),
            (&[graded(1, true), graded(2, true)], 2, Turn::Over),
            (&[graded(1, true), graded(2, false)], 5, Turn::Over),
        ];
        for (tries, allowed, expected) in cases {
            assert_eq!(turn(tries, *allowed), *expected, "{tries:?}, {allowed}");
        }
    }

    #[test]
    fn what_is_handed_in_together_goes_on_together() {
        let group = |number: u128| Some(GroupId(uuid::Uuid::from_u128(number)));
        let (one, two) = (group(1), group(2));
        type Known = (Option<GroupId>, bool, bool);
        let cases: &[(&[Known], Option<GroupId>, Option<GroupId>)] = &[
            (&[], None, None),
            (&[], one, one),
            // A draft written alone waits.
            (&[(None, false, true)], one, one),
            (&[(None, true, true)], one, None),
            (&[(one, true, true)], two, one),
            (&[(one, true, true), (one, false, true)], None, one),
            (&[(one, true, false)], one, None),
            (&[(one, true, false), (one, false, true)], one, one),
            (&[(one, false, true)], one, one),
            (&[(one, true, true), (two, false, true)], two, one),
        ];
        for (known, now, expected) in cases {
            assert_eq!(owner(known, *now), *expected, "{known:?} {now:?}");
        }
    }

    #[test]
    fn the_day_of_the_step_still_counts() {
        let due = date(2026, 12, 4);
        for (number, today, due, late, expected) in [
            (1, date(2027, 1, 1), None, Late::Refused, Timing::InTime),
            (1, due, Some(due), Late::Refused, Timing::InTime),
            (1, date(2026, 12, 5), Some(due), Late::Accepted, Timing::Late),
            (1, date(2026, 12, 5), Some(due), Late::Refused, Timing::TooLate),
            (2, date(2026, 12, 5), Some(due), Late::Refused, Timing::InTime),
        ] {
            assert_eq!(
                timing(number, today, due, late),
                expected,
                "{number} {today} {late:?}"
            );
        }
    }

    #[test]
    fn a_habit_comes_first() {
        use Format::{Audio, File, Text, Video};
        for (formats, last, expected) in [
            (&Format::ALL[..], None, vec![Text, Audio, Video, File]),
            (&Format::ALL[..], Some(Audio), vec![Audio, Text, Video, File]),
            (&[Text, File][..], Some(Audio), vec![Text, File]),
        ] {
            assert_eq!(ordered(formats, last), expected, "{last:?}");
        }
        for (text, pieces, expected) in [
            ("Bonjour", &[][..], Some(Text)),
            (" ", &[File][..], Some(File)),
            ("Voir la photo", &[File][..], Some(Text)),
            ("Voir le film", &[File, Video][..], Some(Video)),
            ("", &[Audio, File][..], Some(Audio)),
            ("", &[][..], None),
        ] {
            assert_eq!(mostly(text, pieces), expected, "{text:?} {pieces:?}");
        }
    }

    #[test]
    fn sizes_are_bounded() {
        for (format, size, refused) in [
            (Format::Audio, LARGEST_AUDIO, false),
            (Format::Audio, LARGEST_AUDIO + 1, true),
            (Format::Video, LARGEST_VIDEO, false),
            (Format::Video, LARGEST_VIDEO + 1, true),
        ] {
            assert_eq!(too_large(format, size).is_some(), refused, "{format:?} {size}");
        }
    }
}
