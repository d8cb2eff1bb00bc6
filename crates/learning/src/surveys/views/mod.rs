//! The page of a survey, and its thanks.

pub(super) mod results;

use catalogue::library::prose;
use catalogue::surveys::{Given, fields};
use platform::html::{Button, Empty, Form, FormErrors, Frame, Notice, Page, duration_tag, fr, go_link, html};

use super::routes::Asking;
use crate::reading::base;
use crate::step::Opened;

/// Who reads what, said before anything is answered.
const ANONYMOUS: &str = "Votre CMA et vos tuteurs voient que vous avez répondu, jamais ce que vous avez répondu. Les réponses sont mélangées, et ne se lisent qu’à partir de trois. N’écrivez aucun nom dans vos réponses libres.";
const SIGNED: &str = "Vos réponses sont montrées avec votre nom à votre CMA, à vos tuteurs et à CMA France. Vos tuteurs ne les utilisent pas pour noter vos travaux.";

pub(super) fn page(frame: &Frame, asking: &Asking<'_>, given: &Given, errors: &FormErrors) -> Page {
    let opened = asking.opened;
    let (title, who) = match asking.survey.anonymous {
        true => ("Vos réponses sont anonymes", ANONYMOUS),
        false => ("Vos réponses portent votre nom", SIGNED),
    };
    base(opened)
        .about(html! { p.meta { (duration_tag(fr::duration(opened.step.minutes))) } })
        .errors(errors)
        .body(html! {
            (Notice::info(html! { p { (who) } }).title(title))
            div.mt { (prose(&asking.text)) }
            (Form::post(frame, format!("{}/enquete", opened.path())).body(html! {
                input type="hidden" name="version" value=(asking.version) autocomplete="off";
                (fields(&asking.survey, given, errors))
                p.soft.mt { "Vous répondez une seule fois\u{202f}: relisez avant d’envoyer." }
                p.actions.mt { (Button::primary("Envoyer mes réponses").icon("send").large()) }
            }))
            p.mt { (go_link("Revenir à mon parcours", opened.course_path()).icon("arrow-left")) }
        })
}

pub(super) fn thanks(opened: &Opened) -> Page {
    base(opened).body(
        Empty::new("Merci pour votre avis")
            .icon("circle-check")
            .level(2)
            .why("Vos réponses sont enregistrées. Elles aident votre CMA et vos tuteurs à améliorer ce parcours.")
            .way(Button::primary("Voir mon parcours").href(opened.course_path())),
    )
}
