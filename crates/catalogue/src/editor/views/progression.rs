//! How the steps of a course open: the form of its order, the conditions of a step, the simulator.

use assess::progression::Progression;
use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Path, Select, State,
    TextField, fits, fr, go_link, html, section,
};
use platform::http::{Done, IntoResponse as _, Response};

use super::super::progression::{Played, write};
use super::super::routes::Shown;
use super::{about, on, save};
use crate::courses::{Access, Section, Step, StepId, Wait, blocked, wants_code};

/// What was typed of a condition.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct TypedWait {
    /// The step that is waited for.
    pub(in super::super) on: String,
    /// What is wanted of it: a code.
    pub(in super::super) wants: String,
    /// The percentage, as typed.
    pub(in super::super) percent: String,
    /// The step that lets learners off this one.
    pub(in super::super) from: String,
    /// From which percentage, as typed.
    pub(in super::super) from_percent: String,
}

const fn said(progression: Progression) -> (&'static str, &'static str) {
    match progression {
        Progression::Free => (
            "Libre\u{202f}: chacun avance comme il veut",
            "Seules attendent les étapes qui ont leurs propres conditions.",
        ),
        Progression::Guided => (
            "Guidée\u{202f}: l’ordre est conseillé",
            "Tout s’ouvre, et le parcours dit ce qui est mieux fait d’abord.",
        ),
        Progression::Constrained => (
            "Imposée\u{202f}: une étape après l’autre",
            "Chaque étape attend que soient faites celles d’avant qui comptent pour réussir.",
        ),
    }
}

/// On the page of the course: the order, and what never opens.
pub(super) fn summary(shown: &Shown, path: &[Section]) -> Markup {
    let home = format!("/parcours/{}", shown.course.id);
    let (title, hint) = said(shown.course.progression);
    let blocked = blocked(shown.course.progression, path);
    html! {
        @if !blocked.is_empty() {
            (Notice::warn(html! { ul { @for sentence in &blocked { li { (sentence) } } } })
                .title("Des étapes ne s’ouvriront jamais").level(3))
        }
        div.prose { p { (title) "." } p.soft { (hint) } }
        p.actions {
            (Button::plain("Changer l’ordre des étapes").icon("list-checks").href(format!("{home}/progression")))
            (go_link("Voir ce que voit un apprenant", format!("{home}/simulation")).arrow())
        }
    }
}

pub(in super::super) fn progression(
    frame: &Frame,
    shown: &Shown,
    chosen: Progression,
    errors: &FormErrors,
) -> Page {
    let choice = |one: Progression| {
        let (title, hint) = said(one);
        Choice::new(one.code(), title).hint(hint)
    };
    let choices = Progression::ALL.into_iter().fold(
        Choices::radio("progression", "Ordre des étapes"),
        |choices, one| choices.choice(choice(one)),
    );
    let fields = html! {
        (choices.value(chosen.code()).error(errors.get("progression")))
        (save(&shown.course, "Enregistrer"))
    };
    on(&shown.course, "Ordre des étapes")
        .errors(errors)
        .about("Une étape déjà commencée par un apprenant lui reste ouverte, quoi que vous changiez ici.")
        .body(about(
            frame,
            &shown.course,
            shown.revision,
            "progression",
            &fields,
        ))
}

pub(in super::super) fn saved(back: String) -> Response {
    Done::at(back)
        .saying("Les conditions de cette étape sont enregistrées.")
        .into_response()
}

fn condition(path: &[Section], wait: &Wait) -> String {
    let mut steps = path.iter().flat_map(|part| &part.steps);
    let title = steps
        .find(|step| step.id == wait.on)
        .map_or("", |step| step.title.as_str());
    let (code, percent) = wants_code(wait.wants);
    let percent = fr::percent(percent.unwrap_or_default().into());
    match code {
        "at_least" => format!("Avoir {percent} ou plus à {}", fr::quote(title)),
        "below" => format!("Avoir moins de {percent} à {}", fr::quote(title)),
        _ => format!("Avoir fait {}", fr::quote(title)),
    }
}

/// The conditions of a step: those that it has, and one more.
pub(in super::super) fn waits(
    frame: &Frame,
    shown: &Shown,
    step: &Step,
    typed: &TypedWait,
    errors: &FormErrors,
) -> Page {
    let path = shown.path();
    let title = format!("Ouverture de {}", fr::quote(&step.title));
    on(&shown.course, title)
        .errors(errors)
        .about("Tant que ces conditions ne sont pas remplies, l’étape reste fermée et dit à l’apprenant ce qui l’ouvre.")
        .body(html! {
            (section("conditions", "Conditions", "", html! {
                @if step.waits.is_empty() {
                    p { "Aucune condition\u{202f}: l’étape suit l’ordre du parcours." }
                } @else {
                    (fits(step.waits.iter().map(|wait| held(frame, shown, &path, step, wait))))
                }
                @if step.waits.len() > 1 { (how_many(frame, shown, step)) }
            }))
            (section("ajouter", "Ajouter une condition", "", adding(frame, shown, &path, step, typed, errors)))
            (section("dispense", "Dispense", "", letting_off(frame, shown, &path, step, typed, errors)))
            p.mt { (go_link("Revenir au parcours", format!("/parcours/{}", shown.course.id)).icon("arrow-left")) }
        })
}

fn held(frame: &Frame, shown: &Shown, path: &[Section], step: &Step, wait: &Wait) -> (String, Form) {
    let words = condition(path, wait);
    let (code, percent) = wants_code(wait.wants);
    let percent = percent.map(|percent| percent.to_string()).unwrap_or_default();
    let fields = html! {
        input type="hidden" name="etape" value=(step.id);
        input type="hidden" name="acte" value="retirer";
        input type="hidden" name="attend" value=(wait.on);
        input type="hidden" name="condition" value=(code);
        input type="hidden" name="seuil" value=(percent);
        (Button::plain(format!("Retirer la condition\u{202f}: {words}")).quiet().icon("trash-2").icon_only())
    };
    let remove = about(frame, &shown.course, shown.revision, "ouverture", &fields).bare();
    (words, remove)
}

/// Whether all of them are needed, and the button that says otherwise.
fn how_many(frame: &Frame, shown: &Shown, step: &Step) -> Markup {
    let (now, act, label) = if step.any_wait {
        (
            "Une seule de ces conditions suffit.",
            "toutes",
            "Demander toutes les conditions",
        )
    } else {
        (
            "Il faut toutes ces conditions.",
            "une",
            "Se contenter d’une seule",
        )
    };
    let fields = html! {
        input type="hidden" name="etape" value=(step.id);
        (Button::plain(label).value("acte", act))
    };
    html! {
        p.mt { (now) }
        (about(frame, &shown.course, shown.revision, "ouverture", &fields).bare())
    }
}

fn adding(
    frame: &Frame,
    shown: &Shown,
    path: &[Section],
    step: &Step,
    typed: &TypedWait,
    errors: &FormErrors,
) -> Markup {
    let others: Vec<(String, &str)> = path
        .iter()
        .flat_map(|part| &part.steps)
        .filter(|one| one.id != step.id)
        .map(|one| (one.id.to_string(), one.title.as_str()))
        .collect();
    if others.is_empty() {
        return html! { p { "Le parcours n’a pas d’autre étape." } };
    }
    let chosen = if typed.wants.is_empty() {
        "done"
    } else {
        &typed.wants
    };
    let fields = html! {
        input type="hidden" name="etape" value=(step.id);
        (Select::new("attend", "Étape attendue").option("", "Choisir").options(others).value(&*typed.on).required()
            .error(errors.get("attend")))
        (Choices::radio("condition", "Ce qu’il faut")
            .choice(Choice::new("done", "Qu’elle soit faite"))
            .choice(Choice::new("at_least", "Un score d’au moins…"))
            .choice(Choice::new("below", "Un score de moins de…").hint("Pour une étape de soutien, après un positionnement."))
            .value(chosen).error(errors.get("condition")))
        (TextField::new("seuil", "Pourcentage").number().between("1", "100").unit("%").value(&*typed.percent).optional()
            .hint("Seulement avec le choix d’un score.").error(errors.get("seuil")))
        p.actions.mt { (Button::primary("Ajouter la condition").icon("plus")) }
    };
    html! { (about(frame, &shown.course, shown.revision, "ouverture", &fields)) }
}

/// From which score elsewhere a learner is let off the step.
fn letting_off(
    frame: &Frame,
    shown: &Shown,
    path: &[Section],
    step: &Step,
    typed: &TypedWait,
    errors: &FormErrors,
) -> Markup {
    let others = path
        .iter()
        .flat_map(|part| &part.steps)
        .filter(|one| one.id != step.id);
    let others: Vec<(String, &str)> = others
        .map(|one| (one.id.to_string(), one.title.as_str()))
        .collect();
    if let Some(told) = let_off(path, step) {
        let fields = html! {
            input type="hidden" name="etape" value=(step.id);
            (Button::plain("La demander à tous").value("acte", "exiger"))
        };
        return html! {
            p { (fr::rich(&told)) " Elle n’a alors plus besoin d’être faite, et ce qui l’attendait s’ouvre." }
            (about(frame, &shown.course, shown.revision, "ouverture", &fields).bare())
        };
    }
    if others.is_empty() {
        return html! { p { "Le parcours n’a pas d’autre étape." } };
    }
    let fields = html! {
        input type="hidden" name="etape" value=(step.id);
        input type="hidden" name="acte" value="dispenser";
        (Select::new("depuis", "Étape qui en dispense").option("", "Choisir").options(others).value(&*typed.from).required()
            .hint("Un positionnement, par exemple.").error(errors.get("depuis")))
        (TextField::new("suffit", "À partir de").number().between("1", "100").unit("%").value(&*typed.from_percent).required()
            .error(errors.get("suffit")))
        p.actions.mt { (Button::plain("Dispenser à partir de ce score")) }
    };
    html! {
        p { "Cette étape est demandée à tous les apprenants." }
        (about(frame, &shown.course, shown.revision, "ouverture", &fields))
    }
}

/// « Dispense à partir de 80 % à « Où j’en suis ». »
pub(super) fn let_off(path: &[Section], step: &Step) -> Option<String> {
    let from = step.waived_from?;
    let on = path
        .iter()
        .flat_map(|part| &part.steps)
        .find(|one| one.id == from.on)?;
    Some(format!(
        "Dispense à partir de {} à {}.",
        fr::percent(from.percent.into()),
        fr::quote(&on.title)
    ))
}

pub(in super::super) fn simulator(
    shown: &Shown,
    path: &[Section],
    played: &Played,
    accesses: &[(StepId, Access)],
) -> Page {
    let home = format!("/parcours/{}/simulation", shown.course.id);
    let page = on(&shown.course, "Ce que voit un apprenant").about(
        "Donnez un score, faites les étapes l’une après l’autre\u{202f}: le parcours s’ouvre comme pour un apprenant. Rien n’est enregistré.",
    );
    if accesses.is_empty() {
        return page.body(
            Empty::new("Aucune étape")
                .icon("map")
                .level(2)
                .why("Ajoutez des étapes au parcours pour voir comment elles s’ouvrent."),
        );
    }
    let mut place = 0;
    page.body(html! {
        @if !played.is_empty() { p.actions { (Button::plain("Recommencer").icon("rotate-ccw").href(home.clone())) } }
        @for part in path.iter().filter(|part| !part.steps.is_empty()) {
            @let (first, steps) = (place + 1, steps_of(part, &mut place, (&home, played), accesses));
            @let id = format!("partie-{first}");
            section aria-labelledby=(id) { h2.mt-l #(id) { (part.title) } div.mt { (steps) } }
        }
    })
}

fn steps_of(
    part: &Section,
    place: &mut usize,
    (home, played): (&str, &Played),
    accesses: &[(StepId, Access)],
) -> Path {
    let mut path = Path::new();
    for step in &part.steps {
        *place += 1;
        let access = accesses
            .iter()
            .find(|(id, _)| *id == step.id)
            .map(|(_, access)| access);
        path = path.step(simulated(step, *place, (home, played), access));
    }
    path
}

fn simulated(
    step: &Step,
    place: usize,
    (home, played): (&str, &Played),
    access: Option<&Access>,
) -> platform::html::Step {
    let number = u32::try_from(place).unwrap_or(u32::MAX);
    let title = step.title.as_str();
    let base = |item: platform::html::Step| item.modality(step.modality).duration(fr::duration(step.minutes));
    if let Some((_, percent)) = played.iter().find(|(known, _)| *known == place) {
        let rest: Played = played
            .iter()
            .filter(|(known, _)| *known != place)
            .copied()
            .collect();
        let words = percent.map_or_else(
            || "Faite".to_owned(),
            |percent| format!("Faite, {}", fr::percent(percent.into())),
        );
        return base(platform::html::Step::done(number, title))
            .outcome(State::done(words))
            .actions(go_link(
                format!("Défaire {}", fr::quote(title)),
                format!("{home}?fait={}", write(&rest)),
            ));
    }
    if let Some(waived) = &step.waived {
        return base(platform::html::Step::todo(number, title))
            .outcome(State::todo("Dispense").icon("circle-slash"))
            .outcome(html! { span.soft { (fr::rich(&waived.reason)) "." } });
    }
    match access {
        Some(Access::Locked { why, .. }) => base(platform::html::Step::locked(number, title)).why(why),
        _ => base(platform::html::Step::todo(number, title))
            .outcome(State::todo("Ouverte"))
            .actions(doing(title, place, home, played)),
    }
}

fn doing(title: &str, place: usize, home: &str, played: &Played) -> Form {
    Form::get(home).body(html! {
        input type="hidden" name="fait" value=(write(played));
        input type="hidden" name="etape" value=(place);
        (TextField::new(format!("score-{place}"), "Score").number().between("0", "100").unit("%").optional())
        (Button::plain(format!("Faire {}", fr::quote(title))).small())
    })
}
