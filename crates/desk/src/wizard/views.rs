//! The pages of the wizard.

use platform::html::{
    Button, Choice, Choices, Empty, FormErrors, Frame, Markup, Notice, Page, Select, TextField, duration_tag,
    form, fr, go_link, html, rows, stages,
};
use platform::ids::RegionId;
use platform::{Error, Result};
use training::sessions::Duty;
use training::tutors::table;

use super::rules;
use super::state::{DATES, REVIEW, Wizard};

const STAGES: [&str; 5] = ["Parcours", "Période", "Rendez-vous", "Tuteurs", "Relecture"];

pub(super) fn choose_region(found: &[(RegionId, String)]) -> Page {
    let page = Page::new("Créer une session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about("Dans quelle région\u{202f}?");
    if found.is_empty() {
        return page.body(
            Empty::new("Aucune région")
                .icon("map-pin")
                .level(2)
                .why("Une session se crée dans une région, et aucune n’est ouverte."),
        );
    }
    page.body(html! {
        (rows(found.iter().map(|(id, name)| html! { (go_link(name.as_str(), format!("/regions/{id}/sessions/nouvelle")).arrow()) })))
    })
}

pub(super) fn page(frame: &Frame, wizard: &Wizard, stage: usize, errors: &FormErrors) -> Result<Page> {
    let action = format!("/regions/{}/sessions/nouvelle", wizard.region.id);
    let fields = match stage {
        0 => courses(wizard, errors),
        1 => period(wizard, errors),
        2 => dates(wizard, errors),
        3 => tutors(wizard, errors),
        _ => review(wizard)?,
    };
    let name = STAGES.get(stage).copied().unwrap_or("Relecture");
    let (last, rereading) = (stage == REVIEW, wizard.rereading && stage < REVIEW);
    let nothing = stage == 0 && wizard.courses.is_empty();
    Ok(Page::new(format!("Créer une session, {}", name.to_lowercase()))
        .heading("Créer une session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(html! { (wizard.region.name) ". " (wizard.course.as_ref().map_or("", |course| course.title.as_str())) })
        .errors(errors)
        .body(html! {
            (stages("Étapes de la création", &STAGES, stage))
            h2.mt-l { (name) }
            (form(frame, &action, html! {
                input type="hidden" name="etape" value=(stage);
                @if rereading { input type="hidden" name="relire" value="oui"; }
                @for (of, name, value) in wizard.answers.fields(&wizard.steps) {
                    @if of != stage && !value.is_empty() { input type="hidden" name=(name) value=(value); }
                }
                div.stack.mt { (fields) }
                p.actions.mt {
                    @if !nothing {
                        (Button::primary(if last { "Créer la session" } else { "Continuer" }).value("aller", "suite"))
                    }
                    @if last { (Button::plain("Créer, puis la répéter").icon("calendar-plus").value("aller", "serie")) }
                    @if stage > 0 && !rereading { (Button::plain("Revenir en arrière").value("aller", "retour")) }
                    (Button::plain("Abandonner").quiet().href("/sessions"))
                }
            }))
        }))
}

fn courses(wizard: &Wizard, errors: &FormErrors) -> Markup {
    if wizard.courses.is_empty() {
        return html! { (Empty::new("Aucun parcours").icon("book-open").level(3)
        .why("CMA France n’a pas encore publié de parcours.")) };
    }
    let choices = wizard.courses.iter().map(|course| {
        Choice::new(course.id.to_string(), course.title.as_str()).hint(course.summary.as_str())
    });
    html! {
        (choices.fold(Choices::radio("parcours", "Parcours de la session"), Choices::choice)
            .value(&wizard.answers.course).error(errors.get("parcours")))
    }
}

fn period(wizard: &Wizard, errors: &FormErrors) -> Markup {
    let answers = &wizard.answers;
    html! {
        (TextField::new("debut", "Premier jour").date().value(&*answers.first).required().error(errors.get("debut")))
        (TextField::new("jours", "Durée").number().between("1", "366").unit("jours").value(&*answers.days).required()
            .error(errors.get("jours")))
        (TextField::new("reference", "Référence").value(&*answers.reference).autocomplete("off").maxlength(40).required()
            .hint("Un nom court et unique, pour retrouver la session dans les listes.").error(errors.get("reference")))
        (TextField::new("places", "Nombre de places").number().value(&*answers.places).autocomplete("off").optional()
            .hint("Laissez vide s’il n’y a pas de limite.").error(errors.get("places")))
    }
}

fn dates(wizard: &Wizard, errors: &FormErrors) -> Markup {
    if wizard.steps.is_empty() {
        return html! { p { "Ce parcours n’a ni classe virtuelle ni rendez-vous sur place\u{202f}: rien à fixer ici." } };
    }
    html! {
        @if let Some((first, days)) = wizard.period() {
            @let last = rules::last_day(first, days);
            p { "La session va " (fr::rich(&fr::days(first, last))) ". Les heures sont celles de la région." }
        }
        @for step in &wizard.steps {
            @let slot = wizard.answers.slot(step.id);
            @let name = |what: &str| format!("{what}-{}", step.id);
            fieldset.stack {
                legend { strong { (step.title) } }
                p.meta { (step.modality) " " (duration_tag(fr::duration(step.minutes))) }
                (TextField::new(name("jour"), "Jour").date().value(slot.day).required().error(errors.get(&name("jour"))))
                @if let Some(warning) = wizard.warning(step) { (Notice::warn(fr::rich(&warning))) }
                (TextField::new(name("heure"), "Heure de début").time().value(slot.time).required().error(errors.get(&name("heure"))))
                (TextField::new(name("lieu"), "Lieu ou adresse de la classe").value(slot.place).autocomplete("off").maxlength(200).required()
                    .error(errors.get(&name("lieu"))))
            }
        }
    }
}

fn tutors(wizard: &Wizard, errors: &FormErrors) -> Markup {
    let new = format!("/regions/{}/tuteurs/nouveau", wizard.region.id);
    html! {
        @if wizard.tutors.is_empty() {
            p { "La région n’a pas encore de tuteur. Vous pourrez en affecter depuis la page de la session." }
        } @else {
            p { "Vous pourrez changer ces choix depuis la page de la session." }
            @for duty in Duty::ALL {
                @let name = format!("tuteur-{}", duty.code());
                (Select::new(name.as_str(), duty.label()).option("", "Personne pour le moment")
                    .options(wizard.tutors.iter().map(|(person, card)| (person.to_string(), card.full_name())))
                    .value(wizard.answers.tutor(duty)).error(errors.get(&name)))
            }
            h3.mt { "Disponibilité et charge" }
            p.soft { "Du début à la fin de cette session. Ce sont des repères\u{202f}: vous restez libre de choisir." }
            (table(&wizard.tutors, &wizard.standings, &wizard.zone))
        }
        p { (go_link("Ajouter un tuteur à la région", new)) }
    }
}

/// Everything in words, before it is written; each part can be changed from here.
fn review(wizard: &Wizard) -> Result<Markup> {
    let (first, days) = wizard
        .period()
        .ok_or_else(|| Error::fault("a review without days"))?;
    let last = rules::last_day(first, days);
    let change = |what: &str, stage: usize| {
        Button::plain(format!("Modifier {what}"))
            .small()
            .value("aller", format!("etape-{stage}"))
    };
    Ok(html! {
        dl.facts {
            div { dt { "Parcours" } dd { (wizard.course.as_ref().map_or("", |course| course.title.as_str())) } }
            div { dt { "Référence" } dd { (wizard.answers.reference) } }
            div { dt { "Période" } dd { (fr::rich(&fr::capitalise(&fr::days(first, last)))) ", soit " (fr::count(u64::from(days), "jour", "jours")) } }
            @if let Some(many) = wizard.capacity(&mut FormErrors::default()) {
                div { dt { "Places" } dd { (fr::number(u64::from(many))) } }
            }
        }
        p.actions { (change("la période", 1)) }
        @if !wizard.steps.is_empty() {
            h3 { "Rendez-vous" }
            (meetings(wizard))
            p.actions { (change("les rendez-vous", DATES)) }
        }
        @if !wizard.deadlines.is_empty() {
            h3 { "Échéances" }
            p.soft { "Elles viennent du parcours et suivent le premier jour." }
            dl.facts {
                @for (title, day) in &wizard.deadlines {
                    div { dt { (title) } dd { "Pour le " (fr::rich(&fr::date_words(rules::last_day(first, *day).min(last)))) } }
                }
            }
        }
        h3 { "Tuteurs" }
        dl.facts { @for duty in Duty::ALL { div { dt { (duty.label()) } dd { (tutor(wizard, duty)) } } } }
        p.actions { (change("les tuteurs", 3)) }
    })
}

/// The classes and half-days, with what to know of their days.
fn meetings(wizard: &Wizard) -> Markup {
    let with = wizard.dates(&mut FormErrors::default());
    let words = |step| {
        let (_, at, place) = with.dates.iter().find(|(id, ..)| *id == step)?;
        let local = |at: jiff::Timestamp| at.to_zoned_datetime(wizard.zone.clone()).datetime();
        Some((fr::capitalise(&fr::range(local(at.0), local(at.1))), place))
    };
    html! {
        dl.facts {
            @for step in &wizard.steps {
                @if let Some((when, place)) = words(step.id) {
                    div { dt { (step.title) } dd { (fr::rich(&when)) ", " (place) } }
                }
            }
        }
        @for warning in wizard.steps.iter().filter_map(|step| wizard.warning(step)) { (Notice::warn(fr::rich(&warning))) }
    }
}

fn tutor(wizard: &Wizard, duty: Duty) -> String {
    let typed = wizard.answers.tutor(duty);
    let found = wizard
        .tutors
        .iter()
        .find(|(person, _)| person.to_string() == typed);
    found.map_or_else(
        || "Personne pour le moment".to_owned(),
        |(_, card)| card.full_name(),
    )
}
