//! The files are PDF/UA-1 (ISO 14289-1), the same for the same rows, and don't say what made them.

use crate::pdf::Pdf;
use crate::samples;
use lopdf::Object;

/// Each document, by the title that readers announce.
fn each() -> [(&'static str, Vec<u8>); 3] {
    [
        (
            "Certificat de réalisation – Monique Lefèvre",
            documents::completion(&samples::completion()).unwrap(),
        ),
        (
            "Attestation de fin de formation – Monique Lefèvre",
            documents::end_of_training(&samples::end_of_training()).unwrap(),
        ),
        (
            "Attestation d’assiduité – Monique Lefèvre",
            documents::diligence(&samples::diligence()).unwrap(),
        ),
    ]
}

#[test]
fn a_document_says_that_it_is_tagged_in_french_and_titled() {
    for (title, bytes) in each() {
        let pdf = Pdf::open(bytes);
        let catalog = pdf.catalog();
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"fr-FR");
        let marked = pdf
            .dictionary(catalog, b"MarkInfo")
            .get(b"Marked")
            .and_then(Object::as_bool);
        assert!(marked.unwrap());
        let shown = pdf
            .dictionary(catalog, b"ViewerPreferences")
            .get(b"DisplayDocTitle");
        assert!(shown.and_then(Object::as_bool).unwrap());
        assert!(pdf.dictionary(catalog, b"StructTreeRoot").has(b"ParentTree"));
        let xmp = pdf.xmp();
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
        assert!(xmp.contains(title), "{xmp}");
    }
}

#[test]
fn headings_tables_links_and_pictures_have_their_tags() {
    for (_, bytes) in each() {
        let pdf = Pdf::open(bytes);
        assert_eq!(pdf.with(b"S", b"H1").len(), 1);
        assert!(pdf.with(b"S", b"H2").len() >= 2);
        assert!(!pdf.with(b"S", b"TH").is_empty());
        assert!(!pdf.with(b"S", b"Link").is_empty());
        assert!(
            pdf.with(b"Subtype", b"Link")
                .iter()
                .all(|link| link.has(b"Contents"))
        );
        let figures = pdf.with(b"S", b"Figure");
        assert!(figures.len() == 1 && figures[0].has(b"Alt"));
    }
}

#[test]
fn what_is_a_list_is_one() {
    for (title, bytes) in each() {
        let listed = !title.starts_with("Attestation d’assiduité");
        assert_eq!(!Pdf::open(bytes).with(b"S", b"LI").is_empty(), listed, "{title}");
    }
}

#[test]
fn the_information_names_the_organisation_and_nothing_that_made_the_file() {
    for (title, bytes) in each() {
        let pdf = Pdf::open(bytes);
        let mut information = pdf.information();
        information.sort();
        let day = "D:20261102000000Z";
        let expected = [
            (
                "Author",
                "Chambre de métiers et de l’artisanat de Bourgogne-Franche-Comté",
            ),
            ("CreationDate", day),
            ("ModDate", day),
            ("Title", title),
        ];
        assert_eq!(
            information,
            expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
        let everything = pdf.everything();
        for maker in ["typst", "krilla", "compagnon", "creatortool", "pdf:producer"] {
            assert!(!everything.contains(maker), "{maker}");
        }
    }
}

#[test]
fn the_same_rows_make_the_same_bytes_whatever_was_made_before() {
    let first = each();
    let other = samples::completion_of("Karim Haddad", "W3HD-8PLN-55CX");
    assert_ne!(documents::completion(&other).unwrap(), first[0].1);
    for _ in 0..8 {
        documents::completion(&other).unwrap();
    }
    assert!(each() == first);
}

#[test]
fn documents_are_made_side_by_side() {
    let alone = each();
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..4).map(|_| scope.spawn(each)).collect();
        for hand in hands {
            assert!(hand.join().unwrap() == alone);
        }
    });
}

#[test]
fn a_stamp_and_a_signature_are_figures_with_their_words() {
    let mut given = samples::completion();
    given.signatory.stamp = Some(samples::dot());
    given.signatory.signature = Some(samples::dot());
    let pdf = Pdf::open(documents::completion(&given).unwrap());
    let figures = pdf.with(b"S", b"Figure");
    let mut said: Vec<String> = figures
        .iter()
        .map(|figure| lopdf::decode_text_string(figure.get(b"Alt").unwrap()).unwrap())
        .collect();
    said.sort();
    let name = "Chambre de métiers et de l’artisanat de Bourgogne-Franche-Comté";
    assert_eq!(said[0], format!("Cachet de {name}"));
    assert_eq!(said[2], "Signature de Fabienne Roux");
    assert_eq!(pdf.pages().len(), 1);
    // What is frozen is the digest; without the bytes the place stays empty.
    let json = serde_json::to_string(&given).unwrap();
    assert!(json.contains(r#""stamp":{"digest":"ab"}"#), "{json}");
    let read: documents::Completion = serde_json::from_str(&json).unwrap();
    let bare = Pdf::open(documents::completion(&read).unwrap());
    assert_eq!(bare.with(b"S", b"Figure").len(), 1);
}
