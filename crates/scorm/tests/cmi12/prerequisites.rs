//! Prerequisites: what a script says, where the learner must stand, what is left.

use proptest::prelude::*;
use scorm::cmi12::{LessonStatus, Prerequisite, Reached, SCRIPT_ACCEPTED, Unreadable};

use LessonStatus::{Browsed, Completed, Failed, Incomplete, NotAttempted, Passed};

/// S34 to S39 at these statuses.
fn reached(statuses: [LessonStatus; 6]) -> Reached {
    let mut reached = Reached::default();
    for (number, status) in (34..).zip(statuses) {
        reached.part(&format!("S{number}"), status, []);
    }
    reached
}

fn read(script: &str) -> Prerequisite {
    Prerequisite::parse(script).unwrap_or_else(|why| panic!("{script}: {why:?}"))
}

#[test]
fn operators_and_their_precedence() {
    // S34 completed, S35 failed, S36 passed, S37 incomplete, S38 browsed, S39 not attempted.
    let reached = reached([Completed, Failed, Passed, Incomplete, Browsed, NotAttempted]);
    for (script, holds) in [
        ("S34", true),
        ("S36", true),
        ("S35", false),
        ("S37", false),
        ("S38", false),
        ("S39", false),
        ("S34&S36", true),
        ("S34 & S35", false),
        ("S35 | S36", true),
        ("S35|S37", false),
        // « & » before « | »: the book's own example.
        ("S35 & S37 | S36", true),
        ("S35 & (S37 | S36)", false),
        ("S36 | S35 & S37", true),
        ("(S36 | S35) & S37", false),
        ("~S35", true),
        ("~S34", false),
        ("~ ~S34", true),
        // « ~ » binds what follows it alone, a comparison whole.
        ("~S35 & S34", true),
        ("~S34 | S36", true),
        ("~(S34 | S36)", false),
        ("~(S34 & S35)", true),
        ("~S36=passed", false),
        ("~(S36=failed)", true),
        ("S36=\"passed\"", true),
        ("S36 = 'Passed'", true),
        ("S36=P", true),
        ("S34=passed", false),
        ("S34=c", true),
        ("S36=completed", false),
        ("S35=f", true),
        ("S37=i", true),
        ("S38=b", true),
        ("S39=n", true),
        ("S39=\"not attempted\"", true),
        ("S39=Not Attempted & S34", true),
        ("S39<>not attempted", false),
        ("S35<>\"passed\" & S35<>\"completed\"", true),
        ("S36<>\"passed\" & S36<>\"completed\"", false),
        ("2*{S34, S35, S36}", true),
        ("3*{S34, S35, S36}", false),
        ("1*{S35,S37}", false),
        ("0*{S35}", true),
        // More than there are: all of them.
        ("5*{S34, S36}", true),
        ("5*{S34, S35}", false),
        ("{S34, S36}", true),
        ("{S34, S35}", false),
        ("2 * { S34 , ~S35 , S39=passed }", true),
        ("2*{1*{S35, S36}, S34 & S37, S34}", true),
        // Fewer than two of three.
        ("~2*{S34, S35, S37}", true),
        ("~2*{S34, S35, S36}", false),
        ("~2*{S34, S36}", false),
        ("S34&amp;S36", true),
        ("S35&lt;&gt;&quot;passed&quot;", true),
        ("\n S34\t&\n S36 ", true),
    ] {
        assert_eq!(read(script).holds(&reached), holds, "{script}");
    }
}

#[test]
fn identifiers_as_authoring_tools_write_them() {
    for name in [
        "ITEM-5b8c.1_e7",
        "I_SCO1",
        "3",
        "2004-11-02",
        "été",
        "urn:a:b",
        "p",
        "n",
    ] {
        let mut reached = Reached::default();
        reached.part(name, Failed, []);
        assert_eq!(
            (
                read(name).holds(&reached),
                read(&format!("{name}=f")).holds(&reached)
            ),
            (false, true),
            "{name}"
        );
    }
}

#[test]
fn what_the_plan_does_not_have_is_left_aside() {
    let reached = reached([Completed, Failed, Passed, Incomplete, Browsed, NotAttempted]);
    for (script, holds) in [
        ("X", true),
        ("~X", true),
        ("X=passed", true),
        ("X<>passed", true),
        ("X & Y", true),
        ("X & S34", true),
        ("X & S35", false),
        ("~X & S35", false),
        ("X | S34", true),
        ("X | S35", false),
        ("~(X | S35)", true),
        ("s35", true),
        ("2*{X, S34, S35}", false),
        ("2*{X, S34, S36}", true),
        ("3*{X, S34, S36}", true),
        ("3*{X, S34, S35}", false),
    ] {
        assert_eq!(read(script).holds(&reached), holds, "{script}");
    }
}

#[test]
fn a_block_is_done_when_all_that_it_launches_is() {
    for (inside, has) in [
        (vec![], "pcnb"),
        (vec![NotAttempted, NotAttempted], "n"),
        (vec![Passed, NotAttempted], "i"),
        (vec![Passed, Completed], "c"),
        (vec![Passed, Passed], "pc"),
        (vec![Completed, Completed], "c"),
        (vec![Passed, Failed], "f"),
        (vec![Incomplete, Failed], "i"),
        (vec![Browsed, Browsed], "b"),
        (vec![Browsed, Passed], "i"),
    ] {
        let mut reached = Reached::default();
        reached.block("B");
        reached.block("outer");
        for (number, status) in (1..).zip(&inside) {
            reached.part(&format!("P{number}"), *status, ["B", "outer", "unknown"]);
        }
        for letter in ["p", "c", "f", "i", "b", "n"] {
            assert_eq!(
                read(&format!("B={letter}")).holds(&reached),
                has.contains(letter),
                "{inside:?} {letter}"
            );
        }
        let done = has.contains('c');
        assert_eq!(
            (read("B").holds(&reached), read("~outer").holds(&reached)),
            (done, !done),
            "{inside:?}"
        );
    }
}

#[test]
fn an_item_that_launches_and_holds_others_has_its_own_status() {
    let mut reached = Reached::default();
    reached.block("A");
    reached.part("A", Completed, []);
    reached.part("A1", NotAttempted, ["A"]);
    assert!(read("A").holds(&reached));
}

#[test]
fn what_can_not_be_read() {
    let deep = |open: &str, close: &str| format!("{}A{}", open.repeat(40), close.repeat(40));
    for (script, why) in [
        ("", Unreadable::Syntax),
        ("  ", Unreadable::Syntax),
        ("A B", Unreadable::Syntax),
        ("A &", Unreadable::Syntax),
        ("| A", Unreadable::Syntax),
        ("A && B", Unreadable::Syntax),
        ("A & (B | C", Unreadable::Syntax),
        ("A)", Unreadable::Syntax),
        ("{}", Unreadable::Syntax),
        ("{A", Unreadable::Syntax),
        ("{A,}", Unreadable::Syntax),
        ("A, B", Unreadable::Syntax),
        ("x*{A}", Unreadable::Syntax),
        ("-1*{A}", Unreadable::Syntax),
        ("99999999999999999999999*{A}", Unreadable::Syntax),
        ("2*A", Unreadable::Syntax),
        ("2{A}", Unreadable::Syntax),
        ("A=", Unreadable::Syntax),
        ("A=\"passed", Unreadable::Syntax),
        ("\"A\"", Unreadable::Syntax),
        ("A < passed", Unreadable::Syntax),
        ("A > passed", Unreadable::Syntax),
        ("A=done", Unreadable::NoStatus),
        ("A=\"\"", Unreadable::NoStatus),
        ("A=passed B", Unreadable::NoStatus),
        (&deep("(", ")"), Unreadable::TooDeep),
        (&deep("~", ""), Unreadable::TooDeep),
        (&deep("{", "}"), Unreadable::TooDeep),
        (&"A".repeat(SCRIPT_ACCEPTED + 1), Unreadable::TooLong),
    ] {
        assert_eq!(Prerequisite::parse(script), Err(why), "{script}");
    }
    assert!(Prerequisite::parse(&format!("{}A{}", "(".repeat(31), ")".repeat(31))).is_ok());
    assert!(Prerequisite::parse(&"A".repeat(SCRIPT_ACCEPTED)).is_ok());
}

#[test]
fn what_is_left_is_what_a_learner_must_still_do() {
    let reached = reached([Completed, Failed, Passed, Incomplete, Browsed, NotAttempted]);
    for (script, left) in [
        ("S34 & S36", None),
        ("S34 & S35", Some("S35")),
        ("S34 & S35 & (S37 | S39)", Some("S35 & (S37 | S39)")),
        ("S35 & (S37 & X)", Some("S35 & S37")),
        ("S35 | S37 & S36", Some("S35 | S37")),
        ("3*{S34, S35, S37, S39}", Some("2*{S35, S37, S39}")),
        ("3*{S34, S35, S36, S39}", Some("S35 | S39")),
        ("3*{S34, S35, X, S39}", Some("S35 & S39")),
        ("~S34", Some("~S34")),
        ("~(S35 | S34)", Some("~S34")),
        ("S36<>p & S39=p", Some("S36<>p & S39=p")),
    ] {
        let found = read(script).left(|condition| reached.meets(condition));
        assert_eq!(found, left.map(read), "{script}");
    }
}

/// A script, and what it comes to by other means, over A to D of which A and B are done.
fn script() -> impl Strategy<Value = (String, bool)> {
    let leaf = prop::sample::select(vec![("A", true), ("B", true), ("C", false), ("D", false)])
        .prop_map(|(name, done)| (name.to_owned(), done));
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            inner.prop_map(|(one, holds)| (format!("~({one})"), !holds)),
            several
                .clone()
                .prop_map(|of| (join(&of, "&"), of.iter().all(|one| one.1))),
            several
                .clone()
                .prop_map(|of| (join(&of, "|"), of.iter().any(|one| one.1))),
            (several, 1_usize..4).prop_map(|(of, least)| {
                let least = least.min(of.len());
                let holds = of.iter().filter(|one| one.1).count() >= least;
                (format!("{least}*{{{}}}", join(&of, ",")), holds)
            }),
        ]
    })
}

fn join(of: &[(String, bool)], between: &str) -> String {
    let of: Vec<String> = of.iter().map(|(one, _)| format!("({one})")).collect();
    of.join(between)
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,60}", marks in "[AB&|~=<>(){},*3\"' ]{0,40}") {
        let mut reached = Reached::default();
        reached.part("A", Passed, []);
        for text in [text, marks] {
            if let Ok(read) = Prerequisite::parse(&text) {
                let left = read.left(|condition| reached.meets(condition));
                prop_assert_eq!(left.is_none(), read.holds(&reached));
                // What is left doesn't hold, and nothing of it is held already.
                if let Some(left) = left {
                    prop_assert_eq!(left.left(|condition| reached.meets(condition)), Some(left.clone()));
                }
            }
        }
    }

    #[test]
    fn any_script((script, holds) in script()) {
        let mut reached = Reached::default();
        for (name, status) in [("A", Passed), ("B", Completed), ("C", Incomplete), ("D", Failed)] {
            reached.part(name, status, []);
        }
        if let Ok(read) = Prerequisite::parse(&script) {
            prop_assert_eq!(read.holds(&reached), holds, "{}", script);
        }
    }
}
