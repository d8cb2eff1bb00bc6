//! HTML reduced to prose. What prose doesn't have is left, and named.

use super::Losses;
use super::entities::named;
use super::xml::{Element, Node};

/// How the gaps of a text are kept through the reduction: « [[1]] » there would be escaped.
pub(super) const GAP: (char, char) = ('\u{e000}', '\u{e001}');

/// Cuts at the sign that ends something. Once none is left it isn't sought again: a text is read once, not once for
/// each of its openings.
#[derive(Default)]
pub(super) struct End {
    none_left: bool,
    #[cfg(test)]
    pub(super) sought: usize,
}

impl End {
    pub(super) fn cut<'t>(&mut self, rest: &'t str, sign: char) -> Option<(&'t str, &'t str)> {
        if self.none_left {
            return None;
        }
        #[cfg(test)]
        {
            self.sought += 1;
        }
        let cut = rest.split_once(sign);
        self.none_left = cut.is_none();
        cut
    }
}

/// Reduces HTML; anything that isn't well formed is words.
pub(super) fn prose(html: &str, losses: &mut Losses) -> String {
    let mut writer = Writer::new(losses);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        writer.words(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.starts_with('<') {
            true => writer.markup(rest),
            false => writer.entity(rest),
        };
    }
    writer.words(rest);
    writer.end()
}

/// Reduces the elements of an XML document that are HTML's; the test says what stands for an element that isn't.
pub(super) fn prose_of(
    nodes: &[Node],
    losses: &mut Losses,
    replaced: &mut dyn FnMut(&Element) -> Option<String>,
) -> String {
    let mut writer = Writer::new(losses);
    walk(nodes, &mut writer, replaced);
    writer.end()
}

fn walk(nodes: &[Node], writer: &mut Writer<'_>, replaced: &mut dyn FnMut(&Element) -> Option<String>) {
    for node in nodes {
        match node {
            Node::Words(words) => writer.words(words),
            Node::Element(element) => {
                if let Some(instead) = replaced(element) {
                    writer.raw(&instead);
                    continue;
                }
                if let Some((source, said)) = pictured(element) {
                    writer.image(source, &said);
                    continue;
                }
                writer.open(&element.name, element.attribute("href").unwrap_or_default());
                walk(&element.nodes, writer, replaced);
                writer.close(&element.name);
            }
        }
    }
}

/// Where the image of an element is, and what it shows.
fn pictured(element: &Element) -> Option<(&str, String)> {
    let source = match element.name.as_str() {
        "img" => element.attribute("src"),
        "object" => {
            let kind = element.attribute("type");
            kind.filter(|kind| kind.starts_with("image/"))?;
            element.attribute("data")
        }
        _ => return None,
    };
    let said = element
        .attribute("alt")
        .map_or_else(|| element.words(), str::to_owned);
    Some((source.unwrap_or_default(), said))
}

/// Plain words, as prose that reads the same.
pub(super) fn plain(words: &str) -> String {
    let mut losses = Losses::default();
    let mut writer = Writer::new(&mut losses);
    for (at, line) in words.trim().lines().enumerate() {
        if at > 0 {
            writer.line();
        }
        writer.words(line);
    }
    writer.end()
}

struct Writer<'a> {
    out: String,
    losses: &'a mut Losses,
    /// Lists that are open: the number of the next item, or none.
    lists: Vec<Option<u32>>,
    /// Where links that are open lead.
    links: Vec<Option<String>>,
    /// How many elements are open of which nothing is kept.
    hidden: usize,
    /// Where tags end.
    tags: End,
}

impl<'a> Writer<'a> {
    fn new(losses: &'a mut Losses) -> Self {
        Self {
            out: String::new(),
            losses,
            lists: Vec::new(),
            links: Vec::new(),
            hidden: 0,
            tags: End::default(),
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden > 0 {
            return;
        }
        for sign in words.chars() {
            match sign {
                '\u{a0}' | '\u{202f}' => self.out.push(sign),
                space if space.is_whitespace() => {
                    if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                        self.out.push(' ');
                    }
                }
                '*' | '_' | '[' | '`' | '\\' => self.out.extend(['\\', sign]),
                '#' | '>' | '-' | '+' | '=' if self.begins_line() => self.out.extend(['\\', sign]),
                '.' | ')' if self.ends_number() => self.out.extend(['\\', sign]),
                ';' => self.no_entity(),
                control if control.is_control() => {}
                other => self.out.push(other),
            }
        }
    }

    fn begins_line(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    /// Whether the line is digits so far: a dot would make it an item of a list.
    fn ends_number(&self) -> bool {
        let before = self.out.trim_end_matches(|sign: char| sign.is_ascii_digit());
        before.len() < self.out.len() && (before.is_empty() || before.ends_with('\n'))
    }

    /// Ends with a semicolon what would read as an entity: its sign is escaped.
    fn no_entity(&mut self) {
        let part = |one: &u8| one.is_ascii_alphanumeric() || *one == b'#';
        let length = self.out.bytes().rev().take(33).take_while(part).count();
        let sign = self.out.len() - length;
        if length > 0 && self.out[..sign].ends_with('&') {
            self.out.insert(sign - 1, '\\');
        }
        self.out.push(';');
    }

    fn raw(&mut self, words: &str) {
        if self.hidden == 0 {
            self.out.push_str(words);
        }
    }

    /// An entity, and what follows it.
    fn entity<'t>(&mut self, rest: &'t str) -> &'t str {
        // The longest name has ten signs.
        let ends = rest.bytes().skip(1).take(11).position(|sign| sign == b';');
        let name = ends.and_then(|length| Some((rest.get(1..=length)?, rest.get(length + 2..)?)));
        if let Some((sign, after)) = name.and_then(|(name, after)| Some((named(name)?, after))) {
            self.words(sign.encode_utf8(&mut [0; 4]));
            return after;
        }
        self.words("&");
        &rest[1..]
    }

    /// A tag or a comment, and what follows it.
    fn markup<'t>(&mut self, rest: &'t str) -> &'t str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let inner = &rest[1..];
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let begins = named.starts_with(|sign: char| sign.is_ascii_alphabetic());
        let tag = begins.then(|| self.tags.cut(inner, '>')).flatten();
        let Some((tag, after)) = tag else {
            self.words("<");
            return inner;
        };
        let length = named
            .find(|sign: char| !sign.is_ascii_alphanumeric())
            .unwrap_or(named.len());
        let name = named[..length].to_ascii_lowercase();
        if tag.starts_with('/') {
            self.close(&name);
        } else {
            if name == "img" {
                let (source, said) = (attribute(tag, "src"), attribute(tag, "alt"));
                self.image(&source.unwrap_or_default(), &said.unwrap_or_default());
                return after;
            }
            self.open(&name, &attribute(tag, "href").unwrap_or_default());
            if tag.ends_with('/') || matches!(name.as_str(), "br" | "hr") {
                self.close(&name);
            }
        }
        after
    }

    fn open(&mut self, name: &str, leads: &str) {
        match name {
            "script" | "style" | "iframe" | "object" | "svg" | "math" | "audio" | "video" => {
                if !matches!(name, "script" | "style") {
                    self.losses
                        .say("Un son, une vidéo, un dessin ou une formule n’est pas repris.");
                }
                self.hidden += 1;
            }
            _ if self.hidden > 0 => {}
            "b" | "strong" => self.mark("**"),
            "i" | "em" => self.mark("*"),
            "br" => self.line(),
            "p" | "div" | "blockquote" | "pre" | "tr" | "hr" | "dt" | "dd" => self.block(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block();
                self.out.push_str("## ");
            }
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => self.item(),
            "td" | "th" => self.words(" "),
            "table" => self.losses.say("Un tableau devient des lignes de texte."),
            "a" => self.link(leads),
            "sub" | "sup" | "u" | "s" | "del" => self
                .losses
                .say("Un soulignement, un indice ou un exposant est perdu."),
            _ => {}
        }
    }

    /// An image that comes with the question stands in its text; of another its description stays.
    fn image(&mut self, source: &str, said: &str) {
        if self.hidden > 0 {
            return;
        }
        let Some(name) = self.losses.images.take(source) else {
            self.losses
                .say("Une image n’est pas reprise\u{202f}: seule sa description reste.");
            return self.words(said);
        };
        if said.trim().is_empty() {
            self.losses
                .say("Une image n’a pas de description\u{202f}: ajoutez-la pour qui ne la voit pas.");
        }
        self.out.push_str("![");
        self.words(&said.trim().replace('[', "(").replace(']', ")"));
        self.out.push_str(&format!("]({name})"));
    }

    fn close(&mut self, name: &str) {
        match name {
            "script" | "style" | "iframe" | "object" | "svg" | "math" | "audio" | "video" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ if self.hidden > 0 => {}
            "b" | "strong" => self.unmark("**"),
            "i" | "em" => self.unmark("*"),
            "p" | "div" | "blockquote" | "pre" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block()
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.block();
            }
            "a" => {
                if let Some(leads) = self.links.pop().flatten() {
                    self.out.push_str(&format!("]({leads})"));
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, mark: &str) {
        self.out.push_str(mark);
    }

    /// A mark that encloses nothing is taken back; a space before it stands after.
    fn unmark(&mut self, mark: &str) {
        if let Some(before) = self.out.strip_suffix(mark) {
            self.out.truncate(before.len());
            return;
        }
        let spaced = self.out.ends_with(' ');
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push_str(mark);
        if spaced {
            self.out.push(' ');
        }
    }

    fn line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        // Prose ends a line where it is typed; two would end a paragraph.
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn block(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        if !self.out.is_empty() && self.lists.is_empty() {
            self.out.push_str("\n\n");
        }
    }

    fn item(&mut self) {
        self.line();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
    }

    fn link(&mut self, leads: &str) {
        let web = ["http://", "https://", "mailto:"]
            .iter()
            .any(|start| leads.starts_with(start));
        let plain = !leads.contains(|sign: char| sign.is_whitespace() || "()<>".contains(sign));
        let kept = (web && plain && leads.len() <= 1000).then(|| leads.to_owned());
        if kept.is_some() {
            self.out.push('[');
        } else if !leads.is_empty() {
            self.losses
                .say("Un lien qui ne mène pas à une page web reste en texte.");
        }
        self.links.push(kept);
    }

    fn end(self) -> String {
        self.out.trim().to_owned()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let rest = &tag[at..];
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split([' ', '/']).next()?,
    };
    Some(
        value
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&#39;", "'"),
    )
}

#[cfg(test)]
mod cases;
