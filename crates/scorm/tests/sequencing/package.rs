//! An attempt on a package, from one launch to the next: RTE 4.2.8 (exit), SN 5.6.4 (navigation by content), CAM 3.4.

use scorm::attempt2004::Called;
use scorm::plan::{DataMap, Plan, PostAction};

use crate::build::{Sequenced, cluster, leaf, of, plan};
use crate::walk::{Learner, walk};

fn two() -> Plan {
    plan([leaf("a"), leaf("b")])
}

#[test]
fn rte_4_2_8_time_out_and_logout_end_everything() {
    walk(&two(), &["start: a", "time-out, gone: end", "reopen: a"]);
    walk(&two(), &["start: a", "logout, gone: end"]);
    walk(&two(), &["start: a", "time-out, !continue: end"]);
}

#[test]
fn rte_4_2_8_exit_decides_whether_the_attempt_goes_on() {
    for (exit, entry, place) in [
        ("suspend", "resume", "p2"),
        ("normal", "ab-initio", ""),
        ("cmi.exit=", "ab-initio", ""),
    ] {
        let mut learner = walk(
            &two(),
            &[
                "start: a",
                &format!("cmi.location=p2 {exit}, continue: b"),
                "previous: a",
            ],
        );
        assert_eq!(learner.get("cmi.entry"), entry, "{exit}");
        assert_eq!(learner.get("cmi.location"), place, "{exit}");
    }
}

#[test]
fn sn_5_6_4_what_the_learner_asks_wins_over_what_content_asked() {
    let mut learner = walk(&two(), &["start: a"]);
    learner.say("adl.nav.request=exitAll");
    learner.walk(&["continue: b"]);
}

#[test]
fn sn_5_6_4_content_that_only_ends_waits_for_the_learner() {
    let mut learner = walk(&two(), &["start: a"]);
    learner.say("passed");
    learner.call(Called::Terminate, "", "");
    assert_eq!(learner.place(), "a");
    learner.walk(&["continue: b"]);
    assert_eq!(learner.standing("a"), "completed satisfied ?");
}

#[test]
fn a_tab_closed_without_a_word_is_resumed() {
    let mut learner = walk(&two(), &["start: a", "continue: b", "cmi.location=p2, reopen: b"]);
    assert_eq!(learner.get("cmi.location"), "p2");
}

#[test]
fn what_a_refusal_left_under_way_is_resumed() {
    let alone = of(cluster("root", [leaf("a")]).mode(|mode| mode.flow = false));
    let mut learner = walk(
        &alone,
        &["start: a", "cmi.location=p2, !continue: NB.2.1-4", "reopen: a"],
    );
    assert_eq!(learner.get("cmi.location"), "p2");
}

#[test]
fn sb_2_5_without_flow_the_only_activity_starts_by_itself() {
    let still = |children: Vec<_>| of(cluster("root", children).mode(|mode| mode.flow = false));
    walk(&still(vec![leaf("a")]), &["start: a"]);
    walk(&still(vec![leaf("a"), leaf("b")]), &["start: -"]);
    walk(&still(vec![cluster("c", [leaf("a")])]), &["start: -"]);
}

#[test]
fn a_learner_who_was_choosing_still_is() {
    let mut learner = walk(&two(), &["start: a", "exit: -", "reopen: -"]);
    learner.walk(&["continue: b"]);
}

#[test]
fn tb_2_3_what_content_suspended_is_found_again_after_an_exit_of_all() {
    let limited = of(cluster("root", [leaf("a"), leaf("b")]).limit(1));
    let mut learner = walk(
        &limited,
        &["start: a", "suspend cmi.location=p2, exitAll: end", "reopen: a"],
    );
    assert_eq!(learner.get("cmi.entry"), "resume");
    assert_eq!(learner.get("cmi.location"), "p2");
}

#[test]
fn sb_2_12_the_end_of_a_session_ends_the_attempt_on_the_package() {
    let limited = of(cluster("root", [leaf("a")]).limit(1));
    for end in ["exitAll", "continue", "!continue", "!exitAll"] {
        walk(
            &limited,
            &["start: a", &format!("{end}: end"), "reopen: DB.1.1-3"],
        );
    }
    walk(&limited, &["start: a", "suspendAll: end", "reopen: a"]);
}

/// Each leaf has the same shared data; `b` retries everything while it isn't passed.
fn with_data(global: bool) -> Plan {
    let holding = |id| {
        let mut leaf = leaf(id);
        leaf.content.as_mut().unwrap().data.push(DataMap {
            target: "d".to_owned(),
            read: true,
            write: true,
        });
        leaf
    };
    let mut plan = plan([
        holding("a"),
        holding("b").post("not satisfied", PostAction::RetryAll),
    ]);
    plan.shared_data_global_to_system = global;
    plan
}

#[test]
fn cam_3_4_shared_data_lasts_as_long_as_an_attempt_on_the_package_or_for_good() {
    let cases: [(&[&str], bool); 5] = [
        (&["continue: b"], true),
        (&["continue: b", "failed, continue: a"], false),
        (&["exitAll: end", "reopen: a"], false),
        (&["suspendAll: end", "reopen: a"], true),
        (&["suspend, exitAll: end", "reopen: a"], true),
    ];
    for (lines, kept) in cases {
        for global in [true, false] {
            let mut learner = Learner::open(&with_data(global));
            learner.say("adl.data.0.store=kept");
            learner.walk(lines);
            let expected = if kept || global { "kept" } else { "" };
            assert_eq!(learner.get("adl.data.0.store"), expected, "{lines:?} {global}");
        }
    }
}
