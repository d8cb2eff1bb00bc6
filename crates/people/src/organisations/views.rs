//! The form of a chamber's legal mentions.

use platform::html::{
    Button, Choices, FileField, Form, FormErrors, Frame, Page, TextArea, TextField, form, html,
};

use super::Organisation;
use super::store::Drawn;
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
            p.actions.mt { (Button::primary("Enregistrer")) (Button::plain("Cachet et signature").icon("signature").href(format!("/regions/{}/organisme/images", region.id))) }
        }))
}

/// `known`: the pictures in use, by their digests.
pub(super) fn pictures(
    frame: &Frame,
    region: &Region,
    known: &[(Drawn, String)],
    errors: &FormErrors,
) -> Page {
    let home = format!("/regions/{}/organisme", region.id);
    Page::new("Cachet et signature")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb("L’organisme et le signataire", home.as_str())
        .work()
        .about("Les documents les portent à côté du nom du signataire. Sans image, la place reste libre pour tamponner et signer à la main.")
        .errors(errors)
        .body(Form::post(frame, format!("{home}/images")).multipart().body(html! {
            @for kind in Drawn::ALL {
                @if let Some((_, digest)) = known.iter().find(|(one, _)| *one == kind) {
                    p { img.drawn src=(format!("{home}/images/{digest}")) alt=(format!("{} en service", kind.label())); }
                }
                (FileField::new(kind.field(), kind.label()).accept(".png,.jpg,.jpeg").optional()
                    .hint("PNG, de préférence sur fond transparent, ou JPEG. 4\u{a0}Mo au plus.").error(errors.get(kind.field())))
            }
            @if !known.is_empty() {
                (Choices::checkbox("retirer", "Ne plus imprimer").choices(known.iter().map(|(kind, _)| (kind.field(), kind.label()))))
            }
            p.actions.mt { (Button::primary("Enregistrer")) (Button::plain("Revenir à l’organisme").href(home.as_str())) }
        }))
}
