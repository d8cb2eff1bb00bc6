//! Whatever the text.

use proptest::prelude::*;
use scorm::manifest::parse;

use crate::{GOOD, good_paths, paths};

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(text.as_bytes(), &good_paths());
        let _ = parse(&bytes, &good_paths());
    }

    #[test]
    fn any_tags(tags in prop::collection::vec(prop::sample::select(vec![
        "<manifest>", "</manifest>", "<organizations>", "</organizations>", "<organization>", "</organization>",
        "<item identifierref='r'>", "<item identifier='i'/>", "</item>", "<resources>", "</resources>",
        "<resource identifier='r' href='a.html'/>", "<title>", "</title>", "x", "&amp;", "&#0;", "&#x41;", "&y;",
        "<![CDATA[", "]]>", "<!--", "-->", "<?p?>", "<adlcp:masteryscore>", "</adlcp:masteryscore>", "<!DOCTYPE a>",
    ]), 0..40)) {
        let _ = parse(tags.concat().as_bytes(), &paths(&["a.html"]));
    }

    #[test]
    fn any_mutation(at in any::<prop::sample::Index>(), length in 0_usize..40, inserted in "[<>/&\"'=:a-z ]{0,10}") {
        let mut text: Vec<char> = GOOD.chars().collect();
        let from = at.index(text.len());
        let to = (from + length).min(text.len());
        text.splice(from..to, inserted.chars());
        let text: String = text.into_iter().collect();
        if let Ok(manifest) = parse(text.as_bytes(), &good_paths()) {
            for launchable in manifest.launchables() {
                prop_assert!(good_paths().contains(&launchable.path));
            }
        }
    }
}
