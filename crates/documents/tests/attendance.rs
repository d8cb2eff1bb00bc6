//! « Feuille d’émargement », printed: blank, signed, whatever was typed or drawn; the same bytes for the same rows.

#![expect(clippy::unwrap_used, reason = "a test that can't go on stops")]

use documents::{Attendance, AttendanceLine, AttendanceSheet, Ink, Organisation, Voucher, attendance};
use jiff::civil::date;
use proptest::prelude::*;

fn sheet(lines: Vec<AttendanceLine>, voucher: Option<Voucher>) -> AttendanceSheet {
    AttendanceSheet {
        organisation: Organisation {
            name: "CMA Bretagne".to_owned(),
            address_lines: vec!["1 rue des Halles".to_owned(), "35000 Rennes".to_owned()],
            siret: "13002345600018".to_owned(),
            nda: "53351234567".to_owned(),
            city: "Rennes".to_owned(),
        },
        title: "Réussir ma stratégie Facebook".to_owned(),
        reference: "FB-2026-11".to_owned(),
        step: "Ma page passée au banc d’essai".to_owned(),
        modality: "Sur place".to_owned(),
        day: date(2026, 12, 1),
        half: "matin".to_owned(),
        hours: "de 9 h à 12 h 30".to_owned(),
        place: "Salle 2, Quimper".to_owned(),
        trainers: vec!["Fabienne Morvan".to_owned()],
        lines,
        corrections: Vec::new(),
        voucher,
    }
}

fn line(name: &str, ink: Option<Ink>, signed: &str, remarks: &[&str]) -> AttendanceLine {
    AttendanceLine {
        name: name.to_owned(),
        company: Some("Salon Monique".to_owned()),
        ink,
        signed: signed.to_owned(),
        remarks: remarks.iter().map(|text| (*text).to_owned()).collect(),
    }
}

fn printed(sheets: &[(AttendanceSheet, Option<String>)]) -> Vec<u8> {
    let given = Attendance {
        platform: "Formation CMA",
        sheets,
        printed: date(2026, 12, 1),
    };
    attendance(&given).unwrap()
}

#[test]
fn a_sheet_is_blank_or_signed() {
    let drawn = Ink::Drawn(vec![
        vec![(10, 20), (400, 200), (900, 40)],
        vec![(500, 150)],
        vec![],
    ]);
    let blank = sheet(vec![line("Le Bihan Monique", None, "", &[])], None);
    let mut signed = sheet(
        vec![
            line(
                "Le Bihan Monique",
                Some(drawn.clone()),
                "A signé à 9 h 02, sur la tablette",
                &["Arrivée à 9 h 20"],
            ),
            line(
                "Martin René",
                Some(Ink::Written("René Martin".to_owned())),
                "A signé à 9 h 03",
                &[],
            ),
            line(
                "Rousseau Claire",
                None,
                "",
                &["Absence\u{202f}: raison professionnelle"],
            ),
        ],
        Some(Voucher {
            name: "Fabienne Morvan".to_owned(),
            ink: drawn,
            signed: "le 1er décembre 2026 à 12 h 32".to_owned(),
        }),
    );
    signed
        .corrections
        .push("Signature de Martin René retirée".to_owned());
    let pages = [(blank.clone(), None), (signed, Some("ab".repeat(32)))];
    let bytes = printed(&pages);
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(bytes, printed(&pages));
    assert!(bytes.len() > printed(&[(blank, None)]).len());
    assert!(printed(&[]).starts_with(b"%PDF"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn whatever_was_typed_or_drawn(name in ".{0,80}", remark in ".{0,80}", points in prop::collection::vec((0..=1000_u16, 0..=300_u16), 0..40)) {
        let one = line(&name, Some(Ink::Drawn(vec![points])), &remark, &[&remark]);
        prop_assert!(printed(&[(sheet(vec![one], None), None)]).starts_with(b"%PDF"));
    }
}
