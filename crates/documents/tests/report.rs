//! Figures in tables: the same bytes for the same rows, whatever a cell says; a workbook whose parts are XML.

use std::io::{Cursor, Read as _};

use documents::{Cell, Report, ReportTable, report, workbook};
use jiff::civil::date;
use proptest::prelude::*;

fn given(text: &str, number: u64) -> Report {
    Report {
        title: format!("Bilan {text}"),
        platform: "Formation CMA".to_owned(),
        about: vec![text.to_owned()],
        tables: vec![
            ReportTable {
                caption: text.to_owned(),
                heads: vec!["Région".to_owned(), text.to_owned(), "Délai".to_owned()],
                rows: vec![
                    vec![
                        Cell::Text(text.to_owned()),
                        Cell::Number(number),
                        Cell::Minutes(125),
                    ],
                    vec![Cell::Text("Bretagne".to_owned()), Cell::Share(85), Cell::Nothing],
                ],
            },
            ReportTable {
                caption: "Vide".to_owned(),
                heads: vec!["Rien".to_owned()],
                rows: Vec::new(),
            },
        ],
        printed: date(2026, 11, 2),
    }
}

fn part(bytes: &[u8], name: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    zip.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn a_document_is_tagged_and_always_the_same() {
    let one = report(&given("novembre", 12)).unwrap();
    assert!(one.starts_with(b"%PDF-1.7"));
    assert_eq!(one, report(&given("novembre", 12)).unwrap());
    let read = lopdf::Document::load_mem(&one).unwrap();
    let catalogue = read.catalog().unwrap();
    assert!(catalogue.get(b"StructTreeRoot").is_ok() && catalogue.get(b"Lang").is_ok());
}

#[test]
fn a_workbook_holds_numbers_as_numbers() {
    let bytes = workbook(&given("=SOMME(A1) & <b>", 1200)).unwrap();
    assert_eq!(bytes, workbook(&given("=SOMME(A1) & <b>", 1200)).unwrap());
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml").unwrap();
    // What is typed is text: no formula, no markup.
    assert!(sheet.contains("t=\"inlineStr\"><is><t xml:space=\"preserve\">=SOMME(A1) &amp; &lt;b&gt;</t>"));
    assert!(!sheet.contains("<f>"));
    for expected in [
        "<c r=\"B2\" s=\"0\"><v>1200</v></c>",
        "<c r=\"B3\" s=\"2\"><v>0.85</v></c>",
        "<c r=\"C2\" s=\"3\"><v>0.086805556</v></c>",
    ] {
        assert!(sheet.contains(expected), "{expected}: {sheet}");
    }
    assert!(
        part(&bytes, "xl/workbook.xml")
            .unwrap()
            .contains("name=\"2 Vide\"")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_said_is_printed(text in any::<String>(), number in any::<u64>()) {
        let given = given(&text, number);
        prop_assert!(report(&given).is_ok());
        let bytes = workbook(&given).unwrap();
        for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
            let xml = part(&bytes, name).unwrap();
            prop_assert!(xml.chars().all(|one| !one.is_control() || one == '\n'), "{xml:?}");
            prop_assert_eq!(xml.matches('<').count(), xml.matches('>').count());
        }
    }
}
