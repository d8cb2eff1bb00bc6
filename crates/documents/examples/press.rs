//! How many documents a second two presses make: `cargo run --release -p documents --example press`.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a stopwatch that is read at the command line"
)]

use std::time::Instant;

use documents::{Completion, Nature, Organisation, Piece, Proof, Signatory, Wording, Words};
use jiff::civil::date;

fn completion(at: usize) -> Completion {
    let words = |text: String, strong| Words {
        text,
        strong,
        ..Words::default()
    };
    Completion {
        platform: "Formation CMA".to_owned(),
        organisation: Organisation {
            name: "Chambre de métiers et de l’artisanat".to_owned(),
            address_lines: vec!["2 cours des Essais".to_owned(), "35000 Rennes".to_owned()],
            siret: "12345678900012".to_owned(),
            nda: "53350000035".to_owned(),
            city: "Rennes".to_owned(),
        },
        signatory: Signatory {
            name: "René Kerjean".to_owned(),
            capacity: "secrétaire général".to_owned(),
            ..Signatory::default()
        },
        learner: format!("Monique Lefèvre {at}"),
        standing: String::new(),
        company: None,
        title: "Réussir ma stratégie Facebook".to_owned(),
        nature: Nature::Training,
        from: date(2026, 9, 1),
        to: date(2026, 10, 30),
        minutes_done: 1_710,
        issued: date(2026, 11, 2),
        issued_at: "Rennes".to_owned(),
        proof: Proof {
            code: format!("K7QF-2M9X-R4TB-{at:04}"),
            url: format!("https://formation.example/verification/K7QF-2M9X-R4TB-{at:04}"),
        },
        wording: Wording {
            title: "Certificat de réalisation".to_owned(),
            subtitle: "d’une action qui concourt au développement des compétences".to_owned(),
            body: vec![
                Piece::Paragraph(vec![words("Je soussigné atteste que".to_owned(), false)]),
                Piece::Paragraph(vec![words(format!("Monique Lefèvre {at}"), true)]),
                Piece::Paragraph(vec![words("a suivi l’action".to_owned(), false)]),
            ],
            closing: vec![Piece::Paragraph(vec![words(
                "Pièces conservées trois ans. ".repeat(8),
                false,
            )])],
            footer: String::new(),
        },
    }
}

fn main() -> Result<(), documents::Error> {
    let many: usize = std::env::args()
        .nth(1)
        .and_then(|many| many.parse().ok())
        .unwrap_or(500);
    let presses: usize = std::env::args()
        .nth(2)
        .and_then(|many| many.parse().ok())
        .unwrap_or(2);
    documents::completion(&completion(0))?;
    let from = Instant::now();
    let bytes = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..presses)
            .map(|hand| {
                scope.spawn(move || {
                    let mine = (0..many).skip(hand).step_by(presses);
                    mine.map(|at| documents::completion(&completion(at)).map(|pdf| pdf.len()))
                        .sum::<Result<usize, _>>()
                })
            })
            .collect();
        hands
            .into_iter()
            .filter_map(|hand| hand.join().ok())
            .sum::<Result<usize, _>>()
    })?;
    let seconds = from.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(many).unwrap_or(u32::MAX)) / seconds;
    println!(
        "{many} documents, {presses} presses: {seconds:.1} s, {rate:.0} a second, {} bytes each",
        bytes / many.max(1)
    );
    Ok(())
}
