//! The path of one learner for who accompanies them, the forms that change it.

use catalogue::courses::{Section, Step};
use catalogue::library::{Item, minutes_field, modalities};
use platform::Result;
use platform::html::{
    Button, Choice, Choices, Column, Form, FormErrors, Frame, Markup, Page, Row, Select, State, Table,
    TextArea, TextField, fr, html, wide_section,
};

use super::forms::{DAY, Fate, ITEM, REASON, TypedChange, TypedNew};
use super::routes::Own;
use crate::progress::step_state;

fn home(own: &Own) -> String {
    format!("/inscriptions/{}/parcours", own.enrolment.id)
}

fn under_session(own: &Own, title: impl Into<String>) -> Page {
    let session = format!("/sessions/{}", own.session.id);
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(own.session.title.as_str(), session.as_str())
        .crumb("Suivi", format!("{session}/suivi"))
        .work()
}

fn title(own: &Own) -> String {
    format!("Parcours {}", fr::of(&own.card.full_name()))
}

pub(super) fn page(frame: &Frame, own: &Own) -> Result<Page> {
    let add = Button::primary("Ajouter une étape")
        .icon("plus")
        .href(format!("{}/ajout", home(own)));
    Ok(under_session(own, title(own))
        .about(html! { "Ce que vous changez ici ne concerne que " (own.card.given_name) ", qui le voit aussitôt. Le parcours de la session reste le même pour les autres." })
        .actions(add)
        .body(html! {
            @for (at, part) in own.edition.path.iter().enumerate() {
                @let alone = at >= own.shared;
                (wide_section(&format!("partie-{}", at + 1), heading(own, part, alone), html! {}, steps(frame, own, part, alone)))
            }
        }))
}

/// `alone`: nobody else has the part.
fn heading(own: &Own, part: &Section, alone: bool) -> String {
    match alone {
        true => format!("Ajouté pour {}", own.card.given_name),
        false => part.title.clone(),
    }
}

fn steps(frame: &Frame, own: &Own, part: &Section, alone: bool) -> Markup {
    let mut table = Table::new(format!("Étapes de {}", fr::quote(&part.title)))
        .hide_caption()
        .columns(["Étape", "Modalité", "Durée estimée", "État"])
        .column(Column::actions("Actions"));
    for step in &part.steps {
        let here = format!("/inscriptions/{}/etapes/{}", own.enrolment.id, step.id);
        let acts = html! {
            div.actions {
                a href={ (here) "/adaptation" } { "Adapter" span.visually-hidden { " " (fr::quote(&step.title)) } }
                @if alone && !own.states.contains_key(&step.id) {
                    (Form::post(frame, format!("{here}/suppression")).bare().body(html! {
                        (Button::plain(format!("Retirer {}", fr::quote(&step.title))).small().quiet().icon("trash-2").icon_only())
                    }))
                }
            }
        };
        table = table.row(
            Row::new(html! { (step.title) (differs(own, step)) })
                .cell(step.modality)
                .cell(fr::duration(step.minutes))
                .cell(state(own, step))
                .cell(acts),
        );
    }
    html! { (table) }
}

fn state(own: &Own, step: &Step) -> State {
    match step.waived {
        Some(_) => State::todo("Dispense").icon("circle-slash"),
        None => step_state(own.states.get(&step.id)),
    }
}

/// How a step differs from the course's.
fn differs(own: &Own, step: &Step) -> Markup {
    let instead = step.waived.as_ref().and_then(|waived| waived.instead);
    let steps = own.edition.path.iter().flat_map(|part| &part.steps);
    let instead = steps
        .filter(|one| Some(one.id) == instead)
        .map(|one| fr::quote(&one.title))
        .next();
    html! {
        @if let Some(waived) = &step.waived {
            p.small.soft { "Dispense\u{202f}: " (fr::rich(&waived.reason)) @if let Some(title) = instead { ". Remplacée par " (fr::rich(&title)) } "." }
        }
        @if let Some(due) = step.due_on { p.small.soft { "Pour le " (fr::rich(&fr::date_words(due))) "." } }
    }
}

fn day(own: &Own, typed: &str, hint: &'static str, errors: &FormErrors) -> Result<TextField> {
    let (first, last) = own.days()?;
    Ok(TextField::new("date", DAY)
        .date()
        .between(first.to_string(), last.to_string())
        .value(typed)
        .optional()
        .hint(hint)
        .error(errors.get("date")))
}

fn resources<'a>(items: &'a [Item], chosen: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    items
        .iter()
        .filter(move |item| item.proposed(chosen))
        .map(|item| {
            (
                item.id.to_string(),
                format!("{} ({})", item.title, fr::duration(item.minutes)),
            )
        })
}

pub(super) fn change(
    frame: &Frame,
    own: &Own,
    (step, added): (&Step, bool),
    typed: &TypedChange,
    items: &[Item],
    errors: &FormErrors,
) -> Result<Page> {
    let name = &own.card.given_name;
    let mut fates = Choices::radio("sort", format!("Pour {name}, cette étape est…"))
        .choice(Choice::new(Fate::Kept.code(), "à faire, comme pour les autres"))
        .choice(Choice::new(Fate::Waived.code(), "dispensée").hint(
            "Elle ne compte plus pour réussir, et ce qui l’attendait s’ouvre. Elle peut encore être suivie.",
        ));
    if !added {
        fates = fates.choice(
            Choice::new(Fate::Replaced.code(), "remplacée par une autre")
                .hint("L’autre s’ajoute à la fin du parcours et compte à sa place."),
        );
    }
    let fields = html! {
        (fates.value(&typed.fate).required().error(errors.get("sort")))
        (TextArea::new("raison", REASON).value(&*typed.reason).optional()
            .hint("Pour une dispense ou un remplacement\u{202f}: «\u{202f}Déjà formée en 2025, attestation reçue\u{202f}». L’apprenant la lit.")
            .error(errors.get("raison")))
        @if !added {
            (Select::new("ressource", ITEM).option("", "Aucune").options(resources(items, &typed.item)).value(&*typed.item)
                .hint("Seulement pour un remplacement\u{202f}: ce que la nouvelle étape ouvre.").error(errors.get("ressource")))
        }
        (day(own, &typed.due, "Sans date ici, celle du parcours vaut, s’il en donne une.", errors)?)
        p.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Revenir à son parcours").href(home(own)))
        }
    };
    let action = format!("/inscriptions/{}/etapes/{}/adaptation", own.enrolment.id, step.id);
    Ok(under_session(own, format!("Adapter {}", fr::quote(&step.title)))
        .crumb(title(own), home(own))
        .about(html! { "Pour " (own.card.full_name()) " seulement." })
        .errors(errors)
        .body(Form::post(frame, action).body(fields)))
}

pub(super) fn add(
    frame: &Frame,
    own: &Own,
    typed: &TypedNew,
    items: &[Item],
    errors: &FormErrors,
) -> Result<Page> {
    let fields = html! {
        (TextField::new("titre", "Titre").value(&*typed.facts.title).required().error(errors.get("titre")))
        (Select::new("ressource", ITEM).option("", "Aucune").options(resources(items, &typed.item)).value(&*typed.item)
            .hint("Ce que l’étape ouvre, dans la bibliothèque. Aucune pour ce qui se passe ailleurs\u{202f}: vous la validerez.")
            .error(errors.get("ressource")))
        (modalities(&typed.facts.modality, errors))
        (minutes_field(&typed.facts.minutes, errors))
        (Choices::radio("exigence", "Pour réussir le parcours, cette étape doit…")
            .choice(Choice::new("done", "être faite"))
            .choice(Choice::new("nothing", "rien de particulier").hint("Elle aide à apprendre, elle ne compte pas."))
            .value(&typed.required).required().error(errors.get("exigence")))
        (day(own, &typed.due, "Le jour que l’apprenant voit dans son parcours.", errors)?)
        p.actions.mt {
            (Button::primary("Ajouter l’étape"))
            (Button::plain("Revenir à son parcours").href(home(own)))
        }
    };
    Ok(under_session(own, "Ajouter une étape")
        .crumb(title(own), home(own))
        .about(html! { "À la fin du parcours de " (own.card.full_name()) ", et de personne d’autre." })
        .errors(errors)
        .body(Form::post(frame, format!("{}/ajout", home(own))).body(fields)))
}
