//! The page of one's reminders.

use std::collections::HashMap;

use platform::html::{Button, Choice, Choices, Form, Frame, Page, go_link, html};

use super::rules::{Lead, Leads, What};

/// Where one chooses.
pub(super) const HERE: &str = "/calendrier/rappels";

pub(super) fn page(frame: &Frame, chosen: &HashMap<What, Leads>) -> Page {
    let group = |what: What| {
        let now = chosen.get(&what).copied().unwrap_or_default();
        Lead::ALL.into_iter().fold(
            Choices::checkbox(what.field(), what.label()).beside(),
            |all, lead| all.choice(Choice::new(lead.code(), lead.label()).checked(now.has(lead))),
        )
    };
    Page::new("Mes rappels")
        .crumb("Accueil", "/")
        .crumb("Calendrier", "/calendrier")
        .work()
        .about("Combien de temps avant voulez-vous être prévenu\u{202f}? Ce qui tomberait aux heures calmes vous est dit après elles, ou avant quand ce serait trop tard.")
        .body(html! {
            (Form::post(frame, HERE).body(html! {
                @for what in What::ALL { (group(what)) }
                p.soft { "Votre CMA peut aussi vous écrire la veille d’une classe." }
                p.actions { (Button::primary("Enregistrer").icon("save")) }
            }))
            p.mt { (go_link("Recevoir les rappels par e-mail, ou non", "/mon-compte/notifications").icon("settings")) }
        })
}
