//! The form of a chamber's legal mentions.

use platform::html::{Button, FormErrors, Frame, Page, TextArea, TextField, form, html};

use super::Organisation;
use crate::regions::Region;

pub(super) fn page(frame: &Frame, region: &Region, said: &Organisation, errors: &FormErrors) -> Page {
    Page::new("L’organisme et le signataire")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(html! { "Ce que les attestations et les certificats de la " (region.name) " portent. Les documents déjà remis ne changent pas." })
        .errors(errors)
        .body(form(frame, &format!("/regions/{}/organisme", region.id), html! {
            (TextField::new("nom", "Nom de l’organisme").value(&*said.name).required().autocomplete("organization").error(errors.get("nom")))
            (TextArea::new("adresse", "Adresse").value(said.address.join("\n")).required()
                .hint("Ligne par ligne, comme sur une enveloppe.").error(errors.get("adresse")))
            (TextField::new("ville", "Ville").value(&*said.city).required()
                .hint("Celle de «\u{202f}Fait à …\u{202f}».").error(errors.get("ville")))
            (TextField::new("siret", "SIRET").value(&*said.siret).inputmode("numeric").literal().required()
                .hint("Quatorze chiffres.").error(errors.get("siret")))
            (TextField::new("nda", "Numéro de déclaration d’activité").value(&*said.nda).literal().required()
                .hint("Onze chiffres, donnés par la préfecture de région.").error(errors.get("nda")))
            (TextField::new("signataire", "Nom du signataire").value(&*said.signatory).required().autocomplete("off")
                .hint("Le représentant légal de l’organisme\u{202f}: les documents le disent tel.").error(errors.get("signataire")))
            (TextField::new("qualite", "Qualité du signataire").value(&*said.capacity).required()
                .hint("Par exemple «\u{202f}présidente\u{202f}».").error(errors.get("qualite")))
            p.actions.mt { (Button::primary("Enregistrer")) (Button::plain("Revenir aux sessions").href("/sessions")) }
        }))
}
