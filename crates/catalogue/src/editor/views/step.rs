//! The form of a step: what it opens, what passing takes, what ends it, what sums it up.

use platform::html::{Choice, Choices, FormErrors, Frame, Markup, Page, Select, TextField, fr, html};

use super::{about, on, save, written};
use crate::courses::{Course, Step};
use crate::editor::matter::{DUE, ENDING, ENDINGS, LAST_DAY, SHARE, SUMMARY, TypedStep};
use crate::editor::store::PartId;
use crate::library::{Item, minutes_field, modalities};

/// What a form is about: a step, or a new one in a part.
pub(in super::super) enum Target {
    Step(Step),
    NewIn(PartId, String),
}

/// The form of a step.
pub(in super::super) struct StepForm<'a> {
    pub(in super::super) course: &'a Course,
    pub(in super::super) revision: i64,
    /// What it is made over, for a step that is there (its field « vu »).
    pub(in super::super) seen: Option<String>,
    pub(in super::super) target: &'a Target,
    pub(in super::super) typed: &'a TypedStep,
    pub(in super::super) items: &'a [Item],
}

pub(in super::super) fn step(frame: &Frame, form: &StepForm<'_>, errors: &FormErrors) -> Page {
    let (heading, label, name, id, where_) = match form.target {
        Target::Step(step) => (
            "Modifier une étape",
            "Enregistrer",
            "etape",
            step.id.to_string(),
            None,
        ),
        Target::NewIn(part, title) => (
            "Ajouter une étape",
            "Ajouter l’étape",
            "partie",
            part.to_string(),
            Some(title),
        ),
    };
    let proposed = form.items.iter().filter(|item| item.proposed(&form.typed.item));
    let items = proposed.map(|item| {
        let words = format!("{} ({})", item.title, fr::duration(item.minutes));
        (item.id.to_string(), words)
    });
    let fields = html! {
        input type="hidden" name=(name) value=(id);
        @if let Some(seen) = &form.seen { input type="hidden" name="vu" value=(seen) autocomplete="off"; }
        (TextField::new("titre", "Titre").value(&*form.typed.facts.title).required().error(errors.get("titre")))
        (modalities(&form.typed.facts.modality, errors))
        (minutes_field(&form.typed.facts.minutes, errors))
        (Select::new("ressource", "Ressource").option("", "Aucune").options(items).value(&*form.typed.item)
            .hint("Ce que l’étape ouvre, dans la bibliothèque. Aucune pour ce qui se passe ailleurs.")
            .error(errors.get("ressource")))
        (requirement(form.typed, errors))
        (ending(form.typed, errors))
        (summary_field(&form.typed.summary, form.items, errors))
        (save(form.course, label))
    };
    let mut page = on(form.course, heading).errors(errors);
    if let Some(title) = where_ {
        page = page.about(html! { "À la fin de la partie «\u{202f}" (title) "\u{202f}»." });
    }
    let fields = about(frame, form.course, form.revision, "etape", &fields);
    written(page, form.course, fields, matches!(form.target, Target::Step(_)))
}

/// What the step must come to; the percentage is read only with the choice that names it.
fn requirement(typed: &TypedStep, errors: &FormErrors) -> Markup {
    html! {
        (Choices::radio("exigence", "Pour réussir le parcours, cette étape doit…")
            .choice(Choice::new("done", "être faite").hint("Suivie jusqu’au bout, ou validée par un tuteur."))
            .choice(Choice::new("above", "être faite, avec un score à dépasser"))
            .choice(Choice::new("nothing", "rien de particulier").hint("Elle aide à apprendre, elle ne compte pas. C’est l’usage pour une enquête."))
            .value(&typed.required).error(errors.get("exigence")))
        (TextField::new("seuil", "Score à dépasser").number().between("0", "99").unit("%").value(&*typed.above).optional()
            .hint("Seulement avec le choix d’un score\u{202f}: il faudra strictement plus.").error(errors.get("seuil")))
    }
}

/// What ends the step, and by when it should be done.
fn ending(typed: &TypedStep, errors: &FormErrors) -> Markup {
    html! {
        (Select::new("fin", ENDING).option("", "comme d’habitude pour sa ressource").options(ENDINGS).value(&*typed.completion)
            .hint("D’habitude\u{202f}: un module le dit lui-même, un enregistrement se termine à 90\u{a0}%, l’apprenant dit «\u{202f}J’ai terminé\u{202f}», un tuteur valide un rendez-vous.")
            .error(errors.get("fin")))
        (TextField::new("part", SHARE).number().between("1", "100").unit("%").value(&*typed.share).optional()
            .hint("Seulement pour un enregistrement ou un score.").error(errors.get("part")))
        (TextField::new("jour", DUE).number().between("1", LAST_DAY.to_string()).value(&*typed.due).optional()
            .hint("Le jour 1 est le premier de la session. Chaque apprenant voit la date.").error(errors.get("jour")))
    }
}

/// What sums up a step or a part: a page or a document of the library.
pub(super) fn summary_field(typed: &str, items: &[Item], errors: &FormErrors) -> Select {
    let items = items
        .iter()
        .filter(|item| item.kind.summarises() && item.proposed(typed));
    Select::new("fiche", SUMMARY)
        .option("", "Aucune")
        .options(items.map(|item| (item.id.to_string(), format!("{} ({})", item.title, item.kind.label().to_lowercase()))))
        .value(typed)
        .hint("Une page ou un document, que l’apprenant retrouve dans «\u{202f}Mes fiches\u{202f}» dès qu’il a terminé.")
        .error(errors.get("fiche"))
}

/// What a step says beside its title: what ends it when that isn't usual, and by when.
pub(super) fn besides(step: &Step) -> Markup {
    let told = step.chosen_completion().map(|chosen| chosen.told(step.kind));
    html! {
        @if told.is_some() || step.due_day.is_some() || step.summary.is_some() {
            p.small.soft {
                @if let Some(told) = told { (fr::rich(&told)) ". " }
                @if let Some(day) = step.due_day { "Pour le jour\u{a0}" (day) ". " }
                @if step.summary.is_some() { "Avec une fiche de synthèse." }
            }
        }
    }
}
