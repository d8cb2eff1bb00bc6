//! [`spread`](super::spread): a table of cases, and what holds whatever one has to do.

use std::collections::HashMap;

use catalogue::courses::StepId;
use jiff::civil::time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::ids::Uuid;
use proptest::prelude::*;

use super::spread::{Free, Placed, Todo, Why, spread};

fn step(number: u32) -> StepId {
    StepId(Uuid::from_u128(u128::from(number)))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

/// Monday, Wednesday and Friday, an hour from six in the evening.
const FREE: Free = Free {
    weekdays: [true, false, true, false, true, false, false],
    at: time(18, 0, 0, 0),
    minutes: 60,
};

fn todo(minutes: u32) -> Todo {
    Todo {
        minutes,
        ..Todo::default()
    }
}

fn given() -> Todo {
    Todo {
        given: true,
        ..todo(60)
    }
}

fn after(minutes: u32, after: &[u32]) -> Todo {
    Todo {
        after: after.iter().map(|one| step(*one)).collect(),
        ..todo(minutes)
    }
}

/// « lun. 18:00 » of each that has its moment, the reason of each that has none.
fn said(
    steps: &[Todo],
    known: &[(u32, &str)],
    taken: &[(&str, &str)],
    (from, until): (&str, &str),
) -> Vec<String> {
    let steps: Vec<(StepId, Todo)> = (1..).map(step).zip(steps.iter().cloned()).collect();
    let known: HashMap<StepId, Timestamp> = known.iter().map(|(id, ends)| (step(*id), at(ends))).collect();
    let taken: Vec<(Timestamp, Timestamp)> =
        taken.iter().map(|(from, until)| (at(from), at(until))).collect();
    let found = spread(&steps, &known, &FREE, &taken, (&paris(), (at(from), at(until))));
    steps
        .iter()
        .map(|(id, _)| {
            let placed = found.placed.iter().find(|one| one.step == *id);
            match (placed, found.left.iter().find(|(left, _)| left == id)) {
                (Some(one), None) => {
                    let late = if one.late { " late" } else { "" };
                    let there = one.at.to_zoned_datetime(paris());
                    format!("{}{late}", there.strftime("%d %H:%M"))
                }
                (None, Some((_, why))) => format!("{why:?}").chars().take(5).collect(),
                both => panic!("{both:?}"),
            }
        })
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_left_is_spread() {
    // Monday the 2nd at noon, until the 16th.
    let weeks = ("2026-11-02T12:00:00+01:00", "2026-11-16T00:00:00+01:00");
    let due = |minutes, due: &str| Todo {
        due: Some(at(due)),
        ..todo(minutes)
    };
    let before = |minutes, before: &str| Todo {
        before: Some(at(before)),
        ..todo(minutes)
    };
    type Case<'a> = (
        &'a str,
        Vec<Todo>,
        &'a [(u32, &'a str)],
        &'a [(&'a str, &'a str)],
        (&'a str, &'a str),
        &'a [&'a str],
    );
    let cases: Vec<Case<'_>> = vec![
        ("nothing", vec![], &[], &[], weeks, &[]),
        (
            "two hold in a day, the third doesn't",
            vec![todo(30), todo(30), todo(30)],
            &[],
            &[],
            weeks,
            &["02 18:00", "02 18:30", "04 18:00"],
        ),
        (
            "what doesn't hold waits for the next day",
            vec![todo(45), todo(30)],
            &[],
            &[],
            weeks,
            &["02 18:00", "04 18:00"],
        ),
        (
            "what waits for a class without a date waits, what doesn't is placed",
            vec![given(), after(30, &[1]), after(30, &[2]), todo(30)],
            &[],
            &[],
            weeks,
            &["Given", "Waits", "Waits", "02 18:00"],
        ),
        (
            "one that has its moment is enough",
            vec![
                given(),
                todo(30),
                Todo {
                    any: true,
                    ..after(20, &[1, 2])
                },
            ],
            &[],
            &[],
            weeks,
            &["Given", "02 18:00", "02 18:30"],
        ),
        (
            "the hour has begun",
            vec![todo(20)],
            &[],
            &[],
            ("2026-11-02T18:12:00+01:00", weeks.1),
            &["02 18:15"],
        ),
        (
            "the hour is over",
            vec![todo(20)],
            &[],
            &[],
            ("2026-11-02T18:50:00+01:00", weeks.1),
            &["04 18:00"],
        ),
        (
            "a long one goes over several days",
            vec![todo(150), todo(30)],
            &[],
            &[],
            weeks,
            &["02 18:00", "06 18:30"],
        ),
        (
            "a class takes the first half",
            vec![todo(30), todo(30)],
            &[],
            &[("2026-11-02T17:00:00+01:00", "2026-11-02T18:30:00+01:00")],
            weeks,
            &["02 18:30", "04 18:00"],
        ),
        (
            "a class in the middle",
            vec![todo(30)],
            &[],
            &[("2026-11-02T18:20:00+01:00", "2026-11-02T18:40:00+01:00")],
            weeks,
            &["04 18:00"],
        ),
        (
            "after what it waits for",
            vec![after(30, &[9])],
            &[(9, "2026-11-04T18:30:00+01:00")],
            &[],
            weeks,
            &["04 18:30"],
        ),
        (
            "what it waits for has no moment and needs none",
            vec![after(30, &[8])],
            &[],
            &[],
            weeks,
            &["02 18:00"],
        ),
        (
            "it waits for one that comes later in the course",
            vec![after(30, &[2]), todo(30)],
            &[],
            &[],
            weeks,
            &["02 18:30", "02 18:00"],
        ),
        (
            "one of two is enough",
            vec![Todo {
                any: true,
                ..after(30, &[8, 9])
            }],
            &[(8, "2026-11-06T19:00:00+01:00"), (9, "2026-11-04T18:10:00+01:00")],
            &[],
            weeks,
            &["04 18:10"],
        ),
        (
            "a ring",
            vec![after(30, &[2]), after(30, &[1])],
            &[],
            &[],
            weeks,
            &["Waits", "Waits"],
        ),
        (
            "before what was planned",
            vec![before(30, "2026-11-02T18:30:00+01:00")],
            &[],
            &[],
            weeks,
            &["02 18:00"],
        ),
        (
            "not in time for what was planned",
            vec![before(30, "2026-11-02T18:00:00+01:00")],
            &[],
            &[],
            weeks,
            &["Befor"],
        ),
        (
            "late, and said",
            vec![due(30, "2026-11-02T18:00:00+01:00")],
            &[],
            &[],
            weeks,
            &["02 18:00 late"],
        ),
        (
            "in time",
            vec![due(30, "2026-11-03T00:00:00+01:00")],
            &[],
            &[],
            weeks,
            &["02 18:00"],
        ),
        (
            "too long for what is left, and what waits for it",
            vec![todo(400), after(10, &[1]), todo(10)],
            &[],
            &[],
            weeks,
            &["NoTim", "Waits", "02 18:00"],
        ),
        (
            "the end comes first",
            vec![todo(60)],
            &[],
            &[],
            ("2026-11-02T12:00:00+01:00", "2026-11-02T18:30:00+01:00"),
            &["NoTim"],
        ),
        // In the night of the 25th of October clocks go back: six in the evening stays six in the evening.
        (
            "winter comes",
            vec![todo(60), todo(60)],
            &[],
            &[],
            ("2026-10-23T12:00:00+02:00", weeks.1),
            &["23 18:00", "26 18:00"],
        ),
    ];
    for (what, steps, known, taken, period, expected) in cases {
        assert_eq!(said(&steps, known, taken, period), expected, "{what}");
    }
}

fn minutes(one: &Placed) -> SignedDuration {
    one.ends.duration_since(one.at)
}

proptest! {
    #[test]
    fn what_has_a_moment_has_one_that_holds(
        todos in prop::collection::vec((1_u32..200, prop::collection::vec(1_u32..14, 0..3), any::<bool>()), 0..14),
        weekdays in any::<[bool; 7]>(),
        (hour, long) in (0_i8..24, 5_u32..240),
        busy in prop::collection::vec((0_i64..40 * 24 * 60, 1_i64..300), 0..12),
        (from, length) in (0_i64..7 * 24 * 60, 0_i64..30 * 24 * 60),
    ) {
        let zone = paris();
        let start = at("2026-10-19T00:00:00+02:00");
        let min = SignedDuration::from_mins;
        let period = (start + min(from), start + min(from + length));
        let steps: Vec<(StepId, Todo)> = (1..).map(step).zip(todos).map(|(id, (minutes, after, any))| {
            let after = after.into_iter().map(step).filter(|other| *other != id).collect();
            (id, Todo { minutes, after, any, ..Todo::default() })
        }).collect();
        let taken: Vec<(Timestamp, Timestamp)> = busy.iter().map(|(at, long)| (start + min(*at), start + min(at + long))).collect();
        let free = Free { weekdays, at: time(hour, 0, 0, 0), minutes: long };
        let found = spread(&steps, &HashMap::new(), &free, &taken, (&zone, period));
        // Each step once, in one list or the other.
        let mut all: Vec<StepId> = found.placed.iter().map(|one| one.step).chain(found.left.iter().map(|(id, _)| *id)).collect();
        let mut expected: Vec<StepId> = steps.iter().map(|(id, _)| *id).collect();
        all.sort();
        expected.sort();
        prop_assert_eq!(all, expected);
        let of = |id: StepId| steps.iter().find(|(other, _)| *other == id).map(|(_, todo)| todo).unwrap();
        for one in &found.placed {
            // Never before now, never over the end, on a day that one has.
            prop_assert!(one.at >= period.0 && one.ends <= period.1);
            let there = one.at.to_zoned_datetime(zone.clone());
            prop_assert!(free.weekdays[usize::try_from(there.date().weekday().to_monday_zero_offset()).unwrap()] || hour >= 20);
            let todo = of(one.step);
            // As long as it takes; what holds in a day isn't cut, and meets nothing that is taken.
            let wanted = min(i64::from(todo.minutes));
            prop_assert!(minutes(one) >= wanted);
            if todo.minutes <= long {
                prop_assert_eq!(minutes(one), wanted);
                prop_assert!(taken.iter().all(|(from, until)| one.ends <= *from || *until <= one.at));
            }
            // After what it waits for.
            let over = |id: &StepId| found.placed.iter().find(|other| other.step == *id).map(|other| other.ends <= one.at);
            let mut waits = todo.after.iter().filter(|id| steps.iter().any(|(other, _)| other == *id));
            match todo.any {
                true => prop_assert!(waits.clone().next().is_none() || todo.after.len() > waits.clone().count() || waits.any(|id| over(id) == Some(true))),
                false => prop_assert!(waits.all(|id| over(id) == Some(true))),
            }
        }
        // One after the other.
        prop_assert!(found.placed.windows(2).all(|two| two[0].ends <= two[1].at));
        // Without waits, in the order of the course.
        if steps.iter().all(|(_, todo)| todo.after.is_empty()) {
            prop_assert!(found.placed.windows(2).all(|two| two[0].step < two[1].step));
            prop_assert!(found.left.iter().all(|(_, why)| *why == Why::NoTime));
        }
        prop_assert_eq!(spread(&steps, &HashMap::new(), &free, &taken, (&zone, period)), found);
    }
}
