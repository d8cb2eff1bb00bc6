//! Taking somebody's place in a session.

use people::directory::Identity;
use platform::PersonId;
use platform::html::{
    Button, Choices, Form, FormErrors, Frame, Markup, Notice, Page, Select, fr, html, section, wide_section,
};

use super::page::{in_lines, lines};
use super::table::{option, table};
use super::under;
use crate::sessions::{Date, TrainingSession};
use crate::tutors::routes::Held;
use crate::tutors::rules::Why;

/// What was typed: who, why.
pub(in crate::tutors) type Typed<'a> = (&'a str, &'a str);

/// What passes on, besides the duties.
pub(in crate::tutors) struct Passing<'a> {
    pub(in crate::tutors) former: (PersonId, &'a Identity),
    /// The dates to come.
    pub(in crate::tutors) dates: &'a [Date],
    /// Steps that wait to be validated.
    pub(in crate::tutors) waiting: u64,
}

pub(in crate::tutors) fn page(
    frame: &Frame,
    held: &Held,
    passing: &Passing<'_>,
    (next, why): Typed<'_>,
    errors: &FormErrors,
) -> Page {
    let home = format!("/sessions/{}/tuteurs", held.session.id);
    let (former, card) = passing.former;
    let others: Vec<_> = held
        .known
        .iter()
        .filter(|(person, _)| *person != former)
        .cloned()
        .collect();
    let options = others
        .iter()
        .map(|(person, card)| (person.to_string(), option(card, held.standings.get(person))));
    let form = Form::post(frame, format!("{home}/remplacement")).body(html! {
        input type="hidden" name="tuteur" value=(former);
        (Select::new("nouveau", "Par qui").option("", "Choisir").options(options).value(next).required().error(errors.get("nouveau")))
        (Choices::radio("raison", "Pour quelle raison").choices(Why::ALL.map(|why| (why.code(), why.label()))).value(why)
            .required().error(errors.get("raison")))
        p.actions.mt {
            (Button::primary("Remplacer"))
            (Button::plain("Ne rien changer").href(home.as_str()))
        }
    });
    under(&held.session, format!("Remplacer {}", card.full_name()))
        .about(html! { "Dans la session «\u{202f}" (held.session.title) "\u{202f}» (" (held.session.reference) "). Tout passe d’un coup." })
        .errors(errors)
        .body(html! {
            (section("suite", "Ce qui est transmis", html! {}, passes(held, passing)))
            @if others.is_empty() {
                (Notice::info("La région n’a pas d’autre tuteur\u{202f}: ajoutez-en un d’abord.").title("Aucun tuteur à choisir"))
                p.actions.mt { (Button::plain("Ajouter un tuteur").href(format!("/regions/{}/tuteurs/nouveau", held.session.region))) }
            } @else {
                (section("par", "Qui prend la suite", html! {}, form))
                (wide_section("charge", "Disponibilité et charge", html! { p.soft { "Du début à la fin de cette session." } },
                    table(&others, &held.standings, &held.zone)))
            }
        })
}

fn passes(held: &Held, passing: &Passing<'_>) -> Markup {
    let (former, card) = passing.former;
    let coming = u64::try_from(passing.dates.len()).unwrap_or(u64::MAX);
    let enrolled = u64::try_from(held.enrolled.len()).unwrap_or(u64::MAX);
    html! {
        dl.facts {
            div { dt { "Rôle" } dd { (in_lines(&lines(held, former))) } }
            div { dt { "Session" } dd { (fr::count(enrolled, "apprenant", "apprenants")) ", " (fr::count(coming, "date à venir", "dates à venir")) } }
            div { dt { "À valider" } dd { (to_validate(passing.waiting)) } }
        }
        p.mt { "La nouvelle personne reçoit un e-mail qui dit tout cela. Les apprenants la voient aussitôt, et "
            (card.given_name) " n’a plus accès à la session." }
    }
}

fn to_validate(waiting: u64) -> String {
    match waiting {
        0 => "Aucune étape n’attend en ce moment.".to_owned(),
        1 => "1 étape à valider\u{202f}: elle reste dans le suivi de la session.".to_owned(),
        many => format!(
            "{} étapes à valider\u{202f}: elles restent dans le suivi de la session.",
            fr::number(many)
        ),
    }
}

/// « Fabienne Martin n’accompagne plus cette session » comes from a page that was open for too long.
pub(in crate::tutors) fn gone(session: &TrainingSession) -> String {
    format!(
        "Cette personne n’accompagne plus la session {}\u{202f}: quelqu’un l’a retirée ou remplacée pendant ce temps. Revenez aux tuteurs de la session pour voir où elle en est.",
        session.reference
    )
}
