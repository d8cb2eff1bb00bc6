use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::limits::Limits;
use super::refusal::Refusal;
use crate::typography::is_hidden;

/// Endings of files that a machine runs, or that a web server would.
const EXECUTABLES: [&str; 31] = [
    "exe", "dll", "msi", "msix", "com", "scr", "pif", "cpl", "bat", "cmd", "ps1", "psm1", "vbs", "vbe",
    "wsf", "hta", "lnk", "reg", "sh", "bash", "php", "php3", "php5", "phtml", "phar", "jsp", "jspx", "asp",
    "aspx", "ashx", "cgi",
];

/// The normalised path of an entry: NFC, without `.` and empty segments; empty for the root itself.
pub(super) fn normalise(raw: &str, limits: &Limits) -> Result<String, Refusal> {
    let entry = || raw.to_owned();
    if raw.chars().any(is_hidden) {
        return Err(Refusal::ControlCharacter { entry: entry() });
    }
    if raw.contains('\\') {
        return Err(Refusal::Backslash { entry: entry() });
    }
    let drive =
        raw.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && raw.as_bytes().get(1) == Some(&b':');
    if raw.starts_with('/') || drive {
        return Err(Refusal::Absolute { entry: entry() });
    }
    let segments: Vec<&str> = raw
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "."))
        .collect();
    // « .. » followed by dots or spaces is « .. » again for some systems.
    let climbs =
        |segment: &&str| segment.starts_with("..") && segment.trim_end_matches(['.', ' ']).is_empty();
    if segments.iter().any(climbs) {
        return Err(Refusal::Outside { entry: entry() });
    }
    if segments.len() > limits.depth {
        return Err(Refusal::TooDeep {
            entry: entry(),
            limit: limits.depth,
        });
    }
    let path: String = segments.join("/").nfc().collect();
    if path.chars().count() > limits.path_characters {
        return Err(Refusal::PathTooLong {
            entry: entry(),
            limit: limits.path_characters,
        });
    }
    Ok(path)
}

/// What two paths that only differ by case or Unicode normalisation have in common.
pub fn comparison_key(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// Whether a path ends as an executable does, whatever follows that some systems drop.
pub(super) fn is_executable(path: &str) -> bool {
    let name = path.trim_end_matches(['.', ' ']);
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.')
        .is_some_and(|(_, ending)| EXECUTABLES.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// Refuses an archive where a path is a file for one entry and a folder for another.
pub(super) fn no_file_is_a_folder(seen: &BTreeMap<String, (String, bool)>) -> Result<(), Refusal> {
    for (key, (path, _)) in seen {
        let parents = key
            .char_indices()
            .filter(|(_, c)| *c == '/')
            .filter_map(|(at, _)| key.get(..at));
        for parent in parents {
            if let Some((first, false)) = seen.get(parent) {
                return Err(Refusal::SameName {
                    first: first.clone(),
                    second: path.clone(),
                });
            }
        }
    }
    Ok(())
}
