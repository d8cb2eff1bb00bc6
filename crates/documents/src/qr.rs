//! The address of the check page as a picture that a telephone reads. ISO/IEC 18004, level M.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// An SVG of one path, one unit a module, without a quiet zone (the page's margin is one); none when the address is too long
/// to be read from paper.
#[must_use]
pub fn svg(address: &str) -> Option<String> {
    if address.len() > 300 {
        return None;
    }
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for (from, length) in runs((0..size).map(|x| code.get_module(x, y))) {
            let _ = write!(path, "M{from} {y}h{length}v1h-{length}z");
        }
    }
    Some(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}"><path d="{path}"/></svg>"#
    ))
}

/// Where each run of dark modules begins, and how long it is.
fn runs(modules: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in modules.enumerate().filter(|(_, dark)| *dark) {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_are_gathered_in_runs() {
        let row = [true, true, false, true, false, false, true].into_iter();
        assert_eq!(runs(row), [(0, 2), (3, 1), (6, 1)]);
    }

    #[test]
    fn an_address_has_its_three_finders_and_a_long_one_has_no_picture() {
        let svg = svg("https://formation.example/verifier/K7QF-2M9X").unwrap();
        // 44 bytes at level M want version 4, of 33 modules a side. Each finder is seven wide.
        assert!(svg.contains(r#"viewBox="0 0 33 33""#));
        for finder in ["M0 0h7v1h-7z", "M26 0h7v1h-7z", "M0 32h7v1h-7z"] {
            assert!(svg.contains(finder), "{finder}");
        }
        assert_eq!(super::svg(&"a".repeat(301)), None);
    }
}
