//! The form of several files at once.

use platform::html::{Button, FileField, Form, FormErrors, Frame, Page, html};

use super::super::rules::Typed;
use super::super::several::FILES;
use super::forms::library;
use super::{minutes, modalities};

pub(in super::super) fn several(frame: &Frame, typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        (FileField::new(FILES, "Fichiers").multiple().required()
            .accept(".zip,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.mp4,.m4v,.webm,.mp3,.m4a,.wav,.vtt,.srt,.txt")
            .hint("Modules SCORM et pages web (.zip), documents, vidéos, enregistrements. Les sous-titres (.vtt, .srt) et la transcription (.txt) d’une vidéo portent son nom.")
            .error(errors.get(FILES)))
        (modalities(&typed.modality, errors))
        (minutes(&typed.minutes, errors).hint("Pour chacune\u{202f}; une vidéo ou un enregistrement prend la sienne. Vous pourrez changer la fiche de chaque ressource."))
        p.actions.mt {
            (Button::primary("Ajouter les ressources").icon("upload"))
            (Button::plain("Revenir à la bibliothèque").href("/bibliotheque"))
        }
    };
    library("Ajouter plusieurs fichiers")
        .crumb("Ajouter une ressource", "/bibliotheque/nouvelle")
        .about("Chaque fichier devient une ressource, qui prend son nom. Si l’un d’eux ne convient pas, aucun n’est ajouté et vous saurez lequel.")
        .errors(errors)
        .body(Form::post(frame, "/bibliotheque/plusieurs").multipart().body(fields))
}
