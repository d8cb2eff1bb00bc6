//! The page where two accounts become one.

use platform::html::{Button, Frame, Page, TextField, form, go_link, html};

use crate::sign_in::{Refusal, refused};

/// What the page asks about.
pub(super) struct Asked<'a> {
    pub(super) token: &'a str,
    pub(super) given_name: &'a str,
    /// The chamber that sent the link.
    pub(super) chamber: &'a str,
    /// The address, when it names one account alone.
    pub(super) email: Option<&'a str>,
}

pub(super) fn unite(frame: &Frame, asked: &Asked<'_>, typed: &str, refusal: Option<Refusal>) -> Page {
    let Asked {
        token,
        given_name,
        chamber,
        email,
    } = asked;
    let (page, errors) = refused(Page::door("Retrouver votre compte"), refusal);
    let (label, hint) = match email {
        Some(_) => (
            "Identifiant ou adresse e-mail",
            "Celui du compte que vous avez déjà.",
        ),
        None => (
            "Identifiant",
            "Celui du compte que vous avez déjà\u{202f}: plusieurs comptes ont cette adresse e-mail.",
        ),
    };
    page.errors(&errors).body(html! {
        div.prose {
            p { "Bonjour " (given_name) ". Connectez-vous avec le compte que vous avez déjà\u{202f}: ce que vous ouvre " strong { (chamber) }
                " s’y ajoute." }
            ul {
                li { "Toutes vos formations sont au même endroit, avec un seul mot de passe." }
                li { (chamber) " verra le nom, l’adresse e-mail, le téléphone, l’entreprise et le métier de ce compte." }
                li { "Chaque CMA ne voit que ses propres formations et ce que vous y faites." }
                li { "Une fois réunis, les deux comptes ne se séparent plus." }
            }
        }
        div.mt-l {
            (form(frame, &format!("/activation/{token}/compte"), html! {
                (TextField::new("identifiant", label).hint(hint)
                    .value(typed).autocomplete("username").literal().error(errors.get("identifiant")).required())
                (TextField::new("mot_de_passe", "Mot de passe").password().autocomplete("current-password").required()
                    .after(go_link("Mot de passe oublié\u{202f}?", "/mot-de-passe-oublie")))
                p.actions.mt { (Button::primary("Réunir dans ce compte").large()) }
            }))
        }
        p.mt-l { (go_link("Choisir un mot de passe pour un compte à part", format!("/activation/{token}"))) }
    })
}
