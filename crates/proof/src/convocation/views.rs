//! A convocation on a page: the twin of what is printed.

use documents::Convocation;
use platform::html::{Button, Markup, Page, Row, Table, fits, fr, html, section, wide_section};
use training::enrolment::Enrolment;

use crate::templates;

/// `mine`: read by whom it is for.
pub(super) fn page(said: &Convocation, enrolment: &Enrolment, mine: bool) -> Page {
    let page = Page::new("Convocation").crumb("Accueil", "/");
    let page = if mine {
        page.crumb("Mes parcours", "/mes-parcours")
            .crumb(said.title.as_str(), format!("/mes-parcours/{}", enrolment.id))
    } else {
        page.crumb("Sessions", "/sessions")
            .crumb(said.title.as_str(), format!("/sessions/{}", enrolment.session))
    };
    let file = format!("/inscriptions/{}/convocation/document", enrolment.id);
    page.actions(Button::primary("Télécharger le PDF").icon("download").href(file))
        .body(self::said(said))
}

/// What it says, section by section.
pub(crate) fn said(said: &Convocation) -> Markup {
    html! {
        (section("formation", said.wording.title.as_str(), html! {}, html! {
            (templates::statement(&said.wording))
            (fits([
                ("Session", said.reference.clone()),
                ("Dates", format!("du {} au {}", fr::date_words_with_year(said.from), fr::date_words_with_year(said.to))),
                ("Durée estimée", format!("{}, dont {} à distance", fr::duration(said.minutes), fr::duration(said.minutes_apart))),
            ]))
            p.mt { "À suivre sur " (said.address) ", avec l’identifiant reçu par e-mail." }
        }))
        (wide_section("dates", "Où et quand", html! {}, dates(said)))
        @if !said.contacts.is_empty() {
            (section("aide", "Qui aide", html! {}, html! { div.prose { ul { @for line in &said.contacts { li { (line) } } } } }))
        }
        (section("signature", "Signature", html! {}, html! {
            @if !said.wording.closing.is_empty() { div.prose { (templates::pieces(&said.wording.closing)) } }
            (fits([
                ("Organisme", said.organisation.name.clone()),
                ("Signataire", [said.signatory.name.as_str(), said.signatory.capacity.as_str()].into_iter()
                    .filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ")),
            ]))
            (templates::footer(&said.wording))
        }))
    }
}

fn dates(said: &Convocation) -> Markup {
    if said.dates.is_empty() {
        return html! { p { "Toute la formation se suit à distance." } };
    }
    let rows = said.dates.iter().map(|date| {
        Row::new(fr::rich(&date.when))
            .cell(date.what.as_str())
            .cell(date.place.as_str())
    });
    let table = Table::new("Rendez-vous, dans l’ordre")
        .hide_caption()
        .columns(["Quand", "Quoi", "Où"])
        .rows(rows);
    html! { (table) }
}
