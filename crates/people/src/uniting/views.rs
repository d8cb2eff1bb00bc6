//! The page where two accounts become one.

use platform::html::{Button, Choice, Choices, Frame, Page, TextField, form, go_link, html};

use crate::sign_in::{Refusal, refused};

/// What the page asks about.
pub(super) struct Asked<'a> {
    pub(super) token: &'a str,
    /// Whose account closes, in full.
    pub(super) name: &'a str,
    /// The chamber that sent the link.
    pub(super) chamber: &'a str,
    /// The address, when it names one account alone.
    pub(super) email: Option<&'a str>,
}

/// The field of the box « Je suis bien Karim Haddad ».
pub(super) const MYSELF: &str = "cestmoi";

/// What somebody typed, but the password.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    /// The account that they name.
    pub(super) account: &'a str,
    /// They ticked the box.
    pub(super) myself: bool,
}

/// What is said of the last try.
pub(super) enum Said<'a> {
    Nothing,
    /// No account was proved.
    Unproved(Refusal),
    /// The account that was proved bears another name.
    Named,
    /// Why the two can't be one.
    Apart(&'a str),
}

pub(super) fn unite(frame: &Frame, asked: &Asked<'_>, typed: Typed<'_>, said: &Said<'_>) -> Page {
    let Asked {
        token,
        name,
        chamber,
        email,
    } = asked;
    let refusal = match said {
        Said::Unproved(refusal) => Some(*refusal),
        _ => None,
    };
    let (page, mut errors) = refused(Page::door("Retrouver votre compte"), refusal);
    match said {
        Said::Named => errors.add(
            MYSELF,
            "",
            format!("Votre compte n’est pas au nom de {name}. Si c’est bien vous, cochez la case et redonnez votre mot de passe."),
        ),
        Said::Apart(why) => errors.add("identifiant", "Compte", *why),
        Said::Nothing | Said::Unproved(_) => {}
    }
    let doubt = typed.myself || matches!(said, Said::Named);
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
            p { "Ce lien est celui de " strong { (name) } ". Si ce n’est pas vous, n’allez pas plus loin." }
            p { "Si c’est vous, connectez-vous avec le compte que vous avez déjà\u{202f}: ce que vous ouvre " strong { (chamber) }
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
                    .value(typed.account).autocomplete("username").literal().error(errors.get("identifiant")).required())
                (TextField::new("mot_de_passe", "Mot de passe").password().autocomplete("current-password").required()
                    .after(go_link("Mot de passe oublié\u{202f}?", "/mot-de-passe-oublie")))
                @if doubt {
                    (Choices::checkbox(MYSELF, "Qui vous êtes").hide_legend().error(errors.get(MYSELF))
                        .choice(Choice::new("oui", format!("Je suis bien {name}")).checked(typed.myself)
                            .hint("Quelqu’un d’autre\u{202f}? Ne cochez rien\u{202f}: ce lien est à cette personne.")))
                }
                p.actions.mt { (Button::primary("Réunir dans ce compte").large()) }
            }))
        }
        p.mt-l { (go_link("Choisir un mot de passe pour un compte à part", format!("/activation/{token}"))) }
    })
}
