//! The form that opens a tutor's account, the form that assigns one to a session.

use std::sync::Arc;

use people::accounts::NewPerson;
use people::directory::Identity;
use people::regions::Region;
use platform::PersonId;
use platform::html::{
    Button, Choices, Empty, FormErrors, Frame, Page, Select, TextField, form, go_link, html,
};

use super::Duty;
use crate::sessions::TrainingSession;

pub(super) fn new(frame: &Frame, region: &Region, typed: &NewPerson, errors: &FormErrors) -> Page {
    Page::new("Ajouter un tuteur")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(html! { "Pour les sessions de la " (region.name) ". Un e-mail partira aussitôt avec le lien pour activer le compte." })
        .errors(errors)
        .body(form(frame, &format!("/regions/{}/tuteurs", region.id), html! {
            (TextField::new("prenom", "Prénom").value(&*typed.given_name).autocomplete("off").required().error(errors.get("prenom")))
            (TextField::new("nom", "Nom").value(&*typed.family_name).autocomplete("off").required().error(errors.get("nom")))
            (TextField::new("courriel", "Adresse e-mail").email().value(&*typed.email).autocomplete("off").required()
                .error(errors.get("courriel")))
            p.actions.mt {
                (Button::primary("Ajouter").icon("user-plus"))
                (Button::plain("Revenir aux sessions").href("/sessions"))
            }
        }))
}

pub(super) fn assign(
    frame: &Frame,
    session: &TrainingSession,
    known: &[(PersonId, Arc<Identity>)],
    (person, duty): (&str, &str),
    errors: &FormErrors,
) -> Page {
    let home = format!("/sessions/{}", session.id);
    let new = format!("/regions/{}/tuteurs/nouveau", session.region);
    let page = Page::new("Affecter un tuteur")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "À la session «\u{202f}" (session.title) "\u{202f}» (" (session.reference) ")." })
        .errors(errors);
    if known.is_empty() {
        return page.body(
            Empty::new("Aucun tuteur dans la région")
                .icon("users")
                .level(2)
                .why("Ajoutez une première personne\u{202f}: vous pourrez ensuite la choisir ici.")
                .way(go_link("Ajouter un tuteur", new)),
        );
    }
    let people = known
        .iter()
        .map(|(person, card)| (person.to_string(), card.full_name()));
    page.body(form(frame, &format!("{home}/tuteurs"), html! {
        (Select::new("tuteur", "Tuteur").option("", "Choisir").options(people).value(person).required()
            .error(errors.get("tuteur")))
        (Choices::radio("role", "Rôle").choices(Duty::ALL.map(|duty| (duty.code(), duty.label()))).value(duty)
            .error(errors.get("role")))
        p.actions.mt {
            (Button::primary("Affecter"))
            (Button::plain("Revenir à la session").href(home.as_str()))
        }
        p { (go_link("Ajouter un tuteur à la région", new)) }
    }))
}
