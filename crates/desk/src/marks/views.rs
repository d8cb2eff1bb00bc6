//! The table of a session's progress, the form that marks a step.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Section, Step, StepId};
use catalogue::library::ItemKind;
use jiff::Timestamp;
use jiff::civil::Date;
use learning::adaptation::Paths;
use learning::progress::{StepState, is_late, lacking, step_state, verdict, verdict_state};
use people::directory::Identity;
use platform::html::{
    Button, Empty, Form, FormErrors, Frame, Markup, Page, Row, State, Table, TextField, duration_tag, form,
    fr, html,
};
use platform::{PersonId, Result};
use training::enrolment::{Enrolled, Enrolment, EnrolmentId};
use training::sessions::TrainingSession;

use super::routes::Marking;
use super::rules::{Scored, Typed, scored};
use crate::words::{due, today};

/// What who reads may do, of each enrolment.
#[derive(Clone, Copy, Default)]
pub(super) struct May {
    pub(super) mark: bool,
    pub(super) adapt: bool,
    pub(super) read: bool,
    /// Giving more time in quizzes.
    pub(super) time: bool,
    /// Grading the free answers of quizzes.
    pub(super) grade: bool,
}

/// What the table of a session shows.
pub(super) struct Follow<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) enrolled: &'a [Enrolled],
    pub(super) people: &'a [(PersonId, Arc<Identity>)],
    pub(super) paths: &'a Paths,
    pub(super) states: &'a HashMap<EnrolmentId, HashMap<StepId, StepState>>,
    /// How much of each recording was watched, in percent.
    pub(super) shares: &'a HashMap<(EnrolmentId, StepId), u32>,
    pub(super) may: May,
}

pub(super) fn follow(shown: &Follow<'_>, now: Timestamp) -> Result<Page> {
    let Follow {
        session,
        people,
        paths,
        may,
        ..
    } = *shown;
    let home = format!("/sessions/{}", session.id);
    let page = Page::new("Suivi de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "Session " (session.reference) ". Ce que la plateforme observe s’inscrit tout seul\u{202f}; le reste se valide ici." });
    if people.is_empty() {
        return Ok(page.body(
            Empty::new("Aucun apprenant")
                .icon("users")
                .level(2)
                .why("Leur avancement apparaîtra ici dès qu’une personne sera inscrite."),
        ));
    }
    let today = today(session, now)?;
    let by_person: HashMap<PersonId, Enrolment> = shown
        .enrolled
        .iter()
        .map(|line| (line.enrolment.person, line.enrolment))
        .collect();
    let none = HashMap::new();
    // What learners think has its own page.
    let (opinions, columns): (Vec<&Step>, Vec<&Step>) = (paths.course().iter())
        .flat_map(|part| &part.steps)
        .partition(|step| step.is_free_opinion());
    let some_added = paths.adds_any();
    let quizzes = columns.iter().any(|step| step.kind == Some(ItemKind::Quiz));
    let may = May {
        time: may.time && quizzes,
        ..may
    };
    let page = match quizzes && may.grade {
        true => page.actions(
            Button::plain("Corriger les réponses libres")
                .icon("pencil")
                .href(format!("{home}/reponses")),
        ),
        false => page,
    };
    let mut table = Table::new("Avancement, étape par étape").hide_caption().columns(
        ["Nom", "Réussite"]
            .into_iter()
            .chain(columns.iter().map(|step| step.title.as_str()))
            .chain(some_added.then_some("Étapes ajoutées")),
    );
    for (person, card) in people {
        let Some(enrolment) = by_person.get(person) else {
            continue;
        };
        let own = shown.states.get(&enrolment.id).unwrap_or(&none);
        let path = paths.of(enrolment.id, own);
        let mut row =
            Row::new(named(enrolment.id, card, may)).cell(standing(&path, own, enrolment.settles_at(), now));
        let mut cells = Vec::new();
        let steps = path.iter().flat_map(|part| &part.steps);
        for step in steps.filter(|step| opinions.iter().all(|one| one.id != step.id)) {
            let share = shown.shares.get(&(enrolment.id, step.id)).copied();
            let state = own.get(&step.id);
            let late = due(session, enrolment, step)?.is_some_and(|due| is_late(step, state, due, today));
            cells.push((step, cell((enrolment.id, card), step, state, (share, late), may)));
        }
        // What this learner alone has comes after the steps of the course.
        let added = cells.split_off(columns.len());
        for (_, cell) in cells {
            row = row.cell(cell);
        }
        if some_added {
            row = row.cell(html! {
                @if added.is_empty() { "–" }
                @for (step, cell) in added { p { (step.title) ": " (cell) } }
            });
        }
        table = table.row(row);
    }
    Ok(page.body(table))
}

/// Where the learner stands with the whole course; what was missed is said once the access is over.
fn standing(path: &[Section], own: &HashMap<StepId, StepState>, ends: Timestamp, now: Timestamp) -> Markup {
    let lacking = (ends <= now).then(|| lacking(path, own, ends)).flatten();
    html! {
        (verdict_state(verdict(path, own, ends, now)))
        @if let Some(lacking) = lacking { br; span.soft { (lacking) } }
    }
}

/// A learner, and the way to their path.
fn named(enrolment: EnrolmentId, card: &Identity, may: May) -> Markup {
    html! {
        (card.full_name())
        @if may.adapt {
            br; a.small href=(format!("/inscriptions/{enrolment}/parcours")) { "Son parcours" span.visually-hidden { ", " (card.full_name()) } }
        }
        @if may.time {
            br; a.small href=(format!("/inscriptions/{enrolment}/temps")) { "Temps des quiz" span.visually-hidden { ", " (card.full_name()) } }
        }
    }
}

fn cell(
    (enrolment, card): (EnrolmentId, &Identity),
    step: &Step,
    state: Option<&StepState>,
    (share, late): (Option<u32>, bool),
    may: May,
) -> Markup {
    let done = state.is_some_and(|state| state.is_done());
    html! {
        span {
            @if step.waived.is_some() { (State::todo("Dispense").icon("circle-slash")) } @else { (step_state(state)) }
            @if late { " " (State::warn("En retard")) }
            @if let Some(share) = share { " " span.soft { (watched(step.kind)) " à " (fr::percent(share)) } }
            @if let Some(time) = time(state) { " " span.soft { (time) } }
            @if may.mark && step.marked_by_tutor() {
                " " a href=(format!("/inscriptions/{enrolment}/etapes/{}/validation", step.id)) {
                    @if done { "Corriger" } @else { "Valider" }
                    span.visually-hidden { " «\u{202f}" (step.title) "\u{202f}» pour " (card.full_name()) }
                }
            }
            @if may.mark && state.is_some() {
                " " a href=(format!("/inscriptions/{enrolment}/etapes/{}/notes", step.id)) {
                    "Historique"
                    span.visually-hidden { " de «\u{202f}" (step.title) "\u{202f}» pour " (card.full_name()) }
                }
            }
            @if may.read && step.kind.is_some_and(ItemKind::plays) && state.is_some() {
                " " a href=(format!("/inscriptions/{enrolment}/etapes/{}/ouvertures", step.id)) {
                    "Détail"
                    span.visually-hidden { " de «\u{202f}" (step.title) "\u{202f}» pour " (card.full_name()) }
                }
            }
        }
    }
}

const fn watched(kind: Option<ItemKind>) -> &'static str {
    match kind {
        Some(ItemKind::Audio) => "écouté",
        _ => "regardé",
    }
}

/// The time that a module reported, in whole minutes.
fn time(state: Option<&StepState>) -> Option<String> {
    let minutes = u32::try_from(state?.seconds / 60).ok()?;
    (minutes > 0).then(|| fr::duration(minutes))
}

fn on(marking: &Marking) -> Page {
    let home = format!("/sessions/{}", marking.session.id);
    Page::new("Valider une étape")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(marking.session.title.as_str(), home.as_str())
        .crumb("Suivi", format!("{home}/suivi"))
        .work()
        .about(html! { "«\u{202f}" (marking.step.title) "\u{202f}», pour " (marking.card.full_name()) "." })
}

/// Nothing to say yet of what hasn't taken place.
pub(super) fn to_come(marking: &Marking, day: Date) -> Page {
    let follow = format!("/sessions/{}/suivi", marking.session.id);
    on(marking).body(
        Empty::new("Ce rendez-vous n’a pas encore eu lieu")
            .icon("calendar-days")
            .level(2)
            .why(format!(
                "Il est prévu le {}\u{202f}: il se valide à partir de ce jour-là.",
                fr::date_words(day)
            ))
            .way(Button::primary("Revenir au suivi").href(follow)),
    )
}

pub(super) fn mark(frame: &Frame, marking: &Marking, typed: &Typed, errors: &FormErrors) -> Page {
    let step = &marking.step;
    let follow = format!("/sessions/{}/suivi", marking.session.id);
    let here = format!("/inscriptions/{}/etapes/{}", marking.enrolment.id, step.id);
    let done = marking.state.is_some_and(|state| state.is_done());
    on(marking).errors(errors).body(html! {
        p.meta { (step.modality) " " (duration_tag(fr::duration(step.minutes))) }
        div.prose { p.mt { (step_state(marking.state.as_ref())) } }
        (form(frame, &format!("{here}/validation"), html! {
            @if let Some(field) = percentage(scored(step.modality, step.required)) {
                (field.value(&*typed.percent).error(errors.get("pourcentage")))
            }
            (TextField::new("date", "Fait le").date().value(&*typed.day).required().error(errors.get("date"))
                .hint("Le jour compte\u{202f}: pour réussir, tout doit être fait avant la fin de l’accès."))
            (TextField::new("motif", "Raison").optional().maxlength(500).value(&*typed.why).error(errors.get("motif"))
                .hint("Se lit dans l’historique de la note, avec votre nom\u{202f}: une erreur de saisie, une épreuve repassée…"))
            input type="hidden" name="vu" value=(marking.seen);
            p.actions.mt {
                (Button::primary(if done { "Enregistrer" } else { "C’est fait" }).icon("check"))
                (Button::plain("Historique de la note").icon("history").href(format!("{here}/notes")))
                (Button::plain("Revenir au suivi").href(follow.as_str()))
            }
        }))
        @if done {
            div.mt-l { (Form::post(frame, format!("{here}/annulation")).body(html! {
                (TextField::new("motif", BACK).id(BACK_ID).optional().maxlength(500).value(&*typed.back).error(errors.get(BACK_ID)))
                p.actions.mt { (Button::plain("Remettre à faire").danger()) }
            })) }
        }
    })
}

/// The field that says why a mark is taken back: its label, its id.
pub(super) const BACK: &str = "Pourquoi la remettre à faire";
pub(super) const BACK_ID: &str = "motif-annulation";

/// The field of the percentage, where a mark has one.
fn percentage(scored: Scored) -> Option<TextField> {
    let field = TextField::new("pourcentage", "Pourcentage obtenu")
        .number()
        .between("0", "100")
        .unit("%");
    match scored {
        Scored::Never => None,
        Scored::Freely => Some(field.optional().hint("La réussite du parcours n’en dépend pas.")),
        Scored::Above(least) => {
            let hint = format!("Pour réussir, il faut plus de {}.", fr::percent(least.into()));
            Some(field.required().hint(hint))
        }
    }
}
