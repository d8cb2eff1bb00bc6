//! What a person does after a visit (`CUI`). The cases name it; `docs/conformance.md` says why each name means this.

use serde::Serialize;

use crate::command::Command;
use crate::place::Place;

/// One act of the person, or one thing that the person must see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Act {
    /// Uses a control of the platform.
    Ask(Wish),
    /// Leaves the package (Exit All) unless the session is over already.
    Leave,
    /// The session is over: nothing is delivered any more.
    Over,
    /// Nothing is delivered, but the session goes on.
    Idle,
    /// Opens the package again, or another one.
    Open(Option<String>),
}

/// A control of the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Wish {
    /// Continue.
    Continue,
    /// Previous.
    Previous,
    /// Exit All.
    ExitAll,
    /// Abandon.
    Abandon,
    /// Abandon All.
    AbandonAll,
    /// Suspend All.
    SuspendAll,
    /// A line of the table of contents.
    Choice(Place),
}

/// Where a trigger stands.
pub struct Context<'a> {
    /// The case.
    pub case: &'a str,
    /// What the SCO calls before it.
    pub commands: &'a [Command],
    /// Nothing is expected after it.
    pub last: bool,
}

/// What a trigger means: what its whole name is known for, otherwise the sum of the words that it begins with.
pub fn acts(trigger: &str, context: &Context<'_>) -> Result<Vec<Act>, String> {
    use Act::{Ask, Idle, Open, Over};

    let (name, rest) = match trigger.split_once('~') {
        Some((name, rest)) => (name, Some(rest)),
        None => (trigger, None),
    };
    if let Some(title) = test_of_title(name) {
        return Ok(vec![Ask(Wish::Choice(Place::Titled(title)))]);
    }
    Ok(match name {
        "AutoTest" | "HasEnded" => vec![Over],
        "DMBx" | "DMBxAct" => vec![Over, Open(None)],
        "exitlaunch" => vec![Act::Leave, Over, Open(rest.map(str::to_owned))],
        "autoendrelaunch" => vec![Over, Open(rest.map(str::to_owned))],
        _ if name.starts_with("Root") => vec![Idle, Ask(Wish::Choice(Place::Root))],
        _ => match name
            .strip_prefix("Relaunch")
            .or_else(|| name.strip_prefix("ReLaunch"))
        {
            Some(package) => relaunch(package, context),
            None => words(name, rest, context)?,
        },
    })
}

/// `DMIt2`, `APIt1`: the items whose titles say so.
fn test_of_title(name: &str) -> Option<String> {
    let tests = [
        ("DMIt", "Data Model Implementation"),
        ("APIt", "API Implementation"),
    ];
    tests.iter().find_map(|(prefix, title)| {
        let number: u32 = name.strip_prefix(prefix)?.parse().ok()?;
        Some(format!("{title} Test {number}"))
    })
}

/// A SCO that asked for a navigation before a relaunch has ended the session by it; otherwise the person leaves.
fn relaunch(package: &str, context: &Context<'_>) -> Vec<Act> {
    let another = package.starts_with(context.case) && package.len() == context.case.len() + 1;
    let open = Act::Open(another.then(|| package.to_owned()));
    if context.commands.iter().any(Command::asks_for_navigation) {
        vec![Act::Over, open]
    } else {
        vec![Act::Leave, Act::Over, open]
    }
}

/// A control, then what it must come to: `ContinueExitCM8` is Continue, which ends the session; `ExitCM09ba` is Exit All. A
/// session that is over before the last visit is followed by another opening.
fn words(name: &str, rest: Option<&str>, context: &Context<'_>) -> Result<Vec<Act>, String> {
    let name = name.strip_prefix("TRIG").unwrap_or(name);
    let unknown = || format!("unknown trigger {name}");
    let controls = [
        ("Continue", Wish::Continue),
        ("Previous", Wish::Previous),
        ("Suspend", Wish::SuspendAll),
        ("AbandonAll", Wish::AbandonAll),
        ("Abandon", Wish::Abandon),
        ("Exit", Wish::ExitAll),
    ];
    let (wish, after) = match name.strip_prefix("Choice") {
        Some(after) => (Wish::Choice(Place::parse(rest.ok_or_else(unknown)?)), after),
        None => controls
            .into_iter()
            .find_map(|(word, wish)| Some((wish, name.strip_prefix(word)?)))
            .ok_or_else(unknown)?,
    };
    let ends =
        after.starts_with("Exit") || matches!(wish, Wish::ExitAll | Wish::AbandonAll | Wish::SuspendAll);
    let mut acts = vec![Act::Ask(wish)];
    if ends {
        acts.push(Act::Over);
        acts.extend((!context.last).then_some(Act::Open(None)));
    }
    Ok(acts)
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::vocabulary::sample;
    use Act::{Ask, Idle, Leave, Open, Over};

    #[test]
    fn triggers_are_acts() {
        let asking = [Command::parse("SET->a~n~r!N.ea->t->0", &sample()).unwrap()];
        let silent = [];
        let titled = |title: &str| Ask(Wish::Choice(Place::Titled(title.to_owned())));
        let another = || Open(Some("XXb".to_owned()));
        let (last, between) = (true, false);
        let cases: [(&str, &[Command], bool, Vec<Act>); 20] = [
            ("Exit", &silent, last, vec![Ask(Wish::ExitAll), Over]),
            ("TRIGExitAll", &silent, last, vec![Ask(Wish::ExitAll), Over]),
            (
                "ExitCM09ba",
                &silent,
                between,
                vec![Ask(Wish::ExitAll), Over, Open(None)],
            ),
            (
                "SuspendCM09ca",
                &silent,
                between,
                vec![Ask(Wish::SuspendAll), Over, Open(None)],
            ),
            ("Suspend All", &silent, last, vec![Ask(Wish::SuspendAll), Over]),
            ("Continue", &silent, between, vec![Ask(Wish::Continue)]),
            ("Previous", &silent, last, vec![Ask(Wish::Previous)]),
            (
                "ContinueExitCM8",
                &silent,
                between,
                vec![Ask(Wish::Continue), Over, Open(None)],
            ),
            ("Choice~Activity 3", &silent, between, vec![titled("Activity 3")]),
            (
                "ChoiceExit~Activity 2",
                &silent,
                last,
                vec![titled("Activity 2"), Over],
            ),
            ("AbandonAll", &silent, last, vec![Ask(Wish::AbandonAll), Over]),
            (
                "RootSX4b",
                &silent,
                between,
                vec![Idle, Ask(Wish::Choice(Place::Root))],
            ),
            (
                "DMIt2",
                &silent,
                between,
                vec![titled("Data Model Implementation Test 2")],
            ),
            (
                "APIt1",
                &silent,
                between,
                vec![titled("API Implementation Test 1")],
            ),
            ("RelaunchX", &silent, between, vec![Leave, Over, Open(None)]),
            ("RelaunchX", &asking, between, vec![Over, Open(None)]),
            ("ReLaunchXXb", &asking, between, vec![Over, another()]),
            ("exitlaunch~XXb", &silent, between, vec![Leave, Over, another()]),
            ("autoendrelaunch~XXb", &asking, between, vec![Over, another()]),
            ("HasEnded", &asking, last, vec![Over]),
        ];
        for (trigger, commands, last, expected) in cases {
            let context = Context {
                case: "XX",
                commands,
                last,
            };
            assert_eq!(acts(trigger, &context), Ok(expected), "{trigger}");
        }
        for wrong in ["", "Choice", "Dance"] {
            let context = Context {
                case: "XX",
                commands: &silent,
                last,
            };
            assert!(acts(wrong, &context).is_err(), "{wrong}");
        }
    }
}
