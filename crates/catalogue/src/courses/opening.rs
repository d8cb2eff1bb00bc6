//! Which steps are open to a learner, and why the others aren't, in plain French.

use std::collections::HashMap;

use assess::progression::{
    self, Condition, Opening, Opens, Problem, Progression, Stood, Wants, openings, problems,
};
use platform::html::fr;

use super::store::{Section, Step, StepId, Wait};

/// As stored: a word, and the percentage.
pub const fn wants_code(wants: Wants) -> (&'static str, Option<u8>) {
    match wants {
        Wants::Done => ("done", None),
        Wants::AtLeast(percent) => ("at_least", Some(percent)),
        Wants::Below(percent) => ("below", Some(percent)),
    }
}

/// Reads it back; none for what was never a condition.
pub fn wants(code: &str, percent: Option<i64>) -> Option<Wants> {
    let percent = percent.and_then(|percent| u8::try_from(percent).ok());
    let percent = percent.filter(|percent| (1..=100).contains(percent));
    match code {
        "done" => Some(Wants::Done),
        "at_least" => percent.map(Wants::AtLeast),
        "below" => percent.map(Wants::Below),
        _ => None,
    }
}

/// Whether a step is open to a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is.
    Open,
    /// It isn't.
    Locked {
        /// « S’ouvre après « Où j’en suis ». »
        why: String,
        /// The first step that would help to open it.
        by: StepId,
    },
}

impl Access {
    /// Why it isn't open.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Locked { why, .. } => Some(why),
            Self::Open => None,
        }
    }
}

/// Each step of a course, in order, for a learner who stands there.
pub fn accesses(
    progression: Progression,
    path: &[Section],
    stood: impl Fn(StepId) -> Stood,
) -> Vec<(StepId, Access)> {
    let steps = in_turn(listed(path));
    let stood: Vec<Stood> = steps.iter().map(|step| stood(step.id)).collect();
    let openings = openings(progression, &ruled(&steps), &stood);
    let accesses = openings.iter().map(|opening| access(&steps, opening));
    let mut of: HashMap<StepId, Access> = steps.iter().map(|step| step.id).zip(accesses).collect();
    let own = listed(path).into_iter();
    own.filter_map(|step| Some((step.id, of.remove(&step.id)?)))
        .collect()
}

/// The steps in the order that binds: what replaces a step has its turn, wherever it stands.
fn in_turn(mut steps: Vec<&Step>) -> Vec<&Step> {
    let pairs: Vec<(StepId, StepId)> = steps
        .iter()
        .filter_map(|step| Some((step.id, step.waived.as_ref()?.instead?)))
        .collect();
    for (replaced, by) in pairs {
        let place = |id: StepId, steps: &[&Step]| steps.iter().position(|step| step.id == id);
        if let (Some(at), Some(_)) = (place(by, &steps), place(replaced, &steps)) {
            let moved = steps.remove(at);
            let after = place(replaced, &steps).map_or(steps.len(), |at| at + 1);
            steps.insert(after, moved);
        }
    }
    steps
}

fn listed(path: &[Section]) -> Vec<&Step> {
    path.iter().flat_map(|part| &part.steps).collect()
}

fn ruled(steps: &[&Step]) -> Vec<progression::Step> {
    let place = |id: StepId| steps.iter().position(|step| step.id == id);
    let condition = |wait: &Wait| {
        place(wait.on).map(|on| Condition {
            on,
            wants: wait.wants,
        })
    };
    let rule = |step: &&Step| progression::Step {
        required: step.required,
        opens: Opens {
            conditions: step.waits.iter().filter_map(condition).collect(),
            any: step.any_wait,
        },
    };
    steps.iter().map(rule).collect()
}

fn access(steps: &[&Step], opening: &Opening) -> Access {
    let title = |place: usize| steps.get(place).map_or("", |step| step.title.as_str());
    let locked = |missing: &[Condition], any: bool| {
        let named: Vec<(&str, Wants)> = missing.iter().map(|one| (title(one.on), one.wants)).collect();
        let first = missing.first().and_then(|one| steps.get(one.on));
        match first {
            Some(step) => Access::Locked {
                why: format!("S’ouvre {}.", told(&named, any)),
                by: step.id,
            },
            None => Access::Open,
        }
    };
    match opening {
        Opening::Open => Access::Open,
        Opening::All(missing) => locked(missing, false),
        Opening::Any(missing) => locked(missing, true),
    }
}

/// What a step waits for, whoever the learner: « S’ouvre après « Créer sa page ». » None when it waits for nothing.
pub fn waiting(path: &[Section], step: &Step) -> Option<String> {
    let steps = listed(path);
    let title = |id: StepId| {
        steps
            .iter()
            .find(|step| step.id == id)
            .map(|step| step.title.as_str())
    };
    let named = step
        .waits
        .iter()
        .filter_map(|wait| Some((title(wait.on)?, wait.wants)));
    let named: Vec<(&str, Wants)> = named.collect();
    (!named.is_empty()).then(|| format!("S’ouvre {}.", told(&named, step.any_wait)))
}

/// « après « A » et « B », et avec 70 % ou plus à « C » ».
fn told(named: &[(&str, Wants)], any: bool) -> String {
    let last = if any { "ou" } else { "et" };
    let of = |wants: fn(Wants) -> bool| named.iter().filter(move |(_, one)| wants(*one));
    let done: Vec<String> = of(|one| one == Wants::Done)
        .map(|(title, _)| fr::quote(title))
        .collect();
    let scored = of(|one| one != Wants::Done).map(|(title, wants)| match wants {
        Wants::Below(percent) => {
            format!(
                "avec moins de {} à {}",
                fr::percent((*percent).into()),
                fr::quote(title)
            )
        }
        Wants::AtLeast(percent) => {
            format!(
                "avec {} ou plus à {}",
                fr::percent((*percent).into()),
                fr::quote(title)
            )
        }
        Wants::Done => String::new(),
    });
    let after = (!done.is_empty()).then(|| format!("après {}", fr::series(&done, last)));
    let phrases: Vec<String> = after.into_iter().chain(scored).collect();
    fr::series(&phrases, last)
}

/// Why some steps never open, one sentence each; none when every step may.
pub fn blocked(progression: Progression, path: &[Section]) -> Vec<String> {
    let steps = listed(path);
    let quoted = |place: &usize| fr::quote(steps.get(*place).map_or("", |step| step.title.as_str()));
    let sentence = |problem: Problem| match problem {
        Problem::Circle(circle) => match circle.as_slice() {
            [only] => format!("{} s’attend elle-même.", quoted(only)),
            [one, other] => format!("{} et {} s’attendent l’une l’autre.", quoted(one), quoted(other)),
            _ => {
                let names: Vec<String> = circle.iter().map(quoted).collect();
                format!("{} s’attendent les unes les autres.", fr::series(&names, "et"))
            }
        },
        Problem::Contradiction(step) => {
            format!(
                "{} demande à la fois un score haut et un score bas à la même étape.",
                quoted(&step)
            )
        }
        Problem::Behind { step, waits_for } => {
            format!(
                "{} attend {}, qui ne s’ouvre jamais.",
                quoted(&step),
                quoted(&waits_for)
            )
        }
    };
    problems(progression, &ruled(&steps))
        .into_iter()
        .map(sentence)
        .collect()
}

#[cfg(test)]
mod cases {
    use Wants::{AtLeast, Below, Done};
    use assess::success::Reached;
    use jiff::Timestamp;
    use platform::html::Modality;
    use uuid::Uuid;

    use super::*;

    fn id(number: usize) -> StepId {
        StepId(Uuid::from_u128(u128::try_from(number).unwrap()))
    }

    type Waits<'a> = &'a [(usize, Wants)];

    /// A step for each row: what it waits for, and whether one of them is enough.
    fn path(rows: &[(Waits<'_>, bool)]) -> Vec<Section> {
        let step = |(at, (waits, any)): (usize, &(Waits<'_>, bool))| Step {
            waits: waits
                .iter()
                .map(|(on, wants)| Wait {
                    on: id(*on),
                    wants: *wants,
                })
                .collect(),
            any_wait: *any,
            ..Step::plain(
                id(at),
                char::from(b'A' + u8::try_from(at).unwrap()),
                Modality::SelfPaced,
                10,
            )
        };
        vec![Section {
            title: "Tout".to_owned(),
            summary: None,
            steps: rows.iter().enumerate().map(step).collect(),
        }]
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{202f}', '\u{a0}'], " ")
    }

    #[test]
    fn what_replaces_a_step_has_its_turn() {
        // A, then B, which waits for A; A is replaced by C, at the end of the path.
        let mut path = path(&[(&[], false), (&[(2, Done)], false), (&[], false)]);
        let replaced = path[0].steps[0].id;
        for step in &mut path[0].steps {
            step.required = assess::success::Required::Done;
        }
        path[0].steps[0].required = assess::success::Required::Nothing;
        path[0].steps[0].waived = Some(crate::courses::Waiver {
            reason: "déjà vu".to_owned(),
            instead: Some(id(2)),
            by_score: false,
        });
        let open = |done: &[usize]| {
            let stood = |step: StepId| Stood {
                begun: false,
                reached: Reached {
                    done_at: done
                        .iter()
                        .any(|one| id(*one) == step)
                        .then_some(Timestamp::UNIX_EPOCH),
                    percent: None,
                },
            };
            let all = accesses(Progression::Constrained, &path, stood);
            assert_eq!(
                all.first().map(|(id, _)| *id),
                Some(replaced),
                "in the order of the path"
            );
            all.iter()
                .map(|(_, access)| access.why().is_none())
                .collect::<Vec<_>>()
        };
        assert_eq!(open(&[]), [true, false, true]);
        assert_eq!(open(&[2]), [true, true, true]);
    }

    #[test]
    fn each_condition_is_read_back() {
        for one in [Done, AtLeast(1), AtLeast(100), Below(1), Below(100)] {
            let (code, percent) = wants_code(one);
            assert_eq!(wants(code, percent.map(i64::from)), Some(one));
        }
        for (code, percent) in [
            ("autre", Some(10)),
            ("at_least", None),
            ("at_least", Some(0)),
            ("below", Some(101)),
            ("below", Some(-1)),
        ] {
            assert_eq!(wants(code, percent), None, "{code} {percent:?}");
        }
    }

    #[test]
    fn why_a_step_is_closed_and_what_opens_it() {
        let cases: [(Waits<'_>, bool, &str); 6] = [
            (&[(0, Done)], false, "S’ouvre après « A »."),
            (&[(0, Done), (1, Done)], false, "S’ouvre après « A » et « B »."),
            (&[(0, Done), (1, Done)], true, "S’ouvre après « A » ou « B »."),
            (&[(0, AtLeast(70))], false, "S’ouvre avec 70 % ou plus à « A »."),
            (
                &[(0, Done), (1, Below(20))],
                false,
                "S’ouvre après « A » et avec moins de 20 % à « B ».",
            ),
            (
                &[(0, Below(20)), (0, Done), (1, AtLeast(70))],
                true,
                "S’ouvre après « A », avec moins de 20 % à « A » ou avec 70 % ou plus à « B ».",
            ),
        ];
        for (waits, any, expected) in cases {
            let path = path(&[(&[], false), (&[], false), (waits, any)]);
            let found = accesses(Progression::Free, &path, |_| Stood::default());
            assert_eq!(found[2].1.why().map(plain).as_deref(), Some(expected));
            assert_eq!(
                waiting(&path, &path[0].steps[2]).as_deref().map(plain).as_deref(),
                Some(expected)
            );
            assert_eq!(waiting(&path, &path[0].steps[0]), None);
        }
    }

    #[test]
    fn what_is_met_isn_t_said_any_more() {
        let path = path(&[
            (&[], false),
            (&[], false),
            (&[(0, Done), (1, AtLeast(50))], false),
        ]);
        let done = |step: StepId| Stood {
            begun: step == id(0),
            reached: Reached {
                done_at: (step == id(0)).then_some(Timestamp::UNIX_EPOCH),
                percent: None,
            },
        };
        let found = accesses(Progression::Guided, &path, done);
        assert_eq!(found[0].1, Access::Open);
        assert_eq!(found[1].1, Access::Open);
        let Access::Locked { why, by } = &found[2].1 else {
            panic!("{found:?}")
        };
        assert_eq!(
            (plain(why).as_str(), *by),
            ("S’ouvre avec 50 % ou plus à « B ».", id(1))
        );
    }

    #[test]
    fn what_never_opens_is_said() {
        let circle = path(&[
            (&[(1, Done)], false),
            (&[(0, Done)], false),
            (&[(0, AtLeast(50)), (0, Below(20))], false),
            (&[(2, Done)], false),
            (&[(4, Done)], false),
        ]);
        let told: Vec<String> = blocked(Progression::Free, &circle)
            .iter()
            .map(|one| plain(one))
            .collect();
        assert_eq!(
            told,
            [
                "« A » et « B » s’attendent l’une l’autre.",
                "« C » demande à la fois un score haut et un score bas à la même étape.",
                "« D » attend « C », qui ne s’ouvre jamais.",
                "« E » s’attend elle-même.",
            ]
        );
        assert!(
            blocked(
                Progression::Constrained,
                &path(&[(&[], false), (&[(0, Done)], false)])
            )
            .is_empty()
        );
    }
}
