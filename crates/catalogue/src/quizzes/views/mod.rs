//! The composer of a quiz.

mod adding;
mod settings;
mod trial;

use assess::questions::Points;
use platform::html::{
    Button, Column, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Render, Row, State, Table,
    TextField, disclosure, fr, html, section, wide_section,
};

pub(super) use trial::{Trial, trial};

use super::bank::Bank;
use super::composition::{Slot, What};
use super::pick::Unfilled;
use super::rules_form::TypedRules;
use super::store::Draft;
use crate::library::Item;
use crate::questions::{kind_words, thousandths};

/// What was typed of a draw.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedDraw {
    pub(super) count: String,
    pub(super) tags: Vec<String>,
    pub(super) course: String,
}

/// What the composer shows.
pub(super) struct Composer<'a> {
    pub(super) item: &'a Item,
    pub(super) draft: &'a Draft,
    pub(super) bank: &'a Bank,
    pub(super) unfilled: Option<Unfilled>,
    /// What is looked for in the bank.
    pub(super) words: &'a str,
    pub(super) rules: TypedRules,
    pub(super) draw: TypedDraw,
}

impl Composer<'_> {
    fn home(&self) -> String {
        format!("/bibliotheque/{}/quiz", self.item.id)
    }

    /// A form made over what is shown.
    fn form(&self, frame: &Frame, act: &str, body: impl Render) -> Form {
        Form::post(frame, format!("{}/{act}", self.home())).body(html! {
            input type="hidden" name="revision" value=(self.draft.revision);
            (body)
        })
    }

    /// The title and the type of what a slot names.
    fn listed(&self, slot: &Slot) -> Option<&(String, String)> {
        self.bank.named.get(&slot.what.question()?)
    }

    /// What a slot asks, in words.
    fn named(&self, slot: &Slot) -> String {
        match &slot.what {
            What::Question(_) => self.listed(slot).map_or_else(
                || "Question retirée de la banque".to_owned(),
                |(title, _)| title.clone(),
            ),
            What::Draw { count, tags, .. } => {
                let questions = fr::count((*count).into(), "question tirée", "questions tirées");
                match tags.as_slice() {
                    [] => format!("{questions} au hasard"),
                    tags => format!("{questions} au hasard\u{202f}: {}", tags.join(", ")),
                }
            }
        }
    }

    fn kind(&self, slot: &Slot) -> &str {
        match (self.listed(slot), &slot.what) {
            (Some((_, kind)), _) => kind_words(kind),
            (None, What::Question(_)) => "–",
            (None, What::Draw { .. }) => "Tirage",
        }
    }
}

/// What a place weighs, as it is read: « 1,5 ».
fn points(points: Points) -> String {
    thousandths(points.0.into())
}

/// Why a draw can't be added.
pub(super) fn short(found: usize) -> String {
    let found = u64::try_from(found).unwrap_or(u64::MAX);
    match found {
        0 => "La banque n’a plus de question pour ce tirage\u{202f}: choisissez une autre étiquette, ou ajoutez des questions à la banque.".to_owned(),
        _ => format!(
            "La banque n’a que {} pour ce tirage\u{202f}: baissez le nombre, ou choisissez une autre étiquette.",
            fr::count(found, "question", "questions")
        ),
    }
}

/// Why a quiz can't be put online.
pub(super) fn unfilled(short: Unfilled) -> String {
    let place = short.slot + 1;
    match short.found {
        0 => format!(
            "La place {place} n’a plus de question dans la banque\u{202f}: retirez-la, ou remplacez-la."
        ),
        _ => format!(
            "Le tirage de la place {place} ne trouve plus assez de questions dans la banque\u{202f}: baissez le nombre, ou retirez-le."
        ),
    }
}

pub(super) fn page(frame: &Frame, shown: &Composer<'_>, errors: &FormErrors) -> Page {
    let item = shown.item;
    Page::new(format!("Composer {}", fr::quote(&item.title)))
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .crumb(item.title.as_str(), format!("/bibliotheque/{}", item.id))
        .work()
        .about("Choisissez des questions de la banque, réglez l’essentiel, essayez le quiz, puis mettez-le en ligne.")
        .errors(errors)
        .body(html! {
            (state(frame, shown))
            (wide_section("questions", "Questions", html! {}, html! {
                (slots(frame, shown))
                (weights(frame, shown, errors))
            }))
            (section("ajouter", "Ajouter des questions", html! {}, adding::adding(frame, shown)))
            (section("tirage", "Tirer des questions au hasard", html! {}, adding::draw(frame, shown, errors)))
            (section("reglages", "Réglages", html! {}, settings::settings(frame, shown, errors)))
        })
}

/// What is online, and what isn't yet.
fn state(frame: &Frame, shown: &Composer<'_>) -> Markup {
    let empty = shown.draft.composition.slots.is_empty();
    html! {
        @if let Some(short) = shown.unfilled { (Notice::warn(unfilled(short))) }
        @if shown.draft.pending {
            (Notice::info("Vos changements sont gardés. Les apprenants ne les voient pas encore.").title("À mettre en ligne"))
        } @else if !empty { p { (State::done("En ligne")) " Les apprenants trouvent le quiz tel qu’il est ici." } }
        div.actions.quiz-state {
            @if shown.draft.pending && !empty {
                (shown.form(frame, "publication", html! { (Button::primary("Mettre en ligne").icon("upload")) }).bare())
            }
            @if !empty { (Button::plain("Essayer le quiz").icon("eye").href(format!("{}/apercu", shown.home()))) }
            (Button::plain("Statistiques").icon("chart-column").href(format!("{}/statistiques", shown.home())))
        }
    }
}

fn slots(frame: &Frame, shown: &Composer<'_>) -> Markup {
    let slots = &shown.draft.composition.slots;
    if slots.is_empty() {
        return html! {
            (Empty::new("Aucune question pour l’instant").icon("list-checks").level(3)
                .why("Cochez des questions de la banque ci-dessous, ou tirez-en au hasard."))
        };
    }
    let mut table = Table::new("Questions du quiz, dans l’ordre")
        .hide_caption()
        .columns(["Question", "Type"])
        .column(Column::new("Points").numeric())
        .column(Column::actions("Actions"));
    for (place, slot) in slots.iter().enumerate() {
        let named = shown.named(slot);
        let weight = slot.points.map_or_else(|| "Les siens".to_owned(), points);
        table = table.row(
            Row::new(html! { (place + 1) ". " (named) })
                .cell(shown.kind(slot))
                .cell(weight)
                .cell(acts(frame, shown, place, &named)),
        );
    }
    html! {
        p.soft role="status" { (fr::count(shown.draft.composition.asked().into(), "question par essai", "questions par essai")) }
        (table)
    }
}

/// Up, down, out.
fn acts(frame: &Frame, shown: &Composer<'_>, place: usize, named: &str) -> Markup {
    let last = shown.draft.composition.slots.len() - 1;
    let act = |code: &str, label: &str, icon: &'static str| {
        Button::plain(format!("{label} {}", fr::quote(named)))
            .quiet()
            .icon(icon)
            .icon_only()
            .value("acte", code)
    };
    html! {
        (shown.form(frame, "ordre", html! {
            input type="hidden" name="place" value=(place);
            @if place > 0 { (act("monter", "Monter", "arrow-up")) }
            @if place < last { (act("descendre", "Descendre", "arrow-down")) }
            (act("retirer", "Retirer", "trash-2"))
        }).bare())
    }
}

/// What each place weighs, for who wants it.
fn weights(frame: &Frame, shown: &Composer<'_>, errors: &FormErrors) -> Markup {
    let slots = &shown.draft.composition.slots;
    if slots.is_empty() {
        return html! {};
    }
    let fields = html! {
        p.soft { "Laissez vide pour garder les points de la question." }
        @for (place, slot) in slots.iter().enumerate() {
            @let name = format!("points-{place}");
            (TextField::new(&*name, format!("{}. {}", place + 1, shown.named(slot))).unit("points").inputmode("decimal")
                .value(slot.points.map(points).unwrap_or_default()).error(errors.get(&name)))
        }
        p.actions { (Button::plain("Enregistrer les points")) }
    };
    let wrong = errors.iter().any(|error| error.field.starts_with("points-"));
    let changing = disclosure("Changer les points", shown.form(frame, "points", fields));
    html! { div.mt { (if wrong { changing.open() } else { changing }) } }
}
