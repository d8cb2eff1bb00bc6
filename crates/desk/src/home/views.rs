//! The homes.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Section, Step, minutes};
use jiff::Timestamp;
use learning::gradings::{Decision, News};
use people::directory::Identity;
use platform::html::{
    DateBlock, Empty, Frame, Markup, Notice, Page, Ruler, date_block, fr, go_link, html, rows, section,
    wide_section,
};
use platform::ids::RegionId;
use platform::{PersonId, Result};
use proof::awards::{Award, badges};
use training::enrolment::{Enrolment, Pause};
use training::lives::time_left;
use training::requests::{self, Sent};
use training::sessions::{Date, Phase, Summary, TrainingSession, Tutor, days, local, phase};

use super::ticket::ticket;
use crate::course::progress;
use crate::course::rules::Standing;
use crate::sessions::{contact, session_table};
use crate::words::today;

fn hello(frame: &Frame) -> Page {
    match &frame.account {
        Some(account) => Page::new("Accueil").heading(format!("Bonjour {}", account.first_name)),
        None => Page::new("Accueil"),
    }
}

pub(super) fn nobody(frame: &Frame) -> Page {
    hello(frame).body(
        Empty::new("Rien à suivre pour le moment")
            .icon("book-open")
            .level(2)
            .why("Votre CMA vous inscrit une fois votre dossier signé. Vous recevez alors un e-mail.")
            .way(go_link("Qui peut m’aider", "/aide")),
    )
}

/// What waits for who accompanies or manages.
struct ToHandle {
    id: &'static str,
    title: &'static str,
    one: &'static str,
    several: &'static str,
    href: &'static str,
    icon: &'static str,
}

const fn to_handle(
    (id, title): (&'static str, &'static str),
    (one, several): (&'static str, &'static str),
    (href, icon): (&'static str, &'static str),
) -> ToHandle {
    ToHandle {
        id,
        title,
        one,
        several,
        href,
        icon,
    }
}

const TO_HANDLE: [ToHandle; 5] = [
    to_handle(
        ("alertes", "Alertes"),
        ("alerte", "alertes"),
        ("/alertes", "bell"),
    ),
    to_handle(
        ("demandes", "Demandes"),
        ("demande", "demandes"),
        ("/demandes", "inbox"),
    ),
    to_handle(
        ("aide", "Demandes d’aide"),
        ("demande d’aide", "demandes d’aide"),
        ("/assistance", "life-buoy"),
    ),
    to_handle(
        ("corrections", "À corriger"),
        ("travail rendu", "travaux rendus"),
        ("/corrections", "clipboard-check"),
    ),
    to_handle(
        ("forums", "Forums"),
        ("discussion", "discussions"),
        ("/forums", "messages-square"),
    ),
];

/// `waiting`: how much there is of each of [`TO_HANDLE`].
pub(super) fn staff(
    frame: &Frame,
    (mine, several): (&[Summary], bool),
    waiting: [u64; 5],
    now: Timestamp,
) -> Result<Page> {
    let open = mine
        .iter()
        .filter(|line| phase(line.session.starts_at, line.session.ends_at, now) == Phase::Open)
        .count();
    let open = u64::try_from(open).unwrap_or(u64::MAX);
    let about = match open {
        0 => "Aucune session n’est ouverte aujourd’hui.".to_owned(),
        1 => "Une session est ouverte aujourd’hui.".to_owned(),
        _ => format!(
            "{} sessions sont ouvertes aujourd’hui.",
            fr::capitalise(&fr::in_words_feminine(open))
        ),
    };
    let sessions = if mine.is_empty() {
        html! { (Empty::new("Aucune session").icon("calendar-days").level(3)
        .why("Les sessions de votre région, ou celles que vous accompagnez, apparaîtront ici dès leur création.")) }
    } else {
        html! { (session_table(mine, several, now)?) p.mt { (go_link("Toutes les sessions", "/sessions").arrow()) } }
    };
    Ok(hello(frame).work().about(about).body(html! {
        @for (to, many) in TO_HANDLE.iter().zip(waiting).filter(|(_, many)| *many > 0) {
            (wide_section(to.id, to.title, html! {}, html! {
                div.actions { (go_link(format!("{} à traiter", fr::count(many, to.one, to.several)), to.href).icon(to.icon)) }
            }))
        }
        (wide_section("sessions", "Sessions", html! {}, sessions))
    }))
}

/// What an adviser sent lately, and the way to send more.
pub(super) fn adviser(frame: &Frame, sent: &[Sent], regions: &[(RegionId, String)]) -> Result<Page> {
    let page = hello(frame)
        .work()
        .about("Transmettez à votre CMA le souhait d’une personne, et suivez ce qu’il devient.")
        .actions(requests::ways(regions));
    let table = if sent.is_empty() {
        html! { (Empty::new("Aucune demande").icon("inbox").level(3)
        .why("Les demandes que vous transmettez apparaîtront ici, avec leur état.")) }
    } else {
        html! { (requests::sent_table(sent)?) div.actions.mt { (go_link("Toutes mes demandes", "/mes-demandes").arrow()) } }
    };
    Ok(page.body(wide_section("demandes", "Mes demandes", html! {}, table)))
}

/// How many badges a home shows.
const BADGES: usize = 3;

/// What a learner's home shows.
pub(super) struct LearnerHome<'a> {
    pub(super) enrolment: &'a Enrolment,
    pub(super) session: &'a TrainingSession,
    pub(super) path: &'a [Section],
    pub(super) sum: &'a Standing<'a>,
    pub(super) dates: &'a [Date],
    pub(super) tutors: &'a [Tutor],
    pub(super) helpers: &'a HashMap<PersonId, Arc<Identity>>,
    /// What was corrected and not read yet.
    pub(super) corrected: &'a [News],
    /// What they won, the latest first.
    pub(super) awards: &'a [Award],
    /// What else holds in a quarter of an hour; none while nothing opens.
    pub(super) moment: Option<&'a [&'a Step]>,
    /// What they think is asked for.
    pub(super) opinion: Option<&'a Opinion>,
    pub(super) now: Timestamp,
}

pub(super) fn learner(frame: &Frame, shown: &LearnerHome<'_>) -> Result<Page> {
    let left = left(shown)?;
    let about = html! { p.soft { (left.about) } };
    Ok(hello(frame).body(html! {
        @for news in shown.corrected { (corrected(shown, *news)) }
        @if let Some(opinion) = shown.opinion { (asked(opinion)) }
        (ticket(shown)?)
        @match shown.enrolment.paused {
            Some(pause) => (wide_section("reste", left.title, about, suspended(shown, pause))),
            None => (wide_section("reste", left.title, about, ruler(shown)?)),
        }
        div.split {
            div { (next_date(shown)?) (standing_of(shown)) }
            div {
                @if !shown.tutors.is_empty() {
                    (section("tuteurs", "Qui m’aide", html! {}, rows(
                        shown.tutors.iter().filter_map(|tutor| shown.helpers.get(&tutor.person).map(|card| contact(card, tutor))))))
                }
            }
        }
        @if !shown.awards.is_empty() {
            (wide_section("badges", "Mes badges", html! { (go_link("Tous mes badges", "/mes-badges").arrow()) }, badges(shown.awards, BADGES)))
        }
    }))
}

/// A survey that waits for the learner.
pub(super) struct Opinion {
    pub(super) course: String,
    pub(super) href: String,
}

fn asked(opinion: &Opinion) -> Notice {
    Notice::info(html! {
        p { "Votre CMA aimerait savoir ce que vous pensez du parcours " (fr::rich(&fr::quote(&opinion.course))) ". Cinq minutes suffisent." }
        div.actions { (go_link("Répondre à l’enquête", opinion.href.as_str()).arrow()) }
    })
    .title("Donnez votre avis")
}

/// What was just corrected, until it is read.
fn corrected(shown: &LearnerHome<'_>, news: News) -> Markup {
    let mut steps = shown.path.iter().flat_map(|part| &part.steps);
    let Some(step) = steps.find(|step| step.id == news.step) else {
        return html! {};
    };
    let title = fr::quote(&step.title);
    let said = match news.decision {
        Decision::Done => format!("Votre travail {title} est corrigé."),
        Decision::Redo => {
            format!("Votre travail {title} est à reprendre\u{202f}: un nouvel essai est ouvert.")
        }
    };
    html! {
        (Notice::info(html! {
            p { (fr::rich(&said)) }
            div.actions { (go_link("Lire la correction", format!("/mes-parcours/{}/etapes/{}", shown.enrolment.id, step.id)).arrow()) }
        }))
    }
}

/// How far, and the way to the whole path.
fn standing_of(shown: &LearnerHome<'_>) -> Markup {
    let sum = shown.sum;
    let course = go_link(
        shown.session.title.as_str(),
        format!("/mes-parcours/{}", shown.enrolment.id),
    );
    section(
        "progres",
        "Mes progrès",
        "",
        html! { div.stack { p { (course) } (progress(sum)) } },
    )
}

/// What a suspension means, and whom to ask about it.
fn suspended(shown: &LearnerHome<'_>, pause: Pause) -> Markup {
    let card = pause.by.and_then(|person| shown.helpers.get(&person));
    html! {
        div.prose {
            p { "Les étapes sont fermées pour le moment. Ce que vous avez fait est gardé, et le temps qui restait vous sera rendu à la reprise." }
            p {
                "Pour savoir quand votre accès reprend, "
                @match card {
                    Some(card) => { "écrivez à " (card.full_name()) ", de votre CMA." }
                    None => { "demandez à votre CMA." }
                }
            }
        }
        div.actions.mt {
            @match card {
                Some(card) => (go_link(format!("Écrire à {}", card.given_name), format!("mailto:{}", card.email)).icon("mail")),
                None => (go_link("Qui peut m’aider", "/aide")),
            }
        }
    }
}

struct Left {
    title: String,
    about: String,
}

fn left(shown: &LearnerHome<'_>) -> Result<Left> {
    let (starts, ends) = (shown.session.starts_at, shown.enrolment.ends_at);
    let (first, last) = days(starts, ends, &shown.session.zone)?;
    let today = today(shown.session, shown.now)?;
    let count = |n: i32| fr::count(u64::try_from(n).unwrap_or(0), "jour", "jours");
    let total = fr::duration(minutes(shown.path));
    if let Some(pause) = shown.enrolment.paused {
        return Ok(Left {
            title: "Votre accès est suspendu".to_owned(),
            about: format!("Il vous restera {}.", time_left(pause.left)),
        });
    }
    Ok(match phase(starts, ends, shown.now) {
        Phase::Coming => Left {
            title: format!(
                "Votre parcours commence dans {}",
                count((first - today).get_days())
            ),
            about: format!(
                "Du {} au {}, pour {total} en tout.",
                fr::date_words(first),
                fr::date_words(last)
            ),
        },
        Phase::Open => Left {
            title: format!("Il vous reste {}", count((last - today).get_days() + 1)),
            about: format!("Jusqu’au {}, pour {total} en tout.", fr::date_words(last)),
        },
        Phase::Over => Left {
            title: "Votre session est terminée".to_owned(),
            about: format!(
                "Elle s’est terminée le {}. Vos résultats restent lisibles.",
                fr::date_words(last)
            ),
        },
    })
}

fn ruler(shown: &LearnerHome<'_>) -> Result<Ruler> {
    let (first, last) = days(
        shown.session.starts_at,
        shown.enrolment.ends_at,
        &shown.session.zone,
    )?;
    let length = u32::try_from((last - first).get_days() + 1).unwrap_or(1);
    let mut ruler = Ruler::new(first, length, today(shown.session, shown.now)?);
    for date in shown.dates {
        let word = if date.modality == "live" {
            "Classe virtuelle"
        } else {
            "Sur place"
        };
        ruler = ruler.event(local(shown.session, date.starts_at)?.date(), word);
    }
    Ok(ruler)
}

fn next_date(shown: &LearnerHome<'_>) -> Result<Markup> {
    let Some(date) = shown.dates.iter().find(|date| date.ends_at > shown.now) else {
        let none = html! { p { "Plus aucun rendez-vous d’ici la fin de la session." } };
        return Ok(section("date", "Prochaine date", html! {}, none));
    };
    let (start, end) = (
        local(shown.session, date.starts_at)?,
        local(shown.session, date.ends_at)?,
    );
    let facts = html! { p { (fr::rich(&fr::capitalise(&fr::range(start, end)))) } p.soft { (date.place) } };
    let block: DateBlock = date_block(start, date.title.as_str()).body(facts);
    Ok(section("date", "Prochaine date", html! {}, block))
}
