//! The player's page, and the shell that runs a module on its own origin.

use catalogue::courses::Step;
use catalogue::library::{Sco, ScormType};
use platform::html::{Button, Empty, Frame, Markup, Page, Player, State, disclosure, fr, html};
use scorm::cmi12::LessonStatus;
use training::enrolment::EnrolmentId;

use crate::attempts::Standing;

/// A step that holds a package.
pub(super) struct Shown<'a> {
    pub(super) enrolment: EnrolmentId,
    pub(super) course: &'a str,
    pub(super) number: usize,
    pub(super) step: &'a Step,
    pub(super) parts: &'a [Sco],
    pub(super) standings: &'a [Standing],
    /// Which part is open.
    pub(super) at: usize,
    /// Its content origin.
    pub(super) origin: String,
}

impl Shown<'_> {
    fn course_path(&self) -> String {
        format!("/mes-parcours/{}", self.enrolment)
    }

    fn path(&self) -> String {
        format!("{}/etapes/{}", self.course_path(), self.step.id)
    }

    fn standing(&self, sco: &Sco) -> Option<&Standing> {
        self.standings
            .iter()
            .find(|standing| standing.sco == sco.identifier)
    }

    fn part(&self, sco: &Sco) -> String {
        let identifier: String = sco.identifier.bytes().fold(String::new(), |mut out, byte| {
            use std::fmt::Write as _;
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
            out
        });
        format!("{}?partie={identifier}", self.path())
    }
}

/// The part to open: the one asked for, or the first that isn't done, or the first.
pub(super) fn place(shown: &Shown<'_>, asked: &str) -> Option<usize> {
    if !asked.is_empty() {
        return shown.parts.iter().position(|sco| sco.identifier == asked);
    }
    let left = |sco: &Sco| shown.standing(sco).is_none_or(|standing| !standing.done());
    shown
        .parts
        .iter()
        .position(left)
        .or((!shown.parts.is_empty()).then_some(0))
}

/// Why it isn't open, and where the results are.
pub(super) fn closed(shown: &Shown<'_>, why: &str) -> Page {
    Page::new(shown.step.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(shown.course, shown.course_path())
        .body(
            Empty::new("Ce module n’est pas ouvert")
                .icon("lock")
                .level(2)
                .why(why.to_owned())
                .way(Button::primary("Voir mon parcours").href(shown.course_path())),
        )
}

pub(super) fn page(frame: &Frame, shown: &Shown<'_>) -> Page {
    let several = shown.parts.len() > 1;
    let part = shown.parts.get(shown.at);
    let title = shown.step.title.as_str();
    let mut player = Player::new(title, shown.course_path())
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(shown.course, shown.course_path())
        .here(format!("Étape {}", shown.number))
        .stage(stage(frame, shown, part));
    if several {
        player = player.steps(steps(shown)).below(plan(shown));
    }
    Page::player(player).script("player.js")
}

fn stage(frame: &Frame, shown: &Shown<'_>, part: Option<&Sco>) -> Markup {
    let identifier = part.map_or("", |part| part.identifier.as_str());
    html! {
        section.stage #module aria-label="Contenu du module"
            data-lancements=(format!("{}/lancements", shown.path())) data-etape=(shown.step.id) data-partie=(identifier)
            data-origine=(shown.origin) data-jeton=(frame.csrf) {
            iframe.module title=(part.map_or(shown.step.title.as_str(), |part| part.title.as_str()))
                allow="unload *; fullscreen *; autoplay *"
                sandbox="allow-scripts allow-same-origin allow-forms allow-modals" {}
            noscript { p."wrap notice" { "Ce module a besoin de JavaScript. Activez-le dans votre navigateur, ou écrivez-nous depuis la page d’aide." } }
        }
    }
}

fn steps(shown: &Shown<'_>) -> Markup {
    let before = shown.at.checked_sub(1).and_then(|at| shown.parts.get(at));
    let after = shown.parts.get(shown.at + 1);
    let many = shown.parts.len();
    let here = shown.at + 1;
    let words = format!("Partie {here} sur {many}");
    html! {
        @match before {
            Some(sco) => (Button::plain("Partie précédente").icon("arrow-left").href(shown.part(sco))),
            None => span {},
        }
        div."where progress" {
            div.label { label for="partie" { (words) } }
            progress #partie max=(many) value=(here) { (words) }
        }
        @match after {
            Some(sco) => (Button::primary("Partie suivante").icon_after("arrow-right").href(shown.part(sco))),
            None => span {},
        }
    }
}

fn plan(shown: &Shown<'_>) -> Markup {
    let list = html! {
        ol.plan {
            @for (at, sco) in shown.parts.iter().enumerate().filter(|(_, sco)| sco.visible) {
                li {
                    a href=(shown.part(sco)) aria-current=[(at == shown.at).then_some("page")] { (fr::rich(&sco.title)) }
                    " " (state(sco, shown.standing(sco)))
                }
            }
        }
    };
    html! { section.wrap aria-label="Plan du module" { (disclosure("Plan du module", list).plain()) } }
}

fn state(sco: &Sco, standing: Option<&Standing>) -> State {
    match standing.map(|standing| standing.status) {
        Some(LessonStatus::Passed | LessonStatus::Completed) if sco.scorm_type == ScormType::Asset => {
            State::done("Vu")
        }
        Some(LessonStatus::Passed | LessonStatus::Completed) => State::done("Terminé"),
        Some(LessonStatus::Failed) => State::warn("À reprendre"),
        Some(LessonStatus::Incomplete | LessonStatus::Browsed) => State::now("En cours"),
        Some(LessonStatus::NotAttempted) | None => State::todo("À faire"),
    }
}

/// The shell: it holds the API that the module looks for, and the module.
pub(super) fn shell(platform: &str, script: &str, engine: &str) -> Markup {
    html! {
        (platform::html::PreEscaped("<!DOCTYPE html>"))
        html lang="fr" data-plateforme=(platform) data-moteur=(engine) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Module" }
                style { "html,body{height:100%;margin:0}body{display:grid}iframe{border:0;width:100%;height:100%}p{margin:2rem;font:1.125rem/1.5 system-ui,sans-serif}" }
                script type="module" src=(script) {}
            }
            body {}
        }
    }
}
