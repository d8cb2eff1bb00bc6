//! Words with their marks, as pages show them.

use platform::html::{Markup, fr, html};

use super::prose::{Piece, Run, pieces};

/// What stands in a line of text in place of a mark of ours; none where it has none.
type Marks<'a> = &'a dyn Fn(&str) -> Option<Markup>;

/// Where an image of a text is, by its name; none where its description stands for it.
type Images<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What texts show besides their words.
#[derive(Clone, Copy)]
pub struct Put<'a> {
    /// In place of a line that has marks of ours.
    pub marks: Marks<'a>,
    /// In place of the description of an image.
    pub images: Images<'a>,
}

const WORDS_ALONE: Put<'static> = Put {
    marks: &|_| None,
    images: &|_| None,
};

/// A text as pages show it, under their title.
pub fn prose(text: &str) -> Markup {
    prose_with(text, WORDS_ALONE)
}

/// A text some of whose lines are shown in another way, and its images.
pub fn prose_with(text: &str, put: Put<'_>) -> Markup {
    let shown = |runs: &[Run]| shown(runs, put);
    html! {
        div.prose {
            @for piece in pieces(text) {
                @match piece {
                    Piece::Heading { under: false, runs } => h2 { (shown(&runs)) },
                    Piece::Heading { under: true, runs } => h3 { (shown(&runs)) },
                    Piece::Paragraph(runs) => p { (shown(&runs)) },
                    Piece::List { first: Some(first), items } => ol start=[(first != 1).then_some(first)] { @for item in items { li { (shown(&item)) } } },
                    Piece::List { first: None, items } => ul { @for item in items { li { (shown(&item)) } } },
                }
            }
        }
    }
}

/// A text inside a line, a label or a button: its pieces one under the other, without links.
pub fn inline(text: &str) -> Markup {
    inline_with(text, WORDS_ALONE)
}

/// The same, with its images.
pub fn inline_with(text: &str, put: Put<'_>) -> Markup {
    let lines = pieces(text).into_iter().flat_map(|piece| match piece {
        Piece::Heading { runs, .. } | Piece::Paragraph(runs) => vec![runs],
        Piece::List { items, .. } => items,
    });
    let unlinked = lines.map(|mut runs| {
        runs.iter_mut().for_each(|run| run.link = None);
        runs
    });
    html! {
        @for (at, runs) in unlinked.enumerate() { @if at > 0 { br; } (shown(&runs, put)) }
    }
}

/// A text without its marks, on one line.
pub fn plain(text: &str) -> String {
    let lines = pieces(text).into_iter().flat_map(|piece| match piece {
        Piece::Heading { runs, .. } | Piece::Paragraph(runs) => vec![runs],
        Piece::List { items, .. } => items,
    });
    let words = lines.map(|runs| runs.iter().map(|run| run.text.as_str()).collect::<String>());
    words.collect::<Vec<_>>().join(" ").replace('\n', " ")
}

fn shown(runs: &[Run], put: Put<'_>) -> Markup {
    let line = |line: &str| (put.marks)(line).unwrap_or_else(|| fr::rich(line));
    let lines = |run: &Run| html! { @for (at, text) in run.text.split('\n').enumerate() { @if at > 0 { br; } (line(text)) } };
    let slanted = |run: &Run| html! { @if run.stressed { em { (lines(run)) } } @else { (lines(run)) } };
    let heavy = |run: &Run| html! { @if run.strong { strong { (slanted(run)) } } @else { (slanted(run)) } };
    let image = |run: &Run| run.image.as_deref().and_then(put.images);
    html! {
        @for run in runs {
            @match &run.link {
                _ if image(run).is_some() => img src=[image(run)] alt=(run.text);,
                Some(link) => a href=(link) rel="noopener noreferrer" { (heavy(run)) },
                None => (heavy(run)),
            }
        }
    }
}
