//! What a course says of itself: the forms of a new one and of one that is there.

use platform::html::{Button, Form, FormErrors, Frame, Markup, Page, TextArea, TextField, fr, html};

use super::{about, on, save, written};
use crate::courses::{Course, Words};

fn fields(words: &Words<'_>, errors: &FormErrors) -> Markup {
    html! {
        (TextField::new("titre", "Titre").value(words.title).required().error(errors.get("titre")))
        (TextArea::new("resume", "Résumé").value(words.summary).optional()
            .hint("Une ou deux phrases, que les apprenants liront en ouvrant le parcours.").error(errors.get("resume")))
        (TextArea::new("objectifs", "Objectifs").value(words.objectives).optional()
            .hint("Un par ligne, avec un verbe\u{202f}: «\u{202f}Créer sa page professionnelle\u{202f}». Les attestations les reprennent.")
            .error(errors.get("objectifs")))
    }
}

/// `from`: the course that it begins as a copy of.
pub(in super::super) fn new(
    frame: &Frame,
    from: Option<&Course>,
    words: &Words<'_>,
    errors: &FormErrors,
) -> Page {
    let form = Form::post(frame, "/parcours").body(html! {
        @if let Some(from) = from { input type="hidden" name="modele" value=(from.id); }
        (fields(words, errors))
        p.actions.mt {
            (Button::primary("Créer le parcours"))
            @match from {
                Some(from) => (Button::plain("Revenir au parcours").href(format!("/parcours/{}", from.id))),
                None => (Button::plain("Revenir aux parcours").href("/parcours")),
            }
        }
    });
    let Some(from) = from else {
        return Page::new("Créer un parcours")
            .crumb("Accueil", "/")
            .crumb("Parcours", "/parcours")
            .work()
            .errors(errors)
            .body(form);
    };
    let lead = format!(
        "Le nouveau parcours reprend les parties, les étapes, l’ordre et les conditions de {}. Les ressources sont partagées, les sessions restent où elles sont.",
        fr::quote(&from.title)
    );
    on(from, "Dupliquer le parcours")
        .about(lead)
        .errors(errors)
        .body(form)
}

pub(in super::super) fn title(
    frame: &Frame,
    (course, revision): (&Course, i64),
    words: &Words<'_>,
    errors: &FormErrors,
) -> Page {
    let fields = html! { (fields(words, errors)) (save(course, "Enregistrer")) };
    let form = about(frame, course, revision, "titre", &fields);
    written(
        on(course, "Présentation du parcours").errors(errors),
        course,
        form,
        true,
    )
}
