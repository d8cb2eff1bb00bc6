//! « Mes fiches », printed: whole, tagged, the same bytes for the same rows, whatever was typed.

use documents::{Piece, Summaries, Summary, Words, summaries};
use jiff::civil::date;
use proptest::prelude::*;

fn words(text: &str) -> Vec<Words> {
    vec![Words {
        text: text.to_owned(),
        ..Words::default()
    }]
}

fn given(sheets: Vec<Summary>) -> Summaries {
    Summaries {
        platform: "Formation CMA".to_owned(),
        sheets,
        printed: date(2026, 11, 2),
    }
}

fn sheet(pieces: Vec<Piece>) -> Summary {
    Summary {
        title: "Répondre à un avis".to_owned(),
        course: "Réussir ma stratégie Facebook".to_owned(),
        pieces,
    }
}

#[test]
fn sheets_are_printed_one_a_page_after_their_list() {
    let bold = Words {
        text: "trois jours".to_owned(),
        strong: true,
        stressed: true,
        link: Some("https://exemple.fr/avis".to_owned()),
    };
    let pieces = vec![
        Piece::Heading {
            under: true,
            words: words("Avant d’écrire"),
        },
        Piece::Paragraph([words("Répondez sous\n"), vec![bold], words(" au plus.")].concat()),
        Piece::List {
            first: None,
            items: vec![words("merci"), words("un détail")],
        },
        Piece::Heading {
            under: false,
            words: words("Ensuite"),
        },
        Piece::Heading {
            under: true,
            words: words("Le lendemain"),
        },
        Piece::List {
            first: Some(3),
            items: vec![words("relire"), words("publier")],
        },
    ];
    for (many, pages) in [(1, 1), (2, 3)] {
        let given = given(vec![sheet(pieces.clone()); many]);
        let pdf = summaries(&given).unwrap();
        assert_eq!(pdf, summaries(&given).unwrap(), "the same bytes");
        let read = lopdf::Document::load_mem(&pdf).unwrap();
        assert_eq!(read.get_pages().len(), pages);
        assert!(read.catalog().unwrap().has(b"StructTreeRoot"), "tagged");
        let marked = read.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(marked, b"fr-FR");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn anything_typed_is_printed(text in "\\PC{0,200}", other in any::<String>(), under: bool, strong: bool) {
        let piece = vec![Words { text: format!("{text}\n{other}"), strong, stressed: under, link: Some(other) }];
        let pieces = vec![
            Piece::Heading { under, words: piece.clone() },
            Piece::Paragraph(piece.clone()),
            Piece::List { first: under.then_some(0), items: vec![piece, Vec::new()] },
        ];
        summaries(&given(vec![sheet(pieces)])).unwrap();
    }
}
