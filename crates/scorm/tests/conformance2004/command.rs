//! What a test SCO calls, and what the platform must answer.

use serde::Serialize;

use crate::vocabulary::Vocabulary;

/// One step of a SCO.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Command {
    /// A call of the API.
    Call(Call),
    /// `cmi.objectives` holds these identifiers and no other, in any order.
    Objectives(Vec<String>),
}

/// A call of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Call {
    /// The function of the API.
    pub function: &'static str,
    /// Its arguments. In an element, `&ID&` stands for the index whose `id` is ID.
    pub arguments: Vec<String>,
    /// The answer.
    pub expected: Expected,
    /// What `GetLastError` says afterwards.
    pub error: String,
}

/// The answer of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Expected {
    /// This text; for an element, this value in the type of the element.
    Text(String),
    /// Text of fewer than 255 characters, in the words of the platform.
    Short,
    /// What the platform knows of the learner.
    Learner,
    /// A comment of the platform: any text, or none with the error 301 or 403.
    Comment,
}

impl Command {
    /// Reads `FUNCTION->arguments->answer->error`.
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Self, String> {
        let (key, rest) = text
            .split_once("->")
            .ok_or_else(|| format!("no arguments in {text}"))?;
        if key == "COI" {
            return Ok(Self::Objectives(rest.split(',').map(str::to_owned).collect()));
        }
        // One line of DMI begins with its element: it reads it.
        let (function, rest) = match function(key) {
            Some(function) => (function, rest),
            None if key.contains('~') => ("GetValue", text),
            None => return Err(format!("unknown command {key}")),
        };
        let (argument, rest) = rest
            .split_once("->")
            .ok_or_else(|| format!("no answer in {text}"))?;
        let (rest, error) = rest
            .rsplit_once("->")
            .ok_or_else(|| format!("no error code in {text}"))?;
        // One line of DDM has a part too many: the answer is the last before the error.
        let answer = rest.rsplit("->").next().unwrap_or_default();
        let arguments = arguments(function, argument, vocabulary)?;
        Ok(Self::Call(Call {
            expected: expected(function, &arguments, answer, vocabulary),
            function,
            arguments,
            error: error.to_owned(),
        }))
    }

    /// Whether it leaves a navigation request for the end of the session.
    pub fn asks_for_navigation(&self) -> bool {
        matches!(self, Self::Call(call) if call.function == "SetValue"
            && call.arguments.first().is_some_and(|element| element == "adl.nav.request"))
    }
}

fn function(key: &str) -> Option<&'static str> {
    Some(match key {
        "I" => "Initialize",
        "T" => "Terminate",
        "C" => "Commit",
        "GET" => "GetValue",
        "SET" => "SetValue",
        "GLE" => "GetLastError",
        "GES" => "GetErrorString",
        "GeDi" => "GetDiagnostic",
        _ => return None,
    })
}

fn arguments(function: &str, text: &str, vocabulary: &Vocabulary) -> Result<Vec<String>, String> {
    Ok(match function {
        "SetValue" => {
            let (element, value) = text
                .split_once('!')
                .ok_or_else(|| format!("no value in {text}"))?;
            vec![vocabulary.element(element), vocabulary.value(value)]
        }
        "GetValue" => {
            // What follows `!` only says the type of the interaction.
            let element = text.split_once('!').map_or(text, |(element, _)| element);
            vec![vocabulary.element(element)]
        }
        "GetLastError" => Vec::new(),
        _ => vec![text.to_owned()],
    })
}

fn expected(function: &str, arguments: &[String], answer: &str, vocabulary: &Vocabulary) -> Expected {
    if function == "GetDiagnostic" || answer == "less255" {
        return Expected::Short;
    }
    if answer == "emptyCS" {
        return Expected::Text(String::new());
    }
    if let ("GetValue", Some(element)) = (function, arguments.first()) {
        if matches!(element.as_str(), "cmi.learner_id" | "cmi.learner_name") {
            return Expected::Learner;
        }
        if element.starts_with("cmi.comments_from_lms.") && element.split('.').count() == 4 {
            return Expected::Comment;
        }
        if let (true, Some(identifier)) = (answer.is_empty(), identified(element)) {
            return Expected::Text(identifier.to_owned());
        }
    }
    Expected::Text(vocabulary.word(answer).to_owned())
}

/// The ID of `….&ID&.id`: a SCO that looks for an index reads it so.
fn identified(element: &str) -> Option<&str> {
    let (_, rest) = element.strip_suffix("&.id")?.split_once('&')?;
    Some(rest)
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::vocabulary::sample;

    fn call(function: &'static str, arguments: &[&str], expected: Expected, error: &str) -> Command {
        Command::Call(Call {
            function,
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            expected,
            error: error.to_owned(),
        })
    }

    fn text(value: &str) -> Expected {
        Expected::Text(value.to_owned())
    }

    #[test]
    fn commands_are_calls_with_their_answers() {
        let cases = [
            ("I->->t->0", call("Initialize", &[""], text("true"), "0")),
            (
                "C->illegal->f->201",
                call("Commit", &["illegal"], text("false"), "201"),
            ),
            ("GLE->->201->201", call("GetLastError", &[], text("201"), "201")),
            (
                "GES->402->less255->0",
                call("GetErrorString", &["402"], Expected::Short, "0"),
            ),
            (
                "GES->001->emptyCS->0",
                call("GetErrorString", &["001"], text(""), "0"),
            ),
            (
                "GeDi->001->emptyCS->0",
                call("GetDiagnostic", &["001"], Expected::Short, "0"),
            ),
            (
                "GET->c~SS->pass->0",
                call("GetValue", &["cmi.success_status"], text("passed"), "0"),
            ),
            ("GET->->->301", call("GetValue", &[""], text(""), "301")),
            (
                "GET->c~INTR~0~R!TY.c->82.3960->0",
                call("GetValue", &["cmi.interactions.0.result"], text("82.3960"), "0"),
            ),
            (
                "GET->c~OB~&o 1&~id->->0",
                call("GetValue", &["cmi.objectives.&o 1&.id"], text("o 1"), "0"),
            ),
            (
                "c~SS!TY.c->pass->0",
                call("GetValue", &["cmi.success_status"], text("passed"), "0"),
            ),
            (
                "GET->c~LI->m->0",
                call("GetValue", &["cmi.learner_id"], Expected::Learner, "0"),
            ),
            (
                "GET->c~CFLMS~0~COM->any->0",
                call(
                    "GetValue",
                    &["cmi.comments_from_lms.0.comment"],
                    Expected::Comment,
                    "0",
                ),
            ),
            (
                "SET->c~X!M.n->t->0",
                call("SetValue", &["cmi.exit", "normal"], text("true"), "0"),
            ),
            (
                "SET->c~X!->t->0",
                call("SetValue", &["cmi.exit", ""], text("true"), "0"),
            ),
            (
                "SET->c~X!a!c->0->f->406",
                call("SetValue", &["cmi.exit", "a!c"], text("false"), "406"),
            ),
            (
                "SET->a~n~r!tar~x~TY.c->t->0",
                call(
                    "SetValue",
                    &["adl.nav.request", "{target=x}choice"],
                    text("true"),
                    "0",
                ),
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(Command::parse(line, &sample()), Ok(expected), "{line}");
        }
        assert_eq!(
            Command::parse("COI->a,b", &sample()),
            Ok(Command::Objectives(vec!["a".to_owned(), "b".to_owned()]))
        );
        for wrong in ["", "ZZ->->t->0", "I->t", "SET->c~X->t->0"] {
            assert!(Command::parse(wrong, &sample()).is_err(), "{wrong}");
        }
    }
}
