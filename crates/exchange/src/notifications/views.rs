//! The pages of notifications.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use people::directory::Identity;
use platform::html::{
    Button, Choice, Choices, Empty, Form, Frame, Markup, Notice, Page, Select, State, fr, go_link, html,
    section, wide_section,
};
use platform::{PersonId, Result};

use super::Kind;
use super::kinds::Whom;
use super::rules::{ByMail, Hours, zone};
use super::store::{Choice as Chosen, Told};
use crate::push::Devices;

/// The boxes of what rings.
pub(super) const RINGS: &str = "sonne";
/// Where one chooses.
pub(super) const CHOICES: &str = "/mon-compte/notifications";

pub(super) fn page(
    frame: &Frame,
    told: &[Told],
    cards: &HashMap<PersonId, Arc<Identity>>,
    now: Timestamp,
) -> Result<Page> {
    let unread = told.iter().filter(|one| one.unread).count();
    let (new, old): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| one.unread);
    let list = |some: &[&Told]| -> Result<Markup> {
        let lines = some
            .iter()
            .map(|one| line(one, cards, now))
            .collect::<Result<Vec<_>>>()?;
        Ok(html! { ul.rows { @for line in lines { li { (line) } } } })
    };
    let (new, old) = (list(&new)?, list(&old)?);
    Ok(Page::new("Notifications")
        .crumb("Accueil", "/")
        .about("Ce qui vous concerne et s’est passé depuis votre dernière visite.")
        .body(html! {
            @if told.is_empty() {
                (Empty::new("Rien de nouveau").icon("bell").level(2).why("Les messages, les réponses du forum et les rappels s’annoncent ici."))
            }
            @if unread > 0 {
                (wide_section("nouvelles", "À lire", html! {}, html! {
                    (new)
                    (Form::post(frame, "/notifications").bare().body(html! { p.actions.mt { (Button::plain("Tout marquer comme lu").icon("check")) } }))
                }))
            }
            @if told.len() > unread { (wide_section("lues", "Déjà lues", html! {}, old)) }
            p.mt { (go_link("Choisir comment je suis prévenu", CHOICES).icon("settings")) }
        }))
}

fn line(one: &Told, cards: &HashMap<PersonId, Arc<Identity>>, now: Timestamp) -> Result<Markup> {
    let zone = zone(one.zone.as_deref())?;
    let (at, today) = (
        one.at.to_zoned_datetime(zone.clone()),
        now.to_zoned_datetime(zone).date(),
    );
    let day = match at.date() == today {
        true => "Aujourd’hui".to_owned(),
        false => fr::capitalise(&fr::date_words(at.date())),
    };
    let name = one.by.and_then(|by| cards.get(&by)).map(|card| card.full_name());
    let words = match name {
        Some(name) => format!("{name} {}", one.words),
        None => fr::capitalise(&one.words),
    };
    Ok(html! {
        p.small.soft { (fr::rich(&format!("{day}, {}", fr::time_words(at.time())))) @if one.unread { " " (State::now("Non lue")) } }
        p { (go_link(words, format!("/notifications/{}", one.id))) }
    })
}

pub(super) fn choices(
    frame: &Frame,
    whom: Whom,
    chosen: &HashMap<String, Chosen>,
    hours: Hours,
    devices: Option<&Devices>,
) -> Result<Page> {
    let hour = |name: &'static str, label: &'static str, now: Option<u8>| {
        let all = (0..24u8).map(|hour| (hour.to_string(), format!("{hour}\u{202f}h")));
        Select::new(name, label)
            .options(all)
            .value(now.map(|hour| hour.to_string()).unwrap_or_default())
    };
    let page = Page::new("Mes notifications")
        .crumb("Accueil", "/")
        .crumb("Mon compte", "/mon-compte")
        .about("Tout s’annonce sous la cloche, en haut de chaque page. Choisissez ici ce qui part aussi par e-mail, et quand.");
    let page = match devices {
        Some(_) => page.script("push.js"),
        None => page,
    };
    let own = devices.map(|devices| devices.section(frame)).transpose()?;
    Ok(page.body(html! {
        (Form::post(frame, CHOICES).body(html! {
            (section("mails", "Par e-mail", html! {}, html! {
                @for (kind, usual) in whom.kinds() { (one(kind, chosen.get(kind.code).map_or(usual, |chosen| chosen.mail))) }
            }))
            @if devices.is_some_and(Devices::any) { (section("sonneries", "Sur mes appareils", html! {}, rings(whom, chosen))) }
            (section("heures", "À quelles heures", html! {}, html! {
                (hour("heure", "L’e-mail du jour part à", Some(hours.daily)))
                p.soft { "Aux heures calmes, rien ne part\u{202f}: vous recevez tout à la fin, en un seul e-mail. Les heures sont celles de votre région." }
                (hour("de", "Heures calmes, de", hours.quiet.map(|(from, _)| from)).option("", "Aucune"))
                (hour("a", "Heures calmes, jusqu’à", hours.quiet.map(|(_, until)| until)).option("", "Aucune"))
            }))
            p.actions { (Button::primary("Enregistrer").icon("save")) }
        }))
        @if let Some(own) = own { div.mt-l { (own) } }
    }))
}

/// For which kinds one's devices ring.
fn rings(whom: Whom, chosen: &HashMap<String, Chosen>) -> Markup {
    let boxes = Choices::checkbox(RINGS, "Ils sonnent pour");
    let choices = whom.kinds().fold(boxes, |choices, (kind, usual)| {
        let rings = chosen.get(kind.code).and_then(|chosen| chosen.rings);
        choices.choice(Choice::new(kind.code, kind.label).checked(rings.unwrap_or(usual == ByMail::Now)))
    });
    html! { input type="hidden" name=(RINGS) value="choix"; (choices) }
}

fn one(kind: &Kind, now: ByMail) -> Choices {
    ByMail::ALL
        .into_iter()
        .fold(Choices::radio(kind.code, kind.label).beside(), |choices, by| {
            choices.choice(Choice::new(by.code(), by.label()).checked(by == now))
        })
}

/// Leaving, from a mail: asked, then done.
pub(super) fn leaving(token: &str, kind: Option<&Kind>, done: bool) -> Page {
    let what = kind.map_or_else(
        || "Toutes vos notifications par e-mail".to_owned(),
        |kind| format!("Par e-mail\u{202f}: {}", fr::uncapitalise(kind.label)),
    );
    let page = Page::new(if done {
        "C’est fait"
    } else {
        "Ne plus recevoir ces e-mails"
    });
    match done {
        true => page
            .notice(Notice::good(html! { p { "Vous ne recevrez plus ces e-mails. Rien ne se perd\u{202f}: tout s’annonce encore sous la cloche." } }))
            .body(html! { p { (go_link("Choisir mes notifications", CHOICES).arrow()) } }),
        false => page.about(html! { (what) "." }).body(html! {
            form method="post" action=(format!("/desabonnement/{token}")) {
                p { "Vous continuerez de voir ces nouvelles sur la plateforme, sous la cloche." }
                p.actions.mt { (Button::primary("Ne plus les recevoir")) }
            }
        }),
    }
}
