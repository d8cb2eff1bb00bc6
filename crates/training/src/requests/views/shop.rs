//! The catalogue that everybody sees, its form, what the office opens.

use std::collections::HashMap;

use catalogue::courses::{Course, CourseId};
use people::regions::Region;
use platform::Result;
use platform::html::{
    Button, Card, Choice, Choices, Empty, FormErrors, Frame, Markup, Modality, Notice, Page, Select, columns,
    duration_tag, fr, go_link, html, section,
};
use platform::ids::RegionId;

use super::super::forms::Typed;
use super::super::rules::places_words;
use super::super::store::public::Coming;
use super::fields;
use crate::enrolment::EnrolmentId;
use crate::sessions::{SessionId, days};

/// A course as everybody sees it.
pub(crate) struct Offer {
    pub(crate) course: Course,
    pub(crate) ways: Vec<(Modality, u32)>,
    /// Its form is open.
    pub(crate) open: bool,
}

impl Offer {
    fn address(&self) -> String {
        format!("/formations/{}", self.course.id)
    }

    fn minutes(&self) -> u32 {
        self.ways.iter().map(|(_, minutes)| minutes).sum()
    }
}

/// « CMA Bretagne, du lundi 2 novembre au mardi 1er décembre, 3 places libres ».
fn words(session: &Coming) -> Result<String> {
    let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
    let words = format!("{}, {}", session.region_name, fr::days(first, last));
    Ok(match places_words(session.places.left()) {
        Some(places) => format!("{words}, {places}"),
        None => words,
    })
}

pub(crate) fn catalogue(offers: &[Offer], next: &HashMap<CourseId, Coming>) -> Result<Page> {
    let page =
        Page::new("Formations").about("Celles que les chambres de métiers et de l’artisanat proposent.");
    if offers.is_empty() {
        let none = Empty::new("Aucune formation pour le moment")
            .icon("book-open")
            .level(2);
        return Ok(page.body(none.why("Les formations proposées par les CMA apparaîtront ici.")));
    }
    let mut cards = Vec::new();
    for offer in offers {
        let next = match next.get(&offer.course.id) {
            Some(next) => format!("Prochaine session\u{202f}: {}.", words(next)?),
            None => "Prochaines sessions\u{202f}: demandez à votre CMA.".to_owned(),
        };
        let meta = html! { @if offer.minutes() > 0 { (duration_tag(fr::duration(offer.minutes()))) } @for (way, _) in &offer.ways { (way) } };
        let body = html! { p { (offer.course.summary) } p.soft { (fr::rich(&next)) } };
        cards.push(
            Card::new(offer.course.title.as_str(), offer.address())
                .meta(meta)
                .body(body),
        );
    }
    Ok(page.body(columns(cards)))
}

/// `mine`: where who asks follows it already.
pub(crate) fn course(offer: &Offer, coming: &[Coming], mine: Option<EnrolmentId>) -> Result<Page> {
    let mut page = Page::new(format!("Formation {}", fr::quote(&offer.course.title)))
        .heading(offer.course.title.as_str())
        .crumb("Formations", "/formations")
        .about(offer.course.summary.as_str());
    if let Some(mine) = mine {
        let go = Button::primary("Ouvrir mon parcours").icon("book-open");
        page = page
            .actions(go.href(format!("/mes-parcours/{mine}")))
            .notice(Notice::info(html! { p { "Vous suivez déjà cette formation." } }));
    } else if offer.open {
        let ask = Button::primary("Demander une inscription").icon("send");
        page = page.actions(ask.href(format!("{}/demande", offer.address())));
    }
    let goals = offer
        .course
        .objectives
        .lines()
        .filter(|line| !line.trim().is_empty());
    let goals: Vec<&str> = goals.collect();
    Ok(page.body(html! {
        @if !goals.is_empty() { (section("objectifs", "Objectifs", "", html! { div.prose { ul { @for goal in goals { li { (goal) } } } } })) }
        @if !offer.ways.is_empty() {
            (section("modalites", "Durée et modalités", html! { p { (fr::duration(offer.minutes())) " en tout" } },
                html! { ul.stack { @for (way, minutes) in &offer.ways { li { (way) " " (duration_tag(fr::duration(*minutes))) } } } }))
        }
        (section("sessions", "Prochaines sessions", "", sessions(offer, coming)?))
    }))
}

fn sessions(offer: &Offer, coming: &[Coming]) -> Result<Markup> {
    if coming.is_empty() {
        return Ok(
            html! { p { "Aucune date n’est fixée. Faites une demande\u{202f}: votre CMA vous en proposera une." } },
        );
    }
    let mut lines = Vec::new();
    for one in coming {
        let words = words(one)?;
        let href = format!("{}/demande?choix={}/{}", offer.address(), one.region, one.id);
        lines.push(html! { li { @if offer.open { (go_link(words, href)) } @else { (fr::rich(&words)) } } });
    }
    Ok(html! { ul.stack { @for line in lines { (line) } } })
}

/// The form of a course: where and when one may ask for it.
pub(crate) struct Counter {
    pub(crate) offer: Offer,
    pub(crate) coming: Vec<Coming>,
    pub(crate) regions: Vec<Region>,
    pub(crate) token: String,
}

impl Counter {
    /// What the form's choice names, if it is offered.
    pub(crate) fn chosen(&self, typed: &str) -> Option<(RegionId, Option<SessionId>)> {
        let region = self.regions.iter().find(|one| one.id.to_string() == typed);
        let session = self.coming.iter().find(|one| value(one) == typed);
        region
            .map(|one| (one.id, None))
            .or_else(|| session.map(|one| (one.region, Some(one.id))))
    }

    fn select(&self, typed: &str, errors: &FormErrors) -> Result<Select> {
        let mut select = Select::new("choix", "CMA et session").option("", "Choisir");
        for region in &self.regions {
            let later = format!("{}, session à choisir plus tard", region.name);
            select = select.option(region.id.to_string(), later);
            for one in self.coming.iter().filter(|one| one.region == region.id) {
                select = select.option(value(one), words(one)?);
            }
        }
        Ok(select.value(typed).required().error(errors.get("choix")))
    }
}

fn value(session: &Coming) -> String {
    format!("{}/{}", session.region, session.id)
}

pub(crate) fn form(frame: &Frame, counter: &Counter, typed: &Typed, errors: &FormErrors) -> Result<Page> {
    let home = counter.offer.address();
    let title = counter.offer.course.title.as_str();
    let select = counter.select(&typed.choice, errors)?;
    let fields = html! {
        (select)
        (fields(&typed.asked, errors, true))
        // For robots; whoever hears or sees it is told to leave it.
        div.visually-hidden aria-hidden="true" {
            label for="fax" { "Laissez ce champ vide" }
            input #fax name="fax" type="text" tabindex="-1" autocomplete="off";
        }
        input type="hidden" name="formulaire" value=(counter.token);
        div.prose.mt {
            p { "Qui lit votre demande\u{202f}: les personnes de la CMA choisie qui gèrent les inscriptions, et elles seules. Elle est chiffrée, et effacée douze mois après la dernière nouvelle. Vous pouvez la retirer à tout moment par le lien de chaque e-mail." }
        }
        div.actions.mt #envoi {
            (Button::primary("Envoyer ma demande").icon("send"))
            (Button::plain("Revenir à la formation").href(home.as_str()))
        }
    };
    Ok(Page::new("Demander une inscription")
        .crumb("Formations", "/formations")
        .crumb(title, home.as_str())
        .about(html! {
            "À «\u{202f}" (title) "\u{202f}». "
            @if frame.account.is_none() { "Sans compte ni mot de passe\u{202f}: un" } @else { "Un" }
            " e-mail vous demandera de confirmer."
        })
        .errors(errors)
        .body(platform::html::form(frame, &format!("{home}/demande"), fields)))
}

pub(crate) fn sent(email: &str) -> Page {
    Page::new("Regardez vos e-mails").crumb("Formations", "/formations").body(html! {
        div.prose {
            p { "Un e-mail vient de partir à " strong { (email) } ". Ouvrez le lien qu’il contient pour confirmer votre demande\u{202f}: votre CMA la reçoit aussitôt." }
            p { "Rien n’arrive\u{202f}? Regardez dans les indésirables. Sans confirmation, la demande s’efface au bout de sept jours." }
        }
    })
}

/// The office says which forms are open.
pub(crate) fn opening(frame: &Frame, offers: &[Offer]) -> Page {
    let mut choices = Choices::checkbox("formation", "Formations auxquelles on peut s’inscrire en ligne");
    for offer in offers {
        let choice = Choice::new(offer.course.id.to_string(), offer.course.title.as_str());
        choices = choices.choice(choice.checked(offer.open));
    }
    Page::new("Formulaires publics")
        .crumb("Accueil", "/")
        .crumb("Demandes", "/demandes")
        .work()
        .about("Les demandes arrivent à la CMA choisie, une fois l’adresse e-mail confirmée.")
        .body(html! {
            @if offers.is_empty() {
                (Empty::new("Aucun parcours publié").icon("book-open").level(2).why("Publiez un parcours\u{202f}: il apparaîtra ici."))
            } @else {
                (platform::html::form(frame, "/formations/ouverture", html! {
                    (choices)
                    div.actions.mt { (Button::primary("Enregistrer").icon("save")) (go_link("Voir le catalogue public", "/formations")) }
                }))
            }
        })
}
