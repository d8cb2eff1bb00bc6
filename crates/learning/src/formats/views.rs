//! The page where someone says what they would rather have first.

use catalogue::assignments::Format;
use platform::html::{Button, Choice, Choices, Form, Frame, Page, html};

/// Where it is.
pub(super) const PATH: &str = "/mon-compte/consignes";

/// What may be preferred.
pub(super) const FORMATS: [Format; 3] = [Format::Text, Format::Audio, Format::Video];

pub(super) fn page(frame: &Frame, preferred: Option<Format>) -> Page {
    let choices = Choices::radio("forme", "Ce qui vient en premier")
        .choice(
            Choice::new("", "Sans préférence")
                .hint("La consigne dans l’ordre de son auteur, et la forme de votre dernière réponse."),
        )
        .choice(Choice::new(Format::Text.code(), "Lire et écrire"))
        .choice(Choice::new(Format::Audio.code(), "Écouter et parler"))
        .choice(Choice::new(Format::Video.code(), "Regarder et me filmer"))
        .value(preferred.map_or("", Format::code));
    Page::new("Lire, écouter ou regarder")
        .crumb("Accueil", "/")
        .crumb("Mon compte", "/mon-compte")
        .work()
        .about("Pour les travaux à rendre\u{202f}: ce que vous préférez vient en premier, le reste demeure juste à côté.")
        .body(Form::post(frame, PATH).body(html! {
            (choices)
            p.actions { (Button::primary("Enregistrer")) }
        }))
}
