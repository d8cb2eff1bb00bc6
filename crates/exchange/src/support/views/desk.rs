//! The telephone, the hours and the prepared answers.

use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Page, TextArea, TextField, disclosure, fr,
    html, section,
};
use training::availability::WEEK;

use super::super::routes::{Set, Shelf};
use super::super::rules::FIRST_NAME;
use super::super::store::replies::Reply;

fn crumbs(page: Page) -> Page {
    page.crumb("Accueil", "/")
        .crumb("Demandes d’aide", "/assistance")
        .work()
}

pub(in super::super) fn page(
    frame: &Frame,
    (shelf, said): (&Shelf, bool),
    replies: &[Reply],
    set: &Set,
    errors: &FormErrors,
) -> Page {
    let about = match (shelf.region, said) {
        (Some(_), false) => {
            "Votre région n’a encore rien réglé\u{202f}: ce sont le téléphone et les horaires de CMA France qui valent."
        }
        (Some(_), true) => {
            "Ce téléphone et ces horaires valent pour les personnes de votre région. Les délais se comptent sur ces horaires."
        }
        (None, _) => "Ce qui vaut dans toutes les régions qui n’ont rien réglé elles-mêmes.",
    };
    let own = |reply: &&Reply| reply.national == shelf.region.is_none();
    let days = WEEK
        .iter()
        .enumerate()
        .map(|(at, (_, name))| Choice::new(*name, fr::capitalise(name)).checked(set.days & (1 << at) != 0));
    let days = days
        .fold(
            Choices::checkbox("jours", "Jours d’ouverture").beside(),
            Choices::choice,
        )
        .error(errors.get("jours"));
    crumbs(Page::new(format!("Assistance de {}", shelf.name)))
        .about(about)
        .errors(errors)
        .body(html! {
            (section("telephone-et-horaires", "Téléphone et horaires", html! {}, Form::post(frame, shelf.base()).body(html! {
                (TextField::new("telephone", "Téléphone").tel().optional().value(set.phone.as_str()).maxlength(25)
                    .hint("Sans numéro, aucun téléphone n’est annoncé.").error(errors.get("telephone")))
                (days)
                (TextField::new("ouvre", "Ouvre à").time().required().value(set.opens.as_str()).error(errors.get("ouvre")))
                (TextField::new("ferme", "Ferme à").time().required().value(set.closes.as_str()).error(errors.get("ferme")))
                p.actions { (Button::primary("Enregistrer").icon("save")) }
            })))
            (section("reponses", "Réponses préparées", html! {}, html! {
                @if replies.iter().filter(own).count() == 0 { p.soft { "Aucune pour le moment." } }
                ul.plain.stack {
                    @for reply in replies.iter().filter(own) {
                        li { a.go href={ (shelf.base()) "/reponses/" (reply.id) } { "Modifier «\u{202f}" (fr::rich(&reply.title)) "\u{202f}»" } }
                    }
                }
                @for reply in replies.iter().filter(|reply| !own(reply)) {
                    (disclosure(html! { (fr::rich(&reply.title)) " (CMA France)" }, super::words(&reply.words)))
                }
            }))
            (section("ajout", "Préparer une réponse", html! {}, Form::post(frame, format!("{}/reponses", shelf.base())).body(html! {
                (fields(set, errors))
                p.actions { (Button::plain("Ajouter la réponse").icon("plus")) }
            })))
        })
}

fn fields(set: &Set, errors: &FormErrors) -> Markup {
    let hint = format!("{FIRST_NAME} devient le prénom de la personne aidée.");
    html! {
        (TextField::new("titre", "Titre").required().value(set.title.as_str()).maxlength(120).autocomplete("off").error(errors.get("titre")))
        (TextArea::new("texte", "Réponse").required().value(set.words.as_str()).hint(hint).error(errors.get("texte")))
    }
}

pub(in super::super) fn change(
    frame: &Frame,
    shelf: &Shelf,
    reply: &Reply,
    set: &Set,
    errors: &FormErrors,
) -> Page {
    crumbs(Page::new("Modifier une réponse préparée"))
        .crumb(format!("Assistance de {}", shelf.name), shelf.base())
        .errors(errors)
        .body(
            Form::post(frame, format!("{}/reponses/{}", shelf.base(), reply.id)).body(html! {
                (fields(set, errors))
                p.actions {
                    (Button::primary("Enregistrer").icon("save"))
                    (Button::plain("Retirer la réponse").danger().value("acte", "retirer"))
                }
            }),
        )
}
