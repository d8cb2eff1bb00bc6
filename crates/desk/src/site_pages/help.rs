//! `/aide`: what one finds alone first, then one's tutors, then the telephone, then a request.

use std::sync::Arc;

use exchange::support::{self, AskSupport, Desk};
use people::directory::{self, Directory, Identity};
use platform::db::Tx;
use platform::html::{
    Contact, Frame, Markup, Page, columns, disclosure, fr, go_link, html, link_button, rows, section,
};
use platform::http::{Actor, HeaderMap, Permission as _, Response, State, View, holds};
use platform::{PersonId, Result, Site};
use training::availability;
use training::enrolment::{self, Followed};
use training::sessions::local;
use training::tutors::{self, Tutor};

use super::views;

/// Courses whose tutors are named: the latest.
const COURSES: usize = 3;

/// Who helps somebody who is signed in.
#[derive(Default)]
struct Around {
    followed: Vec<Followed>,
    tutors: Vec<Helper>,
    /// What `/aide/demandes/nouvelle` is asked with, for who may ask.
    ask: Option<String>,
}

/// A tutor, and how they are reached.
struct Helper {
    tutor: Tutor,
    card: Arc<Identity>,
    /// Where one writes to them.
    write: String,
    /// « lundi matin, jeudi soir ».
    hours: String,
}

pub(super) async fn page(
    State(site): State<Site>,
    view: View,
    actor: Result<Actor>,
    asked: HeaderMap,
) -> Result<Response> {
    let Ok(actor) = actor else {
        let mut tx = site.db().read().await?;
        let desk = support::desk_of(&mut tx, None).await?;
        let regions = support::desks_of_regions(&mut tx).await?;
        return Ok(view.page(&outside(&view.frame, &desk, &regions)));
    };
    let mut tx = site.db().read().await?;
    let (region, _) = directory::held(&mut tx, actor.person).await?;
    let desk = support::desk_of(&mut tx, region).await?;
    let around = around(tx, &site, actor.person, &asked).await?;
    Ok(view.page(&inside(&view.frame, &desk, &around)))
}

async fn around(mut tx: Tx, site: &Site, person: PersonId, asked: &HeaderMap) -> Result<Around> {
    let may = holds(&mut tx, person, &AskSupport::INFO).await?;
    let now = site.clock().now();
    let mut followed = enrolment::of_person(&mut tx, person).await?;
    followed.retain(|one| one.enrolment.ends_at > now);
    followed.truncate(COURSES);
    let mut found = Vec::new();
    for Followed { session, .. } in &followed {
        let today = local(session, now)?.date();
        let said = availability::of_region(&mut tx, site, session.region, (today, today)).await?;
        for tutor in tutors::tutors(&mut tx, session.id).await? {
            let known = found
                .iter()
                .any(|(one, ..): &(Tutor, String, String)| one.person == tutor.person);
            if !known {
                let write = format!("/messages/nouveau?cercle={}&a={}", session.id, tutor.person);
                let hours = said.get(&tutor.person).map(|said| said.half_days.words());
                found.push((tutor, write, hours.unwrap_or_default()));
            }
        }
    }
    drop(tx);
    let people: Vec<PersonId> = found.iter().map(|(tutor, ..)| tutor.person).collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let tutors = found.into_iter().filter_map(|(tutor, write, hours)| {
        Some(Helper {
            card: cards.get(&tutor.person)?.clone(),
            tutor,
            write,
            hours,
        })
    });
    Ok(Around {
        tutors: tutors.collect(),
        followed,
        ask: may.then(|| support::ask_from(site, asked)),
    })
}

fn sign_in() -> Markup {
    html! { div.prose {
        p { "La première fois, ouvrez l’e-mail de bienvenue et choisissez votre mot de passe avec le lien." }
        p { "Lien perdu ou mot de passe oublié\u{202f}? " a href="/mot-de-passe-oublie" { "Recevez un nouveau lien" } "." }
        p { "Après plusieurs essais sans succès, la plateforme fait attendre un peu avant le suivant, puis protège le compte\u{202f}: le lien reçu par e-mail ouvre tout de suite." }
    }}
}

fn reading() -> Markup {
    html! { div.prose {
        p { "Les trois «\u{202f}A\u{202f}» en haut de chaque page réduisent et agrandissent le texte. Le thème clair ou sombre suit le réglage de votre appareil." }
    }}
}

/// A number that a telephone dials.
fn phone(desk: &Desk) -> Option<Markup> {
    let call = desk.call()?;
    Some(html! {
        p { (go_link(call.phone.as_str(), call.href()).icon("phone")) }
        p.soft { (fr::rich(&fr::capitalise(&call.hours))) }
    })
}

fn outside(frame: &Frame, desk: &Desk, regions: &[(String, Desk)]) -> Page {
    let national = phone(desk);
    views::page(frame, "Aide").work().body(html! {
        (section("entrer", "Entrer sur la plateforme", "", sign_in()))
        (section("assistance", "Appeler", "", html! {
            @if let Some(phone) = &national { (phone) }
            @if !regions.is_empty() {
                (rows(regions.iter().map(|(name, desk)| html! { p { strong { (fr::rich(name)) } } @if let Some(phone) = phone(desk) { (phone) } })))
            }
            @if national.is_none() && regions.is_empty() {
                p { "Appelez votre CMA\u{202f}: votre conseiller répond aux questions d’inscription et de connexion." }
            }
        }))
        (section("lire", "Lire plus à l’aise", "", reading()))
    })
}

fn inside(frame: &Frame, desk: &Desk, around: &Around) -> Page {
    let phone = phone(desk);
    views::page(frame, "Aide").work().body(html! {
        (section("trouver", "Trouver la réponse", "", html! {
            @if !around.followed.is_empty() {
                p { "Les questions qu’on pose souvent, et leurs réponses\u{202f}:" }
                (rows(around.followed.iter().map(|one| go_link(
                    format!("Questions fréquentes\u{202f}: {}", one.session.title), format!("/mes-parcours/{}/questions", one.enrolment.id),
                ).icon("circle-question-mark"))))
            }
            (disclosure("Entrer sur la plateforme", sign_in()))
            (disclosure("Lire plus à l’aise", reading()))
        }))
        @if !around.tutors.is_empty() {
            (section("tuteurs", "Demander à votre tuteur", "Ce qui touche au contenu, à l’organisation, à un travail rendu.", columns(around.tutors.iter().map(contact))))
        }
        (section("assistance", "Joindre l’assistance", "", html! {
            @if let Some(phone) = &phone { (phone) }
            @else { p.soft { "L’assistance répond " (fr::rich(&desk.hours.words())) "." } }
            @match &around.ask {
                Some(ask) => {
                    p { "Quelque chose ne marche pas\u{202f}? Décrivez-le\u{202f}: votre demande reçoit un numéro, un délai, et une réponse que vous lisez ici." }
                    p.actions { (link_button("Signaler un problème", ask.as_str()).icon("life-buoy")) }
                    p { (go_link("Mes demandes d’aide", "/aide/demandes")) }
                }
                None => { @if phone.is_none() { p { "Appelez votre CMA\u{202f}: elle vous répond." } } }
            }
        }))
    })
}

fn contact(helper: &Helper) -> Contact {
    let card = &helper.card;
    Contact::new(
        card.full_name(),
        fr::initials(&card.given_name, &card.family_name),
    )
    .about(html! {
        (helper.tutor.duty.label())
        @if let Some(phone) = &card.phone { br; "Téléphone\u{202f}: " (phone) }
        @if !helper.hours.is_empty() { br; "Disponible\u{202f}: " (helper.hours) }
    })
    .link(go_link(format!("Écrire à {}", card.given_name), helper.write.as_str()).icon("mail"))
}
