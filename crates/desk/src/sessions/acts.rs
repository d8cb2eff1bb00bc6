//! What may be done about a session, each act where its matter is: only what is done every day stands at the top.

use catalogue::library::ItemKind;
use exchange::automation::SetAutomation;
use exchange::faq::WriteFaq;
use exchange::messages::SetMessages;
use learning::gradings::AskSecondReading;
use learning::surveys::SeeSurveys;
use platform::html::{Button, Form, Frame, Markup, fr, go_link, html};
use proof::attendance::KeepAttendance;
use proof::certificates::IssueCertificates;
use training::enrolment::EnrolLearner;
use training::extension::ExtendSession;
use training::groups::MakeGroups;
use training::lives::SetPlaces;
use training::sessions::{CopySession, MoveSession, Phase, RepeatSession, phase};

use super::views::SessionPage;

fn home(shown: &SessionPage<'_>) -> String {
    format!("/sessions/{}", shown.session.id)
}

/// Whether anybody may still join.
fn joinable(shown: &SessionPage<'_>) -> bool {
    let session = shown.session;
    shown.allowed.may::<EnrolLearner>() && phase(session.starts_at, session.ends_at, shown.now) != Phase::Over
}

/// At the top of the page.
pub(super) fn first(shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        @if joinable(shown) {
            (Button::primary("Inscrire une personne").icon("user-plus").href(format!("{home}/inscriptions/nouvelle")))
            (Button::plain("Inscrire plusieurs personnes").icon("users").href(format!("{home}/inscriptions/liste")))
        }
        (Button::plain("Suivi").icon("list-checks").href(format!("{home}/suivi")))
        (Button::plain("Notes").icon("clipboard-check").href(format!("{home}/notes")))
        @if asks_opinions(shown) { (Button::plain("Enquêtes de la session").icon("messages-square").href(format!("{home}/enquetes"))) }
        @if shown.allowed.may::<KeepAttendance>() && !shown.dates.is_empty() {
            (Button::plain("Émargement").icon("signature").href(format!("{home}/emargement")))
        }
    }
}

/// Whether its course asks what learners think, for who may read it.
fn asks_opinions(shown: &SessionPage<'_>) -> bool {
    let mut steps = shown.paths.course().iter().flat_map(|part| &part.steps);
    shown.allowed.may::<SeeSurveys>() && steps.any(|step| step.kind.is_some_and(ItemKind::asks_opinion))
}

/// Under the learners.
pub(super) fn people(frame: &Frame, shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        @if shown.allowed.may::<EnrolLearner>() { div.actions { (waiting(shown)) } }
        div.actions {
            @if shown.allowed.may::<MakeGroups>() && !shown.people.is_empty() {
                (Button::plain("Groupes").icon("users").href(format!("{home}/groupes")))
            }
            @if shown.allowed.may::<SetPlaces>() {
                (Button::plain("Nombre de places").icon("settings").href(format!("{home}/places")))
            }
            @if shown.allowed.may::<AskSecondReading>() {
                (Button::plain("Relecture des corrections").icon("eye").href(format!("{home}/relecture")))
            }
            @if !shown.people.is_empty() {
                (Form::post(frame, format!("{home}/inscriptions/export")).bare().download().body(html! {
                    (Button::plain("Exporter la liste").icon("download"))
                }))
            }
        }
    }
}

fn waiting(shown: &SessionPage<'_>) -> Markup {
    let words = match shown.waiting {
        0 => "Liste d’attente".to_owned(),
        many => format!(
            "Liste d’attente\u{202f}: {}",
            fr::count(many, "personne", "personnes")
        ),
    };
    html! { (go_link(words, format!("{}/attente", home(shown))).icon("hourglass")) }
}

/// Under the dates.
pub(super) fn dates(shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        div.actions {
            @if shown.allowed.may::<MoveSession>() { (go_link("Changer les dates", format!("{home}/dates")).icon("calendar-clock")) }
            @if shown.allowed.may::<ExtendSession>() { (go_link("Prolonger", format!("{home}/prolongation")).icon("calendar-days")) }
        }
    }
}

/// What is given to people, and what proves what they did.
pub(super) fn documents(shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        div.actions {
            (go_link("Documents", format!("{home}/documents")).icon("folder"))
            @if shown.allowed.may::<IssueCertificates>() {
                (go_link("Attestations", format!("{home}/certificats")).icon("award"))
            }
        }
    }
}

/// What is written there, by people and by itself.
pub(super) fn words(shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        div.actions {
            (go_link("Forum", format!("{home}/forum")).icon("messages-square"))
            @if shown.allowed.may::<WriteFaq>() { (go_link("Questions fréquentes", format!("{home}/questions")).icon("circle-question-mark")) }
            @if shown.allowed.may::<SetMessages>() { (go_link("Messages", format!("{home}/messages")).icon("mail")) }
            @if shown.allowed.may::<SetAutomation>() { (go_link("Messages automatiques", format!("{home}/messages-automatiques")).icon("send")) }
        }
    }
}

/// Whether the same session may be opened again from here.
pub(super) fn repeats(shown: &SessionPage<'_>) -> bool {
    shown.allowed.may::<CopySession>() || shown.allowed.may::<RepeatSession>()
}

/// The same again.
pub(super) fn again(shown: &SessionPage<'_>) -> Markup {
    let home = home(shown);
    html! {
        div.actions {
            @if shown.allowed.may::<CopySession>() { (go_link("Dupliquer", format!("{home}/copie")).icon("copy")) }
            @if shown.allowed.may::<RepeatSession>() {
                (go_link("Ouvrir la même session en série", format!("{home}/serie")).icon("calendar-plus"))
            }
        }
    }
}
