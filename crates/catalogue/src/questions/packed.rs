//! Files of questions in one archive, as QTI packages are.

use std::io::{Cursor, Read as _};

use assess::imports::{LARGEST, MOST_QUESTIONS};
use zip::ZipArchive;

const BAD: &str =
    "Cette archive zip ne s’ouvre pas. Exportez-la de nouveau, ou envoyez les fichiers XML qu’elle contient.";
const LARGE: &str = "Cette archive contient plus de 8\u{a0}Mo de fichiers XML, ou plus de 2\u{202f}000. Coupez-la en plusieurs.";
const NONE: &str = "Cette archive ne contient aucun fichier XML de questions.";

/// Whether these bytes begin as an archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The XML files of an archive with their names, but for its manifest; otherwise why not, in French. Together they are never
/// larger than one file may be: what an archive says of its sizes isn't believed.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, &'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BAD)?;
    let names = archive
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned));
    let mut names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| BAD)?;
    names.retain(|name| is_questions(name));
    names.sort_unstable();
    if names.len() > MOST_QUESTIONS {
        return Err(LARGE);
    }
    let (mut files, mut left) = (Vec::with_capacity(names.len()), LARGEST);
    for name in names {
        let mut read = Vec::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        let entry = archive.by_name(&name).map_err(|_| BAD)?;
        entry.take(most).read_to_end(&mut read).map_err(|_| BAD)?;
        left = left.checked_sub(read.len()).ok_or(LARGE)?;
        files.push((name, read));
    }
    if files.is_empty() { Err(NONE) } else { Ok(files) }
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
        let names: Vec<String> = unpacked(&good)
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["a.XML", "b.xml"]);
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
