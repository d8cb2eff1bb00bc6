//! A call, noted.

use platform::html::{Button, Choice, Choices, Form, FormErrors, Frame, Page, TextField, html, section};

use super::super::routes::Called;
use super::super::rules::standing::State as Stand;
use super::{categories, said};

pub(in super::super) fn page(frame: &Frame, called: &Called, errors: &FormErrors) -> Page {
    let people = called.found.iter().map(|(person, name, login)| {
        let person = person.to_string();
        let chosen = called.who == person;
        Choice::new(person, name.as_str())
            .hint(login.as_str())
            .checked(chosen)
    });
    let unknown =
        Choice::new("inconnu", "Une personne inconnue de la plateforme").checked(called.who == "inconnu");
    let who = people
        .chain([unknown])
        .fold(
            Choices::radio("personne", "Qui appelle\u{202f}?"),
            Choices::choice,
        )
        .required()
        .error(errors.get("personne"));
    Page::new("Noter un appel")
        .crumb("Accueil", "/")
        .crumb("Demandes d’aide", "/assistance")
        .work()
        .errors(errors)
        .body(html! {
            (section("chercher", "Trouver la personne", html! {}, html! {
                (Form::get("/assistance/telephone").tools().body(html! {
                    (TextField::new("q", "Son nom, ou une partie").id("recherche").search().value(called.searched.as_str()).maxlength(100))
                    p.actions { (Button::plain("Chercher").icon("search")) }
                }))
                @if !called.searched.is_empty() && called.found.is_empty() {
                    p { "Personne de ce nom. Notez l’appel d’une personne inconnue, ou cherchez autrement." }
                }
                @if called.more { p { "D’autres portent ce nom\u{202f}: écrivez-en davantage." } }
            }))
            (section("appel", "L’appel", html! {}, Form::post(frame, "/assistance/telephone").body(html! {
                input type="hidden" name="q" value=(called.searched);
                (who)
                (TextField::new("nom", "Nom de la personne").hint("Seulement si elle est inconnue. Effacé un an après.").optional()
                    .value(called.name.as_str()).maxlength(120).autocomplete("off").error(errors.get("nom")))
                (categories(&called.typed.category, errors, false))
                (said(&called.typed, errors, ("En quelques mots", "Ce qui a été dit")))
                (Choices::radio("suite", "À la fin de l’appel")
                    .choices([(Stand::Resolved.code(), "C’est résolu"), (Stand::Progress.code(), "Il reste à faire, je m’en occupe")])
                    .value(&called.then).required().error(errors.get("suite")))
                p.actions.mt { (Button::primary("Garder l’appel").icon("save")) }
            })))
        })
}
