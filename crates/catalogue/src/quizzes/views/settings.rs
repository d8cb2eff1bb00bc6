//! The settings of a quiz: three choices, and the rest for who looks for it.

use platform::html::{
    Button, Choice, Choices, FormErrors, Frame, Markup, Select, TextField, disclosure, html,
};

use super::super::rules_form::{KEPT, LAYOUTS, WHENS};
use super::Composer;

pub(super) fn settings(frame: &Frame, shown: &Composer<'_>, errors: &FormErrors) -> Markup {
    let typed = &shown.rules;
    let more = disclosure("Plus de réglages", more(shown, errors));
    let wrong = ["minutes", "ouverture", "fermeture"]
        .iter()
        .any(|field| errors.get(field).is_some());
    html! {
        (shown.form(frame, "reglages", html! {
            (Choices::radio("but", "À quoi sert ce quiz").required()
                .choice(Choice::new("note", "À évaluer").hint("Il a une note, et un seuil de réussite si vous en donnez un."))
                .choice(Choice::new("positionnement", "À se situer").hint("Il dit d’où l’on part\u{202f}: personne n’y échoue."))
                .value(&typed.purpose).error(errors.get("but")))
            (TextField::new("seuil", "Seuil de réussite").optional().number().unit("%").value(&*typed.pass)
                .hint("Vide, le quiz n’est ni réussi ni raté.").error(errors.get("seuil")))
            (TextField::new("essais", "Nombre d’essais").optional().number().value(&*typed.tries)
                .hint("Vide, autant qu’on veut.").error(errors.get("essais")))
            (if wrong { more.open() } else { more })
            p.actions { (Button::plain("Enregistrer les réglages")) }
        }))
    }
}

fn more(shown: &Composer<'_>, errors: &FormErrors) -> Markup {
    let typed = &shown.rules;
    let whens = || WHENS.map(|(code, _, words)| (code, words));
    html! {
        (TextField::new("minutes", "Durée d’un essai").optional().number().unit("minutes").value(&*typed.minutes)
            .hint("Vide, le temps ne compte pas. Un tuteur peut donner plus de temps à une personne.").error(errors.get("minutes")))
        (Select::new("presentation", "Présentation").options(LAYOUTS.map(|(code, _, words)| (code, words))).value(&*typed.layout))
        (Select::new("retenu", "Résultat retenu").options(KEPT.map(|(code, _, words)| (code, words))).value(&*typed.kept))
        (Select::new("retours", "Retours et note montrés").options(whens()).value(&*typed.feedback))
        (Select::new("corriges", "Bonnes réponses montrées").options(whens()).value(&*typed.answers))
        (TextField::new("ouverture", "S’ouvre le jour").optional().number().value(&*typed.opens)
            .hint("Un jour de la session, 1 pour le premier. Vide, dès que l’étape est ouverte.").error(errors.get("ouverture")))
        (TextField::new("fermeture", "Se ferme le jour").optional().number().value(&*typed.closes)
            .hint("À la fin de ce jour de la session. Vide, avec l’accès de chaque personne.").error(errors.get("fermeture")))
    }
}
