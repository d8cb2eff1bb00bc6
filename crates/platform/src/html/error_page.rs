//! Pages for when something can't be done: what happened, what to do, where to go.

use super::{Button, Frame, Page, fr, go_link};
use maud::{Markup, html};

/// What went wrong, as the reader can understand it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// 403: signed in, but not allowed.
    Forbidden,
    /// 403: the form stayed open too long, or its token is not ours.
    FormExpired,
    /// 404: nothing there, or nothing that this reader may see.
    NotFound,
    /// 405: this address doesn't take that act.
    NotAllowedHere,
    /// 409: someone changed it in between.
    Conflict,
    /// 413: the file or the text is too big.
    TooLarge,
    /// 401: signed out in between.
    SignInAgain,
    /// 422 or 429: a refusal that says itself why, and what to do.
    Said(String),
    /// 503: for a moment, nothing can be written.
    Unavailable,
    /// 500: our fault; the reference is in the journal of the server.
    Internal {
        /// What to give to the support.
        reference: String,
    },
}

impl ErrorKind {
    const fn title(&self) -> &'static str {
        match self {
            Self::Forbidden => "Cette page n’est pas pour votre compte",
            Self::FormExpired => "Le formulaire est resté ouvert trop longtemps",
            Self::NotFound => "Cette page est introuvable",
            Self::NotAllowedHere => "Cela ne se fait pas depuis cette adresse",
            Self::Conflict => "Quelqu’un a changé cela entre-temps",
            Self::TooLarge => "Cet envoi est trop lourd",
            Self::SignInAgain => "Votre connexion a pris fin",
            Self::Said(_) => "Ce n’est pas possible pour le moment",
            Self::Unavailable => "La plateforme se repose un instant",
            Self::Internal { .. } => "Quelque chose s’est mal passé de notre côté",
        }
    }

    fn what(&self) -> &str {
        match self {
            Self::Forbidden => {
                "Votre compte n’a pas le droit d’ouvrir cette page. Si vous en avez besoin pour votre travail, \
                 demandez-le au gestionnaire de votre CMA."
            }
            Self::FormExpired => {
                "Par sécurité, un formulaire ne sert qu’un temps. Rien n’a été enregistré. Revenez à la page \
                 précédente, rechargez-la, puis envoyez de nouveau."
            }
            Self::NotFound => {
                "L’adresse contient peut-être une faute de frappe, ou la page a été déplacée, ou elle n’est pas \
                 ouverte à votre compte."
            }
            Self::NotAllowedHere => {
                "Revenez à la page précédente et servez-vous de ses boutons. Rien n’a été changé."
            }
            Self::Conflict => {
                "Pour ne rien écraser, votre changement n’a pas été enregistré. Rechargez la page pour voir où en \
                 sont les choses, puis recommencez."
            }
            Self::TooLarge => "Le fichier ou le texte dépasse la taille permise. Rien n’a été enregistré.",
            Self::SignInAgain => {
                "Par sécurité, une connexion se ferme après un long moment sans activité. Connectez-vous : vous \
                 reviendrez ici."
            }
            Self::Said(sentence) => sentence,
            Self::Unavailable => {
                "Rien n’est perdu. Attendez une minute, puis rechargez la page : ce que vous aviez saisi peut être \
                 envoyé de nouveau."
            }
            Self::Internal { .. } => {
                "Ce n’est pas votre faute. L’incident est noté et rien n’a été enregistré à moitié. Réessayez ; si \
                 cela recommence, écrivez à l’assistance."
            }
        }
    }
}

/// The page for an error: what happened, what to do, links out of there.
#[must_use]
pub fn error_page(frame: &Frame, kind: &ErrorKind) -> Markup {
    Page::new(kind.title())
        .crumb("Accueil", "/")
        .about(kind.what())
        .body(html! {
            @if let ErrorKind::Internal { reference } = kind {
                p { "Référence à donner à l’assistance" (fr::NARROW) ": " strong.figure { (reference) } }
            }
            p."actions mt" { (way_out(frame, kind)) }
            ul."stack tight mt-l" {
                li { (go_link("Chercher dans le plan du site", "/plan-du-site").icon("map")) }
                li { (go_link("Demander de l’aide", "/aide").icon("life-buoy")) }
            }
        })
        .render(frame)
}

fn way_out(frame: &Frame, kind: &ErrorKind) -> Button {
    let can_reload = matches!(kind, ErrorKind::Unavailable | ErrorKind::Conflict) && !frame.here.is_empty();
    match kind {
        ErrorKind::SignInAgain => Button::primary("Se connecter").icon("log-in").href("/connexion"),
        _ if can_reload => Button::primary("Recharger la page")
            .icon("refresh-cw")
            .href(frame.here.as_str()),
        _ if frame.account.is_none() => Button::primary("Se connecter").icon("log-in").href("/connexion"),
        _ => Button::primary("Revenir à l’accueil").icon("house").href("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Account;

    #[test]
    fn an_internal_error_gives_its_reference_and_nothing_else() {
        let frame = Frame {
            account: Some(Account::default()),
            ..Frame::default()
        };
        let html = error_page(
            &frame,
            &ErrorKind::Internal {
                reference: "7f3a".to_owned(),
            },
        )
        .into_string();
        assert!(html.contains("7f3a") && html.contains("Revenir à l’accueil"));
    }
}
