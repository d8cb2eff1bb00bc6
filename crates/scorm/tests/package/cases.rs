//! Case by case: each thing refused, and what is not.

use std::io::Cursor;

use scorm::package::{Limits, MANIFEST, Package, ReadError, Refusal};
use zip::ZipWriter;

use crate::{archive, options};

/// Writes names that a writer would not: each placeholder of the same length is replaced wherever it stands.
fn renamed(files: &[&str], from: &str, to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (*name, b"x".as_slice())).collect();
    let mut bytes = archive(&files);
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, w)| *w == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + from.len()].copy_from_slice(to);
    }
    bytes
}

fn open(bytes: Vec<u8>) -> Result<Package<Cursor<Vec<u8>>>, Refusal> {
    Package::open(Cursor::new(bytes), &Limits::default())
}

#[test]
fn reads_what_it_lists() {
    let bytes = archive(&[
        (MANIFEST, b"<manifest/>"),
        ("a/e\u{301}t\u{e9}.html", b"bonjour"),
        ("./b//c.txt", b""),
    ]);
    let mut package = open(bytes).unwrap();
    let paths: Vec<&str> = package
        .entries()
        .iter()
        .map(|entry| entry.path.as_str())
        .collect();
    assert_eq!(paths, [MANIFEST, "a/été.html", "b/c.txt"]);
    let mut read = Vec::new();
    assert_eq!(package.read_entry(1, &mut read).unwrap(), 7);
    assert_eq!(read, b"bonjour");
    assert_eq!(package.read_manifest().unwrap(), b"<manifest/>");
    assert!(matches!(
        package.read_entry(9, Vec::new()),
        Err(ReadError::Refused(Refusal::NoSuchEntry { index: 9 }))
    ));
}

#[test]
fn hostile_names() {
    type Expected = fn(&Refusal) -> bool;
    let cases: [(&[u8], Expected); 10] = [
        (b"../evil.htm", |r| matches!(r, Refusal::Outside { .. })),
        (b"a/../../b.h", |r| matches!(r, Refusal::Outside { .. })),
        (b"a/.. /b.htm", |r| matches!(r, Refusal::Outside { .. })),
        (b"/etc/passwd", |r| matches!(r, Refusal::Absolute { .. })),
        (b"C:/win/a.ht", |r| matches!(r, Refusal::Absolute { .. })),
        (b"a\\..\\bb.htm", |r| matches!(r, Refusal::Backslash { .. })),
        (b"a/b\0c/d.htm", |r| matches!(r, Refusal::ControlCharacter { .. })),
        (b"a/b\nc/d.htm", |r| matches!(r, Refusal::ControlCharacter { .. })),
        (b"virus12.EXE", |r| matches!(r, Refusal::Executable { .. })),
        (b"shell.php. ", |r| matches!(r, Refusal::Executable { .. })),
    ];
    for (name, expected) in cases {
        let refusal = open(renamed(&[MANIFEST, "placeholder"], "placeholder", name)).unwrap_err();
        assert!(expected(&refusal), "{name:?}: {refusal:?}");
    }
}

#[test]
fn names_that_merge() {
    for second in ["PAGE.html", "page.html/x", "ｐage.html"] {
        let refusal = open(archive(&[(MANIFEST, b""), ("page.html", b""), (second, b"")])).unwrap_err();
        assert!(
            matches!(refusal, Refusal::SameName { .. }),
            "{second}: {refusal:?}"
        );
    }
    let twice = open(archive(&[
        (MANIFEST, b""),
        ("e\u{301}.html", b""),
        ("\u{e9}.html", b""),
    ]))
    .unwrap_err();
    assert!(matches!(twice, Refusal::SameName { .. }));
    let same = open(renamed(
        &[MANIFEST, "one.html", "two.html"],
        "two.html",
        b"one.html",
    ))
    .unwrap_err();
    assert_eq!(same, Refusal::DuplicateNames);
}

#[test]
fn links_and_encrypted_entries() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(MANIFEST, options()).unwrap();
    writer.add_symlink("lien", "/etc/passwd", options()).unwrap();
    let refusal = open(writer.finish().unwrap().into_inner()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "L’archive contient un lien symbolique, «\u{202f}lien\u{202f}»\u{202f}: remplacez-le par le fichier lui-même, puis refaites l’archive."
    );

    let mut bytes = archive(&[(MANIFEST, b"x")]);
    flip(&mut bytes, b"PK\x01\x02", 8, 1);
    assert!(matches!(open(bytes).unwrap_err(), Refusal::Encrypted { .. }));
    let mut bytes = archive(&[(MANIFEST, b"x")]);
    flip(&mut bytes, b"PK\x01\x02", 10, 12 ^ 8);
    assert!(matches!(open(bytes).unwrap_err(), Refusal::Compression { .. }));
}

/// Flips bits of the byte at `offset` after the first `mark`.
fn flip(bytes: &mut [u8], mark: &[u8], offset: usize, bits: u8) {
    let at = bytes
        .windows(mark.len())
        .position(|window| window == mark)
        .unwrap();
    bytes[at + offset] ^= bits;
}

#[test]
fn the_manifest_is_at_the_root() {
    assert_eq!(
        open(archive(&[("a.html", b"")])).unwrap_err(),
        Refusal::ManifestMissing
    );
    assert_eq!(
        open(archive(&[("Mon cours/imsmanifest.xml", b"")])).unwrap_err(),
        Refusal::ManifestInFolder {
            folder: "Mon cours".into()
        }
    );
    assert!(matches!(
        open(archive(&[("IMSmanifest.xml", b"")])).unwrap_err(),
        Refusal::ManifestName { .. }
    ));
    assert_eq!(open(b"%PDF-1.7".to_vec()).unwrap_err(), Refusal::NotAZip);
    assert_eq!(open(Vec::new()).unwrap_err(), Refusal::NotAZip);
}

#[test]
fn limits_hold() {
    let zeros = vec![0; 2 << 20];
    let refusal = open(archive(&[(MANIFEST, b""), ("zeros.bin", &zeros)])).unwrap_err();
    assert!(matches!(refusal, Refusal::Ratio { .. }));

    let small = Limits {
        entries: 2,
        ..Limits::default()
    };
    let three = archive(&[(MANIFEST, b""), ("a", b""), ("b", b"")]);
    assert_eq!(
        Package::open(Cursor::new(three.clone()), &small).unwrap_err(),
        Refusal::TooManyEntries { limit: 2 }
    );
    let mut lying = three;
    flip(&mut lying, b"PK\x05\x06", 10, 3 ^ 1);
    assert!(Package::open(Cursor::new(lying), &small).is_err());

    let files = archive(&[(MANIFEST, b"0123456789"), ("a/b/c.txt", b"0123456789")]);
    for (limits, expected) in [
        (
            Limits {
                entry_bytes: 9,
                ..Limits::default()
            },
            Refusal::EntryTooLarge {
                entry: MANIFEST.into(),
                limit: 9,
            },
        ),
        (
            Limits {
                total_bytes: 19,
                ..Limits::default()
            },
            Refusal::TooLarge { limit: 19 },
        ),
        (
            Limits {
                depth: 2,
                ..Limits::default()
            },
            Refusal::TooDeep {
                entry: "a/b/c.txt".into(),
                limit: 2,
            },
        ),
        (
            Limits {
                path_characters: 14,
                ..Limits::default()
            },
            Refusal::PathTooLong {
                entry: MANIFEST.into(),
                limit: 14,
            },
        ),
    ] {
        assert_eq!(
            Package::open(Cursor::new(files.clone()), &limits).unwrap_err(),
            expected
        );
    }
}

#[test]
fn a_declared_size_is_never_believed() {
    let zeros = vec![0; 4 << 20];
    let mut bytes = archive(&[(MANIFEST, b""), ("bomb.bin", &zeros)]);
    // Both headers now declare 4096 bytes instead of 4 MiB.
    let declared = (4_u32 << 20).to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == declared)
        .map(|(at, _)| at)
        .collect();
    for at in places {
        bytes[at..at + 4].copy_from_slice(&4_096_u32.to_le_bytes());
    }
    let mut package = open(bytes).unwrap();
    let mut read = Vec::new();
    assert!(matches!(
        package.read_entry(1, &mut read),
        Err(ReadError::Refused(_))
    ));
    assert!(read.len() <= 64 * 1024);

    let mut bytes = archive(&[(MANIFEST, b"<manifest>0123456789</manifest>")]);
    flip(&mut bytes, b"PK\x01\x02", 16, 1);
    assert!(matches!(
        open(bytes).unwrap().read_manifest(),
        Err(Refusal::Unreadable { .. })
    ));
}
