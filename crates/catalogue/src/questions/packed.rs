//! Files of questions in one archive, as QTI packages are.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use assess::imports::{LARGEST, MOST_QUESTIONS};
use zip::ZipArchive;

const BAD: &str =
    "Cette archive zip ne s’ouvre pas. Exportez-la de nouveau, ou envoyez les fichiers XML qu’elle contient.";
const LARGE: &str = "Cette archive contient plus de 8\u{a0}Mo de fichiers XML, ou plus de 2\u{202f}000. Coupez-la en plusieurs.";
const PICTURED: &str = "Les images de cette archive dépassent 64\u{a0}Mo. Coupez-la en plusieurs.";
/// The most bytes of the images of an archive.
const IMAGES: usize = 64 << 20;
const NONE: &str = "Cette archive ne contient aucun fichier XML de questions.";

/// Whether these bytes begin as an archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// What an archive brings.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    /// Its XML files with their names, but for its manifest.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Its images by their paths.
    pub(super) images: HashMap<String, Vec<u8>>,
}

/// Opens an archive; otherwise says why not, in French. Together its XML files are never larger than one file may be, nor its
/// images than a few: what an archive says of its sizes isn't believed.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Unpacked, &'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BAD)?;
    let names = archive
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned));
    let mut names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| BAD)?;
    names.sort_unstable();
    let (questions, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| is_questions(name));
    if questions.len() > MOST_QUESTIONS {
        return Err(LARGE);
    }
    let mut unpacked = Unpacked::default();
    let mut left = LARGEST;
    for name in questions {
        let read = entry(&mut archive, &name, left)?;
        left = left.checked_sub(read.len()).ok_or(LARGE)?;
        unpacked.files.push((name, read));
    }
    if unpacked.files.is_empty() {
        return Err(NONE);
    }
    let mut left = IMAGES;
    for name in others
        .into_iter()
        .filter(|name| is_image(name))
        .take(MOST_QUESTIONS)
    {
        let read = entry(&mut archive, &name, left)?;
        left = left.checked_sub(read.len()).ok_or(PICTURED)?;
        unpacked.images.insert(name, read);
    }
    Ok(unpacked)
}

/// A file of an archive, one byte more than there is room for at most.
fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, room: usize) -> Result<Vec<u8>, &'static str> {
    let mut read = Vec::new();
    let most = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
    let entry = archive.by_name(name).map_err(|_| BAD)?;
    entry.take(most).read_to_end(&mut read).map_err(|_| BAD)?;
    Ok(read)
}

impl Unpacked {
    /// The image at a path from the folder of a file.
    pub(super) fn beside(&self, file: &str, path: &str) -> Option<&Vec<u8>> {
        let mut place: Vec<&str> = file.split('/').collect();
        place.pop();
        for step in path.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(place.pop()?),
                step => place.push(step),
            }
        }
        self.images.get(&place.join("/"))
    }
}

fn is_image(name: &str) -> bool {
    let name = name.to_lowercase();
    [".png", ".jpg", ".jpeg"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_questions(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".xml") && !name.ends_with("imsmanifest.xml")
}

#[cfg(test)]
mod cases {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn only_questions_are_read_and_a_bomb_is_refused() {
        let good = archive(&[
            ("imsmanifest.xml", b"<m/>"),
            ("b.xml", b"<b/>"),
            ("a.XML", b"<a/>"),
            ("four.png", b"x"),
        ]);
        let opened = unpacked(&good).unwrap();
        let names: Vec<&str> = opened.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.XML", "b.xml"]);
        assert_eq!(opened.beside("b.xml", "./four.png"), Some(&b"x".to_vec()));
        // No manifest is needed, and no path leads out.
        let bare = archive(&[("items/a.xml", b"<a/>"), ("img/four.PNG", b"y")]);
        let opened = unpacked(&bare).unwrap();
        for (path, found) in [
            ("../img/four.PNG", true),
            ("../../img/four.PNG", false),
            ("img/four.PNG", false),
            ("", false),
        ] {
            assert_eq!(opened.beside("items/a.xml", path).is_some(), found, "{path}");
        }
        let zeros = vec![b' '; LARGEST / 2 + 1];
        let cases = [
            (archive(&[("a.xml", &zeros), ("b.xml", &zeros)]), LARGE),
            (archive(&[("a.png", b"x")]), NONE),
            (good[..good.len() / 2].to_vec(), BAD),
            (b"PK\x03\x04".to_vec(), BAD),
        ];
        for (bytes, expected) in cases {
            assert!(is_archive(&bytes));
            assert_eq!(unpacked(&bytes).unwrap_err(), expected);
        }
    }
}
