//! A PDF read back, without any of the code that made it.

use lopdf::{Dictionary, Document, Object};

pub struct Pdf {
    document: Document,
    bytes: Vec<u8>,
}

impl Pdf {
    pub fn open(bytes: Vec<u8>) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        Self {
            document: Document::load_mem(&bytes).unwrap(),
            bytes,
        }
    }

    /// The texts of the pages, without any white space: that is a matter of layout.
    pub fn pages(&self) -> Vec<String> {
        self.document
            .get_pages()
            .into_keys()
            .map(|page| squeezed(&self.document.extract_text(&[page]).unwrap()))
            .collect()
    }

    /// How many times the text is printed.
    pub fn count(&self, text: &str) -> usize {
        self.pages().concat().matches(&squeezed(text)).count()
    }

    /// Fails with the page's text when one is missing.
    pub fn assert_prints(&self, texts: &[&str]) {
        for text in texts {
            assert!(
                self.count(text) > 0,
                "« {text} » isn't printed in {:?}",
                self.pages()
            );
        }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// What an object leads to.
    pub fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    pub fn dictionary<'a>(&'a self, from: &'a Dictionary, key: &[u8]) -> &'a Dictionary {
        self.follow(from.get(key).unwrap()).as_dict().unwrap()
    }

    /// The document's information: Title, Author…
    pub fn information(&self) -> Vec<(String, String)> {
        self.dictionary(&self.document.trailer, b"Info")
            .iter()
            .map(|(key, value)| {
                (
                    String::from_utf8_lossy(key).into_owned(),
                    lopdf::decode_text_string(value).unwrap(),
                )
            })
            .collect()
    }

    pub fn xmp(&self) -> String {
        let stream = self
            .follow(self.catalog().get(b"Metadata").unwrap())
            .as_stream()
            .unwrap();
        String::from_utf8(
            stream
                .get_plain_content()
                .unwrap_or_else(|_| stream.content.clone()),
        )
        .unwrap()
    }

    /// The dictionaries with this value under this key: `("S", "TH")`.
    pub fn with(&self, key: &[u8], value: &[u8]) -> Vec<&Dictionary> {
        self.document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| {
                dictionary
                    .get(key)
                    .and_then(Object::as_name)
                    .is_ok_and(|name| name == value)
            })
            .collect()
    }

    /// The whole file, streams inflated, in lower case.
    pub fn everything(&self) -> String {
        let mut document = self.document.clone();
        document.decompress();
        let mut out = self.bytes.clone();
        document.save_to(&mut out).unwrap();
        String::from_utf8_lossy(&out).to_lowercase()
    }
}

pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_whitespace() && *char != '\u{200b}')
        .collect()
}
