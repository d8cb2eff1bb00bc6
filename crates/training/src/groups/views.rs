//! The page of the groups of a session.

use platform::html::{
    Button, Empty, Form, FormErrors, Frame, Markup, Page, Select, TextField, disclosure, fr, html, section,
};

use super::routes::Held;
use super::store::{Group, GroupId};
use crate::enrolment::{Enrolled, EnrolmentId};
use crate::sessions::TrainingSession;

/// Where it is.
pub(super) fn base(session: &TrainingSession) -> String {
    format!("/sessions/{}/groupes", session.id)
}

/// The field of the group that someone is to be in.
pub(super) fn after(id: EnrolmentId) -> String {
    format!("groupe-{id}")
}

/// The field of the one they were in when the form was made.
pub(super) fn before(id: EnrolmentId) -> String {
    format!("avant-{id}")
}

/// The field of another name.
pub(super) fn renamed(id: GroupId) -> String {
    format!("nom-{id}")
}

pub(super) fn page(frame: &Frame, held: &Held, typed: &str, errors: &FormErrors) -> Page {
    let session = &held.session;
    Page::new("Groupes de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .work()
        .about("Pour les travaux qui se rendent à plusieurs. Qui n’est dans aucun groupe rend son travail seul.")
        .errors(errors)
        .body(html! {
            @if held.groups.is_empty() {
                (Empty::new("Aucun groupe pour le moment").icon("users").level(2)
                    .why("Créez-en un, puis dites qui en fait partie."))
            } @else {
                (section("repartition", "Qui est avec qui", html! {}, places(frame, held)))
                (section("noms", "Les groupes", html! {}, html! { @for group in &held.groups { (one(frame, held, group, errors)) } }))
            }
            (section("ajout", "Ajouter un groupe", html! {}, Form::post(frame, base(session)).body(html! {
                (TextField::new("nom", "Nom du groupe").value(typed).required().maxlength(60)
                    .hint("Ses membres le liront\u{202f}: «\u{202f}Boulangerie, mardi matin\u{202f}».").error(errors.get("nom")))
                p.actions { (Button::plain("Créer le groupe").icon("plus")) }
            })))
        })
}

fn name(held: &Held, one: &Enrolled) -> String {
    let card = held.cards.get(&one.enrolment.person);
    card.map_or_else(String::new, |card| card.full_name())
}

/// A list of learners, each with the list of groups.
fn places(frame: &Frame, held: &Held) -> Markup {
    if held.people.is_empty() {
        return html! { p.soft { "Personne n’est inscrit à cette session pour le moment." } };
    }
    let now = |one: &Enrolled| {
        let of = |group: &&Group| group.members.contains(&one.enrolment.id);
        let group = held.groups.iter().find(of);
        group.map_or_else(String::new, |group| group.id.to_string())
    };
    let field = |one: &Enrolled| {
        let (id, now) = (one.enrolment.id, now(one));
        html! {
            (Select::new(after(id), name(held, one)).option("", "Aucun groupe")
                .options(held.groups.iter().map(|group| (group.id.to_string(), group.name.as_str()))).value(now))
        }
    };
    html! {
        (Form::post(frame, format!("{}/places", base(&held.session))).body(html! {
            @for one in &held.people { input type="hidden" name=(before(one.enrolment.id)) value=(now(one)); }
            @for one in &held.people { (field(one)) }
            p.actions { (Button::primary("Enregistrer les groupes").icon("save")) }
        }))
    }
}

/// A group: who is in it, and the way to change its name or to dissolve it.
fn one(frame: &Frame, held: &Held, group: &Group, errors: &FormErrors) -> Markup {
    let members: Vec<String> = held
        .people
        .iter()
        .filter(|one| group.members.contains(&one.enrolment.id))
        .map(|one| name(held, one))
        .collect();
    let field = renamed(group.id);
    let error = errors.get(&field);
    let change = html! {
        (Form::post(frame, format!("{}/noms", base(&held.session))).body(html! {
            input type="hidden" name="groupe" value=(group.id);
            (TextField::new("nom", "Nom du groupe").id(field).value(group.name.as_str()).required().maxlength(60).error(error))
            p.actions {
                (Button::plain("Changer le nom"))
                (Button::plain("Dissoudre le groupe").quiet().danger().value("acte", "dissoudre"))
            }
            p.soft.small { "Dissoudre ne retire rien de ce que le groupe a rendu." }
        }))
    };
    let summary = html! { "Changer" span.visually-hidden { " le groupe " (group.name) } };
    let change = disclosure(summary, change);
    html! {
        div.stack {
            h3 { (group.name) }
            p { @if members.is_empty() { span.soft { "Personne pour le moment." } } @else { (fr::series(&members, "et")) "." } }
            @if error.is_some() { (change.open()) } @else { (change) }
        }
    }
}
