//! Cases and properties of openings.

use Progression::{Constrained, Free, Guided};
use Wants::{AtLeast, Below, Done};
use jiff::Timestamp;
use proptest::prelude::*;

use super::problems::reachable;
use super::*;

fn reached(done: bool, percent: Option<f64>) -> Reached {
    Reached {
        done_at: done.then_some(Timestamp::UNIX_EPOCH),
        percent,
    }
}

fn step(required: Required, conditions: &[(usize, Wants)], any: bool) -> Step {
    let conditions = conditions.iter().map(|(on, wants)| Condition {
        on: *on,
        wants: *wants,
    });
    Step {
        required,
        opens: Opens {
            conditions: conditions.collect(),
            any,
        },
    }
}

fn plain() -> Step {
    step(Required::Done, &[], false)
}

fn stood(percents: &[Option<f64>]) -> Vec<Stood> {
    let stood = |percent: &Option<f64>| Stood {
        begun: percent.is_some(),
        reached: reached(percent.is_some(), *percent),
    };
    percents.iter().map(stood).collect()
}

fn missing(list: &[(usize, Wants)]) -> Vec<Condition> {
    list.iter()
        .map(|(on, wants)| Condition {
            on: *on,
            wants: *wants,
        })
        .collect()
}

#[test]
fn codes_are_read_back() {
    for one in Progression::ALL {
        assert_eq!(Progression::parse(one.code()), Some(one));
    }
    assert_eq!(Progression::parse("autre"), None);
}

#[test]
fn what_is_wanted_is_met() {
    let cases = [
        (Done, true, None, true),
        (Done, false, Some(100.0), false),
        (AtLeast(70), true, Some(70.0), true),
        (AtLeast(70), true, Some(69.9), false),
        (AtLeast(70), true, None, false),
        (AtLeast(70), false, Some(90.0), false),
        (Below(20), true, Some(19.9), true),
        (Below(20), true, Some(20.0), false),
        (Below(20), true, None, false),
        (Below(20), true, Some(f64::NAN), false),
        (Below(20), false, Some(0.0), false),
    ];
    for (wants, done, percent, expected) in cases {
        assert_eq!(
            wants.met(reached(done, percent)),
            expected,
            "{wants:?} {done} {percent:?}"
        );
    }
}

#[test]
fn an_order_binds_or_leaves_free() {
    let steps = [
        plain(),
        step(Required::Nothing, &[], false),
        plain(),
        step(Required::Done, &[(0, AtLeast(50))], false),
    ];
    let open = Opening::Open;
    let all = |list: &[(usize, Wants)]| Opening::All(missing(list));
    let cases = [
        (
            Free,
            stood(&[]),
            vec![open.clone(), open.clone(), open.clone(), all(&[(0, AtLeast(50))])],
        ),
        (
            Guided,
            stood(&[]),
            vec![open.clone(), open.clone(), open.clone(), all(&[(0, AtLeast(50))])],
        ),
        (
            Constrained,
            stood(&[]),
            vec![
                open.clone(),
                all(&[(0, Done)]),
                all(&[(0, Done)]),
                all(&[(0, Done), (0, AtLeast(50))]),
            ],
        ),
        (
            Constrained,
            stood(&[Some(60.0)]),
            vec![open.clone(), open.clone(), open.clone(), all(&[(2, Done)])],
        ),
        (
            Guided,
            stood(&[Some(60.0)]),
            vec![open.clone(), open.clone(), open.clone(), open.clone()],
        ),
        (
            Free,
            stood(&[Some(40.0), None, Some(10.0)]),
            vec![open.clone(), open.clone(), open.clone(), all(&[(0, AtLeast(50))])],
        ),
        (
            Constrained,
            stood(&[None, None, None, Some(0.0)]),
            vec![open.clone(), all(&[(0, Done)]), all(&[(0, Done)]), open],
        ),
    ];
    for (progression, stood, expected) in cases {
        assert_eq!(
            openings(progression, &steps, &stood),
            expected,
            "{progression:?} {stood:?}"
        );
    }
}

#[test]
fn one_condition_of_several_may_be_enough() {
    let either = [(0, AtLeast(80)), (1, Done)];
    let steps = [plain(), plain(), step(Required::Done, &either, true)];
    let any = Opening::Any(missing(&either));
    let cases = [
        (Free, stood(&[]), any.clone()),
        (Free, stood(&[Some(50.0)]), any),
        (Free, stood(&[Some(90.0)]), Opening::Open),
        (Free, stood(&[None, Some(0.0)]), Opening::Open),
        (
            Constrained,
            stood(&[Some(90.0)]),
            Opening::All(missing(&[(1, Done)])),
        ),
        (Constrained, stood(&[]), Opening::All(missing(&[(0, Done)]))),
    ];
    for (progression, stood, expected) in cases {
        assert_eq!(
            openings(progression, &steps, &stood)[2],
            expected,
            "{progression:?} {stood:?}"
        );
    }
}

#[test]
fn what_never_opens_is_named() {
    let waiting = |on: &[usize]| {
        let conditions: Vec<(usize, Wants)> = on.iter().map(|on| (*on, Done)).collect();
        step(Required::Done, &conditions, false)
    };
    let apart = step(Required::Done, &[(0, AtLeast(50)), (0, Below(20))], false);
    let either = step(Required::Done, &[(0, AtLeast(50)), (0, Below(20))], true);
    let between = step(Required::Done, &[(0, AtLeast(20)), (0, Below(50))], false);
    let cases: Vec<(Progression, Vec<Step>, Vec<Problem>)> = vec![
        (Constrained, vec![plain(), plain()], vec![]),
        (Free, vec![waiting(&[1]), plain()], vec![]),
        (
            Constrained,
            vec![waiting(&[1]), plain()],
            vec![Problem::Circle(vec![0, 1])],
        ),
        (Free, vec![waiting(&[0])], vec![Problem::Circle(vec![0])]),
        (
            Free,
            vec![
                waiting(&[2]),
                waiting(&[0]),
                waiting(&[1]),
                waiting(&[1]),
                plain(),
            ],
            vec![
                Problem::Circle(vec![0, 2, 1]),
                Problem::Behind {
                    step: 3,
                    waits_for: 1,
                },
            ],
        ),
        (
            Free,
            vec![plain(), apart.clone()],
            vec![Problem::Contradiction(1)],
        ),
        (
            Free,
            vec![plain(), apart, waiting(&[1])],
            vec![
                Problem::Contradiction(1),
                Problem::Behind {
                    step: 2,
                    waits_for: 1,
                },
            ],
        ),
        (Free, vec![plain(), either, between], vec![]),
    ];
    for (progression, steps, expected) in cases {
        assert_eq!(
            problems(progression, &steps),
            expected,
            "{progression:?} {steps:?}"
        );
    }
}

const MOST: usize = 7;

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    steps(prop_oneof![
        Just(Done),
        (1_u8..=100).prop_map(AtLeast),
        (1_u8..=100).prop_map(Below)
    ])
}

/// Steps that never ask for a low score.
fn rising_steps() -> impl Strategy<Value = Vec<Step>> {
    steps(prop_oneof![Just(Done), (1_u8..=100).prop_map(AtLeast)])
}

fn steps(wants: impl Strategy<Value = Wants>) -> impl Strategy<Value = Vec<Step>> {
    let conditions = prop::collection::vec((0..MOST, wants), 0..3);
    let required = prop_oneof![Just(Required::Done), Just(Required::Nothing)];
    let step = (required, conditions, any::<bool>())
        .prop_map(|(required, conditions, any)| step(required, &conditions, any));
    prop::collection::vec(step, MOST)
}

fn any_progression() -> impl Strategy<Value = Progression> {
    prop_oneof![Just(Free), Just(Guided), Just(Constrained)]
}

/// Someone who does whatever is open, again and again, and comes to these percentages.
fn done_at_most(progression: Progression, steps: &[Step], percents: &[f64]) -> Vec<bool> {
    let mut stood = vec![Stood::default(); steps.len()];
    for _ in 0..=steps.len() {
        let now = openings(progression, steps, &stood);
        for (place, _) in now.iter().enumerate().filter(|(_, opening)| opening.is_open()) {
            stood[place] = Stood {
                begun: true,
                reached: reached(true, percents.get(place).copied()),
            };
        }
    }
    stood.iter().map(|one| one.begun).collect()
}

proptest! {
    #[test]
    fn nobody_opens_what_never_opens(steps in any_steps(), progression in any_progression(), percents in prop::collection::vec(0.0..=100.0_f64, MOST)) {
        let opened = reachable(progression, &steps);
        let done = done_at_most(progression, &steps, &percents);
        for place in 0..MOST {
            prop_assert!(opened[place] || !done[place], "{place}");
        }
        prop_assert_eq!(problems(progression, &steps).is_empty(), opened.iter().all(|one| *one));
    }

    #[test]
    fn who_has_the_best_score_everywhere_opens_all_that_asks_for_scores(steps in rising_steps(), progression in any_progression()) {
        let done = done_at_most(progression, &steps, &[100.0; MOST]);
        prop_assert_eq!(done, reachable(progression, &steps));
    }

    #[test]
    fn doing_more_never_closes_a_step_that_asks_for_no_low_score(steps in rising_steps(), progression in any_progression(), begun in prop::collection::vec(any::<bool>(), MOST), more in 0..MOST) {
        let at = |done: bool| Stood { begun: done, reached: reached(done, done.then_some(100.0)) };
        let mut stood: Vec<Stood> = begun.iter().map(|done| at(*done)).collect();
        let before = openings(progression, &steps, &stood);
        stood[more] = at(true);
        for (before, after) in before.iter().zip(openings(progression, &steps, &stood)) {
            prop_assert!(!before.is_open() || after.is_open());
        }
    }
}
