//! Certificates on a page: the twin of what is printed.

use documents::{Completion, Diligence, EndOfTraining, Met, Wording};
use jiff::civil::Date;
use platform::html::{Markup, Render, Row, State, Table, fits, fr, go_link, html, section, wide_section};

use super::content::Content;
use crate::templates;

pub(super) fn date(day: Date) -> String {
    format!("{} {}", fr::day_month(day), day.year())
}

/// What a certificate says, section by section.
/// `at`: where its pictures are, when it is a document that was handed out.
pub(crate) fn said(content: &Content, at: Option<&str>) -> Markup {
    match content {
        Content::EndOfTraining(said) => end_of_training(said, at),
        Content::Completion(said) => completion(said, at),
        Content::Diligence(said) => diligence(said, at),
    }
}

fn diligence(said: &Diligence, at: Option<&str>) -> Markup {
    let rows = said.lines.iter().map(|line| {
        Row::new(format!("{}, {}", fr::capitalise(&date(line.day)), line.half))
            .cell(line.hours.as_str())
            .cell(line.step.as_str())
            .cell(line.told.as_str())
    });
    html! {
        (formation(&said.wording, fits([
            ("Dates", dates(said.from, said.to)),
            ("Présence", format!("{} sur {}", fr::duration(said.minutes_attended), fr::duration(said.minutes_planned))),
            ("Activités achevées à distance", fr::duration(said.minutes_apart)),
        ])))
        (wide_section("demi-journees", "Demi-journées émargées", html! {}, Table::new("Demi-journées, dans l’ordre")
            .hide_caption().columns(["Demi-journée", "Heures", "Séance", "Présence"]).rows(rows)))
        (signed((&said.wording, at), (&said.organisation, &said.signatory), (&said.issued_at, said.issued), &said.proof))
    }
}

fn end_of_training(said: &EndOfTraining, at: Option<&str>) -> Markup {
    html! {
        (formation(&said.wording, fits([
            ("Nature", said.nature.words().to_owned()),
            ("Dates", dates(said.from, said.to)),
            ("Durée prévue", fr::duration(said.minutes)),
            ("Durée réalisée", fr::duration(said.minutes_done)),
        ])))
        @if !said.objectives.is_empty() {
            (section("objectifs", "Objectifs", html! {}, html! { div.prose { ul { @for line in &said.objectives { li { (line) } } } } }))
        }
        (wide_section("resultats", "Résultats de l’évaluation", html! { (said.verdict) }, results(said)))
        (signed((&said.wording, at), (&said.organisation, &said.signatory), (&said.issued_at, said.issued), &said.proof))
    }
}

fn results(said: &EndOfTraining) -> Table {
    let rows = said.results.iter().map(|line| {
        let met = match line.met {
            Met::Yes => State::good("Oui"),
            Met::No => State::warn("Non"),
            Met::NotRequired => State::todo("Non exigé"),
        };
        Row::new(line.label.as_str())
            .cell(line.required.as_str())
            .cell(line.obtained.as_str())
            .cell(met)
    });
    Table::new("Résultats, étape par étape")
        .hide_caption()
        .columns(["Évaluation", "Exigé", "Obtenu", "Satisfait"])
        .rows(rows)
}

fn completion(said: &Completion, at: Option<&str>) -> Markup {
    html! {
        (formation(&said.wording, html! {
            (fits([
                ("Nature", said.nature.words().to_owned()),
                ("Dates", dates(said.from, said.to)),
                ("Durée réalisée", fr::duration(said.minutes_done)),
            ]))
            p.soft { "La durée additionne les durées estimées des étapes faites." }
        }))
        (signed((&said.wording, at), (&said.organisation, &said.signatory), (&said.issued_at, said.issued), &said.proof))
    }
}

pub(super) fn dates(from: Date, to: Date) -> String {
    if from == to {
        date(from)
    } else {
        format!("du {} au {}", date(from), date(to))
    }
}

/// What a document states, then what it tells of the training.
fn formation(wording: &Wording, facts: impl Render) -> Markup {
    section(
        "formation",
        wording.title.as_str(),
        html! {},
        html! { (templates::statement(wording)) (facts) },
    )
}

fn signed(
    (wording, at): (&Wording, Option<&str>),
    (organisation, signatory): (&documents::Organisation, &documents::Signatory),
    (place, day): (&str, Date),
    proof: &documents::Proof,
) -> Markup {
    section(
        "signature",
        "Signature",
        html! {},
        html! {
            @if !wording.closing.is_empty() { div.prose { (templates::pieces(&wording.closing)) } }
            (fits([
                ("Organisme", organisation.name.clone()),
                ("SIRET", documents::french::siret(&organisation.siret)),
                ("Déclaration d’activité", organisation.nda.clone()),
                ("Signataire", format!("{}, {}", signatory.name, signatory.capacity)),
                ("Fait", format!("à {place}, le {}", date(day))),
                ("Code de vérification", proof.code.clone()),
            ]))
            @if let Some(at) = at { (pictures(at, organisation, signatory)) }
            (templates::footer(wording))
            p.mt { (go_link("Vérifier ce document", format!("/verification/{}", proof.code)).arrow()) }
        },
    )
}

/// The stamp and the signature, with what they are.
fn pictures(at: &str, organisation: &documents::Organisation, signatory: &documents::Signatory) -> Markup {
    let borne = [
        (&signatory.stamp, format!("Cachet de {}", organisation.name)),
        (
            &signatory.signature,
            format!("Signature {}", fr::of(&signatory.name)),
        ),
    ];
    html! {
        @for (picture, words) in &borne {
            @if let Some(picture) = picture {
                p.mt { img.drawn src=(format!("{at}/images/{}", picture.digest)) alt=(words); }
            }
        }
    }
}
