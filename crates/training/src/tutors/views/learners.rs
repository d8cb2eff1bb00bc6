//! The learners of a session, and for each whoever accompanies them for a duty when it isn't the session's.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::Identity;
use platform::html::{Button, Empty, Form, FormErrors, Frame, Page, Select, Tab, columns, fr, html, tabs};

use super::under;
use crate::enrolment::EnrolmentId;
use crate::tutors::Duty;
use crate::tutors::routes::Held;

/// What the page shows.
pub(in crate::tutors) struct Shown<'a> {
    pub(in crate::tutors) held: &'a Held,
    pub(in crate::tutors) duty: Duty,
    /// The learners, by name.
    pub(in crate::tutors) learners: &'a [(EnrolmentId, Arc<Identity>)],
    /// What was typed, when it comes back.
    pub(in crate::tutors) typed: HashMap<EnrolmentId, String>,
}

/// The name of the field of a learner.
pub(in crate::tutors) fn field(enrolment: EnrolmentId) -> String {
    format!("tuteur-{enrolment}")
}

/// The name of the field that says what a learner had when the page was made.
pub(in crate::tutors) fn before(enrolment: EnrolmentId) -> String {
    format!("avant-{enrolment}")
}

pub(in crate::tutors) fn page(frame: &Frame, shown: &Shown<'_>, errors: &FormErrors) -> Page {
    let (held, duty) = (shown.held, shown.duty);
    let home = format!("/sessions/{}/tuteurs", held.session.id);
    let page = under(
        &held.session,
        format!("Tuteurs de chaque apprenant, {}", duty.words()),
    )
    .about("Par défaut, les tuteurs de la session accompagnent tout le monde. Changez seulement ce qui doit l’être.")
    .errors(errors);
    if shown.learners.is_empty() {
        return page.body(
            Empty::new("Aucun apprenant")
                .icon("users")
                .level(2)
                .why("Inscrivez d’abord quelqu’un dans la session.")
                .way(Button::primary("Revenir à la session").href(format!("/sessions/{}", held.session.id))),
        );
    }
    let duties = Duty::ALL.map(|one| {
        let href = format!("{home}/apprenants?role={}", one.code());
        Tab::new(one.label(), href).current(one == duty)
    });
    let fields = shown
        .learners
        .iter()
        .map(|(enrolment, card)| select(shown, *enrolment, card).error(errors.get(&field(*enrolment))));
    page.body(html! {
        (tabs("Rôle", &duties))
        (Form::post(frame, format!("{home}/apprenants")).body(html! {
            input type="hidden" name="role" value=(duty.code());
            input type="hidden" name="revision" value=(held.session.revision);
            @for (enrolment, _) in shown.learners {
                input type="hidden" name=(before(*enrolment)) value=(chosen(shown, *enrolment));
            }
            (columns(fields))
            p.actions.mt {
                (Button::primary("Enregistrer"))
                (Button::plain("Revenir aux tuteurs").href(home.as_str()))
            }
        }))
    })
}

fn select(shown: &Shown<'_>, enrolment: EnrolmentId, card: &Identity) -> Select {
    let held = shown.held;
    let of_session: Vec<String> = held
        .current
        .iter()
        .filter(|tutor| tutor.duty == shown.duty)
        .filter_map(|tutor| held.name(tutor.person))
        .collect();
    let default = match of_session.is_empty() {
        true => "Comme la session (personne)".to_owned(),
        false => format!("Comme la session ({})", fr::series(&of_session, "et")),
    };
    let typed = shown.typed.get(&enrolment).cloned();
    let value = typed.unwrap_or_else(|| chosen(shown, enrolment));
    let people = held
        .known
        .iter()
        .map(|(person, card)| (person.to_string(), card.full_name()));
    Select::new(field(enrolment), card.full_name())
        .option("", default)
        .options(people)
        .value(value)
}

/// Whom a learner has of their own for the duty.
fn chosen(shown: &Shown<'_>, enrolment: EnrolmentId) -> String {
    let own = shown.held.chosen.get(&enrolment).into_iter().flatten();
    let mut own = own.filter(|tutor| tutor.duty == shown.duty);
    own.next()
        .map(|tutor| tutor.person.to_string())
        .unwrap_or_default()
}
