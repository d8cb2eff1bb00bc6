//! The fields of a form that takes a voice, documents and images.

use catalogue::assignments::{self, Format, Words};
use learning::submissions::field;
use platform::html::{FileField, FormErrors, Markup, disclosure, html};

/// The voice and the files of a message. The page has `submissions.js` and is a [`platform::http::View::recording`].
pub(crate) fn fields(errors: &FormErrors) -> Markup {
    let start = Words {
        start: "Commencer l’enregistrement",
        kept: "Enregistrement terminé. Écoutez-le\u{202f}: il part avec le message.",
    };
    let voice = FileField::new(field(Format::Audio), "Ou un fichier de votre voix")
        .optional()
        .hint("25\u{a0}Mo au plus.")
        .error(errors.get(field(Format::Audio)));
    let files = FileField::new(field(Format::File), "Documents ou images")
        .multiple()
        .optional()
        .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png")
        .hint("PDF, documents de bureautique ou images, 25\u{a0}Mo au plus chacun, cinq en tout.")
        .error(errors.get(field(Format::File)));
    let heard = disclosure(
        "Enregistrer un message vocal",
        assignments::recorder(Format::Audio, start, voice),
    );
    let joined = disclosure("Joindre des documents ou des images", files);
    html! {
        @if errors.get(field(Format::Audio)).is_some() { (heard.open()) } @else { (heard) }
        @if errors.get(field(Format::File)).is_some() { (joined.open()) } @else { (joined) }
    }
}
