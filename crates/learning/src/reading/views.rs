//! The page of a step that is read.

use catalogue::library::{ItemKind, Reading, elsewhere, prose};
use platform::Result;
use platform::html::{Button, Empty, Form, Frame, Markup, Page, State, duration_tag, fr, go_link, html};
use training::sessions::{Date, local};

use crate::step::Opened;

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) opened: &'a Opened,
    pub(super) reading: &'a Reading,
    /// The name of its file, and where it is.
    pub(super) file: Option<(&'a str, String)>,
    /// When and where, for a meeting.
    pub(super) date: Option<&'a Date>,
}

/// Under its course, in the breadcrumb.
pub(crate) fn base(opened: &Opened) -> Page {
    titled(opened, opened.step.title.as_str())
}

/// The same under another title.
pub(crate) fn titled(opened: &Opened, title: &str) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(opened.session.title.as_str(), opened.course_path())
}

/// Why it isn't open.
pub(crate) fn shut(opened: &Opened, why: &str) -> Page {
    base(opened).body(
        Empty::new("Cette étape n’est pas ouverte")
            .icon("lock")
            .level(2)
            .why(why.to_owned())
            .way(Button::primary("Voir mon parcours").href(opened.course_path())),
    )
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>) -> Result<Page> {
    let opened = shown.opened;
    let step = &opened.step;
    Ok(base(opened)
        .about(html! { p.meta { (step.modality) (duration_tag(fr::duration(step.minutes))) } })
        .body(html! {
            @if let Some(date) = shown.date { p { strong { (when(opened, date)?) } } }
            (prose(&shown.reading.text))
            (ways(shown.reading, shown.file.as_ref().map(|(name, address)| (*name, address.as_str()))))
            (finish(frame, shown))
            p.mt { (go_link("Revenir à mon parcours", opened.course_path()).icon("arrow-left")) }
        }))
}

/// « Vendredi 4 décembre, 9 h – 12 h 30, salle Établi ».
fn when(opened: &Opened, date: &Date) -> Result<Markup> {
    let (start, end) = (
        local(&opened.session, date.starts_at)?,
        local(&opened.session, date.ends_at)?,
    );
    Ok(html! { (fr::rich(&fr::capitalise(&fr::range(start, end)))) ", " (date.place) })
}

/// What opens elsewhere.
pub(crate) fn ways(reading: &Reading, file: Option<(&str, &str)>) -> Markup {
    html! {
        @if let Some(address) = &reading.address { (elsewhere(address)) }
        @if let Some((name, address)) = file {
            p.actions.mt {
                @if is_read_here(name) {
                    a.button href=(address) target="_blank" rel="noopener noreferrer" { "Lire le document" span.visually-hidden { " (nouvel onglet)" } }
                }
                a.button href=(address) download=(name) rel="noopener noreferrer" { "Télécharger le document" }
            }
            p.soft.small { (name) }
            @if ending(name) == "pdf" { iframe.document src=(address) title={ "Document " (name) } loading="lazy" {} }
        }
    }
}

/// What a browser shows by itself.
fn is_read_here(name: &str) -> bool {
    matches!(ending(name).as_str(), "pdf" | "png" | "jpg" | "jpeg")
}

/// « pdf » of « Fiche.PDF ».
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_ascii_lowercase()
}

/// « J’ai terminé », or that it is done, or who says so.
fn finish(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let step = &shown.opened.step;
    html! {
        @if shown.opened.is_done() {
            p.mt { (State::done("Étape terminée")) }
        } @else if step.kind == Some(ItemKind::Meeting) {
            p.mt { (State::todo("À faire")) }
            p.soft { "Votre tuteur valide cette étape après le rendez-vous." }
        } @else if step.marked_by_tutor() {
            p.soft.mt { "Votre tuteur valide cette étape." }
        } @else {
            (Form::post(frame, format!("{}/fait", shown.opened.path())).bare().body(html! {
                p.actions.mt { (Button::primary("J’ai terminé").icon("check").large()) }
            }))
        }
    }
}
