//! What a version shows when it runs nothing: words, an address, a file.

use platform::http::Uri;
use platform::{Error, Result};
use serde::{Deserialize, Serialize};

use super::store::Version;

/// What is read, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Lines of text; an empty line between paragraphs, « - » before the items of a list.
    #[serde(default)]
    pub text: String,
    /// An address elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The name of the version's file: a document, a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The name of the file of a recording's captions (WebVTT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<String>,
    /// What is said in a recording, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub transcript: String,
    /// How long a recording is, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_ms: Option<u64>,
}

/// The most characters of an address.
const LONGEST_ADDRESS: usize = 500;

/// A web address that a browser opens; `https://` when nothing is said.
pub(super) fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let whole = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let read: Uri = whole.parse().ok()?;
    let host = read.host().unwrap_or_default();
    let named = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let web = matches!(read.scheme_str(), Some("https" | "http"));
    let plain = !read
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'));
    (web && named && plain && whole.len() <= LONGEST_ADDRESS).then_some(whole)
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines that go together.
    Paragraph(Vec<&'a str>),
    /// A list.
    List(Vec<&'a str>),
}

/// The pieces of a text, in order.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut apart = true;
    for line in text.lines().map(str::trim) {
        let item = line
            .strip_prefix(['-', '•', '*'])
            .filter(|rest| rest.starts_with([' ', '\u{a0}']))
            .map(str::trim_start);
        match (line, item, blocks.last_mut()) {
            ("", ..) => apart = true,
            (_, Some(item), Some(Block::List(items))) => items.push(item),
            (_, Some(item), _) => blocks.push(Block::List(vec![item])),
            (_, None, Some(Block::Paragraph(lines))) if !apart => lines.push(line),
            (_, None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        apart &= line.is_empty();
    }
    blocks
}

impl Reading {
    /// As stored.
    ///
    /// # Errors
    /// When it can't be written: a fault of ours.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::internal("writing what an item shows", error))
    }
}

impl Version {
    /// What it shows.
    ///
    /// # Errors
    /// When what was kept with it can't be read: a fault of ours.
    pub fn reading(&self) -> Result<Reading> {
        serde_json::from_str(&self.manifest)
            .map_err(|error| Error::internal("reading what an item shows", error))
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn addresses_are_of_the_web() {
        for (typed, expected) in [
            (
                "https://www.exemple.fr/a?b=c#d",
                Some("https://www.exemple.fr/a?b=c#d"),
            ),
            (" exemple.fr ", Some("https://exemple.fr")),
            ("http://exemple.fr:8080/", Some("http://exemple.fr:8080/")),
            ("", None),
            ("javascript:alert(1)", None),
            ("javascript://exemple.fr/%0aalert(1)", None),
            ("data:text/html,a", None),
            ("ftp://exemple.fr", None),
            ("https://rene:secret@exemple.fr", None),
            ("https://localhost/", None),
            ("https://exemple.fr/é", Some("https://exemple.fr/é")),
            ("https://exemple .fr", None),
        ] {
            assert_eq!(address(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(
            address(&format!("https://exemple.fr/{}", "a".repeat(LONGEST_ADDRESS))),
            None
        );
    }

    #[test]
    fn a_text_has_paragraphs_and_lists() {
        use Block::{List, Paragraph};
        let cases = [
            ("", vec![]),
            ("\n \n", vec![]),
            ("Un", vec![Paragraph(vec!["Un"])]),
            (
                "Un\nDeux\n\nTrois",
                vec![Paragraph(vec!["Un", "Deux"]), Paragraph(vec!["Trois"])],
            ),
            (
                "Apportez\u{202f}:\r\n- un téléphone\r\n• un tablier\r\n\r\nÀ lundi",
                vec![
                    Paragraph(vec!["Apportez\u{202f}:"]),
                    List(vec!["un téléphone", "un tablier"]),
                    Paragraph(vec!["À lundi"]),
                ],
            ),
            ("- un\n\n- deux", vec![List(vec!["un", "deux"])]),
            ("-5 degrés", vec![Paragraph(vec!["-5 degrés"])]),
            ("- un\nfin", vec![List(vec!["un"]), Paragraph(vec!["fin"])]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(text), expected, "{text:?}");
        }
    }
}
