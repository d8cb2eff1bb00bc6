//! What a learner still lacks to pass their course, in words.

use std::collections::HashMap;

use assess::success::{Required, met};
use catalogue::courses::{Section, Step, StepId, named};
use jiff::Timestamp;
use platform::html::fr;

use super::rules::{StepState, reached, whole};

/// How many steps are named before the others are counted.
const NAMED: usize = 3;

/// « Il manque : le quiz « Devis » (62 %, il faut plus de 70 %) et la classe virtuelle « Relancer ». ». None when every
/// condition is met, or when there is none. `ends` is the end of the learner's own access.
pub fn lacking(path: &[Section], states: &HashMap<StepId, StepState>, ends: Timestamp) -> Option<String> {
    let steps = path.iter().flat_map(|part| &part.steps);
    let mut left: Vec<String> = steps
        .filter_map(|step| {
            let state = states.get(&step.id);
            (!met(step.required, reached(state), ends)).then(|| words(step, state, ends))
        })
        .collect();
    if left.is_empty() {
        return None;
    }
    if left.len() > NAMED + 1 {
        let others = u64::try_from(left.len() - NAMED).unwrap_or(u64::MAX);
        left.truncate(NAMED);
        left.push(format!("{} autres étapes", fr::in_words_feminine(others)));
    }
    Some(format!("Il manque\u{202f}: {}.", fr::series(&left, "et")))
}

fn words(step: &Step, state: Option<&StepState>, ends: Timestamp) -> String {
    let percent = state.and_then(|state| state.percent);
    let wanted = match step.required {
        Required::Above(least) => Some((least, fr::percent(least.into()))),
        _ => None,
    };
    let late = reached(state).done_at.is_some_and(|at| at >= ends);
    let why = match (wanted, percent) {
        _ if late => Some("après la fin de l’accès".to_owned()),
        (Some((least, wanted)), Some(percent)) if percent <= f64::from(least) => Some(format!(
            "{}, il faut plus de {wanted}",
            fr::percent(whole(percent))
        )),
        // Any result will do: that it is missing says it.
        (Some((least, wanted)), None) if least > 0 => Some(format!("plus de {wanted}")),
        _ => None,
    };
    let named = named(step);
    match why {
        Some(why) => format!("{named} ({why})"),
        None => named,
    }
}

#[cfg(test)]
mod cases {
    use platform::html::Modality;
    use platform::ids::Uuid;

    use super::super::Status;
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn step(number: u128, modality: Modality, required: Required) -> Step {
        Step {
            required,
            ..Step::plain(
                StepId(Uuid::from_u128(number)),
                format!("N{number}"),
                modality,
                10,
            )
        }
    }

    fn state(done: Option<i64>, percent: Option<f64>) -> StepState {
        StepState {
            status: if done.is_some() {
                Status::Done
            } else {
                Status::Started
            },
            percent,
            seconds: 0,
            done_at: done.map(at),
            minutes: None,
            hidden: false,
        }
    }

    fn told(steps: Vec<(Step, Option<StepState>)>) -> Option<String> {
        let states = steps
            .iter()
            .filter_map(|(step, state)| Some((step.id, (*state)?)))
            .collect();
        let section = Section {
            title: String::new(),
            summary: None,
            steps: steps.into_iter().map(|(step, _)| step).collect(),
        };
        lacking(&[section], &states, at(100)).map(|said| said.replace(['\u{a0}', '\u{202f}'], " "))
    }

    #[test]
    fn each_lack_says_what_it_takes() {
        use Modality::{CaseStudy, Live, Quiz, SelfPaced};
        use Required::{Above, Done, Nothing};
        let one = |modality, required, state| told(vec![(step(1, modality, required), state)]);
        let cases = [
            (one(SelfPaced, Nothing, None), None),
            (one(SelfPaced, Done, Some(state(Some(99), None))), None),
            (one(SelfPaced, Done, None), Some("Il manque : le module « N1 ».")),
            (
                one(Live, Done, Some(state(Some(100), None))),
                Some("Il manque : la classe virtuelle « N1 » (après la fin de l’accès)."),
            ),
            (
                one(Quiz, Above(70), None),
                Some("Il manque : le quiz « N1 » (plus de 70 %)."),
            ),
            (one(Quiz, Above(0), None), Some("Il manque : le quiz « N1 ».")),
            (
                one(CaseStudy, Above(70), Some(state(Some(9), Some(69.9)))),
                Some("Il manque : l’étude de cas « N1 » (69 %, il faut plus de 70 %)."),
            ),
            (
                one(Quiz, Above(70), Some(state(None, Some(80.0)))),
                Some("Il manque : le quiz « N1 »."),
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(said.as_deref(), expected);
        }
    }

    #[test]
    fn many_lacks_are_counted() {
        let many = |count: u128| {
            let steps = (1..=count).map(|number| (step(number, Modality::SelfPaced, Required::Done), None));
            told(steps.collect()).unwrap()
        };
        assert_eq!(
            many(4),
            "Il manque : le module « N1 », le module « N2 », le module « N3 » et le module « N4 »."
        );
        assert_eq!(
            many(6),
            "Il manque : le module « N1 », le module « N2 », le module « N3 » et trois autres étapes."
        );
    }
}
