//! The form of a session's dates, and what a move would change.

use std::collections::HashMap;

use platform::PersonId;
use platform::html::{
    Button, Choice, Choices, FormErrors, Frame, Markup, Notice, Page, TextField, disclosure, form, fr, html,
};
use training::tutors::{Standing, table};

use super::plan::{Plan, warnings};
use super::state::{Held, Meeting, People, Someone};
use super::typed::{Slot, Typed};

fn under(held: &Held) -> Page {
    Page::new("Dates de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(held.session.title.as_str(), held.home())
        .work()
        .about(html! {
            "Session " (held.session.reference) ", " (fr::rich(&held.days(held.period)))
            ". Les heures sont celles de la région."
        })
}

pub(super) fn dates(frame: &Frame, held: &Held, typed: &Typed, errors: &FormErrors) -> Page {
    let (first, last) = (held.period.first, held.period.last);
    let was = |now: jiff::civil::Date, typed: &str| {
        (typed != now.to_string()).then(|| format!("Aujourd’hui\u{202f}: {}.", fr::date_words_with_year(now)))
    };
    let day = |name: &str, label: &str, value: &str, now| {
        let field = TextField::new(name, label).date().value(value).required();
        match was(now, value) {
            Some(hint) => field.hint(fr::rich(&hint)).error(errors.get(name)),
            None => field.error(errors.get(name)),
        }
    };
    under(held).errors(errors).body(form(frame, &format!("{}/dates", held.home()), html! {
        (typed.unseen())
        div.stack {
            (day("debut", "Premier jour", &typed.fields.first, first))
            (day("fin", "Dernier jour", &typed.fields.last, last))
            (Choices::checkbox("suivre", "Le reste suit").hide_legend()
                .choice(Choice::new("oui", "Décaler le reste d’autant")
                    .hint("Si le premier jour change, le dernier jour et les rendez-vous laissés tels quels se décalent d’autant.")
                    .checked(typed.follow)))
            @for one in &held.meetings { (meeting(one, &typed.slot(one.id), held, errors)) }
            @if held.meetings.is_empty() { p { "Ce parcours n’a ni classe virtuelle ni rendez-vous sur place." } }
        }
        p.soft.mt { "Rien n’est écrit ni envoyé avant que vous ayez vu ce qui change." }
        p.actions.mt {
            (Button::primary("Voir ce qui change").value("aller", "voir"))
            (Button::plain("Revenir à la session").href(held.home()))
        }
    }))
}

/// A class or a half-day: its fields, or why it keeps its place.
fn meeting(one: &Meeting, typed: &Slot, held: &Held, errors: &FormErrors) -> Markup {
    let words = held.words(one.at);
    let name = |what: &str| format!("{what}-{}", one.id);
    html! {
        fieldset.stack.mt-l {
            legend { strong { (one.title) } }
            p.meta { (one.modality) }
            @if let Some(hold) = one.hold {
                p { (fr::rich(&fr::capitalise(&words))) ", " (one.place) "." }
                p.soft { (hold.why()) }
            } @else {
                @if *typed != Slot::of(one) { p.soft { "Aujourd’hui\u{202f}: " (fr::rich(&words)) ", " (one.place) "." } }
                (TextField::new(name("jour"), "Jour").date().value(&*typed.day).required().error(errors.get(&name("jour"))))
                @if let Some(warning) = warning(one, typed, held) { (Notice::warn(fr::rich(&warning))) }
                (TextField::new(name("heure"), "Heure de début").time().value(&*typed.time).required().error(errors.get(&name("heure"))))
                (TextField::new(name("lieu"), "Lieu ou adresse de la classe").value(&*typed.place).autocomplete("off").maxlength(200)
                    .required().error(errors.get(&name("lieu"))))
            }
        }
    }
}

fn warning(one: &Meeting, typed: &Slot, held: &Held) -> Option<String> {
    let on_site = one.modality == platform::html::Modality::OnSite;
    held.territory.warning(crate::wizard::day(&typed.day)?, on_site)
}

/// What the page of the consequences shows.
pub(super) struct Consequences<'a> {
    pub(super) held: &'a Held,
    pub(super) typed: &'a Typed,
    pub(super) plan: &'a Plan,
    pub(super) people: &'a People,
    pub(super) standings: &'a HashMap<PersonId, Standing>,
}

pub(super) fn consequences(frame: &Frame, shown: &Consequences<'_>) -> Page {
    let (held, people) = (shown.held, shown.people);
    let many = people.all().count();
    let act = if many == 0 {
        "Changer les dates"
    } else {
        "Changer les dates et prévenir"
    };
    under(held).body(form(
        frame,
        &format!("{}/dates", held.home()),
        html! {
            (shown.typed.kept())
            div.stack {
                h2 { "Ce qui change" }
                (changes(held, shown.plan))
                @for warning in warnings(shown.plan, held) { (Notice::warn(fr::rich(&warning))) }
                h2 { "Les accès" }
                (accesses(shown))
                h2 { "Qui est prévenu" }
                (told(people))
                @if !people.tutors.is_empty() {
                    h2 { "Les tuteurs aux nouvelles dates" }
                    (table(&people.tutors, shown.standings, &held.zone))
                }
            }
            p.actions.mt {
                (Button::primary(act).icon("calendar-days").value("aller", "ecrire"))
                (Button::plain("Revenir en arrière").value("aller", "retour"))
                (Button::plain("Abandonner").quiet().href(held.home()))
            }
        },
    ))
}

fn changes(held: &Held, plan: &Plan) -> Markup {
    let line = |title: &str, new: &str, old: &str| {
        html! { div { dt { (title) } dd { (fr::rich(&fr::capitalise(new))) br; span.soft { "Avant\u{202f}: " (fr::rich(old)) } } } }
    };
    html! {
        dl.facts {
            @if plan.period != held.period {
                (line("Session", &held.days(plan.period), &held.days(held.period)))
            }
            @for one in &held.meetings {
                @if let Some(change) = plan.of(one.id) {
                    @let (new, old) = (held.words(change.at), held.words(one.at));
                    (line(&one.title, &format!("{new}, {}", change.place), &format!("{old}, {}", one.place)))
                }
            }
        }
        @if plan.period != held.period {
            @for one in &held.meetings {
                @if let Some(hold) = one.hold {
                    p { (fr::quote(&one.title)) " reste au " (fr::rich(&fr::date_words_with_year(one.local.0.date()))) ". " (hold.why()) }
                }
            }
        }
        @if plan.period.first != held.period.first {
            p.soft { "Les échéances des étapes suivent le premier jour. Ce qui a été fait est gardé." }
        }
    }
}

/// Who keeps their own end, who follows the session's.
fn accesses(shown: &Consequences<'_>) -> Markup {
    let (held, plan, people) = (shown.held, shown.plan, shown.people);
    let many = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
    let ends = (held.session.ends_at, plan.instants.1);
    let along = people
        .own_ends
        .keys()
        .filter(|person| people.goes_along(**person, ends))
        .count();
    let follow = many(people.follow.len() + along);
    let own = many(people.own_ends.len() - along);
    if plan.instants.1 == held.session.ends_at {
        return html! { p { "Le dernier jour ne change pas\u{202f}: chacun garde l’accès qu’il a." } };
    }
    let last = fr::date_words_with_year(plan.period.last);
    html! {
        p { "Un accès qui finit avec la session suit son nouveau dernier jour, le " (fr::rich(&last)) ". Un accès prolongé ne finit jamais avant elle." }
        @if follow > 0 { p { (fr::count(follow, "accès change", "accès changent")) "." } }
        @if own > 0 {
            p { (fr::count(own, "personne a une fin d’accès à elle et la garde", "personnes ont une fin d’accès à elles et la gardent")) "." }
        }
        @for (person, card) in &people.learners {
            @if let Some(own) = people.own_ends.get(person).filter(|own| **own < ends.1 && !people.goes_along(*person, ends)) {
                @let last = fr::date_words_with_year(held.last_day(*own));
                (Notice::warn(html! { "L’accès de " (card.full_name()) " finit le " (fr::rich(&last)) ", avant la fin de la session\u{202f}: prolongez-le s’il le faut." }))
            }
        }
    }
}

fn told(people: &People) -> Markup {
    let many = |all: &[Someone]| u64::try_from(all.len()).unwrap_or(u64::MAX);
    let (learners, tutors) = (many(&people.learners), many(&people.tutors));
    let names = |all: &[Someone]| html! { ul { @for (_, card) in all { li { (card.full_name()) } } } };
    if learners + tutors == 0 {
        return html! { p { "Personne n’est encore inscrit, et aucun tuteur n’est affecté\u{202f}: aucun e-mail ne part." } };
    }
    let said = match (learners, tutors) {
        (0, tutors) => fr::count(tutors, "tuteur", "tuteurs"),
        (learners, 0) => fr::count(learners, "apprenant", "apprenants"),
        _ => format!(
            "{} et {}",
            fr::count(learners, "apprenant", "apprenants"),
            fr::count(tutors, "tuteur", "tuteurs")
        ),
    };
    let verb = if learners + tutors == 1 {
        "reçoit"
    } else {
        "reçoivent"
    };
    html! {
        p { (said) " " (verb) " un e-mail avec les anciennes et les nouvelles dates." }
        (disclosure("Voir leurs noms", html! {
            @if learners > 0 { h3 { "Apprenants" } (names(&people.learners)) }
            @if tutors > 0 { h3 { "Tuteurs" } (names(&people.tutors)) }
        }))
    }
}
