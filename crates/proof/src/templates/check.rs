//! What was typed, checked: its length, its variables, what the law asks for.

use platform::html::{FormErrors, fr};

use super::fill::{Part, parts, written};
use super::rules::{Document, Text, Variable};

/// A place of the words: its name in the form, its label, the most signs that it takes, whether it has to be filled.
struct Room {
    name: &'static str,
    label: &'static str,
    most: usize,
    required: bool,
}

const fn room(name: &'static str, label: &'static str, most: usize, required: bool) -> Room {
    Room {
        name,
        label,
        most,
        required,
    }
}

/// The places, in the order of [`Text`].
const ROOMS: [Room; 5] = [
    room("titre", "Titre", 80, true),
    room("soustitre", "Sous-titre", 160, false),
    room("corps", "Texte", 2_000, true),
    room("cloture", "Avant la signature", 1_500, false),
    room("pied", "Dernière ligne", 300, false),
];

/// Says what to mend.
pub(super) fn check(document: Document, text: &Text) -> FormErrors {
    let mut errors = FormErrors::default();
    let all = [
        &text.title,
        &text.subtitle,
        &text.body,
        &text.closing,
        &text.footer,
    ];
    for (place, text) in ROOMS.iter().zip(all) {
        let lines = match place.name {
            "corps" | "cloture" => written(text),
            _ => vec![vec![text.clone()]],
        };
        if let Some(sentence) = fault(document, place, text, &lines) {
            errors.add(place.name, place.label, sentence);
        }
    }
    errors
}

fn fault(document: Document, place: &Room, text: &str, lines: &[Vec<String>]) -> Option<String> {
    if place.required && text.trim().is_empty() {
        return Some("à remplir\u{202f}: le document ne peut pas s’en passer".to_owned());
    }
    if text.chars().count() > place.most {
        let most = fr::number(u64::try_from(place.most).unwrap_or_default());
        return Some(format!("{most} caractères au plus\u{202f}: raccourcissez"));
    }
    let unknown = lines.iter().flatten().find_map(|run| strange(document, run));
    unknown.or_else(|| match (place.name, document) {
        ("corps", _) => missing(document.required(), lines),
        ("cloture", Document::Completion) => missing(&[&[Variable::Conservation]], lines),
        _ => None,
    })
}

/// What stands between braces and isn't a variable of this document.
fn strange(document: Document, run: &str) -> Option<String> {
    parts(run).into_iter().find_map(|part| match part {
        Part::Words(_) => None,
        Part::Alone => Some(
            "une accolade est seule\u{202f}: une variable s’écrit en entier, comme {formation}, d’un seul tenant".to_owned(),
        ),
        Part::Named(name) => {
            let known = |name: &str| document.variables().find(|one| one.name() == name);
            let near = known(&fr::folded(name));
            match (known(name), near) {
                (Some(_), _) => None,
                (None, Some(near)) => Some(format!(
                    "{{{name}}} n’est pas une variable\u{202f}: écrivez {{{}}}",
                    near.name()
                )),
                (None, None) => Some(format!(
                    "{{{name}}} n’est pas une variable de ce document\u{202f}: choisissez-en une dans la liste"
                )),
            }
        }
    })
}

/// The first of what the law asks for that no line is sure to say.
fn missing(required: &[&[Variable]], lines: &[Vec<String>]) -> Option<String> {
    let mut sure: Vec<Variable> = Vec::new();
    for line in lines {
        let named: Vec<Variable> = line.iter().flat_map(|run| named(run)).collect();
        if !named.iter().any(|one| one.may_be_unknown()) {
            sure.extend(named);
        }
    }
    let absent = required
        .iter()
        .find(|any| !any.iter().any(|one| sure.contains(one)))?;
    let wanted: Vec<String> = absent.iter().map(|one| format!("{{{}}}", one.name())).collect();
    Some(format!(
        "il manque {}\u{202f}: la loi demande que ce document le dise. Une ligne qui nomme {{entreprise}} ou {{situation}} ne compte pas\u{202f}: elle n’est pas imprimée pour tout le monde",
        wanted.join(" ou ")
    ))
}

fn named(run: &str) -> Vec<Variable> {
    let names = parts(run).into_iter().filter_map(|part| match part {
        Part::Named(name) => Variable::parse(name),
        _ => None,
    });
    names.collect()
}

#[cfg(test)]
mod cases {
    use super::super::original::original;
    use super::*;

    #[test]
    fn the_original_words_are_good() {
        for document in Document::ALL {
            let errors = check(document, &original(document));
            assert!(errors.is_empty(), "{document:?} {errors:?}");
        }
    }

    #[test]
    fn each_slip_is_told_where_it_is() {
        use Document::{Completion, Convocation, EndOfTraining};
        type Change = fn(&mut Text);
        let cases: [(Document, Change, &str, &str); 12] = [
            (Convocation, |text| text.title.clear(), "titre", "à remplir"),
            (
                Convocation,
                |text| text.title = "a".repeat(81),
                "titre",
                "80 caractères au plus",
            ),
            (
                Convocation,
                |text| text.body = "a".repeat(2_001),
                "corps",
                "2\u{202f}000 caractères",
            ),
            (
                Convocation,
                |text| text.footer = "{prénom}".into(),
                "pied",
                "écrivez {prenom}",
            ),
            (
                Convocation,
                |text| text.footer = "{note}".into(),
                "pied",
                "choisissez-en une",
            ),
            (
                Convocation,
                |text| text.subtitle = "{nom".into(),
                "soustitre",
                "une accolade est seule",
            ),
            (
                EndOfTraining,
                |text| text.closing = "{session}".into(),
                "cloture",
                "{session} n’est pas",
            ),
            (
                EndOfTraining,
                |text| text.closing = "{pre**nom**}".into(),
                "cloture",
                "accolade est seule",
            ),
            (
                EndOfTraining,
                |text| text.body = "{prenom} {formation} {organisme}".into(),
                "corps",
                "{apprenant} ou {nom}",
            ),
            (
                EndOfTraining,
                |text| text.body = "{nom}, {prenom}, {entreprise} {organisme}\n{formation}".into(),
                "corps",
                "il manque",
            ),
            (
                Completion,
                |text| text.closing.clear(),
                "cloture",
                "il manque {conservation}",
            ),
            (
                Completion,
                |text| text.body = text.body.replace("{signataire}", "Fabienne"),
                "corps",
                "{signataire}",
            ),
        ];
        for (document, change, field, said) in cases {
            let mut text = original(document);
            change(&mut text);
            let errors = check(document, &text);
            let told = errors.get(field).unwrap_or_default();
            assert!(told.contains(said), "{field} « {said} »: {errors:?}");
        }
    }

    #[test]
    fn first_name_and_surname_are_as_good_as_both_together() {
        let mut text = original(Document::Convocation);
        text.body = "Bonjour {prenom}\n{nom}\n\n{formation} avec {organisme}".to_owned();
        assert!(check(Document::Convocation, &text).is_empty());
    }
}
