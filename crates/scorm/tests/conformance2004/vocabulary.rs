//! The abbreviations of the cases: `Commands.properties`.

use std::collections::BTreeMap;

use crate::properties;

/// What each abbreviation stands for.
#[derive(Debug, Default)]
pub struct Vocabulary(BTreeMap<String, String>);

impl Vocabulary {
    /// Reads `Commands.properties`.
    pub fn read(bytes: &[u8]) -> Self {
        Self(properties::read(bytes).into_iter().collect())
    }

    /// What a key stands for; anything else stands for itself.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// An element: parts joined by `~` become names joined by dots. `tar~ID` is `{target=ID}`; `&ID&` stays, for the index
    /// of that identifier is known only when the element is used.
    pub fn element(&self, parts: &str) -> String {
        let mut names = Vec::new();
        let mut parts = parts.split('~');
        while let Some(part) = parts.next() {
            if part == "tar" {
                names.push(self.target(parts.next().unwrap_or_default()));
            } else if part.starts_with('&') {
                names.push(part.to_owned());
            } else {
                names.push(self.word(part).to_owned());
            }
        }
        names.join(".")
    }

    /// A value: a key, `tar~ID~VERB` for `{target=ID}verb`, or literal text.
    pub fn value(&self, text: &str) -> String {
        let target = text.strip_prefix("tar~").and_then(|rest| rest.rsplit_once('~'));
        match target {
            Some((identifier, verb)) => self.target(identifier) + self.word(verb),
            None => self.word(text).to_owned(),
        }
    }

    fn target(&self, identifier: &str) -> String {
        self.word("tar").replace("%s", identifier)
    }
}

/// The abbreviations that the unit tests use.
#[cfg(test)]
pub fn sample() -> Vocabulary {
    Vocabulary::read(
        b"a=adl\nc=cmi\nn=nav\nr=request\nrv=request_valid\ntar={target=%s}\nOB=objectives\nID=id\nSS=success_status\n\
          X=exit\nM.n=normal\npass=passed\nt=true\nf=false\nTY.c=choice\nN.c=continue\nN.j=jump\nN.ea=exitAll\n\
          CFLMS=comments_from_lms\nCOM=comment\nLN=learner_name\nLI=learner_id\nINTR=interactions\nR=result\nes=",
    )
}

#[test]
fn abbreviations_become_elements_and_values() {
    let vocabulary = sample();
    let elements = [
        ("a~n~r", "adl.nav.request"),
        ("c~OB~&my obj&~SS", "cmi.objectives.&my obj&.success_status"),
        ("c~OB~3~ID", "cmi.objectives.3.id"),
        ("c~OB~0~id", "cmi.objectives.0.id"),
        (
            "a~n~rv~TY.c~tar~activity_2",
            "adl.nav.request_valid.choice.{target=activity_2}",
        ),
        ("cmi", "cmi"),
        ("", ""),
    ];
    for (parts, expected) in elements {
        assert_eq!(vocabulary.element(parts), expected, "{parts}");
    }
    let values = [
        ("pass", "passed"),
        ("es", ""),
        ("0.8", "0.8"),
        ("tar~_.activity.11~TY.c", "{target=_.activity.11}choice"),
        ("tar~activity_2~N.j", "{target=activity_2}jump"),
    ];
    for (text, expected) in values {
        assert_eq!(vocabulary.value(text), expected, "{text}");
    }
}
