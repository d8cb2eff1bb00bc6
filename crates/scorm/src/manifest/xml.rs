//! A small tree over quick-xml: no DTD, no entity but the predefined ones, bounded in depth and in number.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::element::{Element, Space};
use super::refusal::ManifestRefusal;
use super::{DEEPEST, MOST_ELEMENTS};

/// Attributes accepted on one element.
const MOST_ATTRIBUTES: usize = 64;

/// Reads a document.
pub(super) fn parse(text: &str) -> Result<Element, ManifestRefusal> {
    if let Some(at) = text.find(|c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r')) {
        return Err(ManifestRefusal::NotXml { line: line(text, at) });
    }
    let mut builder = Builder::default();
    let mut reader = NsReader::from_str(text);
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let not_xml = || ManifestRefusal::NotXml {
            line: line(text, position),
        };
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Err(ManifestRefusal::NotXml { line: line(text, at) });
            }
        };
        let taken = match event {
            Event::Start(start) => builder.open(element(&reader, &start).ok_or_else(not_xml)?),
            Event::Empty(start) => {
                let opened = builder.open(element(&reader, &start).ok_or_else(not_xml)?);
                opened.and_then(|()| builder.close())
            }
            Event::End(_) => builder.close(),
            Event::Text(content) => builder.text(&content.xml10_content()),
            Event::CData(content) => builder.text(&content.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => builder.text(character.encode_utf8(&mut [0; 4])),
                Ok(None) => match resolve_predefined_entity(&reference.xml10_content()) {
                    Some(known) => builder.text(known),
                    None => {
                        return Err(ManifestRefusal::Entity {
                            line: line(text, position),
                        });
                    }
                },
                Err(_) => Err(Stop::NotXml),
            },
            Event::DocType(_) => {
                return Err(ManifestRefusal::Dtd {
                    line: line(text, position),
                });
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => Ok(()),
            Event::Eof => return builder.root().ok_or_else(not_xml),
        };
        match taken {
            Ok(()) => {}
            Err(Stop::NotXml) => return Err(not_xml()),
            Err(Stop::TooDeep) => {
                return Err(ManifestRefusal::TooDeep {
                    line: line(text, position),
                });
            }
            Err(Stop::TooMany) => return Err(ManifestRefusal::TooLarge),
        }
    }
}

enum Stop {
    NotXml,
    TooDeep,
    TooMany,
}

#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    done: Option<Element>,
    count: usize,
    packaging: Option<String>,
}

impl Builder {
    fn open(&mut self, mut element: Element) -> Result<(), Stop> {
        if self.done.is_some() {
            return Err(Stop::NotXml);
        }
        self.count += 1;
        if self.count > MOST_ELEMENTS {
            return Err(Stop::TooMany);
        }
        if self.open.len() >= DEEPEST {
            return Err(Stop::TooDeep);
        }
        let packaging = self.packaging.get_or_insert_with(|| element.namespace.clone());
        if element.namespace == *packaging || element.namespace.is_empty() || is_packaging(&element.namespace)
        {
            element.space = Space::Packaging;
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        let element = self.open.pop().ok_or(Stop::NotXml)?;
        match self.open.last_mut() {
            Some(parent) => parent.elements.push(element),
            None => self.done = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() => {}
            None => return Err(Stop::NotXml),
        }
        Ok(())
    }

    fn root(self) -> Option<Element> {
        if self.open.is_empty() { self.done } else { None }
    }
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Option<Element> {
    let (resolved, name) = reader.resolver().resolve_element(start.name());
    let namespace = named(&resolved);
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok().filter(|_| attributes.len() < MOST_ATTRIBUTES)?;
        let (resolved, key) = reader.resolver().resolve_attribute(attribute.key);
        let space = match &resolved {
            ResolveResult::Unbound => Space::Packaging,
            other => match space(&named(other)) {
                Space::Other if is_packaging(&named(other)) => Space::Packaging,
                known => known,
            },
        };
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        attributes.push((space, key.as_ref().to_owned(), value.into_owned()));
    }
    let name = name.as_ref().to_owned();
    Some(Element {
        space: space(&namespace),
        name,
        namespace,
        attributes,
        elements: Vec::new(),
        text: String::new(),
    })
}

/// The namespace's name; an undeclared prefix stands for itself.
fn named(resolved: &ResolveResult<'_>) -> String {
    match resolved {
        ResolveResult::Unbound => String::new(),
        ResolveResult::Bound(namespace) => namespace.0.to_owned(),
        ResolveResult::Unknown(prefix) => prefix.clone(),
    }
}

fn space(namespace: &str) -> Space {
    if namespace == "http://www.w3.org/XML/1998/namespace" {
        Space::Xml
    } else if namespace == "adlcp" || namespace.contains("/adlcp_") {
        Space::Adlcp
    } else if namespace == "imsss" || namespace.contains("/imsss") {
        Space::Imsss
    } else if namespace == "adlseq" || namespace.contains("/adlseq_") {
        Space::Adlseq
    } else if namespace == "adlnav" || namespace.contains("/adlnav_") {
        Space::Adlnav
    } else {
        Space::Other
    }
}

fn is_packaging(namespace: &str) -> bool {
    namespace.contains("/imscp_")
}

fn line(text: &str, at: usize) -> usize {
    1 + text
        .as_bytes()
        .iter()
        .take(at)
        .filter(|byte| **byte == b'\n')
        .count()
}
