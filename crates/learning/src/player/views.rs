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
    /// The parts of a package of SCORM 1.2.
    pub(super) parts: &'a [Sco],
    /// A package of SCORM 2004: its own plan, its own steps.
    pub(super) package: bool,
    pub(super) standings: &'a [Standing],
    /// Why each part isn't open; nothing for those that are.
    pub(super) locks: &'a [Option<String>],
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

    pub(super) fn standing(&self, sco: &Sco) -> Option<&Standing> {
        self.standings
            .iter()
            .find(|standing| standing.sco == sco.identifier)
    }

    fn lock(&self, at: usize) -> Option<&str> {
        self.locks.get(at)?.as_deref()
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

/// Why it isn't open, and where the results are.
pub(super) fn closed(shown: &Shown<'_>, why: &str) -> Page {
    shut(shown, "Ce module n’est pas ouvert", why)
}

/// The step waits for others.
pub(super) fn waiting(shown: &Shown<'_>, why: &str) -> Page {
    shut(shown, "Cette étape n’est pas encore ouverte", why)
}

fn shut(shown: &Shown<'_>, title: &str, why: &str) -> Page {
    Page::new(shown.step.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(shown.course, shown.course_path())
        .body(
            Empty::new(title)
                .icon("lock")
                .level(2)
                .why(why.to_owned())
                .way(Button::primary("Voir mon parcours").href(shown.course_path())),
        )
}

/// A part that isn't open, and what is.
pub(super) fn locked(shown: &Shown<'_>, at: usize) -> Page {
    let title = shown.parts.get(at).map_or("", |sco| sco.title.as_str());
    let way = if (0..shown.parts.len()).any(|at| shown.lock(at).is_none()) {
        Button::primary("Ouvrir la suite du module").href(shown.path())
    } else {
        Button::primary("Voir mon parcours").href(shown.course_path())
    };
    Page::new(shown.step.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(shown.course, shown.course_path())
        .body(
            Empty::new(format!("{} ne s’ouvre pas", fr::quote(title)))
                .icon("lock")
                .level(2)
                .why(format!("{}.", shown.lock(at).unwrap_or_default()))
                .way(way),
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
    if shown.package {
        player = player.steps(package_steps()).below(package_plan());
    } else if several {
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
        @match before.filter(|_| shown.lock(shown.at - 1).is_none()) {
            Some(sco) => (Button::plain("Partie précédente").icon("arrow-left").href(shown.part(sco))),
            None => span {},
        }
        div."where progress" {
            div.label { label for="partie" { (words) } }
            progress #partie max=(many) value=(here) { (words) }
        }
        @match after {
            Some(sco) => (next(shown, sco)),
            None => span {},
        }
    }
}

fn next(shown: &Shown<'_>, sco: &Sco) -> Markup {
    let button = Button::primary("Partie suivante").icon_after("arrow-right");
    match shown.lock(shown.at + 1) {
        None => html! { (button.href(shown.part(sco))) },
        Some(why) => html! { div.next { (button.inert().disabled()) (State::locked(why)) } },
    }
}

/// Filled by the script as sequencing allows: nothing of it means anything before the package is open.
fn package_steps() -> Markup {
    html! {
        span #precedent { (Button::plain("Précédent").icon("arrow-left").inert().disabled()) }
        p.where #ici role="status" tabindex="-1" {}
        span #suivant { (Button::primary("Suivant").icon_after("arrow-right").inert().disabled()) }
    }
}

fn package_plan() -> Markup {
    html! {
        section.wrap aria-label="Plan du module" {
            (disclosure("Plan du module", html! {
                ol.plan #plan {}
                div #terminer hidden { (disclosure("Terminer ce module", ending()).plain()) }
            }).plain())
            template #etats {
                @for (code, state) in [
                    ("done", State::done("Terminé")),
                    ("failed", State::warn("À reprendre")),
                    ("now", State::now("En cours")),
                    ("todo", State::todo("À faire")),
                ] { span data-etat=(code) { (state) } }
            }
        }
    }
}

/// « Exit All » takes a word of warning: « Quitter » is what most want.
fn ending() -> Markup {
    html! {
        p.prose {
            "Vos résultats restent, mais la prochaine ouverture recommencera le module. Pour reprendre plus tard où vous \
             en êtes, choisissez plutôt «\u{202f}Quitter\u{202f}»."
        }
        p { (Button::plain("Terminer maintenant").inert()) }
    }
}

fn plan(shown: &Shown<'_>) -> Markup {
    let list = html! {
        ol.plan {
            @for (at, sco) in shown.parts.iter().enumerate().filter(|(_, sco)| sco.visible) {
                li {
                    @match shown.lock(at) {
                        Some(why) => { span { (fr::rich(&sco.title)) } " " (State::locked(why)) }
                        None => {
                            a href=(shown.part(sco)) aria-current=[(at == shown.at).then_some("page")] { (fr::rich(&sco.title)) }
                            " " (state(sco, shown.standing(sco)))
                        }
                    }
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
