//! The form that takes a tutor out of a region.

use platform::html::{Button, Empty, FormErrors, Frame, Markup, Page, Select, form, fr, html};

use crate::tutors::routes::leaving::Team;

pub(in crate::tutors) fn page(frame: &Frame, team: &Team, errors: &FormErrors) -> Page {
    let page = Page::new("Retirer un tuteur de la région")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(html! { "Cette personne ne pourra plus être choisie pour les sessions de la " (team.region.name) ". Son compte reste, et ce qu’elle a fait aussi." })
        .errors(errors);
    if team.free.is_empty() {
        let why = if team.busy.is_empty() {
            "Cette région n’a pas encore de tuteur."
        } else {
            "Personne n’est libre pour le moment."
        };
        return page.body(html! {
            (Empty::new("Aucun tuteur à retirer").icon("users").level(2).why(why))
            (staying(team))
        });
    }
    let free = team
        .free
        .iter()
        .map(|(person, card)| (person.to_string(), card.full_name()));
    page.body(html! {
        (form(frame, &format!("/regions/{}/tuteurs/retrait", team.region.id), html! {
            (Select::new("tuteur", "Tuteur").option("", "Choisir").options(free).required().error(errors.get("tuteur")))
            p.actions.mt {
                (Button::plain("Retirer de la région").danger())
                (Button::plain("Revenir aux sessions").href("/sessions"))
            }
        }))
        (staying(team))
    })
}

/// Who can't be taken out, and why.
fn staying(team: &Team) -> Markup {
    let names: Vec<String> = team.busy.iter().map(|(_, card)| card.full_name()).collect();
    match names.as_slice() {
        [] => html! {},
        [one] => {
            html! { p.soft.mt { (one) " accompagne une session en cours ou à venir\u{202f}: remplacez cette personne d’abord, depuis les tuteurs de la session." } }
        }
        several => {
            html! { p.soft.mt { (fr::series(several, "et")) " accompagnent des sessions en cours ou à venir\u{202f}: remplacez ces personnes d’abord, depuis les tuteurs de chaque session." } }
        }
    }
}
