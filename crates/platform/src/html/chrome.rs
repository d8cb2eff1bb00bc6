//! What every page has around its matter: header, door, footer, head.

use super::links::count;
use super::{AvatarSize, Frame, MenuItem, TextSize, avatar, fr, icon};
use crate::theme::asset_path;
use maud::{Markup, PreEscaped, html};

/// The mark: two pieces joined by a dovetail.
const MARK: &str = r#"<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><path fill="currentColor" d="M3 2h12v10l13-5v26l-13-5v10H3a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"/><path fill="none" stroke="currentColor" stroke-width="3" d="M18.5 3.5H36A2.5 2.5 0 0 1 38.5 6v28a2.5 2.5 0 0 1-2.5 2.5H18.5"/></svg>"#;

/// The joints of the door: dovetails under the panel on a phone, beside it on a desk.
const JOINTS: &str = r##"<svg class="joint across" aria-hidden="true"><defs><pattern id="queues" width="80" height="24" patternUnits="userSpaceOnUse"><path fill="currentColor" d="M23 0 14 24h52L57 0z"/></pattern></defs><rect width="100%" height="24" fill="url(#queues)"/></svg><svg class="joint down" aria-hidden="true"><defs><pattern id="tenons" width="56" height="176" patternUnits="userSpaceOnUse"><path fill="currentColor" d="M0 52 56 30v116L0 124z"/></pattern></defs><rect width="56" height="100%" fill="url(#tenons)"/></svg>"##;

/// The head of the document.
pub(super) fn head(frame: &Frame, title: &str, scripts: &[String]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " – " (frame.site_name) }
            @for face in ["atkinson-hyperlegible-next.woff2", "bricolage-grotesque.woff2"] {
                link rel="preload" href=(asset_path(face)) as="font" type="font/woff2" crossorigin;
            }
            link rel="stylesheet" href=(asset_path("app.css"));
            link rel="icon" href=(asset_path("favicon.svg")) type="image/svg+xml";
            link rel="apple-touch-icon" href=(asset_path("icon-180.png"));
            link rel="manifest" href="/site.webmanifest";
            (script(frame, "app.js"))
            @for name in scripts { (script(frame, name)) }
        }
    }
}

fn script(frame: &Frame, name: &str) -> Markup {
    html! { script type="module" src=(asset_path(name)) nonce=(frame.nonce) {} }
}

fn brand(frame: &Frame) -> Markup {
    html! {
        a.brand href="/" {
            (PreEscaped(MARK))
            span {
                span.name { (frame.site_name) }
                @if let Some(house) = &frame.house { span.house { (house) } }
            }
        }
    }
}

/// The header of a page for someone who is in.
pub(super) fn site_header(frame: &Frame) -> Markup {
    html! {
        header.site-header {
            div.underline {
                div."wrap bar" {
                    (brand(frame))
                    div.account { (bell(frame)) (account(frame)) }
                    div.tools {
                        @if !frame.places.is_empty() {
                            button."tool only-narrow" type="button" popovertarget="navigation" { (icon("menu")) "Menu" }
                        }
                        (help(frame))
                        (text_size(frame))
                    }
                    @if !frame.places.is_empty() { (places(frame)) }
                }
            }
        }
    }
}

fn account(frame: &Frame) -> Markup {
    let Some(account) = &frame.account else {
        return html! { a.tool href="/connexion" { (icon("log-in")) "Se connecter" } };
    };
    html! {
        button.tool type="button" popovertarget="compte" {
            (avatar(&account.initials, AvatarSize::Small))
            span.visually-hidden { "Mon compte" }
            span.name { (account.first_name) }
            (icon("chevron-down"))
        }
        div.menu id="compte" popover {
            p.who { strong { (account.full_name) } br; span.soft { (account.role_label) } }
            ul {
                (MenuItem::link("Mon compte", "/mon-compte").icon("user"))
                (MenuItem::post(frame, "Se déconnecter", "/deconnexion").icon("log-out").apart())
            }
        }
    }
}

/// What they were told, and how much of it is unread.
fn bell(frame: &Frame) -> Markup {
    let Some(unread) = frame.bell else {
        return html! {};
    };
    html! {
        a.tool href="/notifications" {
            (icon("bell"))
            span.visually-hidden { "Notifications" }
            @if unread > 0 { span.count { (unread.min(99)) span.visually-hidden { (if unread > 1 { " non lues" } else { " non lue" }) } } }
        }
    }
}

pub(super) fn help(frame: &Frame) -> Markup {
    html! { a.tool href=(frame.help.as_deref().unwrap_or("/aide")) { (icon("life-buoy")) "Aide" } }
}

/// A A A: smaller, as the browser has it, bigger. Each press moves one step; the pressed one says where we are.
pub(super) fn text_size(frame: &Frame) -> Markup {
    let size = frame.text_size;
    let big = matches!(size, TextSize::Large | TextSize::Larger);
    let buttons = [
        (size.smaller(), size == TextSize::Small, "A : réduire le texte"),
        (
            TextSize::Normal,
            size == TextSize::Normal,
            "A : texte à la taille normale",
        ),
        (size.bigger(), big, "A : agrandir le texte"),
    ];
    html! {
        form.text-size action="/taille-du-texte" method="post" {
            input type="hidden" name="jeton" value=(frame.csrf);
            input type="hidden" name="retour" value=(frame.here);
            fieldset {
                legend.visually-hidden { "Taille du texte" }
                @for (value, pressed, label) in buttons {
                    button type="submit" name="taille" value=(value.as_str()) aria-pressed=(pressed) aria-label=(label) { "A" }
                }
            }
        }
    }
}

fn places(frame: &Frame) -> Markup {
    html! {
        div.site-nav id="navigation" popover {
            nav aria-label="Rubriques" {
                ul.places {
                    @for place in &frame.places {
                        li {
                            a href=(place.href) aria-current=[place.current.then_some("page")] {
                                (place.label)
                                @if let Some(number) = place.count.filter(|number| *number > 0) {
                                    " " (count(number, if number > 1 { "non lus" } else { "non lu" }))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The painted panel of the pages before sign-in.
pub(super) fn panel(frame: &Frame) -> Markup {
    html! {
        header.panel {
            (brand(frame))
            div {
                p."saying mt-l" { "Un quart d’heure suffit pour avancer." }
                p { "Vos formations vous attendent là où vous les avez laissées." }
            }
            (PreEscaped(JOINTS))
        }
    }
}

/// Help and text size, above the matter of a door.
pub(super) fn door_tools(frame: &Frame) -> Markup {
    html! { div.tools { (help(frame)) (text_size(frame)) } }
}

/// The footer of every page.
pub(super) fn site_footer(frame: &Frame) -> Markup {
    let links = [
        ("Plan du site", "/plan-du-site"),
        ("Aide", "/aide"),
        ("Accessibilité", "/accessibilite"),
        ("Données personnelles", "/donnees-personnelles"),
        ("Mentions légales", "/mentions-legales"),
    ];
    html! {
        footer.site-footer {
            div.wrap {
                nav aria-label="Pied de page" {
                    ul {
                        @for (label, href) in links { li { a href=(href) { (label) } } }
                        @if frame.development { li { a href="/kit" { "La boîte à outils" } } }
                    }
                }
                @if let Some(call) = &frame.call {
                    p { "Assistance\u{202f}: " a href=(call.href()) { (call.phone) } ", " (fr::rich(&call.hours)) }
                }
            }
        }
    }
}
