//! Where a small form of the header comes back to.

/// A path of ours; anything else is the home page.
pub fn safe_path(path: &str) -> &str {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if plain { path } else { "/" }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn one_comes_back_to_our_own_pages_only() {
        let cases = [
            ("/sessions?page=2", "/sessions?page=2"),
            ("//mechant.example", "/"),
            ("https://mechant.example", "/"),
            ("/\\mechant", "/"),
            ("", "/"),
        ];
        for (typed, expected) in cases {
            assert_eq!(safe_path(typed), expected, "{typed:?}");
        }
    }
}
