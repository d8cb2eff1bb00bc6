//! Pages of the site itself. They say what is true today and nothing more.

use platform::html::{Frame, Markup, Page, disclosure, fr, go_link, html, rows, section};
use platform::personal::{Erasure, PersonalData};

pub(super) fn page(frame: &Frame, title: &str) -> Page {
    if frame.account.is_some() {
        Page::new(title).crumb("Accueil", "/")
    } else {
        Page::door(title)
    }
}

pub(super) fn site_map(frame: &Frame) -> Page {
    page(frame, "Plan du site").work().body(html! {
        @if frame.account.is_some() {
            (section("rubriques", "Rubriques", "", html! {
                ul.stack { @for place in &frame.places { li { (go_link(place.label.as_str(), place.href.as_str())) } } }
            }))
            (section("mon-compte", "Compte", "", html! { ul.stack {
                li { (go_link("Mon compte", "/mon-compte")) }
                li { (go_link("Notifications", "/notifications")) }
            } }))
        } @else {
            (section("entrer", "Entrer", "", html! {
                ul.stack {
                    li { (go_link("Se connecter", "/connexion")) }
                    li { (go_link("Recevoir un lien", "/mot-de-passe-oublie")) }
                }
            }))
        }
        (section("site", "Le site", "", html! {
            ul.stack {
                li { (go_link("Aide", "/aide")) }
                li { (go_link("Formations", "/formations")) }
                li { (go_link("Vérifier un document", "/verification")) }
                li { (go_link("Accessibilité", "/accessibilite")) }
                li { (go_link("Données personnelles", "/donnees-personnelles")) }
                li { (go_link("Mentions légales", "/mentions-legales")) }
            }
        }))
    })
}

pub(super) fn accessibility(frame: &Frame) -> Page {
    page(frame, "Accessibilité").work().body(html! { div.prose {
        p { strong { "Cette plateforme n’a pas encore fait l’objet d’un audit de conformité au RGAA." } " Aucun taux n’est donc annoncé ici." }
        p { "Ses pages sont contrôlées par des outils à chaque changement, pour les règles WCAG 2.2 de niveau A et AA que ces outils savent mesurer\u{202f}: à trois largeurs d’écran, en clair, en sombre et en couleurs forcées, avec le texte agrandi, et au clavier seul." }
        p { "Quelque chose vous gêne\u{202f}? Dites-le à l’assistance, dont " a href="/aide" { "la page Aide" } " donne le téléphone et les horaires, ou à votre conseiller à la CMA. Si la réponse ne vient pas, le Défenseur des droits peut être saisi." }
    }})
}

pub(super) fn personal_data(frame: &Frame, declared: &[PersonalData]) -> Page {
    let of = |fate: fn(&Erasure) -> bool| declared.iter().filter(move |item| fate(&item.erasure));
    let all = |fate| listed(of(fate));
    page(frame, "Données personnelles").work().body(html! {
        (section("droits", "Vos droits", "", html! { div.prose {
            p { "Pour lire, corriger ou faire effacer vos données, écrivez à votre CMA\u{202f}: " a href="/aide" { "la page Aide" } " dit à qui. Vous pouvez aussi saisir la CNIL." }
            p { "Votre identité et ce que vous écrivez sont chiffrés avec une clé qui n’est qu’à vous. Rien n’est chargé depuis un autre site, et rien n’est envoyé à un tiers." }
        }}))
        (section("quoi", "Ce que la plateforme garde", html! { "De tous\u{202f}: apprenants, tuteurs, gestionnaires" }, html! {
            div {
            (disclosure("Ce qui est effacé avec le compte", all(|fate| *fate == Erasure::Delete)))
            (disclosure("Ce qui devient illisible avec le compte", html! {
                p { "Ces lignes restent, sans nom ni texte\u{202f}: la clé qui les ouvrait est détruite." }
                (all(|fate| *fate == Erasure::KeepSealed))
            }))
            (disclosure("Ce que la loi fait conserver", all(|fate| matches!(fate, Erasure::Keep(_)))))
            }
        }))
    })
}

/// What is kept, in the words of each room, in alphabetical order, each thing once.
fn listed<'a>(items: impl Iterator<Item = &'a PersonalData>) -> Markup {
    let mut lines: Vec<(&str, Option<&str>)> = items
        .map(|item| match item.erasure {
            Erasure::Keep(why) => (item.about, Some(why)),
            Erasure::Delete | Erasure::KeepSealed => (item.about, None),
        })
        .collect();
    lines.sort_by_key(|(about, _)| fr::folded(about));
    lines.dedup();
    rows(lines.into_iter().map(|(about, why)| {
        html! { p { (about) } @if let Some(why) = why { p.soft { (fr::capitalise(why)) "." } } }
    }))
}

pub(super) fn legal(frame: &Frame) -> Page {
    page(frame, "Mentions légales").work().body(html! {
        div.prose {
            p { (frame.site_name) " est éditée par CMA France, établissement public administratif de l’État." }
            p { "Assistance\u{202f}: son téléphone et ses horaires sont sur " a href="/aide" { "la page Aide" } "." }
        }
        p.mt { (go_link("Licences des logiciels utilisés", platform::theme::asset_path("licences.txt"))) }
    })
}
