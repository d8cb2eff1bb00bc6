//! The page on which a survey is composed.

use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Notice, Page, Select, TextArea, TextField, fr,
    html, section, wide_section,
};

use super::asked::{Given, fields};
use super::survey::{MOST, Survey};
use super::typed::{KINDS, Typed, TypedQuestion};
use crate::library::{Item, ItemKind};

/// Somebody else was faster.
pub(super) const CHANGED: &str = "Quelqu’un d’autre a mis cette enquête en ligne pendant ce temps. Ce que vous avez écrit est encore ici\u{202f}: relisez-le, puis mettez-le en ligne s’il doit prendre sa place.";

/// What the page shows.
pub(super) struct Composer<'a> {
    pub(super) item: &'a Item,
    /// The version that it is made over.
    pub(super) number: u32,
    pub(super) typed: &'a Typed,
    /// What learners would see, when it is asked for.
    pub(super) preview: Option<&'a Survey>,
    /// The question that just moved, or came.
    pub(super) at: Option<usize>,
}

pub(super) fn page(frame: &Frame, shown: &Composer<'_>, errors: &FormErrors) -> Page {
    let item = shown.item;
    let home = format!("/bibliotheque/{}", item.id);
    let action = format!("{home}/enquete");
    let questions = &shown.typed.questions;
    let form = Form::post(frame, action.as_str()).body(html! {
        input type="hidden" name="version" value=(shown.number) autocomplete="off";
        input type="hidden" name="combien" value=(questions.len()) autocomplete="off";
        (acts())
        (wide_section("reponses", "Réponses", html! {}, answers(shown, errors)))
        (wide_section("questions", "Questions", html! {}, html! {
            @if questions.is_empty() { p #sans-question { "Aucune question pour l’instant." } }
            @for (at, question) in questions.iter().enumerate() {
                (one(&action, at, questions.len(), question, errors))
            }
            div.actions.mt {
                @if questions.len() < MOST { (Button::plain("Ajouter une question").icon("plus").value("acte", "ajouter").to(format!("{action}#q{}", questions.len()))) }
                @if questions.is_empty() { (Button::plain("Prendre le modèle").icon("copy").value("acte", "modele")) }
            }
        }))
        @if questions.len() > 3 { (acts()) }
    });
    let page = Page::new(format!("Composer {}", fr::quote(&item.title)))
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .crumb(item.title.as_str(), home)
        .work()
        .about("Écrivez les questions, regardez l’aperçu, puis mettez l’enquête en ligne. Rien n’est gardé avant.")
        .errors(errors);
    let page = match shown.at {
        Some(at) if errors.is_empty() => page.notice(
            Notice::info(html! { p { "La question est maintenant la numéro\u{a0}" (at + 1) ". Rien n’est encore en ligne." } }),
        ),
        _ => page,
    };
    page.body(html! {
        @if let Some(survey) = shown.preview {
            (section("apercu", "Aperçu", html! {}, html! {
                p.soft { "Telle que les apprenants la liront. Ici, rien ne s’envoie." }
                (fields(survey, &Given::new(), &FormErrors::default()))
            }))
        }
        (form)
    })
}

/// The first is what the key « Entrée » does in a field: it keeps and loses nothing.
fn acts() -> Markup {
    html! {
        div.actions {
            (Button::plain("Voir l’aperçu").icon("eye").value("acte", "apercu"))
            (Button::primary("Mettre en ligne").icon("upload").value("acte", "publier"))
        }
    }
}

/// Who reads what, and when a late survey is open.
fn answers(shown: &Composer<'_>, errors: &FormErrors) -> Markup {
    let typed = shown.typed;
    html! {
        (Choices::radio("noms", "Les réponses sont…")
            .choice(Choice::new("non", "anonymes").hint("On sait qui a répondu, jamais qui a répondu quoi. Les résultats se lisent à partir de trois réponses."))
            .choice(Choice::new("oui", "nominatives").hint("Le nom est montré avec les réponses. L’apprenant le lit avant de répondre."))
            .value(if typed.named { "oui" } else { "non" }))
        @if shown.item.kind == ItemKind::LateSurvey {
            (TextField::new("apres", "S’ouvre après la fin de l’accès").number().between("1", "365").unit("jours").required()
                .value(&*typed.after).error(errors.get("apres")))
            (TextField::new("jours", "Reste ouverte").number().between("1", "365").unit("jours").required()
                .value(&*typed.days).hint("Un e-mail part à l’ouverture, un rappel sept jours plus tard.").error(errors.get("jours")))
        }
    }
}

/// A question, and what may be done with it.
fn one(action: &str, at: usize, count: usize, typed: &TypedQuestion, errors: &FormErrors) -> Markup {
    let name = |field: &str| format!("{field}-{at}");
    let act = |code: &str, label: &str, icon: &'static str, to: usize| {
        Button::plain(format!("{label} la question {}", at + 1))
            .quiet()
            .icon(icon)
            .icon_only()
            .value("acte", format!("{code}-{at}"))
            .to(format!("{action}#q{to}"))
    };
    html! {
        fieldset.survey-question #{ "q" (at) } {
            legend { "Question " (at + 1) }
            input type="hidden" name=(name("numero")) value=(typed.id) autocomplete="off";
            (TextField::new(name("question"), "Question").value(&*typed.text).maxlength(300).required().error(errors.get(&name("question"))))
            (Select::new(name("sorte"), "Sorte de réponse").options(KINDS).value(&*typed.kind).error(errors.get(&name("sorte"))))
            (TextArea::new(name("choix"), "Réponses proposées").value(&*typed.choices).optional()
                .hint("Une par ligne, seulement pour une question à choix.").error(errors.get(&name("choix"))))
            (TextField::new(name("partie"), "Titre au-dessus").value(&*typed.part).maxlength(300).optional()
                .hint("Il commence une nouvelle partie.").error(errors.get(&name("partie"))))
            (Choices::checkbox(name("obligatoire"), "Réponse").hide_legend()
                .choice(Choice::new("oui", "Réponse obligatoire").checked(typed.required)))
            div.actions {
                @if at > 0 { (act("monter", "Monter", "arrow-up", at - 1)) }
                @if at + 1 < count { (act("descendre", "Descendre", "arrow-down", at + 1)) }
                (act("retirer", "Retirer", "trash-2", at.saturating_sub(1)))
            }
        }
    }
}
