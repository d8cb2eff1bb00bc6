//! Writing first: where, to whom; and what a manager says of a session's messages.

use platform::html::{
    Button, Choices, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Render as _, Select, TextField,
    disclosure, go_link, html, rows, section,
};
use training::sessions::TrainingSession;

use super::super::circle::{Circle, TEAM};
use super::super::routes::Typed;
use super::super::rules::DRAFT_DAYS;
use super::super::store::around::Met;
use super::fields;
use crate::faq;

fn base() -> Page {
    Page::new("Écrire un message")
        .crumb("Accueil", "/")
        .crumb("Messages", "/messages")
        .work()
}

/// The places where someone meets people.
pub(in super::super) fn places(sessions: &[Met], team: bool) -> Page {
    base().body(html! {
        @if sessions.is_empty() && !team {
            (Empty::new("Il n’y a personne à qui écrire pour le moment").icon("messages-square")
                .why("Les messages s’échangent dans une session, ou entre collègues d’une CMA."))
        } @else {
            (section("ou", "Où rencontrez-vous cette personne\u{202f}?", html! {}, rows(
                team.then(|| html! { (go_link("Mes collègues de la CMA et de CMA France", format!("/messages/nouveau?cercle={TEAM}")).icon("users")) })
                    .into_iter()
                    .chain(sessions.iter().map(|met| html! {
                        (go_link(format!("{} ({})", met.title, met.reference), format!("/messages/nouveau?cercle={}", met.id)))
                    }))
            )))
        }
        div.mt { (policy()) }
    })
}

/// The form.
pub(in super::super) fn page(frame: &Frame, circle: &Circle, typed: &Typed, errors: &FormErrors) -> Page {
    let choices = circle.choices();
    let several = circle.session.is_some()
        && choices
            .iter()
            .any(|(value, _)| value.parse::<platform::PersonId>().is_err());
    base().errors(errors).script("submissions.js").body(html! {
        @match circle.closed() {
            Some(why) => { (Notice::info(why)) }
            None => { (Form::post(frame, "/messages/nouveau").multipart().keeps_a_draft(DRAFT_DAYS).body(html! {
                input type="hidden" name="cercle" value=(circle.named());
                input type="hidden" name="pour" value=(typed.begun_for);
                input type="hidden" name="revision" value=(typed.revision);
                (Select::new("a", "À qui").option("", "Choisir").options(choices).value(&typed.to).required().error(errors.get("a")))
                @if several {
                    (Choices::radio("reponses", "Si vous écrivez à plusieurs, les réponses vont")
                        .choices([("auteur", "à vous seulement"), ("tous", "à tout le monde")])
                        .value(if typed.answers == "tous" { "tous" } else { "auteur" }))
                }
                (TextField::new("sujet", "Sujet").value(&*typed.subject).required().maxlength(120).autocomplete("off").error(errors.get("sujet")))
                (fields(&typed.text, errors))
                @if let Some(session) = circle.learns() { (faq::beside(session, &typed.answered)) }
                p.actions.mt { (Button::primary(if typed.answered.0.is_empty() { "Envoyer" } else { "Envoyer quand même" }).icon("send")) }
            })) }
        }
        div.mt { (policy()) }
    })
}

/// Who may write to whom, for all to read.
fn policy() -> Markup {
    disclosure("À qui puis-je écrire\u{202f}?", html! {
        ul.stack {
            li { "En formation\u{202f}: à vos tuteurs, aux gestionnaires de votre CMA, et aux autres apprenants de votre session si elle le permet." }
            li { "Tuteurs et gestionnaires\u{202f}: aux personnes de vos sessions, à plusieurs à la fois si besoin, et à vos collègues de la CMA et de CMA France." }
            li { "Quand votre accès se termine, vous relisez vos messages mais n’en envoyez plus\u{202f}: l’équipe suit alors d’autres sessions." }
            li { "Vous pouvez bloquer un autre apprenant. Ni un tuteur ni un gestionnaire\u{202f}: ils doivent pouvoir vous joindre." }
            li { "Un message qui ne va pas se signale\u{202f}: les gestionnaires de la région lisent alors ce message, et aucun autre." }
            li { "Un message envoyé ne se change pas. Chacun l’efface pour soi." }
        }
    })
    .render()
}

/// Whether the learners of a session write to each other.
pub(in super::super) fn setting(frame: &Frame, session: &TrainingSession, quiet: bool) -> Page {
    let home = format!("/sessions/{}", session.id);
    Page::new("Messages de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .body(html! {
            (Form::post(frame, format!("{home}/messages")).body(html! {
                (Choices::radio("entre_eux", "Les apprenants peuvent-ils s’écrire entre eux\u{202f}?")
                    .choices([("oui", "Oui"), ("non", "Non, seulement à leurs tuteurs et à la CMA")])
                    .value(if quiet { "non" } else { "oui" }))
                p.actions.mt { (Button::primary("Enregistrer")) }
            }))
            p.mt { (go_link("Écrire à la session", format!("/messages/nouveau?cercle={}", session.id)).icon("pencil")) }
        })
}
