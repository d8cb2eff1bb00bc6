//! Any plan of a few activities, as a manifest may describe it. Its activities are `a0`, the root, to `a11`, each somewhere
//! under an earlier one; its objectives are `o0` to `o2`, what they share is `s0` and `s1`.

use std::fmt;
use std::ops::Deref;

use proptest::prelude::*;
use proptest::sample::select;
use scorm::plan::{
    Activity, ActivityType, ChildSet, Combination, CompletionThreshold, Condition, Consideration,
    Considerations, Content, DataMap, Delivery, ExitAction, Hidden, LimitConditions, MapInfo, Mode,
    Objective, Plan, PostAction, PreAction, Randomization, RollupAction, RollupCondition,
    RollupConditionTerm, RollupRule, RollupRules, Rule, Sequencing, Term, Timing,
};

/// How many activities a plan has at most.
const MOST: usize = 12;

/// A plan that a failure shows as it is kept.
#[derive(Clone)]
pub struct Drawn(Plan);

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap_or_default())
    }
}

impl Deref for Drawn {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.0
    }
}

/// Any plan.
pub fn plan() -> impl Strategy<Value = Drawn> {
    of(sequencing().boxed())
}

/// Any plan in which no rule and no limit closes anything: all is flowed through, and chosen.
pub fn open_plan() -> impl Strategy<Value = Drawn> {
    let sequencing = (objectives(), rollup(), randomization(), delivery());
    let sequencing = sequencing.prop_map(|(objectives, rollup, randomization, delivery)| Sequencing {
        mode: Mode {
            flow: true,
            ..Mode::default()
        },
        rollup,
        randomization,
        delivery,
        ..objectives
    });
    of(sequencing.boxed())
}

fn of(sequencing: BoxedStrategy<Sequencing>) -> impl Strategy<Value = Drawn> {
    let activity = (0..MOST, sequencing, content(), any::<bool>());
    (prop::collection::vec(activity, 1..=MOST), any::<(bool, bool)>()).prop_map(
        |(drawn, (objectives, data))| {
            let mut activities: Vec<(usize, Activity)> = Vec::new();
            for (place, (above, sequencing, content, visible)) in drawn.into_iter().enumerate() {
                let activity = Activity {
                    identifier: format!("a{place}"),
                    title: format!("Partie {place}"),
                    invisible: !visible && place % 3 == 2,
                    content: Some(content),
                    sequencing,
                    children: Vec::new(),
                };
                activities.push((above % place.max(1), activity));
            }
            Drawn(Plan {
                root: grow(activities),
                objectives_global_to_system: objectives,
                shared_data_global_to_system: data,
            })
        },
    )
}

/// The tree, from each activity and the one above it, which comes earlier.
fn grow(mut activities: Vec<(usize, Activity)>) -> Activity {
    while activities.len() > 1
        && let Some((above, activity)) = activities.pop()
    {
        let parent = &mut activities[above].1;
        parent.content = None;
        parent.children.insert(0, activity);
    }
    activities.pop().map(|(_, root)| root).unwrap_or_default()
}

fn content() -> impl Strategy<Value = Content> {
    let data =
        (select(vec!["d0", "d1"]), any::<(bool, bool)>()).prop_map(|(target, (read, write))| DataMap {
            target: target.to_owned(),
            read,
            write,
        });
    let action = prop::option::of(select(vec!["exit,message", "continue,no message", "other"]));
    let data = prop::collection::vec(data, 0..3);
    (any::<u8>(), data, action).prop_map(|(kind, data, action)| Content {
        href: "page.html".to_owned(),
        kind: [ActivityType::Sco, ActivityType::Asset][usize::from(kind > 230)],
        launch_data: (kind % 2 == 1).then(|| "theme=1".to_owned()),
        time_limit_action: action.map(str::to_owned),
        data,
    })
}

fn sequencing() -> impl Strategy<Value = Sequencing> {
    let rules = (
        rules(select(vec![
            PreAction::Skip,
            PreAction::Disabled,
            PreAction::HiddenFromChoice,
            PreAction::StopForwardTraversal,
        ])),
        rules(Just(ExitAction::Exit)),
        rules(select(vec![
            PostAction::ExitParent,
            PostAction::ExitAll,
            PostAction::Retry,
            PostAction::RetryAll,
            PostAction::Continue,
            PostAction::Previous,
        ])),
    );
    let rest = (limits(), rollup(), randomization(), delivery(), hidden());
    (mode(), rules, objectives(), rest).prop_map(
        |(mode, (pre, exit, post), objectives, (limits, rollup, randomization, delivery, hidden))| {
            Sequencing {
                mode,
                pre,
                exit,
                post,
                limits,
                rollup,
                randomization,
                delivery,
                hidden,
                ..objectives
            }
        },
    )
}

/// What is seldom said: mostly the default.
fn seldom<T: Clone + Default + fmt::Debug>(any: impl Strategy<Value = T>) -> impl Strategy<Value = T> {
    prop_oneof![3 => Just(T::default()), 1 => any]
}

/// Each of eight is more often as it is by default; flow, which isn't by default, is more often there.
fn mode() -> impl Strategy<Value = Mode> {
    (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(one, two, three)| {
        let changed = one & two & three;
        let other = |bit: u8, default: bool| (changed >> bit & 1 == 1) != default;
        Mode {
            choice: other(0, true),
            choice_exit: other(1, true),
            flow: other(2, true),
            forward_only: other(3, false),
            use_current_attempt_objective_info: other(4, true),
            use_current_attempt_progress_info: other(5, true),
            prevent_activation: other(6, false),
            constrain_choice: other(7, false),
        }
    })
}

fn rules<A: Clone + fmt::Debug>(action: impl Strategy<Value = A>) -> impl Strategy<Value = Vec<Rule<A>>> {
    let conditions = prop::collection::vec(term(), 1..3);
    let rule = (combination(), conditions, action).prop_map(|(combination, conditions, action)| Rule {
        combination,
        conditions,
        action,
    });
    seldom(prop::collection::vec(rule, 1..3))
}

fn combination() -> impl Strategy<Value = Combination> {
    select(vec![Combination::All, Combination::Any])
}

fn term() -> impl Strategy<Value = Term> {
    let conditions = select(vec![
        Condition::Satisfied,
        Condition::ObjectiveStatusKnown,
        Condition::ObjectiveMeasureKnown,
        Condition::ObjectiveMeasureGreaterThan,
        Condition::ObjectiveMeasureLessThan,
        Condition::Completed,
        Condition::ActivityProgressKnown,
        Condition::Attempted,
        Condition::AttemptLimitExceeded,
        Condition::TimeLimitExceeded,
        Condition::OutsideAvailableTimeRange,
        Condition::Always,
    ]);
    let objective = prop::option::weighted(0.3, select(vec!["o0", "o1", "o2", "o9"]));
    (conditions, any::<bool>(), objective, share()).prop_map(|(condition, not, objective, threshold)| Term {
        condition,
        not,
        objective: objective.map(str::to_owned),
        threshold,
    })
}

/// 0 to 1, often at an end, to the last digit that a number holds: it is kept and read back as JSON.
fn share() -> impl Strategy<Value = f64> {
    prop_oneof![select(vec![0.0, 0.5, 1.0]), 0.0..=1.0_f64]
}

fn limits() -> impl Strategy<Value = LimitConditions> {
    seldom(
        (prop::option::of(0_u32..3), any::<bool>()).prop_map(|(attempts, timed)| LimitConditions {
            attempts,
            attempt_absolute_duration: timed.then_some(6_000),
            max_time_allowed: timed.then(|| "PT1M".to_owned()),
        }),
    )
}

/// The objectives, and the completion threshold, which is the primary one's.
fn objectives() -> impl Strategy<Value = Sequencing> {
    let threshold =
        (any::<bool>(), share(), share()).prop_map(|(measured, least, weight)| CompletionThreshold {
            completed_by_measure: measured,
            min_progress_measure: least,
            progress_weight: weight,
        });
    let primary = (objective(), any::<bool>());
    (
        seldom(primary),
        seldom(prop::collection::vec(objective(), 1..3)),
        seldom(threshold),
    )
        .prop_map(|((primary, named), others, completion)| {
            let id = |place: usize| Some(format!("o{place}"));
            let mut objectives = others;
            for (place, objective) in objectives.iter_mut().enumerate() {
                objective.id = id(place + 1);
            }
            Sequencing {
                primary: Objective {
                    id: id(0).filter(|_| named),
                    ..primary
                },
                objectives,
                completion,
                ..Sequencing::default()
            }
        })
}

fn objective() -> impl Strategy<Value = Objective> {
    let maps = prop::collection::vec(map(), 0..3);
    (any::<(bool, bool)>(), share(), maps).prop_map(|((measured, inverted), least, maps)| Objective {
        id: None,
        satisfied_by_measure: measured,
        min_normalized_measure: if inverted { -least } else { least },
        maps,
    })
}

fn map() -> impl Strategy<Value = MapInfo> {
    (select(vec!["s0", "s1"]), any::<u16>()).prop_map(|(target, bits)| {
        let on = |bit: u16| bits >> bit & 1 == 1;
        MapInfo {
            target: target.to_owned(),
            read_satisfied: on(0),
            read_measure: on(1),
            write_satisfied: on(2),
            write_measure: on(3),
            read_raw: on(4),
            read_min: on(5),
            read_max: on(6),
            read_completion: on(7),
            read_progress: on(8),
            write_raw: on(9),
            write_min: on(10),
            write_max: on(11),
            write_completion: on(12),
            write_progress: on(13),
        }
    })
}

fn rollup() -> impl Strategy<Value = RollupRules> {
    let rules = prop::collection::vec(rollup_rule(), 0..3);
    seldom(
        (rules, any::<(bool, bool)>(), share(), seldom(considerations())).prop_map(
            |(rules, (objective_satisfied, progress_completion), measure_weight, considerations)| {
                RollupRules {
                    rules,
                    objective_satisfied,
                    progress_completion,
                    measure_weight,
                    considerations,
                }
            },
        ),
    )
}

fn considerations() -> impl Strategy<Value = Considerations> {
    let one = || {
        select(vec![
            Consideration::Always,
            Consideration::IfAttempted,
            Consideration::IfNotSkipped,
            Consideration::IfNotSuspended,
        ])
    };
    (one(), one(), one(), one(), any::<bool>()).prop_map(
        |(satisfied, not_satisfied, completed, incomplete, active)| Considerations {
            satisfied,
            not_satisfied,
            completed,
            incomplete,
            measure_satisfaction_if_active: active,
        },
    )
}

fn rollup_rule() -> impl Strategy<Value = RollupRule> {
    let children = prop_oneof![
        select(vec![ChildSet::All, ChildSet::Any, ChildSet::None]),
        (0_u32..4).prop_map(ChildSet::AtLeastCount),
        share().prop_map(ChildSet::AtLeastPercent),
    ];
    let conditions = select(vec![
        RollupCondition::Satisfied,
        RollupCondition::ObjectiveStatusKnown,
        RollupCondition::ObjectiveMeasureKnown,
        RollupCondition::Completed,
        RollupCondition::ActivityProgressKnown,
        RollupCondition::Attempted,
        RollupCondition::AttemptLimitExceeded,
        RollupCondition::TimeLimitExceeded,
        RollupCondition::OutsideAvailableTimeRange,
        RollupCondition::Never,
    ]);
    let term =
        (conditions, any::<bool>()).prop_map(|(condition, not)| RollupConditionTerm { condition, not });
    let actions = select(vec![
        RollupAction::Satisfied,
        RollupAction::NotSatisfied,
        RollupAction::Completed,
        RollupAction::Incomplete,
    ]);
    (
        children,
        combination(),
        prop::collection::vec(term, 1..3),
        actions,
    )
        .prop_map(|(children, combination, conditions, action)| RollupRule {
            children,
            combination,
            conditions,
            action,
        })
}

fn randomization() -> impl Strategy<Value = Randomization> {
    let timing = || select(vec![Timing::Never, Timing::Once, Timing::OnEachNewAttempt]);
    seldom(
        (timing(), prop::option::of(0_u32..4), timing(), any::<bool>()).prop_map(
            |(selection, select_count, randomization, reorder)| Randomization {
                selection,
                select_count,
                randomization,
                reorder,
            },
        ),
    )
}

fn delivery() -> impl Strategy<Value = Delivery> {
    seldom(
        any::<(bool, bool, bool)>().prop_map(|(tracked, completion, objective)| Delivery {
            tracked,
            completion_set_by_content: completion,
            objective_set_by_content: objective,
        }),
    )
}

fn hidden() -> impl Strategy<Value = Vec<Hidden>> {
    use Hidden::{Continue, ExitAll, Previous, SuspendAll};
    seldom(prop::collection::vec(
        select(vec![Previous, Continue, ExitAll, SuspendAll]),
        1..3,
    ))
}
