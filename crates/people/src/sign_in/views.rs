//! The pages of an account.

use platform::html::{Button, FormErrors, Frame, Notice, Page, TextField, form, go_link, html, section};

use super::proving::Refusal;
use super::rules::spoken;
use crate::accounts::Purpose;
use crate::directory::Identity;

/// A page that asks for a password, with what is said of the last try.
pub(crate) fn refused(mut page: Page, refusal: Option<Refusal>) -> (Page, FormErrors) {
    let mut errors = FormErrors::default();
    match refusal {
        Some(Refusal::Empty) => errors.add("identifiant", "Identifiant et mot de passe", "à remplir tous les deux"),
        Some(Refusal::Wrong) => errors.add(
            "identifiant",
            "Identifiant ou mot de passe",
            "l’un des deux n’est pas le bon. Si vous partagez votre adresse e-mail, utilisez votre identifiant",
        ),
        Some(Refusal::Wait(seconds)) => {
            let wait = format!("plusieurs essais de suite n’ont pas réussi\u{202f}: réessayez dans {}", spoken(seconds));
            errors.add("identifiant", "Connexion ralentie", wait);
        }
        Some(Refusal::Locked(seconds)) => {
            page = page.notice(Notice::warn(html! {
                p { "Trop d’essais n’ont pas réussi. Pour entrer tout de suite, "
                    a href="/mot-de-passe-oublie" { "recevez un lien par e-mail" }
                    "\u{202f}; sinon, l’accès se rouvre dans " (spoken(seconds)) "." }
            }).title("Ce compte est protégé pour le moment"));
        }
        None => {}
    }
    (page, errors)
}

pub(super) fn sign_in(frame: &Frame, back: &str, typed: &str, refusal: Option<Refusal>) -> Page {
    let (page, errors) = refused(Page::door("Se connecter"), refusal);
    page.errors(&errors).body(html! {
        (form(frame, "/connexion", html! {
            input type="hidden" name="retour" value=(back);
            (TextField::new("identifiant", "Identifiant ou adresse e-mail")
                .hint("Il figure dans l’e-mail de bienvenue de votre CMA.")
                .value(typed).autocomplete("username").literal().error(errors.get("identifiant")).required())
            (TextField::new("mot_de_passe", "Mot de passe").password().autocomplete("current-password").required()
                .after(go_link("Mot de passe oublié\u{202f}?", "/mot-de-passe-oublie")))
            p.actions.mt { (Button::primary("Se connecter").large()) }
        }))
        div.stack.mt-l {
            p { strong { "Première visite\u{202f}?" } " Choisissez votre mot de passe avec le lien reçu par e-mail. Vous ne l’avez pas reçu\u{202f}? "
                a href="/mot-de-passe-oublie" { "Recevoir un nouveau lien" } }
        }
    })
}

pub(super) fn choose_password(
    frame: &Frame,
    (token, purpose): (&str, Purpose),
    owner: &Identity,
    elsewhere: bool,
    errors: Option<&FormErrors>,
) -> Page {
    let none = FormErrors::default();
    let errors = errors.unwrap_or(&none);
    let (title, action, act, opening) = match purpose {
        Purpose::Activation => (
            "Choisir votre mot de passe",
            format!("/activation/{token}"),
            "Activer mon compte",
            "Bienvenue",
        ),
        Purpose::Reset => (
            "Choisir un nouveau mot de passe",
            format!("/nouveau-mot-de-passe/{token}"),
            "Changer mon mot de passe",
            "Bonjour",
        ),
    };
    Page::door(title).errors(errors).body(html! {
        p { (opening) " " (owner.given_name) ". Votre identifiant est " strong { (owner.login) } "." }
        @if elsewhere {
            p { "Vous suivez, ou avez suivi, une formation avec une autre CMA\u{202f}? "
                (go_link("J’ai déjà un compte", format!("/activation/{token}/compte"))) }
        }
        (form(frame, &action, html! {
            input.visually-hidden type="text" name="identifiant" value=(owner.login) autocomplete="username" readonly tabindex="-1" aria-hidden="true";
            (new_password_fields(errors))
            p.actions.mt { (Button::primary(act).large()) }
        }))
    })
}

fn new_password_fields(errors: &FormErrors) -> platform::html::Markup {
    html! {
        (TextField::new("mot_de_passe", "Nouveau mot de passe").password().autocomplete("new-password").required()
            .hint("Douze caractères au moins. Une petite phrase se retient mieux qu’un mot compliqué.")
            .error(errors.get("mot_de_passe")))
        (TextField::new("confirmation", "Le même, encore une fois").password().autocomplete("new-password").required()
            .error(errors.get("confirmation")))
    }
}

pub(crate) fn dead_link(purpose: Purpose) -> Page {
    let why = match purpose {
        Purpose::Activation => "Il a déjà servi, un autre l’a remplacé, ou il a plus de quatorze jours.",
        Purpose::Reset => "Il a déjà servi, un autre l’a remplacé, ou il a plus d’une heure.",
    };
    Page::door("Ce lien ne sert plus").body(html! {
        p { (why) " Si votre mot de passe est choisi, il suffit de vous connecter." }
        p.actions.mt {
            (Button::primary("Se connecter").href("/connexion"))
            (Button::plain("Recevoir un nouveau lien").href("/mot-de-passe-oublie"))
        }
    })
}

pub(super) fn forgotten(frame: &Frame, typed: &str, empty: bool) -> Page {
    let mut errors = FormErrors::default();
    if empty {
        errors.add("identifiant", "Identifiant ou adresse e-mail", "à remplir");
    }
    Page::door("Recevoir un lien").errors(&errors).body(html! {
        p { "Nous vous envoyons un lien pour choisir votre mot de passe." }
        (form(frame, "/mot-de-passe-oublie", html! {
            (TextField::new("identifiant", "Identifiant ou adresse e-mail").value(typed).autocomplete("username").literal()
                .required().error(errors.get("identifiant")))
            p.actions.mt { (Button::primary("Recevoir un lien").large()) }
        }))
        p.mt-l { (go_link("Revenir à la connexion", "/connexion")) }
    })
}

pub(super) fn link_sent() -> Page {
    Page::door("Regardez vos e-mails").body(html! {
        p { "Si un compte existe à ce nom, un lien vient de partir à son adresse. Il arrive en quelques minutes\u{202f}; pensez aux courriers indésirables." }
        p { "Rien ne vient\u{202f}? Appelez votre conseiller à la CMA\u{202f}: il vérifiera l’adresse." }
        p.mt-l { (go_link("Revenir à la connexion", "/connexion")) }
    })
}

/// `chambers`: those that know them, the one that holds their account first.
pub(super) fn account(
    frame: &Frame,
    card: &Identity,
    chambers: &[String],
    errors: Option<&FormErrors>,
) -> Page {
    let none = FormErrors::default();
    let errors = errors.unwrap_or(&none);
    let facts = [
        ("Nom", Some(card.full_name())),
        ("Identifiant", Some(card.login.clone())),
        ("Adresse e-mail", Some(card.email.clone())),
        ("Téléphone", card.phone.clone()),
        ("Entreprise", card.company.clone()),
        ("Métier", card.trade.clone()),
        ("Vos CMA", (chambers.len() > 1).then(|| chambers.join(", "))),
    ];
    let to = match chambers {
        [home, _, ..] => format!("à {home}, qui tient votre compte\u{202f}: elle la corrige"),
        _ => "à votre CMA, qui la corrige".to_owned(),
    };
    Page::new("Mon compte").crumb("Accueil", "/").work().errors(errors).body(html! {
        (section("identite", "Qui je suis", html! { p.soft { "Une erreur\u{202f}? Dites-le " (to) "." } }, html! {
            dl.facts {
                @for (name, value) in &facts {
                    @if let Some(value) = value { div { dt { (name) } dd { (value) } } }
                }
            }
        }))
        (section("consignes", "Travaux à rendre", html! {}, html! {
            (go_link("Lire, écouter ou regarder", "/mon-compte/consignes"))
            p.soft { "Ce qui vient en premier dans les consignes, et pour vos réponses." }
        }))
        (section("notifications", "Notifications", html! {}, html! {
            (go_link("Choisir comment je suis prévenu", "/mon-compte/notifications"))
            p.soft { "Ce qui part aussi par e-mail, et à quelles heures." }
        }))
        (section("secret", "Mon mot de passe", html! {}, form(frame, "/mon-compte/mot-de-passe", html! {
            (TextField::new("actuel", "Mot de passe actuel").password().autocomplete("current-password").required()
                .error(errors.get("actuel")))
            (new_password_fields(errors))
            p.actions { (Button::primary("Changer mon mot de passe")) }
        })))
    })
}
