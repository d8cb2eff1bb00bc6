//! What the law and the funders expect is printed.

use crate::pdf::Pdf;
use crate::samples;
use documents::{Completion, EndOfTraining, Nature, Piece, Wording, Words};

/// The letterhead, the place of the signature and the means of checking, which both documents have.
const LETTER: [&str; 14] = [
    "Chambre de métiers et de l’artisanat de Bourgogne-Franche-Comté",
    "65 rue Daubenton",
    "21000 Dijon",
    "SIRET 123 456 789 00012",
    "Déclaration d’activité enregistrée sous le numéro 27 21 01234 21.",
    "Cet enregistrement ne vaut pas agrément de l’État.",
    "Monique Lefèvre",
    "Créer et gérer son entreprise artisanale",
    "du 1er septembre 2026 au 30 octobre 2026",
    "Fait à Dijon, le 2 novembre 2026.",
    "Fabienne Roux Secrétaire générale",
    "Cachet et signature",
    "la plateforme Formation CMA sous le code K7QF-2M9X-R4TB.",
    "https://formation.example/verification/K7QF-2M9X-R4TB",
];

fn completion(given: &Completion) -> Pdf {
    Pdf::open(documents::completion(given).unwrap())
}

fn end_of_training(given: &EndOfTraining) -> Pdf {
    Pdf::open(documents::end_of_training(given).unwrap())
}

#[test]
fn a_certificate_has_the_fields_of_the_ministrys_model_on_one_page() {
    let pdf = completion(&samples::completion());
    pdf.assert_prints(&LETTER);
    pdf.assert_prints(&[
        "Certificat de réalisation",
        "remise à l’issue de la formation La CMA atteste que Monique Lefèvre entreprise Au Cœur d’Épi a suivi l’action Créer",
        "Durée réalisée 28 h 30",
        "la durée est la somme des durées estimées des activités achevées",
        "Nature de l’action (art. L. 6313-1 du code du travail)",
        "Conservation des pièces Pièces conservées trois ans.",
        "La formation de l’artisanat en région",
        "Page 1/1",
    ]);
    assert_eq!(pdf.pages().len(), 1);
}

#[test]
fn an_attestation_has_objectives_nature_durations_and_results_on_one_page() {
    let pdf = end_of_training(&samples::end_of_training());
    pdf.assert_prints(&LETTER);
    pdf.assert_prints(&[
        "Attestation de fin de formation",
        "Monique Lefèvre entreprise Au Cœur d’Épi a suivi la formation",
        "Établir un devis et une facture conformes",
        "Lire un compte de résultat et calculer son seuil de rentabilité",
        "Nature de l’action Action de formation",
        "Durée prévue 30 h",
        "Durée réalisée 28 h 30",
        "Évaluation Exigé Obtenu Satisfait",
        "Positionnement – 12 / 20 Non exigé",
        "Quiz de la partie « Statuts » 70 % 82,5 % Oui",
        "Étude de cas : le seuil de rentabilité 12 / 20 9 / 20 Non",
        "Conclusion : Objectifs partiellement atteints",
        "Page 1/1",
    ]);
    assert_eq!(pdf.pages().len(), 1);
}

#[test]
fn an_attestation_of_diligence_tells_each_half_day() {
    let pdf = Pdf::open(documents::diligence(&samples::diligence()).unwrap());
    pdf.assert_prints(&LETTER);
    pdf.assert_prints(&[
        "Attestation d’assiduité",
        "Présence 3 h 10 sur 3 h 30",
        "À distance 25 h",
        "Demi-journée Séance Présence",
        "10 septembre 2026, matin, de 9 h à 12 h 30 Mon premier devis Présence, arrivée à 9 h 20",
        "Page 1/1",
    ]);
    assert_eq!(pdf.pages().len(), 1);
}

#[test]
fn a_convocation_tells_where_and_when_and_has_no_code() {
    let pdf = Pdf::open(documents::convocation(&samples::convocation()).unwrap());
    pdf.assert_prints(&[
        "Convocation",
        "La CMA invite Monique Lefèvre entreprise Au Cœur d’Épi à la formation",
        "Session CE-2026-09",
        "Durée estimée 30 h, dont 25 h à distance",
        "Quand Quoi Où",
        "Jeudi 10 septembre, 9 h – 12 h 30 Mon premier devis, sur place CMA à Dijon, salle Établi",
        "Fabienne Caradec, pour le contenu : fabienne@exemple.fr",
        "Formation CMA Page 1/1",
    ]);
    assert_eq!(pdf.pages().len(), 1);
    let mut bare = samples::convocation();
    bare.dates.clear();
    bare.contacts.clear();
    Pdf::open(documents::convocation(&bare).unwrap())
        .assert_prints(&["Toute la formation se suit à distance"]);
}

#[test]
fn one_box_of_four_is_ticked_in_words_too() {
    let cases = [
        (Nature::Training, "Action de formation (case cochée)"),
        (Nature::SkillsAssessment, "Bilan de compétences (case cochée)"),
        (
            Nature::ExperienceValidation,
            "Action permettant de faire valider les acquis de l’expérience (case cochée)",
        ),
        (
            Nature::Apprenticeship,
            "Action de formation par apprentissage (case cochée)",
        ),
    ];
    for (nature, ticked) in cases {
        let pdf = completion(&Completion {
            nature,
            ..samples::completion()
        });
        pdf.assert_prints(&cases.map(|(nature, _)| nature.words()));
        assert_eq!(
            (pdf.count(ticked), pdf.count("case cochée")),
            (1, 1),
            "{nature:?}"
        );
    }
}

#[test]
fn what_is_not_known_leaves_no_empty_label() {
    let mut bare = samples::end_of_training();
    bare.company = None;
    bare.objectives = vec![];
    bare.results = vec![];
    bare.verdict = String::new();
    bare.organisation.siret = String::new();
    bare.organisation.nda = String::new();
    let pdf = end_of_training(&bare);
    for label in [
        "SIRET",
        "Déclaration d’activité",
        "agrément",
        "Objectifs",
        "Exigé",
        "Conclusion",
    ] {
        assert_eq!(pdf.count(label), 0, "{label}");
    }
    pdf.assert_prints(&["Aucune évaluation n’était prévue."]);

    let pdf = completion(&Completion {
        wording: Wording::default(),
        ..samples::completion()
    });
    pdf.assert_prints(&["Certificat de réalisation Dates du 1er"]);
    assert_eq!(pdf.count("Conservation"), 0);
}

#[test]
fn words_keep_their_lists_their_titles_and_their_links() {
    let mut given = samples::end_of_training();
    given.wording.closing = vec![
        Piece::Heading {
            under: true,
            words: vec![samples::words("Après la formation", false)],
        },
        Piece::List {
            first: Some(3),
            items: vec![
                vec![samples::words("Garder ce document", true)],
                vec![Words {
                    link: Some("https://formation.example/aide".into()),
                    ..samples::words("Nous écrire", false)
                }],
            ],
        },
    ];
    let pdf = end_of_training(&given);
    pdf.assert_prints(&["Après la formation 3. Garder ce document 4. Nous écrire"]);
    assert_eq!(pdf.with(b"S", b"H3").len(), 0, "a title never skips a level");
    assert_eq!(pdf.with(b"S", b"Link").len(), 2);
}

#[test]
fn frozen_rows_are_read_back() {
    let completion = samples::completion();
    let json = serde_json::to_value(&completion).unwrap();
    assert_eq!(
        (&json["from"], &json["nature"]),
        (&"2026-09-01".into(), &"training".into())
    );
    assert_eq!(
        serde_json::from_value::<Completion>(json.clone()).unwrap(),
        completion
    );
    let mut before = json;
    before.as_object_mut().unwrap().remove("wording");
    let read: Completion = serde_json::from_value(before).unwrap();
    assert_eq!(
        read.wording,
        Wording::default(),
        "frozen before words could be chosen"
    );

    let attestation = samples::end_of_training();
    let json = serde_json::to_value(&attestation).unwrap();
    assert_eq!(json["results"][0]["met"], "not_required");
    assert_eq!(
        serde_json::from_value::<EndOfTraining>(json).unwrap(),
        attestation
    );
}
