//! Words as authors type them: a few marks of CommonMark (titles, lists, bold, italics, links), and nothing that runs.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::reading::{LONGEST_ADDRESS, address};

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
    /// The name of the image that they describe.
    pub image: Option<String>,
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
        /// The number of its first item, when they have numbers.
        first: Option<u64>,
        /// Its items, in order.
        items: Vec<Vec<Run>>,
    },
}

/// The pieces of a text, in order. What isn't a mark is text, HTML too.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut source = text.lines().map(plain).collect::<Vec<_>>().join("\n");
    // « [Note] : … » says something, and defines no link: its bracket is one more sign to keep.
    loop {
        let places = definitions(&source);
        if places.is_empty() {
            break;
        }
        for at in places {
            source.insert(at, '\\');
        }
    }
    let mut reader = Reader::default();
    for event in Parser::new(&source) {
        reader.take(event);
    }
    reader.end();
    reader.pieces
}

/// A line without what CommonMark would read in it and whoever types doesn't mean.
fn plain(line: &str) -> String {
    // Spaces before a line mean nothing; « • » is what a word processor pastes.
    let line = line.trim();
    let item = line
        .strip_prefix(['•', '-'])
        .filter(|rest| rest.starts_with([' ', '\u{a0}']));
    if let Some(item) = item {
        return format!("- {}", item.trim_start());
    }
    let ruled = |sign: char| !line.is_empty() && line.chars().all(|one| one == sign);
    // « --- » under a line stands between two texts and makes no title of the first.
    if ruled('-') && line.len() > 2 {
        return "\n---\n".to_owned();
    }
    match ruled('-') || ruled('=') {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

/// Where a text defines links, the last first: nothing of a definition is shown.
fn definitions(source: &str) -> Vec<usize> {
    let parser = Parser::new(source);
    let all = parser.reference_definitions().iter();
    let mut places: Vec<usize> = all.map(|(_, definition)| definition.span.start).collect();
    places.sort_unstable_by(|one, other| other.cmp(one));
    places
}

/// Where a link leads: a web address, or one to write to. Others stay words.
fn leads(kind: LinkType, typed: &str) -> Option<String> {
    let mail = match kind {
        LinkType::Email => Some(typed),
        _ => typed.strip_prefix("mailto:"),
    };
    let Some(mail) = mail else {
        return address(typed);
    };
    let (whom, _) = mail.split_once('?').unwrap_or((mail, ""));
    let (_, host) = whom.split_once('@')?;
    let plain = !mail.contains(|one: char| one.is_whitespace() || one.is_control() || "<>\"".contains(one));
    (plain && mail.len() <= LONGEST_ADDRESS && address(host).is_some()).then(|| format!("mailto:{mail}"))
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
    image: Option<String>,
    /// The end of a link that leads nowhere we lead to: it is shown as it was typed.
    refused: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if self.lists == 0 => {
                self.heading = Some(level > HeadingLevel::H1);
            }
            Event::Start(Tag::List(first)) => {
                if self.lists == 0 {
                    self.end();
                    self.pieces.push(Piece::List {
                        first,
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
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                self.link = leads(link_type, &dest_url);
                let inline = link_type == LinkType::Inline && self.link.is_none();
                self.refused = inline.then(|| format!("]({dest_url})"));
                if inline {
                    self.say("[");
                }
            }
            Event::End(TagEnd::Link) => {
                self.link = None;
                if let Some(end) = self.refused.take() {
                    self.say(&end);
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image = Some(dest_url.into_string());
                self.say("");
            }
            Event::End(TagEnd::Image) => self.image = None,
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
            image: self.image.clone(),
        };
        let look = |run: &Run| (run.strong, run.stressed, run.link.clone(), run.image.clone());
        match self.runs.last_mut() {
            Some(last) if look(last) == look(&run) => {
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
        runs.retain(|run| !run.text.is_empty() || run.image.is_some());
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

#[cfg(test)]
mod cases {
    use super::super::shown::prose;
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
            Piece::List { first, items } => {
                let items: Vec<String> = items.iter().map(|item| all(item)).collect();
                let first = first.map_or("-".to_owned(), |first| first.to_string());
                format!("{first}({})", items.join("|"))
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
                "ici→https://exemple.fr/a et [là](javascript:alert(1))",
            ),
            ("<b>gras</b> <script>x</script>", "<b>gras</b> <script>x</script>"),
            ("<script>\nx\n</script>\n\nfin", "<script>↵x↵</script> ¶ fin"),
            ("![photo](https://exemple.fr/a.png)", "photo"),
            ("> cité", "cité"),
            ("3. a\n4. b", "3(a|b)"),
            ("0. a", "0(a)"),
            ("- a\n\n* b", "-(a) ¶ -(b)"),
            ("1. a\n\n1) b", "1(a) ¶ 1(b)"),
            ("- un\n\\- deux\n- \\- trois", "-(un↵- deux|- trois)"),
            ("- # un\n\ndeux", "-(un) ¶ deux"),
            ("a\n---\nb", "a ¶ b"),
            ("a\n-\nb\n==", "a↵-↵b↵=="),
            ("- un\n---\nb", "-(un) ¶ b"),
            ("&bull; w", "• w"),
            ("# C # \\#", "# C # #"),
            ("\\*\\*\\*", "***"),
            ("\\---", "---"),
            ("1\\. y", "1. y"),
            ("[Note]: à relire", "[Note]: à relire"),
            ("[a\nb]: c", "[a↵b]: c"),
            ("- [a]: b\n- [a]: c", "-([a]: b|[a]: c)"),
            (
                "[a] et\n\n[a]: https://exemple.fr",
                "[a] et ¶ [a]: https://exemple.fr",
            ),
            (
                "[x](mailto:rene@exemple.fr?subject=a)",
                "x→mailto:rene@exemple.fr?subject=a",
            ),
            ("<rene@exemple.fr>", "rene@exemple.fr→mailto:rene@exemple.fr"),
            ("[x](mailto:rene)", "[x](mailto:rene)"),
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
        fn any_text_is_shown(text in "\\PC{0,80}|[-#*_\\[\\]():<>!`>1. \n]{0,60}") {
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
