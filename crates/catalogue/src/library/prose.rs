//! Words as authors type them: a few marks of CommonMark (titles, lists, bold, italics, links), and nothing that runs.

use platform::html::{Markup, fr, html};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::reading::address;

/// Words that look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words; « \n » where a line ends.
    pub text: String,
    /// In bold.
    pub strong: bool,
    /// In italics.
    pub stressed: bool,
    /// Where they lead.
    pub link: Option<String>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A title, or one under a title.
    Heading {
        /// It stands under another.
        under: bool,
        /// Its words.
        runs: Vec<Run>,
    },
    /// Lines that go together.
    Paragraph(Vec<Run>),
    /// A list.
    List {
        /// Its items have numbers.
        numbered: bool,
        /// Its items, in order.
        items: Vec<Vec<Run>>,
    },
}

/// The pieces of a text, in order. What isn't a mark is text, HTML too.
pub fn pieces(text: &str) -> Vec<Piece> {
    // Spaces before a line mean nothing to who types; « • » is what a word processor pastes.
    let lines = text.lines().map(str::trim).map(|line| {
        let item = line
            .strip_prefix(['•', '-'])
            .filter(|rest| rest.starts_with([' ', '\u{a0}']));
        item.map_or_else(|| line.to_owned(), |item| format!("- {}", item.trim_start()))
    });
    let source = lines.collect::<Vec<_>>().join("\n");
    let mut reader = Reader::default();
    for event in Parser::new(&source) {
        reader.take(event);
    }
    reader.end();
    reader.pieces
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    /// A title under way: whether it stands under another.
    heading: Option<bool>,
    runs: Vec<Run>,
    lists: usize,
    strong: usize,
    stressed: usize,
    link: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some(level > HeadingLevel::H1),
            Event::Start(Tag::List(first)) => {
                if self.lists == 0 {
                    self.end();
                    self.pieces.push(Piece::List {
                        numbered: first.is_some(),
                        items: Vec::new(),
                    });
                }
                self.lists += 1;
            }
            Event::Start(Tag::Item) => self.item(),
            Event::End(TagEnd::List(_)) => {
                self.item();
                self.lists -= 1;
            }
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.stressed += 1,
            Event::End(TagEnd::Emphasis) => self.stressed -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => self.link = address(&dest_url),
            Event::End(TagEnd::Link) => self.link = None,
            Event::Start(Tag::Paragraph) if self.lists > 0 && !self.runs.is_empty() => self.say("\n"),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::HtmlBlock
                | TagEnd::CodeBlock
                | TagEnd::BlockQuote(_),
            ) if self.lists == 0 => self.end(),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.say(&words)
            }
            Event::SoftBreak | Event::HardBreak => self.say("\n"),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        let run = Run {
            text: words.to_owned(),
            strong: self.strong > 0,
            stressed: self.stressed > 0,
            link: self.link.clone(),
        };
        match self.runs.last_mut() {
            Some(last)
                if (last.strong, last.stressed, &last.link) == (run.strong, run.stressed, &run.link) =>
            {
                last.text.push_str(words);
            }
            _ => self.runs.push(run),
        }
    }

    /// What was said, without spaces at its ends.
    fn said(&mut self) -> Vec<Run> {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = runs.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
        runs.retain(|run| !run.text.is_empty());
        runs
    }

    fn item(&mut self) {
        let runs = self.said();
        if let (Some(Piece::List { items, .. }), false) = (self.pieces.last_mut(), runs.is_empty()) {
            items.push(runs);
        }
    }

    fn end(&mut self) {
        let (runs, heading) = (self.said(), self.heading.take());
        match heading {
            _ if runs.is_empty() => {}
            Some(under) => self.pieces.push(Piece::Heading { under, runs }),
            None => self.pieces.push(Piece::Paragraph(runs)),
        }
    }
}

/// A text as pages show it, under their title.
pub fn prose(text: &str) -> Markup {
    html! {
        div.prose {
            @for piece in pieces(text) {
                @match piece {
                    Piece::Heading { under: false, runs } => h2 { (shown(&runs)) },
                    Piece::Heading { under: true, runs } => h3 { (shown(&runs)) },
                    Piece::Paragraph(runs) => p { (shown(&runs)) },
                    Piece::List { numbered: true, items } => ol { @for item in items { li { (shown(&item)) } } },
                    Piece::List { numbered: false, items } => ul { @for item in items { li { (shown(&item)) } } },
                }
            }
        }
    }
}

fn shown(runs: &[Run]) -> Markup {
    let lines = |run: &Run| {
        html! { @for (at, line) in run.text.split('\n').enumerate() { @if at > 0 { br; } (fr::rich(line)) } }
    };
    let slanted = |run: &Run| html! { @if run.stressed { em { (lines(run)) } } @else { (lines(run)) } };
    let heavy = |run: &Run| html! { @if run.strong { strong { (slanted(run)) } } @else { (slanted(run)) } };
    html! {
        @for run in runs {
            @match &run.link {
                Some(link) => a href=(link) rel="noopener noreferrer" { (heavy(run)) },
                None => (heavy(run)),
            }
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    /// « # Titre », « [gras] », « /penché/ », « a→b ».
    fn told(text: &str) -> String {
        let run = |run: &Run| {
            let mut told = run.text.replace('\n', "↵");
            if run.stressed {
                told = format!("/{told}/");
            }
            if run.strong {
                told = format!("[{told}]");
            }
            match &run.link {
                Some(link) => format!("{told}→{link}"),
                None => told,
            }
        };
        let all = |runs: &[Run]| runs.iter().map(run).collect::<String>();
        let piece = |piece: &Piece| match piece {
            Piece::Heading { under, runs } => format!("{} {}", if *under { "##" } else { "#" }, all(runs)),
            Piece::Paragraph(runs) => all(runs),
            Piece::List { numbered, items } => {
                let items: Vec<String> = items.iter().map(|item| all(item)).collect();
                format!("{}({})", if *numbered { "1" } else { "-" }, items.join("|"))
            }
        };
        pieces(text).iter().map(piece).collect::<Vec<_>>().join(" ¶ ")
    }

    #[test]
    fn a_text_has_titles_paragraphs_and_lists() {
        let cases = [
            ("", ""),
            ("\n \n", ""),
            ("Un", "Un"),
            ("Un\nDeux\n\nTrois", "Un↵Deux ¶ Trois"),
            (
                "Apportez\u{202f}:\r\n- un téléphone\r\n• un tablier\r\n\r\nÀ lundi",
                "Apportez\u{202f}: ¶ -(un téléphone|un tablier) ¶ À lundi",
            ),
            ("- un\n\n- deux", "-(un|deux)"),
            (
                "-5 degrés, 5 * 3 * 2, nom_de_fichier",
                "-5 degrés, 5 * 3 * 2, nom_de_fichier",
            ),
            ("# Un\nmot\n## Deux\n### Trois", "# Un ¶ mot ¶ ## Deux ¶ ## Trois"),
            ("#cuisine", "#cuisine"),
            ("1. un\n2. deux", "1(un|deux)"),
            ("    - un\n      - deux", "-(un|deux)"),
            (
                "Un **mot** et *deux*, ***trois***",
                "Un [mot] et /deux/, [/trois/]",
            ),
            (
                "[ici](https://exemple.fr/a) et [là](javascript:alert(1))",
                "ici→https://exemple.fr/a et là",
            ),
            ("<b>gras</b> <script>x</script>", "<b>gras</b> <script>x</script>"),
            ("<script>\nx\n</script>\n\nfin", "<script>↵x↵</script> ¶ fin"),
            ("![photo](https://exemple.fr/a.png)", "photo"),
            ("> cité", "cité"),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_is_never_markup_of_the_author() {
        let shown =
            prose("# Un <b>\n\n[x](https://exemple.fr/\"onclick=\"a) <img src=x onerror=y>").into_string();
        assert!(
            !shown.contains("<b>") && !shown.contains("<img") && !shown.contains("\"onclick"),
            "{shown}"
        );
        assert!(shown.contains("<h2>Un &lt;b&gt;</h2>"), "{shown}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_shown(text in "\\PC{0,80}|[-#*_\\[\\]()<>!`>1. \n]{0,60}") {
            let pieces = pieces(&text);
            let empty = pieces.iter().any(|piece| match piece {
                Piece::Heading { runs, .. } | Piece::Paragraph(runs) => runs.is_empty(),
                Piece::List { items, .. } => items.iter().any(Vec::is_empty),
            });
            proptest::prop_assert!(!empty);
            prose(&text);
        }
    }
}
