//! Images that come with questions: in the file itself, or beside it in its archive.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The most images of a question.
const MOST_IMAGES: usize = 20;

/// Padding is forgotten by some that write.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// An image that a question shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// What the question calls it.
    pub name: String,
    /// Where it is.
    pub matter: Matter,
}

/// Where an image is. What its bytes are isn't known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Here.
    Bytes(Vec<u8>),
    /// In the archive, at this path from the file's folder.
    Beside(String),
}

/// The images of a question while it is read.
#[derive(Debug, Default)]
pub(super) struct Images {
    /// Files of Moodle by their names, in base 64.
    held: Vec<(String, String)>,
    /// Whether a path leads beside the file.
    pub beside: bool,
    taken: Vec<Pictured>,
}

impl Images {
    /// A file of Moodle that texts may name.
    pub fn hold(&mut self, name: &str, encoded: String) {
        self.held.push((name.to_owned(), encoded));
    }

    /// Takes the image that a text shows: what the question calls it. Nothing of what isn't there or is neither PNG nor JPEG.
    pub fn take(&mut self, source: &str) -> Option<String> {
        let (named, matter) = self.matter(source.trim())?;
        let name = self.name(&named, &matter)?;
        if !self.taken.iter().any(|one| one.name == name) {
            self.taken.push(Pictured {
                name: name.clone(),
                matter,
            });
        }
        Some(name)
    }

    /// All that were taken.
    pub fn taken(self) -> Vec<Pictured> {
        self.taken
    }

    fn matter(&self, source: &str) -> Option<(String, Matter)> {
        if let Some(path) = source.strip_prefix("@@PLUGINFILE@@/") {
            let name = decoded(path.split('?').next().unwrap_or_default());
            let (_, encoded) = self.held.iter().rev().find(|(one, _)| *one == name)?;
            return Some((name, Matter::Bytes(bytes(encoded)?)));
        }
        if let Some(data) = source.strip_prefix("data:image/") {
            let (kind, encoded) = data.split_once(";base64,")?;
            return Some((format!("image.{kind}"), Matter::Bytes(bytes(encoded)?)));
        }
        let beside = self.beside && !source.is_empty() && !source.starts_with('/') && !source.contains(':');
        beside.then(|| {
            let path = decoded(source);
            (path.clone(), Matter::Beside(path))
        })
    }

    /// A name of letters that no other image of the question has; the same for the same image.
    fn name(&self, named: &str, matter: &Matter) -> Option<String> {
        let last = named.rsplit(['/', '\\']).next().unwrap_or(named);
        let (stem, ending) = last.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        if !matches!(ending.as_str(), "png" | "jpg" | "jpeg") {
            return None;
        }
        let plain = |sign: char| match sign {
            kept if kept.is_ascii_alphanumeric() || matches!(kept, '-' | '_') => kept,
            _ => '-',
        };
        let stem: String = stem.chars().take(60).map(plain).collect();
        let stem = if stem.is_empty() { "image" } else { &stem };
        (1..=MOST_IMAGES)
            .map(|number| match number {
                1 => format!("{stem}.{ending}"),
                other => format!("{stem}-{other}.{ending}"),
            })
            .find(|name| {
                let known = self.taken.iter().find(|one| one.name == *name);
                known.map_or(self.taken.len() < MOST_IMAGES, |one| one.matter == *matter)
            })
    }
}

fn bytes(encoded: &str) -> Option<Vec<u8>> {
    let plain: String = encoded.chars().filter(|sign| !sign.is_whitespace()).collect();
    LENIENT.decode(plain).ok().filter(|bytes| !bytes.is_empty())
}

/// « four%20%C3%A0 » as it reads.
fn decoded(path: &str) -> String {
    let (mut out, mut rest) = (Vec::with_capacity(path.len()), path.as_bytes());
    while let Some((first, others)) = rest.split_first() {
        let hexadecimal = others.get(..2).filter(|_| *first == b'%').and_then(|two| {
            let two = std::str::from_utf8(two).ok()?;
            u8::from_str_radix(two, 16).ok()
        });
        match hexadecimal {
            Some(byte) => {
                out.push(byte);
                rest = &others[2..];
            }
            None => {
                out.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn images_are_named_once_each() {
        let mut images = Images {
            beside: true,
            ..Images::default()
        };
        images.hold("four \u{e0} sole.PNG", "QUJD\n".to_owned());
        images.hold("vide.png", "***".to_owned());
        let cases = [
            ("@@PLUGINFILE@@/four%20%C3%A0%20sole.PNG", Some("four---sole.png")),
            (
                "@@PLUGINFILE@@/four%20%C3%A0%20sole.PNG?time=1",
                Some("four---sole.png"),
            ),
            ("@@PLUGINFILE@@/absent.png", None),
            ("@@PLUGINFILE@@/vide.png", None),
            ("data:image/png;base64,QUI", Some("image.png")),
            ("data:image/png;base64,QUJE", Some("image-2.png")),
            ("data:image/svg+xml;base64,QUI=", None),
            ("data:text/html;base64,QUI=", None),
            ("img/four.jpg", Some("four.jpg")),
            ("../img/four.jpg", Some("four-2.jpg")),
            ("img/four.jpg", Some("four.jpg")),
            ("https://example.fr/four.png", None),
            ("/etc/four.png", None),
            ("javascript:x.png", None),
            ("four%zz%", None),
            ("", None),
        ];
        for (source, expected) in cases {
            assert_eq!(images.take(source).as_deref(), expected, "{source}");
        }
        for number in 0..40 {
            images.take(&format!("{number}.png"));
        }
        let taken = images.taken();
        assert_eq!(taken.len(), MOST_IMAGES);
        assert!(taken.iter().all(|one| crate::questions::is_image_name(&one.name)));
    }
}
