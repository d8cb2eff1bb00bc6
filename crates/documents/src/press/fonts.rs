//! The typefaces: Atkinson Hyperlegible Next, the one of the screens, and Noto Sans for the letters that it lacks (Greek,
//! Cyrillic, Vietnamese). Both are under the SIL Open Font License; `make web` takes them from their packages.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// The faces that templates name first, and the one that completes it.
static FILES: [&[u8]; 5] = [
    include_bytes!("../../../../web/dist/print-regular.ttf"),
    include_bytes!("../../../../web/dist/print-bold.ttf"),
    include_bytes!("../../../../web/dist/print-italic.ttf"),
    include_bytes!("../../../../web/dist/print-bold-italic.ttf"),
    include_bytes!("../../../../web/dist/print-other.ttf"),
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect()
});

/// All of them, by the index that the book gives.
pub(super) fn all() -> &'static [Font] {
    &FONTS
}

pub(super) fn book() -> FontBook {
    FontBook::from_fonts(all())
}

/// Whether a glyph exists for the character.
pub(crate) fn have(char: char) -> bool {
    FONTS
        .iter()
        .any(|font| font.info().coverage.contains(u32::from(char)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_faces_with_french_and_the_replacement() {
        let families: Vec<&str> = all().iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(
            families,
            [
                "Atkinson Hyperlegible Next",
                "Atkinson Hyperlegible Next",
                "Atkinson Hyperlegible Next",
                "Atkinson Hyperlegible Next",
                "Noto Sans"
            ]
        );
        for char in "ÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆàâçéèêëîïôùûüÿœæ«»’–—…€°№\u{202f}\u{a0}\u{fffd}".chars()
        {
            assert!(have(char), "{char:?}");
        }
        assert!(!have('李'));
    }
}
