//! A file that learners read or fill, checked before anything is kept: its ending is one that we know, its matter is what
//! its ending says, and it holds no program.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use platform::http::SentFile;
use platform::{Error, Result};
use scorm::package::{Limits, Package, Refusal};

/// The most bytes of a document.
pub const MOST_BYTES: u64 = 100 << 20;
/// The most characters of its name.
const LONGEST_NAME: usize = 120;

/// What a file begins with, by its ending.
const BEGINNINGS: [(&str, &[u8]); 10] = [
    ("docx", ZIP),
    ("jpeg", b"\xff\xd8\xff"),
    ("jpg", b"\xff\xd8\xff"),
    ("odp", ZIP),
    ("ods", ZIP),
    ("odt", ZIP),
    ("pdf", b"%PDF-"),
    ("png", b"\x89PNG\r\n"),
    ("pptx", ZIP),
    ("xlsx", ZIP),
];
const ZIP: &[u8] = b"PK\x03\x04";

const KINDS: &str =
    "Envoyez un PDF, un document Word, Excel, PowerPoint ou LibreOffice, ou une image JPEG ou PNG.";
const MACROS: &str = "Ce document contient des macros ou un programme, que la plateforme n’accepte pas. Enregistrez-le sans macros (.docx, .xlsx, .pptx, .odt ou PDF), puis envoyez-le à nouveau.";
const OLD: &str = "Ce format ancien peut cacher des macros. Enregistrez le document en .docx, .xlsx, .pptx ou PDF, puis envoyez-le à nouveau.";
const OTHER: &str = "Le contenu de ce fichier n’est pas ce que son nom annonce. Ouvrez-le avec son logiciel, enregistrez-le à nouveau, puis envoyez-le.";

/// A file that was checked.
#[derive(Debug)]
pub struct Document {
    /// Its name, safe to show and to download under.
    pub name: String,
    /// Its matter, read from the beginning.
    pub file: File,
}

impl Document {
    /// Its matter, to be read as it is sealed.
    pub fn reader(self) -> tokio::fs::File {
        tokio::fs::File::from_std(self.file)
    }
}

/// Checks a file that was sent. What can't be taken is answered as a French sentence for who sent it.
///
/// # Errors
/// The disk's.
pub async fn check(sent: SentFile) -> Result<Result<Document, String>> {
    let SentFile { name, size, file, .. } = sent;
    if size > MOST_BYTES {
        return Ok(Err(format!(
            "Ce document dépasse {}\u{a0}Mo\u{202f}: réduisez ses images, ou coupez-le en plusieurs.",
            MOST_BYTES >> 20
        )));
    }
    tokio::task::spawn_blocking(move || read(&name, file))
        .await
        .map_err(|error| Error::internal("reading a document", error))?
        .map_err(|error| Error::internal("reading a document", error))
}

fn read(sent_name: &str, mut file: File) -> io::Result<Result<Document, String>> {
    let name = safe_name(sent_name);
    let ending = match ending(&name) {
        Ok(ending) => ending,
        Err(sentence) => return Ok(Err(sentence.to_owned())),
    };
    let mut head = Vec::new();
    file.by_ref().take(16).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    let beginning = BEGINNINGS
        .iter()
        .find(|(one, _)| *one == ending)
        .map_or(&b""[..], |(_, bytes)| *bytes);
    if !head.starts_with(beginning) {
        return Ok(Err(OTHER.to_owned()));
    }
    if beginning == ZIP {
        match Package::open_archive(file.try_clone()?, &Limits::default()) {
            Err(Refusal::Executable { .. }) => return Ok(Err(MACROS.to_owned())),
            Err(_) => return Ok(Err(OTHER.to_owned())),
            Ok(archive) if archive.entries().iter().any(|entry| is_program(&entry.path)) => {
                return Ok(Err(MACROS.to_owned()));
            }
            Ok(archive) if !archive.entries().iter().any(|entry| is_mark(&entry.path)) => {
                return Ok(Err(OTHER.to_owned()));
            }
            Ok(_) => {}
        }
        file.seek(SeekFrom::Start(0))?;
    }
    Ok(Ok(Document { name, file }))
}

/// The ending of a name, when files that end so are taken.
fn ending(name: &str) -> Result<&'static str, &'static str> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.unwrap_or_default();
    let known = BEGINNINGS
        .iter()
        .find(|(one, _)| *one == ending)
        .map(|(one, _)| *one);
    known.ok_or(match ending.as_str() {
        "docm" | "xlsm" | "pptm" | "dotm" | "xltm" => MACROS,
        "doc" | "xls" | "ppt" | "rtf" => OLD,
        _ => KINDS,
    })
}

/// What an office archive must not hold: macros, programs, archives in the archive.
fn is_program(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    path.ends_with("vbaproject.bin")
        || path.starts_with("basic/")
        || path.starts_with("scripts/")
        || matches!(
            ending,
            "exe" | "dll" | "bat" | "cmd" | "ps1" | "vbs" | "js" | "jar" | "scr" | "msi" | "sh" | "zip"
        )
}

/// What every office archive has.
fn is_mark(path: &str) -> bool {
    path == "[Content_Types].xml" || path == "mimetype"
}

/// A name without what could lead elsewhere or deceive a reader.
pub(super) fn safe_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| {
        if c.is_control() || "<>:\"|?*\u{202e}\u{202d}\u{2066}\u{2067}".contains(c) {
            '-'
        } else {
            c
        }
    };
    let name: String = last.trim().chars().map(plain).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let stem: String = stem.trim_start_matches('.').chars().take(LONGEST_NAME).collect();
    let stem = if stem.is_empty() { "document" } else { &stem };
    if ending.is_empty() {
        stem.to_owned()
    } else {
        format!("{stem}.{ending}")
    }
}

#[cfg(test)]
mod cases {
    use std::io::Write as _;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        file
    }

    fn archive(paths: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for path in paths {
            zip.start_file(*path, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(b"contenu").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn only_documents_without_programs_are_taken() {
        let word = archive(&["[Content_Types].xml", "word/document.xml"]);
        let cases: [(&str, &[u8], Result<&str, &str>); 18] = [
            ("Fiche.pdf", b"%PDF-1.7 \xe2", Ok("Fiche.pdf")),
            ("C:\\Bureau\\Fiche.PDF", b"%PDF-1.7", Ok("Fiche.PDF")),
            ("photo.jpg", b"\xff\xd8\xff\xe0", Ok("photo.jpg")),
            ("lettre.docx", &word, Ok("lettre.docx")),
            (
                "lettre.odt",
                &archive(&["mimetype", "content.xml"]),
                Ok("lettre.odt"),
            ),
            ("fiche.pdf", b"MZ\x90\x00", Err(OTHER)),
            ("fiche.pdf", b"", Err(OTHER)),
            ("lettre.docx", b"PK\x03\x04tronqu\xc3\xa9", Err(OTHER)),
            ("lettre.docx", &archive(&["index.html"]), Err(OTHER)),
            (
                "lettre.docx",
                &archive(&["[Content_Types].xml", "word/vbaProject.bin"]),
                Err(MACROS),
            ),
            (
                "lettre.odt",
                &archive(&["mimetype", "Basic/Standard/a.xml"]),
                Err(MACROS),
            ),
            (
                "lettre.xlsx",
                &archive(&["[Content_Types].xml", "xl/embeddings/jeu.exe"]),
                Err(MACROS),
            ),
            ("lettre.docm", &word, Err(MACROS)),
            ("lettre.doc", b"\xd0\xcf\x11\xe0", Err(OLD)),
            ("jeu.exe", b"MZ", Err(KINDS)),
            ("fiche", b"%PDF-1.7", Err(KINDS)),
            ("page.html", b"<!doctype html>", Err(KINDS)),
            ("dessin.svg", b"<svg/>", Err(KINDS)),
        ];
        for (name, bytes, expected) in cases {
            let read = read(name, file(bytes)).unwrap();
            let read = read
                .as_ref()
                .map(|document| document.name.as_str())
                .map_err(String::as_str);
            assert_eq!(read, expected, "{name}");
        }
    }

    #[test]
    fn names_are_safe() {
        let long = format!("{}.pdf", "a".repeat(300));
        let cases = [
            ("../../etc/Fiche n\u{b0} 3.pdf", "Fiche n\u{b0} 3.pdf".to_owned()),
            ("a\r\nb\".pdf", "a--b-.pdf".to_owned()),
            ("\u{202e}fdp.exe.pdf", "-fdp.exe.pdf".to_owned()),
            (".pdf", "document.pdf".to_owned()),
            (&long, format!("{}.pdf", "a".repeat(LONGEST_NAME))),
        ];
        for (sent, expected) in cases {
            assert_eq!(safe_name(sent), expected, "{sent:?}");
        }
    }
}
