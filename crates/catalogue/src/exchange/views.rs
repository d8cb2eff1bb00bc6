//! The form that takes an archive in.

use platform::html::{Button, FileField, Form, FormErrors, Frame, Page, html};

pub(super) const ARCHIVE: &str = "Archive du parcours";

pub(super) fn import(frame: &Frame, errors: &FormErrors) -> Page {
    Page::new("Importer un parcours")
        .crumb("Accueil", "/")
        .crumb("Parcours", "/parcours")
        .work()
        .about("Un parcours exporté d’ici, ou d’une autre plateforme comme celle-ci, arrive en brouillon, avec ses étapes, ses conditions et ses documents. Ses ressources s’ajoutent à la bibliothèque.")
        .errors(errors)
        .body(Form::post(frame, "/parcours/import").multipart().body(html! {
            (FileField::new("archive", ARCHIVE).accept(".zip").required()
                .hint("Le fichier .zip que donne le bouton «\u{202f}Exporter\u{202f}» d’un parcours. 4\u{a0}Go au plus.").error(errors.get("archive")))
            p.actions.mt {
                (Button::primary("Importer").icon("upload"))
                (Button::plain("Revenir aux parcours").href("/parcours"))
            }
        }))
}
