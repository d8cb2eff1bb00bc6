//! A small tree over quick-xml that keeps words and elements in their order: no DTD, no entity but the predefined ones,
//! bounded in depth and in number.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Refusal;

/// The deepest element.
const DEEPEST: usize = 60;
/// Elements of a document.
const MOST_ELEMENTS: usize = 300_000;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 64;

/// An element. Its name and those of its attributes are without prefix, hyphen or capital: QTI 2.1's `choiceInteraction` and
/// QTI 3.0's `qti-choice-interaction` both are `choiceinteraction`.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub line: usize,
    attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Words(String),
    Element(Element),
}

impl Element {
    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    /// Those of a name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of a name directly in it.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Those that the test takes, at any depth, in order; nothing is sought in one that is taken.
    pub fn within<'a>(&'a self, takes: &dyn Fn(&Self) -> bool) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            match takes(element) {
                true => found.push(element),
                false => found.extend(element.within(takes)),
            }
        }
        found
    }

    /// All the words in it.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.gather(&mut words);
        words
    }

    fn gather(&self, words: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Words(more) => words.push_str(more),
                Node::Element(element) => element.gather(words),
            }
        }
    }
}

/// Reads a document.
pub(super) fn parse(text: &str) -> Result<Element, Refusal> {
    if let Some(at) = text.find(|sign: char| sign < ' ' && !matches!(sign, '\t' | '\n' | '\r')) {
        return Err(Refusal::NotXml(Lines::default().at(text, at)));
    }
    let mut reader = Reader::from_str(text);
    let (mut tree, mut lines) = (Tree::default(), Lines::default());
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.at(text, position);
        let event = reader.read_event().map_err(|_| Refusal::NotXml(line))?;
        match event {
            Event::Start(start) => tree.open(element(&start, line)?)?,
            Event::Empty(start) => {
                tree.open(element(&start, line)?)?;
                tree.close(line)?;
            }
            Event::End(_) => tree.close(line)?,
            Event::Text(content) => tree.words(&content.xml10_content(), line)?,
            Event::CData(content) => tree.words(&content.xml10_content(), line)?,
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(sign)) if sign < ' ' && !sign.is_whitespace() => return Err(Refusal::NotXml(line)),
                Ok(Some(sign)) => tree.words(sign.encode_utf8(&mut [0; 4]), line)?,
                Ok(None) => {
                    let known =
                        resolve_predefined_entity(&reference.xml10_content()).ok_or(Refusal::Entity(line))?;
                    tree.words(known, line)?;
                }
                Err(_) => return Err(Refusal::NotXml(line)),
            },
            Event::DocType(_) => return Err(Refusal::Entity(line)),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.root().ok_or(Refusal::NotXml(line)),
        }
    }
}

/// Where lines begin, counted once over the whole text.
#[derive(Default)]
struct Lines {
    read: usize,
    ends: usize,
}

impl Lines {
    fn at(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len()).max(self.read);
        self.ends += bytes[self.read..at].iter().filter(|byte| **byte == b'\n').count();
        self.read = at;
        self.ends + 1
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    done: Option<Element>,
    count: usize,
}

impl Tree {
    fn open(&mut self, element: Element) -> Result<(), Refusal> {
        self.count += 1;
        if self.done.is_some() {
            return Err(Refusal::NotXml(element.line));
        }
        if self.count > MOST_ELEMENTS || self.open.len() >= DEEPEST {
            return Err(Refusal::TooMany);
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), Refusal> {
        let element = self.open.pop().ok_or(Refusal::NotXml(line))?;
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => self.done = Some(element),
        }
        Ok(())
    }

    fn words(&mut self, words: &str, line: usize) -> Result<(), Refusal> {
        let Some(element) = self.open.last_mut() else {
            return match words.trim().is_empty() {
                true => Ok(()),
                false => Err(Refusal::NotXml(line)),
            };
        };
        match element.nodes.last_mut() {
            Some(Node::Words(before)) => before.push_str(words),
            _ => element.nodes.push(Node::Words(words.to_owned())),
        }
        Ok(())
    }

    fn root(self) -> Option<Element> {
        if self.open.is_empty() { self.done } else { None }
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, Refusal> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Refusal::NotXml(line))?;
        if attributes.len() >= MOST_ATTRIBUTES {
            return Err(Refusal::TooMany);
        }
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|_| Refusal::NotXml(line))?.into_owned();
        attributes.push((plain(attribute.key.local_name().as_ref()), value));
    }
    let name = plain(start.local_name().as_ref());
    Ok(Element {
        name,
        line,
        attributes,
        nodes: Vec::new(),
    })
}

fn plain(name: &str) -> String {
    let name = name.strip_prefix("qti-").unwrap_or(name);
    name.chars()
        .filter(|sign| *sign != '-')
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_hostile_is_refused() {
        let deep = "<a>".repeat(70);
        let cases = [
            ("", Refusal::NotXml(1)),
            ("words", Refusal::NotXml(1)),
            ("<a>\n<b></a>", Refusal::NotXml(2)),
            ("<a/>\n<b/>", Refusal::NotXml(2)),
            ("<a>\n&x;</a>", Refusal::Entity(2)),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", Refusal::Entity(1)),
            (&deep, Refusal::TooMany),
            ("<a>\u{1}</a>", Refusal::NotXml(1)),
        ];
        for (text, refusal) in cases {
            assert_eq!(parse(text).err(), Some(refusal), "{text:.40}");
        }
        let root = parse(
            "<quiz>\n<a B-c='1&amp;2'>x<![CDATA[<b>]]>&eacute</a></quiz>"
                .replace("&eacute", "&#233;")
                .as_str(),
        );
        let root = root.unwrap();
        let inner = root.first("a").unwrap();
        assert_eq!(
            (inner.words().as_str(), inner.attribute("bc"), inner.line),
            ("x<b>é", Some("1&2"), 2)
        );
    }
}
