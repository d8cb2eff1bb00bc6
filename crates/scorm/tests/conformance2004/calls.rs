//! The calls of a SCO, checked.

use std::collections::BTreeSet;

use crate::command::{Call, Command, Expected};
use crate::compare;
use crate::lms::Lms;

/// Makes the calls of a command and compares the answers.
pub fn run(command: &Command, lms: &mut dyn Lms) -> Result<(), String> {
    match command {
        Command::Call(call) => check(call, lms),
        Command::Objectives(expected) => {
            let expected: BTreeSet<_> = expected.iter().cloned().collect();
            let got: BTreeSet<_> = identifiers("cmi.objectives", lms)?.into_iter().collect();
            if got == expected {
                Ok(())
            } else {
                Err(format!("objectives: expected {expected:?}, got {got:?}"))
            }
        }
    }
}

/// Ends the communication, as each page does.
pub fn terminate(lms: &mut dyn Lms) -> Result<(), String> {
    check(
        &Call {
            function: "Terminate",
            arguments: vec![String::new()],
            expected: Expected::Text("true".to_owned()),
            error: "0".to_owned(),
        },
        lms,
    )?;
    lms.settle();
    Ok(())
}

fn check(call: &Call, lms: &mut dyn Lms) -> Result<(), String> {
    let mut arguments = call.arguments.clone();
    if let Some(element) = arguments.first_mut() {
        *element = indexed(element, lms)?;
    }
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let answer = lms.call(call.function, &arguments);
    let error = lms.call("GetLastError", &[]);
    let right = match &call.expected {
        Expected::Text(text) => compare::same(arguments.first().unwrap_or(&""), text, &answer),
        Expected::Short => answer.chars().count() < 255,
        Expected::Learner => true,
        Expected::Comment => matches!(error.as_str(), "0" | "301" | "403"),
    };
    if right && (error == call.error || call.expected == Expected::Comment) {
        return Ok(());
    }
    let arguments = arguments
        .iter()
        .map(|argument| brief(argument))
        .collect::<Vec<_>>()
        .join(", ");
    let expected = match &call.expected {
        Expected::Text(text) => brief(text),
        other => format!("{other:?}"),
    };
    Err(format!(
        "{}({arguments}): expected {expected} and error {}, got {} and error {error}",
        call.function,
        call.error,
        brief(&answer)
    ))
}

/// Replaces `&ID&` by the index whose `id` is ID.
fn indexed(element: &str, lms: &mut dyn Lms) -> Result<String, String> {
    let Some((collection, rest)) = element.split_once(".&") else {
        return Ok(element.to_owned());
    };
    let Some((identifier, rest)) = rest.split_once('&') else {
        return Ok(element.to_owned());
    };
    let known = identifiers(collection, lms)?;
    let index = known.iter().position(|one| one == identifier);
    let index = index.ok_or_else(|| format!("{collection}: no {identifier} among {known:?}"))?;
    Ok(format!("{collection}.{index}{rest}"))
}

fn identifiers(collection: &str, lms: &mut dyn Lms) -> Result<Vec<String>, String> {
    let count = lms.call("GetValue", &[&format!("{collection}._count")]);
    let count: usize = count
        .parse()
        .map_err(|_| format!("{collection}._count is {count:?}"))?;
    Ok((0..count)
        .map(|index| lms.call("GetValue", &[&format!("{collection}.{index}.id")]))
        .collect())
}

/// A value as a failure shows it.
fn brief(text: &str) -> String {
    let start: String = text.chars().take(80).collect();
    if start.len() == text.len() {
        format!("{text:?}")
    } else {
        format!("{start:?}… ({} characters)", text.chars().count())
    }
}
