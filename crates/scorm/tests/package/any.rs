//! Whatever the bytes and the names.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use scorm::package::{Limits, MANIFEST, Package};
use zip::ZipWriter;

use crate::{archive, options};

/// Everything that opens can be listed and read, or refused, without a path that leads outside.
fn explore(bytes: Vec<u8>) {
    let Ok(mut package) = Package::open_archive(Cursor::new(bytes), &Limits::default()) else {
        return;
    };
    for index in 0..package.entries().len() {
        let path = package.entries()[index].path.clone();
        assert!(!path.starts_with('/') && !path.contains('\\') && !path.chars().any(char::is_control));
        assert!(
            path.split('/').all(|segment| !matches!(segment, "" | "." | "..")),
            "{path}"
        );
        match package.read_entry(index, std::io::sink()) {
            Ok(_) => {}
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        explore(bytes.clone());
        let mut with_end = bytes;
        with_end.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0");
        explore(with_end);
    }

    #[test]
    fn any_names(names in prop::collection::btree_set("([a-c.]{0,3}|\\.\\.|C:|é|e\u{301}|\u{202e}|\\\\|.)(/([a-c.]{1,3}|\\.\\.|é|.)){0,4}", 1..8)) {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in &names {
            if writer.start_file(name.as_str(), options()).is_ok() {
                writer.write_all(name.as_bytes()).unwrap();
            }
        }
        explore(writer.finish().unwrap().into_inner());
    }

    #[test]
    fn any_damage(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = archive(&[(MANIFEST, b"<manifest/>"), ("a/b.html", &[7; 3_000])]);
        let place = at.index(bytes.len());
        bytes[place] = value;
        explore(bytes.clone());
        bytes.truncate(cut.index(bytes.len()));
        explore(bytes);
    }
}
