//! The forum of a course: which sessions share it; where a discussion goes.

use catalogue::courses::Course;
use platform::Result;
use platform::html::{Button, Choice, Choices, Empty, Form, Frame, Notice, Page, Render as _, fr, html};
use training::sessions::days;

use super::super::ground::Ground;
use super::super::store::course::Choice as Session;
use super::super::store::threads::Thread;
use super::{beside, under};

/// « FB-2026-11, CMA Bretagne, du 3 mars au 4 avril ».
fn named(session: &Session) -> Result<String> {
    let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
    Ok(format!(
        "{}, {}, du {} au {}",
        session.reference,
        session.region,
        fr::day_month(first),
        fr::day_month(last)
    ))
}

pub(in crate::forum) fn course(
    frame: &Frame,
    course: &Course,
    open: bool,
    sessions: &[Session],
) -> Result<Page> {
    let home = format!("/parcours/{}", course.id);
    let mut choices = Choices::checkbox("session", "Les sessions qui le partagent");
    for session in sessions {
        choices =
            choices.choice(Choice::new(session.id.to_string(), named(session)?).checked(session.joined));
    }
    Ok(Page::new("Forum du parcours")
        .crumb("Accueil", "/")
        .crumb("Parcours", "/parcours")
        .crumb(course.title.as_str(), home.as_str())
        .work()
        .about("Les sessions choisies y posent leurs questions ensemble, depuis leur propre forum. Qui accompagne l’une d’elles y répond et le modère.")
        .body(Form::post(frame, format!("{home}/forum")).body(html! {
            (Choices::radio("ouvert", "Ce forum est")
                .choice(Choice::new("oui", "Ouvert aux sessions choisies").checked(open))
                .choice(Choice::new("non", "Fermé").hint("Ce qui y est écrit est gardé, et ne se lit plus.").checked(!open)))
            @if sessions.is_empty() {
                (Empty::new("Aucune session pour le moment").icon("users").level(2).why("Elles apparaîtront ici dès qu’une CMA en ouvrira une.").render())
            } @else {
                (choices)
                @for session in sessions { input type="hidden" name="montree" value=(session.id); }
            }
            p.soft.mt { "D’une session à l’autre, les apprenants lisent le prénom et l’initiale de qui écrit, pas sa session ni sa région. Les tuteurs et les gestionnaires lisent le nom entier." }
            p.actions { (Button::primary("Enregistrer").icon("save")) }
        })))
}

pub(in crate::forum) fn session(frame: &Frame, ground: &Ground, open: bool) -> Page {
    let joined = ground.course.is_some();
    under(ground, "La session et le forum du parcours")
        .work()
        .about("Le forum du parcours réunit plusieurs sessions\u{202f}: ses discussions paraissent dans le forum de chacune.")
        .body(html! {
            @if open {
                p { @if joined { "Cette session partage le forum du parcours." } @else { "Cette session ne partage pas le forum du parcours." } }
                p.soft { "D’une session à l’autre, les apprenants lisent le prénom et l’initiale de qui écrit. Les tuteurs et les gestionnaires de chaque session modèrent ce qui est partagé." }
                (Form::post(frame, format!("{}/parcours", ground.base())).bare().body(html! {
                    p.actions.mt {
                        @if joined { (Button::plain("Ne plus le partager").value("acte", "quitter")) }
                        @else { (Button::primary("Partager le forum du parcours").icon("users").value("acte", "participer")) }
                    }
                }))
            } @else {
                (Notice::info("Ce forum n’est pas ouvert. CMA France, ou qui compose le parcours, peut l’ouvrir aux sessions de plusieurs régions."))
            }
        })
}

pub(in crate::forum) fn moving(
    frame: &Frame,
    ground: &Ground,
    thread: &Thread,
    places: &[Session],
) -> Result<Page> {
    let to_course = ground.course.is_some() && !thread.shared();
    let page = beside(ground, thread, "Déplacer une discussion").work();
    if places.is_empty() && !to_course {
        return Ok(page.body(
            Empty::new("Aucun autre forum")
                .icon("messages-square")
                .level(2)
                .why("Une discussion va dans le forum d’une session du même parcours que vous accompagnez, ou dans celui du parcours s’il est ouvert."),
        ));
    }
    let mut choices = Choices::radio("vers", "Où va-t-elle").required();
    if to_course {
        choices = choices.choice(Choice::new(
            "parcours",
            "Dans le forum du parcours, que plusieurs sessions lisent",
        ));
    }
    for place in places {
        choices = choices.choice(Choice::new(place.id.to_string(), named(place)?));
    }
    let address = format!("{}/{}/deplacement", ground.base(), thread.id);
    Ok(page
        .about("Ses messages, ses fichiers et ses abonnements la suivent. Qui ne lit pas le forum choisi ne la lira plus, même son auteur\u{202f}; une ancienne adresse mène à la nouvelle.")
        .body(Form::post(frame, address).body(html! {
            (choices)
            p.actions {
                (Button::primary("Déplacer").icon("arrow-right"))
                (Button::plain("Annuler").quiet().href(format!("{}/{}", ground.base(), thread.id)))
            }
        })))
}
