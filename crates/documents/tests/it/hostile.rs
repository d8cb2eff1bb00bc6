//! Values are data: nothing that a person types is read as markup, and anything makes a document.

use crate::pdf::Pdf;
use crate::samples;
use documents::{Completion, EndOfTraining, Met, Piece, ResultLine, Wording, Words};
use proptest::prelude::*;

const MARKUP: [&str; 9] = [
    "#panic()",
    "#read(\"/rows.json\")",
    "*gras* _penché_ `code`",
    "= Titre",
    "$ x^2 $ @renvoi <ancre>",
    "// commentaire",
    "\\ #let x = 1;",
    "{\"json\": [1]} \\u{41}",
    "<script>alert(1)</script> & ' \" ~ -- ...",
];

#[test]
fn markup_is_printed_as_it_is() {
    for text in MARKUP {
        let given = text.to_owned();
        let said = |strong| vec![Piece::Paragraph(vec![samples::words(text, strong)])];
        let wording = Wording {
            title: given.clone(),
            subtitle: given.clone(),
            body: said(true),
            closing: said(false),
            footer: given.clone(),
        };
        let completion = Completion {
            learner: given.clone(),
            wording,
            ..samples::completion()
        };
        let pdf = Pdf::open(documents::completion(&completion).unwrap());
        assert!(pdf.count(text) >= 5, "{text}: {:?}", pdf.pages());
        assert!(
            pdf.information().iter().any(|(_, value)| value.ends_with(text)),
            "{text}"
        );

        let results = vec![ResultLine {
            label: given.clone(),
            required: given.clone(),
            obtained: given.clone(),
            met: Met::Yes,
        }];
        let attestation = EndOfTraining {
            objectives: vec![given.clone()],
            results,
            verdict: given,
            ..samples::end_of_training()
        };
        let pdf = Pdf::open(documents::end_of_training(&attestation).unwrap());
        assert!(pdf.count(text) >= 5, "{text}: {:?}", pdf.pages());
    }
}

#[test]
fn a_long_name_is_printed_whole_between_the_margins() {
    let long = "Maria".repeat(80);
    let mut given = samples::completion_of(&long, &"K7QF".repeat(100));
    let title = "Réussir".repeat(57);
    let said = vec![
        samples::words(&long, true),
        samples::words(&format!("\n{title}"), false),
    ];
    given.wording.body = vec![Piece::Paragraph(said)];
    given.organisation.name = "Chambre".repeat(57);
    given.proof.url = format!("https://formation.example/{}", "v".repeat(374));
    let pdf = Pdf::open(documents::completion(&given).unwrap());
    let given = [
        &long,
        &title,
        &given.organisation.name,
        &given.proof.code,
        &given.proof.url,
    ];
    pdf.assert_prints(&given.map(String::as_str));
    assert!(pdf.pages().len() <= 3);
    for page in 1..=pdf.pages().len() {
        pdf.assert_prints(&[&format!("Page {page}/{}", pdf.pages().len())]);
    }
}

#[test]
fn a_long_list_flows_on_with_its_header_and_the_count_of_pages() {
    let line = |at: usize| ResultLine {
        label: format!("Quiz numéro {at}"),
        required: "70\u{202f}%".into(),
        obtained: "82\u{202f}%".into(),
        met: Met::Yes,
    };
    let given = EndOfTraining {
        results: (1..=60).map(line).collect(),
        ..samples::end_of_training()
    };
    let pdf = Pdf::open(documents::end_of_training(&given).unwrap());
    let pages = pdf.pages();
    assert!(pages.len() >= 2);
    for (at, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("Page{}/{}", at + 1, pages.len())),
            "{page}"
        );
        assert!(page.contains("K7QF-2M9X-R4TB"));
    }
    assert!(
        pages[1].contains("ÉvaluationExigéObtenuSatisfait"),
        "{}",
        pages[1]
    );
    pdf.assert_prints(&[
        "Quiz numéro 1 ",
        "Quiz numéro 60",
        "Objectifs partiellement atteints",
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_strings_make_a_certificate(texts in prop::collection::vec(any::<String>(), 12), minutes: u32) {
        let mut given = samples::completion_of(&texts[0], &texts[1]);
        given.wording.title.clone_from(&texts[2]);
        given.wording.footer.clone_from(&texts[3]);
        let said = texts.iter().enumerate().map(|(at, text)| Words {
            text: text.clone(),
            strong: at % 2 == 0,
            stressed: at % 3 == 0,
            link: Some(text.clone()),
        });
        let said: Vec<Words> = said.collect();
        given.wording.body = vec![
            Piece::Paragraph(said.clone()),
            Piece::Heading { under: true, words: said.clone() },
            Piece::List { first: None, items: vec![said] },
        ];
        given.organisation.name.clone_from(&texts[5]);
        given.organisation.address_lines.clone_from(&texts);
        given.organisation.siret.clone_from(&texts[6]);
        given.organisation.nda.clone_from(&texts[7]);
        given.signatory.name.clone_from(&texts[8]);
        given.signatory.capacity.clone_from(&texts[9]);
        given.issued_at.clone_from(&texts[10]);
        given.proof.url.clone_from(&texts[11]);
        given.minutes_done = minutes;
        let made = documents::completion(&given);
        prop_assert!(made.as_ref().is_ok_and(|pdf| pdf.starts_with(b"%PDF-1.7")), "{made:?}");
    }

    #[test]
    fn any_results_make_an_attestation(
        lines in prop::collection::vec((any::<String>(), any::<String>(), "\\PC{0,600}"), 0..30),
        objectives in prop::collection::vec("[\\PC\\p{M}]{0,80}", 0..20),
    ) {
        let results = lines
            .into_iter()
            .map(|(label, required, obtained)| ResultLine { label, required, obtained, met: Met::No })
            .collect();
        let given = EndOfTraining { results, objectives, ..samples::end_of_training() };
        let made = documents::end_of_training(&given);
        prop_assert!(made.as_ref().is_ok_and(|pdf| pdf.starts_with(b"%PDF-1.7")), "{made:?}");
    }
}
