//! Words with their variables replaced by what one document says. Marks are read before, so that no value brings any.

use catalogue::library::{Piece, Run, pieces};
use documents::{Piece as Block, Wording, Words};

use super::rules::{Text, Values, Variable};

/// A part of a line: words, or what stands between braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Words(&'a str),
    Named(&'a str),
    /// A brace without its other.
    Alone,
}

/// The parts of a text, in order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            parts.push(Part::Words(before));
        }
        let inside = from.strip_prefix('{');
        let named = inside.and_then(|inside| {
            let end = inside.find(['{', '}', '\n'])?;
            inside[end..].starts_with('}').then(|| inside.split_at(end))
        });
        match named {
            Some((name, after)) => {
                parts.push(Part::Named(name.trim()));
                rest = &after[1..];
            }
            None => {
                parts.push(Part::Alone);
                rest = &from[1..];
            }
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

/// The lines of a text with marks, each as its runs of words that look the same.
pub(super) fn written(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for piece in pieces(text) {
        let items = match piece {
            Piece::Heading { runs, .. } | Piece::Paragraph(runs) => vec![runs],
            Piece::List { items, .. } => items,
        };
        for runs in items {
            all.push(Vec::new());
            for run in runs {
                for (at, text) in run.text.split('\n').enumerate() {
                    if at > 0 {
                        all.push(Vec::new());
                    }
                    if let Some(line) = all.last_mut() {
                        line.push(text.to_owned());
                    }
                }
            }
        }
    }
    all
}

/// The words of one document. A line that names what isn't known of everybody is left out when it isn't.
pub(crate) fn fill(text: &Text, values: &Values) -> Wording {
    let plain = |text: &str| filled(text, values).unwrap_or_default();
    let blocks = |text: &str| {
        pieces(text)
            .into_iter()
            .filter_map(|piece| block(piece, values))
            .collect()
    };
    Wording {
        title: plain(&text.title),
        subtitle: plain(&text.subtitle),
        body: blocks(&text.body),
        closing: blocks(&text.closing),
        footer: plain(&text.footer),
    }
}

/// Nothing when a variable that may be unknown is. The form refuses names that aren't variables.
fn filled(text: &str, values: &Values) -> Option<String> {
    let mut said = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Words(words) => said.push_str(words),
            Part::Alone => {}
            Part::Named(name) => {
                let variable = Variable::parse(name);
                let value = variable
                    .and_then(|variable| values.get(&variable))
                    .map_or("", String::as_str);
                if value.is_empty() && variable.is_some_and(Variable::may_be_unknown) {
                    return None;
                }
                said.push_str(value);
            }
        }
    }
    Some(said)
}

fn block(piece: Piece, values: &Values) -> Option<Block> {
    let lines = |runs: &[Run]| Some(lines(runs, values)).filter(|lines| !lines.is_empty());
    match piece {
        Piece::Heading { under, runs } => lines(&runs).map(|words| Block::Heading { under, words }),
        Piece::Paragraph(runs) => lines(&runs).map(Block::Paragraph),
        Piece::List { first, items } => {
            let items: Vec<Vec<Words>> = items.iter().filter_map(|runs| lines(runs)).collect();
            (!items.is_empty()).then_some(Block::List { first, items })
        }
    }
}

fn lines(runs: &[Run], values: &Values) -> Vec<Words> {
    let mut lines: Vec<Option<Vec<Words>>> = vec![Some(Vec::new())];
    for run in runs {
        for (at, text) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Some(Vec::new()));
            }
            let words = filled(text, values).map(|text| Words {
                text,
                strong: run.strong,
                stressed: run.stressed,
                link: run.link.clone(),
            });
            if let Some(last) = lines.last_mut() {
                *last = last.take().zip(words).map(|(mut line, words)| {
                    line.push(words);
                    line
                });
            }
        }
    }
    joined(lines.into_iter().flatten())
}

/// Lines one after the other; what is empty is left out.
fn joined(lines: impl Iterator<Item = Vec<Words>>) -> Vec<Words> {
    let mut all: Vec<Words> = Vec::new();
    for line in lines {
        let words = line.into_iter().filter(|words| !words.text.is_empty());
        for (at, mut words) in words.enumerate() {
            if at == 0 && !all.is_empty() {
                words.text.insert(0, '\n');
            }
            all.push(words);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> Values {
        Values::from([
            (Variable::Learner, "Monique *Lefèvre*".to_owned()),
            (Variable::Title, "{nom} & <b>".to_owned()),
            (Variable::Company, String::new()),
        ])
    }

    fn said(pieces: &[Block]) -> Vec<Vec<(String, bool)>> {
        let all = |words: &Vec<Words>| words.iter().map(|one| (one.text.clone(), one.strong)).collect();
        let each = pieces.iter().flat_map(|piece| match piece {
            Block::Paragraph(words) | Block::Heading { words, .. } => vec![all(words)],
            Block::List { items, .. } => items.iter().map(all).collect(),
        });
        each.collect()
    }

    #[test]
    fn parts_of_a_line() {
        use Part::{Alone, Named, Words};
        let cases: [(&str, &[Part<'_>]); 7] = [
            ("", &[]),
            ("rien", &[Words("rien")]),
            ("à {nom}.", &[Words("à "), Named("nom"), Words(".")]),
            ("{ nom }{fin}", &[Named("nom"), Named("fin")]),
            ("{nom", &[Alone, Words("nom")]),
            ("nom} {", &[Words("nom"), Alone, Words(" "), Alone]),
            ("{a{b}", &[Alone, Words("a"), Named("b")]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_value_brings_no_mark_and_a_line_that_says_nothing_goes() {
        let text = Text {
            title: "Pour {apprenant}".to_owned(),
            subtitle: "chez {entreprise}".to_owned(),
            body: "**{apprenant}**\nentreprise {entreprise}\nici\n\n- {formation}\n- {entreprise}\n\n{entreprise}".to_owned(),
            ..Text::default()
        };
        let wording = fill(&text, &values());
        assert_eq!(
            (wording.title.as_str(), wording.subtitle.as_str()),
            ("Pour Monique *Lefèvre*", "")
        );
        let pair = |text: &str, strong| (text.to_owned(), strong);
        assert_eq!(
            said(&wording.body),
            [
                vec![pair("Monique *Lefèvre*", true), pair("\nici", false)],
                vec![pair("{nom} & <b>", false)],
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cut_and_filled(text in "[{}a-z\\n* -]{0,80}|\\PC{0,80}") {
            for part in parts(&text) {
                let whole = match part {
                    Part::Words(words) => !words.contains(['{', '}']),
                    Part::Named(name) => !name.contains(['{', '}', '\n']),
                    Part::Alone => true,
                };
                prop_assert!(whole);
            }
            let given = Text { title: text.clone(), body: text, ..Text::default() };
            let filled = fill(&given, &Values::default());
            let braces = filled.title.contains(['{', '}']);
            prop_assert!(!braces);
        }
    }
}
