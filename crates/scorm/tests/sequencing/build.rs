//! Plans in a few lines. By default a cluster is flowed through and chosen in, unlike the specification's own default.

use scorm::plan::{
    Activity, ChildSet, Combination, Condition, Content, ExitAction, MapInfo, Mode, Objective, Plan,
    PostAction, PreAction, RollupAction, RollupCondition, RollupConditionTerm, RollupRule, Rule, Sequencing,
    Term,
};

/// A leaf with content.
pub fn leaf(identifier: &str) -> Activity {
    Activity {
        identifier: identifier.to_owned(),
        title: identifier.to_owned(),
        content: Some(Content::default()),
        ..Activity::default()
    }
}

/// A cluster, through which one flows and in which one chooses.
pub fn cluster(identifier: &str, children: impl IntoIterator<Item = Activity>) -> Activity {
    Activity {
        content: None,
        children: children.into_iter().collect(),
        ..leaf(identifier)
    }
    .mode(|mode| mode.flow = true)
}

/// An organization named `root`.
pub fn plan(children: impl IntoIterator<Item = Activity>) -> Plan {
    of(cluster("root", children))
}

/// An organization.
pub fn of(root: Activity) -> Plan {
    Plan {
        root,
        objectives_global_to_system: true,
        shared_data_global_to_system: true,
    }
}

/// A condition; « not … » denies it, « obj: … » asks another objective than the primary one, « … > x » gives a threshold.
pub fn term(text: &str) -> Term {
    let (objective, text) = match text.split_once(": ") {
        Some((objective, text)) => (Some(objective.to_owned()), text),
        None => (None, text),
    };
    let (not, text) = match text.strip_prefix("not ") {
        Some(text) => (true, text),
        None => (false, text),
    };
    let mut words = text.split(' ');
    let condition = match (words.next().unwrap(), words.next()) {
        ("measure", Some(">")) => Condition::ObjectiveMeasureGreaterThan,
        ("measure", Some("<")) => Condition::ObjectiveMeasureLessThan,
        (name, _) => serde_json::from_value::<Condition>(name.into()).unwrap(),
    };
    let threshold = words.next().map_or(0.0, |number| number.parse().unwrap());
    Term {
        condition,
        not,
        objective,
        threshold,
    }
}

fn rule<A>(conditions: &str, action: A) -> Rule<A> {
    let (combination, between) = if conditions.contains(" or ") {
        (Combination::Any, " or ")
    } else {
        (Combination::All, " and ")
    };
    Rule {
        combination,
        conditions: conditions.split(between).map(term).collect(),
        action,
    }
}

/// A map to a shared objective that reads nothing and writes nothing yet.
pub fn map(target: &str) -> MapInfo {
    MapInfo {
        read_satisfied: false,
        read_measure: false,
        ..MapInfo::to(target)
    }
}

/// A change that a table of cases holds.
pub type Change<T> = fn(&mut T);

/// What a manifest would add to an activity, one thing at a time.
pub trait Sequenced: Sized {
    fn sequence(self, change: impl FnOnce(&mut Sequencing)) -> Self;

    fn mode(self, change: impl FnOnce(&mut Mode)) -> Self {
        self.sequence(|sequencing| change(&mut sequencing.mode))
    }

    fn pre(self, conditions: &str, action: PreAction) -> Self {
        self.sequence(|sequencing| sequencing.pre.push(rule(conditions, action)))
    }

    fn exits(self, conditions: &str) -> Self {
        self.sequence(|sequencing| sequencing.exit.push(rule(conditions, ExitAction::Exit)))
    }

    fn post(self, conditions: &str, action: PostAction) -> Self {
        self.sequence(|sequencing| sequencing.post.push(rule(conditions, action)))
    }

    /// A rollup rule; its condition may be denied by « not ».
    fn rolls(self, children: ChildSet, condition: &str, action: RollupAction) -> Self {
        let (not, name) = match condition.strip_prefix("not ") {
            Some(name) => (true, name),
            None => (false, condition),
        };
        let condition = serde_json::from_value::<RollupCondition>(name.into()).unwrap();
        self.sequence(|sequencing| {
            sequencing.rollup.rules.push(RollupRule {
                children,
                combination: Combination::Any,
                conditions: vec![RollupConditionTerm { condition, not }],
                action,
            });
        })
    }

    /// At most this many attempts.
    fn limit(self, attempts: u32) -> Self {
        self.sequence(|sequencing| sequencing.limits.attempts = Some(attempts))
    }

    /// Satisfied from this measure on.
    fn passing(self, measure: f64) -> Self {
        self.sequence(|sequencing| {
            sequencing.primary.satisfied_by_measure = true;
            sequencing.primary.min_normalized_measure = measure;
        })
    }

    /// The primary objective reads or writes a shared one.
    fn shares(self, map: MapInfo) -> Self {
        self.sequence(|sequencing| sequencing.primary.maps.push(map))
    }

    /// Another objective.
    fn objective(self, id: &str, maps: impl IntoIterator<Item = MapInfo>) -> Self {
        self.sequence(|sequencing| {
            sequencing.objectives.push(Objective {
                id: Some(id.to_owned()),
                maps: maps.into_iter().collect(),
                ..Objective::default()
            });
        })
    }
}

impl Sequenced for Activity {
    fn sequence(mut self, change: impl FnOnce(&mut Sequencing)) -> Self {
        change(&mut self.sequencing);
        self
    }
}
