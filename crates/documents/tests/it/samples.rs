//! Ordinary documents.

use documents::{
    Completion, Convocation, Diligence, DiligenceLine, EndOfTraining, Expected, Met, Nature, Organisation,
    Picture, Piece, Proof, ResultLine, Signatory, Wording, Words,
};
use jiff::civil::date;

fn organisation() -> Organisation {
    Organisation {
        name: "Chambre de métiers et de l’artisanat de Bourgogne-Franche-Comté".into(),
        address_lines: vec!["65 rue Daubenton".into(), "21000 Dijon".into()],
        siret: "12345678900012".into(),
        nda: "27 21 01234 21".into(),
        city: "Dijon".into(),
    }
}

fn signatory() -> Signatory {
    Signatory {
        name: "Fabienne Roux".into(),
        capacity: "Secrétaire générale".into(),
        ..Signatory::default()
    }
}

/// Words in bold, and words that aren't.
pub fn words(text: &str, strong: bool) -> Words {
    Words {
        text: text.into(),
        strong,
        ..Words::default()
    }
}

/// What a document of Monique's states; a line after her name when there is one.
fn wording(title: &str, before: &str, under: &str, between: &str) -> Wording {
    let mut learner = vec![words("Monique Lefèvre", true)];
    if !under.is_empty() {
        learner.push(words(&format!("\n{under}"), false));
    }
    Wording {
        title: title.into(),
        subtitle: "remise à l’issue de la formation".into(),
        body: vec![
            Piece::Paragraph(vec![words(before, false)]),
            Piece::Paragraph(learner),
            Piece::Paragraph(vec![words(between, false)]),
            Piece::Paragraph(vec![words("Créer et gérer son entreprise artisanale", true)]),
        ],
        closing: vec![Piece::Paragraph(vec![words(
            "Pièces conservées trois ans.",
            false,
        )])],
        footer: "La formation de l’artisanat en région".into(),
    }
}

/// A dot of ink, as PNG.
pub fn dot() -> Picture {
    const DOT: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\x9ccPPh\xf8\x0f\x00\x02\xe4\x01\xc0\xea\xf1'\xea\x00\x00\x00\x00IEND\xaeB`\x82";
    Picture {
        digest: "ab".into(),
        png: DOT.into(),
    }
}

fn proof() -> Proof {
    Proof {
        code: "K7QF-2M9X-R4TB".into(),
        url: "https://formation.example/verification/K7QF-2M9X-R4TB".into(),
    }
}

pub fn completion() -> Completion {
    Completion {
        platform: "Formation CMA".into(),
        organisation: organisation(),
        signatory: signatory(),
        learner: "Monique Lefèvre".into(),
        standing: "cheffe d’entreprise".into(),
        company: Some("Boulangerie « Au Cœur d’Épi »".into()),
        title: "Créer et gérer son entreprise artisanale".into(),
        nature: Nature::Training,
        from: date(2026, 9, 1),
        to: date(2026, 10, 30),
        minutes_done: 1710,
        issued: date(2026, 11, 2),
        issued_at: "Dijon".into(),
        proof: proof(),
        wording: wording(
            "Certificat de réalisation",
            "La CMA atteste que",
            "entreprise Au Cœur d’Épi",
            "a suivi l’action",
        ),
    }
}

pub fn end_of_training() -> EndOfTraining {
    EndOfTraining {
        platform: "Formation CMA".into(),
        organisation: organisation(),
        signatory: signatory(),
        learner: "Monique Lefèvre".into(),
        company: Some("Boulangerie « Au Cœur d’Épi »".into()),
        title: "Créer et gérer son entreprise artisanale".into(),
        objectives: vec![
            "Choisir le statut juridique, social et fiscal de son entreprise".into(),
            "Établir un devis et une facture conformes".into(),
            "Lire un compte de résultat et calculer son seuil de rentabilité".into(),
        ],
        nature: Nature::Training,
        from: date(2026, 9, 1),
        to: date(2026, 10, 30),
        minutes: 1800,
        minutes_done: 1710,
        results: vec![
            result("Positionnement", "", "12 / 20", Met::NotRequired),
            result(
                "Quiz de la partie « Statuts »",
                "70\u{202f}%",
                "82,5\u{202f}%",
                Met::Yes,
            ),
            result(
                "Étude de cas\u{202f}: le seuil de rentabilité",
                "12 / 20",
                "9 / 20",
                Met::No,
            ),
        ],
        verdict: "Objectifs partiellement atteints".into(),
        issued: date(2026, 11, 2),
        issued_at: String::new(),
        proof: proof(),
        wording: wording(
            "Attestation de fin de formation",
            "La CMA atteste que",
            "entreprise Au Cœur d’Épi",
            "a suivi la formation",
        ),
    }
}

fn result(label: &str, required: &str, obtained: &str, met: Met) -> ResultLine {
    ResultLine {
        label: label.into(),
        required: required.into(),
        obtained: obtained.into(),
        met,
    }
}

/// Someone else's certificate.
pub fn completion_of(learner: &str, code: &str) -> Completion {
    let proof = Proof {
        code: code.into(),
        ..proof()
    };
    Completion {
        learner: learner.into(),
        proof,
        ..completion()
    }
}

pub fn diligence() -> Diligence {
    Diligence {
        platform: "Formation CMA".into(),
        organisation: organisation(),
        signatory: signatory(),
        learner: "Monique Lefèvre".into(),
        company: Some("Boulangerie « Au Cœur d’Épi »".into()),
        title: "Créer et gérer son entreprise artisanale".into(),
        from: date(2026, 9, 1),
        to: date(2026, 10, 30),
        lines: vec![DiligenceLine {
            day: date(2026, 9, 10),
            half: "matin".into(),
            hours: "de 9 h à 12 h 30".into(),
            step: "Mon premier devis".into(),
            told: "Présence, arrivée à 9 h 20".into(),
        }],
        minutes_planned: 210,
        minutes_attended: 190,
        minutes_apart: 1500,
        issued: date(2026, 11, 2),
        issued_at: "Dijon".into(),
        proof: proof(),
        wording: wording(
            "Attestation d’assiduité",
            "La CMA atteste que",
            "",
            "a suivi la formation",
        ),
    }
}

pub fn convocation() -> Convocation {
    Convocation {
        platform: "Formation CMA".into(),
        address: "https://formation.example".into(),
        organisation: organisation(),
        signatory: signatory(),
        learner: "Monique Lefèvre".into(),
        company: Some("Boulangerie « Au Cœur d’Épi »".into()),
        title: "Créer et gérer son entreprise artisanale".into(),
        reference: "CE-2026-09".into(),
        from: date(2026, 9, 1),
        to: date(2026, 10, 30),
        minutes: 1800,
        minutes_apart: 1500,
        dates: vec![Expected {
            when: "Jeudi 10 septembre, 9 h – 12 h 30".into(),
            what: "Mon premier devis, sur place".into(),
            place: "CMA à Dijon, salle Établi".into(),
        }],
        contacts: vec!["Fabienne Caradec, pour le contenu : fabienne@exemple.fr".into()],
        issued: date(2026, 11, 2),
        wording: wording(
            "Convocation",
            "La CMA invite",
            "entreprise Au Cœur d’Épi",
            "à la formation",
        ),
    }
}
