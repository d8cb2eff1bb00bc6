//! Why a part of a package of SCORM 1.2 isn't open, in French.

use std::collections::BTreeMap;

use platform::html::fr;
use scorm::cmi12::{Condition, LessonStatus, Prerequisite};

/// Names that a sentence lists before it counts the others.
const NAMED: usize = 5;
/// The most characters of a title in a sentence.
const TITLE: usize = 80;

/// The title of each item, by its identifier.
pub(super) type Titles<'a> = BTreeMap<&'a str, &'a str>;

/// « À ouvrir après… », or « Ne s’ouvre plus après… » when nothing more to do would open it.
pub(super) fn why(missing: &[&Prerequisite], titles: &Titles<'_>) -> String {
    let steps: Option<Vec<Phrase>> = missing.iter().map(|one| after(one, titles)).collect();
    match steps {
        Some(steps) => format!("À ouvrir après\u{202f}: {}", join(steps, "et").text),
        None => {
            let mut past = Vec::new();
            missing.iter().for_each(|one| gone(one, titles, &mut past));
            format!("Ne s’ouvre plus après\u{202f}: {}", join(past, "et").text)
        }
    }
}

/// Words of a sentence.
#[derive(Clone, PartialEq)]
struct Phrase {
    text: String,
    /// Whether it needs parentheses inside another list.
    is_list: bool,
}

/// What would open it; nothing when no more work would.
fn after(missing: &Prerequisite, titles: &Titles<'_>) -> Option<Phrase> {
    match missing {
        Prerequisite::Condition(condition) => is_ahead(condition).then(|| event(condition, titles)),
        Prerequisite::Among { least, of } => {
            let ways: Vec<Phrase> = of.iter().filter_map(|one| after(one, titles)).collect();
            match (*least, ways.len()) {
                (least, many) if least > many => None,
                (least, many) if least == many => Some(join(ways, "et")),
                (1, _) => Some(join(ways, "ou")),
                (least, _) => Some(Phrase {
                    text: format!("au moins {least} parmi {}", join(ways, "et").text),
                    is_list: true,
                }),
            }
        }
    }
}

/// What happened, and closed it.
fn gone(missing: &Prerequisite, titles: &Titles<'_>, past: &mut Vec<Phrase>) {
    match missing {
        Prerequisite::Condition(condition) if is_ahead(condition) => {}
        Prerequisite::Condition(condition) => past.push(event(condition, titles)),
        Prerequisite::Among { of, .. } => of.iter().for_each(|one| gone(one, titles, past)),
    }
}

/// Whether a condition that isn't met may be by doing more: what is begun, or done, stays so.
fn is_ahead(condition: &Condition) -> bool {
    match condition.status {
        Some(LessonStatus::NotAttempted) => !condition.wanted,
        None | Some(LessonStatus::Passed | LessonStatus::Completed) => condition.wanted,
        Some(LessonStatus::Failed | LessonStatus::Incomplete | LessonStatus::Browsed) => true,
    }
}

/// The moment from which a condition is met, or isn't any more.
fn event(condition: &Condition, titles: &Titles<'_>) -> Phrase {
    let name = condition.item.as_str();
    let title = fr::quote(&short(titles.get(name).copied().unwrap_or(name)));
    let text = match (condition.status, condition.wanted) {
        (Some(LessonStatus::Passed), _) => format!("la réussite de {title}"),
        (Some(LessonStatus::NotAttempted), _) | (Some(LessonStatus::Incomplete), true) => {
            format!("le début de {title}")
        }
        (Some(LessonStatus::Failed), true) => format!("un échec à {title}"),
        (Some(LessonStatus::Browsed), true) => format!("un aperçu de {title}"),
        _ => title,
    };
    Phrase { text, is_list: false }
}

fn short(title: &str) -> String {
    match title.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// « a, b et c »: each once, and the others counted when there are many.
fn join(list: Vec<Phrase>, last: &str) -> Phrase {
    let mut texts: Vec<String> = Vec::with_capacity(list.len());
    let alone = list.len() == 1;
    for Phrase { text, is_list } in list {
        let text = if is_list && !alone {
            format!("({text})")
        } else {
            text
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    if texts.len() > NAMED + 1 {
        let others = texts.split_off(NAMED).len();
        texts.push(format!("{others} autres"));
    }
    let is_list = texts.len() > 1;
    let end = texts.pop().unwrap_or_default();
    Phrase {
        text: if is_list {
            format!("{} {last} {end}", texts.join(", "))
        } else {
            end
        },
        is_list,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn said(missing: &str) -> String {
        let names = ["A", "B", "C", "D", "E", "F", "G"];
        let owned = names.map(|name| (name, format!("Partie {name}")));
        let titles = owned
            .iter()
            .map(|(name, title)| (*name, title.as_str()))
            .collect();
        let missing = Prerequisite::parse(missing).unwrap();
        why(&[&missing], &titles)
    }

    #[test]
    fn why_a_part_is_not_open() {
        let cases = [
            ("A", "À ouvrir après : « Partie A »"),
            ("Z", "À ouvrir après : « Z »"),
            ("A & B & A", "À ouvrir après : « Partie A » et « Partie B »"),
            (
                "A & B & C",
                "À ouvrir après : « Partie A », « Partie B » et « Partie C »",
            ),
            ("A | B", "À ouvrir après : « Partie A » ou « Partie B »"),
            (
                "A & (B | C)",
                "À ouvrir après : « Partie A » et (« Partie B » ou « Partie C »)",
            ),
            (
                "2*{A, B, C}",
                "À ouvrir après : au moins 2 parmi « Partie A », « Partie B » et « Partie C »",
            ),
            ("A=passed", "À ouvrir après : la réussite de « Partie A »"),
            ("A=completed", "À ouvrir après : « Partie A »"),
            (
                "A=f | B=b",
                "À ouvrir après : un échec à « Partie A » ou un aperçu de « Partie B »",
            ),
            (
                "A=i & B<>n",
                "À ouvrir après : le début de « Partie A » et le début de « Partie B »",
            ),
            ("A<>failed", "À ouvrir après : « Partie A »"),
            ("~A", "Ne s’ouvre plus après : « Partie A »"),
            ("A<>p & B", "Ne s’ouvre plus après : la réussite de « Partie A »"),
            (
                "A=n & ~B",
                "Ne s’ouvre plus après : le début de « Partie A » et « Partie B »",
            ),
            ("~A | B", "À ouvrir après : « Partie B »"),
            ("2*{~A, B, C}", "À ouvrir après : « Partie B » et « Partie C »"),
            (
                "2*{~A, ~B, C}",
                "Ne s’ouvre plus après : « Partie A » et « Partie B »",
            ),
            (
                "A & B & C & D & E & F",
                "À ouvrir après : « Partie A », « Partie B », « Partie C », « Partie D », « Partie E » et « Partie F »",
            ),
            (
                "A & B & C & D & E & F & G",
                "À ouvrir après : « Partie A », « Partie B », « Partie C », « Partie D », « Partie E » et 2 autres",
            ),
        ];
        for (missing, expected) in cases {
            let spaces = [(" :", "\u{202f}:"), ("« ", "«\u{202f}"), (" »", "\u{202f}»")];
            let expected = spaces.iter().fold(expected.to_owned(), |text, (plain, narrow)| {
                text.replace(plain, narrow)
            });
            assert_eq!(said(missing), expected, "{missing}");
        }
    }

    #[test]
    fn a_long_title_is_cut() {
        assert_eq!(short(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(
            short(&format!("{} suite", "é".repeat(79))),
            format!("{}…", "é".repeat(79))
        );
    }
}
