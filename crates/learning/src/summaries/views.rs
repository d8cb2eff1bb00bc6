//! The list of a learner's sheets, and one of them.

use catalogue::library::{Readable, prose};
use platform::html::{Button, Empty, Form, Markup, Page, TextField, fr, go_link, html, rows, section};
use training::enrolment::EnrolmentId;

/// A sheet that a learner has.
pub(super) struct Kept {
    pub(super) enrolment: EnrolmentId,
    /// The title of its course.
    pub(super) course: String,
    /// What it sums up.
    pub(super) of: String,
    pub(super) summary: Readable,
}

impl Kept {
    /// It has words of its own, and isn't a file.
    pub(super) fn is_written(&self) -> bool {
        self.summary.reading.file.is_none()
    }

    fn path(&self) -> String {
        format!("/mes-fiches/{}/{}", self.enrolment, self.summary.item)
    }

    /// Whether every word is in its title, in what it sums up or in its text.
    fn has(&self, words: &str) -> bool {
        let all = [
            &self.summary.title,
            &self.of,
            &self.course,
            &self.summary.reading.text,
        ]
        .map(|text| fr::folded(text));
        fr::folded(words)
            .split_whitespace()
            .all(|word| all.iter().any(|text| text.contains(word)))
    }
}

pub(super) fn list(all: &[Vec<Kept>], words: &str) -> Page {
    let page = Page::new("Mes fiches").crumb("Accueil", "/");
    if all.is_empty() {
        return page.body(
            Empty::new("Aucune fiche pour le moment")
                .icon("book-open")
                .level(2)
                .why("Une fiche résume ce qu’il faut retenir. Elle arrive ici toute seule quand vous terminez une étape ou une partie qui en a une.")
                .way(Button::primary("Voir mes parcours").href("/mes-parcours")),
        );
    }
    let found: Vec<Vec<&Kept>> = all
        .iter()
        .map(|kept| kept.iter().filter(|kept| kept.has(words)).collect::<Vec<_>>())
        .filter(|kept| !kept.is_empty())
        .collect();
    let written = all.iter().flatten().any(Kept::is_written);
    let joined = all.iter().flatten().any(|kept| !kept.is_written());
    page.about("Ce qu’il faut retenir de ce que vous avez terminé. Elles restent à vous après la fin de la session.")
        .body(html! {
            (Form::get("/mes-fiches").tools().body(html! {
                (TextField::new("q", "Chercher dans mes fiches").search().value(words))
                (Button::plain("Chercher").icon("search"))
            }))
            @if found.is_empty() {
                (Empty::new("Aucune fiche ne correspond").icon("search").level(2).why("Essayez un autre mot, ou un seul.")
                    .way(Button::plain("Voir toutes mes fiches").href("/mes-fiches")))
            }
            @for (at, kept) in found.iter().enumerate() {
                (section(&format!("parcours-{}", at + 1), kept.first().map_or("", |kept| kept.course.as_str()), html! {}, rows(kept.iter().map(|kept| line(kept)))))
            }
            div.actions.mt {
                @if joined { (Button::plain("Tout télécharger").icon("download").href("/mes-fiches/archive")) }
                @if written { (Button::plain(if joined { "Les fiches écrites en PDF" } else { "Tout télécharger en PDF" }).icon("download").href("/mes-fiches/document")) }
            }
            @if joined { p.soft.small { "Un fichier .zip réunit les documents et les fiches écrites." } }
        })
}

fn line(kept: &Kept) -> Markup {
    html! {
        a href=(kept.path()) { (kept.summary.title) }
        p.soft.small { "Après " (fr::rich(&fr::quote(&kept.of))) @if let Some(name) = &kept.summary.reading.file { ", " (name) } }
    }
}

pub(super) fn page(kept: &Kept) -> Page {
    Page::new(kept.summary.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Mes fiches", "/mes-fiches")
        .about(html! { (kept.course) ", après " (fr::rich(&fr::quote(&kept.of))) "." })
        .body(html! {
            @if !kept.summary.reading.text.is_empty() { (prose(&kept.summary.reading.text)) }
            @if let Some(name) = &kept.summary.reading.file {
                p.actions.mt { (Button::plain("Télécharger le document").icon("download").href(format!("{}/fichier", kept.path()))) }
                p.soft.small { (name) }
            }
            p.mt { (go_link("Revenir à mes fiches", "/mes-fiches").icon("arrow-left")) }
        })
}
