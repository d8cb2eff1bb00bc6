//! A learner's courses, and one course.

use std::collections::HashMap;
use std::sync::Arc;

use assess::progression::Progression;
use catalogue::courses::{Access, Edition, Section, Step, StepId, Waiver, conditions};
use catalogue::library::{ItemId, ItemKind};
use jiff::Timestamp;
use learning::progress::{StepState, is_late, own_step_state, waits_for_tutor};
use learning::summaries::{of_section, of_step};
use learning::surveys::{self, Opening};
use people::directory::Identity;
use platform::html::{
    self, Button, Card, Empty, Markup, Notice, Page, Path, Progress, State, Tab, dock, fr, html, left_box,
    rows, section, tabs,
};
use platform::{PersonId, Result};
use proof::certificates::Held;
use training::enrolment::{Enrolment, Followed};
use training::lives::time_left;
use training::sessions::{Date, Phase, TrainingSession, Tutor, days, local, phase};

use super::rules::{Standing, is_done};
use super::success;
use crate::sessions::contact;
use crate::words::{due, phase_state, session_days, today};

pub(super) fn list(mine: &[Followed], now: Timestamp) -> Result<Page> {
    let page = Page::new("Mes parcours").crumb("Accueil", "/");
    if mine.is_empty() {
        return Ok(page.body(
            Empty::new("Aucun parcours pour le moment")
                .icon("book-open")
                .level(2)
                .why("Votre CMA vous inscrit une fois votre dossier signé. Vous recevez alors un e-mail."),
        ));
    }
    let mut cards = Vec::new();
    for Followed { enrolment, session } in mine {
        cards.push(
            Card::new(session.title.as_str(), format!("/mes-parcours/{}", enrolment.id))
                .meta(phase_state(session, now))
                .body(html! { p { (fr::rich(&fr::capitalise(&session_days(session)?))) } }),
        );
    }
    Ok(page.body(html::columns(cards)))
}

/// What the page of a course shows.
pub(super) struct CoursePage<'a> {
    pub(super) enrolment: &'a Enrolment,
    pub(super) session: &'a TrainingSession,
    pub(super) edition: &'a Edition,
    pub(super) sum: &'a Standing<'a>,
    pub(super) dates: &'a [Date],
    pub(super) tutors: &'a [Tutor],
    pub(super) helpers: &'a HashMap<PersonId, Arc<Identity>>,
    pub(super) states: &'a HashMap<StepId, StepState>,
    pub(super) documents: &'a [Held],
    pub(super) now: Timestamp,
}

pub(super) fn page(shown: &CoursePage<'_>) -> Result<Page> {
    let session = shown.session;
    let left = Left::of(shown)?;
    let page = Page::new(shown.edition.course.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .about(html! { (shown.edition.course.summary) " " (fr::rich(&fr::capitalise(&session_days(session)?))) "." });
    let page = match shown.sum.next.filter(|_| is_open(shown)) {
        None => page,
        Some((_, step)) => {
            let go = Button::primary("Reprendre")
                .icon("play")
                .href(step_path(step.id, shown));
            page.docked_actions(go.clone().large(), dock(&left.in_words(), &left.work(), &go))
        }
    };
    Ok(page.body(html! {
            (tabs("Dans ce parcours", &views_of(shown)))
            (opening(shown)?)
            (success::passed(shown))
            div.split {
                div {
                    @if shown.edition.course.progression == Progression::Guided {
                        p.soft { "Cet ordre est conseillé. Si vous préférez commencer par une autre étape, vous le pouvez." }
                    }
                    @let mut number = 0;
                    @for (at, part) in shown.edition.path.iter().enumerate() {
                        (part_of((at, part), &mut number, shown)?)
                    }
                }
                (left.render(shown))
            }
            (success::documents(shown))
            (success::conditions_of(shown))
            (section("tuteurs", "Qui m’aide", html! {}, rows(
                shown.tutors.iter().filter_map(|tutor| shown.helpers.get(&tutor.person).map(|card| contact(card, tutor))))))
        }))
}

/// What goes with the steps, one press away.
fn views_of(shown: &CoursePage<'_>) -> Vec<Tab> {
    let course = format!("/mes-parcours/{}", shown.enrolment.id);
    let under = |name: &str| format!("{course}/{name}");
    let mut all = vec![
        Tab::new("Étapes", course.as_str()).current(true),
        Tab::new("Forum", format!("/sessions/{}/forum", shown.enrolment.session)),
        Tab::new("Questions fréquentes", under("questions")),
        Tab::new("Documents", under("documents")),
    ];
    if !shown.dates.is_empty() {
        all.push(Tab::new("Émargement", under("emargement")));
    }
    all
}

fn is_open(shown: &CoursePage<'_>) -> bool {
    phase(shown.session.starts_at, shown.enrolment.ends_at, shown.now) == Phase::Open
}

fn step_path(step: StepId, shown: &CoursePage<'_>) -> String {
    format!("/mes-parcours/{}/etapes/{step}", shown.enrolment.id)
}

/// Says when the course opens, or that it is over.
fn opening(shown: &CoursePage<'_>) -> Result<Markup> {
    let (starts, ends) = (shown.session.starts_at, shown.enrolment.ends_at);
    let (first, last) = days(starts, ends, &shown.session.zone)?;
    if shown.enrolment.paused.is_some() {
        return Ok(html! {
            (Notice::warn(html! { p { "Votre accès est suspendu. Vos résultats restent lisibles, et le temps qui restait vous sera rendu à la reprise. Votre page d’accueil dit à qui vous adresser." } }))
        });
    }
    Ok(match phase(starts, ends, shown.now) {
        Phase::Open => html! {},
        Phase::Coming => html! {
            (Notice::info(html! { p { "Le parcours s’ouvrira le " (fr::date(first)) ". En attendant, vous pouvez voir ce qu’il contient." } }))
        },
        Phase::Over => html! {
            (Notice::info(html! { p { "Cette session est terminée depuis le " (fr::date(last)) ". Vos résultats restent lisibles." } }))
        },
    })
}

fn part_of((at, part): (usize, &Section), number: &mut u32, shown: &CoursePage<'_>) -> Result<Markup> {
    let mut path = Path::new();
    for step in &part.steps {
        *number += u32::from(step.counts());
        path = path.step(step_of(*number, step, shown)?);
    }
    let id = format!("partie-{}", at + 1);
    let sheet = of_section(part, shown.states);
    Ok(html! {
        section aria-labelledby=(id) {
            h2.mt-l #(id) { (part.title) }
            div.mt { (path) }
            @if let Some(sheet) = sheet { p.mt { (sheet_link(&part.title, sheet, shown)) } }
        }
    })
}

fn step_of(number: u32, step: &Step, shown: &CoursePage<'_>) -> Result<html::Step> {
    let open = is_open(shown);
    let is_next = open && shown.sum.next.is_some_and(|(_, next)| next.id == step.id);
    let done = is_done(shown.states, step.id);
    let access = shown.sum.access(step.id).filter(|_| !done);
    let title = step.title.as_str();
    let state = shown.states.get(&step.id);
    let due = if done || step.waived.is_some() {
        None
    } else {
        due_of(step, shown)?
    };
    let late = surveys::opening(step, shown.enrolment, shown.now);
    let shut = late.is_some_and(|late| !matches!(late, Opening::Until(_)));
    let mut item = match access {
        None => html::Step::done(number, title),
        Some(Access::Locked { why, by }) => {
            html::Step::locked(number, title).why(cure(why, *by, open, shown))
        }
        Some(_) if shut => html::Step::locked(number, title).why(late_words(late, shown)?),
        Some(_) if is_next => html::Step::now(number, title),
        Some(_) => html::Step::todo(number, title),
    };
    if !step.counts() && !done {
        let let_off = step.waived.is_some();
        item = item.icon(if let_off { "circle-slash" } else { "message-circle" });
    }
    item = item
        .modality(step.modality)
        .duration(fr::duration(step.minutes))
        .outcome(html! {
            @if step.waived.is_some() { (State::todo("Dispense").icon("circle-slash")) }
            @else if access.is_some_and(|access| access.why().is_some()) { (State::locked("Fermée")) }
            @else if !done && shut { (State::locked("Fermée")) }
            @else if waits_for_tutor(step, state) { (State::now("Votre tuteur doit valider")) }
            @else if due.is_some_and(|(_, late)| late) && state.is_none() { (State::warn("En retard")) }
            @else { (own_step_state(state)) @if due.is_some_and(|(_, late)| late) { " " (State::warn("En retard")) } }
            @if step.for_computer { " " span.soft { "Prévu pour ordinateur" } }
        });
    let shut_by = access.and_then(|access| access.why());
    if step.item.is_none() && !done && step.waived.is_none() && shut_by.is_none() {
        item = item.outcome(html! { span.soft { "Rien à ouvrir ici\u{202f}: votre tuteur la valide" } });
    }
    if let Some(waived) = &step.waived {
        item = item.outcome(let_off(waived, shown));
    }
    if let Some((due, _)) = due {
        item = item.outcome(html! { span.soft { "Pour le " (fr::rich(&fr::date_words(due))) } });
    }
    if let Some(sheet) = of_step(step, shown.states) {
        item = item.actions(sheet_link(&step.title, sheet, shown));
    }
    // A late survey is what opens once the rest is closed.
    let reachable = late.map_or(open, |late| matches!(late, Opening::Until(_)));
    if (reachable && step.item.is_some()) || tells_results(step, state, shown) {
        item = item.href(step_path(step.id, shown));
    }
    let Some(date) = shown.dates.iter().find(|date| date.step == step.id) else {
        return Ok(item);
    };
    let (start, end) = (
        local(shown.session, date.starts_at)?,
        local(shown.session, date.ends_at)?,
    );
    Ok(item.outcome(html! { (fr::rich(&fr::capitalise(&fr::range(start, end)))) ". " (date.place) }))
}

/// Whether the page of a quiz that was taken still tells its results, once the access is over.
fn tells_results(step: &Step, state: Option<&StepState>, shown: &CoursePage<'_>) -> bool {
    let over = shown.enrolment.is_over(shown.session.starts_at, shown.now);
    over && step.kind == Some(ItemKind::Quiz) && state.is_some()
}

/// When a late survey opens, or that it is over.
fn late_words(late: Option<Opening>, shown: &CoursePage<'_>) -> Result<String> {
    let day = |at| local(shown.session, at).map(|at| fr::date_words_with_year(at.date()));
    Ok(match late {
        Some(Opening::From(at)) => format!("S’ouvre le {}, après la fin de votre accès.", day(at)?),
        Some(Opening::Since(at)) => format!("Fermée depuis le {}.", day(at)?),
        _ => "S’ouvre après la fin de votre accès.".to_owned(),
    })
}

/// Why the learner is let off a step, and what takes its place.
fn let_off(waived: &Waiver, shown: &CoursePage<'_>) -> Markup {
    let mut steps = shown.edition.path.iter().flat_map(|part| &part.steps);
    let instead = steps.find(|step| Some(step.id) == waived.instead);
    html! {
        span.soft {
            (fr::rich(&waived.reason)) "."
            @if let Some(step) = instead { " Remplacée par " (fr::rich(&fr::quote(&step.title))) "." }
        }
    }
}

fn sheet_link(of: &str, sheet: ItemId, shown: &CoursePage<'_>) -> Markup {
    let path = format!("/mes-fiches/{}/{sheet}", shown.enrolment.id);
    html! { a href=(path) { "Fiche de synthèse" span.visually-hidden { " de " (fr::quote(of)) } } }
}

/// The day by which a step should be done, and whether it is late.
fn due_of(step: &Step, shown: &CoursePage<'_>) -> Result<Option<(jiff::civil::Date, bool)>> {
    let today = today(shown.session, shown.now)?;
    let late = |due| is_late(step, shown.states.get(&step.id), due, today);
    Ok(due(shown.session, shown.enrolment, step)?.map(|due| (due, late(due))))
}

/// Why a step is closed, and the way to what opens it when that can be opened now.
fn cure(why: &str, by: StepId, open: bool, shown: &CoursePage<'_>) -> Markup {
    let mut steps = shown.edition.path.iter().flat_map(|part| &part.steps);
    let way = steps.find(|step| {
        let free = shown
            .sum
            .access(step.id)
            .is_some_and(|access| access.why().is_none());
        step.id == by && step.opens_here() && free && open
    });
    html! {
        (why)
        @if let Some(step) = way {
            " " a href=(step_path(step.id, shown)) { "Ouvrir " (fr::quote(&step.title)) }
        }
    }
}

/// What is left of the time and of the work.
struct Left {
    lead: &'static str,
    figure: String,
    unit: &'static str,
    last: jiff::civil::Date,
    total: String,
    done: String,
    remaining: String,
}

impl Left {
    fn of(shown: &CoursePage<'_>) -> Result<Self> {
        let sum = shown.sum;
        let (starts, ends) = (shown.session.starts_at, shown.enrolment.ends_at);
        let (first, last) = days(starts, ends, &shown.session.zone)?;
        let today = today(shown.session, shown.now)?;
        let left = (last - today).get_days() + 1;
        let before = (first - today).get_days();
        let (lead, figure, unit) = match phase(starts, ends, shown.now) {
            _ if shown.enrolment.paused.is_some() => ("L’accès est", "suspendu".to_owned(), ""),
            Phase::Over => ("L’accès est", "fermé".to_owned(), ""),
            Phase::Coming if before == 1 => ("Ouverture dans", "1".to_owned(), "jour"),
            Phase::Coming => ("Ouverture dans", before.to_string(), "jours"),
            _ if left == 1 => ("Il vous reste", "1".to_owned(), "jour"),
            _ => ("Il vous reste", left.to_string(), "jours"),
        };
        Ok(Self {
            lead,
            figure,
            unit,
            last,
            total: fr::duration(sum.minutes_done + sum.minutes_left),
            done: fr::duration(sum.minutes_done),
            remaining: fr::duration(sum.minutes_left),
        })
    }

    /// « Encore 19 jours ».
    fn in_words(&self) -> String {
        format!("Encore {}\u{a0}{}", self.figure, self.unit)
    }

    /// « 6 h 17 sur 10 h ».
    fn work(&self) -> String {
        format!("{} à faire sur {}", self.remaining, self.total)
    }

    fn render(&self, shown: &CoursePage<'_>) -> Markup {
        let facts = [
            ("Durée totale", self.total.as_str()),
            ("Déjà fait", self.done.as_str()),
            ("Reste à faire", self.remaining.as_str()),
        ];
        let rest = html! {
            (progress(shown.sum))
            @match shown.enrolment.paused {
                Some(pause) => p.small.soft { "Il restera " (time_left(pause.left)) " à la reprise." },
                None => p.small.soft { "Accès jusqu’au " (fr::rich(&fr::date_words(self.last))) "." },
            }
            ul.mt {
                @if is_open(shown) && shown.enrolment.paused.is_none() {
                    li { a href=(format!("/mes-parcours/{}/planification", shown.enrolment.id)) { "Prévoir mes étapes" } }
                }
                li { a href=(format!("/inscriptions/{}/convocation", shown.enrolment.id)) { "Ma convocation" } }
                @if !conditions(&shown.edition.path).is_empty() { li { a href="#reussir" { "Ce qu’il faut pour réussir" } } }
                @if !shown.tutors.is_empty() { li { a href="#tuteurs" { "Qui m’aide" } } }
            }
        };
        left_box(
            "reste",
            self.lead,
            (self.figure.as_str(), self.unit),
            &facts,
            rest,
        )
    }
}

/// « 4 étapes sur 9 ».
pub(crate) fn progress(sum: &Standing<'_>) -> Progress {
    let figure = format!(
        "{} sur {}",
        fr::count(u64::from(sum.done), "étape", "étapes"),
        sum.all
    );
    Progress::new("avancement", "Mon avancement", sum.done, sum.all).figure(figure)
}
