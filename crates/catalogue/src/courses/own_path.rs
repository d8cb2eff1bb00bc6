//! A course's path as one learner has it.

use std::collections::{HashMap, HashSet};

use assess::progression::Wants;
use assess::success::{Reached, Required, met};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::html::fr;

use super::store::{Section, Step, StepId, Wait, Waiver};

/// How one learner's path differs from their course's, because somebody said so.
#[derive(Clone, Debug, Default)]
pub struct Adaptation {
    /// What they are let off.
    pub waived: HashMap<StepId, Waiver>,
    /// What is wanted of them, whatever they have come to elsewhere.
    pub wanted: HashSet<StepId>,
    /// The days by which they should have done steps.
    pub dates: HashMap<StepId, Date>,
    /// The part that they alone have.
    pub added: Option<Section>,
}

/// The path of a learner who has come to that. What they have done as it should be counts, whatever they are let off;
/// what they are let off asks nothing of them, and nothing waits for it.
pub fn own_path(
    path: &[Section],
    adaptation: &Adaptation,
    reached: impl Fn(StepId) -> Reached,
) -> Vec<Section> {
    let mut own: Vec<Section> = path.iter().chain(&adaptation.added).cloned().collect();
    let waivers: HashMap<StepId, Waiver> = listed(path)
        .filter_map(|step| Some((step.id, by_score(step, path, &reached)?)))
        .collect();
    for step in own.iter_mut().flat_map(|part| &mut part.steps) {
        step.due_on = adaptation.dates.get(&step.id).copied();
        if settled(step, reached(step.id)) {
            continue;
        }
        let by_score = waivers
            .get(&step.id)
            .filter(|_| !adaptation.wanted.contains(&step.id));
        step.waived = adaptation.waived.get(&step.id).or(by_score).cloned();
        if step.waived.is_some() {
            step.required = Required::Nothing;
        }
    }
    let waived: HashMap<StepId, Option<StepId>> = listed(&own)
        .filter_map(|step| Some((step.id, step.waived.as_ref()?.instead)))
        .collect();
    for step in own.iter_mut().flat_map(|part| &mut part.steps) {
        let before = step.waits.len();
        let id = step.id;
        step.waits.retain_mut(|wait| instead(wait, &waived, id));
        if step.any_wait && step.waits.len() < before {
            step.waits.clear();
        }
        let mut known: Vec<Wait> = Vec::new();
        step.waits.retain(|wait| {
            let new = !known.contains(wait);
            known.push(*wait);
            new
        });
    }
    own
}

/// What waited for a replaced step waits for what replaces it, to be done: it may have no score. False when there is nothing
/// left to wait for.
fn instead(wait: &mut Wait, waived: &HashMap<StepId, Option<StepId>>, waiting: StepId) -> bool {
    let Some(instead) = waived.get(&wait.on) else {
        return true;
    };
    match instead.filter(|by| *by != waiting && !waived.contains_key(by)) {
        Some(by) => {
            *wait = Wait {
                on: by,
                wants: Wants::Done,
            };
            true
        }
        None => false,
    }
}

/// Whether a learner who has come to that has done the step, with what it asks: there is nothing to let them off.
pub fn settled(step: &Step, reached: Reached) -> bool {
    reached.done_at.is_some() && met(step.required, reached, Timestamp::MAX)
}

fn listed(path: &[Section]) -> impl Iterator<Item = &Step> {
    path.iter().flat_map(|part| &part.steps)
}

/// « 85 % à « Où j’en suis » ».
fn by_score(step: &Step, path: &[Section], reached: impl Fn(StepId) -> Reached) -> Option<Waiver> {
    let from = step.waived_from?;
    let came_to = reached(from.on);
    let percent = came_to.percent.filter(|_| came_to.done_at.is_some())?;
    let whole = (0..=100).rev().find(|whole| f64::from(*whole) <= percent)?;
    let on = listed(path).find(|on| on.id == from.on)?;
    (whole >= u32::from(from.percent)).then(|| Waiver {
        reason: format!("{} à {}", fr::percent(whole), fr::quote(&on.title)),
        instead: None,
        by_score: true,
    })
}

/// Whether a path lets some learners off steps by itself.
pub fn lets_off(path: &[Section]) -> bool {
    listed(path).any(|step| step.waived_from.is_some())
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;
    use platform::html::Modality;
    use uuid::Uuid;

    use super::*;
    use crate::courses::minutes;
    use crate::courses::store::Threshold;

    fn id(number: u128) -> StepId {
        StepId(Uuid::from_u128(number))
    }

    fn step(number: u128) -> Step {
        Step::plain(id(number), format!("É{number}"), Modality::SelfPaced, 10)
    }

    fn wait(on: u128) -> Wait {
        Wait {
            on: id(on),
            wants: Wants::Done,
        }
    }

    fn waiver(reason: &str) -> Waiver {
        Waiver {
            reason: reason.to_owned(),
            instead: None,
            by_score: false,
        }
    }

    /// Four steps: the second is let off from 80 % at the first; the third waits for the second and the fourth; the fourth
    /// for the second or the third.
    fn path() -> Vec<Section> {
        let mut steps: Vec<Step> = (1..=4).map(step).collect();
        steps[1].waived_from = Some(Threshold {
            on: id(1),
            percent: 80,
        });
        steps[2].waits = vec![wait(2), wait(4)];
        steps[3].waits = vec![wait(2), wait(3)];
        steps[3].any_wait = true;
        vec![Section {
            title: "Tout".to_owned(),
            summary: None,
            steps,
        }]
    }

    fn reached(percent: Option<f64>) -> Reached {
        Reached {
            done_at: Some(Timestamp::UNIX_EPOCH),
            percent,
        }
    }

    /// What is waived and why, of whom nothing is wanted, what each waits for.
    fn told(own: &[Section]) -> String {
        let one = |step: &Step| {
            let waits: Vec<String> = step
                .waits
                .iter()
                .map(|wait| wait.on.0.as_u128().to_string())
                .collect();
            let waived = step.waived.as_ref().map_or("", |waived| waived.reason.as_str());
            assert_eq!(step.required == Required::Nothing, step.waived.is_some());
            format!("{}[{waived}]{}", step.title, waits.join("+"))
        };
        let text = listed(own).map(one).collect::<Vec<_>>().join(" ");
        text.replace(['\u{202f}', '\u{a0}'], " ")
    }

    #[test]
    fn what_waited_for_a_replaced_step_waits_for_its_replacement() {
        let replaced = |by| Adaptation {
            waived: HashMap::from([(
                id(2),
                Waiver {
                    instead: Some(id(by)),
                    ..waiver("r")
                },
            )]),
            ..Adaptation::default()
        };
        let cases = [
            (1, "É1[] É2[r] É3[]1+4 É4[]1+3"),
            // The fourth is the replacement itself: it waits for nothing any more.
            (4, "É1[] É2[r] É3[]4 É4[]"),
        ];
        for (by, expected) in cases {
            assert_eq!(
                told(&own_path(&path(), &replaced(by), |_| Reached::default())),
                expected
            );
        }
    }

    #[test]
    fn a_score_lets_off_and_opens_what_waited() {
        let plain = "É1[] É2[] É3[]2+4 É4[]2+3";
        let open = "É1[] É2[85 % à « É1 »] É3[]4 É4[]";
        let cases = [
            (None, plain),
            (Some(reached(None)), plain),
            (Some(reached(Some(79.9))), plain),
            (Some(reached(Some(85.5))), open),
            (
                Some(Reached {
                    done_at: None,
                    percent: Some(90.0),
                }),
                plain,
            ),
        ];
        for (came_to, expected) in cases {
            let of = |step| came_to.filter(|_| step == id(1)).unwrap_or_default();
            assert_eq!(
                told(&own_path(&path(), &Adaptation::default(), of)),
                expected,
                "{came_to:?}"
            );
        }
    }

    #[test]
    fn somebody_says_otherwise() {
        let none = |_| Reached::default();
        let high = |step| {
            if step == id(1) {
                reached(Some(100.0))
            } else {
                Reached::default()
            }
        };
        let kept = Adaptation {
            wanted: HashSet::from([id(2)]),
            ..Adaptation::default()
        };
        assert_eq!(told(&own_path(&path(), &kept, high)), "É1[] É2[] É3[]2+4 É4[]2+3");
        let by_hand = Adaptation {
            waived: HashMap::from([(id(2), waiver("déjà su")), (id(3), waiver("inutile"))]),
            dates: HashMap::from([(id(4), date(2026, 12, 4))]),
            added: Some(Section {
                title: "Pour vous".to_owned(),
                summary: None,
                steps: vec![step(5)],
            }),
            ..Adaptation::default()
        };
        let own = own_path(&path(), &by_hand, none);
        assert_eq!(told(&own), "É1[] É2[déjà su] É3[inutile]4 É4[] É5[]");
        assert_eq!(listed(&own).nth(3).unwrap().due_on, Some(date(2026, 12, 4)));
        assert_eq!((minutes(&path()), minutes(&own)), (40, 30));
        // What was done counts, whatever was said.
        let done = |step| {
            if step == id(2) {
                reached(None)
            } else {
                Reached::default()
            }
        };
        assert_eq!(
            told(&own_path(&path(), &by_hand, done)),
            "É1[] É2[] É3[inutile]2+4 É4[] É5[]"
        );
    }

    #[test]
    fn who_followed_it_all_the_same_loses_nothing() {
        let mut path = path();
        path[0].steps[2].required = Required::Above(50);
        let waived = Adaptation {
            waived: HashMap::from([(id(3), waiver("inutile"))]),
            ..Adaptation::default()
        };
        for (percent, expected) in [(Some(40.0), true), (None, true), (Some(60.0), false)] {
            let came_to = |step| {
                if step == id(3) {
                    reached(percent)
                } else {
                    Reached::default()
                }
            };
            let own = own_path(&path, &waived, came_to);
            assert_eq!(own[0].steps[2].waived.is_some(), expected, "{percent:?}");
        }
    }

    #[test]
    fn which_paths_let_off() {
        assert!(lets_off(&path()));
        assert!(!lets_off(&[]));
    }
}
