//! What the platform offers, and `adl.nav.request_valid`: SN 5.6.

use scorm::plan::PostAction::{Continue, Retry};
use scorm::plan::PreAction::{Disabled, HiddenFromChoice, Skip, StopForwardTraversal};
use scorm::plan::{Hidden, MapInfo, Mode, Plan};

use crate::build::{Change, Sequenced, cluster, leaf, map, of, plan};
use crate::walk::{Learner, walk};

/// The controls, then the identifiers of the lines that may be chosen.
fn offered(learner: &Learner, plan: &Plan) -> (String, String) {
    let offer = learner.offer();
    let controls = [
        (offer.r#continue, "continue"),
        (offer.previous, "previous"),
        (offer.exit, "exit"),
        (offer.exit_all, "exitAll"),
        (offer.abandon, "abandon"),
        (offer.abandon_all, "abandonAll"),
        (offer.suspend_all, "suspendAll"),
    ];
    let controls: Vec<&str> = controls
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, name)| *name)
        .collect();
    let tree = scorm::sequencing::Tree::new(plan);
    let lines = offer.lines.iter().filter(|line| line.selectable);
    let lines: Vec<&str> = lines.map(|line| tree.identifier(line.place)).collect();
    (controls.join(" "), lines.join(" "))
}

#[track_caller]
fn offers(plan: &Plan, lines: &[&str], controls: &str, choices: &str) {
    let learner = walk(plan, lines);
    assert_eq!(
        offered(&learner, plan),
        (controls.to_owned(), choices.to_owned()),
        "{lines:?}"
    );
}

const ALL: &str = "exit exitAll abandon abandonAll suspendAll";

fn moving(moves: &str) -> String {
    format!("{moves} {ALL}").trim_start().to_owned()
}

#[test]
fn sn_5_6_continue_and_previous_go_with_flow() {
    let plain = plan([leaf("a"), leaf("b")]);
    offers(&plain, &["start: a"], &moving("continue"), "root a b");
    // Past the last activity, « continue » ends the session.
    offers(
        &plain,
        &["start: a", "continue: b"],
        &moving("continue previous"),
        "root a b",
    );
    let still = of(cluster("root", [leaf("a"), leaf("b")]).mode(|mode| mode.flow = false));
    offers(&still, &["start: -", "choice b: b"], ALL, "a b");
    let forward = of(cluster("root", [leaf("a"), leaf("b")]).mode(|mode| mode.forward_only = true));
    offers(
        &forward,
        &["start: a", "continue: b"],
        &moving("continue"),
        "root b",
    );
}

#[test]
fn sn_5_6_previous_is_looked_ahead_and_continue_is_not() {
    let closed = plan([
        leaf("a").pre("always", Disabled),
        leaf("b"),
        leaf("c").pre("always", Disabled),
    ]);
    offers(
        &closed,
        &["start: SB.2.2-2", "choice b: b"],
        &moving("continue"),
        "b",
    );
    let skipped = plan([leaf("a").pre("always", Skip), leaf("b")]);
    offers(&skipped, &["start: b"], &moving("continue"), "root a b");
}

#[test]
fn sn_5_6_before_and_between_activities() {
    let plain = plan([leaf("a"), leaf("b")]);
    offers(
        &plain,
        &["start: a", "exit: -"],
        "continue exitAll abandonAll",
        "root a b",
    );
    offers(&plain, &["start: a", "exitAll: end"], "", "root a b");
    let still = of(cluster("root", [leaf("a"), leaf("b")]).mode(|mode| mode.flow = false));
    offers(&still, &["start: -"], "", "a b");
}

#[test]
fn sn_5_6_5_hidden_controls_are_those_of_the_current_activity() {
    let hides = leaf("a").sequence(|it| {
        it.hidden = vec![
            Hidden::Continue,
            Hidden::Previous,
            Hidden::Exit,
            Hidden::ExitAll,
            Hidden::Abandon,
            Hidden::AbandonAll,
            Hidden::SuspendAll,
        ];
    });
    let plan = plan([hides, leaf("b")]);
    offers(&plan, &["start: a"], "", "root a b");
    offers(
        &plan,
        &["start: a", "continue: b"],
        &moving("continue previous"),
        "root a b",
    );
}

#[test]
fn sn_5_6_lines_follow_the_rules_of_choice() {
    let mode = |change: Change<Mode>| {
        plan([
            cluster("c", [leaf("a"), leaf("b")]).mode(change),
            cluster("d", [leaf("e")]),
            leaf("f"),
        ])
    };
    let cases: [(Change<Mode>, &str); 4] = [
        (|_| {}, "root c a b d e f"),
        (|mode| mode.choice = false, "root c d e f"),
        (|mode| mode.choice_exit = false, "a b"),
        (|mode| mode.constrain_choice = true, "root c a b d e"),
    ];
    for (change, choices) in cases {
        offers(&mode(change), &["start: a"], &moving("continue"), choices);
    }
    let held = plan([leaf("a").mode(|mode| mode.choice_exit = false), leaf("b")]);
    offers(&held, &["start: a"], &moving("continue"), "");
    let closed = of(cluster("root", [leaf("a"), leaf("b")]).mode(|mode| mode.choice = false));
    offers(&closed, &["start: a"], &moving("continue"), "root");
}

#[test]
fn sn_5_6_lines_follow_rules_that_come_before() {
    let with = |action| {
        plan([
            leaf("a"),
            cluster("c", [leaf("b"), leaf("d")]).pre("always", action),
            leaf("e"),
        ])
    };
    offers(
        &with(HiddenFromChoice),
        &["start: a"],
        &moving("continue"),
        "root a e",
    );
    offers(&with(Disabled), &["start: a"], &moving("continue"), "root a e");
    offers(&with(Skip), &["start: a"], &moving("continue"), "root a c b d e");
    offers(
        &with(StopForwardTraversal),
        &["start: a"],
        &moving("continue"),
        "root a c",
    );
    let prevented = plan([
        leaf("a"),
        cluster("c", [leaf("b"), leaf("d")]).mode(|mode| mode.prevent_activation = true),
    ]);
    offers(&prevented, &["start: a"], &moving("continue"), "root a c");
}

#[test]
fn sn_5_6_a_limit_does_not_shut_out_of_what_is_under_way() {
    let limited = plan([leaf("a").limit(1), leaf("b")]);
    offers(&limited, &["start: a"], &moving("continue"), "root a b");
    offers(&limited, &["start: a", "continue: b"], &moving("continue"), "b");
}

#[test]
fn sn_5_6_what_comes_after_an_activity_offers_nothing() {
    let held = plan([
        leaf("a").post("always", Retry),
        leaf("b").pre("always", HiddenFromChoice),
        leaf("c").pre("always", Disabled),
    ]);
    offers(&held, &["start: a"], &moving("continue"), "root a");
    let sent = plan([leaf("a").post("always", Continue), leaf("b")]);
    offers(&sent, &["start: a"], &moving("continue"), "root a b");
}

#[test]
fn sn_5_6_hidden_activities_leave_the_table_with_all_inside_and_invisible_ones_alone() {
    let mut plan = plan([
        leaf("a"),
        cluster("hidden", [leaf("b")]).pre("always", HiddenFromChoice),
        cluster("invisible", [leaf("c")]),
    ]);
    plan.root.children[2].invisible = true;
    let learner = walk(&plan, &["start: a"]);
    let tree = scorm::sequencing::Tree::new(&plan);
    let lines = learner.offer().lines.into_iter().filter(|line| line.visible);
    let visible: Vec<String> = lines.map(|line| tree.identifier(line.place).to_owned()).collect();
    assert_eq!(visible, ["root", "a", "c"]);
}

#[test]
fn sn_5_6_4_request_valid_says_the_same_of_what_is_not_even_shown() {
    let mut plan = plan([
        leaf("a"),
        leaf("b"),
        leaf("hidden").pre("always", HiddenFromChoice),
        leaf("disabled").pre("always", Disabled),
    ]);
    plan.root.children[1].invisible = true;
    let mut learner = walk(&plan, &["start: a"]);
    let cases = [
        ("continue", "true"),
        ("previous", "false"),
        ("choice.{target=b}", "true"),
        ("choice.{target=hidden}", "false"),
        ("choice.{target=disabled}", "false"),
        ("jump.{target=hidden}", "true"),
        ("jump.{target=disabled}", "false"),
        ("jump.{target=root}", "false"),
    ];
    for (query, answer) in cases {
        assert_eq!(
            learner.get(&format!("adl.nav.request_valid.{query}")),
            answer,
            "{query}"
        );
    }
}

/// `b` is closed until what the cluster before it shares is satisfied.
fn unlocked_by_a_cluster() -> Plan {
    let writes = MapInfo {
        write_satisfied: true,
        ..map("shared")
    };
    let reads = MapInfo {
        read_satisfied: true,
        ..map("shared")
    };
    plan([
        cluster("m", [leaf("a")]).shares(writes),
        leaf("b")
            .shares(reads)
            .pre("satisfied", Skip)
            .pre("not objectiveStatusKnown", Disabled),
    ])
}

#[test]
fn sn_5_6_what_content_says_counts_at_once_up_to_the_root() {
    let plan = unlocked_by_a_cluster();
    let mut learner = walk(&plan, &["start: a"]);
    assert_eq!(offered(&learner, &plan).1, "root m a");
    learner.say("passed");
    assert_eq!(offered(&learner, &plan).1, "root m a b");
    // Looking changes nothing.
    assert_eq!(learner.standing("m"), "? ? ?");
}

#[test]
fn sn_5_6_content_that_cannot_say_more_counts_as_it_will_when_it_goes() {
    let mut plan = unlocked_by_a_cluster();
    let content = plan.root.children[0].children[0].content.as_mut().unwrap();
    content.kind = scorm::plan::ActivityType::Asset;
    offers(&plan, &["start: a"], &moving("continue"), "root m a b");
}
