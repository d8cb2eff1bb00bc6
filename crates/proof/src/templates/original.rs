//! The words that documents have until somebody chooses others.

use super::rules::{Document, Text};

/// The original words of a document.
pub(crate) fn original(document: Document) -> Text {
    let text = |[title, subtitle, body, closing]: [&str; 4]| Text {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        body: body.to_owned(),
        closing: closing.to_owned(),
        footer: String::new(),
    };
    text(match document {
        Document::EndOfTraining => [
            "Attestation de fin de formation",
            "remise à l’issue de la formation (art. L. 6353-1 du code du travail)",
            "**{organisme}** atteste que\n\n**{apprenant}**\n{situation}\n\na suivi la formation\n\n**{formation}**",
            "",
        ],
        Document::Completion => [
            "Certificat de réalisation",
            "d’une action qui concourt au développement des compétences",
            "Je soussigné(e) **{signataire}**, représentant légal du dispensateur de l’action concourant au développement des compétences, **{organisme}**, atteste que\n\n**{apprenant}**\n{situation}\n\na suivi l’action\n\n**{formation}**",
            "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, je m’engage à conserver pendant {conservation}, l’ensemble des pièces justificatives qui ont permis d’établir ce certificat. En cas de cofinancement par des fonds européens, cette durée est prolongée selon les obligations de la convention.",
        ],
        Document::Diligence => [
            "Attestation d’assiduité",
            "établie d’après les feuilles d’émargement et les activités achevées",
            "**{organisme}** atteste que\n\n**{apprenant}**\n{situation}\n\na suivi la formation\n\n**{formation}**",
            "",
        ],
        Document::Convocation => [
            "Convocation",
            "à une formation de l’artisanat",
            "**{apprenant}**\n{situation}\n\nVous êtes inscrit(e) à la formation\n\n**{formation}**",
            "",
        ],
    })
}

/// The clause that the ministry's model asks for.
pub(crate) const CONSERVATION: &str = "trois ans, à compter de la fin de l’année du dernier paiement";
